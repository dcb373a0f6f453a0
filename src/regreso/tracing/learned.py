"""Weights from lists that reviewers judged: what is learned, and how much better it is on what was kept aside.

A table of verdicts has enquiry_id, record_id and verdict; the answers of `regreso link` with one column more
will do. "yes" says that the record is the one sought, or, with no record, that nobody in the register is; "no"
that it is somebody else. Everything else is not judged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import log

from regreso.facts.person import PersonFacts
from regreso.matching import Registry, Settings, held_share_of
from regreso.matching.learning import (
    Judged,
    Table,
    by_agreement,
    by_verdicts,
    count,
    curve_of,
)
from regreso.matching.second import Second
from regreso.matching.weights import Weights, WeightsFile, of_table
from regreso.tracing.facts import row_facts

YES = frozenset({"yes", "y", "true", "1", "si", "sí", "так", "да", "same"})
NO = frozenset({"no", "n", "false", "0", "ні", "нет", "different"})
KEPT_ASIDE = 0.3
LEAST_JUDGED = 30  # enquiries; with fewer verdicts nothing can be said of the part kept aside
LEAST_CURVE = 200  # judged pairs from which the curve is learned too
TURNS = 3
MOST = 4000  # enquiries that are learned from
_BINS = 10


@dataclass(slots=True)
class Verdicts:
    """What reviewers said of one enquiry.

    >>> said = Verdicts()
    >>> said.note("R1", "no"), said.note("R2", "perhaps"), said.note("", "yes"), said.nobody
    (True, False, True, True)
    """

    true: set[str] = field(default_factory=set)
    rejected: set[str] = field(default_factory=set)
    nobody: bool = False

    def note(self, record_id: str, verdict: str) -> bool:
        """Take in one verdict; whether it was one."""
        said = verdict.strip().lower()
        if said in YES:
            self.nobody = self.nobody or not record_id
            self.true |= {record_id} - {""}
        elif said in NO and record_id:
            self.rejected.add(record_id)
        return said in YES or (said in NO and bool(record_id))


def verdicts_of(rows: Iterable[Mapping[str, str]]) -> dict[str, Verdicts]:
    """Verdicts by enquiry; rows without one are passed over.

    >>> found = verdicts_of([{"enquiry_id": "E1", "record_id": "R1", "verdict": "Yes"}])
    >>> found["E1"].true
    {'R1'}
    """
    found: dict[str, Verdicts] = {}
    for row in rows:
        said = found.get(row["enquiry_id"], Verdicts())
        if said.note(row.get("record_id", ""), row.get("verdict", "")):
            found[row["enquiry_id"]] = said
    return found


@dataclass(frozen=True, slots=True)
class Trust:
    """How good probabilities are on enquiries kept aside.

    Attributes:
        enquiries: how many; pairs: how many judged pairs of them.
        log_loss: in nats a pair. ece: error of calibration. fit: bits an enquiry.

    >>> Trust(enquiries=3, pairs=0, log_loss=0.0, ece=0.0, fit=1.5).fit
    1.5
    """

    enquiries: int
    pairs: int
    log_loss: float
    ece: float
    fit: float


@dataclass(frozen=True, slots=True)
class Learned:
    """New weights, how good they and the old ones are on what was kept aside, and how many were judged.

    >>> trust = Trust(3, 0, 0.0, 0.0, 1.5)
    >>> Learned({}, [], trust, trust, held=0.5, judged=0).after.fit
    1.5
    """

    bits: Table
    curve: list[list[float]]
    before: Trust
    after: Trust
    held: float
    judged: int


def aside(enquiry_id: str) -> bool:
    """Whether an enquiry is kept aside: told by its id, so the same in every run.

    >>> 200 < sum(aside(f"E{n}") for n in range(1000)) < 400
    True
    """
    return hashlib.sha256(enquiry_id.encode()).digest()[0] < KEPT_ASIDE * 256


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A register, enquiries, and what reviewers said of them.

    >>> day, he = date(2022, 7, 1), {"name": "Иван Жук", "dob": "1999"}
    >>> reviewed = Reviewed.of([he | {"record_id": "R1"}], [he | {"enquiry_id": "E1"}], {}, as_of=day)
    >>> len(reviewed.people), reviewed.cases(kept_aside=aside("E1"))[0].true
    (1, None)
    """

    people: Registry
    facts: dict[str, PersonFacts]
    verdicts: dict[str, Verdicts]

    @classmethod
    def of(
        cls,
        registry_rows: Iterable[Mapping[str, str]],
        enquiry_rows: Iterable[Mapping[str, str]],
        verdicts: dict[str, Verdicts],
        *,
        as_of: date,
    ) -> Reviewed:
        """Read the lists; of very many enquiries the judged ones come first."""
        people = Registry()
        people.add_many((row["record_id"], row_facts(row, as_of=as_of)[0]) for row in registry_rows)
        rows = sorted(enquiry_rows, key=lambda row: row["enquiry_id"] not in verdicts)[:MOST]
        facts = {row["enquiry_id"]: row_facts(row, as_of=as_of)[0] for row in rows}
        return cls(people, facts, {key: said for key, said in verdicts.items() if key in facts})

    def cases(self, *, kept_aside: bool) -> list[Judged]:
        """The enquiries of one of the two parts."""
        return [self._judged(key) for key in self.facts if aside(key) == kept_aside]

    def _judged(self, key: str) -> Judged:
        said = self.verdicts.get(key)
        if said is None:
            return Judged(self.facts[key])
        known = frozenset(said.true) if said.true or said.nobody else None
        return Judged(self.facts[key], known, frozenset(said.rejected))

    def held(self) -> float:
        """The share of the sought who are in the register, by the weights in use."""
        return held_share_of([self.people.evidence(facts) for facts in self.facts.values()])

    def pairs(self, *, kept_aside: bool) -> list[tuple[float, bool]]:
        """Each judged pair: its probability, and whether it was confirmed. What was not shown is 0."""
        found = []
        for key, said in self.verdicts.items():
            if aside(key) == kept_aside:
                shown = {c.record_id: c.probability for c in self.people.search(self.facts[key]).candidates}
                found += [(shown.get(record, 0.0), True) for record in said.true]
                wrong = said.rejected | (set(shown) - said.true if said.true or said.nobody else set())
                found += [(shown.get(record, 0.0), False) for record in wrong]
        return found


def learn(reviewed: Reviewed, old: WeightsFile) -> Learned:
    """Learn from one part of the enquiries, and measure before and after on the other.

    Args:
        reviewed: the lists; its registry weighs by the new weights afterwards.
        old: the weights so far.

    >>> day, he = date(2022, 7, 1), {"name": "Иван Жук", "dob": "1999"}
    >>> reviewed = Reviewed.of([he | {"record_id": "R1"}], [he | {"enquiry_id": "E1"}], {}, as_of=day)
    >>> learn(reviewed, WeightsFile.open(None)).judged
    0
    """
    table, curve, shares = old.bits, old.curve, old.shares
    judged = len(reviewed.verdicts)
    trees = Second.of(old.second)
    before, held = _trust(reviewed, table, curve, trees)
    learning, made = reviewed.cases(kept_aside=False), table
    for _ in range(TURNS if shares else 0):
        made = by_agreement(table, shares, count(reviewed.people, learning, made, held=held))
    for _ in range(TURNS if judged else 0):
        made = by_verdicts(made, count(reviewed.people, learning, made, held=held))
    straight = [[0.0, 0.0], [1.0, 1.0]]
    pairs = _pairs_by(reviewed, of_table(made, straight, trees), held) if judged else []
    bent = curve_of([p for p, _ in pairs], [y for _, y in pairs]) if len(pairs) >= LEAST_CURVE else curve
    after, held = _trust(reviewed, made, bent, trees)
    return Learned(made, bent, before, after, held, judged)


def _pairs_by(reviewed: Reviewed, weights: Weights, held: float) -> list[tuple[float, bool]]:
    reviewed.people.scale.use(weights)
    reviewed.people.settings = Settings(held_share=held)
    return reviewed.pairs(kept_aside=False)


def _trust(
    reviewed: Reviewed, table: Table, curve: list[list[float]], trees: Second | None
) -> tuple[Trust, float]:
    people, weights = reviewed.people, of_table(table, curve, trees)
    people.scale.use(weights)
    held = reviewed.held()
    people.settings = Settings(held_share=held)
    cases, pairs = reviewed.cases(kept_aside=True), reviewed.pairs(kept_aside=True)
    counts = count(people, cases, table, held=held)
    people.scale.use(weights)
    losses = [-log(max(p if true else 1 - p, 1e-6)) for p, true in pairs]
    loss = sum(losses) / max(len(losses), 1)
    return Trust(len(cases), len(pairs), loss, _ece(pairs), counts.fit / max(counts.enquiries, 1)), held


def _ece(pairs: list[tuple[float, bool]]) -> float:
    bins: dict[int, list[tuple[float, bool]]] = {}
    for said, true in pairs:
        bins.setdefault(min(int(said * _BINS), _BINS - 1), []).append((said, true))
    apart = [abs(sum(p for p, _ in part) - sum(y for _, y in part)) for part in bins.values()]
    return sum(apart) / max(len(pairs), 1)
