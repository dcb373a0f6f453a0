"""`regreso link`: match a list of enquiries against a register."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from regreso.cli.command import CannotDo, CommandParser, Subparsers
from regreso.tracing.answer_rows import LINK_COLUMNS, link_cells

if TYPE_CHECKING:
    from regreso.cli.batch import Answers
    from regreso.tracing.lists import Rejection

_AUTO = "auto"


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    # Deferred like all rooms below: `regreso --help` must not wait for them.
    from regreso.cli.batch import add_options, table_path

    parser: CommandParser = subparsers.add_parser(
        "link",
        help="match a list of enquiries against a register",
        description="Match a list of enquiries against a register: whom each enquiry may mean, how probably, "
        "and how probably nobody in the register is the one sought.",
        example="regreso link register.csv enquiries.csv --out answers.csv --as-of 2022-07-01",
    )
    parser.add_argument(
        "registry", type=table_path, metavar="REGISTRY", help="the register: .csv, .tsv or .parquet"
    )
    parser.add_argument("enquiries", type=table_path, metavar="ENQUIRIES", help="the enquiries, likewise")
    add_options(parser)
    parser.add_argument(
        "--as-of", type=_day, metavar="DATE", help="the day on which ages hold (default: today)"
    )
    parser.add_argument(
        "--top", type=_count, default=10, metavar="N", help="at most so many candidates (default: 10)"
    )
    parser.add_argument(
        "--min-probability",
        type=_probability,
        default=0.01,
        metavar="P",
        help="leave candidates below it out (default: 0.01)",
    )
    parser.add_argument(
        "--held-share",
        type=_share,
        metavar="P",
        help="share of the sought who are in the register at all: between 0 and 1, or auto to tell it from "
        "the first 2,000 enquiries (default: 0.6)",
    )
    parser.add_argument(
        "--language",
        choices=["es", "uk", "ru", "en"],
        default="",
        help="say each reason as a phrase too, under “said” (default: only codes)",
    )
    parser.add_argument(
        "--engine", choices=["local", "spark"], default="local", help="where to compute (default: local)"
    )
    parser.add_argument(
        "--collective", action="store_true", help="let families and exclusive answers weigh too"
    )


def run(args: argparse.Namespace) -> int:
    """Answer every enquiry; see docs/reference/command-line.md for columns, bad input and exit codes."""
    _refuse_later_options(args)
    from regreso.cli.batch import Batch, Rejections, day_of_stopped_run, left_after, write_answers
    from regreso.cli.progress import Progress
    from regreso.tracing.link import estimated_share, link
    from regreso.tracing.lists import ENQUIRIES, REGISTRY, PeopleList

    as_of = args.as_of or day_of_stopped_run(args) or datetime.now().astimezone().date()
    registry = PeopleList.open(args.registry, REGISTRY, as_of=as_of)
    enquiries = PeopleList.open(args.enquiries, ENQUIRIES, as_of=as_of)
    batch = Batch.of(args, inputs={"register": args.registry, "list of enquiries": args.enquiries})
    batch.made_from |= {"--as-of": f"{as_of}", "--top": f"{args.top}"}
    batch.made_from |= {"--min-probability": f"{args.min_probability}"}
    batch.made_from |= {"--language": args.language} if args.language else {}
    batch.made_from |= {"--held-share": f"{args.held_share}"} if args.held_share else {}
    batch.refuse_rejections([registry, enquiries])
    progress, rejections = Progress(what="enquiries"), Rejections(batch.rejected)

    def answers() -> Answers:
        progress.total = enquiries.count()
        left = left_after(enquiries.rows(rejections.add), batch.last_done(), id_column="enquiry_id")
        people = progress.reading(registry.rows(rejections.add), what="register")
        held = args.held_share
        if held == _AUTO:
            held = estimated_share(registry.rows(_unheard), enquiries.rows(_unheard), as_of=as_of)
        least = args.min_probability
        found = link(people, left, as_of=as_of, top=args.top, min_probability=least, held_share=held)
        for enquiry_id, rows in groupby(found, key=attrgetter("enquiry_id")):
            yield enquiry_id, [link_cells(row, language=args.language) for row in rows]

    return write_answers(batch, LINK_COLUMNS, answers(), progress=progress, rejections=rejections)


def _unheard(_: Rejection) -> None:
    """What is rejected is told when the rows are read for their answers."""


def _share(text: str) -> float | str:
    value = _probability(text) if text != _AUTO else _AUTO
    if value in (0, 1):
        raise argparse.ArgumentTypeError(f"“{text}” was given, expected a number between 0 and 1, or auto")
    return value


def _refuse_later_options(args: argparse.Namespace) -> None:
    if args.engine == "spark":
        raise CannotDo("this version does not have the engine “spark” yet: leave out --engine, or say local.")
    if args.collective:
        raise CannotDo("this version does not have --collective yet: leave it out.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” was given, expected a day as 2022-07-01") from error


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0):
        raise argparse.ArgumentTypeError(f"“{text}” was given, expected a whole number from 1")
    return int(text[:9])


def _probability(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"“{text}” was given, expected a number from 0 to 1")
    return value
