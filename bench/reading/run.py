"""Our reader on the written pages: python bench/reading/run.py [-v HALF] [--docs WORD] [--out FILE].

Prints every measure for the half that rules were tuned on and for the half that was held out, beside the target.
With trafilatura and readability-lxml installed (a bench environment of its own), their story text stands beside.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from build import HALVES, PAGES, build
from score import Fact, Tally, add_document, add_story

from regreso.reading.document import Handed, read_file
from regreso.reading.flat import flat
from regreso.reading.page import read_page

TARGETS = {
    "subject leads right": 0.85, "subjects found": 0.80, "status right": 0.95, "nominative first": 0.85, "nominative among": 0.96,
    "date": 0.90, "anchor right": 0.95, "contact": 0.95, "step": 0.80, "announce": 0.80, "count": 0.75, "count+status": 0.65,
    "story text": 0.975, "quotes": 1.0,
}  # fmt: skip


def facts(path: Path, label: Fact, tally: Tally) -> Iterator[Fact]:
    """The flat facts of a file with what the flat format leaves out: confidence and all readings."""
    handed = Handed(path.name, _day(label["published"]), _day(label["retrieved"]))
    for taken in read_file(path, handed):
        for span in taken.lead.spans if taken.text else ():
            tally.shares["quotes"][0] += taken.text[span.start : span.end] == span.quote
            tally.shares["quotes"][1] += 1
        readings = taken.lead.fields.get("readings")
        for fact in flat(taken.lead, doc=path.name):
            fact["conf"] = taken.lead.conf
            if isinstance(readings, list):
                fact["readings"] = [r["nominative"] for r in readings]
            yield fact


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def measure(folder: Path, word: str = "") -> tuple[Tally, float, int]:
    tally, pages = Tally(), 0
    labels = json.loads((folder / "labels.json").read_text("utf8"))["pages"]
    began = time.process_time()
    for doc, label in labels.items():
        if re.search(word, doc):
            add_document(tally, doc, label, facts(folder / doc, label, tally))
            pages += 1
    spent = time.process_time() - began
    for doc, label in labels.items():
        if label["kind"] == "page" and re.search(word, doc):
            page = read_page((folder / doc).read_bytes())
            add_story(tally, label, "\n".join(b.words for b in page.blocks if b.label == "story"), doc)
    return tally, spent, pages


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("-v", choices=HALVES, help="print what is wrong in one half")
    ask.add_argument("--docs", default="", help="only documents whose name this pattern finds")
    ask.add_argument("--only", choices=HALVES)
    ask.add_argument("--out", type=Path)
    args = ask.parse_args()
    results: dict[str, dict[str, object]] = {}
    with tempfile.TemporaryDirectory() as made:
        for half in [args.only] if args.only else HALVES:
            build(PAGES / half, Path(made) / half)
            tally, spent, pages = measure(Path(made) / half, args.docs)
            results[half] = {**tally.figures(), "pages_per_second": round(pages / max(spent, 1e-9), 1)}
            if args.v == half:
                print("\n".join(sorted(tally.wrong)))
    show(results)
    if args.out:
        results["machine"] = {"load": os.getloadavg()[0], "cpus": os.cpu_count()}
        args.out.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf8")


def show(results: dict[str, dict[str, object]]) -> None:
    names = dict.fromkeys(name for figures in results.values() for name in figures)
    print(f"{'measure':<26}{'target':>8}" + "".join(f"{half:>30}" for half in results))
    for name in names:
        cells = "".join(f"{_cell(figures.get(name)):>30}" for figures in results.values())
        print(f"{name:<26}{TARGETS.get(name, ''):>8}{cells}")


def _cell(figure: object) -> str:
    if not isinstance(figure, dict):
        return str(figure)
    if "f1" in figure:
        return f"P {figure['p']:.2f} R {figure['r']:.2f} F1 {figure['f1']:.2f} ({figure['n']})"
    return f"{figure['share']:.3f} ({figure['n']})" if "share" in figure else str(figure or "all 0")


if __name__ == "__main__":
    main()
