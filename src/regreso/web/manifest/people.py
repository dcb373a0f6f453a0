"""One person on the manifest, arrivals to be recognised, telephones, and what they handed in."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import ManifestEvent, Passenger, PersonStanding, Recognition, Trip
from regreso.steps import equip
from regreso.web.base.acts import Act, Bench, Bound, Taking, act_of, take
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.fields import Line
from regreso.web.base.forms import PageForm, step_form
from regreso.web.base.paging import paged
from regreso.web.base.people import FIELDS
from regreso.web.base.reads import note_read
from regreso.web.base.saved_views import listed
from regreso.web.base.told import must
from regreso.web.base.words import state_of
from regreso.web.manifest.acts import DEVICE, RECOGNITION
from regreso.web.manifest.clock import by_clock
from regreso.web.manifest.forms import NewDevice
from regreso.web.manifest.shapes import DEVICES, UPLOADS
from regreso.web.manifest.words import FAULTS, KINDS, stands

EVENTS = 200


class WhoItIs(PageForm):
    """Why a name must be seen: the manifest is pseudonymous, and whoever looks behind a token says why."""

    reason = must(Line(label=_("Why you need the name")))


@require_http_methods(["GET", "HEAD", "POST"])
@by_clock
@desk_view(story.COORDINATOR)
def person(request: HttpRequest, desk: Desk, standing_id: UUID) -> HttpResponse:
    """What is written of a token. The name is shown for a reason, and the reason is kept."""
    row = get_object_or_404(access.standings_for(desk.staff).select_related("enquiry"), pk=standing_id)
    told = Passenger.objects.filter(operation=row.operation_id, token=row.person).first()
    form = WhoItIs(request.POST or None)
    note_read(request, [row])
    shown = []
    if told is not None and request.method == "POST" and form.is_valid():
        note_read(request, [told], reason=form.cleaned_data["reason"])
        shown = who(told)
    context = {
        "row": row,
        "state": stands(row.state),
        "faults": [FAULTS.get(code, code) for code in row.faults.split()],
        "looked_for": state_of("enquiry", row.enquiry.state) if row.enquiry else "",
        "events": _events(row),
        "form": form,
        "known": told is not None and bool(told.told),
        "shown": shown,
        "trip": Trip.objects.filter(operation=row.operation_id, code=row.trip).first(),
    }
    return render(request, "manifest/person.html", context, status=422 if form.errors else 200)


def _events(row: PersonStanding) -> list[tuple[ManifestEvent, object, bool]]:
    mine = ManifestEvent.objects.filter(operation=row.operation_id, person=row.person).order_by(
        "at", "sequence"
    )
    events = list(mine[:EVENTS])
    names = [event.name for event in events]
    voids = ManifestEvent.objects.filter(operation=row.operation_id, kind="corrected", corrects__in=names)
    gone = set(voids.values_list("corrects", flat=True))
    return [(event, KINDS.get(event.kind, event.kind), event.name in gone) for event in events]


def who(passenger: Passenger) -> list[tuple[object, str]]:
    """What somebody said of themselves, with its labels."""
    labels = {**FIELDS, "name": _("Name")}
    return [(labels.get(name, name), text) for name, text in passenger.told.items() if text]


@require_safe
@desk_view(story.COORDINATOR)
def recognitions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Arrivals without a token beside those on the lists whom they may be."""
    return _recognitions(request, desk)


@desk_view(story.COORDINATOR)
def recognition_act(request: HttpRequest, desk: Desk, *, recognition_id: UUID, move: str) -> HttpResponse:
    """A person says whether it is the same one."""
    row = get_object_or_404(access.recognitions_for(desk.staff), pk=recognition_id)
    taking = Taking(
        act_of(RECOGNITION, move, desk),
        row,
        lambda bound: _recognitions(request, desk, bound),
        reverse("manifest-recognitions"),
    )
    return take(request, desk, taking)


def _recognitions(request: HttpRequest, desk: Desk, bound: Bound | None = None) -> HttpResponse:
    rows = access.recognitions_for(desk.staff).filter(state="potential").select_related("arrived", "allotted")
    found = paged(request, rows.order_by("-probability", "pk"))
    note_read(request, [one for row in found.rows for one in (row.arrived, row.allotted)])
    bench = Bench(desk, RECOGNITION, "manifest-recognition-act", bound)
    lines = [(row, round(100 * row.probability), _beside(row), bench.offers(row)) for row in found.rows]
    return render(request, "manifest/recognitions.html", {"lines": lines, "paged": found})


def _beside(row: Recognition) -> list[tuple[object, str, str]]:
    labels = {**FIELDS, "name": _("Name")}
    names = [name for name in (*FIELDS, "name") if row.arrived.told.get(name) or row.allotted.told.get(name)]
    return [(labels[name], row.arrived.told.get(name, ""), row.allotted.told.get(name, "")) for name in names]


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.COORDINATOR)
def devices(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The telephones at the doors; a new one gets its code, which is shown once."""
    handed: dict[str, object] = {}

    def step(form: NewDevice) -> str:
        device = form.device()
        device.operation = desk.operation
        done = equip.hand_out(device, by=desk.actor, at=timezone.now())
        address = request.build_absolute_uri(reverse("board"))
        square = _square(f"{address}#{done.code}")
        handed.update(code=done.code, device=device, address=address, square=square)
        return reverse("manifest-devices")

    def page(form: NewDevice) -> HttpResponse:
        return _devices(request, desk, form=form)

    answer = step_form(request, NewDevice(request.POST or None), step=step, page=page)
    return render(request, "manifest/handed.html", handed) if handed else answer


def _square(text: str) -> str:
    """A square code to scan. It stands in the page itself: the code is kept nowhere that could draw it."""
    import segno  # noqa: PLC0415 - wanted on this page alone

    drawn = segno.make(text, error="m").svg_inline(border=4, dark="#000", light="#fff", omitsize=True)
    return mark_safe(drawn)  # noqa: S308 - made by segno: paths and numbers


@desk_view(story.COORDINATOR)
def device_act(request: HttpRequest, desk: Desk, *, device_id: UUID, move: str) -> HttpResponse:
    """A telephone is switched off."""
    row = get_object_or_404(access.devices_for(desk.staff), pk=device_id)
    act: Act = act_of(DEVICE, move, desk)
    again = lambda bound: _devices(request, desk, bound=bound)  # noqa: E731 - one line, used once
    return take(request, desk, Taking(act, row, again, reverse("manifest-devices")))


@by_clock
def _devices(
    request: HttpRequest, desk: Desk, *, form: forms.Form | None = None, bound: Bound | None = None
) -> HttpResponse:
    found, above = listed(
        request, desk, access.devices_for(desk.staff), shape=DEVICES, name="manifest-devices"
    )
    bench = Bench(desk, DEVICE, "manifest-device-act", bound)
    lines = [(row, state_of("device", row.state), bench.offers(row)) for row in found.rows]
    shown = {"lines": lines, "paged": found, "tools": above, "form": form or NewDevice()}
    return render(request, "manifest/devices.html", shown)


@require_safe
@by_clock
@desk_view(story.COORDINATOR)
def uploads(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What was handed in, newest first, with each row that was not taken and its reason."""
    rows = access.uploads_for(desk.staff).select_related("device")
    found, above = listed(request, desk, rows, shape=UPLOADS, name="manifest-uploads")
    return render(request, "manifest/uploads.html", {"paged": found, "tools": above})
