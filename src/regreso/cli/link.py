"""`regreso link`: match a list of enquiries against a register."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from regreso.cli.command import CannotDo, CommandParser, Subparsers, WrongUsage
from regreso.tracing.answer_rows import (
    COLLECTIVE_COLUMNS,
    DUPLICATE_COLUMNS,
    LINK_COLUMNS,
    link_cells,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regreso.cli.batch import Answers, Batch, Rejections
    from regreso.cli.progress import Progress
    from regreso.tracing.collective import Gathering
    from regreso.tracing.lists import PeopleList, Rejection

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
        "the first 2,000 enquiries (default: auto from 100 enquiries on, else 0.6)",
    )
    _add_ways(parser)


def _add_ways(parser: CommandParser) -> None:
    """Declare how to weigh, where to compute, and how to say it."""
    from regreso.cli.batch import table_path

    parser.add_argument(
        "--weights",
        type=_weights,
        default=("", ""),
        metavar="FILE",
        help="weigh by what regreso weights learn wrote (default: the weights that are shipped)",
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
        "--collective",
        action="store_true",
        help="hear all enquiries together too: families and exclusive answers, in columns of their own",
    )
    parser.add_argument(
        "--duplicates",
        type=table_path,
        metavar="FILE",
        help="with --collective: where people who may be registered twice are listed",
    )


def run(args: argparse.Namespace) -> int:
    """Answer every enquiry; see docs/reference/command-line.md for columns, bad input and exit codes."""
    _refuse_what_does_not_go_together(args)
    from regreso.cli.batch import Batch, Rejections, day_of_stopped_run, tell_unread, write_answers
    from regreso.cli.progress import Progress
    from regreso.tracing.lists import ENQUIRIES, REGISTRY, PeopleList

    as_of = args.as_of or day_of_stopped_run(args) or datetime.now().astimezone().date()
    registry = PeopleList.open(args.registry, REGISTRY, as_of=as_of)
    enquiries = PeopleList.open(args.enquiries, ENQUIRIES, as_of=as_of)
    tell_unread(registry, enquiries)
    inputs = {"register": args.registry, "list of enquiries": args.enquiries}
    batch = Batch.of(args, inputs=inputs)
    batch.made_from |= {"--as-of": f"{as_of}", "--top": f"{args.top}"}
    batch.made_from |= {"--min-probability": f"{args.min_probability}"}
    batch.made_from |= {"--language": args.language} if args.language else {}
    batch.made_from |= {"--held-share": f"{args.held_share}"} if args.held_share else {}
    batch.made_from |= {"--weights": args.weights[0]} if args.weights[0] else {}
    batch.made_from |= {"--collective": "yes"} if args.collective else {}
    batch.refuse_rejections([registry, enquiries])
    progress, rejections = Progress(what="enquiries"), Rejections(batch.rejected)
    run = _Run(args, as_of, (registry, enquiries), (batch, progress, rejections))
    ways = {"local": run.alone, "spark": run.on_spark}
    answers = run.together() if args.collective else ways[args.engine]()
    columns = LINK_COLUMNS | COLLECTIVE_COLUMNS if args.collective else LINK_COLUMNS
    return write_answers(batch, columns, answers, progress=progress, rejections=rejections)


@dataclass(frozen=True)
class _Run:
    """One run: what it reads, and where it tells how far it is."""

    args: argparse.Namespace
    as_of: date
    lists: tuple[PeopleList, PeopleList]
    told: tuple[Batch, Progress, Rejections]

    def _people(self) -> Iterator[dict[str, str]]:
        _, progress, rejections = self.told
        return progress.reading(self.lists[0].rows(rejections.add), what="register")

    def _left(self) -> Iterator[dict[str, str]]:
        """The enquiries that an earlier run did not answer."""
        from regreso.cli.batch import left_after

        batch, progress, rejections = self.told
        progress.total = self.lists[1].count()
        return left_after(self.lists[1].rows(rejections.add), batch.last_done(), id_column="enquiry_id")

    def _least(self) -> int:
        """How many enquiries must be asked for their answers to tell the share of the held."""
        from regreso.tracing.link import HELD_LEAST

        return 0 if self.args.held_share == _AUTO else HELD_LEAST

    def _held_share(self) -> float:
        from regreso.tracing.link import estimated_share

        registry, enquiries = self.lists
        if isinstance(self.args.held_share, float):
            return self.args.held_share
        people, asked = registry.rows(_unheard), enquiries.rows(_unheard)
        told = {"least": self._least(), "weights": self.args.weights[1]}
        return estimated_share(people, asked, as_of=self.as_of, **told)

    def alone(self) -> Answers:
        """Each enquiry by itself."""
        from regreso.matching import Settings
        from regreso.tracing.link import answers, registry_of, share_in

        args, as_of = self.args, self.as_of
        registry = registry_of(self._people(), as_of=as_of, weights=args.weights[1])
        left = self._left()
        held = args.held_share
        if not isinstance(held, float):
            held = share_in(registry, self.lists[1].rows(_unheard), as_of=as_of, least=self._least())
        registry.settings = Settings(held_share=held)
        found = answers(registry, left, as_of=as_of, top=args.top, min_probability=args.min_probability)
        for enquiry_id, rows in groupby(found, key=attrgetter("enquiry_id")):
            yield enquiry_id, [link_cells(row, language=args.language) for row in rows]

    def on_spark(self) -> Answers:
        """The same answers as `alone`, made by the machines of a cluster."""
        from regreso.tracing.spark import Manner, NoSpark, link_on_spark, session

        args = self.args
        try:
            spark = session()
        except NoSpark as error:
            raise CannotDo(str(error)) from error
        shown, weights = (args.top, args.min_probability), args.weights[1]
        manner = Manner(self.as_of, *shown, self._held_share(), args.language, weights)
        try:
            yield from link_on_spark(spark, self._people(), self._left(), manner=manner)
        finally:
            spark.stop()

    def together(self) -> Answers:
        """Each enquiry, with what all of them together say in columns of their own."""
        from regreso.tracing.collective import Gathering

        args, enquiries = self.args, self.lists[1]
        left = self._left()
        heard = self.told[1].reading(enquiries.rows(_unheard), what="enquiries, all to be heard")
        held, weights = self._held_share(), args.weights[1]
        all_told = Gathering(self._people(), as_of=self.as_of, held_share=held, weights=weights)
        all_told.hear(heard)
        found = all_told.answers(left, top=args.top, min_probability=args.min_probability)
        for enquiry_id, rows in groupby(found, key=attrgetter("row.enquiry_id")):
            yield (
                enquiry_id,
                [[*link_cells(one.row, language=args.language), one.collective, one.cluster] for one in rows],
            )
        if args.duplicates:
            self._write_duplicates(all_told)

    def _write_duplicates(self, all_told: Gathering) -> None:
        from regreso.wire.table_output import TableOutput

        progress = self.told[1]
        people = progress.reading(self.lists[0].rows(_unheard), what="register, for people registered twice")
        output = TableOutput.begin(self.args.duplicates, DUPLICATE_COLUMNS, made_from={}, resume=False)
        for one in all_told.twice_registered(people):
            output.add(one.record_id, [[one.record_id, one.other_id, one.probability, one.weight]])
        output.finish()


def _unheard(_: Rejection) -> None:
    """What is rejected is told when the rows are read for their answers."""


def _weights(text: str) -> tuple[str, str]:
    """The digest of a file of weights, and what stands in it."""
    import hashlib
    from pathlib import Path

    from regreso.matching.weights import BadWeightsError, WeightsFile

    try:
        told = WeightsFile.open(Path(text)).text()
    except BadWeightsError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    except OSError as error:
        raise argparse.ArgumentTypeError(f"{text}: {error.strerror}") from error
    return hashlib.sha256(told.encode()).hexdigest()[:16], told


def _share(text: str) -> float | str:
    value = _probability(text) if text != _AUTO else _AUTO
    if value in (0, 1):
        raise argparse.ArgumentTypeError(f"“{text}” was given, expected a number between 0 and 1, or auto")
    return value


def _refuse_what_does_not_go_together(args: argparse.Namespace) -> None:
    if args.engine == "spark" and args.collective:
        raise WrongUsage("--collective works with --engine local alone: it hears all enquiries in one place")
    if args.duplicates and not args.collective:
        raise WrongUsage("--duplicates needs --collective")
    if args.duplicates and args.duplicates in (args.out, args.rejected, args.registry, args.enquiries):
        raise WrongUsage(f"--duplicates: {args.duplicates} is another file of this command")


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
