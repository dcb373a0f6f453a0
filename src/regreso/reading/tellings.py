"""What several sources say of one matter: one telling copied by many, and claims that do not agree.

An agency's text in five papers is one telling, not five. Claims that differ are never merged: they are put
beside each other for a reviewer, each with its teller.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from regreso.reading.leads import Value

Record = Mapping[str, Value]

_WORD = re.compile(r"[^\W_]+")
_SHINGLE = 5  # words
_COPIED = 0.4  # measured: copies of one agency text share .58-.81 of their shingles, independent reports at most .16
_MOST_SHARED = 200  # a shingle in more texts than this is a formula, not a copy
_NEAR = 7  # days between two counts of one event
_DEAD, _LIVING = {"killed"}, {"captured", "wounded", "released", "evacuated", "trapped", "safe", "alive"}


@dataclass(frozen=True, slots=True)
class Beside:
    """Claims about one matter that differ, in the order in which they came.

    Attributes:
        kind: "person" or "count".
        matter: the person's name in the nominative, or what is counted ("killed").
        claims: places of the records in the sequence that was given.
        clash: whether they cannot both be true: dead and living, or a report and its denial.
    """

    kind: str
    matter: str
    claims: tuple[int, ...]
    clash: bool


def same_tellings(texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Texts that tell the same in the same words, as groups of their places; every text is in one group.

    Args:
        texts: the story text of each source.

    Returns:
        Groups in the order of their first text; count them, not the texts, to know how many tell something.

    >>> told = "Вчера под Суджей в плен попали двое рядовых из Рязани, сообщила группа поиска"
    >>> same_tellings([told, "Agencia. " + told + ". Читайте также", "Сегодня вернулись сто двадцать человек из плена домой"])
    ((0, 1), (2,))
    """
    shingles = [_shingles(text) for text in texts]
    leader = list(range(len(texts)))
    for one, other in _sharing(shingles):
        small = min(len(shingles[one]), len(shingles[other]))
        if len(shingles[one] & shingles[other]) >= _COPIED * small:
            a, b = sorted((_root(leader, one), _root(leader, other)))
            leader[b] = a
    groups: dict[int, list[int]] = defaultdict(list)
    for n in range(len(texts)):
        groups[_root(leader, n)].append(n)
    return tuple(tuple(group) for group in groups.values())


def _shingles(text: str) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    size = min(_SHINGLE, len(words))
    return (
        frozenset(hash(tuple(words[n : n + size])) for n in range(len(words) - size + 1))
        if size
        else frozenset()
    )


def _sharing(shingles: Sequence[frozenset[int]]) -> set[tuple[int, int]]:
    """Pairs of texts with a shingle in common, found without comparing all with all."""
    holders: dict[int, list[int]] = defaultdict(list)
    for n, own in enumerate(shingles):
        for shingle in own:
            holders[shingle].append(n)
    return {
        pair for held in holders.values() if 1 < len(held) <= _MOST_SHARED for pair in combinations(held, 2)
    }


def _root(leader: list[int], n: int) -> int:
    while leader[n] != n:
        leader[n] = leader[leader[n]]
        n = leader[n]
    return n


def side_by_side(records: Sequence[Record]) -> tuple[Beside, ...]:
    """Which leads speak of one person, or of one count, and differ.

    Args:
        records: leads as `regreso read` writes them; superseded and rejected ones are left out before.

    Returns:
        One entry a matter on which they differ. Pseudonyms are never taken for one person.

    >>> def lead(name, status, polarity="asserted"):
    ...     return {"kind": "person", "readings": [{"nominative": name}], "status": status, "polarity": polarity, "pseudonym": False}
    >>> side_by_side([lead("Иван Серов", "killed"), lead("Серов Иван", "captured"), lead("Пётр Гай", "killed")])
    (Beside(kind='person', matter='Иван Серов', claims=(0, 1), clash=True),)
    """
    return (*_persons(records), *_counts(records))


def _persons(records: Sequence[Record]) -> Iterator[Beside]:
    named = [
        n
        for n, record in enumerate(records)
        if record.get("kind") == "person" and not record.get("pseudonym")
    ]
    keys = {n: set(_names(records[n])) for n in named}
    for group in _grouped(named, keys):
        said = {(records[n].get("status"), records[n].get("polarity")) for n in group} - {
            ("unknown", "asserted")
        }
        if len(said) > 1:
            yield Beside("person", _nominative(records[group[0]]), group, _clash(records[n] for n in group))


def _readings(record: Record) -> list[Mapping[str, Value]]:
    readings = record.get("readings")
    return [r for r in readings if isinstance(r, Mapping)] if isinstance(readings, list) else []


def _nominative(record: Record) -> str:
    return next((str(r["nominative"]) for r in _readings(record)), str(record.get("as_written", "")))


def _names(record: Record) -> Iterator[frozenset[str]]:
    """Every pair of words of each reading: two words of a name in common are one person for a reviewer."""
    for reading in _readings(record):
        words = {
            w.casefold().replace("ё", "е") for w in _WORD.findall(str(reading["nominative"])) if len(w) > 1
        }
        yield from map(frozenset, combinations(sorted(words), 2))


def _grouped(members: Sequence[int], keys: Mapping[int, set[frozenset[str]]]) -> Iterator[tuple[int, ...]]:
    """Members that share a key with one another, directly or over others."""
    holders: dict[frozenset[str], list[int]] = defaultdict(list)
    for n in members:
        for key in keys[n]:
            holders[key].append(n)
    leader = list(range(max(members, default=-1) + 1))
    for held in holders.values():
        for other in held[1:]:
            a, b = sorted((_root(leader, held[0]), _root(leader, other)))
            leader[b] = a
    groups: dict[int, list[int]] = defaultdict(list)
    for n in members:
        groups[_root(leader, n)].append(n)
    yield from (tuple(group) for group in groups.values() if len(group) > 1)


def _clash(records: Iterable[Record]) -> bool:
    held = list(records)
    meant = {str(r.get("status")) for r in held if r.get("polarity") in ("asserted", "hedged")}
    denied = {str(r.get("status")) for r in held if r.get("polarity") in ("denied", "withdrawn")}
    denied |= {str(s) for r in held for s in _list(r.get("denies"))}
    return bool(meant & _DEAD and meant & _LIVING) or bool(meant & denied)


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []


def _counts(records: Sequence[Record]) -> Iterator[Beside]:
    """Counts of one status told within a week of each other, with different numbers."""
    by_status: dict[str, list[int]] = defaultdict(list)
    for n, record in enumerate(records):
        if (
            record.get("kind") == "count"
            and record.get("status") not in (None, "unknown")
            and not record.get("part")
        ):
            by_status[str(record["status"])].append(n)
    for status, members in by_status.items():
        for event in _events(records, members):
            values = {(records[n].get("low"), records[n].get("best"), records[n].get("high")) for n in event}
            denied = {records[n].get("polarity") in ("denied", "withdrawn") for n in event}
            if len(event) > 1 and (len(values) > 1 or len(denied) > 1):
                yield Beside("count", status, tuple(event), clash=len(denied) > 1)


def _events(records: Sequence[Record], members: Sequence[int]) -> Iterator[list[int]]:
    dated = sorted(members, key=lambda n: (_day(records[n]) or date.min, n))
    event: list[int] = []
    for n in dated:
        before, now = (_day(records[event[-1]]), _day(records[n])) if event else (None, None)
        if event and before and now and (now - before).days > _NEAR:
            yield event
            event = []
        event.append(n)
    if event:
        yield event


def _day(record: Record) -> date | None:
    source = record.get("source")
    published = source.get("published") if isinstance(source, Mapping) else None
    written = str(published.get("edtf") or "") if isinstance(published, Mapping) else ""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
