"""The day up to which all was compared is noted once a day, never while a comparison is outstanding."""

from __future__ import annotations

import pytest

from cast import Cast
from regreso.casebook.models import Move, Operation, Reaction, history
from regreso.jobs.clock import tick
from regreso.jobs.reactions import REACTIONS
from regreso.steps import search_again
from regreso.story import MoveRefused


def noted(cast: Cast) -> list[dict[str, object]]:
    return [move.detail for move in history(cast.operation) if move.name == "search_again"]


def compare_all(cast: Cast) -> None:
    """As the worker does: note of each move that its search is done."""
    done = Reaction.objects.filter(name="enquiry.search").values("move")
    Reaction.objects.bulk_create(
        Reaction(move=move, name="enquiry.search", done_at=cast.at)
        for move in Move.objects.filter(subject__in=("enquiry", "custody")).exclude(pk__in=done)
    )


def test_the_moves_that_are_waited_for_are_those_from_which_a_search_follows() -> None:
    follows = {key for key, rows in REACTIONS.items() if search_again.REACTION in [row.name for row in rows]}
    assert {(s, name) for s, names in search_again.SEARCHED.items() for name in names} == follows


def test_it_is_noted_once_a_day(cast: Cast) -> None:
    cast.matched()
    compare_all(cast)
    assert tick(cast.later(hours=23)) == 0
    assert tick(cast.later(hours=24)) == 1
    assert tick(cast.later(hours=47)) == 0
    assert tick(cast.later(hours=48)) == 1
    assert [row["new"] for row in noted(cast)] == [True, False]
    assert Operation.objects.get(pk=cast.operation.pk).searched_at == cast.later(hours=48)


def test_nothing_is_noted_while_a_record_waits_to_be_compared(cast: Cast) -> None:
    compare_all(cast)
    cast.held()
    with pytest.raises(MoveRefused, match="wait to be compared"):
        search_again.search_again(cast.operation, at=cast.later(days=1))
    assert tick(cast.later(days=1)) == 0
    compare_all(cast)
    assert tick(cast.later(days=1)) == 1


def test_a_closed_operation_is_not_searched(cast: Cast) -> None:
    Operation.objects.update(state="closed")
    assert tick(cast.later(days=5)) == 0


def test_few_records_are_not_counted_to_families(cast: Cast) -> None:
    cast.held()
    compare_all(cast)
    tick(cast.later(days=1))
    assert noted(cast)[0]["records"] == 0
