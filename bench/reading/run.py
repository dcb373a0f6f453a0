"""Our reader on the written pages: python bench/reading/run.py [-v HALF] [--docs PATTERN] [--out FILE].

Prints every measure for the half that rules were tuned on and for the half that was held out, beside the target.
Beside our story text stand all paragraphs of a page (the floor), and what trafilatura and readability-lxml keep,
where their environment was made (make bench-reading does; bench/reading/peers/). They read no names, no dates and
no statuses: story text is all that they share with us. `--articles FOLDER` measures the story text of all four on
scrapinghub's article-extraction-benchmark, which whoever measures has fetched himself.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from build import HALVES, PAGES, build
from score import Fact, Tally, add_document, add_story

from regreso.reading.blocks import label_blocks
from regreso.reading.document import Handed, read_file
from regreso.reading.flat import flat
from regreso.reading.markup import split
from regreso.reading.page import read_page
from regreso.reading.source import decode

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


PEERS = Path(__file__).parent / "peers"
_HEAD = (0.7, 0.8, 0.9)  # how sure the labels of titles and introductions are
_EXTRACTORS = ("paragraphs", "trafilatura", "readability")


def add_peers(folder: Path, tally: Tally, word: str) -> None:
    """The story text of the floor and of each peer that is there, scored as ours."""
    labels = json.loads((folder / "labels.json").read_text("utf8"))["pages"]
    python = PEERS / ".venv" / "bin" / "python"
    for name in _EXTRACTORS:
        if name != "paragraphs" and not python.exists():
            continue
        told = extracted(sys.executable if name == "paragraphs" else str(python), folder, name)
        own = Tally()
        for doc, label in labels.items():
            if label["kind"] == "page" and re.search(word, doc):
                add_story(own, label, told.get(doc, ""), doc)
        for measure, pair in own.pairs.items():
            tally.pairs[f"{measure}, {name}"] = pair


def extracted(python: str, folder: Path, name: str) -> dict[str, str]:
    """What one extractor keeps of every page of a folder."""
    command = [python, str(PEERS / "extract.py"), str(folder), name]
    made = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(made.stdout)


def articles(folder: Path) -> None:
    """The benchmark's own evaluate.py on what each reader keeps; the text of an article is without its headline."""
    sys.path.insert(0, str(folder))
    evaluate = import_module("evaluate")
    truth = json.loads((folder / "ground-truth.json").read_text("utf8"))
    python = str(PEERS / ".venv" / "bin" / "python")
    with tempfile.TemporaryDirectory() as made:
        for key in truth:
            page = gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes())
            (Path(made) / f"{key}.html").write_bytes(page)
        told = {name: extracted(python if name != "paragraphs" else sys.executable, Path(made), name)
                for name in _EXTRACTORS if name == "paragraphs" or Path(python).exists()}  # fmt: skip
        began = time.process_time()
        told["ours"] = {f"{key}.html": body((Path(made) / f"{key}.html").read_bytes()) for key in truth}
        spent = time.process_time() - began
    for name, texts in told.items():
        pairs = [
            evaluate.string_shingle_matching(
                true=truth[key]["articleBody"], pred=texts.get(f"{key}.html", "")
            )
            for key in truth
        ]
        said = evaluate.metrics_from_tp_fp_fns(pairs)
        print(
            f"{name:<14} P {said['precision']:.3f} R {said['recall']:.3f} F1 {said['f1']:.3f} ({len(pairs)})"
        )
    print(f"ours, blocks and labels alone: {len(truth) / spent:.0f} pages a second of processor time")


def body(page: bytes) -> str:
    """The story without its head: what stands above its first paragraph."""
    kept = [block for block in label_blocks(split(decode(page)[0])) if block.label == "story"]
    kept = [block for block in kept if "h1" not in block.raw.tags]
    first = next((n for n, block in enumerate(kept) if block.conf not in _HEAD), 0)
    return "\n".join(block.words for block in kept[first:])


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("-v", choices=HALVES, help="print what is wrong in one half")
    ask.add_argument("--docs", default="", help="only documents whose name this pattern finds")
    ask.add_argument("--only", choices=HALVES)
    ask.add_argument("--out", type=Path)
    ask.add_argument("--articles", type=Path, metavar="FOLDER", help="a checkout of the article benchmark")
    args = ask.parse_args()
    if args.articles:
        articles(args.articles)
        return
    results: dict[str, dict[str, object]] = {}
    with tempfile.TemporaryDirectory() as made:
        for half in [args.only] if args.only else HALVES:
            build(PAGES / half, Path(made) / half)
            tally, spent, pages = measure(Path(made) / half, args.docs)
            add_peers(Path(made) / half, tally, args.docs)
            results[half] = {**tally.figures(), "pages_per_second": round(pages / max(spent, 1e-9), 1)}
            if args.v == half and half != "held":
                print("\n".join(sorted(tally.wrong)))
    show(results)
    if args.out:
        results["machine"] = {"load": os.getloadavg()[0], "cpus": os.cpu_count()}
        args.out.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf8")


def show(results: dict[str, dict[str, object]]) -> None:
    names = dict.fromkeys(name for figures in results.values() for name in figures)
    print(f"{'measure':<36}{'target':>8}" + "".join(f"{half:>30}" for half in results))
    for name in names:
        cells = "".join(f"{_cell(figures.get(name)):>30}" for figures in results.values())
        print(f"{name:<36}{TARGETS.get(name, ''):>8}{cells}")


def _cell(figure: object) -> str:
    if not isinstance(figure, dict):
        return str(figure)
    if "f1" in figure:
        return f"P {figure['p']:.2f} R {figure['r']:.2f} F1 {figure['f1']:.2f} ({figure['n']})"
    return f"{figure['share']:.3f} ({figure['n']})" if "share" in figure else str(figure or "all 0")


if __name__ == "__main__":
    main()
