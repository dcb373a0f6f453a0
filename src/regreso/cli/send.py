"""`regreso send`: send what waits in the outbox, until Ctrl-C."""

from __future__ import annotations

import argparse
import signal

from regreso.cli.command import DONE, CommandParser, Subparsers


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser: CommandParser = subparsers.add_parser(
        "send",
        help="send what waits in the outbox",
        description="Send posts and notices by the ways that the settings name, until Ctrl-C. What surely "
        "did not leave is tried again after a wait that doubles; what may have left is sent again only if "
        "twice does no harm, else it lies on a desk as unknown.",
        example="regreso send --once",
    )
    parser.add_argument("--once", action="store_true", help="send once what is due, and end")


def run(args: argparse.Namespace) -> int:
    """Send."""
    from regreso.cli.opened import opened

    opened()
    from regreso.jobs.outbox import Outbox

    outbox = Outbox()
    if not outbox.ways:
        print("No way out is set up: what is due goes to the desk as not sent.", flush=True)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: outbox.stop())
    sent = outbox.run(once=args.once)
    print(f"{sent} notices arrived.")
    return DONE
