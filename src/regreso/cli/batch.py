"""What `link` and `names` share: lists in, one table out, a file of rejections, progress, stop and resume."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from regreso.cli.command import DONE, INTERRUPTED, CannotDo, CommandParser, WrongUsage
from regreso.cli.progress import Progress
from regreso.tracing.lists import PeopleList, Rejection
from regreso.wire.table_output import Cell, TableOutput, part_of
from regreso.wire.tables import EXTENSIONS

_SETTLE_EVERY = 2.0  # seconds of work that a power cut may cost
_REJECTED: dict[str, type] = {
    "file": str,
    "row": int,
    "column": str,
    "given": str,
    "expected": str,
    "what_happened": str,
}

Answers = Iterable[tuple[str, Sequence[Sequence[Cell]]]]


def table_path(text: str) -> Path:
    """A file name with an extension that we read and write, for argparse."""
    path = Path(text)
    if path.suffix.lower() not in EXTENSIONS:
        raise argparse.ArgumentTypeError(
            f"“{text}” was given, expected a name ending in .csv, .tsv or .parquet"
        )
    return path


def add_options(parser: CommandParser) -> None:
    """Declare the options of every batch command."""
    parser.add_argument(
        "--out",
        type=table_path,
        required=True,
        metavar="FILE",
        help="where the answers go: .csv, .tsv or .parquet",
    )
    parser.add_argument(
        "--rejected",
        type=table_path,
        metavar="FILE",
        help="where rows left out and values dropped are listed (default: OUT.rejected.csv)",
    )
    parser.add_argument(
        "--strict", action="store_true", help="write nothing if any row or value would be rejected"
    )
    parser.add_argument("--resume", action="store_true", help="go on from OUT.part after a stop")


@dataclass
class Batch:
    """One run over lists: where its answers and its rejections go, and what it was made from."""

    out: Path
    rejected: Path
    strict: bool
    resume: bool
    made_from: dict[str, str]

    @classmethod
    def of(cls, args: argparse.Namespace, *, inputs: Mapping[str, Path]) -> Batch:
        """Check the paths before any work is done.

        Raises:
            WrongUsage: a file is to be written over an input or over the other output.
            CannotDo: an output cannot be written there.
        """
        out = args.out
        rejected = args.rejected or out.with_name(out.name + ".rejected.csv")
        _refuse_same([*inputs.items(), ("--out", out), ("--rejected", rejected)])
        for path in (out, rejected):
            _refuse_unwritable(path)
        made_from = {name: _digest(path) for name, path in inputs.items()}
        return cls(out, rejected, args.strict, args.resume, made_from)

    def refuse_rejections(self, lists: Sequence[PeopleList]) -> None:
        """With --strict: read everything once, and leave if anything would be rejected."""
        if not self.strict:
            return
        found: list[Rejection] = []
        for people in lists:
            for _row in people.rows(found.append):
                pass
        if found:
            raise CannotDo(
                f"--strict: nothing was written, {len(found):,} to be rejected; the first: {found[0]}."
            )

    def last_done(self) -> str:
        """The last question that a stopped run answered, "" when this run begins anew."""
        mark = TableOutput.stopped_at(self.out) if self.resume else None
        return mark.last if mark else ""


class Rejections:
    """The file of what was not taken up; it appears when the run is done, with its header alone if empty."""

    def __init__(self, path: Path) -> None:
        self.count = 0
        self.path = path

    @cached_property
    def _output(self) -> TableOutput:
        return TableOutput.begin(self.path, _REJECTED, made_from={})

    def add(self, rejection: Rejection) -> None:
        """List one."""
        self.count += 1
        r = rejection
        row = (r.file, r.row, r.column, _harmless(r.given), r.expected, r.happened)
        self._output.add(str(self.count), [row])

    def finish(self) -> None:
        """Make the file appear."""
        self._output.finish()

    def discard(self) -> None:
        """Leave nothing behind."""
        self._output.discard()


def day_of_stopped_run(args: argparse.Namespace) -> date | None:
    """With --resume: the day on which ages held then, so that today's date does not change the answers."""
    mark = TableOutput.stopped_at(args.out) if args.resume else None
    day = mark.made_from.get("--as-of") if mark else None
    return date.fromisoformat(day) if day else None


def left_after(rows: Iterator[dict[str, str]], last: str, *, id_column: str) -> Iterator[dict[str, str]]:
    """The rows behind the one with the id `last`; all of them when `last` is "" ."""
    if last:
        for row in rows:
            if row[id_column] == last:
                break
    yield from rows


def write_answers(
    batch: Batch, columns: Mapping[str, type], answers: Answers, *, progress: Progress, rejections: Rejections
) -> int:
    """Write answer after answer; on Ctrl-C keep what is whole, on success give both files their names."""
    try:
        output = TableOutput.begin(batch.out, columns, made_from=batch.made_from, resume=batch.resume)
    except KeyboardInterrupt:
        _say(f"stopped while {part_of(batch.out)} was being opened, --resume goes on.")
        return INTERRUPTED
    progress.skip(output.mark.done)
    try:
        _add_all(output, answers, progress)
        output.finish()
        rejections.finish()
    except KeyboardInterrupt:
        output.stop()
        rejections.discard()
        progress.end()
        of_all = f" of {progress.total:,}" if progress.total else ""
        _say(f"stopped; {output.mark.done:,}{of_all} are in {part_of(batch.out)}, --resume goes on there.")
        return INTERRUPTED
    except BaseException:
        progress.end()
        output.discard()
        rejections.discard()
        raise
    progress.end()
    rejected = f"; {rejections.count:,} rejected: {rejections.path}" if rejections.count else ""
    _say(f"{progress.done:,} {progress.what} answered: {batch.out}{rejected}")
    return DONE


def tell_unread(*lists: PeopleList) -> None:
    """Say which columns would be left unread because they are called otherwise than ours."""
    for people in lists:
        if people.unread:
            _say(people.unread)


def _say(sentence: str) -> None:
    print(f"regreso: {sentence}", file=sys.stderr)


def _add_all(output: TableOutput, answers: Answers, progress: Progress) -> None:
    settled = time.monotonic()
    for question, rows in answers:
        output.add(question, rows)
        progress.step()
        if time.monotonic() - settled > _SETTLE_EVERY:
            output.settle()
            settled = time.monotonic()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refuse_same(named: Sequence[tuple[str, Path]]) -> None:
    places: dict[str, str] = {}
    for name, path in named:
        place = os.path.realpath(path)
        if place in places and name.startswith("--"):
            raise WrongUsage(f"{name} and {places[place]} are the same file, {path}: expected another name")
        places[place] = name


def _refuse_unwritable(path: Path) -> None:
    if path.is_dir():
        raise CannotDo(f"{path} is a folder: expected the name of a file to write.")
    if not path.parent.is_dir():
        raise CannotDo(f"{path} cannot be written: there is no folder {path.parent}.")
    if not os.access(path.parent, os.W_OK):
        raise CannotDo(f"{path} cannot be written: the folder {path.parent} does not allow it.")


def _harmless(given: str) -> str:
    """A value that a spreadsheet shows instead of computing it."""
    formula = given[:1] in ("=", "@", "\t") or (given[:1] in ("+", "-") and not given[1:2].isdigit())
    return "'" + given if formula else given
