"""`regreso retention`: what will be deleted by itself, before it is."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING

from regreso.cli.command import DONE, CommandParser, Subparsers

if TYPE_CHECKING:
    from regreso.jobs.retention import Due


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser: CommandParser = subparsers.add_parser(
        "retention",
        help="say what will be deleted by itself, before it is",
        description="A dry run of everything that the clock deletes: by rule, how many rows are due now and "
        "within the days ahead. Nothing is written; the worker deletes what is due within a minute.",
        example="regreso retention --days 90",
    )
    parser.add_argument("--days", type=int, default=30, metavar="N", help="how far to look ahead (30)")
    parser.add_argument("--json", action="store_true", help="for a program")


def run(args: argparse.Namespace) -> int:
    """Print what is due."""
    from regreso.cli.opened import opened

    opened()
    from django.utils import timezone

    from regreso.jobs.retention import dry_run

    found = list(dry_run(timezone.now(), ahead=timedelta(days=max(args.days, 0))))
    if args.json:
        print(json.dumps([asdict(one) for one in found], indent=1))
    else:
        _table(found, args.days)
    return DONE


def _table(found: list[Due], days: int) -> None:
    print(f"{'rule':20} {'due now':>8} {f'in {days} days':>12}  what it deletes")
    for one in found:
        print(f"{one.name:20} {one.now:>8} {one.ahead:>12}  {one.what}")
