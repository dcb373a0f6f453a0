"""Sources are off until an administrator switches them on, and hold only what can be looked at."""

from __future__ import annotations

import pytest

from cast import Cast
from regreso.casebook.models import Source
from regreso.steps import source
from regreso.steps.errors import StepError
from regreso.story import MoveRefused


def added(cast: Cast, **told: object) -> Source:
    row = Source(operation=cast.operation, **{"kind": "feed", "address": "https://news.example/rss", **told})
    source.add(row, by=cast.by("administrator_a"), at=cast.at)
    return row


def test_a_new_source_is_off_and_not_due(cast: Cast) -> None:
    row = added(cast)
    assert (row.state, row.due_at) == ("off", None)


def test_switching_on_makes_it_due_and_off_again_stops_it(cast: Cast) -> None:
    row = added(cast)
    source.switch_on(row, by=cast.by("administrator_a"), at=cast.at)
    assert (row.state, row.due_at) == ("on", cast.at)
    source.switch_off(row, by=cast.by("administrator_b"), at=cast.at)
    assert (row.state, row.due_at) == ("off", None)


@pytest.mark.parametrize(
    "told",
    [
        {"address": "file:///etc/passwd"}, {"address": "ftp://news.example/x"}, {"address": "https://"},
        {"address": "https://user:secret@news.example/"}, {"address": "http://[::1"}, {"kind": "camera"},
        {"kind": "folder", "address": "relative/folder"}, {"every": 1}, {"every": 99_999}, {"language": "xx"},
    ],
)  # fmt: skip
def test_what_cannot_be_looked_at_is_refused(cast: Cast, told: dict[str, object]) -> None:
    with pytest.raises(StepError):
        added(cast, **told)


def test_it_changes_only_while_it_is_off(cast: Cast) -> None:
    row = added(cast)
    source.change(row, {"name": "A feed", "every": 30}, by=cast.by("administrator_a"), at=cast.at)
    row.refresh_from_db()
    assert (row.name, row.every) == ("A feed", 30)
    source.switch_on(row, by=cast.by("administrator_a"), at=cast.at)
    with pytest.raises(MoveRefused):
        source.change(row, {"address": "https://other.example/"}, by=cast.by("administrator_a"), at=cast.at)
    source.retire(row, by=cast.by("administrator_a"), at=cast.at)
    assert row.state == "retired"


def test_only_an_administrator_adds_one(cast: Cast) -> None:
    row = Source(operation=cast.operation, kind="feed", address="https://news.example/rss")
    with pytest.raises(MoveRefused, match="administrator"):
        source.add(row, by=cast.by("reader_a"), at=cast.at)
