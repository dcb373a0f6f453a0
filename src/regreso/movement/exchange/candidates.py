"""Those who could go: a pseudonym, since when they are held, their health, their own wish, what hinders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from regreso.movement.journeys.tables import Table

if TYPE_CHECKING:
    from regreso.movement.journeys.tables import _Cells as Cells


class Health(StrEnum):
    """Classes of health, the gravest first (GC III 109, 110)."""

    GRAVE = "grave"  # seriously wounded or sick: to be sent home whatever the numbers (art. 109)
    LASTING = "lasting"  # will not recover within a year, or only in part (art. 110 ¶1)
    MAY_RECOVER = "may_recover"  # likely to recover within a year in a neutral country (art. 110 ¶2)
    LIGHT = "light"
    WELL = "well"
    UNKNOWN = "unknown"


MEDICAL = frozenset({Health.GRAVE, Health.LASTING, Health.MAY_RECOVER})


class Wish(StrEnum):
    """What the person said, asked alone. Who was not asked, or wants to stay, goes on no list."""

    GO = "go"
    STAY = "stay"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person who could go.

    Attributes:
        reference: a pseudonym, unique in the table: never a name.
        held_since: the first day of captivity.
        health, wish: see there.
        hindrance: why they cannot go now (in proceedings, not fit to travel …), "" if nothing hinders.
        asked_by_name: whether the other side asks for them by name.
        group: a heading of the report, such as prisoner_of_war; it weighs nothing.
    """

    reference: str
    held_since: date
    health: Health
    wish: Wish
    hindrance: str = ""
    asked_by_name: bool = False
    group: str = ""


def _candidate(cells: Cells) -> Candidate | None:
    held_since = cells.day("held_since")
    health = cells.one_of("health", tuple(Health))
    wish = cells.one_of("wish", tuple(Wish))
    named = cells.text("asked_by_name")
    if named not in ("", "yes", "no"):
        cells.fault("asked_by_name", named, "yes, no or nothing")
    if cells.faults or held_since is None:
        return None
    return Candidate(
        cells.text("reference"), held_since, Health(health), Wish(wish), cells.text("hindrance"),
        named == "yes", cells.text("group"),
    )  # fmt: skip


CANDIDATES: Table[Candidate] = Table(
    "candidates",
    ("reference", "held_since", "health", "wish", "hindrance", "asked_by_name", "group"),
    ("reference", "held_since", "health", "wish"),
    _candidate,
)
