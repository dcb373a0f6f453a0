"""The faults of a scenario as a page says them: where, what is wrong, what was given, what to do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regreso.movement.corridor.check import check
from regreso.movement.corridor.events import event_report
from regreso.web.corridors.columns import LABELS, LISTS, SECTION_OF

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from regreso.web.base.words import Word

FAULTS: dict[str, Word] = {
    "schema": _("This row is not as it should be. Write what the reference of scenarios says."),
    "not-a-scenario": _("A part that everything rests on is missing or of another kind."),
    "field-twice": _("A field stands twice in this row: keep the one that is meant."),
    "number-not-finite": _("This is no number. Write one in digits."),
    "id-twice": _("Two rows have this id. Give one of them another."),
    "unknown-reference": _("This names something that is not there, or was left out. Choose one that is."),
    "window-without-zone": _("The window says no time zone. Write one, such as Europe/Kyiv."),
    "window-zone-unknown": _("This is no time zone. Write a name such as Europe/Kyiv, or +02:00."),
    "window-time-skipped": _("The clocks were put forward over this time: it never was. Write another."),
    "window-time-twice": _("The clocks were put back: this time was twice. Write the zone as +02:00."),
    "window-end-before-start": _("The window ends before it begins. Ask the parties what they meant."),
    "window-zones-disagree": _(
        "The parties write different times for this window. Ask both which one holds."
    ),
    "window-too-long": _("The window is longer than 14 days, or a month away from the first one."),
    "window-no-time-left": _("Nothing is left of the window once its margin is taken off."),
    "via-unlocated": _("Nobody knows where this place is to better than 50 km. Write its position."),
    "via-detour": _("The way is more than 2.5 times as long as the straight line. Is it that place?"),
    "no-route": _("No legs join the start, the places on the way and the end. Add what is missing."),
    "one-party-agreement": _("A party has not said yes yet. Until it has, this is only proposed."),
    "agreement-incomplete": _(
        "One of the five fields is empty. Until the parties say it, it is only proposed."
    ),
    "corridor-not-open": _("The corridor is not agreed or open: it is not planned."),
    "corridor-without-window": _("The corridor has no window that can be used. Write one."),
    "link-unmet": _("It is tied to a corridor that is not open."),
    "capacity-missing": _("It is not said how many vehicles pass. Write a number."),
    "capacity-zero": _("Less than one vehicle passes in a step. Write more, or make the steps longer."),
    "leg-time": _("The way takes no time, or more than 48 hours. Write the minutes."),
    "range-order": _("Write the least, the likely and the most in this order."),
    "reception-short": _("The receptions have fewer places than there are people: not everybody can leave."),
    "token-twice": _("Two households have one token. Give one of them another."),
    "consent-missing": _("Nobody has written down whether they want to go. Ask them."),
    "household-too-large": _("The household fits into no vehicle. Bring a larger one; nobody is split."),
    "household-needs": _("More wheelchairs and stretchers than people. Count again."),
    "child-alone": _("A child without an adult. Name the household that takes it along."),
    "household-no-way": _("No corridor leads from there to where they want to go."),
    "fleet-home": _("The vehicles stand neither at a start nor at an end of a corridor."),
    "plates-too-many": _("More number plates than vehicles. Count them again."),
    "rule-stale": _("The rule was last checked more than 30 days before. Check it again."),
    "arrival-before-boarding": _("An arrival before the boarding. Correct the event."),
    "arrived-twice": _("Two arrivals of one person. Correct one."),
    "event-time": _("This time cannot be read. Write it like 2022-03-05T09:00, and the zone."),
}
_GIVEN = 80


@dataclass(frozen=True, slots=True)
class Line:
    """One fault as a page shows it; `section` is where it is put right, "" when nowhere."""

    where: str
    field: Word
    what: Word
    given: str
    left_out: bool
    section: str


def lines(faults: Iterable[Mapping[str, Any]], scenario: object) -> list[Line]:
    """The faults of a report, each with the row it stands in and what was written there."""
    return [_line(one, scenario) for one in faults]


def in_the_way(scenario: object, event: object = None) -> list[Line]:
    """What keeps a scenario from being planned, or planned again after an event."""
    if event and isinstance(scenario, dict) and (found := event_report(event, scenario)["faults"]):
        return [replace(line, where=gettext("The event")) for line in lines(found, event)]
    report = check(scenario)
    ways = [
        one
        for one in report.as_row()["faults"]
        if one["row"].startswith("/corridors") or report.usable is None
    ]
    return lines(ways, scenario)


def _line(one: Mapping[str, Any], scenario: object) -> Line:
    row, field = str(one["row"]), str(one["field"])
    parts = row.split("/")[1:]
    what = FAULTS.get(str(one["code"]), str(one["code"]))
    given = _given(scenario, parts, field)
    section = SECTION_OF.get("windows" if "windows" in parts else (parts or [field])[0], "")
    more = f" (+ {len(one['rows'])})" if one.get("rows") else ""
    return Line(
        where(row, scenario) + more, LABELS.get(field, field), what, given, bool(one["left_out"]), section
    )


def where(pointer: str, scenario: object) -> str:
    """A JSON pointer as people read it: “Corridors 1 (way), Windows 2”."""
    told, row = [], scenario
    parts = pointer.split("/")[1:]
    for name, number in zip(parts[::2], [*parts[1::2], ""], strict=False):
        row = _inside(_inside(row, name), number)
        known = row.get("id") or row.get("place") if isinstance(row, dict) else ""
        place = f" {int(number) + 1}" if number.isdigit() else ""
        told.append(f"{LISTS.get(name, name)}{place}" + (f" ({known})" if known else ""))
    return ", ".join(told) or gettext("The whole file")


def _inside(row: object, part: str) -> object:
    if isinstance(row, list) and part.isdigit() and int(part) < len(row):
        return row[int(part)]
    return row.get(part) if isinstance(row, dict) else row if not part else None


def _given(scenario: object, parts: list[str], field: str) -> str:
    row = scenario
    for part in parts:
        row = _inside(row, part)
    value = row.get(field) if isinstance(row, dict) and field else None
    return "" if value is None else str(value)[:_GIVEN]
