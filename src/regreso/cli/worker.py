"""`regreso worker`: the background worker alone, to run several or on another machine."""

from __future__ import annotations

import argparse

from regreso.cli.command import DONE, CommandParser, Subparsers


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser: CommandParser = subparsers.add_parser(
        "worker",
        help="run the background worker alone",
        description="Do what follows from each move, and move what falls due, until Ctrl-C. Several may run "
        "at once. A worker that is killed loses nothing: another takes up its job.",
        example="regreso worker --until-empty",
    )
    parser.add_argument("--until-empty", action="store_true", help="end when nothing is ready")
    parser.add_argument(
        "--mend", action="store_true", help="first enqueue every move whose job was lost, and say how many"
    )
    parser.add_argument("--revive", action="store_true", help="first try the dead letters again")


def run(args: argparse.Namespace) -> int:
    """Mend and revive if asked, then work."""
    from regreso.cli.opened import opened

    opened()
    from regreso.jobs import queue
    from regreso.jobs.mend import mend
    from regreso.jobs.worker import Worker

    if args.mend:
        print(f"{mend()} moves were enqueued again.", flush=True)
    if args.revive:
        print(f"{queue.revive()} dead letters are tried again.", flush=True)
    worker = Worker()
    worker.stop_on_signals()
    worker.run(until_empty=args.until_empty)
    return DONE
