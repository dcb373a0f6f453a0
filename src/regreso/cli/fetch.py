"""`regreso fetch`: look at the sources that are switched on, until Ctrl-C."""

from __future__ import annotations

import argparse
import signal

from regreso.cli.command import DONE, CommandParser, Subparsers


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser: CommandParser = subparsers.add_parser(
        "fetch",
        help="look at the sources that are switched on",
        description="Look at watched folders (inside REGRESO_WATCH), feeds and exports (with "
        "REGRESO_FETCH=1) that an administrator switched on, each when it is due, until Ctrl-C. robots.txt "
        "is obeyed, a host is asked at most every five seconds, and only the open internet is asked.",
        example="regreso fetch --once",
    )
    parser.add_argument("--once", action="store_true", help="look once at what is due, and end")


def run(args: argparse.Namespace) -> int:
    """Look."""
    from regreso.cli.opened import opened

    opened()
    from django.conf import settings

    from regreso.jobs.fetcher import Fetcher

    if not settings.REGRESO_FETCH:
        print("REGRESO_FETCH is off: nothing is asked over the network; folders are looked at.", flush=True)
    fetcher = Fetcher()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: fetcher.stop())
    looked = fetcher.run(once=args.once)
    print(f"{looked} sources were looked at.")
    return DONE
