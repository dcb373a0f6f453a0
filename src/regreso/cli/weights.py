"""`regreso weights`: show what matching has learned; learn it anew from lists that reviewers judged."""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from regreso.cli.command import CannotDo, CommandParser, Subparsers, WrongUsage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regreso.matching.weights import WeightsFile
    from regreso.tracing.learned import Learned, Trust, Verdicts
    from regreso.tracing.lists import Rejection

_WORD = "yes"
_MOVED = 0.05  # bits under which a level did not change worth telling


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    # Deferred like all rooms below: `regreso --help` must not wait for them.
    from regreso.cli.batch import table_path

    parser: CommandParser = subparsers.add_parser(
        "weights",
        help="show what matching has learned; learn it anew from reviewers' verdicts",
        description="Show the weights of matching, or learn them anew from lists that reviewers judged. "
        "Nothing learned is used until somebody names its file: regreso link --weights FILE.",
        example="regreso weights learn answers.csv --register held.csv --enquiries sought.csv --out new.json",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", title="actions", required=True)
    show = actions.add_parser("show", help="print the weights, field by field, and where they come from")
    show.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="a weights file (default: the shipped one)"
    )
    learn = actions.add_parser(
        "learn",
        help="learn weights, show before and after on enquiries kept aside, and ask before writing",
        description="Learn weights. Verdicts stand in a column “verdict” (yes or no) beside enquiry_id and "
        "record_id, as in the answers of regreso link; without any, weights are told by how lists agree.",
    )
    learn.add_argument("reviewed", type=table_path, nargs="*", metavar="REVIEWED", help="tables of verdicts")
    for name, what in (("register", "the register"), ("enquiries", "the enquiries")):
        learn.add_argument(f"--{name}", type=table_path, required=True, metavar="FILE", help=what)
    learn.add_argument(
        "--weights", type=Path, metavar="FILE", help="start from these (default: the shipped ones)"
    )
    learn.add_argument("--as-of", metavar="DATE", help="the day on which ages hold (default: today)")
    learn.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="where new weights are written"
    )


def run(args: argparse.Namespace) -> int:
    """Show, or learn and ask; exit code 1 where nothing was written."""
    from regreso.matching.weights import BadWeightsError, WeightsFile

    try:
        if args.action == "show":
            print("\n".join(_shown(WeightsFile.open(args.file))))
            return 0
        return _learn(args)
    except BadWeightsError as error:
        raise CannotDo(str(error)) from error


def _shown(file: WeightsFile) -> Iterator[str]:
    yield f"made by: {file.provenance}"
    for field, levels in file.bits.items():
        told = ", ".join(
            f"{level} {bits:+.2f}" for level, bits in sorted(levels.items(), key=lambda x: -x[1])
        )
        yield f"{field}: {told}"
    yield "curve: " + ", ".join(f"{said:g} → {true:g}" for said, true in file.curve)


def _learn(args: argparse.Namespace) -> int:
    from regreso.cli.batch import tell_unread
    from regreso.matching.weights import WeightsFile
    from regreso.tracing.learned import LEAST_JUDGED, Reviewed, learn
    from regreso.tracing.lists import ENQUIRIES, REGISTRY, PeopleList

    if args.out.exists():
        raise WrongUsage(f"--out: {args.out} is there already; name a new file, so that you can go back")
    as_of, old = _day(args.as_of), WeightsFile.open(args.weights)
    register = PeopleList.open(args.register, REGISTRY, as_of=as_of)
    enquiries = PeopleList.open(args.enquiries, ENQUIRIES, as_of=as_of)
    tell_unread(register, enquiries)
    verdicts = _verdicts(args.reviewed)
    if args.reviewed and len(verdicts) < LEAST_JUDGED:
        raise CannotDo(
            f"{len(verdicts)} enquiries have a verdict, and at least {LEAST_JUDGED} are needed; write yes or "
            "no in the column “verdict”, or leave REVIEWED away to learn without verdicts."
        )
    if not verdicts and not old.shares:
        raise CannotDo("these weights do not tell how pairs agreed when they were made: give verdicts.")
    reviewed = Reviewed.of(register.rows(_pass), enquiries.rows(_pass), verdicts, as_of=as_of)
    learned = learn(reviewed, old)
    print("\n".join(_compared(learned, old)))
    if not _agreed(args.out):
        print("nothing was written.")
        return 1
    source = f"{len(reviewed.facts)} enquiries, {learned.judged} of them judged"
    command = (
        f"regreso weights learn, {date.today()}: {source}, on {args.register.name} and {args.enquiries.name}"  # noqa: DTZ011 - the user's day
    )
    new = WeightsFile(
        f"{command}; started from: {old.provenance}", learned.bits, learned.curve, old.shares, old.second
    )
    new.write(args.out)
    print(f"{args.out} was written; use it with regreso link --weights {args.out}")
    return 0


def _verdicts(paths: list[Path]) -> dict[str, Verdicts]:
    from regreso.tracing.learned import verdicts_of
    from regreso.wire.tables import open_table

    columns, rows = ("enquiry_id", "record_id", "verdict"), []
    for path in paths:
        table = open_table(path, known=columns)
        missing = [column for column in columns if column not in table.columns]
        if missing:
            raise CannotDo(f"{path}: the column “{missing[0]}” is missing.")
        rows += [{c: row.cells.get(c, "").strip() for c in columns} for row in table.rows()]
    return verdicts_of(rows)


def _compared(learned: Learned, old: WeightsFile) -> Iterator[str]:
    before, after = learned.before, learned.after
    yield f"{learned.judged} enquiries with a verdict; share of them in the register: {learned.held:.3f}"
    yield f"on {before.enquiries} enquiries kept aside ({before.pairs} judged pairs): before → after"
    yield from _measures(before, after)
    for field, levels in learned.bits.items():
        for level, bits in levels.items():
            was = old.bits[field][level]
            if abs(bits - was) >= _MOVED:
                yield f"  {field}, {level}: {was:+.2f} → {bits:+.2f} bits"
    if after.log_loss > before.log_loss or (not learned.judged and after.fit < before.fit):
        yield "what was learned is WORSE on what was kept aside: better keep the old weights."


def _measures(before: Trust, after: Trust) -> Iterator[str]:
    if before.pairs:
        yield f"  log loss a pair: {before.log_loss:.4f} → {after.log_loss:.4f} (less is better)"
        yield f"  calibration error: {before.ece:.4f} → {after.ece:.4f} (less is better)"
    yield f"  bits told an enquiry: {before.fit:.3f} → {after.fit:.3f} (more is better)"


def _agreed(out: Path) -> bool:
    print(f"Write the new weights to {out}? Type {_WORD} to do so: ", end="", flush=True)
    return sys.stdin.readline().strip().lower() == _WORD


def _pass(_: Rejection) -> None:
    """Bad rows are told by regreso link; here they are only left out."""


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else datetime.now().astimezone().date()
    except ValueError as error:
        raise CannotDo(f"--as-of: “{text}” was given, expected a day as 2022-07-01.") from error
