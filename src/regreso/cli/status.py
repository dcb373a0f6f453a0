"""`regreso status`: numbers only, no name and no record."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from regreso.cli.command import DONE, CommandParser, Subparsers

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.models import Operation


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser: CommandParser = subparsers.add_parser(
        "status",
        help="say how the operation stands",
        description="How many enquiries, custodies, matches … are in which state, which clocks are overdue, "
        "what waits for the worker. Numbers only: it names nobody.",
        example="regreso status",
    )
    parser.add_argument("--operation", default="", metavar="NAME", help="one operation only (default: all)")


def run(args: argparse.Namespace) -> int:
    """Print each operation, then the worker's queue."""
    from regreso.cli.opened import opened, operations

    opened()
    from django.utils import timezone

    there = operations(args.operation)
    for operation in there:
        _print_operation(operation, timezone.now())
    if not there:
        print("There is no operation yet.")
    _print_queue()
    return DONE


def _print_operation(operation: Operation, at: datetime) -> None:
    from regreso.casebook.standing import by_state, overdue

    print(f"{operation.name} ({operation.state})")
    for subject, states in by_state(operation).items():
        told = ", ".join(f"{state or 'new'} {count:,}" for state, count in states.items())
        print(f"  {subject}: {told}")
    late = overdue(operation, at=at)
    print("  overdue: " + (", ".join(f"{name} {count:,}" for name, count in late.items()) or "nothing"))


def _print_queue() -> None:
    from regreso.jobs.queue import counts

    queue = counts()
    print(f"worker: {queue.waiting:,} jobs wait, {queue.running:,} are in hand, {queue.dead:,} dead letters")
    if queue.dead:
        print("  a dead letter failed again and again; mend the cause, then: regreso worker --revive")
