"""`regreso backup`: sealed copies of the casebook, made while it serves."""

from __future__ import annotations

import argparse
import os
import signal
import threading
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from regreso.cli.command import DONE, CannotDo, CommandParser, Subparsers, WrongUsage

if TYPE_CHECKING:
    from datetime import datetime

_KEEP = 30
_AGAIN = timedelta(minutes=10)  # after a backup that failed


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser: CommandParser = subparsers.add_parser(
        "backup",
        help="make a sealed copy of the casebook, also while it serves",
        description="Copy the database, as it is at one moment, into FOLDER, sealed to public keys (age). "
        "Older backups there are deleted. The key file is not in it: keep a copy of it elsewhere.",
        example="regreso backup --to /mnt/backups --recipient age1…",
    )
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="where the backups lie")
    parser.add_argument(
        "--recipient",
        action="append",
        default=[],
        metavar="KEY",
        help="a public key, age1… (may be given often)",
    )
    parser.add_argument(
        "--keep-days",
        type=_days,
        default=_KEEP,
        metavar="N",
        help=f"delete older ones (default: {_KEEP}, at most 60)",
    )
    parser.add_argument(
        "--schedule", type=_hours, metavar="HOURS", help="make one whenever the last is so old, until Ctrl-C"
    )
    parser.add_argument(
        "--new-key",
        type=Path,
        metavar="FILE",
        help="write a new secret key to FILE, print its public key, and end",
    )


def run(args: argparse.Namespace) -> int:
    """Make a key, one backup, or one whenever it is due."""
    if args.new_key:
        return _new_key(args.new_key)
    if not args.to or not args.recipient:
        raise WrongUsage("--to FOLDER and --recipient KEY are needed; --new-key FILE makes a key")
    from regreso.cli.opened import opened

    opened(or_demo=False)
    if args.schedule is None:
        _make(args)
        return DONE
    return _keep_making(args)


def _new_key(path: Path) -> int:
    from regreso.wire.archive import new_identity

    secret, public = new_identity()
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"# public key: {public}\n{secret}\n")
    except FileExistsError as error:
        raise CannotDo(f"{path} is there already, and a key that is overwritten opens nothing") from error
    except OSError as error:
        raise CannotDo(f"{path} cannot be written: {error.strerror}") from error
    print(public)
    return DONE


def _make(args: argparse.Namespace) -> None:
    from django.conf import settings
    from django.utils import timezone

    from regreso.cli.progress import Progress
    from regreso.jobs.backup.databases import DatabaseTrouble
    from regreso.jobs.backup.keeping import expire
    from regreso.jobs.backup.making import make
    from regreso.wire.errors import WireError

    progress, at = Progress(what="bytes"), timezone.now()

    def reach(done: int, size: int) -> None:
        progress.total = size or done
        progress.reach(done)

    try:
        made = make(settings.REGRESO_DATABASE_URL, args.to, args.recipient, at=at, progress=reach)
        gone = expire(args.to, at=at, keep=timedelta(days=args.keep_days))
    except (DatabaseTrouble, WireError) as error:
        raise CannotDo(str(error)) from error
    except OSError as error:
        raise CannotDo(f"{error.filename or args.to}: {error.strerror}; nothing was left behind") from error
    finally:
        progress.end()
    print(f"{made.path}: {made.held:,} bytes of the casebook in {made.size:,} bytes.", flush=True)
    for path in gone:
        print(f"{path.name} is deleted.", flush=True)


def _keep_making(args: argparse.Namespace) -> int:
    from django.utils import timezone

    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):  # the backup in hand is finished first
        signal.signal(number, lambda _number, _frame: stopped.set())
    every = timedelta(hours=args.schedule)
    due = _due(args.to, every)
    while not stopped.wait(max((due - timezone.now()).total_seconds(), 0)):
        try:
            _make(args)
            due = _due(args.to, every)
        except CannotDo as error:
            due = timezone.now() + min(_AGAIN, every)
            print(f"regreso: {error}; tried again at {due:%H:%M} UTC", flush=True)
    return DONE


def _due(folder: Path, every: timedelta) -> datetime:
    from django.utils import timezone

    from regreso.jobs.backup.keeping import last_made

    last = last_made(folder)
    return last + every if last else timezone.now()


def _days(text: str) -> int:
    from regreso.jobs.backup.keeping import MOST_DAYS

    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_DAYS):
        raise argparse.ArgumentTypeError(
            f"“{text}” was given, expected a number of days from 1 to {MOST_DAYS}"
        )
    return int(text)


def _hours(text: str) -> float:
    try:
        hours = float(text)
    except ValueError:
        hours = 0.0
    if not 0 < hours <= 24 * 7:
        raise argparse.ArgumentTypeError(f"“{text}” was given, expected hours, more than 0 and at most 168")
    return hours
