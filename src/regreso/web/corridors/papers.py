"""The papers of a plan: for whom each is, what they may see; names only for a recipient, by two."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import ManifestCopy, Passenger, history
from regreso.movement.corridor import handouts, maps, printing
from regreso.movement.corridor.begin import shown_by
from regreso.movement.corridor.papers import as_calendar, as_csv
from regreso.movement.corridor.papers import places as starts_of
from regreso.movement.corridor.release import AUDIENCES, SILENT
from regreso.steps import hand_out
from regreso.web.base.acts import Bench, Bound, Taking, act_of, take
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.fields import Line, Lines
from regreso.web.base.forms import SeeOther, step_form
from regreso.web.base.reads import note_read
from regreso.web.base.told import OfOneClick, must
from regreso.web.base.words import state_of
from regreso.web.corridors.acts import COPY, TONGUES
from regreso.web.corridors.edit import FOR_WHOM

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regreso.casebook.models import Corridor
    from regreso.movement.corridor.sheet import Row

PDF = "application/pdf"
NOT_PUBLIC = _(
    "Nothing of this corridor is public now: not before the time that was set, and never while people are "
    "on the road."
)
_NAMES = ("surname", "given", "patronymic", "name")


@dataclass(frozen=True, slots=True)
class Order:
    """What a paper is made from."""

    plan: Row
    row: Corridor
    of: str
    audience: str
    language: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: its type, how it is made, and whether it is cut down to what an audience may see."""

    kind: str
    made: Callable[[Order], bytes | str]
    cut: bool = False


PAPERS: dict[str, Paper] = {
    "timetable.pdf": Paper(
        PDF, lambda o: printing.timetable_pdf(o.plan, o.of, audience=o.audience), cut=True
    ),
    "board.pdf": Paper(PDF, lambda o: printing.board_pdf(o.plan, o.of, audience=o.audience), cut=True),
    "slips.pdf": Paper(PDF, lambda o: printing.slips_pdf(o.plan, o.row.tokens)),
    "drivers.pdf": Paper(PDF, lambda o: printing.drivers_pdf(o.plan, language=o.language)),
    "notification.pdf": Paper(PDF, lambda o: printing.notification_pdf(o.plan, o.of, language=o.language)),
    "boarding.pdf": Paper(PDF, lambda o: printing.boarding_pdf(o.plan, o.row.tokens, language=o.language)),
    "departures.csv": Paper(
        "text/csv; charset=utf-8", lambda o: "\ufeff" + as_csv(o.plan, audience=o.audience), cut=True
    ),
    "departures.ics": Paper(
        "text/calendar; charset=utf-8",
        lambda o: as_calendar(o.plan, stamp=_now(), audience=o.audience),
        cut=True,
    ),
    "ways.geojson": Paper("application/geo+json", lambda o: maps.as_geojson(o.plan)),
    "map.svg": Paper("image/svg+xml", lambda o: maps.as_svg(o.plan)),
    "plan.json": Paper("application/json", lambda o: json.dumps(o.plan, ensure_ascii=False, indent=1)),
    "scenario.json": Paper(
        "application/json", lambda o: json.dumps(o.row.scenario, ensure_ascii=False, indent=1)
    ),
}
WORDS = {
    "timetable.pdf": _("Timetable, big type, three languages"),
    "board.pdf": _("Arrival board"),
    "slips.pdf": _("Slips of the households, with codes to scan"),
    "drivers.pdf": _("Drivers' strip maps"),
    "notification.pdf": _("Notification to the parties"),
    "boarding.pdf": _("Boarding copy: tokens, no names"),
    "departures.csv": _("Departures as a table (CSV)"),
    "departures.ics": _("Departures as a calendar"),
    "ways.geojson": _("Ways as GeoJSON"),
    "map.svg": _("The map as a picture"),
    "plan.json": _("The plan (JSON)"),
    "scenario.json": _("The scenario (JSON)"),
}


class CopyAsked(OfOneClick):
    """Who is to have the names, and why."""

    recipient = must(Line(label=_("Who is to have it: a name and an office")))
    reason = must(Lines(label=_("Why they need the names"), rows=2))


def is_public(row: Corridor, at: datetime) -> bool:
    """Whether anything of it may be public now: never while it could lead somebody to the convoy."""
    return row.state not in SILENT and row.public_from is not None and row.public_from <= at


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.COORDINATOR)
def papers(request: HttpRequest, desk: Desk, corridor_id: UUID) -> HttpResponse:
    """All papers of the plan that holds; asking for the names."""
    row = _one(desk, corridor_id)

    def step(form: CopyAsked) -> str:
        said = form.cleaned_data
        new = ManifestCopy(id=said["token"], recipient=said["recipient"], reason=said["reason"])
        hand_out.ask(new, row, by=desk.actor, at=timezone.now())
        return reverse("corridors-papers", args=[row.pk])

    form = CopyAsked(request.POST or None)
    return step_form(request, form, step=step, page=lambda form: _page(request, desk, row, form))


@desk_view(story.COORDINATOR)
def copy_act(request: HttpRequest, desk: Desk, *, copy_id: UUID, move: str) -> HttpResponse:
    """A second person grants the names, or refuses them."""
    one = get_object_or_404(access.manifest_copies_for(desk.staff).select_related("corridor"), pk=copy_id)
    again = lambda bound: _page(request, desk, _one(desk, one.corridor_id), CopyAsked(), bound)  # noqa: E731 - one line
    to = reverse("corridors-papers", args=[one.corridor_id])
    return take(request, desk, Taking(act_of(COPY, move, desk), one, again, to))


@require_safe
@desk_view(story.COORDINATOR)
def paper(request: HttpRequest, desk: Desk, *, corridor_id: UUID, name: str) -> HttpResponse:
    """One paper; what its audience may not see is not on it."""
    row = _one(desk, corridor_id)
    audience, of = request.GET.get("for", "convoy"), request.GET.get("of", "")
    known = PAPERS.get(name)
    if (
        known is None
        or row.plan is None
        or audience not in AUDIENCES
        or (not known.cut and audience != "convoy")
    ):
        raise Http404
    if audience == "public" and not is_public(row, timezone.now()):
        messages.error(request, str(NOT_PUBLIC))
        return SeeOther(reverse("corridors-papers", args=[row.pk]))
    order = Order(shown_by(row.plan.plan, row.scenario), row, of, audience, get_language() or "en")
    if of and of not in {*starts_of(order.plan), *_ends(order.plan), *_ways(order.plan)}:
        raise Http404
    note_read(request, [row], reason=f"print {name} for {audience}")
    return _file(known.kind, name, known.made(order))


@require_safe
@desk_view(story.COORDINATOR)
def bulletin(request: HttpRequest, desk: Desk, corridor_id: UUID) -> HttpResponse:
    """The draft of what may be said in public; nothing while it could endanger the convoy."""
    row = _one(desk, corridor_id)
    open_ = is_public(row, timezone.now())
    drafts = []
    if open_ and row.plan is not None:
        plan = shown_by(row.plan.plan, row.scenario)
        drafts = [
            (
                way,
                [
                    (TONGUES[tongue], tongue, text)
                    for tongue, text in handouts.bulletins(plan, way).items()
                    if text
                ],
            )
            for way in _ways(plan)
        ]
    note_read(request, [row], reason="bulletin")
    return render(
        request, "corridors-bulletin.html", {"row": row, "drafts": drafts, "why": "" if open_ else NOT_PUBLIC}
    )


@require_safe
@desk_view(story.COORDINATOR)
def named(request: HttpRequest, desk: Desk, copy_id: UUID) -> HttpResponse:
    """The manifest with names, while its grant holds."""
    one = get_object_or_404(
        access.manifest_copies_for(desk.staff).select_related("corridor__plan"), pk=copy_id
    )
    row = one.corridor
    if row.plan is None or not hand_out.is_open(one, at=timezone.now()):
        raise Http404
    note_read(request, [row, one], reason=one.reason)
    rows, language = list(handouts.boarding(row.plan.plan, row.tokens)), get_language() or "en"
    people = Passenger.objects.filter(
        operation=row.operation_id, trip__code__startswith=f"{row.code}-"
    ).order_by("token")
    note_read(request, people, reason=one.reason)
    names: dict[str, list[str]] = {}
    for each in people:
        told = " ".join(each.told[part] for part in _NAMES if each.told.get(part))
        if told:
            names.setdefault(str(each.household), []).append(told)
    mark = gettext("For %(who)s only. A list of people can kill: keep it with you, destroy it after.") % {
        "who": one.recipient
    }
    pdf = printing.manifest_pdf(
        [
            line | {"name": "; ".join(names.get(line["token"], ()))}
            for line in printing.told(row.plan.plan, rows, language=language)
        ],
        title=gettext("Manifest with names"),
        subtitle=f"{row.code} · {one.reason}"[:120],
        mark=mark,
        language=language,
    )
    return _file(PDF, "manifest.pdf", pdf)


def _page(
    request: HttpRequest, desk: Desk, row: Corridor, form: CopyAsked, bound: Bound | None = None
) -> HttpResponse:
    note_read(request, [row])
    plan = shown_by(row.plan.plan, row.scenario) if row.plan else None
    copies = list(row.copies.order_by("-asked_at", "pk"))
    note_read(request, copies)
    bench, now = Bench(desk, COPY, "corridors-copy-act", bound), timezone.now()
    told = [
        (
            one,
            state_of("manifest_copy", one.state),
            bench.offers(one, moves=list(history(one))),
            hand_out.is_open(one, at=now),
        )
        for one in copies
    ]
    context = {
        "row": row,
        "form": form,
        "copies": told,
        "public": is_public(row, now),
        "silent": row.state in SILENT,
        "audiences": list(FOR_WHOM.items()),
        "starts": starts_of(plan) if plan else [],
        "ends": _ends(plan) if plan else [],
        "ways": _ways(plan) if plan else [],
        "whole": [
            (name, WORDS[name])
            for name in (
                "slips.pdf",
                "drivers.pdf",
                "boarding.pdf",
                "ways.geojson",
                "map.svg",
                "plan.json",
                "scenario.json",
            )
        ],
        "cut": [(name, WORDS[name]) for name in ("departures.csv", "departures.ics")],
    }
    return render(request, "corridors-papers.html", context)


def _one(desk: Desk, corridor_id: UUID) -> Corridor:
    return get_object_or_404(access.corridors_for(desk.staff).select_related("plan"), pk=corridor_id)


def _ends(plan: Row) -> list[str]:
    return sorted({str(row["to"]) for row in plan["departures"]})


def _ways(plan: Row) -> list[str]:
    return [str(row["id"]) for row in plan["scenario"]["corridors"]]


def _now() -> str:
    return timezone.now().strftime("%Y-%m-%dT%H:%MZ")


def _file(kind: str, name: str, data: bytes | str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    shown = "inline" if kind in (PDF, "image/svg+xml") else "attachment"
    response.headers["Content-Disposition"] = f'{shown}; filename="{name}"'
    return response
