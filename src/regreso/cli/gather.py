"""`regreso gather`: public pages, channels and lists into the reading desk, by the same steps as its page."""

from __future__ import annotations

import argparse
import hashlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from regreso.cli.command import DONE, CannotDo, CommandParser, Subparsers

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Document, Operation

_LANGUAGES = ("es", "uk", "ru", "en")
_HEAD = 4096


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser: CommandParser = subparsers.add_parser(
        "gather",
        help="hand public pages, channels and lists in to the reading desk",
        description="Hand in what was found, read it and put its leads into the queue of the reading desk. "
        "The same file twice adds nothing; a reading that was cut off goes on where it was.",
        example="regreso gather --as r.hlukhova result.json --address https://t.me/s/example",
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="what was found, as it was saved")
    parser.add_argument("--as", dest="member", required=True, metavar="USER", help="the reading officer")
    parser.add_argument("--operation", default="", metavar="NAME", help="needed when several are open")
    parser.add_argument("--published", type=_day, metavar="DATE", help="if the file does not say")
    parser.add_argument("--retrieved", type=_day, metavar="DATE", help="day of fetching (default: today)")
    parser.add_argument("--address", default="", metavar="URL", help="where it was found")
    parser.add_argument(
        "--lang", choices=_LANGUAGES, default="", help="its language; default: each block tells"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day: expected 2022-03-04") from None


def run(args: argparse.Namespace) -> int:
    """Hand each file in and read it; a line for each says what came of it."""
    for path in args.files:
        if not path.is_file():
            raise CannotDo(f"{path} is no file: expected a page, a list or an export that was saved.")
    from regreso.cli.opened import member, opened, operation_named

    opened()
    from regreso import story
    from regreso.casebook.access import actor

    operation = operation_named(args.operation)
    by = actor(member(args.member, story.READING_OFFICER, operation), story.READING_OFFICER)
    for path in args.files:
        print(f"{path.name}: {_gathered(path, args, operation, by)}", flush=True)
    return DONE


def _gathered(path: Path, args: argparse.Namespace, operation: Operation, by: Actor) -> str:
    """What came of one file, in a sentence."""
    from django.utils import timezone

    from regreso.cli.progress import Progress
    from regreso.jobs.gathering import read_in
    from regreso.steps import gather

    now = timezone.now()
    document = _handed_in(path, args, operation, by, now)
    if document.state == "unreadable":
        return f"turned away: {document.failure['reason']}"
    if document.state == "read":
        return "handed in before; nothing was done twice"
    progress = Progress(what="leads")
    large = None if document.contents else path
    done = read_in(document, at=now, path=large, progress=progress.reach)
    progress.end()
    document.refresh_from_db()
    if document.state == "handed_in":  # a worker may have been faster
        gather.finish(document, at=timezone.now())
    return f"{done.fresh} leads are new, {done.known} were known, {document.unread} parts could not be read"


def _handed_in(
    path: Path, args: argparse.Namespace, operation: Operation, by: Actor, now: datetime
) -> Document:
    """The row of this file: a new one, or that of an earlier time."""
    from regreso.casebook.models import Document
    from regreso.steps import gather
    from regreso.story import MoveRefused

    retrieved = args.retrieved or now.date()
    about = {
        "file": path.name,
        "address": args.address,
        "lang": args.lang,
        "retrieved": retrieved.isoformat(),
    }
    about["published"] = args.published.isoformat() if args.published else ""
    document = Document(operation=operation, about=about, size=path.stat().st_size)
    large = document.size > gather.MOST_BYTES
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest() if large else ""
        file.seek(0)
        data = file.read(_HEAD if large else -1)
    try:
        gather.hand_in(document, data, digest=digest, by=by, at=now)
    except MoveRefused:
        earlier = gather.known(document).first()
        if earlier is None:
            raise
        found: Document = earlier
        return found
    return document
