"""`regreso explain`: weigh two descriptions of a person against each other, reason by reason."""

from __future__ import annotations

import argparse
import json
from datetime import date, datetime
from pathlib import Path

from regreso.cli.command import CannotDo, CommandParser, Subparsers

_LARGEST = 1_000_000  # bytes: a description of one person is a few hundred
_COLUMNS = "name surname given patronymic sex dob age settlement region unit"


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser: CommandParser = subparsers.add_parser(
        "explain",
        help="weigh two descriptions of a person against each other, reason by reason",
        description="Say why two descriptions may be one person's, or not. Each file holds one JSON object "
        f"with texts under {_COLUMNS.replace(' ', ', ')}; the name may be a whole message.",
        example="regreso explain asked.json found.json --language es",
    )
    parser.add_argument("asked", type=Path, metavar="A.json", help="the one asked for")
    parser.add_argument("found", type=Path, metavar="B.json", help="the one found")
    parser.add_argument("--language", choices=["en", "es", "ru", "uk"], default="en", help="default: en")
    parser.add_argument("--as-of", metavar="DATE", help="the day on which ages hold (default: today)")


def run(args: argparse.Namespace) -> int:
    """Print the probability and every reason; bad input is one sentence and exit code 1."""
    # Deferred like all rooms below: `regreso --help` must not wait for them.
    from regreso.matching import compare, say_all
    from regreso.tracing.facts import row_facts

    as_of = _day(args.as_of)
    (asked, dropped), (found, more) = (
        row_facts(_row(path), as_of=as_of) for path in (args.asked, args.found)
    )
    for path, drops in ((args.asked, dropped), (args.found, more)):
        for drop in drops:
            print(f"{path}: “{drop.given}” under {drop.column} was left out, expected {drop.expected}.")
    match = compare(asked, found)
    print(f"{match.probability:.4f}  {match.weight:+.1f} bits")
    for said in say_all(match.reasons, args.language):
        print(f"  {said}")
    return 0


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else datetime.now().astimezone().date()
    except ValueError as error:
        raise CannotDo(f"--as-of: “{text}” was given, expected a day as 2022-07-01.") from error


def _row(path: Path) -> dict[str, str]:
    if path.is_file() and path.stat().st_size > _LARGEST:
        raise CannotDo(f"{path}: too large for one person; expected one JSON object.")
    try:
        told = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise CannotDo(
            f"{path}: this is no JSON; expected one object as {{“name”: “Пётр Иванов”}}."
        ) from error
    known = set(_COLUMNS.split())
    if not isinstance(told, dict) or not any(told.get(part) for part in ("name", "surname", "given")):
        raise CannotDo(f"{path}: expected one JSON object with a name, a surname or a given name.")
    wrong = [key for key, value in told.items() if key in known and not isinstance(value, str | int | None)]
    if wrong:
        raise CannotDo(f"{path}: the value of “{wrong[0]}” is neither text nor a number.")
    return {key: str(value) for key, value in told.items() if key in known and value is not None}
