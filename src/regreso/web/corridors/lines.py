"""What `regreso corridor` prints, in the reader's language: the same facts as its English lines.

Files stay as they are in every language: codes, ids and English sentences, for whoever reads them by program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regreso.web.corridors.faults import FAULTS, lines
from regreso.web.corridors.plan_words import change, limits, orders, places_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from regreso.movement.corridor.sheet import Row


# Faults of a plan are told to whoever writes a planner, in English; that the file is no plan, to everybody.
PLAN_FAULTS = {
    "plan-unreadable": _("This is no whole plan: give the file that “regreso corridor plan” wrote."),
}


def fault_lines(faults: Iterable[Mapping[str, Any]], scenario: object) -> list[str]:
    """Each fault: its code, the row and the field in words, what is wrong, what was given."""
    told, mark = [], gettext("left out")
    for fault, line in zip(faults, lines(faults, scenario), strict=True):
        code = fault["code"]
        what = line.what if code in FAULTS else PLAN_FAULTS.get(code, fault["message"])
        given = f" [{line.given}]" if line.given and line.given[0] not in "[{" else ""
        left_out = f"  [{mark}]" if line.left_out else ""
        told.append(f"{fault['code']}  {line.where}, {line.field}: {what}{given}{left_out}")
    return told


def plan_lines(plan: Row) -> list[str]:
    """A plan: who leaves, how near to the best it is, what limits it, what a little more would change."""
    figures, gap, names = plan["figures"], plan["gap"], places_named(plan["scenario"])
    told = [
        gettext(
            "%(out)d of %(asking)d people leave in %(departures)d departures;"
            " of %(first)d who go first %(gone)d."
        )
        % {**figures, "first": figures["priority_asking"], "gone": figures["priority_out"]},
        gettext("No plan takes more than %(bound)d people; the gap is %(gap)d, %(percent)s %%.")
        % {"bound": plan["bound"]["people"], "gap": gap["people"], "percent": f"{100 * gap['share']:.3f}"},
        limits(plan),
    ]
    told += [f"{change(row['change'], names)}: {row['people']:+d}" for row in plan.get("marginal", ())]
    faults = fault_lines(plan["left_out"], plan["scenario"])
    return told + [gettext("left out: %(what)s") % {"what": line} for line in faults]


def order_lines(rows: list[Any], scenario: Mapping[str, Any]) -> list[str]:
    """Orders for those on the road, with the places by name and the clock there."""
    return [f"{who}: {what}, {place}, {hour}" for who, what, place, hour in orders(rows, scenario)]


def diff_lines(plan: Row) -> list[str]:
    """What a plan made again changes, at each collection point."""
    names = places_named(plan["scenario"])
    sentence = gettext(
        "%(place)s: %(kept)d departures kept, %(cancelled)d cancelled, %(moved)d moved, %(added)d added;"
        " people before: %(before)d, now: %(now)d"
    )
    return [
        sentence
        % {
            "place": names.get(row["place"], row["place"]), "kept": row["kept"], "added": len(row["added"]),
            "cancelled": len(row["cancelled"]), "moved": len(row["moved"]),
            "before": row["people_before"], "now": row["people_after"],
        }
        for row in plan["diff"]
    ]  # fmt: skip


def no_fault() -> str:
    """A scenario or an event without a fault."""
    return gettext("No fault was found.")


def plan_keeps() -> str:
    """A plan without a fault."""
    return gettext("The plan keeps all that it must.")


def no_plan(file: object, why: str) -> str:
    """Why there is no plan."""
    return gettext("%(file)s: nothing can be planned: %(why)s") % {"file": file, "why": why}


def no_event(file: object, why: str) -> str:
    """Why an event cannot be used."""
    return gettext("%(file)s: the event cannot be used: %(why)s") % {"file": file, "why": why}


def no_corridor() -> str:
    """There is nothing to plan."""
    return gettext("There is no corridor.")
