"""`regreso names`: score pairs of written names."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from regreso.cli.command import CommandParser, Subparsers

if TYPE_CHECKING:
    from regreso.cli.batch import Answers

COLUMNS: dict[str, type] = {"pair_id": str, "score": float}


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    # Deferred like all rooms below: `regreso --help` must not wait for them.
    from regreso.cli.batch import add_options, table_path

    parser: CommandParser = subparsers.add_parser(
        "names",
        help="score pairs of names: one person or not",
        description="Score pairs of written names, whatever their alphabets: 0 for two people, 1 for one.",
        example="regreso names pairs.tsv --out scores.tsv",
    )
    parser.add_argument("pairs", type=table_path, metavar="PAIRS", help="name1, name2 and perhaps pair_id")
    add_options(parser)


def run(args: argparse.Namespace) -> int:
    """Score every pair; see docs/reference/command-line.md for columns, bad input and exit codes."""
    from regreso.cli.batch import Batch, Rejections, left_after, write_answers
    from regreso.cli.progress import Progress
    from regreso.matching import name_similarity
    from regreso.tracing.lists import PAIRS, PeopleList

    pairs = PeopleList.open(args.pairs, PAIRS, as_of=date.max)
    batch = Batch.of(args, inputs={"list of pairs": args.pairs})
    batch.refuse_rejections([pairs])
    progress, rejections = Progress(what="pairs"), Rejections(batch.rejected)

    def answers() -> Answers:
        progress.total = pairs.count()
        for pair in left_after(pairs.rows(rejections.add), batch.last_done(), id_column="pair_id"):
            yield pair["pair_id"], [[pair["pair_id"], name_similarity(pair["name1"], pair["name2"])]]

    return write_answers(batch, COLUMNS, answers(), progress=progress, rejections=rejections)
