"""Weights learned from reviewers' verdicts, or without any from how enquiries and records agree.

Nothing of a name is learned, only how much each level of agreement is worth. With verdicts, each turn
compares level by level how often judged pairs are at it with how often the weights expect it (iterative
proportional fitting). Without, each turn compares how often *probable* pairs are at a level with how often
pairs were when the weights were made (expectation and maximisation). bench/train_matching.py makes the
shipped weights so.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from regreso.matching.compare import births, names
from regreso.matching.kernels.scoring import HERE, NOT_TOLD, WOMAN
from regreso.matching.weights import of_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regreso.facts.person import PersonFacts
    from regreso.matching.cards import Card
    from regreso.matching.find import Registry

Level = tuple[str, str]
Table = dict[str, dict[str, float]]
Pairs = dict[Level, float]  # how many are at each level

WORDS = (("surname", 0), ("given", 1), ("patronymic", 2), ("unit", 5))
PLACES = ("region_alone", "region_alone_differs", "region", "region_differs", "other")
STRAIGHT = [[0.0, 0.0], [1.0, 1.0]]
SHOWN = 30
# Pairs that are believed in beforehand at every level, and how far one turn goes: few verdicts move little.
PRIOR, DAMP = 4.0, 0.7
_SLIGHT = 1e-3
_LEAST_FOUND = 1e-9  # a record that was hardly found
_KNOWN_PAIRS = 100.0  # without verdicts, what was known of a field counts as so many pairs
_MOST_BITS = 98.0
_BEST = 12
_DATES = ("years", "age", "month")


@dataclass(frozen=True, slots=True)
class Judged:
    """An enquiry, and what reviewers said of it.

    Attributes:
        facts: what the family told.
        true: the records confirmed to be the one sought; empty where it is known that nobody of the register
            is meant; None where nobody judged.
        rejected: records known to be somebody else.
        kin: whether a brother, namesake or relative of somebody registered was meant, or "" for none of them;
            None where nobody knows.

    >>> from regreso.facts.person import PersonFacts
    >>> Judged(PersonFacts(names=()), frozenset({"R1"})).rejected
    frozenset()
    """

    facts: PersonFacts
    true: frozenset[str] | None = None
    rejected: frozenset[str] = frozenset()
    kin: str | None = None


@dataclass(slots=True)
class Counts:
    """Pairs at each level, as judged or believed and as expected; and how well enquiries fit, in bits.

    >>> both = Counts({("sex", "same"): 2.0}, {("sex", "same"): 1.0}, fit=-3.0, enquiries=2)
    >>> both.add(Counts({("sex", "same"): 1.0}, enquiries=1))
    >>> both.seen, both.enquiries
    ({('sex', 'same'): 3.0}, 3)
    """

    seen: Pairs = field(default_factory=lambda: defaultdict(float))
    expected: Pairs = field(default_factory=lambda: defaultdict(float))
    fit: float = 0.0
    enquiries: int = 0

    def add(self, other: Counts) -> None:
        """Take in the counts of another registry."""
        for mine, theirs in ((self.seen, other.seen), (self.expected, other.expected)):
            for level, times in theirs.items():
                mine[level] = mine.get(level, 0.0) + times
        self.fit += other.fit
        self.enquiries += other.enquiries


def levels(card: Card, codes: Sequence[int]) -> list[Level]:
    """At which levels a record agrees with the card that led to it; `codes` as kernels.scoring has them.

    >>> from regreso.matching.cards import Card
    >>> from regreso.matching.compare.births import Birth
    >>> card = Card("Жук", "", "", Birth(), "", "", "", "", "")
    >>> levels(card, [1, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    [('birth', 'missing'), ('surname', 'same'), ('sex', 'same')]
    """
    found: list[Level] = [("birth", births.LEVELS[codes[3]])]
    texts = {"surname": card.surname, "given": card.given, "patronymic": card.father, "unit": card.unit}
    for name, at in WORDS:
        if texts[name] and codes[at] != NOT_TOLD:
            woman = codes[at] == WOMAN
            level = names.LEVELS[0 if woman else codes[at]]
            found.append((name, "other_woman" if woman and not at else level))
    if codes[4] >= HERE:
        found.append(("settlement", names.LEVELS[codes[4] - HERE]))
    elif codes[4]:
        found.append(("place", PLACES[codes[4] - 1]))
    if codes[9]:
        found.append(("sex", "same" if codes[9] == 1 else "differs"))
    return found


def nobody_odds(near: dict[str, float], people: int, kin: dict[str, float]) -> float:
    """As kernels.sums: how likely the enquiry is if nobody of the registry is meant.

    >>> nobody_odds({"brother": 0.0}, 10, {"brother": -1.0})
    0.5
    """
    shares = {kind: float(np.exp2(bits)) for kind, bits in kin.items()}
    return 1 - min(sum(shares.values()), 0.9) + sum(shares[k] * near[k] for k in shares) / max(people, 1)


def count(registry: Registry, cases: Iterable[Judged], table: Table, *, held: float) -> Counts:
    """Weigh enquiries by a table and count at which levels pairs are.

    Args:
        registry: the people; it weighs by `table` afterwards.
        cases: the enquiries with what was judged.
        table: bits by field and level, as in weights.json.
        held: the share of the enquiries whose person is in the registry.

    >>> from regreso.facts.person import PersonFacts, PersonName, Weighted
    >>> from regreso.matching.find import Registry
    >>> from regreso.matching.weights import WeightsFile
    >>> he = PersonFacts(names=(Weighted(PersonName.of_parts("Жук", "Иван")),))
    >>> registry = Registry()
    >>> registry.add("R1", he)
    >>> told = count(registry, [Judged(he, frozenset({"R1"}))], WeightsFile.open(None).bits, held=0.5)
    >>> told.seen["surname", "same"], told.expected["surname", "same"] < 1
    (1.0, True)
    """
    registry.scale.use(of_table(table, STRAIGHT))
    counts = Counts()
    for case in cases:
        _count_one(registry, case, table, held, counts)
    return counts


def _count_one(registry: Registry, case: Judged, table: Table, held: float, counts: Counts) -> None:
    ranking, people = registry.rank(case.facts, top=SHOWN), max(len(registry), 1)
    odds, near = registry.scale.whole(ranking)
    nobody = nobody_odds(near, people, table["kin"]) * (1 - held)
    whole = odds * held / people + nobody
    each = (np.exp2(np.minimum(ranking.bits, _MOST_BITS)) * held / people / whole).tolist()
    ids = [registry.ids.text(record) for record in ranking.best[:, 0].tolist()]
    believed = _believed(case, ids, each, nobody / whole)
    counts.enquiries += 1
    counts.fit += _fit(case, ids, each, nobody / whole, whole)
    if case.kin is not None:
        _count_kin(case, near, table, (1 - held) / whole / people, counts)
    codes = registry.scale.tell(ranking, len(ids))[0].tolist()
    for k, expects in enumerate(each):
        if expects < _SLIGHT and believed[k] < _SLIGHT:
            continue
        for level in levels(ranking.cards[ranking.best[k, 2]], codes[k]):
            counts.expected[level] += expects
            counts.seen[level] += believed[k]


def _count_kin(case: Judged, near: dict[str, float], table: Table, unit: float, counts: Counts) -> None:
    for kind, mass in near.items():
        counts.expected["kin", kind] += float(np.exp2(table["kin"][kind])) * mass * unit
    if case.kin:
        counts.seen["kin", case.kin] += 1


def _believed(case: Judged, ids: list[str], each: list[float], nobody: float) -> list[float]:
    """How much of the enquiry each record is believed to be, now that it was judged."""
    if case.true is not None:
        hit = sum(p for i, p in zip(ids, each, strict=True) if i in case.true)
        alone = 1 / max(len(case.true), 1)
        return [
            (p / hit if hit > _LEAST_FOUND else alone) if i in case.true else 0.0
            for i, p in zip(ids, each, strict=True)
        ]
    if not case.rejected:
        return each
    left = [0.0 if i in case.rejected else p for i, p in zip(ids, each, strict=True)]
    whole = sum(left) + nobody
    return [p / whole for p in left]


def _fit(case: Judged, ids: list[str], each: list[float], nobody: float, whole: float) -> float:
    """Bits: of the verdict where there is one, else of the enquiry itself."""
    if case.true is None:
        return math.log2(whole)
    hit = sum(p for i, p in zip(ids, each, strict=True) if i in case.true) if case.true else nobody
    return math.log2(max(hit, _LEAST_FOUND))


def by_verdicts(table: Table, counts: Counts) -> Table:
    """The next table: each level's bits moved towards what was judged.

    >>> counts = Counts({("sex", "same"): 40.0}, {("sex", "same"): 18.0})
    >>> by_verdicts({"sex": {"same": 0.0, "differs": -3.0}}, counts)
    {'sex': {'same': 0.7, 'differs': -3.0}}
    """
    made = {name: dict(values) for name, values in table.items()}
    for name, level in counts.seen | counts.expected:
        if level in made.get(name, {}) and level != "missing":
            seen, expected = (times.get((name, level), 0.0) for times in (counts.seen, counts.expected))
            ratio = (seen + PRIOR) / (expected + PRIOR)
            made[name][level] = round(made[name][level] + DAMP * math.log2(ratio), 3)
    return made


def shares_of(counts: Pairs) -> Table:
    """Which share of the pairs of a field, or of one kind of dates, is at each level.

    >>> shares_of({("birth", "same"): 3.0, ("birth", "swap"): 1.0, ("birth", "age_1"): 5.0})
    {'birth': {'same': 0.75, 'swap': 0.25, 'age_1': 1.0}}
    """
    wholes: Pairs = defaultdict(float)
    for (name, level), times in counts.items():
        wholes[name, _kind(level)] += times
    made: Table = {}
    for (name, level), times in counts.items():
        if level != "missing" and wholes[name, _kind(level)] > 0:
            made.setdefault(name, {})[level] = round(times / wholes[name, _kind(level)], 5)
    return made


def _kind(level: str) -> str:
    start = level.partition("_")[0]
    return start if start in _DATES and level != "month" else ""


def by_agreement(first: Table, shares: Table, counts: Counts) -> Table:
    """The table for an operation nobody has judged yet.

    Args:
        first: the table that the shares belong to.
        shares: which share of true pairs was at each level when that table was made.
        counts: pairs at each level as the table so far believes.

    >>> counts = Counts({("birth", "same"): 8000.0, ("birth", "swap"): 2000.0})
    >>> first, shares = {"birth": {"same": 0.0, "swap": -5.0}}, {"birth": {"same": 0.95, "swap": 0.05}}
    >>> by_agreement(first, shares, counts)["birth"]["swap"] > -3.1
    True
    """
    made = {name: dict(values) for name, values in first.items()}
    for name, levels_of in shares.items():
        seen = {(name, level): counts.seen.get((name, level), 0.0) for level in levels_of}
        many, now = sum(seen.values()), shares_of(seen).get(name, {})
        trust = many / (many + _KNOWN_PAIRS)
        for level, share in levels_of.items():
            if level in made.get(name, {}) and share > 0:
                mixed = trust * now.get(level, share) + (1 - trust) * share
                made[name][level] = round(first[name][level] + math.log2(mixed / share), 3)
    return made


def curve_of(said: Sequence[float], true: Sequence[bool], *, belief: float = 20.0) -> list[list[float]]:
    """A monotone curve from probabilities said to how often they were right: a line between the logits.

    Args:
        said: probabilities of judged pairs.
        true: whether each was confirmed.
        belief: how many pairs' worth of belief there is that nothing need be mended.

    Returns:
        Points (said, true) from 0 to 1, as weights.json keeps them.

    >>> curve_of([], [])[:1], curve_of([0.9] * 400, [True] * 200 + [False] * 200)[-3][1] < 0.9
    ([[0.0, 0.0]], True)
    """
    shift, slope = _logistic(np.array(said, float).clip(1e-6, 1 - 1e-6), np.array(true, float), belief)
    points = [0.002, 0.01, 0.03, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999]
    mended = [1 / (1 + math.exp(-(shift + slope * math.log(p / (1 - p))))) for p in points]
    return [[0.0, 0.0], *([p, round(m, 5)] for p, m in zip(points, mended, strict=True)), [1.0, 1.0]]


def _logistic(said: np.ndarray, true: np.ndarray, belief: float) -> tuple[float, float]:
    """Shift and slope between logits, by Newton's method, held to 0 and 1 by `belief`."""
    logits = np.log(said / (1 - said))
    rows, at = np.stack([np.ones_like(logits), logits], axis=1), np.array([0.0, 1.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(np.clip(-rows @ at, -30, 30)))
        slope = rows.T @ (true - p) - belief * (at - np.array([0.0, 1.0]))
        bend = (rows * (p * (1 - p))[:, None]).T @ rows + belief * np.eye(2)
        step = np.linalg.solve(bend, slope)
        at = at + step / max(1.0, float(abs(step).max()) / 0.5)  # a long stride overshoots where all agree
    return float(at[0]), float(max(at[1], 0.05))
