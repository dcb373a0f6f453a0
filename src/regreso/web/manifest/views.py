"""The coordinator's manifests: trips in numbers, who is open, and the evening report."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from regreso import story
from regreso.casebook import access, manifests
from regreso.casebook.models import PersonStanding, Upload, history
from regreso.movement.manifest.events import Event
from regreso.steps import board, count
from regreso.web.base.acts import Bench, Bound, Taking, act_of, take
from regreso.web.base.clocks import clock
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.forms import SeeOther, step_form
from regreso.web.base.paging import paged
from regreso.web.base.saved_views import listed
from regreso.web.base.timeline import timeline
from regreso.web.base.words import state_of
from regreso.web.manifest import files
from regreso.web.manifest.acts import TRIP
from regreso.web.manifest.clock import by_clock, chosen
from regreso.web.manifest.forms import ZONES, NewTrip, TableFile
from regreso.web.manifest.parted import parted_households
from regreso.web.manifest.shapes import TRIPS
from regreso.web.manifest.words import STANDS, stands
from regreso.wire.errors import WireError

SIZE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.COORDINATOR)
def trips(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every trip in numbers, the evening report, and a form to open another."""

    def step(form: NewTrip) -> str:
        trip = form.trip()
        trip.operation = desk.operation
        board.open_trip(trip, by=desk.actor, at=timezone.now())
        return reverse("manifest-trip", args=[trip.pk])

    def page(form: NewTrip) -> HttpResponse:
        found, above = listed(request, desk, access.trips_for(desk.staff), shape=TRIPS, name="manifest-trips")
        numbers = {
            one.trip: one for one in manifests.figures(desk.operation.pk, [row.code for row in found.rows])
        }
        now = timezone.now()
        lines = [
            (row, state_of("trip", row.state), clock(row.look_at, now=now) if row.state != "closed" else None,
             numbers.get(row.code))
            for row in found.rows
        ]  # fmt: skip
        unknown = manifests.unknown_trips(desk.operation.pk)
        shown = {"lines": lines, "paged": found, "tools": above, "form": form, "unknown": unknown}
        return render(request, "manifest/trips.html", shown)

    return step_form(request, NewTrip(request.POST or None), step=step, page=page)


@require_safe
@desk_view(story.COORDINATOR)
def days(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The evening report: boarded, arrived, open, day by day, by the clock that is chosen."""
    zone = chosen(request)
    found = manifests.days(desk.operation.pk, ZoneInfo(zone))
    return render(
        request, "manifest/days.html", {"days": found, "zone": zone, "zones": ZONES, "ends": STANDS}
    )


@require_safe
@desk_view(story.COORDINATOR)
def trip(request: HttpRequest, desk: Desk, trip_id: UUID) -> HttpResponse:
    """One trip: its numbers, who stands how (by token), and what can be done."""
    return _trip(request, desk, trip_id)


@desk_view(story.COORDINATOR)
def trip_act(request: HttpRequest, desk: Desk, *, trip_id: UUID, move: str) -> HttpResponse:
    """One step with a trip."""
    row = get_object_or_404(access.trips_for(desk.staff), pk=trip_id)
    to = reverse("manifest-trip", args=[trip_id])
    again = lambda bound: _trip(request, desk, trip_id, bound)  # noqa: E731 - one line, used once
    return take(request, desk, Taking(act_of(TRIP, move, desk), row, again, to))


@by_clock
def _trip(request: HttpRequest, desk: Desk, trip_id: UUID, bound: Bound | None = None) -> HttpResponse:
    row = get_object_or_404(access.trips_for(desk.staff), pk=trip_id)
    asked = request.GET.get("state", "open")
    chosen = asked if asked in STANDS else "open"
    rows = PersonStanding.objects.filter(operation=row.operation_id, trip=row.code, state=chosen)
    found = paged(request, rows.select_related("enquiry").order_by("household", "person"), size=SIZE)
    (numbers,) = manifests.figures(row.operation_id, [row.code]) or (None,)
    moves = list(history(row))
    context = {
        "row": row,
        "state": state_of("trip", row.state),
        "clock": clock(row.look_at, now=timezone.now()) if row.state != "closed" else None,
        "figures": numbers,
        "tabs": _tabs(numbers, chosen),
        "chosen": chosen,
        "lines": [(one, stands(one.state), _looked_for(one)) for one in found.rows],
        "paged": found,
        "parted": parted_households(row)[:SIZE],
        "offers": Bench(desk, TRIP, "manifest-trip-act", bound).offers(row, moves=moves),
        "timeline": timeline(moves, desk.staff),
    }
    return render(request, "manifest/trip.html", context)


def _tabs(numbers: manifests.TripFigures | None, chosen: str) -> list[tuple[str, Any, int, bool]]:
    if numbers is None:
        return []
    counts = {"open": numbers.open, "expected": numbers.expected, **numbers.ends}
    return [
        (code, words, counts[code], code == chosen)
        for code, words in STANDS.items()
        if counts[code] or code == "open"
    ]


def _looked_for(one: PersonStanding) -> Any:  # noqa: ANN401 - lazy text
    return state_of("enquiry", one.enquiry.state) if one.enquiry else ""


@require_safe
@by_clock
@desk_view(story.COORDINATOR)
def arrivals(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The board at a reception: which trips are awaited and how many have come, to be read from afar."""
    awaited = list(
        access.trips_for(desk.staff).exclude(state="closed").order_by("expected_at", "code")[:SIZE]
    )
    numbers = {one.trip: one for one in manifests.figures(desk.operation.pk, [row.code for row in awaited])}
    lines = [(row, numbers.get(row.code), parted_households(row)) for row in awaited]
    return render(request, "manifest/arrivals.html", {"lines": lines, "now": timezone.now()})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.COORDINATOR)
def allot(request: HttpRequest, desk: Desk, trip_id: UUID) -> HttpResponse:
    """A list of people who are to travel on this trip; then their tokens, to be printed."""
    row = get_object_or_404(access.trips_for(desk.staff), pk=trip_id)
    wrong: list[files.Wrong] = []
    made: list[Any] = []

    def step(form: TableFile) -> str:
        people, faults = _read(form, files.passengers)
        wrong.extend(faults)
        if faults:
            raise WireError(
                gettext("Nobody was allotted: please change these rows and send the whole file again.")
            )
        made.extend(board.allot(row, people, by=desk.actor, at=timezone.now()).passengers)
        return ""

    context = {"row": row, "wrong": wrong, "made": made, "columns": files.PASSENGER}
    return _file_page(request, step, context, "manifest/allot.html")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.COORDINATOR)
def bring(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A file of events from a telephone without a network, or from another server."""
    made: list[Any] = []

    def step(form: TableFile) -> str:
        rows = _read(form, files.events)
        made.append(count.take_in(Upload(operation=desk.operation), rows, by=desk.actor, at=timezone.now()))
        return ""

    return _file_page(request, step, {"made": made, "columns": Event._fields}, "manifest/bring.html")


def _read(form: TableFile, reader: Any) -> Any:  # noqa: ANN401 - what the reader gives
    return reader(form.cleaned_data["file"])


def _file_page(request: HttpRequest, step: Any, context: dict[str, Any], template: str) -> HttpResponse:  # noqa: ANN401 - a step of a file
    """A page with one file to send. What came of it stands on the page that answers."""

    def taken(form: TableFile) -> str:
        try:
            return str(step(form))
        except WireError as error:
            form.add_error("file", str(error))
            return "wrong"

    def page(form: TableFile) -> HttpResponse:
        return render(request, template, {**context, "form": form})

    form = TableFile(request.POST or None, request.FILES or None)
    answer = step_form(request, form, step=taken, page=page)
    if isinstance(
        answer, SeeOther
    ):  # read, or refused by its rows: either way this page says what came of it
        answer = page(form)
        answer.status_code = 422 if form.errors else 200
    return answer
