"""What is worked out of the tables once is the same as worked out anew, and never another text's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from regreso.facts.names import stock, tables


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of kept files, empty."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.tsv").write_text("one")
    tables._text_of_the_room.cache_clear()
    monkeypatch.setattr(tables, "__file__", str(tmp_path / "tables.py"))
    yield tmp_path / "__pycache__"
    tables._text_of_the_room.cache_clear()


def test_the_kept_stock_is_the_one_worked_out_anew() -> None:
    stock._stock.cache_clear()
    assert stock._Stock(*stock._made()) == stock._stock()


def test_a_file_is_read_again_by_the_next_process(beside: Path) -> None:
    assert tables.kept("some", lambda: {"a": {1}}) == {"a": {1}}
    assert tables.kept("some", dict) == {"a": {1}}
    assert len(list(beside.glob("some.*.bin"))) == 1


def test_other_tables_are_worked_out_anew_and_the_old_file_goes(beside: Path) -> None:
    tables.kept("some", lambda: 1)
    (beside.parent / "data" / "a.tsv").write_text("two")
    tables._text_of_the_room.cache_clear()
    assert tables.kept("some", lambda: 2) == 2
    assert len(list(beside.glob("some.*.bin"))) == 1


def test_a_file_cut_short_is_worked_out_anew(beside: Path) -> None:
    tables.kept("some", lambda: ["long", "enough"])
    (file,) = beside.glob("some.*.bin")
    file.write_bytes(file.read_bytes()[:3])
    assert tables.kept("some", lambda: ["again"]) == ["again"]


def test_where_nothing_may_be_written_it_is_still_told(beside: Path) -> None:
    beside.write_text("a file where the folder should be")
    assert tables.kept("some", lambda: 5) == 5
