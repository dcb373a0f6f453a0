"""`regreso exchange`: who goes on a list of an exchange, who was passed over, and why."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from regreso.cli.command import DONE, CannotDo, Subparsers

if TYPE_CHECKING:
    from regreso.movement.exchange.build import Built

_MOST_FAULTS = 20


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser = subparsers.add_parser(
        "exchange",
        help="order a list of an exchange and report on its fairness",
        description="Choose who goes, by own wish, health and days waited, and tell of the others why not.",
        example="regreso exchange candidates.csv --places 50 --on 2022-06-29",
    )
    parser.add_argument(
        "table", type=Path, metavar="TABLE", help="CSV: reference, held_since, health, wish …"
    )
    parser.add_argument("--places", type=_places, required=True, metavar="N", help="how many can go")
    parser.add_argument("--on", type=_day, required=True, metavar="DATE", help="the day of it, YYYY-MM-DD")
    parser.add_argument(
        "--kind", choices=["exchange", "medical"], default="exchange", help="default: exchange"
    )
    parser.add_argument("--format", choices=["text", "json", "csv"], default="text", help="default: text")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write there instead of to stdout")


def run(args: argparse.Namespace) -> int:
    """Build the list; a faulty row is told, and then nothing is built. See docs/reference/exchange.md."""
    from regreso.movement.errors import MovementError
    from regreso.movement.exchange.build import Kind, build_list
    from regreso.movement.exchange.candidates import CANDIDATES

    try:
        rows, faults = CANDIDATES.read(args.table.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise CannotDo(f"{args.table}: not UTF-8; save it as CSV in UTF-8.") from None
    for fault in faults[:_MOST_FAULTS]:
        print(f"{args.table}: {fault}", file=sys.stderr)
    if faults:
        raise CannotDo(f"{args.table}: {len(faults)} faults, named above; correct them, no list was made.")
    try:
        built = build_list(rows, places=args.places, on=args.on, kind=Kind(args.kind))
    except MovementError as error:
        raise CannotDo(f"{args.table}: {error}") from error
    content = _written(args.format, built)
    if args.out is None:
        print(content, end="")
    else:
        args.out.write_text(content, encoding="utf-8")
    return DONE


def _written(form: str, built: Built) -> str:
    from regreso.movement.exchange.telling import as_csv, as_json, as_text

    if form == "csv":
        return as_csv(built)
    if form == "text":
        return f"{as_text(built)}\n"
    return json.dumps(as_json(built), ensure_ascii=False, indent=1) + "\n"


def _places(given: str) -> int:
    if given.isascii() and given.isdecimal():
        return int(given)
    raise argparse.ArgumentTypeError(f"“{given}” is no number of places; expected 0 or more")


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{given}” is no date; expected YYYY-MM-DD") from None
