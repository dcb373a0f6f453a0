"""The list and its fairness report as text and as CSV. Pseudonyms only."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Any

from regreso.movement.exchange.build import Why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regreso.movement.exchange.build import Built, Left

_WHY = {
    Why.NOT_ASKED: "was not asked alone yet whether they want to go",
    Why.WANTS_TO_STAY: "wants to stay",
    Why.HINDERED: "cannot go now",
    Why.NOT_MEDICAL: "health is no ground for this list",
    Why.NO_PLACE: "no place left before their turn",
    Why.PASSED_OVER: "passed over",
}
COLUMNS = ("reference", "goes", "turn", "days_waited", "health", "group", "why", "behind")


def as_text(built: Built) -> str:
    """The list, then the report, for a terminal or a file.

    >>> from datetime import date
    >>> from regreso.movement.exchange.build import build_list
    >>> print(as_text(build_list([], places=2, on=date(2022, 6, 1))).splitlines()[0])
    exchange of 2022-06-01: 0 go, 2 of 2 places stay empty
    """
    report = built.report()
    empty = f"{report['places_left']} of {built.places} places stay empty"
    lines = [f"{built.kind.value} of {built.on}: {len(built.chosen)} go, {empty}"]
    for one in built.chosen:
        named = ", asked for by name" if one.by_name else ""
        who = one.candidate
        lines.append(f"  {who.reference}: turn {one.turn}, {one.waited} days, {who.health.value}{named}")
    lines += ["", "Fairness report", *_days(report["days_waited"])]
    for heading in ("health", "groups"):
        lines += [f"  {name or '–'}: {n} of {of} go" for name, (n, of) in report[heading].items()]
    lines += ["", f"Not on the list: {len(built.left)}", *(f"  {_why(one)}" for one in built.left)]
    return "\n".join(lines)


def as_json(built: Built) -> dict[str, Any]:
    """The list, those who stay and the report as plain values.

    >>> from datetime import date
    >>> from regreso.movement.exchange.build import build_list
    >>> list(as_json(build_list([], places=2, on=date(2022, 6, 1))))
    ['list', 'left', 'report']
    """
    return {
        "list": [
            {"reference": one.candidate.reference, "turn": one.turn, "waited": one.waited,
             "health": one.candidate.health.value, "by_name": one.by_name}
            for one in built.chosen
        ],
        "left": [
            {"reference": one.candidate.reference, "turn": one.turn or None, "waited": one.waited,
             "health": one.candidate.health.value, "why": one.why.value, "behind": list(one.behind),
             "hindrance": one.candidate.hindrance}
            for one in built.left
        ],
        "report": built.report(),
    }  # fmt: skip


def as_csv(built: Built) -> str:
    """Everyone of the table, those who go first, one line each.

    >>> from datetime import date
    >>> from regreso.movement.exchange.build import build_list
    >>> as_csv(build_list([], places=2, on=date(2022, 6, 1))).strip()
    'reference,goes,turn,days_waited,health,group,why,behind'
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in built.chosen:
        who = one.candidate
        why = "asked for by name" if one.by_name else ""
        writer.writerow((_plain(who.reference), "yes", one.turn, one.waited, who.health, who.group, why, ""))
    for left in built.left:
        who = left.candidate
        writer.writerow(
            (_plain(who.reference), "no", left.turn or "", left.waited, who.health, who.group, left.why,
             "|".join(left.behind))
        )  # fmt: skip
    return out.getvalue()


def _plain(cell: str) -> str:
    """A cell that no spreadsheet reads as a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" else cell


def _days(waited: dict[str, dict[str, float] | None]) -> Iterator[str]:
    for name, spread in waited.items():
        if spread:
            yield (
                f"  {name.replace('_', ' ')} waited {spread['least']:g} to {spread['most']:g} days,"
                f" half of them at least {spread['median']:g}"
            )


def _why(one: Left) -> str:
    who = one.candidate
    detail = f": {who.hindrance}" if one.why is Why.HINDERED else ""
    if one.why is Why.PASSED_OVER:
        detail = f" for {', '.join(one.behind)}, asked for by name"
    turn = f"turn {one.turn}, " if one.turn else ""
    return f"{who.reference}: {turn}{one.waited} days, {who.health.value}; {_WHY[one.why]}{detail}"
