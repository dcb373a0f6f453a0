"""Write docs/explanation/movement-figures.md from bench/results/movement*.json and movement.jsonl.

What was measured, whether the target was met, by how much it was missed: all of it is worked out from the
results. What was tried, and why a figure is what it is, are words of this script beside each target.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"
PAGE = Path(__file__).parent.parent / "docs" / "explanation" / "movement-figures.md"
Row = dict[str, Any]
INTRO = """# Movement, measured against its targets

Made by `bench/movement_page.py` from [bench/results](../../bench/results); do not edit. `make bench-movement` measures.
Instances are invented. The machine has two cores and is shared with others, so seconds of the processor are the figure;
seconds by the clock stand beside them, with the load when the line was written. “Met” is said of the processor's seconds.
What the files and verbs are: [corridors](../reference/corridor.md).

"""
NOTES = {
    "1": "A profile showed where the gap of 0.075 % of earlier plans came from: more than half of it was in the bound "
    "(the linear program drives parts of buses through a checkpoint and counts a last bus as full), the rest in fixing "
    "too much and in single empty seats. Now rows for whole buses are added (a small integer program for each narrow "
    "place), routes around places that lose people are set free again, and larger households take the places of "
    "smaller ones. Also tried, without gain: HiGHS's parallel interior point HiPO (not in the wheel: "
    "it falls back to the simplex), looser tolerances of the interior point method, and costs in people. Most of what "
    "is left is the interior point method (a third of the seconds) "
    "and, for the first instance, the mending. Searches are "
    "limited by seconds of the processor, not by the clock: by the clock, at a load of 16, two of three of the large "
    "instances ended before anything near was found, with 4.93 and 2.93 % of the people left behind.",
    "2": "All of a convoy pass each place in one step, so a team leads no more vehicles than the narrowest place lets "
    "through. With that number in the program (before, it was the size of a full convoy) the linear program is nearly "
    "whole and proves the plan; where it does not, the integer program is searched from there.",
    "3": "What has left is frozen, departures that hold are rewarded, the rest is planned like a first plan, with the same "
    "rows for whole buses. Where a plan is below the bound of the linear "
    "program, it is made once more with no regard to what was told: “fewer” is what that one lets out beyond it. Single empty seats are filled by moving small households to "
    "another hour; who was told to leave keeps a place, though without that one person more might find room (two people at most). The "
    "seconds are for the verifier, which drives the old plan before it is trusted (a quarter), for stating the program, "
    "and, where parts of buses must be mended, for these searches: those are the slow twentieth.",
    "4": "The cheapest flow with arrival as its cost is an earliest-arrival flow; at twelve cuts of the day a maximum flow "
    "asks how many could be out by then.",
    "cars": "One network flow would do for one size of household; several sizes share the roads, so it is a linear program "
    "over flows that is then made whole.",
    "5": "The verifier shares no code with the planner and uses no solver. `make test` runs 360 random plans and 260 made "
    "again after two random events each. Ten thousand take about 16 minutes of the processor, an hour by the clock where "
    "others work beside it; `make bench-movement` goes on with those that are not run yet.",
    "6": "Each arc is made wider by one unit and the flow worked out anew; the sentence must name just those that help.",
    "7": "",
    "8": "The search for the first way leaves each stop once; what no way to the end falls below (minutes, rides, euros) is "
    "read from a table of the network. The slow ones are those that need a document: a way without any is looked for in "
    "vain first, then the best ones, then for each document the first way that spares it. Most of the rest is the "
    "comparing of ways in four criteria.",
    "9": "The ends of a route are the largest places of their name; what lies between is chosen so that the whole way is "
    "short (dynamic programming, a place may be left out). Flagged is what has no such place, what lies far off the way, "
    "and what could as well be another place more than 50 km away; the check asks a person for these. Positions of the "
    "published routes were set by hand; of the invented ones the gazetteer knows them.",
    "11": "",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table; `met` is None where the target was not measured or asks for nothing by itself."""

    target: str
    instance: str
    measured: str
    met: str
    load: str


def verdict(pairs: Sequence[tuple[str, float, float]]) -> str:
    """Met, or missed by how much; of (what, measured, at most)."""
    missed = [f"{what} {value:g} of at most {most:g}" for what, value, most in pairs if value > most]
    return "missed: " + ", ".join(missed) if missed else "met"


def seconds(told: Row) -> str:
    return f"{told['cpu_s']:g} s ({told['wall_s']:g} s by the clock)"


def one(row: Row) -> Line:
    """A bus plan."""
    gap = 100 * row["gap"]["share"]
    measured = (
        f"{seconds(row)}; {row['figures']['out']:,} of at most {row['bound']['people']:,} people: {gap:.4f} %; "
        f"{row['faults']} faults"
    )
    for name, called in (("peer_highs_mip", "HiGHS alone"), ("peer_cp_sat", "CP-SAT")):
        if name in row:
            measured += f"; {called}: {beside(row[name])}"
    large = row["instance"].startswith("100 ")
    limits = [("s", row["cpu_s"], 10.0), ("%", round(gap, 4), 0.01)]
    return Line("1", row["instance"], measured, verdict(limits) if large else "", told_load(row))


def beside(peer: Row) -> str:
    """How far a peer came in its time."""
    if not peer.get("cost"):
        return f"no plan in {peer['wall_s']:g} s by the clock"
    share = abs(peer["cost"] - peer["bound"]) / max(1.0, abs(peer["bound"]))
    return f"{100 * share:.3f} % from its bound in {peer['wall_s']:g} s by the clock"


def two(row: Row) -> Line:
    gap = 100 * row["gap"]["share"]
    small = row["instance"].startswith("30 ")
    most, time = (0.0, 30.0) if small else (2.0, 60.0)
    measured = (
        f"{seconds(row)}; {row['figures']['out']:,} of at most {row['bound']['people']:,} people: "
        f"{gap:.2f} %; {row['faults']} faults"
    )
    limits = [("s", row["cpu_s"], time), ("% to the bound", round(gap, 2), most)]
    return Line("2", row["instance"], measured, verdict(limits), told_load(row))


def three(row: Row) -> Line:
    measured = (
        f"{row['cuts']} halts: replan p95 {row['replan_p95_cpu_s']:g} s ({row['replan_p95_wall_s']:g} s by the clock), "
        f"orders p95 {row['orders_p95_cpu_s']:g} s; of other departures {100 * row['kept_share']:.1f} % kept (least "
        f"{100 * row['kept_least']:.1f} %); nobody fewer than in a plan that keeps nothing in "
        f"{100 * row['none_fewer_share']:.1f} % (at most {row['fewer_most']} people fewer), at the bound in "
        f"{100 * row['at_bound_share']:.1f} % (at most {100 * row['share_fewer_most']:.3f} % below); "
        f"{row['faults']} faults"
    )
    limits = [
        ("s to plan again", row["replan_p95_cpu_s"], 2.0),
        ("s for orders", row["orders_p95_cpu_s"], 0.2),
        ("% not kept", round(100 - 100 * row["kept_share"], 1), 2.0),
        ("% of halts with fewer people", round(100 - 100 * row["none_fewer_share"], 1), 5.0),
    ]
    return Line("3", row["instance"], measured, verdict(limits), told_load(row))


def four(row: Row) -> Line:
    measured = (
        f"{row['value']:,} through; max-flow {row['max_flow']['cpu_s']:g} s, cheapest {row['min_cost']['cpu_s']:g} s; "
        f"least share out at a cut {100 * row['worst_share_out']:.2f} %"
    )
    for name, called in (("peer_networkx", "networkx"), ("peer_plain_python", "plain Python")):
        if name in row:
            same = "the same" if row[name]["same_value"] else "ANOTHER VALUE"
            measured += f"; {called} {row[name]['cpu_s']:g} s, {same}"
    limits = [("% fewer out", round(100 - 100 * row["worst_share_out"], 2), 1.0)]
    return Line("4", row["instance"], measured, verdict(limits), told_load(row))


def cars(row: Row) -> Line:
    gap = 100 * row["gap"]["share"]
    measured = (
        f"{seconds(row)}; {row['figures']['out']:,} of at most {row['bound']['people']:,} people: {gap:.4f} %; "
        f"{row['faults']} faults"
    )
    return Line("own cars", row["instance"], measured, "", told_load(row))


def five(row: Row) -> Line:
    measured = (
        f"{row['instances']:,} instances: {row['plans']:,} plans, {row['replans']:,} made again, {row['people']:,} "
        f"people; {row['faults']} faults; {seconds(row)}"
    )
    limits = [("faults", row["faults"], 0), ("instances not run", 10_000 - row["instances"], 0)]
    return Line("5", row["instance"], measured, verdict(limits), told_load(row))


def six(row: Row) -> Line:
    measured = (
        f"{row['right']:,} of {row['cases']:,} right, {row['without']} without a single limit; {seconds(row)}"
    )
    limits = [("wrong", row["cases"] - row["right"], 0), ("cases not run", 1000 - row["cases"], 0)]
    return Line("6", row["instance"], measured, verdict(limits), told_load(row))


def seven(row: Row) -> Line:
    measured = (
        f"{row['events']:,} events ({row['arrivals_with_copies']:,} with copies) from {row['devices']} devices: fold "
        f"{row['fold_cpu_s']:g} s ({row['fold_s']:g} s by the clock), who is open {row['open_s']:g} s by the clock: "
        f"{row['open_found']:,} of {row['open_true']:,}, {row['wrongly_open']} wrongly; the other order gives "
        f"{'the same' if row['same_in_reverse_order'] else 'ANOTHER RESULT'}"
    )
    limits = [
        ("s to fold", row["fold_cpu_s"], 20.0),
        ("s for who is open", row["open_s"], 0.5),
        ("wrongly open", row["wrongly_open"], 0),
        ("orders that differ", 0 if row["same_in_reverse_order"] else 1, 0),
    ]
    return Line("7", f"{row['people']:,} people", measured, verdict(limits), f"{row['load_average']:.1f}")


def eight(row: Row) -> Iterator[Line]:
    for run in row["runs"]:
        measured = (
            f"p95 {run['p95_cpu_ms']:g} ms ({run['p95_ms']:g} ms by the clock), median {run['median_cpu_ms']:g} ms; "
            f"earliest arrival alone, without borders: {run['naive_median_ms']:g} ms"
        )
        limits = [("ms", run["p95_cpu_ms"], row["target_p95_ms_at_500"])]
        met = verdict(limits) if run["places"] == 500 else ""
        yield Line(
            "8",
            f"{run['places']} places, {run['rides']:,} rides",
            measured,
            met,
            f"{row['load_average']:.1f}",
        )


def nine(row: Row) -> Iterator[Line]:
    for name, called in (("of_2022", "routes published in March 2022"), ("invented", "invented routes")):
        told = row[name]["via"]
        right, flagged, wrong = (told.get(one, 0) for one in ("right", "flagged", "wrong"))
        every = right + flagged + wrong
        measured = f"{every:,} via-points: {right:,} right, {flagged:,} flagged for a person, {wrong} wrong and not flagged"
        if "ends" in row[name]:
            ends = row[name]["ends"]
            measured += (
                f"; of {sum(ends.values())} ends {ends.get('right', 0)} right, {ends.get('wrong', 0)} wrong; at "
                f"most {row[name]['most_ms']:g} ms a route"
            )
        limits = [("% neither right nor flagged", round(100 * wrong / every, 2), 5.0)]
        limits += [("wrong and not flagged", wrong, 0)] if name == "of_2022" else []
        yield Line("9", f"{row[name]['routes']:,} {called}", measured, verdict(limits), told_load(row))


def eleven(row: Row) -> Line:
    measured = f"manifest of 3,000 rows {seconds(row['manifest'])}; 1,000 slips {seconds(row['slips'])}"
    limits = [("s", row["manifest"]["cpu_s"], 1.0), ("s for slips", row["slips"]["cpu_s"], 10.0)]
    return Line("11", "A4 by typst", measured, verdict(limits), f"{row['load']:g}")


def told_load(row: Row) -> str:
    return f"{row['load']:g}"


READ = {"1": one, "2": two, "3": three, "4": four, "cars": cars, "5": five, "6": six}
ASKED = {
    "1": "Bus plan, 100 × 50 × 2,000 × 144, in 10 s on two cores, within 0.01 % of the bound",
    "2": "Convoys with escorts: 30 × 600 × 48 proven optimal in 30 s; 50 towns × 144 steps within 2 % in 60 s",
    "3": "Planning again, 50 towns × 1,000 buses: p95 2 s, orders 0.2 s, 98 % of other departures kept, nobody fewer in 95 %",
    "4": "Flows of 10,000 to 1,000,000 arcs: within 1 % of the most people out, whenever the window ends",
    "cars": "A day of own cars",
    "5": "A verifier of its own finds nothing in the plans of 10,000 random instances",
    "6": "What limits a flow is named rightly in 1,000 of 1,000 cases",
    "7": "A manifest of 1,000,000 events folded in 20 s, who is open in 0.5 s, the same in every order",
    "8": "A journey at 500 places in 50 ms (p95)",
    "9": "From the text of a route to the map: 95 % of via-points right or flagged",
    "11": "A manifest of 3,000 rows in 1 s, 1,000 household slips in 10 s",
}


def lines(rows: Sequence[Row], more: dict[str, Row], planner: str = "") -> dict[str, list[Line]]:
    """Every line of every target, in the order of the targets; those of another planner say so."""
    found: dict[str, list[Line]] = {name: [] for name in ASKED}
    for row in rows:
        line = READ[row["target"]](row)
        older = " (an older planner)" if planner and row.get("code") != planner else ""
        found[row["target"]].append(replace(line, instance=line.instance + older))
    if "manifest" in more:
        found["7"].append(seven(more["manifest"]))
    if "journey" in more:
        found["8"] += eight(more["journey"])
    if "places" in more:
        found["9"] += nine(more["places"])
    if "papers" in more:
        found["11"].append(eleven(more["papers"]))
    return found


def page(rows: Sequence[Row], more: dict[str, Row], planner: str = "") -> str:
    parts = [INTRO]
    parts.append("| target | instance | measured | met | load |\n|---|---|---|---|---|\n")
    found = lines(rows, more, planner)
    for name, asked in ASKED.items():
        shown = found[name] or [Line(name, "", "not measured", "not known", "")]
        for place, line in enumerate(sorted(shown, key=lambda one: (len(one.instance), one.instance))):
            label = f"**{name if name != 'cars' else 'own cars'}** {asked}" if place == 0 else ""
            parts.append(f"| {label} | {line.instance} | {line.measured} | {line.met} | {line.load} |\n")
    parts.append("\n## What was tried, and what limits\n\n")
    for name, note in NOTES.items():
        if note:
            parts.append(f"**{name if name != 'cars' else 'Own cars'}.** {note}\n\n")
    if rows:
        versions = ", ".join(f"{name} {is_}" for name, is_ in rows[-1]["versions"].items())
        parts.append(
            f"Measured on {rows[-1]['machine']}, {versions}; last line of {max(r['day'] for r in rows)}.\n"
        )
    return "".join(parts)


def read(folder: Path) -> tuple[list[Row], dict[str, Row]]:
    """The lines and the other files of a folder of results."""
    text = (folder / "movement.jsonl").read_text("utf8") if (folder / "movement.jsonl").exists() else ""
    more = {}
    for name in ("journey", "manifest", "papers", "places"):
        if (path := folder / f"movement_{name}.json").exists():
            more[name] = json.loads(path.read_text("utf8"))
    return [json.loads(line) for line in text.splitlines() if line], more


def main() -> None:
    from movement import code  # noqa: PLC0415 - it brings the planner, which a test of the page can do without

    PAGE.write_text(page(*read(RESULTS), code()), "utf8")


if __name__ == "__main__":
    main()
