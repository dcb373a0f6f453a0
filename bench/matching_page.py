"""Draw the page of results: docs/explanation/matching-figures.md with its pictures, out of bench/results/.

    python bench/matching_page.py RESULTS.json [MORE.json ...]

The files are what bench/matching.py wrote; of a list that stands in several, the last counts. Pictures are plain
SVG of this script, so nothing need be installed to look at them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent.parent / "docs" / "explanation"
PAGE, PICTURES = DOCS / "matching-figures.md", DOCS / "pictures"
NAMES = {
    "regreso": "Regreso",
    "splink": "Splink, EM",
    "splink_labels": "Splink, labels",
    "splink_extra": "Splink, all columns",
    "nomenklatura": "nomenklatura",
    "tantivy": "tantivy",
    "rapidfuzz": "rapidfuzz",
    "pg_trgm": "pg_trgm",
}
COLOURS = ("#0b5394", "#cc4125", "#e69138", "#7f6000", "#38761d", "#674ea7", "#999999", "#a64d79")
SIDE, EDGE = 360, 46
INTRO = """# Matching, measured beside its peers

Made by `bench/matching_page.py`; do not edit. `make bench-matching` measures, on lists of people who do not exist
(FEBRL and historical_50k excepted: see [bench/lists.py](../../bench/lists.py)). Each system reads the same files, peers after
romanising and mending that they do not do by themselves; thresholds of F1 are each system's best on the same enquiries.
Regreso's scorer of pairs had learned from the first list of pairs, and from other people of the worlds' names:
[what it had not seen](matching.md#how-well-it-does). Few enquiries make figures rough: at 300, ±.03.
How the peers are set up: [bench/peers](../../bench/peers/README.md). When to stay with one of them:
[coming from Splink or nomenklatura](coming-from-splink-or-nomenklatura.md).

"""


def scale(x: float, y: float) -> tuple[float, float]:
    return round(EDGE + x * SIDE, 1), round(EDGE + (1 - y) * SIDE, 1)


def picture(title: str, across: str, up: str, shapes: Iterable[str], names: list[str]) -> str:
    """One square plot from 0 to 1 with its legend."""
    width, height = SIDE + 2 * EDGE + 150, SIDE + 2 * EDGE
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">',
        f'<title>{title}</title><rect width="{width}" height="{height}" fill="#fff"/>',
        f'<text x="{EDGE}" y="20" font-size="13">{title}</text>',
    ]
    for tick in range(6):
        at = tick / 5
        (x, bottom), (_, top), (left, y), (right, _) = scale(at, 0), scale(at, 1), scale(0, at), scale(1, at)
        lines += [
            f'<path d="M{x} {bottom}V{top}M{left} {y}H{right}" stroke="#e5e5e5" fill="none"/>',
            f'<text x="{x}" y="{bottom + 15}" text-anchor="middle">{at:.1f}</text>',
            f'<text x="{left - 6}" y="{y + 4}" text-anchor="end">{at:.1f}</text>',
        ]
    middle = EDGE + SIDE / 2
    lines += [
        *shapes,
        f'<text x="{middle}" y="{height - 12}" text-anchor="middle">{across}</text>',
        f'<text transform="translate(13 {middle}) rotate(-90)" text-anchor="middle">{up}</text>',
    ]
    for at, name in enumerate(names):
        y = EDGE + 12 + 18 * at
        lines += [
            f'<rect x="{SIDE + EDGE + 16}" y="{y - 9}" width="11" height="11" fill="{COLOURS[at]}"/>',
            f'<text x="{SIDE + EDGE + 32}" y="{y}">{name}</text>',
        ]
    return "\n".join([*lines, "</svg>"]) + "\n"


def line(points: Iterable[tuple[float, float]], colour: str) -> str:
    path = " ".join(f"{x},{y}" for x, y in (scale(*point) for point in points))
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'


def curves(name: str, systems: dict[str, Any]) -> str:
    shown = [s for s in NAMES if "curve" in systems.get(s, {})]
    shapes = [line(systems[s]["curve"], COLOURS[at]) for at, s in enumerate(shown)]
    return picture(
        f"{name}: precision against recall", "recall", "precision", shapes, [NAMES[s] for s in shown]
    )


def calibration(name: str, systems: dict[str, Any]) -> str:
    """Where dots lie on the line, what is said is so; the larger a dot, the more enquiries."""
    shown = [s for s in NAMES if "reliability" in systems.get(s, {})]
    shapes = [line([(0, 0), (1, 1)], "#bbbbbb")]
    for at, system in enumerate(shown):
        bins = systems[system]["reliability"]
        whole = sum(n for _, _, n in bins)
        shapes.append(line([(said, true) for said, true, _ in bins], COLOURS[at]))
        for said, true, n in bins:
            x, y = scale(said, true)
            shapes.append(
                f'<circle cx="{x}" cy="{y}" r="{2 + 14 * (n / whole) ** 0.5:.1f}" fill="{COLOURS[at]}" fill-opacity=".35"/>'
            )
    return picture(
        f"{name}: what is said, what is so",
        "probability said",
        "share that is right",
        shapes,
        [NAMES[s] for s in shown],
    )


def cell(told: dict[str, Any], key: str) -> str:
    value = told.get(key)
    return (
        f"{value:.3f}".lstrip("0")
        if isinstance(value, float) and value < 1
        else f"{value:g}"
        if value is not None
        else ""
    )


def sure(told: dict[str, Any]) -> str:
    high = told.get("said_99")
    if not high or high["precision"] is None:
        return ""
    return f"{high['precision']:.4f} / {high['recall']:.3f}".replace("0.", ".").replace("1.0000", "1")


def table(heads: list[str], rows: Iterable[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in lines) + "\n"


def links_table(systems: dict[str, Any]) -> str:
    columns: list[tuple[str, Callable[[dict[str, Any]], str]]] = [
        ("right first", lambda t: cell(t, "recall_1")),
        ("in ten", lambda t: cell(t, "recall_10")),
        ("F1", lambda t: cell(t, "f1")),
        ("recall at precision .99", lambda t: cell(t, "recall_at_p99")),
        ("ECE", lambda t: cell(t, "ece")),
        ("p ≥ .99: precision / linked", sure),
    ]
    rows = []
    for system, name in NAMES.items():
        told = systems.get(system, {})
        if "f1" in told:
            rows.append([name, *(make(told) for _, make in columns)])
        elif "failed" in told:
            rows.append([name, f"failed: {told['failed']}", *[""] * (len(columns) - 1)])
    return table(["", *(head for head, _ in columns)], rows)


def pairs_table(systems: dict[str, Any]) -> str:
    sources = sorted({s for told in systems.values() for s in told.get("by_source", {})})
    rows = []
    for system, told in systems.items():
        if "ap" in told:
            parts = [told["by_source"].get(s, {}) for s in sources]
            more = [f"{cell(p, 'ap')} / {cell(p, 'f1')}" if p else "" for p in parts]
            rows.append(
                [
                    NAMES.get(system, system),
                    cell(told, "ap"),
                    cell(told, "f1"),
                    cell(told, "recall_at_p99"),
                    *more,
                    str(told.get("pairs_per_cpu_s", "")),
                ]
            )
    heads = ["", "AP", "F1", "recall at precision .99", *(f"{s}: AP / F1" for s in sources), "pairs a second"]
    return table(heads, rows)


def tags_table(systems: dict[str, Any]) -> str:
    shown = [s for s in NAMES if "recall_1_by_tag" in systems.get(s, {})]
    tags = sorted({t for s in shown for t in systems[s]["recall_1_by_tag"]})
    rows = [
        [
            t,
            *(
                f"{1 - systems[s]['recall_1_by_tag'][t]:.3f}".lstrip("0")
                if t in systems[s]["recall_1_by_tag"]
                else ""
                for s in shown
            ),
        ]
        for t in tags
    ]
    return table(["what was told how", *(NAMES[s] for s in shown)], rows)


def slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def page(files: list[dict[str, Any]]) -> str:
    parts = [INTRO]
    for told in files:
        size = told["size"]  # of the lists that were made; others have their own
        parts.append(
            f"## Made lists of {size['records']:,} records, and others of their own size\n\n`{told['command']}`, {told['day']}, {told['machine']}, load {told['load_at_start'][0]} and more.\n"
        )
        for name, systems in told["lists"].items():
            first = next(iter(systems.values()))
            if "pairs" in first:
                parts.append(
                    f"### {name[0].upper()}{name[1:]}: {first['pairs']:,} pairs of names\n\n{pairs_table(systems)}"
                )
                continue
            parts.append(
                f"### {name[0].upper()}{name[1:]}: {first['enquiries']:,} enquiries, {first['found']:,} of people who are there\n\n{links_table(systems)}"
            )
            key = f"{slug(name)}-{size['records']}"
            for kind, draw in (("curves", curves), ("calibration", calibration)):
                (PICTURES / f"{key}-{kind}.svg").write_text(draw(name, systems), "utf8")
            parts.append(
                f"![Precision and recall](pictures/{key}-curves.svg) ![Calibration](pictures/{key}-calibration.svg)\n"
            )
            parts.append(
                f"<details><summary>Share of the sought who are not first, by how they were described</summary>\n\n{tags_table(systems)}\n</details>\n"
            )
    return "\n".join(parts)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("results", type=Path, nargs="+")
    args = options.parse_args()
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.svg"):
        old.unlink()
    PAGE.write_text(page([json.loads(path.read_text("utf8")) for path in args.results]), "utf8")


if __name__ == "__main__":
    main()
