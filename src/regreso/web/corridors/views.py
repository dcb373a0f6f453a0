"""One corridor: its map, its line of time, its faults, what limits its plan, what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import history
from regreso.movement.corridor.check import check
from regreso.movement.corridor.maps import as_svg, timeline_svg, unlocated
from regreso.web.base.acts import Bench, Bound, Taking, act_of, take
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.reads import note_read
from regreso.web.base.timeline import timeline
from regreso.web.base.words import state_of
from regreso.web.corridors import faults, plan_words
from regreso.web.corridors.acts import BROADCAST, CORRIDOR, OUTCOMES, PLAN
from regreso.web.corridors.columns import STANDINGS, TRANSPORTS, places_of

if TYPE_CHECKING:
    from uuid import UUID

    from regreso.casebook.models import Corridor, CorridorPlan
    from regreso.web.base.words import Word

SECTIONS = {
    "agreement": _("What the parties agree on"),
    "windows": _("Windows of time"),
    "way": _("Places and legs"),
    "ties": _("Ties between corridors, rules of crossings"),
    "clock": _("Steps and minutes"),
    "vehicles": _("Vehicles and escorts"),
    "receptions": _("Receptions"),
    "households": _("Households"),
    "channels": _("Channels of collection points"),
    "release": _("Who may be shown what"),
}
EDITED = ("proposed", "agreed", "planned", "approved")
_SHOWN = 50


@require_safe
@desk_view(story.COORDINATOR)
def corridor(request: HttpRequest, desk: Desk, corridor_id: UUID) -> HttpResponse:
    """The page of one corridor."""
    return page(request, desk, corridor_id)


@desk_view(story.COORDINATOR)
def corridor_act(request: HttpRequest, desk: Desk, *, corridor_id: UUID, move: str) -> HttpResponse:
    """One step with it."""
    row = get_object_or_404(access.corridors_for(desk.staff), pk=corridor_id)
    again = lambda bound: page(request, desk, corridor_id, bound=bound)  # noqa: E731 - one line, used once
    return take(
        request, desk, Taking(act_of(CORRIDOR, move, desk), row, again, reverse("corridor", args=[row.pk]))
    )


@desk_view(story.COORDINATOR)
def plan_act(request: HttpRequest, desk: Desk, *, plan_id: UUID, move: str) -> HttpResponse:
    """One step with a plan that is being made."""
    row = get_object_or_404(access.corridor_plans_for(desk.staff), pk=plan_id)
    again = lambda bound: page(request, desk, row.corridor_id, bound=bound)  # noqa: E731 - one line, used once
    to = reverse("corridor", args=[row.corridor_id])
    return take(request, desk, Taking(act_of(PLAN, move, desk), row, again, to))


@desk_view(story.COORDINATOR)
def broadcast_act(request: HttpRequest, desk: Desk, *, broadcast_id: UUID, move: str) -> HttpResponse:
    """Somebody at a collection point has said that they have the notice."""
    row = get_object_or_404(access.broadcasts_for(desk.staff), pk=broadcast_id)
    again = lambda bound: page(request, desk, row.corridor_id, bound=bound)  # noqa: E731 - one line, used once
    to = reverse("corridor", args=[row.corridor_id])
    return take(request, desk, Taking(act_of(BROADCAST, move, desk), row, again, to))


@require_safe
@desk_view(story.COORDINATOR)
def making(request: HttpRequest, desk: Desk, plan_id: UUID) -> HttpResponse:
    """How far a plan has come; once it is made the page is loaded anew."""
    row = get_object_or_404(access.corridor_plans_for(desk.staff), pk=plan_id)
    if row.state != "asked":
        answer = HttpResponse(status=204)
        answer.headers["HX-Refresh"] = "true"
        return answer
    return render(
        request, "corridors-making.html", {"making": row, "stage": plan_words.STAGES.get(row.stage, "")}
    )


def page(request: HttpRequest, desk: Desk, corridor_id: UUID, *, bound: Bound | None = None) -> HttpResponse:
    """Everything about one corridor; a form that came back stands open."""
    row = get_object_or_404(
        access.corridors_for(desk.staff).select_related("operation", "plan"), pk=corridor_id
    )
    note_read(request, [row])
    moves, plans = list(history(row)), row.plans.order_by("-asked_at")
    newest = plans.filter(state="asked").first() or plans.first()
    report = check(row.scenario)
    found = faults.lines(report.as_row()["faults"], row.scenario)
    context = {
        "row": row,
        "state": state_of("corridor", row.state),
        "outcome": OUTCOMES.get(row.outcome, row.outcome),
        "offers": Bench(desk, CORRIDOR, "corridor-act", bound).offers(row, moves=moves),
        "faults": found[:_SHOWN],
        "more_faults": max(0, len(found) - _SHOWN),
        "ways": _ways(row.scenario, report.standing),
        "sections": list(SECTIONS.items()),
        "edited": row.state in EDITED,
        "timeline": timeline(moves, desk.staff),
        **_pictures(row, report.windows),
        **_plans(row, newest),
        **_broadcasts(request, desk, row, bound),
        "stop": Bench(desk, PLAN, "corridor-plan-act", bound).offers(newest) if newest else [],
    }
    return render(request, "corridors-one.html", context)


def _ways(scenario: Any, standing: dict[str, str]) -> list[tuple[str, str, Word]]:  # noqa: ANN401 - a scenario
    """Each corridor of the scenario: its id, its places by name in their order, and what it may be called."""
    names = dict(places_of(scenario))
    told = []
    for way in scenario["corridors"]:
        ends = [", ".join(str(names.get(one, one)) for one in way[side]) for side in ("from", "to")]
        via = [str(names.get(one, one)) for one in way.get("via", ())]
        called = standing.get(str(way["id"]), "proposed")
        told.append((str(way["id"]), " – ".join([ends[0], *via, ends[1]]), STANDINGS.get(called, called)))
    return told


def _pictures(row: Corridor, windows: Any) -> dict[str, Any]:  # noqa: ANN401 - rows of windows
    """The map and the line of time. They are ours from end to end, and every text in them is escaped."""
    shown = row.plan.plan if row.plan else {"scenario": row.scenario, "departures": []}
    return {
        "map": mark_safe(as_svg(shown | {"scenario": row.scenario})),  # noqa: S308 - made by movement.corridor.maps
        "line": mark_safe(timeline_svg(list(windows), shown["departures"])),  # noqa: S308 - the same
        "windows": windows,
        "unlocated": unlocated(shown),
    }


def _plans(row: Corridor, newest: CorridorPlan | None) -> dict[str, Any]:
    """The plan that holds, the one that is being made, and the newest where it is another."""
    held = row.plan
    making_ = newest if newest is not None and newest.state == "asked" else None
    other = newest if newest is not None and newest != held and newest.state in ("made", "failed") else None
    return {
        "held": plan_words.told(held.plan) if held else None,
        "held_is_old": bool(held and held.version != row.version),
        "making": making_,
        "stage": plan_words.STAGES.get(making_.stage, "") if making_ else "",
        "orders": plan_words.orders(newest.orders, row.scenario) if newest else [],
        "other": other,
        "other_told": plan_words.told(other.plan) if other and other.plan else None,
        "trouble": other.trouble if other else "",
        "in_the_way": _in_the_way(other),
        "may_adopt": bool(
            other and row.state == "under_way" and other.state == "made" and other.follows_id == row.plan_id
        ),
        "may_plan": row.state in ("agreed", "planned"),
        "may_replan": row.state in ("planned", "under_way"),
    }


def _in_the_way(plan: CorridorPlan | None) -> list[faults.Line]:
    """Why there is no plan, in the words of whoever reads; [] where only the planner's own words say it."""
    if plan is None or plan.state != "failed":
        return []
    return faults.in_the_way(plan.scenario, plan.event)[:_SHOWN]


def _broadcasts(request: HttpRequest, desk: Desk, row: Corridor, bound: Bound | None) -> dict[str, Any]:
    rows = list(row.broadcasts.order_by("state", "queued_at", "pk"))
    note_read(request, rows)
    bench = Bench(desk, BROADCAST, "corridor-broadcast-act", bound)
    told = [
        (one, TRANSPORTS[one.transport], state_of("broadcast", one.state), bench.offers(one)) for one in rows
    ]
    return {"broadcasts": told, "unheard": sum(one.state == "queued" for one in rows)}
