"""`regreso audit verify`: is the chain of moves and reads whole?"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from regreso.cli.command import COULD_NOT, DONE, CommandParser, Subparsers

if TYPE_CHECKING:
    from regreso.casebook.models import Operation


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser: CommandParser = subparsers.add_parser(
        "audit",
        help="check the chain of moves",
        description="Check the ledger.",
        example="regreso audit verify",
    )
    below = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    verify = below.add_parser(
        "verify",
        help="find any row that was changed, removed, added or reordered, and name it",
        description="Go through the chain of moves and the chain of reads of every operation, then "
        "compare every state with its last move. Exit code 1 when a row is bad; it is named.",
        example="regreso audit verify --operation 'Winter 2026'",
    )
    verify.add_argument("--operation", default="", metavar="NAME", help="one operation only (default: all)")


def run(args: argparse.Namespace) -> int:
    """Verify every operation that was asked for."""
    from regreso.cli.opened import opened, operations

    opened()
    results = [_verified(operation) for operation in operations(args.operation)]
    if not results:
        print("There is no operation yet, so there is nothing to verify.")
    return DONE if all(results) else COULD_NOT


def _verified(operation: Operation) -> bool:
    from regreso.casebook.audit import verify
    from regreso.casebook.models import Move, Read
    from regreso.cli.progress import Progress

    moves, reads = (model.objects.filter(operation=operation).count() for model in (Move, Read))
    progress = Progress(what="rows")
    progress.total = moves + reads
    faults = verify(operation, progress=progress.reach)
    progress.end()
    for fault in faults:
        print(f"{operation}: {fault}.")
    if not faults:
        print(f"{operation}: whole ({moves:,} moves, {reads:,} reads).")
    return not faults
