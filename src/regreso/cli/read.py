"""`regreso read`: read public pages, channels and lists into leads for a reviewer."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from regreso.cli.command import DONE, INTERRUPTED, CannotDo, CommandParser, Subparsers

if TYPE_CHECKING:
    from regreso.reading.child import Failed, Part
    from regreso.reading.document import Handed, Taken

_SETTINGS = ("published", "retrieved", "address", "lang", "format")
_LONG = 4_000_000  # bytes from which an export is worth more than one child
_MOST_CHILDREN = 4
_LANGUAGES = ("es", "uk", "ru", "en")


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser: CommandParser = subparsers.add_parser(
        "read",
        help="read public pages, channels and lists into leads",
        description="Read public pages, channels and lists into leads for a reviewer: claims, never facts.",
        example="regreso read page.html --published 2022-03-04 --retrieved 2025-03-31 --out leads.jsonl",
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="what was found, as it was saved")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="LEADS.jsonl", help="one JSON object a line"
    )
    parser.add_argument(
        "--published", type=_day, metavar="DATE", help="day of publication, if the file does not say"
    )
    parser.add_argument(
        "--retrieved", type=_day, metavar="DATE", help="day of fetching; a feed counts from it"
    )
    parser.add_argument("--address", default="", metavar="URL", help="where it was found")
    parser.add_argument(
        "--lang", choices=_LANGUAGES, default="", help="its language; default: each block tells"
    )
    parser.add_argument("--format", choices=("leads", "flat"), default="leads", help="flat: one line a fact")
    parser.add_argument("--resume", action="store_true", help="go on from OUT.part after a stop")
    parser.add_argument("--explain", action="store_true", help="print each lead with its words marked")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day: expected 2022-03-04") from None


def run(args: argparse.Namespace) -> int:
    """Read every file in a child process of its own; see docs/reference/leads.md for the records.

    The leads go into OUT.part, and beside it into OUT.part.state how far they reach: a run that was
    stopped at any line, or whose machine lost its power, goes on there with `--resume`.
    """
    for path in args.files:
        if not path.is_file():
            raise CannotDo(f"{path} is no file: expected a page, a list or an export that was saved.")
    from regreso.reading.document import warm

    run = _Run.resumed(args) if args.resume else _Run.begun(args)
    warm()
    try:
        for number, path in enumerate(args.files):
            if number >= run.state.file:
                _read(run, number, path, args)
    except KeyboardInterrupt:
        run.close()
        print(
            f"regreso: stopped; {run.state.found:,} leads are in {run.part}, --resume goes on there.",
            file=sys.stderr,
        )
        return INTERRUPTED
    run.finish()
    files, state = len(args.files), run.state
    print(f"{state.found} leads from {files} files, {state.unread} unreadable -> {args.out}")
    return DONE


def _read(run: _Run, number: int, path: Path, args: argparse.Namespace) -> None:
    from regreso.cli.progress import Progress
    from regreso.reading.child import Part
    from regreso.reading.document import Handed

    handed = Handed(path.name, args.published, args.retrieved, args.address, args.lang)
    progress = Progress(what=f"bytes of {path.name}")
    progress.total = path.stat().st_size
    held: list[Taken] = []
    for made in _parts(path, handed, first=run.state.part + 1 if number == run.state.file else 1):
        if not isinstance(made, Part):
            held.append(made)
            continue
        progress.reach(made.done)
        if made.number > run.state.part:
            run.keep(_lines(held, args), held, file=number, part=made.number)
            held = []
    run.keep(_lines(held, args), held, file=number + 1, part=0)
    progress.end()


def _parts(path: Path, handed: Handed, *, first: int) -> Iterator[Taken | Part]:
    """What the children find: where one dies of a part, a record says so and another goes on behind.

    A long export is shared by a child a processor; each passes over the parts of the others.
    """
    from regreso.reading.child import Failed, Part

    shares = min(os.cpu_count() or 1, _MOST_CHILDREN) if path.stat().st_size > _LONG else 1
    children = [_child(path, handed, first, (n, shares)) for n in range(shares)]
    for number in count(first):
        own = number % shares
        end = yield from _next_part(children[own], handed, number)
        if isinstance(end, Failed):
            children[own] = _child(path, handed, number + 1, (own, shares))
            yield Part(number, 0, 0)
        elif end:
            yield end
        else:
            return


def _child(path: Path, handed: Handed, first: int, share: tuple[int, int]) -> Iterator[object]:
    from regreso.reading.child import Limits, limited
    from regreso.reading.document import read_parts

    return limited(partial(read_parts, path, handed, first=first, share=share), Limits.of(path.name))


def _next_part(
    child: Iterator[object], handed: Handed, number: int
) -> Generator[Taken, None, Part | Failed | None]:
    """The leads of part `number` once it is whole; of what has no parts, all there are.

    A part that dies halfway gives nothing but that, so that a run that goes on later gives the same.
    """
    from regreso.reading.child import Failed, Part
    from regreso.reading.document import PART, Taken, unreadable

    held: list[Taken] = []
    in_parts = False
    for made in child:
        if isinstance(made, Taken):
            held.append(made)
        elif isinstance(made, Part):
            in_parts = in_parts or made.number > 0
            if made.number == number:
                yield from held
                return made
        elif isinstance(made, Failed) and (in_parts or number > 1):
            lost = f"; messages {(number - 1) * PART + 1:,} to {number * PART:,} were left out"
            yield unreadable(handed, "", stage=made.stage, reason=made.reason + lost)
            return made
        elif isinstance(made, Failed):
            held.append(unreadable(handed, "", stage=made.stage, reason=made.reason))
    yield from held
    return None


def _lines(held: Iterable[Taken], args: argparse.Namespace) -> Iterator[str]:
    for taken in held:
        for record in _records(taken, args.format):
            yield json.dumps(record, ensure_ascii=False) + "\n"
        if args.explain:
            from regreso.reading.explain import explained

            print(explained(taken))


def _records(taken: Taken, form: str) -> Iterator[Mapping[str, object]]:
    from regreso.reading.flat import flat

    if form == "flat":
        yield from flat(taken.lead, doc=str(taken.source["file"]))
    else:
        yield taken.record()


@dataclass
class _State:
    """How far a run has come: files before `file`, of that one parts up to `part`; bytes of OUT.part."""

    made_from: dict[str, str]
    file: int = 0
    part: int = 0
    size: int = 0
    found: int = 0
    unread: int = 0


@dataclass
class _Run:
    """OUT.part while it grows, and what is known of it."""

    out: Path
    state: _State
    file: BinaryIO

    @property
    def part(self) -> Path:
        return self.out.with_name(self.out.name + ".part")

    @property
    def _mark(self) -> Path:
        return self.out.with_name(self.out.name + ".part.state")

    @classmethod
    def begun(cls, args: argparse.Namespace) -> _Run:
        """A run that begins anew; an earlier part is overwritten."""
        run = cls(args.out, _State(_made_from(args)), args.out.with_name(args.out.name + ".part").open("wb"))
        run.keep((), (), file=0, part=0)
        return run

    @classmethod
    def resumed(cls, args: argparse.Namespace) -> _Run:
        """A run that goes on behind the last part that was whole; a new one where none was stopped.

        Raises:
            CannotDo: the files or the settings are others.
        """
        mark = args.out.with_name(args.out.name + ".part.state")
        if not mark.exists():
            return cls.begun(args)
        state = _State(**json.loads(mark.read_text("utf8")))
        now = _made_from(args)
        changed = [name for name, value in now.items() if state.made_from.get(name) != value]
        if changed or len(now) != len(state.made_from):
            raise CannotDo(
                f"--resume: {args.out}.part was made from other files or settings"
                f" ({', '.join(changed) or 'fewer files'}): give the same again, or leave --resume away."
            )
        file = args.out.with_name(args.out.name + ".part").open("r+b")
        file.truncate(state.size)
        file.seek(state.size)
        return cls(args.out, state, file)

    def keep(self, lines: Iterable[str], held: Collection[Taken], *, file: int, part: int) -> None:
        """Write what one part gave, then how far the file reaches: what is cut off between is made again."""
        for line in lines:
            self.file.write(line.encode())
        self.file.flush()
        os.fsync(self.file.fileno())
        state = self.state
        unread = sum(taken.lead.kind == "unreadable" for taken in held)
        state.file, state.part, state.size = file, part, self.file.tell()
        state.found, state.unread = state.found + len(held) - unread, state.unread + unread
        fresh = self._mark.with_name(self._mark.name + ".new")
        fresh.write_text(json.dumps(asdict(state)), "utf8")
        fresh.replace(self._mark)

    def close(self) -> None:
        self.file.close()

    def finish(self) -> None:
        """All is read: the leads get their name."""
        self.close()
        self.part.replace(self.out)
        self._mark.unlink()


def _made_from(args: argparse.Namespace) -> dict[str, str]:
    settings = {name: str(getattr(args, name) or "") for name in _SETTINGS}
    for n, path in enumerate(args.files):
        with path.open("rb") as file:
            settings[f"file {n + 1}"] = hashlib.file_digest(file, "sha256").hexdigest()
    return settings
