"""What a search answers: candidates with probability and reasons, and the probability of "nobody"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Level = Literal["same", "close", "compatible", "missing", "different"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One field's part in a match: both spellings, how they agree and what it weighs.

    Attributes:
        field: "surname", "given", "patronymic", "birth", "place", "unit", "sex", "mother".
        level: how the two agree; "missing" when one side does not tell.
        bits: log2 of the likelihood ratio; positive speaks for the match, 0 for a missing field.
        asked: the enquiry's spelling. found: the register's spelling.
        rule: the code of what joined them, e.g. "same", "reading", "nickname", "variant", "typo",
            "initial", "swap_day_month", "year", "region"; "" when nothing did.
        bearers: how many in the register fit this field as well (rarity), -1 where not counted.
    """

    field: str
    level: Level
    bits: float
    asked: str = ""
    found: str = ""
    rule: str = ""
    bearers: int = -1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be the one sought.

    `probability` is that of the event "this person is the one sought"; rows with the same `same_as`
    are proposed to be one registered person and each bears the group's probability. `weight` is the
    match weight in bits (log2). `reasons` are worked out when they are first read. `fits_as_well` counts
    the other records that fit about as well.
    """

    record_id: str
    probability: float
    weight: float
    reasons: Sequence[Reason]
    same_as: str = ""
    fits_as_well: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one enquiry. Over the `same_as` groups of candidates plus `nobody` the sum is at most 1.

    >>> Answer(nobody=1.0).candidates
    ()
    """

    nobody: float
    candidates: tuple[Candidate, ...] = field(default=())
