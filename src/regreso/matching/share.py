"""From weights to probabilities: one whole, shared by all who may be meant and by nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from numpy.typing import NDArray

    from regreso.matching.store import Store
    from regreso.matching.weigh import Bits, Weighed

_KIN: dict[str, tuple[str, ...]] = {
    "brother": ("surname", "patronymic", "place"),
    "namesake": ("surname", "given", "patronymic"),
    "relative": ("surname", "place"),
}
_TURNS, _SETTLED = 200, 1e-6


class Rank(NamedTuple):
    """One record at its best row: which asked card led to it, and its bits."""

    record: int
    row: int
    card: int
    bits: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """All records that may be meant, best first, and the odds that somebody near to one of them is meant.

    Attributes:
        records, rows, cards, bits: n entries each, by falling bits.
        kin: expected likelihood ratio of "a relative or namesake of one of these", before its prior.

    >>> two = Ranking(np.array([7, 3]), np.array([9, 4]), np.array([0, 0]), np.array([12.0, -3.0]), {})
    >>> two.first(1)
    [Rank(record=7, row=9, card=0, bits=12.0)]
    """

    records: NDArray[np.int32]
    rows: NDArray[np.int32]
    cards: NDArray[np.int32]
    bits: Bits
    kin: dict[str, float]

    def first(self, count: int) -> list[Rank]:
        """The best entries."""
        columns = (self.records, self.rows, self.cards, self.bits)
        return [Rank(*values) for values in zip(*(c[:count].tolist() for c in columns), strict=True)]


def rank(store: Store, weighed: Sequence[Weighed], allowed: NDArray[np.bool_] | None) -> Ranking:
    """Bring the rows of all cards together: each record once, at its best.

    Args:
        store: the registry's rows.
        weighed: the rows of each asked card.
        allowed: by record number, who may be shown; None for all.

    >>> from regreso.matching.cards import Card
    >>> from regreso.matching.compare.births import Birth
    >>> from regreso.matching.store import Store
    >>> from regreso.matching.weigh import Scale
    >>> from regreso.matching.weights import learned
    >>> store, none = Store(), ("", Birth(), "m", "m", "", "", "")
    >>> who = [("Коваль", "Іван"), ("Шевченко", "Тарас")]
    >>> rows = [store.add(n, Card(*name, *none)) for n, name in enumerate(who)]
    >>> weighed = [Scale(store, learned()).weigh_all(Card("Shevchenko", "Taras", *none))]
    >>> [rank(store, weighed, may).records.tolist() for may in (None, np.array([True, False]))]
    [[1, 0], [0]]
    """
    rows = np.concatenate([w.rows for w in weighed])
    cards = np.concatenate([np.full(len(w.rows), i, np.int32) for i, w in enumerate(weighed)])
    bits = np.concatenate([w.total for w in weighed])
    records = store.column("record")[rows]
    if allowed is not None:
        keep = allowed[records]
        rows, cards, bits, records = rows[keep], cards[keep], bits[keep], records[keep]
    order = np.lexsort((rows, -bits))  # ties go to the earlier row, so that an answer never depends on chance
    first = np.sort(np.unique(records[order], return_index=True)[1])
    best = order[first]
    return Ranking(records[best], rows[best], cards[best], bits[best], _kin(weighed))


def _kin(weighed: Sequence[Weighed]) -> dict[str, float]:
    sums = dict.fromkeys(_KIN, 0.0)
    for one in weighed:
        for kind, fields in _KIN.items():
            if one.card.surname:
                shared = np.sum([one.fields[f] for f in fields], axis=0) + one.card.weight
                # Sorted: a sum of fractions depends on its order, an answer not on who came in first.
                sums[kind] += float(np.sort(np.exp2(np.minimum(shared, 60.0))).sum())
    return sums


def nobody_odds(ranking: Ranking, people: int, kin: dict[str, float]) -> float:
    """How likely the enquiry is if a stranger, a relative or a namesake of someone here is meant.

    A stranger is 1 by definition; whoever bears the family's name is likelier to be asked for than that.

    >>> nothing = np.zeros(0)
    >>> unknown = Ranking(nothing, nothing, nothing, nothing, {"brother": 0.0})
    >>> nobody_odds(unknown, 1000, {"brother": -2.0}), nobody_odds(unknown, 1000, {})
    (0.75, 1.0)
    """
    shares = {kind: float(np.exp2(bits)) for kind, bits in kin.items()}
    near = sum(shares[kind] * ranking.kin[kind] for kind in shares) / max(people, 1)
    return 1.0 - min(sum(shares.values()), 0.9) + near


def probabilities(
    bits: Bits, *, nobody: float, people: int, held_share: float, curve: Sequence[tuple[float, float]]
) -> tuple[NDArray[np.float64], float]:
    """Share one whole between persons and nobody, then mend it by the learned curve.

    Args:
        bits: log2 of the likelihood ratio of n different persons.
        nobody: the likelihood of the enquiry if none of them is meant.
        people: size of the registry.
        held_share: prior share of enquiries whose person is in the registry.
        curve: points (said, true) of the calibration, rising.

    Returns:
        n probabilities and that of nobody; their sum is at most 1.

    >>> each, none = probabilities(
    ...     np.array([30.0, 2.0]), nobody=1.0, people=1000, held_share=0.5, curve=((0, 0), (1, 1))
    ... )
    >>> bool(each[0] > 0.99), bool(each.sum() + none <= 1 + 1e-12)
    (True, True)
    """
    odds = np.exp2(np.minimum(bits, 200.0)) * held_share / max(people, 1)
    none = nobody * (1 - held_share)
    each = odds / (odds.sum() + none)
    said, true = zip(*curve, strict=True)
    mended = np.interp(each, said, true)
    whole = float(mended.sum())
    return (mended / whole if whole > 1 else mended), max(1.0 - whole, 0.0)


def held_share_of(evidence: Sequence[float]) -> float:
    """The share of a list of enquiries whose person is held, by expectation and maximisation.

    Args:
        evidence: for each enquiry, how much likelier it is if its person is held than if not
            (`Registry.evidence`).

    Returns:
        The likeliest share, with one held and one not held enquiry added, so that it is never 0 or 1.

    >>> round(held_share_of([1e6] * 30 + [1e-6] * 68), 2), held_share_of([])
    (0.31, 0.5)
    """
    ratios, share = np.minimum(np.array(evidence, dtype=np.float64), 1e200), 0.5
    for _ in range(_TURNS):
        held = ratios * share / (ratios * share + 1 - share)
        last, share = share, float((held.sum() + 1) / (len(ratios) + 2))
        if abs(share - last) < _SETTLED:
            break
    return share


def allowed_records(ids: Sequence[str], allow: Container[str] | None) -> NDArray[np.bool_] | None:
    """By record number, whether it may be shown; None where all may.

    >>> allowed_records(["R1", "R2"], {"R2"}).tolist(), allowed_records(["R1"], None)
    ([False, True], None)
    """
    return None if allow is None else np.fromiter((i in allow for i in ids), np.bool_, len(ids))
