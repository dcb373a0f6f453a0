"""The list and its report: an order that anyone can recompute, and why each of the others stays."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import TYPE_CHECKING, Any

from regreso.movement.errors import MovementError
from regreso.movement.exchange.candidates import MEDICAL, Candidate, Health, Wish

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

_RANK = {health: rank for rank, health in enumerate(Health)}
# The others wait in one line: a light wound is no reason to go before somebody who waited a year more.
_IN_ONE_LINE = _RANK[Health.LIGHT]


class Kind(StrEnum):
    """What the list is for: an exchange of any, or those whom their health sends home."""

    EXCHANGE = "exchange"
    MEDICAL = "medical"


class Why(StrEnum):
    """Why somebody is not on the list."""

    NOT_ASKED = "not_asked"
    WANTS_TO_STAY = "wants_to_stay"
    HINDERED = "hindered"
    NOT_MEDICAL = "not_medical"
    NO_PLACE = "no_place"
    PASSED_OVER = "passed_over"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Somebody on the list: their turn in the order (1 is first), and whether they were asked for by name."""

    candidate: Candidate
    turn: int
    waited: int
    by_name: bool


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody who is not. `behind` are the references of those chosen although their turn is later."""

    candidate: Candidate
    why: Why
    waited: int
    turn: int = 0
    behind: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """The list, those left, and what to look at before anyone signs it."""

    kind: Kind
    on: date
    places: int
    chosen: tuple[Chosen, ...]
    left: tuple[Left, ...]

    def passed_over(self) -> tuple[Left, ...]:
        """Those whose turn it was, and who do not go.

        >>> Built(Kind.EXCHANGE, None, 0, (), ()).passed_over()
        ()
        """
        return tuple(one for one in self.left if one.why is Why.PASSED_OVER)

    def report(self) -> dict[str, Any]:
        """The fairness report in figures: days waited, health and groups, of the chosen and of all.

        No doctest: see `build_list`.
        """
        eligible: list[Chosen | Left] = [*self.chosen, *(one for one in self.left if one.turn)]
        return {
            "kind": self.kind.value, "on": self.on.isoformat(), "places": self.places,
            "chosen": len(self.chosen), "places_left": self.places - len(self.chosen),
            "days_waited": {
                "chosen": _spread([one.waited for one in self.chosen]),
                "eligible": _spread([one.waited for one in eligible]),
                "passed_over": _spread([one.waited for one in self.passed_over()]),
            },
            "health": _shares(self.chosen, eligible, "health"),
            "groups": _shares(self.chosen, eligible, "group"),
            "by_name": sum(one.by_name for one in self.chosen),
            "left": dict(sorted(Counter(one.why.value for one in self.left).items())),
            "passed_over": [
                {"reference": one.candidate.reference, "turn": one.turn, "waited": one.waited,
                 "health": one.candidate.health.value, "behind": list(one.behind)}
                for one in self.passed_over()
            ],
        }  # fmt: skip


def build_list(
    candidates: Sequence[Candidate], *, places: int, on: date, kind: Kind = Kind.EXCHANGE
) -> Built:
    """Choose who goes, and tell of everyone else why not.

    Only those go who said, asked alone, that they want to, and whom nothing hinders. First those whom the
    other side asks for by name, as parties do; each of them who takes the place of one whose turn was
    earlier is shown against that person. Then by turn: the gravest health first (GC III 109, 110), within a
    class who is held longest, then the reference, so that the same table gives the same list.

    Args:
        candidates: each reference once.
        places: how many can go.
        on: the day of the exchange; days waited are counted up to it.
        kind: an exchange of any, or a medical repatriation, open only to the first three classes of health.

    Raises:
        MovementError: a reference twice, a captivity that begins after `on`, or places below 0.

    >>> from datetime import date
    >>> old, ill = date(2022, 3, 1), date(2022, 5, 1)
    >>> table = [Candidate("a", old, Health.WELL, Wish.GO), Candidate("b", ill, Health.GRAVE, Wish.GO),
    ...          Candidate("c", old, Health.WELL, Wish.NOT_ASKED)]
    >>> built = build_list(table, places=1, on=date(2022, 6, 1))
    >>> [one.candidate.reference for one in built.chosen], [one.why.value for one in built.left]
    (['b'], ['no_place', 'not_asked'])
    """
    _refuse_bad(candidates, places, on)
    eligible = sorted((one for one in candidates if _barred(one, kind) is None), key=_turn)
    turns = {one.reference: turn for turn, one in enumerate(eligible, 1)}
    by_name = [one for one in eligible if one.asked_by_name][:places]
    in_turn = [one for one in eligible if not one.asked_by_name][: places - len(by_name)]
    chosen = sorted(
        (
            Chosen(one, turns[one.reference], _days(one, on), one.asked_by_name)
            for one in (*by_name, *in_turn)
        ),
        key=lambda one: one.turn,
    )
    gone = {one.candidate.reference for one in chosen}
    left = [_left(one, kind, on, turns, chosen) for one in candidates if one.reference not in gone]
    left.sort(key=lambda one: (one.turn == 0, one.turn, one.candidate.reference))
    return Built(kind, on, places, tuple(chosen), tuple(left))


def _refuse_bad(candidates: Sequence[Candidate], places: int, on: date) -> None:
    if places < 0:
        raise MovementError(f"{places} places; expected 0 or more")
    seen: set[str] = set()
    for number, one in enumerate(candidates, 1):
        if one.reference in seen:
            raise MovementError(
                f"person {number}: the reference “{one.reference}” stands twice; expected once"
            )
        if one.held_since > on:
            raise MovementError(
                f"person {number} (“{one.reference}”): held_since {one.held_since} is after {on};"
                " expected a day before the list's"
            )
        seen.add(one.reference)


def _barred(one: Candidate, kind: Kind) -> Why | None:
    """What keeps this person from any list, whatever the places: the own wish first."""
    if one.wish is Wish.STAY:
        return Why.WANTS_TO_STAY
    if one.wish is Wish.NOT_ASKED:
        return Why.NOT_ASKED
    if one.hindrance:
        return Why.HINDERED
    if kind is Kind.MEDICAL and one.health not in MEDICAL:
        return Why.NOT_MEDICAL
    return None


def _turn(one: Candidate) -> tuple[int, date, str]:
    return min(_RANK[one.health], _IN_ONE_LINE), one.held_since, one.reference


def _left(one: Candidate, kind: Kind, on: date, turns: dict[str, int], chosen: list[Chosen]) -> Left:
    barred = _barred(one, kind)
    if barred is not None:
        return Left(one, barred, _days(one, on))
    turn = turns[one.reference]
    behind = tuple(other.candidate.reference for other in chosen if other.turn > turn)
    return Left(one, Why.PASSED_OVER if behind else Why.NO_PLACE, _days(one, on), turn, behind)


def _days(one: Candidate, on: date) -> int:
    return (on - one.held_since).days


def _spread(days: list[int]) -> dict[str, float] | None:
    if not days:
        return None
    return {"least": min(days), "median": median(days), "most": max(days)}


def _shares(chosen: Iterable[Chosen], eligible: Iterable[Chosen | Left], what: str) -> dict[str, list[int]]:
    """Of each heading how many go, and how many could."""
    of_all = Counter(str(getattr(one.candidate, what)) for one in eligible)
    gone = Counter(str(getattr(one.candidate, what)) for one in chosen)
    return {name: [gone[name], count] for name, count in sorted(of_all.items())}
