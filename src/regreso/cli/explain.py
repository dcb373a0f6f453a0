"""`regreso explain`: weigh two descriptions of a person against each other, reason by reason."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from regreso.cli.command import CannotDo, CommandParser, Subparsers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regreso.matching import Candidate

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
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines")


def run(args: argparse.Namespace) -> int:
    """Print the probability and every reason; bad input is one sentence and exit code 1."""
    # Deferred like all rooms below: `regreso --help` must not wait for them.
    from regreso.matching import compare
    from regreso.tracing.facts import row_facts

    as_of = _day(args.as_of)
    aside = sys.stderr if args.json else sys.stdout
    facts = []
    for path in (args.asked, args.found):
        row, unread = _row(path)
        if unread:
            print(unread, file=aside)
        told, drops = row_facts(row, as_of=as_of)
        for drop in drops:
            said = f"{path}: “{drop.given}” under {drop.column} was left out, expected {drop.expected}."
            print(said, file=aside)
        facts.append(told)
    match = compare(*facts)
    print(_as_json(match, args.language) if args.json else "\n".join(_lines(match, args.language)))
    return 0


def _lines(match: Candidate, language: str) -> Iterator[str]:
    from regreso.matching import Answer, next_question, say_all, say_missing, say_question

    yield f"{match.probability:.4f}  {match.weight:+.1f} bits"
    for said in say_all(match.reasons, language):
        yield f"  {said}"
    missing = say_missing(match.reasons, language)
    if missing:
        yield f"  {missing}"
    question = next_question(Answer(1 - match.probability, (match,)))
    if question:
        yield f"  {say_question(question, language)}"


def _as_json(match: Candidate, language: str) -> str:
    from regreso.matching import Answer, next_question, say

    question = next_question(Answer(1 - match.probability, (match,)))
    told = {
        "probability": match.probability,
        "weight": match.weight,
        "reasons": [asdict(reason) | {"said": say(reason, language)} for reason in match.reasons],
        "question": asdict(question) if question else None,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else datetime.now().astimezone().date()
    except ValueError as error:
        raise CannotDo(f"--as-of: “{text}” was given, expected a day as 2022-07-01.") from error


def _row(path: Path) -> tuple[dict[str, str], str]:
    """The texts of a description, and a sentence on keys that seem to be ours and are called otherwise."""
    from regreso.tracing.headings import misnamed, say_misnamed

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
        hint = say_misnamed("But", misnamed(list(told), known)) if isinstance(told, dict) else ""
        missing = f"{path}: expected one JSON object with a name, a surname or a given name."
        raise CannotDo(f"{missing} {hint.removeprefix('But: ')}".rstrip())
    wrong = [key for key, value in told.items() if key in known and not isinstance(value, str | int | None)]
    if wrong:
        raise CannotDo(f"{path}: the value of “{wrong[0]}” is neither text nor a number.")
    row = {key: str(value) for key, value in told.items() if key in known and value is not None}
    return row, say_misnamed(path, misnamed(list(told), known))
