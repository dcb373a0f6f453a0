"""Figures of an operation for those who answer for it: sums only, and small ones are never told exactly.

A number from 1 to 4 can point at a person, so it is told as “fewer than 5”. No sum stands beside its parts,
from which a hidden part could be worked out, and nobody is ranked by how long they wait.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models.functions import TruncMonth

from regreso.casebook.models import Enquiry, Move, Verdict

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

SMALL = 5
BINS = ((0.0, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 1.0))
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """A number as it may be told: None for one that is small and not nought."""

    told: int | None

    @classmethod
    def of(cls, number: int) -> Cell:
        """The cell of a number.

        >>> [Cell.of(n).told for n in (0, 1, 4, 5)]
        [0, None, None, 5]
        """
        return cls(None if 0 < number < SMALL else number)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many. Told only where neither those who are in it nor those who are not are few."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Whole percent; None where there is nobody, or where it would tell of a few.

        >>> Share(10, 20).percent, Share(2, 20).percent, Share(19, 20).percent, Share(0, 20).percent
        (50, None, None, 0)
        """
        if not self.whole or Cell.of(self.part).told is None or Cell.of(self.whole - self.part).told is None:
            return None
        return round(100 * self.part / self.whole)


@dataclass(frozen=True, slots=True)
class Month:
    """What happened in one month."""

    month: date
    opened: Cell
    answered: Cell
    ended: Cell


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs whose probability lay between two bounds, and how many first reviewers held for the same."""

    low: float
    high: float
    judged: Cell
    same: Share


@dataclass(frozen=True, slots=True)
class Waits:
    """How long families waited for an answer; the spans are None where fewer than five were answered."""

    answered: Cell
    half: timedelta | None  # half of them waited no longer
    most: timedelta | None  # nine of ten waited no longer


def by_month(operations: Iterable[UUID], *, at: datetime) -> list[Month]:
    """The last twelve months, the newest first: enquiries opened, answered, ended."""
    mine = list(operations)
    since = at - timedelta(days=31 * MONTHS)
    opened = Counter(
        Enquiry.objects.filter(operation__in=mine, opened_at__gte=since)
        .annotate(month=TruncMonth("opened_at")).values_list("month", flat=True)
    )  # fmt: skip
    moved: Counter[tuple[object, str]] = Counter(
        Move.objects.filter(operation__in=mine, subject="enquiry", name__in=("answer", "close", "withdraw"),
                            at__gte=since, at__lte=at)
        .annotate(month=TruncMonth("at")).values_list("month", "name")
    )  # fmt: skip
    months = sorted({*opened, *(month for month, _ in moved)}, reverse=True)[:MONTHS]
    return [
        Month(
            month.date(), Cell.of(opened[month]), Cell.of(moved[month, "answer"]),
            Cell.of(moved[month, "close"] + moved[month, "withdraw"]),
        )
        for month in months
    ]  # fmt: skip


def waits(operations: Iterable[UUID], *, at: datetime) -> Waits:
    """From the receipt to the first answer, of all enquiries that have one."""
    names = ("hand_receipt", "answer")
    moves = Move.objects.filter(operation__in=list(operations), subject="enquiry", name__in=names, at__lte=at)
    began: dict[object, datetime] = {}
    found: dict[object, timedelta] = {}
    for key, name, when in moves.order_by("number").values_list("subject_id", "name", "at").iterator():
        if name == "hand_receipt":
            began.setdefault(key, when)
        elif key in began and key not in found:
            found[key] = when - began[key]
    spans = sorted(found.values())
    if len(spans) < SMALL:
        return Waits(Cell.of(len(spans)), None, None)
    return Waits(Cell(len(spans)), spans[(len(spans) - 1) // 2], spans[(9 * len(spans) - 1) // 10])


def calibration(operations: Iterable[UUID]) -> list[Bin]:
    """What the matcher said beside what the first reviewer of each pair said."""
    rows = Verdict.objects.filter(operation__in=list(operations)).order_by("at", "pk")
    first: dict[object, tuple[float, str]] = {}
    for key, probability, says in rows.values_list("match_id", "match__probability", "says").iterator():
        first.setdefault(key, (probability, says))
    return [_bin(low, high, first.values()) for low, high in BINS]


def _bin(low: float, high: float, judged: Iterable[tuple[float, str]]) -> Bin:
    inside = [says for probability, says in judged if low <= probability < high or probability == high == 1.0]
    same = sum(says == "same" for says in inside)
    return Bin(low, high, Cell.of(len(inside)), Share(same, len(inside)))


def false_releases(operations: Iterable[UUID], *, at: datetime) -> tuple[Cell, Cell]:
    """Answers that a family was told and that were revoked afterwards; and all that were released."""
    names = ("release", "revoke")
    moves = Move.objects.filter(operation__in=list(operations), subject="answer", name__in=names, at__lte=at)
    released: set[object] = set()
    wrong: set[object] = set()
    for key, name in moves.order_by("number").values_list("subject_id", "name").iterator():
        if name == "release":
            released.add(key)
        elif key in released:
            wrong.add(key)
    return Cell.of(len(wrong)), Cell.of(len(released))
