"""A plan in words and tables: what limits it, what a little more would change, what changed for whom."""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from regreso.movement.corridor.clocks import from_utc, local, zone
from regreso.movement.corridor.papers import zones
from regreso.movement.corridor.stuck import NO_TRIP, NO_VEHICLE, NOT_TRIED, ROUNDED, TIED
from regreso.movement.errors import MovementError
from regreso.web.corridors.columns import MODES, places_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from regreso.casebook.models import Corridor
    from regreso.movement.corridor.sheet import Row
    from regreso.web.base.words import Word

STAGES: dict[str, Word] = {
    "search": _("looking for a plan"),
    "limits": _("asking what limits it"),
    "marginal": _("trying what a little more would change"),
    "standby": _("looking for departures on standby"),
}
ORDERS: dict[str, Word] = {
    "go on": _("go on"),
    "turn back": _("turn back"),
    "go to the nearest safe place": _("go to the nearest safe place"),
    "stay where you are": _("stay where you are"),
}
LEFT: dict[str, Word] = {
    "no place in this plan": _("no place in this plan"),
    "no corridor leads from there in this plan": _("no corridor leads from there in this plan"),
}
_CHANGES: tuple[tuple[re.Pattern[str], Word], ...] = (
    (re.compile(r"\+1 hour\Z"), _("Every window one hour longer")),
    (re.compile(r"\+1 escort team\Z"), _("One escort team more")),
    (re.compile(r"\+(\d+) buses\Z"), _("%s buses more")),
    (re.compile(r"\+1 lane at (.+) for bus\Z"), _("One lane more for buses at %s")),
    (re.compile(r"\+1 lane at (.+) for car\Z"), _("One lane more for cars at %s")),
    (re.compile(r"(.+) lost\Z"), _("Without the places at %s")),
)
_STUCK: dict[str, Word] = {
    ROUNDED: _(
        "No limit is known: everybody could leave. "
        "Who stays is whose household found no room in whole vehicles."
    ),
    NOT_TRIED: _("What limits this plan was not tried."),
    NO_VEHICLE: _("Nobody can be moved: no vehicle stands at a corridor, and nobody has a car."),
    NO_TRIP: _(
        "Nobody can be moved: no vehicle can make the way within the windows, its range and its crew's hours."
    ),
    TIED: _("Nobody can be moved: a corridor is tied to another one on which nobody moves."),
}
_LEFT_SHOWN = 50


def told(plan: Row) -> dict[str, Any]:
    """A plan as its page shows it; as far as it has come."""
    figures, gap, bound = plan["figures"], plan["gap"], plan["bound"]
    names = places_named(plan["scenario"])
    return {
        "figures": figures,
        "gap": gap,
        "bound": bound,
        "percent": f"{100 * gap['share']:.3f}",
        "limits": limits(plan),
        "marginal": [(change(row["change"], names), row["people"]) for row in plan.get("marginal", ())],
        "points": _points(plan, names),
        "left": [
            (row["id"], row["count"], LEFT.get(row["why"], row["why"])) for row in plan["left"][:_LEFT_SHOWN]
        ],
        "left_more": max(0, len(plan["left"]) - _LEFT_SHOWN),
        "left_out": len(plan["left_out"]),
        "standby": len(plan.get("standby", ())),
        "diff": [row | {"place": names.get(row["place"], row["place"])} for row in plan.get("diff", ())],
    }


def places_named(scenario: Mapping[str, Any]) -> dict[str, str]:
    """Place id → its name in the reader's language."""
    return {place: str(name) for place, name in places_of(dict(scenario))}


def zone_of(scenario: Mapping[str, Any]) -> str:
    """The zone in which the first window was written: people on the road read that clock."""
    return next(iter(zones({"scenario": scenario}).values()), "UTC")


def clock_there(row: Corridor) -> tzinfo:
    """The clock of a corridor: that of its first window."""
    try:
        return zone(zone_of(row.scenario))
    except MovementError:
        return UTC


def hours(row: Corridor) -> str:
    """From when to when a corridor's windows reach, by its own clock; "" where they cannot be read."""
    if row.begins_at is None or row.ends_at is None:
        return ""
    there = clock_there(row)
    begins, ends = (at.astimezone(there) for at in (row.begins_at, row.ends_at))
    last = f"{ends:%H:%M}" if begins.date() == ends.date() else f"{ends:%Y-%m-%d %H:%M}"
    return f"{begins:%Y-%m-%d %H:%M} – {last} ({there})"


def _hour(at: str, tz: str) -> str:
    return local(from_utc(at), tz)[-5:]


def _points(plan: Row, names: Mapping[str, str]) -> list[tuple[str, int, int, str]]:
    """Each collection point: departures, people, the first and the last time of leaving by its clock."""
    clocks = zones(plan)
    found: dict[str, list[Row]] = {}
    for row in plan["departures"]:
        found.setdefault(row["from"], []).append(row)
    return [
        (
            names.get(place, place),
            sum(row.get("cars", 1) for row in rows),
            sum(row["people"] for row in rows),
            _span(
                min(row["depart"] for row in rows),
                max(row["depart"] for row in rows),
                clocks[rows[0]["corridor"]],
            ),
        )
        for place, rows in sorted(found.items())
    ]


def _span(first: str, last: str, tz: str) -> str:
    return f"{_hour(first, tz)} – {_hour(last, tz)} ({tz})"


def limits(plan: Row) -> str:
    """One sentence on what limits it, in the reader's language."""
    if not plan["left"]:
        return gettext("Everybody who asked and may leave is out: only the times of arrival limit this plan.")
    rows = plan["limited_by"]
    if plan["limits"] in _STUCK:
        return str(_STUCK[plan["limits"]])
    if not rows:
        return gettext(
            "No single place limits this plan: one unit more at any one of them lets nobody more out."
        )
    row = rows[0]
    if not row["proven"]:
        return gettext("By the prices of the search, not tried: what presses this plan most is %(what)s.") % {
            "what": _spot(row, plan["scenario"])
        }
    more = ngettext(
        "one unit more there lets out %(n)d person more",
        "one unit more there lets out %(n)d people more",
        row["gain"],
    )
    if row.get("units", 1) > 1:
        more = gettext("a few units more there let out %(n)d people more")
    return gettext("What limits this plan is %(what)s: %(more)s.") % {
        "what": _spot(row, plan["scenario"]),
        "more": more % {"n": row["gain"]},
    }


def _spot(row: Mapping[str, Any], scenario: Mapping[str, Any]) -> str:
    words: dict[str, Word] = {
        "checkpoint": _("the checkpoint %(id)s"),
        "leg": _("the leg %(id)s"),
        "reception": _("the places at %(id)s"),
        "vehicles": _("the number of vehicles of %(id)s"),
        "escort": _("the number of escort teams"),
        "windows": _("the time of the windows"),
    }
    told_ = str(words.get(row["kind"], row["what"])) % {
        "id": places_named(scenario).get(row.get("id", ""), row.get("id", ""))
    }
    if row.get("mode"):
        told_ += f" ({MODES.get(row['mode'], row['mode'])})"
    if "from" in row:
        told_ += f", {_span(row['from'], row['until'], zone_of(scenario))}"
    return told_


def change(written: str, names: Mapping[str, str]) -> str:
    """A change of the marginal table, in the reader's language; places by their names."""
    for pattern, words in _CHANGES:
        if found := pattern.match(written):
            named = tuple(names.get(one, one) for one in found.groups())
            return str(words) % named if named else str(words)
    return written


def orders(rows: list[Any], scenario: Mapping[str, Any]) -> list[tuple[str, Word, str, str]]:
    """Orders for those on the road: which vehicle, what, where to, when it is there by the clock there."""
    names, tz = places_named(scenario), zone_of(scenario)
    return [
        (
            str(one.get("vehicle") or one["departure"]),
            ORDERS.get(one["order"], one["order"]),
            names.get(str(one["to"]), str(one["to"])),
            f"{_hour(str(one['arrive']), tz)} ({tz})",
        )
        for one in rows
    ]
