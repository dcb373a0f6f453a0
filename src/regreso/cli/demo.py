"""`regreso demo`: an invented operation, the whole way from a question to a return."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from regreso.cli.command import DEMO_HOME, DONE, CannotDo, CommandParser, Subparsers

if TYPE_CHECKING:
    from collections.abc import Callable

    from regreso.demo.kept import Kept
    from regreso.demo.show import Row
    from regreso.demo.truth import Size

FEWEST = 20


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser: CommandParser = subparsers.add_parser(
        "demo",
        help="an invented operation, the whole way from a question to a return",
        description="Make an invented operation (nobody in it exists), match its enquiries, walk one "
        "family's way home, then serve the desks.",
        example="regreso demo --no-serve --json demo.json",
    )
    parser.add_argument("--no-serve", action="store_true", help="end after the printing")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write what was printed")
    parser.add_argument(
        "--fresh", action="store_true", help="make the operation anew, even when there is one"
    )
    parser.add_argument(
        "--people", type=_count, default=10_000, metavar="N", help="registered people (10000)"
    )
    parser.add_argument("--enquiries", type=_count, default=300, metavar="N", help="family enquiries (300)")
    parser.add_argument(
        "--seed", type=int, default=7, metavar="N", help="another seed draws other people (7)"
    )


def _count(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < FEWEST:
        raise argparse.ArgumentTypeError(f"“{text}” was given; expected a whole number of {FEWEST} or more")
    return number


def run(args: argparse.Namespace) -> int:
    """Make or reopen the operation, print, write the JSON, serve."""
    if args.enquiries > args.people:
        raise CannotDo(
            f"{args.enquiries} enquiries about {args.people} people: give at most as many enquiries."
        )
    if os.environ.get("REGRESO_DATABASE_URL"):
        raise CannotDo(
            "the demo runs on its own embedded database: unset REGRESO_DATABASE_URL and start again."
        )
    if args.json and not args.json.absolute().parent.is_dir():
        raise CannotDo(f"{args.json}: the folder does not exist; make it first.")
    if args.json and args.json.is_dir():
        raise CannotDo(f"{args.json} is a folder: give the name of a file.")
    os.environ.setdefault("REGRESO_HOME", DEMO_HOME)
    os.environ.setdefault("REGRESO_SECOND_FACTOR", "offered")  # a password is enough for invented people
    os.environ.setdefault("REGRESO_SQLITE_SYNCHRONOUS", "NORMAL")  # nothing here is worth waiting for a disk
    kept = _kept(_size(args), fresh=args.fresh, serving=not args.no_serve)
    _read_page()
    shown = _show_table(kept)
    told = _show_story(kept)
    if args.json:
        _write(args.json, kept, shown, told)
    _show_accounts(kept)
    if args.no_serve:
        return DONE
    _show_call(kept)
    return _serve()


def _size(args: argparse.Namespace) -> Size:
    from regreso.demo.truth import Size

    return Size(args.people, args.enquiries, args.seed)


def _kept(size: Size, *, fresh: bool, serving: bool) -> Kept:
    """The operation made by an earlier run, or a new one."""
    from regreso.cli.compiling import compiling
    from regreso.cli.opened import opened
    from regreso.cli.serve import refuse_taken_ports
    from regreso.demo import kept as keep

    with keep.alone():
        found = None if fresh else keep.load()
        if found is not None and found.size == size:
            opened()
            if serving:
                refuse_taken_ports()
            print(f"The operation made at {found.made_at[:16]} is opened again (--fresh makes a new one).\n")
            return found
        try:
            keep.wipe()
        except keep.NotInventedError as error:
            raise CannotDo(str(error)) from error
        with compiling() as compiled:
            opened(first_start=True)
            if serving:  # now, not after a minute of work
                refuse_taken_ports()
            made = _make(size, compiled)
        keep.remember(made)
        return made


def _make(size: Size, compiled: Callable[[], None]) -> Kept:
    from regreso.demo.make import make

    print(f"Making an invented operation of {size.people:,} people (nobody in it exists) …", flush=True)
    teller = Teller()

    def work_compiled(told: Callable[[int], None]) -> None:
        compiled()
        work(told)

    try:
        made = make(size, work_compiled, teller.tell)
    except LookupError as error:
        raise CannotDo(f"{error}.") from error
    teller.end()
    print("Made in " + ", ".join(f"{what} {seconds:.1f} s" for what, seconds in made.seconds.items()) + ".\n")
    return made


def work(told: Callable[[int], None]) -> None:
    """Let the worker do, in this process, all that follows; tell how many jobs are done."""
    from regreso.jobs.worker import drain

    done = 0
    while ran := drain(limit=20):
        done += ran
        told(done)


class Teller:
    """Says how far each long step is: one line that renews itself, or a line every two seconds in a log."""

    def __init__(self) -> None:
        self.terminal = sys.stderr.isatty()
        self.told = 0.0

    def tell(self, what: str, done: int, total: int) -> None:
        """`done` of `total` (0 when nobody knows how many there will be)."""
        now = time.monotonic()
        if now - self.told < (0.1 if self.terminal else 2.0) and done != total:
            return
        self.told = now
        line = f"  {what}: {done:,}" + (f" of {total:,}" if total else "")
        print(
            f"\r\033[K{line}" if self.terminal else line,
            end="" if self.terminal else "\n",
            file=sys.stderr,
            flush=True,
        )

    def end(self) -> None:
        """Leave the line."""
        if self.terminal:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def _read_page() -> None:
    """One noisy page of public text: what the story says, what the feed says, each with its date."""
    from regreso.demo.show import page
    from regreso.reading import read_page

    source = files("regreso.demo").joinpath("data", "page_es.html").read_bytes()
    page(
        read_page(
            source, published=date(2022, 3, 3), retrieved=date(2022, 3, 3) + timedelta(days=27), lang="es"
        )
    )


def _show_table(kept: Kept) -> list[Row]:
    from regreso.demo.make import opened
    from regreso.demo.show import rows, table

    operation, truths = opened(kept)
    shown = list(rows(operation, truths))
    table(shown)
    return shown


def _show_story(kept: Kept) -> list[dict[str, str]]:
    from regreso.demo.show import story

    return story(kept.walked)


def _write(target: Path, kept: Kept, shown: list[Row], told: list[dict[str, str]]) -> None:
    from regreso.demo.show import as_json

    text = json.dumps(as_json(kept.size.people, shown, told), ensure_ascii=False, indent=1)
    part = target.with_name(target.name + ".part")
    part.write_text(text + "\n", encoding="utf-8")
    part.replace(target)


def _show_accounts(kept: Kept) -> None:
    print(f"\nDemo accounts, all with the password {kept.password} (this machine alone; all is invented):")
    print("  " + ", ".join(kept.accounts))
    print(f"The walked family's retrieval phrase: {kept.family['phrase']}")
    _show_announced()


def _show_announced() -> None:
    from regreso.casebook.announced import public, standing

    print(f"\nAnnounced in public, in four languages: {_address('uk/announcements/')}")
    for row in public().order_by("released_at"):
        version = f"{row.number}/{row.version}"
        print(f"  {version:<12} {standing(row):<11} {row.certificate.code}  {row.texts['en']['title']}")
    print(f"Did you issue this? {_address('en/check/')} takes each of these numbers and codes.")


def _show_call(kept: Kept) -> None:
    from regreso.demo.make import open_call

    made = open_call(kept, work)
    print(
        "\nA call to hold yourself, in three tabs of one browser (a third family; the links open once, for "
        "two hours).\nOpen the officer's tab first, meet each of the two alone, mark both met, and join them:"
        f"\n  the officer  {_address(f'en/sign-in/?next=/en/calls/{made.move.subject_id}/')}  (as officer-a)"
        f"\n  the mother   {_address('es/call/')}#{made.family_token}"
        f"\n  her son      {_address('uk/call/')}#{made.captive_token}"
        "\nTheir words for danger, typed under “How is the line?”: manzana (hers), яблуко (his)."
        f"\nHer letter in Spanish waits for a translator: {_address('uk/sign-in/')} (as translator)."
    )


def _address(page: str) -> str:
    from django.conf import settings

    return f"http://localhost:{settings.REGRESO_PORT}/{page}"


def _serve() -> int:
    from regreso.cli.serve import serve

    print(f"\nServing families and desks at {_address('')}   (Ctrl-C ends it)", flush=True)
    return serve()
