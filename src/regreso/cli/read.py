"""`regreso read`: read public pages, channels and lists into leads for a reviewer."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from regreso.cli.command import DONE, CannotDo, CommandParser, Subparsers

if TYPE_CHECKING:
    from regreso.cli.progress import Progress
    from regreso.reading.document import Handed, Taken

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
    parser.add_argument("--explain", action="store_true", help="print each lead with its words marked")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day: expected 2022-03-04") from None


def run(args: argparse.Namespace) -> int:
    """Read every file in a child process of its own; see docs/reference/leads.md for the records."""
    from regreso.cli.progress import Progress
    from regreso.reading.document import Handed

    for path in args.files:
        if not path.is_file():
            raise CannotDo(f"{path} is no file: expected a page, a list or an export that was saved.")
    found = unread = 0
    progress = Progress(what="leads")
    with args.out.open("w", encoding="utf8") as out:
        for path in args.files:
            handed = Handed(path.name, args.published, args.retrieved, args.address, args.lang)
            for taken in _leads(path, handed):
                found += taken.lead.kind != "unreadable"
                unread += taken.lead.kind == "unreadable"
                _write(out, taken, args, progress)
    print(f"{found} leads from {len(args.files)} files, {unread} unreadable -> {args.out}")
    return DONE


def _leads(path: Path, handed: Handed) -> Iterator[Taken]:
    from regreso.reading.child import Failed, Limits, limited
    from regreso.reading.document import Taken, read_file, unreadable

    for made in limited(lambda: read_file(path, handed), Limits.of(path.name)):
        if isinstance(made, Failed):
            yield unreadable(handed, "", stage=made.stage, reason=made.reason)
        elif isinstance(made, Taken):
            yield made


def _write(out: TextIO, taken: Taken, args: argparse.Namespace, progress: Progress) -> None:
    out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in _records(taken, args.format))
    progress.step()
    if args.explain:
        from regreso.reading.explain import explained

        print(explained(taken))


def _records(taken: Taken, form: str) -> Iterator[Mapping[str, object]]:
    from regreso.reading.flat import flat

    if form == "flat":
        yield from flat(taken.lead, doc=str(taken.source["file"]))
    else:
        yield taken.record()
