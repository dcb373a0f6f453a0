"""`regreso corridor check|plan|replan|verify`: plan an evacuation corridor, and again when it is cut."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from regreso.cli.command import COULD_NOT, DONE, CannotDo, CommandParser, Subparsers

VERBS = {
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
                help="at most so long a search (default: 30)",
            )
        one.add_argument("--out", type=Path, metavar="FILE", help="write the result as JSON to this file")
        one.add_argument(
            "--format", choices=["text", "json"], default="text", help="how to print (default: text)"
        )


def run(args: argparse.Namespace) -> int:
    """Run one verb; see docs/reference/corridor.md for the files and the exit codes."""
    from regreso.movement.errors import MovementError

    verbs = {"check": _check, "plan": _plan, "replan": _replan, "verify": _verify}
    try:
        return verbs[args.verb](args)
    except MovementError as error:
        raise CannotDo(f"{error}") from error


def _check(args: argparse.Namespace) -> int:
    from regreso.movement.corridor.check import check

    report = check(_read(args.scenario))
    _give(args, report.as_row(), _faults(report.as_row()["faults"]) or ["no fault was found."])
    return COULD_NOT if report.faults else DONE


def _plan(args: argparse.Namespace) -> int:
    from regreso.movement.corridor.check import check
    from regreso.movement.corridor.plan import plan

    scenario = _read(args.scenario)
    report = check(scenario)
    if report.usable is None or not report.usable["corridors"]:
        # A script reads the reasons where it would have read the plan.
        _give(args, report.as_row(), _faults(report.as_row()["faults"]))
        raise CannotDo(f"{args.scenario}: nothing can be planned: {_why(report)}")
    made = plan(scenario, case=args.case, seconds=args.seconds, marginal=not args.no_marginal)
    _give(args, made, _told(made))
    nobody = made["figures"]["asking"] and not made["departures"]
    return COULD_NOT if made["left_out"] or nobody else DONE


def _why(report: Any) -> str:  # noqa: ANN401 - its type is known only where the extra is installed
    """The first fault that stands in the way of planning."""
    ways = [fault for fault in report.faults if fault.row.startswith("/corridors") or report.usable is None]
    first = next(iter(ways), None)
    return f"{first.row or '/'} {first.message}" if first else "there is no corridor."


def _replan(args: argparse.Namespace) -> int:
    from regreso.movement.corridor.events import event_report
    from regreso.movement.corridor.orders import orders
    from regreso.movement.corridor.replan import replan

    before, event = _read(args.plan), _read(args.event)
    if not isinstance(before, dict):
        raise CannotDo(f"{args.plan} is no plan: expected the file that “regreso corridor plan” wrote.")
    scenario = before.get("scenario")
    found = event_report(event, scenario if isinstance(scenario, dict) else {})
    if isinstance(scenario, dict) and found["faults"]:
        _give(args, found, _faults(found["faults"]))
        raise CannotDo(f"{args.event}: the event cannot be used: {found['faults'][0]['message']}.")
    if args.format == "text" and "departures" in before:
        # Who is on the road must not wait for the plan.
        print("\n".join(_orders(orders(before, event))), flush=True)
    made = replan(before, event, seconds=args.seconds)
    _give(args, made, [*_told(made), *_diff(made)])
    return COULD_NOT if made["left_out"] else DONE


def _verify(args: argparse.Namespace) -> int:
    from regreso.movement.corridor.verify import report

    made = report(_read(args.scenario), _read(args.plan))
    _give(args, made, _faults(made["faults"]) or ["the plan keeps all that it must."])
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


def _faults(faults: list[dict[str, Any]]) -> list[str]:
    return [
        f"{one['code']}  {one['row'] or '/'} {one['field']}: {one['message']}"
        + ("  [left out]" if one["left_out"] else "")
        for one in faults
    ]


def _told(made: dict[str, Any]) -> list[str]:
    figures, gap, bound = made["figures"], made["gap"], made["bound"]
    lines = [
        (
            f"{figures['out']} of {figures['asking']} people leave in {figures['departures']} departures; of "
            f"{figures['priority_asking']} who go first {figures['priority_out']}."
        )
    ]
    lines.append(
        f"No plan takes more than {bound['people']} ({bound['by']}); the gap is {gap['people']} people, "
        f"{100 * gap['share']:.3f} %."
    )
    lines.append(made["limits"])
    lines += [f"{row['change']}: {row['people']:+d} people" for row in made.get("marginal", ())]
    return lines + [f"left out: {line}" for line in _faults(made["left_out"])]


def _orders(made: list[dict[str, Any]]) -> list[str]:
    return [
        f"{one['vehicle'] or one['departure']}: {one['order']}, {one['to']} at {one['arrive']} ({one['why']})"
        for one in made
    ]


def _diff(made: dict[str, Any]) -> list[str]:
    return [
        f"{one['place']}: {one['kept']} departures kept, {len(one['cancelled'])} cancelled, "
        f"{len(one['moved'])} moved, {len(one['added'])} added; "
        f"{one['people_before']} people before, {one['people_after']} now"
        for one in made["diff"]
    ]


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value < 1e6:  # noqa: PLR2004 - more than ten days is a slip
        raise argparse.ArgumentTypeError(f"“{text}” was given, expected seconds, as 30")
    return value
