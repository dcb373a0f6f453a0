"""`regreso pfif`: a large PFIF 1.4 file of another registry, taken in by portions."""

from __future__ import annotations

import argparse
import csv
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from regreso.cli.command import DONE, CannotDo, CommandParser, Subparsers

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Site
    from regreso.wire.pfif import Fault, Record

PORTION = 500


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser: CommandParser = subparsers.add_parser(
        "pfif",
        help="take in the records of another registry after a disaster",
        description="Take in the person records of a PFIF 1.4 file: new ones, newer ones, and tombstones, "
        "which delete what we hold. Pictures are left out; nobody counts as dead by a file. Only for an "
        "operation of a disaster.",
        example="regreso pfif records.xml --as r.koval --site S1",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="PFIF 1.4, XML")
    parser.add_argument("--as", dest="member", required=True, metavar="USER", help="registrar at that site")
    parser.add_argument("--site", required=True, metavar="CODE", help="the site whose list they join")
    parser.add_argument("--operation", default="", metavar="NAME", help="needed when several are open")
    parser.add_argument("--rejected", type=Path, metavar="FILE", help="write what was wrong, as CSV")


def run(args: argparse.Namespace) -> int:
    """Take it in, and print how many there were."""
    from regreso.cli.opened import at_the_desk, member, opened, operation_named, site_named
    from regreso.wire import pfif

    if not args.file.is_file():
        raise CannotDo(f"{args.file}: there is no such file.")
    opened()
    from regreso import story
    from regreso.casebook.access import actor

    operation = operation_named(args.operation)
    site = site_named(args.site, operation)
    by = actor(member(args.member, story.REGISTRAR, operation, site=site), story.REGISTRAR)
    for _one in pfif.read(args.file):  # what is no PFIF leaves nothing half-written
        pass
    reading, told = pfif.Reading(), [0, 0, 0]
    found = pfif.read(args.file, reading=reading)
    while portion := list(islice(found, PORTION)):
        taken = at_the_desk(partial(_taken, portion, site, by))
        told = [sum(pair) for pair in zip(told, taken, strict=True)]
    if args.rejected:
        _write(args.rejected, reading.faults)
    print(f"{told[0]} new, {told[1]} renewed, {told[2]} deleted; {len(reading.faults)} faults.")
    return DONE


def _taken(portion: list[Record], site: Site, by: Actor, at: datetime) -> tuple[int, int, int]:
    from regreso.steps.record import take_in

    return take_in(portion, site, by=by, at=at)


def _write(target: Path, faults: list[Fault]) -> None:
    with target.open("w", encoding="utf-8", newline="") as opened:
        lines = csv.writer(opened)
        lines.writerow(["record", "field", "given", "expected", "left_out"])
        lines.writerows([one.number, one.field, one.given, one.expected, one.left_out] for one in faults)
