"""Match a list of enquiries against a register: rows in, ranked rows out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice

from regreso.facts.dates import DateInterval
from regreso.facts.errors import FactError
from regreso.matching import Reason, Registry, Settings, held_share_of
from regreso.matching.columns import People
from regreso.matching.weights import WeightsFile
from regreso.tracing.facts import row_facts


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A candidate of an enquiry; rank 0 is "nobody in the register": no record, no weight, no reasons."""

    enquiry_id: str
    record_id: str
    rank: int
    probability: float
    weight: float
    same_as: str = ""
    reasons: Sequence[Reason] = ()
    fits_as_well: int = 0


_SEXES = ("", "m", "f")
HELD_SAMPLE = 2000  # enquiries that tell the share of those whose person is held
HELD_LEAST = 100  # enquiries under which a list tells too little of it


def share_in(
    registry: Registry, enquiry_rows: Iterable[Mapping[str, str]], *, as_of: date, least: int = HELD_LEAST
) -> float:
    """The share of a list's sought who are in a registry; the usual one where fewer than `least` are asked for.

    >>> registry = registry_of([{"record_id": "R1", "name": "Иванов Пётр"}], as_of=date(2022, 7, 1))
    >>> share_in(registry, [{"name": "Ян Лис"}], as_of=date(2022, 7, 1)) == Settings().held_share
    True
    """
    first = list(islice(enquiry_rows, HELD_SAMPLE))
    if len(first) < least:
        return Settings().held_share
    return held_share_of([registry.evidence(row_facts(row, as_of=as_of)[0]) for row in first])


def estimated_share(
    registry_rows: Iterable[Mapping[str, str]],
    enquiry_rows: Iterable[Mapping[str, str]],
    *,
    as_of: date,
    least: int = 0,
    weights: str = "",
) -> float:
    """The share of a list's sought who are in the register, told by its first two thousand enquiries.

    >>> people = [{"record_id": "R1", "name": "Иванов Пётр", "dob": "1999-04-21"}]
    >>> asked = [{"name": "Petr Ivanov", "dob": "1999-04-21"}, {"name": "Тарас Коваль"}, {"name": "Ян Лис"}]
    >>> 0.2 < estimated_share(people, asked, as_of=date(2022, 7, 1)) < 0.6
    True
    """
    registry = registry_of(registry_rows, as_of=as_of, weights=weights)
    return share_in(registry, enquiry_rows, as_of=as_of, least=least)


def link(
    registry_rows: Iterable[Mapping[str, str]],
    enquiry_rows: Iterable[Mapping[str, str]],
    *,
    as_of: date,
    top: int = 10,
    min_probability: float = 0.01,
    held_share: float | None = None,
) -> Iterator[LinkRow]:
    """Answer each enquiry in turn: the nobody row, then the candidates, most probable first.

    `held_share` is the prior share of the sought who are in the register, None for the usual one.

    >>> people = [{"record_id": "R1", "name": "Иванов Пётр", "dob": "1999-04-21"}]
    >>> asked = [{"enquiry_id": "E1", "name": "Petr Ivanov", "dob": "1999-04-21"}]
    >>> [(row.rank, row.record_id) for row in link(people, asked, as_of=date(2022, 7, 1))]
    [(0, ''), (1, 'R1')]
    """
    registry = registry_of(registry_rows, as_of=as_of, held_share=held_share)
    yield from answers(registry, enquiry_rows, as_of=as_of, top=top, min_probability=min_probability)


def registry_of(
    registry_rows: Iterable[Mapping[str, str]],
    *,
    as_of: date,
    held_share: float | None = None,
    weights: str = "",
) -> Registry:
    """The people of a list, in memory; `weights` is the text of a weights file, "" for the shipped one.

    >>> len(registry_of([{"record_id": "R1", "name": "Иванов Пётр"}], as_of=date(2022, 7, 1)))
    1
    """
    settings = None if held_share is None else Settings(held_share=held_share)
    registry = Registry(settings, weights=WeightsFile.read(weights).weights() if weights else None)
    plain, rest, seen = People(), [], set()
    for row in registry_rows:
        record_id = row["record_id"]
        if record_id in seen or not _note_columns(plain, row):
            facts = row_facts(row, as_of=as_of)[0]
            if record_id in seen or not plain.note_facts(record_id, facts):
                rest.append((record_id, facts))
        seen.add(record_id)
    registry.add_columns(plain)
    registry.add_many(rest)
    return registry


def _note_columns(people: People, row: Mapping[str, str]) -> bool:
    """Take up a row whose columns tell all there is, without the way over facts: what `note_facts` would note."""
    if row.get("age") or row.get("sex", "") not in _SEXES or not (row.get("surname") or row.get("given")):
        return False
    dob = row.get("dob", "")
    birth = _born(dob) if dob else None
    if dob and birth is None:
        return False
    people.note(row["record_id"], row, birth)
    return True


@lru_cache(maxsize=65_536)
def _born(text: str) -> DateInterval | None:
    """A date as a column holds it; None for what is none."""
    try:
        return DateInterval.parse(text)
    except FactError:
        return None


def answers(
    registry: Registry,
    enquiry_rows: Iterable[Mapping[str, str]],
    *,
    as_of: date,
    top: int = 10,
    min_probability: float = 0.01,
) -> Iterator[LinkRow]:
    """The rows of `link`, from a registry that is in memory already.

    >>> day, asked = date(2022, 7, 1), [{"enquiry_id": "E1", "name": "Ян Лис"}]
    >>> registry = registry_of([{"record_id": "R1", "name": "Иванов Пётр"}], as_of=day)
    >>> [row.rank for row in answers(registry, asked, as_of=day)]
    [0]
    """
    asked = ((row["enquiry_id"], row_facts(row, as_of=as_of)[0]) for row in enquiry_rows)
    for enquiry_id, answer in registry.match_all(asked, top=top):
        yield LinkRow(enquiry_id, "", 0, answer.nobody, 0.0)
        for rank, found in enumerate(answer.candidates, 1):
            if found.probability >= min_probability:
                yield LinkRow(
                    enquiry_id,
                    found.record_id,
                    rank,
                    found.probability,
                    found.weight,
                    found.same_as,
                    found.reasons,
                    found.fits_as_well,
                )
