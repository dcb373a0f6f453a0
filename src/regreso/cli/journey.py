"""`regreso journey`: which ways a relative has on a day, and what stands in them."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from regreso.cli.command import DONE, CannotDo, CommandParser, Subparsers, WrongUsage
from regreso.cli.corridor_words import LANGUAGES, of_environment

if TYPE_CHECKING:
    from regreso.movement.journeys.gazetteer import Gazetteer, Place
    from regreso.movement.journeys.plan import Atlas, Plan
    from regreso.movement.journeys.tables import Table
    from regreso.movement.journeys.telling import Question

_T = TypeVar("_T")
_MOST_FAULTS = 20


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    from regreso.movement.journeys.rules import PURPOSES

    parser: CommandParser = subparsers.add_parser(
        "journey",
        help="find a relative's ways on a day and what stands in them",
        description="Find the ways from place to place on a day: those that no known rule closes, those that"
        " need documents first, those of which we cannot say, or the refusals that block them all.",
        example="regreso journey --from Moscow --to Київ --on 2022-03-10 --passport RUS --purpose family",
    )
    parser.add_argument("--from", dest="start", required=True, metavar="PLACE", help="in any alphabet")
    parser.add_argument("--to", dest="end", required=True, metavar="PLACE", help="likewise")
    parser.add_argument("--on", type=_day, required=True, metavar="DATE", help="the first day, YYYY-MM-DD")
    parser.add_argument("--passport", required=True, help="the country it is from: RUS, RU or its name")
    parser.add_argument(
        "--purpose", choices=PURPOSES, default="family", metavar="WORD", help="why (default: family)"
    )
    parser.add_argument(
        "--documents",
        default="",
        metavar="A,B",
        help="documents in hand; POL, PL or Poland is a visa for Poland",
    )
    parser.add_argument(
        "--format", choices=["text", "json", "pdf", "ics"], default="text", help="default: text"
    )
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default=of_environment(),
        help="of text, PDF and calendar (default: that of the terminal); JSON is the same in all",
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write there instead of to stdout")
    for name, what in _TABLES.items():
        parser.add_argument(f"--{name}", type=Path, metavar="CSV", help=what)


_TABLES = {
    "rules": "rules of your own; one with the name of ours replaces it",
    "status": "states of crossings of your own; they replace ours of those crossings",
    "rides": "further rides between the places that ours serve",
    "waits": "waits that were reported at crossings",
}


def run(args: argparse.Namespace) -> int:
    """Answer; exit code 0 whatever the tier. See docs/reference/journey.md."""
    from regreso.movement.errors import MovementError

    if args.format == "pdf" and args.out is None and sys.stdout.isatty():
        raise WrongUsage("a PDF does not go to a terminal; give --out FILE")
    try:
        question, plan = _answer(args)
        content = _written(args.format, question, plan, args.language)
    except MovementError as error:
        raise CannotDo(str(error)) from error
    if args.out is not None:
        args.out.write_bytes(content)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    return DONE


def _answer(args: argparse.Namespace) -> tuple[Question, Plan]:
    from regreso.movement.journeys import shipped
    from regreso.movement.journeys.plan import NO_RIDE, Plan, Tier, plan_journey
    from regreso.movement.journeys.rules import Traveller
    from regreso.movement.journeys.telling import Question

    gazetteer = shipped.gazetteer()
    start, end = gazetteer.find(args.start), gazetteer.find(args.end)
    if start is end:
        raise CannotDo(f"“{args.start}” and “{args.end}” are both {start.label()}; expected two places.")
    passport = shipped.passports().find(args.passport)
    atlas = _atlas(args)
    held = _documents(args.documents, atlas)
    question = Question(start.name, end.name, args.on, passport, args.purpose, tuple(sorted(held)))
    apart = [place for place in (start, end) if not place.stop]
    for place in apart:
        _say_nearest(gazetteer, place)
    if apart:
        from regreso.movement.journeys.hurdles import Hurdle, Kind

        hurdles = (Hurdle(Kind.UNKNOWN, NO_RIDE, place.label()) for place in apart)
        return question, Plan(Tier.UNKNOWN, (), tuple(hurdles))
    traveller = Traveller(passport, args.purpose, held)
    return question, plan_journey(atlas, traveller, start=start.stop, end=end.stop, on=args.on)


def _say_nearest(gazetteer: Gazetteer, place: Place) -> None:
    near = gazetteer.nearest_stop(place)
    if near:
        stop, km = near
        print(f"no ride on file serves {place.label()}; the nearest is {stop.name}, {km} km", file=sys.stderr)


def _atlas(args: argparse.Namespace) -> Atlas:
    from regreso.movement.journeys import shipped
    from regreso.movement.journeys.tables import RIDES, RULES, STATUSES, WAITS

    return shipped.atlas(
        rules=_read(args.rules, RULES),
        statuses=_read(args.status, STATUSES),
        rides=_read(args.rides, RIDES),
        waits=_read(args.waits, WAITS),
    )


def _read(path: Path | None, table: Table[_T]) -> list[_T]:
    """The rows of a table; a faulty row may be a closed border, so that none is used if one is faulty."""
    if path is None:
        return []
    try:
        rows, faults = table.read(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise CannotDo(f"{path}: not UTF-8; save it as CSV in UTF-8.") from None
    for fault in faults[:_MOST_FAULTS]:
        print(f"{path}: {fault}", file=sys.stderr)
    if faults:
        raise CannotDo(f"{path}: {len(faults)} faults, named above; correct them, nothing was planned.")
    return rows


def _documents(given: str, atlas: Atlas) -> frozenset[str]:
    """Codes of documents; what no rule asks for is named, and does not count."""
    from regreso.movement.journeys import shipped
    from regreso.movement.journeys.gazetteer import folded
    from regreso.movement.journeys.hurdles import SCHENGEN

    countries = {folded(name): code for code, names in shipped.passports().names.items() for name in names}
    words = [word.strip() for word in given.split(",") if word.strip()]
    codes = {countries.get(folded(word), word.upper()) for word in words}
    asked = {code.upper(): code for rules in atlas.book.rules.values() for r in rules for code in r.documents}
    known = {code: code for code in (*shipped.passports().names, *atlas.book.documents, SCHENGEN)} | asked
    for code in sorted(codes - known.keys()):
        print(f"the document “{code}” is asked for by no rule, and does not count", file=sys.stderr)
    return frozenset(known[code] for code in codes & known.keys())


def _written(form: str, question: Question, plan: Plan, language: str) -> bytes:
    from regreso.movement.journeys.telling import as_calendar, as_text

    if form == "pdf":
        from regreso.movement.journeys.paper import as_pdf

        return as_pdf(question, plan, language=language)
    if form == "ics":
        return as_calendar(question, plan, language=language).encode()
    text = (
        json.dumps(plan.as_json(), ensure_ascii=False, indent=1)
        if form == "json"
        else as_text(question, plan, language=language)
    )
    return f"{text}\n".encode()


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{given}” is no date; expected YYYY-MM-DD") from None
