"""`regreso restore`: put a backup into an empty database, or prove that it could be done."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from regreso.cli.command import COULD_NOT, DONE, CannotDo, CommandParser, Subparsers

if TYPE_CHECKING:
    from regreso.jobs.backup.databases import Database
    from regreso.jobs.backup.restoring import Contents


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser: CommandParser = subparsers.add_parser(
        "restore",
        help="put a backup into an empty database, or try it with --verify",
        description="Open a backup with its secret key, put it into the empty database of REGRESO_HOME or "
        "REGRESO_DATABASE_URL, and check every chain of the ledger. The operation's key file must be there.",
        example="regreso restore regreso-20261129T170500Z.tar.age --key backup.key --verify",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup")
    parser.add_argument("--key", type=Path, required=True, metavar="FILE", help="the file of its secret key")
    parser.add_argument(
        "--verify",
        action="store_true",
        help="put it into a database beside this one, check it, and let that go",
    )


def run(args: argparse.Namespace) -> int:
    """Restore, and check what was restored."""
    from regreso.jobs.backup.databases import DatabaseTrouble, database_at
    from regreso.wire.errors import WireError

    keys = _keys_in(args.key)
    url = _address()
    try:
        here = database_at(url)
        with here.aside() if args.verify else nullcontext(here) as into:
            os.environ["REGRESO_DATABASE_URL"] = into.url
            return _restored(args, keys, into)
    except (DatabaseTrouble, WireError) as error:
        raise CannotDo(f"{args.file}: {error}") from error
    except OSError as error:
        raise CannotDo(f"{error.filename or args.file}: {error.strerror}") from error


def _keys_in(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CannotDo(f"{path} cannot be read: expected the file that `backup --new-key` wrote") from error
    keys = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if not keys:
        raise CannotDo(f"{path} holds no key: expected a line AGE-SECRET-KEY-1…")
    return keys


def _address() -> str:
    """Where the casebook lies by the settings, which Django reads anew: it may be another database then."""
    from regreso.project.settings import REGRESO_DATABASE_URL, REGRESO_HOME

    del sys.modules["regreso.project.settings"]
    REGRESO_HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
    return REGRESO_DATABASE_URL


def _restored(args: argparse.Namespace, keys: list[str], into: Database) -> int:
    from regreso.cli.progress import Progress
    from regreso.jobs.backup.restoring import restore

    progress = Progress(what="bytes")

    def reach(done: int, size: int) -> None:
        progress.total = size
        progress.reach(done)

    _refuse_without_keys()
    contents = restore(args.file, keys, into, progress=reach)
    progress.end()
    faults = _faults_of(contents)
    for fault in faults:
        print(f"{fault}.")
    how = "could be put back" if args.verify else "is put back"
    rows = sum(length for _, _, length, _ in contents.chains)
    if not faults:
        print(
            f"{args.file.name} {how}: made {contents.made_at}, {contents.held:,} bytes, {rows:,} rows, whole."
        )
    return COULD_NOT if faults else DONE


def _refuse_without_keys() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regreso.project.settings")
    django.setup()
    from regreso.casebook.keys import KeysError, keyring

    try:
        keyring()
    except KeysError as error:
        raise CannotDo(
            f"{error} The keys are not in a backup: put the operation's key file back first"
        ) from error


def _faults_of(contents: Contents) -> list[str]:
    from django.db import connections

    from regreso.jobs.backup.proving import faults_of, newer_than_we

    if unknown := newer_than_we(contents):
        raise CannotDo(f"the backup was made by a newer Regreso, which has {unknown}: use that one")
    try:
        return faults_of(contents)
    finally:
        connections.close_all()
