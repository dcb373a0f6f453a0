"""What is written and not sent is kept under a phrase, and is gone when it is sent, thrown away or old."""

from __future__ import annotations

import pytest

from cast import Cast
from regreso import story
from regreso.casebook.actor import Actor
from regreso.casebook.models import Unsent, history
from regreso.casebook.phrases import unsent_by_phrase
from regreso.jobs import clock
from regreso.steps import unsent
from regreso.steps.errors import StepError

TOLD = {"as_written": "Тарасенко Сергій", "safe_never": "do not call"}


def kept(cast: Cast) -> tuple[Unsent, str, Actor]:
    row = Unsent(operation=cast.operation, language="uk")
    by = Actor(story.ENQUIRER, str(row.pk))
    return row, unsent.keep(row, TOLD, by=by, at=cast.at).phrase, by


def test_a_phrase_brings_back_what_was_written(cast: Cast) -> None:
    row, phrase, by = kept(cast)
    unsent.write_on(row, {**TOLD, "birth": "1999"}, by=by, at=cast.later(days=1))
    found = unsent_by_phrase(phrase.upper())
    assert found == row
    assert found.told == {**TOLD, "birth": "1999"}
    assert found.ends_at == cast.later(days=31)


@pytest.mark.parametrize("how", ["send", "discard"])
def test_when_it_ends_nothing_of_it_stays_and_the_phrase_opens_nothing(cast: Cast, how: str) -> None:
    row, phrase, by = kept(cast)
    getattr(unsent, how)(row, by=by, at=cast.at)
    row.refresh_from_db()
    assert (row.told, row.phrase_index) == ({}, None)
    assert unsent_by_phrase(phrase) is None
    assert all("Тарасенко" not in str(move.said) for move in history(row))


def test_after_thirty_days_without_a_word_the_clock_throws_it_away(cast: Cast) -> None:
    row, _phrase, _by = kept(cast)
    clock.tick(cast.later(days=29))
    assert Unsent.objects.get().state == "kept"
    clock.tick(cast.later(days=31))
    row.refresh_from_db()
    assert (row.state, row.told) == ("discarded", {})


def test_an_empty_page_is_not_kept(cast: Cast) -> None:
    row = Unsent(operation=cast.operation, language="uk")
    with pytest.raises(StepError):
        unsent.keep(row, {"as_written": ""}, by=Actor(story.ENQUIRER, str(row.pk)), at=cast.at)
    assert not Unsent.objects.exists()
