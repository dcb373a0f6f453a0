"""`regreso audit`: is the chain of moves and reads whole, and how outsiders can tell."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from regreso.cli.command import COULD_NOT, DONE, CannotDo, CommandParser, Subparsers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regreso.casebook.anchors import Anchor
    from regreso.casebook.models import Operation


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser: CommandParser = subparsers.add_parser(
        "audit",
        help="check the chain of moves",
        description="Check the ledger, anchor it, and let outsiders check it.",
        example="regreso audit verify",
    )
    below = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    verify = below.add_parser(
        "verify",
        help="find any row that was changed, removed, added or reordered, and name it",
        description="Go through the chain of moves and the chain of reads of every operation, hold them "
        "to the anchors of each day, then compare every state with its last move. Exit code 1 when a row is "
        "bad; it is named.",
        example="regreso audit verify --operation 'Winter 2026' --anchors /mnt/usb/anchors.jsonl",
    )
    verify.add_argument("--operation", default="", metavar="NAME", help="one operation only (default: all)")
    verify.add_argument(
        "--anchors",
        type=Path,
        metavar="FILE",
        help="a file of anchors, best a copy kept elsewhere (default: the one in REGRESO_ANCHORS)",
    )
    below.add_parser(
        "anchor",
        help="write the heads of all chains into the file of anchors now",
        description="Append a signed line for each chain to anchors.jsonl in REGRESO_ANCHORS; the worker "
        "does so each day. With REGRESO_STAMP_URL a time stamping authority stamps the last line.",
        example="regreso audit anchor",
    )
    export = below.add_parser(
        "export",
        help="write the chains of one operation for outsiders: hashes and ids, no words",
        description="Write both chains of an operation as JSON lines. docs/reference/verify_chain.py checks "
        "them without Regreso.",
        example="regreso audit export --operation 'Winter 2026' --out chain.jsonl",
    )
    export.add_argument("--operation", default="", metavar="NAME", help="needed when there are several")
    export.add_argument("--out", type=Path, required=True, metavar="FILE", help="a new file")


def run(args: argparse.Namespace) -> int:
    """Verify, anchor or export."""
    from regreso.cli.opened import opened

    opened()
    return {"verify": _verify, "anchor": _anchor, "export": _export}[args.act](args)


def _verify(args: argparse.Namespace) -> int:
    from regreso.cli.opened import operations

    anchors = _anchors(args.anchors)
    results = [_verified(operation, anchors) for operation in operations(args.operation)]
    if not results:
        print("There is no operation yet, so there is nothing to verify.")
    return DONE if all(results) else COULD_NOT


def _anchors(given: Path | None) -> list[Anchor]:
    from django.conf import settings

    from regreso.casebook.anchors import FILE, AnchorsError, read_anchors

    path = given or Path(settings.REGRESO_ANCHORS) / FILE
    if given is None and not path.exists():
        return []
    try:
        return read_anchors(path)
    except AnchorsError as error:
        raise CannotDo(f"{error}; compare it with the copy that is kept elsewhere.") from error


def _anchor(args: argparse.Namespace) -> int:
    del args
    from django.conf import settings
    from django.utils import timezone

    from regreso.casebook.anchors import FILE
    from regreso.jobs.anchoring import anchor

    stamp = anchor(at=timezone.now())
    print(f"{Path(settings.REGRESO_ANCHORS) / FILE}: anchored." + (f" Stamped: {stamp}." if stamp else ""))
    return DONE


def _export(args: argparse.Namespace) -> int:
    from regreso.casebook.chained import export
    from regreso.cli.opened import operations

    found = operations(args.operation)
    if len(found) != 1:
        known = ", ".join(f"“{one.name}”" for one in found) or "none yet"
        raise CannotDo(f"say which operation with --operation; there are: {known}.")
    try:
        with args.out.open("x", encoding="utf-8") as file:
            rows = export(found[0], file)
    except FileExistsError as error:
        raise CannotDo(f"{args.out} is there already: name a new file.") from error
    print(f"{args.out}: {rows:,} rows.")
    return DONE


def _verified(operation: Operation, anchors: Sequence[Anchor]) -> bool:
    from regreso.casebook.anchors import of_operation
    from regreso.casebook.audit import verify
    from regreso.casebook.models import Move, Read
    from regreso.cli.progress import Progress

    moves, reads = (model.objects.filter(operation=operation).count() for model in (Move, Read))
    progress = Progress(what="rows")
    progress.total = moves + reads
    faults = verify(operation, anchors=anchors, progress=progress.reach)
    progress.end()
    for fault in faults:
        print(f"{operation}: {fault}.")
    if not faults:
        held = len(of_operation(anchors, operation))
        print(f"{operation}: whole ({moves:,} moves, {reads:,} reads, {held:,} anchors).")
    return not faults
