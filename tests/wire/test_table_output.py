"""Nothing half-written bears the final name, and a stopped output goes on where it was whole."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq  # type: ignore[import-untyped]  # it ships no types
import pytest

from regreso.wire.errors import WireError
from regreso.wire.table_output import TableOutput, part_of

COLUMNS: dict[str, type] = {"id": str, "score": float}
MADE_FROM = {"list": "digest"}


def begin(out: Path, *, resume: bool = False, made_from: dict[str, str] | None = None) -> TableOutput:
    return TableOutput.begin(out, COLUMNS, made_from=made_from or MADE_FROM, resume=resume)


def content(path: Path) -> list[tuple[str, float]]:
    if path.suffix == ".parquet":
        table = pq.read_table(path).to_pydict()
        return list(zip(table["id"], table["score"], strict=True))
    split = [line.split("\t" if path.suffix == ".tsv" else ",") for line in path.read_text().splitlines()]
    assert split[0] == ["id", "score"]
    return [(a, float(b)) for a, b in split[1:]]


@pytest.fixture(params=["out.csv", "out.tsv", "out.parquet"])
def out(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return tmp_path / str(request.param)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_name_appears_only_with_the_whole(out: Path) -> None:
    out.write_text("an earlier result")
    table = begin(out)
    table.add("a", [("a", 0.5)])
    table.settle()
    assert out.read_text() == "an earlier result"
    table.add("b", [("b", 1.0)])
    table.finish()
    assert content(out) == [("a", 0.5), ("b", 1.0)]
    assert names(out.parent) == [out.name]


def test_a_result_without_rows_has_its_columns(out: Path) -> None:
    begin(out).finish()
    assert content(out) == []


def test_a_stopped_output_goes_on_behind_its_last_whole_answer(out: Path) -> None:
    table = begin(out)
    table.add("a", [("a", 0.1), ("a", 0.2)])
    table.settle()
    table.add("b", [("b", 0.3)])
    table._body.add([("half of c", 0.4)])  # the interrupt came before the answer was whole
    table.stop()
    assert part_of(out).exists()
    assert not out.exists()
    more = begin(out, resume=True)
    assert (more.mark.last, more.mark.done) == ("b", 2)
    more.add("c", [("c", 0.4)])
    more.finish()
    assert content(out) == [("a", 0.1), ("a", 0.2), ("b", 0.3), ("c", 0.4)]


def test_what_a_power_cut_left_behind_the_mark_is_cut_off(out: Path) -> None:
    table = begin(out)
    table.add("a", [("a", 0.1)])
    table.settle()
    mark = out.with_name(out.name + ".part.json").read_text()
    table.add("b", [("b", 0.2)])
    table.settle()
    table._body.close()
    out.with_name(out.name + ".part.json").write_text(mark)
    more = begin(out, resume=True)
    assert more.mark.last == "a"
    more.add("b", [("b", 0.9)])
    more.finish()
    assert content(out) == [("a", 0.1), ("b", 0.9)]


def test_other_input_is_not_mixed_in(out: Path) -> None:
    table = begin(out)
    table.add("a", [("a", 0.1)])
    table.stop()
    with pytest.raises(WireError, match="was made with another list"):
        begin(out, resume=True, made_from={"list": "changed"})
    assert part_of(out).exists()


def test_without_resume_an_earlier_part_is_replaced(out: Path) -> None:
    table = begin(out)
    table.add("a", [("a", 0.1)])
    table.stop()
    anew = begin(out)
    anew.add("b", [("b", 0.2)])
    anew.finish()
    assert content(out) == [("b", 0.2)]


def test_nothing_to_resume_begins_at_the_beginning(out: Path) -> None:
    table = begin(out, resume=True)
    assert table.mark.done == 0
    table.discard()


def test_a_part_that_is_gone_begins_at_the_beginning(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    table = begin(out)
    table.add("a", [("a", 0.1)])
    table.stop()
    part_of(out).write_text("id,sc")
    again = begin(out, resume=True)
    assert again.mark.done == 0
    again.finish()
    assert content(out) == []


def test_an_interrupt_before_the_first_answer_keeps_one_header(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    begin(out).stop()
    begin(out, resume=True).finish()
    assert content(out) == []


def test_a_discarded_output_leaves_nothing(out: Path) -> None:
    table = begin(out)
    table.add("a", [("a", 0.1)])
    table.discard()
    assert names(out.parent) == []
