"""Tables written so that nothing half-written ever bears the final name, and a stopped run can go on.

The rows go to OUT.part (for Parquet a folder of whole parts), and OUT.part.json says how far it is
trustworthy: what lies behind that mark is cut off when the run goes on.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from regreso.wire.errors import WireError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a partial result is trustworthy.

    Attributes:
        made_from: digests of the inputs and the settings; a run goes on only with the same.
        last: the last question that was answered whole, "" before the first.
        done: how many were answered.
        at: bytes of text, or whole parts of Parquet, up to there.
    """

    made_from: dict[str, str]
    last: str = ""
    done: int = 0
    at: int = 0


class _Body(Protocol):
    """What grows: a text file or a folder of Parquet parts."""

    def add(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Append rows."""

    def place(self) -> int:
        """Where the rows end that are not yet settled."""

    def retreat(self, place: int) -> None:
        """Drop what was added behind this place."""

    def settle(self) -> int:
        """Bring what was added to the disk and return where it ends."""

    def cut(self, at: int) -> None:
        """Drop what was settled behind this end."""

    def finish(self, out: Path) -> None:
        """Give the whole the final name."""

    def close(self) -> None:
        """Let go of the file."""


@dataclass
class TableOutput:
    r"""A table in the making. Rows are added answer by answer; only `finish` makes OUT appear.

    >>> import tempfile, pathlib
    >>> out = pathlib.Path(tempfile.mkdtemp()) / "a.csv"
    >>> table = TableOutput.begin(out, {"name": str, "score": float}, made_from={})
    >>> table.add("7", [["Ivanov, Petr", 0.5]])
    >>> out.exists(), table.finish(), out.read_text()
    (False, None, 'name,score\n"Ivanov, Petr",0.5\n')
    """

    out: Path
    mark: Mark
    _body: _Body
    _whole: tuple[str, int, int] = field(default=("", 0, 0))  # last question, how many, their place

    @classmethod
    def begin(
        cls, out: Path, columns: Mapping[str, type], *, made_from: dict[str, str], resume: bool = False
    ) -> TableOutput:
        """Open OUT.part, from the mark of a stopped run where one is to be resumed, else anew.

        Raises:
            WireError: the stopped run was made from other input or with other settings.
            OSError: the file cannot be written.
        """
        resumed = cls.stopped_at(out) if resume else None
        mark = resumed or Mark(made_from)
        if not resumed:
            _remove(part_of(out))
        _refuse_other_input(out, mark, made_from)
        parquet = out.suffix.lower() == ".parquet"
        body: _Body = _ParquetBody(out, columns) if parquet else _TextBody(out, columns)
        if resumed:
            body.cut(mark.at)
        table = cls(out, mark, body, (mark.last, mark.done, body.place()))
        table.settle()
        return table

    @staticmethod
    def stopped_at(out: Path) -> Mark | None:
        """The mark that a stopped run left beside OUT, None where there is none."""
        part = part_of(out)
        try:
            mark = Mark(**json.loads(_mark_of(out).read_text(encoding="utf-8")))
            cut_short = part.is_file() and part.stat().st_size < mark.at
        except (FileNotFoundError, json.JSONDecodeError, TypeError):
            return None
        return None if cut_short or not part.exists() else mark

    def add(self, question: str, rows: Sequence[Sequence[Cell]]) -> None:
        """Append the whole answer to one question."""
        self._body.add(rows)
        # One assignment: an interrupt leaves either the old whole or the new one.
        self._whole = (question, self._whole[1] + 1, self._body.place())

    def settle(self) -> None:
        """Bring all answers to the disk and set the mark behind them."""
        last, done, _place = self._whole
        mark = Mark(self.mark.made_from, last, done, self._body.settle())
        _write_whole(_mark_of(self.out), json.dumps(asdict(mark), ensure_ascii=False))
        self.mark, self._whole = mark, (last, done, self._body.place())

    def stop(self) -> None:
        """Leave OUT.part as a resumable result: the answers that are whole, and no more."""
        self._body.retreat(self._whole[2])
        self.settle()
        self._body.close()

    def finish(self) -> None:
        """Make OUT appear, whole, in place of whatever bore its name."""
        self.settle()
        self._body.finish(self.out)
        _mark_of(self.out).unlink()

    def discard(self) -> None:
        """Leave nothing behind."""
        self._body.close()
        _remove(part_of(self.out))
        _remove(_mark_of(self.out))


def part_of(out: Path) -> Path:
    """Where the rows stand until OUT is whole.

    >>> part_of(Path("a.csv")).name
    'a.csv.part'
    """
    return out.with_name(out.name + ".part")


def _mark_of(out: Path) -> Path:
    return out.with_name(out.name + ".part.json")


def _refuse_other_input(out: Path, mark: Mark, made_from: dict[str, str]) -> None:
    other = [what for what in made_from if mark.made_from.get(what) != made_from[what]]
    if other:
        raise WireError(
            f"{part_of(out)} was made with another {' and another '.join(other)}: "
            "give the same as then, or leave out --resume to begin anew."
        )


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _write_whole(path: Path, text: str) -> None:
    temporary = path.with_name(path.name + ".new")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


class _TextBody:
    """Rows appended to a .csv or .tsv file in UTF-8."""

    def __init__(self, out: Path, columns: Mapping[str, type]) -> None:
        self._path = part_of(out)
        self._delimiter = "\t" if out.suffix.lower() == ".tsv" else ","
        self._file: IO[bytes] = self._path.open("ab")
        if self._file.tell() == 0:
            self.add([list(columns)])

    def add(self, rows: Sequence[Sequence[Cell]]) -> None:
        text = io.StringIO()
        csv.writer(text, delimiter=self._delimiter, lineterminator="\n").writerows(rows)
        self._file.write(text.getvalue().encode("utf-8", "replace"))

    def place(self) -> int:
        return self._file.tell()

    def retreat(self, place: int) -> None:
        self.cut(place)

    def settle(self) -> int:
        self._file.flush()
        os.fsync(self._file.fileno())
        return self._file.tell()

    def cut(self, at: int) -> None:
        self._file.flush()
        self._file.truncate(at)
        self._file.seek(at)

    def finish(self, out: Path) -> None:
        self._file.close()
        self._path.replace(out)

    def close(self) -> None:
        self._file.close()


class _ParquetBody:
    """Rows gathered into whole Parquet parts, joined into one file at the end."""

    def __init__(self, out: Path, columns: Mapping[str, type]) -> None:
        from regreso.wire import parquet  # noqa: PLC0415 - pyarrow loads slower than a short CSV

        self._parquet = parquet
        self._folder = part_of(out)
        self._columns = dict(columns)
        self._folder.mkdir(exist_ok=True)
        self._rows: list[Sequence[Cell]] = []
        self._parts = 0

    def add(self, rows: Sequence[Sequence[Cell]]) -> None:
        self._rows.extend(rows)

    def place(self) -> int:
        return len(self._rows)

    def retreat(self, place: int) -> None:
        del self._rows[place:]

    def settle(self) -> int:
        if self._rows or not self._parts:
            self._write_part()
        return self._parts

    def _write_part(self) -> None:
        path = self._part(self._parts)
        self._parquet.write_parquet(path.with_suffix(".new"), self._columns, self._rows)
        path.with_suffix(".new").replace(path)
        self._parts, self._rows = self._parts + 1, []

    def _part(self, number: int) -> Path:
        return self._folder / f"{number:06}.parquet"

    def cut(self, at: int) -> None:
        self._rows, self._parts = [], at
        for path in self._folder.iterdir():
            if path.suffix != ".parquet" or int(path.stem) >= at:
                path.unlink()

    def finish(self, out: Path) -> None:
        whole = self._folder / "whole.new"
        self._parquet.join_parquet([self._part(number) for number in range(self._parts)], into=whole)
        whole.replace(out)
        shutil.rmtree(self._folder)

    def close(self) -> None:
        self._rows = []
