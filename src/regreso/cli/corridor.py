"""`regreso corridor check|plan|replan|verify|locate`: an evacuation, planned, and again when it is cut."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from regreso.cli.command import COULD_NOT, DONE, CannotDo, CommandParser, Subparsers
from regreso.cli.corridor_words import LANGUAGES, Words, of_environment, spoken

VERBS = {
    "locate": "put the places of a published route on the map: “Sumy – Lokhvytsia – Lubny – Poltava”",
    "check": "name every fault of a scenario by its code, row and field",
    "plan": "plan a scenario: who leaves when, in which vehicle, and what limits it",
    "replan": "plan again after an event: those on the road are told first",
    "verify": "drive a plan again, minute by minute, and count what it must keep",
}


def add(subparsers: Subparsers) -> None:
    """Declare the verbs."""
    parser: CommandParser = subparsers.add_parser(
        "corridor",
        help="check, plan, re-plan and verify an evacuation corridor",
        description="Check, plan, re-plan and verify an evacuation corridor. A plan is a planning copy: "
        "it is no promise of safety and must not be published while it could endanger a convoy.",
        example="regreso corridor plan scenario.json --out plan.json",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True, title="verbs")
    for verb, line in VERBS.items():
        one = verbs.add_parser(verb, help=line, description=f"{line[:1].upper()}{line[1:]}.")
        if verb == "locate":
            one.add_argument("route", metavar="ROUTE", help="places in their order, a dash between them")
            one.add_argument("--country", default="UKR", help="in which they lie (default: UKR)")
        else:
            first = "plan" if verb == "replan" else "scenario"
            one.add_argument(first, type=Path, metavar=first.upper(), help=f"the {first} (JSON)")
        if verb == "replan":
            one.add_argument(
                "--event", type=Path, required=True, metavar="EVENT", help="what happened (JSON)"
            )
        if verb == "verify":
            one.add_argument("plan", type=Path, metavar="PLAN", help="the plan (JSON)")
        if verb == "plan":
            one.add_argument(
                "--case",
                choices=["low", "likely", "high"],
                default="low",
                help="which numbers (default: low)",
            )
            one.add_argument(
                "--no-marginal", action="store_true", help="leave the table of what more would change out"
            )
        if verb in {"plan", "replan"}:
            one.add_argument(
                "--seconds",
                type=_seconds,
                default=30.0,
                metavar="S",
                help="so long a search at most, in seconds of the processor (default: 30)",
            )
        one.add_argument("--out", type=Path, metavar="FILE", help="write the result as JSON to this file")
        one.add_argument(
            "--format", choices=["text", "json"], default="text", help="how to print (default: text)"
        )
        one.add_argument(
            "--language",
            choices=LANGUAGES,
            default=of_environment(),
            help="of what is printed as text (default: LC_ALL, LC_MESSAGES or LANG, else en)",
        )


def run(args: argparse.Namespace) -> int:
    """Run one verb; see docs/reference/corridor.md for the files and the exit codes."""
    from regreso.movement.errors import MovementError

    verbs = {"locate": _locate, "check": _check, "plan": _plan, "replan": _replan, "verify": _verify}
    try:
        with spoken(args.language) as words:
            return verbs[args.verb](args, words)
    except MovementError as error:
        raise CannotDo(f"{error}") from error


def _locate(args: argparse.Namespace, _words: Words) -> int:
    from regreso.cli.corridor_locate import located

    made, lines = located(args.route, args.country, args.language)
    _give(args, made, lines)
    return COULD_NOT if any(one["doubt"] for one in made["places"]) else DONE


def _check(args: argparse.Namespace, words: Words) -> int:
    from regreso.movement.corridor.check import check

    scenario = _read(args.scenario)
    report = check(scenario)
    faults = report.as_row()["faults"]
    _give(args, report.as_row(), words.faults(faults, scenario) or [words.no_fault()])
    return COULD_NOT if report.faults else DONE


def _plan(args: argparse.Namespace, words: Words) -> int:
    from regreso.movement.corridor.check import check
    from regreso.movement.corridor.plan import plan

    scenario = _read(args.scenario)
    report = check(scenario)
    if report.usable is None or not report.usable["corridors"]:
        # A script reads the reasons where it would have read the plan.
        faults = report.as_row()["faults"]
        _give(args, report.as_row(), words.faults(faults, scenario))
        raise CannotDo(words.no_plan(args.scenario, _why(report, words, scenario)))
    made = plan(scenario, case=args.case, seconds=args.seconds, marginal=not args.no_marginal)
    _give(args, made, words.plan(made))
    nobody = made["figures"]["asking"] and not made["departures"]
    return COULD_NOT if made["left_out"] or nobody else DONE


def _why(report: Any, words: Words, scenario: object) -> str:  # noqa: ANN401 - its type is known only where the room is loaded
    """The first fault that stands in the way of planning."""
    faults = report.as_row()["faults"]
    ways = [one for one in faults if one["row"].startswith("/corridors") or report.usable is None]
    return words.why(ways[0], scenario) if ways else words.no_corridor()


def _replan(args: argparse.Namespace, words: Words) -> int:
    from regreso.movement.corridor.events import event_report
    from regreso.movement.corridor.orders import orders
    from regreso.movement.corridor.replan import replan

    before, event = _read(args.plan), _read(args.event)
    if not isinstance(before, dict):
        raise CannotDo(f"{args.plan} is no plan: expected the file that “regreso corridor plan” wrote.")
    scenario = before.get("scenario")
    found = event_report(event, scenario if isinstance(scenario, dict) else {})
    if isinstance(scenario, dict) and found["faults"]:
        _give(args, found, words.faults(found["faults"], event))
        raise CannotDo(words.no_event(args.event, words.why(found["faults"][0], event)))
    if args.format == "text" and "departures" in before:
        # Who is on the road must not wait for the plan.
        print("\n".join(words.orders(orders(before, event), scenario)), flush=True)
    made = replan(before, event, seconds=args.seconds)
    _give(args, made, [*words.plan(made), *words.diff(made)])
    return COULD_NOT if made["left_out"] else DONE


def _verify(args: argparse.Namespace, words: Words) -> int:
    from regreso.movement.corridor.verify import report

    plan = _read(args.plan)
    made = report(_read(args.scenario), plan)
    _give(args, made, words.faults(made["faults"], plan) or [words.plan_keeps()])
    return COULD_NOT if made["faults"] else DONE


def _read(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    from regreso.movement.corridor.written import loads
    from regreso.movement.errors import MovementError

    try:
        return loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CannotDo(f"{path} is no text in UTF-8: expected JSON.") from error
    except MovementError as error:
        raise CannotDo(f"{path}: {error}.") from error


def _give(args: argparse.Namespace, made: dict[str, Any], lines: list[str]) -> None:
    """Write the file, if one was asked for, and print."""
    text = json.dumps(made, ensure_ascii=False, indent=1)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a letter somewhere in what was given
        text = json.dumps(made, indent=1)
        lines = [line.encode(errors="replace").decode() for line in lines]
    if args.out:
        args.out.write_text(text + "\n", encoding="utf-8")
    if args.format == "json":
        if not args.out:
            print(text)
    else:
        print("\n".join(lines))


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value < 1e6:  # noqa: PLR2004 - more than ten days is a slip
        raise argparse.ArgumentTypeError(f"“{text}” was given, expected seconds, as 30")
    return value
