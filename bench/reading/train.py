"""Learn how far the grammar of statuses can be trusted: python bench/reading/train.py (make train-reading).

Reads every labelled sentence and page of bench/reading but what is held back, lets the grammar read it, and
learns from where it was right (logistic regression, weights drawn to zero) the weights of
src/regreso/reading/data/trust.tsv. Prints what ten-fold cross-validation gives. Takes a minute.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from build import PAGES, build
from run import facts
from score import Tally, add_document, key
from statuses import Said, judge, sentences

from regreso.reading import persons, trust
from regreso.reading.document import Handed, read_file
from regreso.reading.leads import Lead
from regreso.reading.page import read_page

BENCH = Path(__file__).parent
OUT = BENCH.parent.parent / "src" / "regreso" / "reading" / "data" / "trust.tsv"
TABLE = OUT.with_name("calibration.tsv")
_LEAD_OF = {
    "person": "person",
    "count": "count",
    "contact": "contact",
    "date": "date",
    "announce": "announcement",
    "step": "procedure",
}
_ENOUGH = 120  # leads of a kind that are worth two bands
_SEEN = 0.35  # weight of texts on which the rules were written: there they are right too often
_RIDGE = 1.0
_STEPS = 60


@dataclass
class Example:
    """One status that the grammar read: its signs, whether it was right, its text's number and weight."""

    signs: tuple[str, ...]
    right: bool
    group: int
    weight: float
    status: str


def examples() -> list[Example]:
    """All statuses read in the labelled texts, each with the truth."""
    found: list[Example] = []
    group = 0
    for name, weight in (("calibration.txt", 1.0), ("sentences.txt", _SEEN)):
        for number, lang, text, labels in sentences(BENCH / name):
            if name == "calibration.txt" and number % 2:
                continue
            group += 1
            page = lambda: read_page(text, published=date(2023, 6, 1), lang=lang).leads  # noqa: B023, E731 - called before the loop goes on
            found += _of(page, labels, group, weight)
    with tempfile.TemporaryDirectory() as made:
        build(PAGES / "tuned", Path(made))
        pages = json.loads((Path(made) / "labels.json").read_text("utf8"))["pages"]
        for doc, label in pages.items():
            if doc.endswith(".html"):
                continue
            group += 1
            handed = Handed(doc, _day(label["published"]), _day(label["retrieved"]))
            labels = [
                Said(
                    f["w"],
                    f.get("status") or ("unknown" if f["role"] == "subject" else f["role"]),
                    _certain(f),
                )
                for f in label["facts"]
                if f["t"] == "person"
            ]
            leads = lambda: [t.lead for t in read_file(Path(made) / doc, handed)]  # noqa: B023, E731 - called before the loop goes on
            found += _of(leads, labels, group, 1.0 if doc[0] in "mxy" else _SEEN)
    return found


def _certain(fact: dict[str, object]) -> str:
    return str(fact.get("cert") or "").replace("reported", "").replace("confirmed", "")


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def _of(
    read: Callable[[], Iterable[Lead]], labels: list[Said], group: int, weight: float
) -> Iterator[Example]:
    heard: list[tuple[tuple[str, ...], str]] = []

    def listening(ground: trust.Ground) -> float:
        heard.append((tuple(trust.signs(ground)), ground.fate.status))
        return 1.0

    usual = trust.sureness
    setattr(persons, "sureness", listening)  # noqa: B010 - a name that the room does not offer
    try:
        leads: list[Lead] = [lead for lead in read() if lead.kind == "person"]
    finally:
        setattr(persons, "sureness", usual)  # noqa: B010 - as above
    told = {key(said.name): said for said in labels}
    weighed = iter(heard)
    for lead in leads:
        # One weighing for every person whose status was read, in the order of the leads.
        if "status_conf" not in lead.fields:
            continue
        own, status = next(weighed)
        said = told.get(key(lead.fields["as_written"]))
        if said and lead.fields["status"] != "unknown":  # what a word forbids to tell needs no weighing
            right = judge(said, lead) == "right" and said.what not in ("relative", "official", "other")
            yield Example(own, right, group, weight, status)


def learn(held: list[Example], names: list[str]) -> np.ndarray:
    """Weights of all signs, the first of none (Newton's steps on the penalised likelihood)."""
    place = {name: n + 1 for n, name in enumerate(names)}
    x = np.zeros((len(held), len(names) + 1))
    x[:, 0] = 1
    for row, example in enumerate(held):
        for sign in example.signs:
            if sign in place:
                x[row, place[sign]] = 1
    y = np.array([e.right for e in held], float)
    w = np.array([e.weight for e in held])
    ridge = np.full(len(names) + 1, _RIDGE)
    ridge[0] = 0.01
    weights = np.zeros(len(names) + 1)
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (w * (y - p)) - ridge * weights
        curve = (x * (w * p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def calibrate() -> None:
    """Per kind and band of what the rules claim: how often such leads of the written pages were right."""
    claims: dict[str, list[tuple[float, bool, float]]] = {}
    with tempfile.TemporaryDirectory() as made:
        build(PAGES / "tuned", Path(made))
        pages = json.loads((Path(made) / "labels.json").read_text("utf8"))["pages"]
        for doc, label in pages.items():
            tally = Tally()
            add_document(tally, doc, label, facts(Path(made) / doc, label, tally))
            for kind, conf, right in tally.sure_of:
                claims.setdefault(kind, []).append((conf, right, 1.0 if doc[0] in "mxy" else _SEEN))
    rows = ["kind\tleast\tconf"]
    for kind, own in sorted(claims.items()):
        own.sort(reverse=True)
        bands = 2 if len(own) >= _ENOUGH else 1
        size = len(own) // bands
        for n in range(bands):
            band = own[n * size : (n + 1) * size] if n + 1 < bands else own[n * size :]
            right = (sum(w * r for _, r, w in band) + 1) / (sum(w for _, _, w in band) + 2)
            rows.append(f"{_LEAD_OF[kind]}\t{band[-1][0] if n + 1 < bands else 0:.3f}\t{right:.3f}")
    TABLE.write_text("\n".join(rows) + "\n", "utf8")
    print("\n".join(rows))


def main() -> None:
    TABLE.write_text("kind\tleast\tconf\n", "utf8")  # before anything is read: what rules claim, uncalibrated
    learn_trust()
    calibrate()


def learn_trust() -> None:
    """Weigh the signs, and print what cross-validation gives."""
    held = examples()
    names = sorted({sign for e in held for sign in e.signs})
    guesses: list[tuple[float, Example]] = []
    for fold in range(10):
        fit = learn([e for e in held if e.group % 10 != fold], names)
        weights = dict(zip(["always", *names], fit, strict=True))
        for e in (e for e in held if e.group % 10 == fold):
            z = weights["always"] + sum(weights.get(s, 0.0) for s in e.signs)
            guesses.append((1 / (1 + np.exp(-z)), e))
    print(f"{len(held)} statuses, right {np.mean([e.right for e in held]):.3f}")
    for least in (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9):
        own = [e for p, e in guesses if p >= least]
        fresh = [e for e in own if e.weight == 1]
        dead = [e for e in fresh if e.status == "killed"]
        told = f"{np.mean([e.right for e in own]):.3f} ({len(own)})" if own else "-"
        new = f"{np.mean([e.right for e in fresh]):.3f} ({len(fresh)})" if fresh else "-"
        killed = f"{np.mean([e.right for e in dead]):.3f} ({len(dead)})" if dead else "-"
        print(f"at least {least}: right {told}, of fresh texts {new}, of those killed {killed}")
    fit = learn(held, names)
    rows = zip(["always", *names], fit, strict=True)
    OUT.write_text("sign\tweight\n" + "".join(f"{n}\t{v:.3f}\n" for n, v in rows), "utf8")


if __name__ == "__main__":
    main()
