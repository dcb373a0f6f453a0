"""Two registries find the people whom both have, and neither shows the other its list.

Each person becomes a few keys: coarse forms of the name with what is known of the birth, equal for both sides
however the name was spelt. A key is hashed to a point of the group ristretto255 and raised to a secret number of
each side; only such points travel. Raised to both secrets, equal keys are equal points, and nothing else can be
told from them (Diffie-Hellman private set intersection; docs/explanation/private-linkage.md says what it does not hide).

The arithmetic is libsodium's, through `rbcl`.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from regreso.facts.dates import DateInterval
from regreso.facts.names.readings import readings, skeleton
from regreso.facts.names.roles import parse_name
from regreso.facts.names.stock import identity, patronymic_stems
from regreso.facts.person import PersonFacts, PersonName

POINT = 32  # bytes
MOST_KEYS = 64  # of one person
_MOST_FORMS = 6  # of one part of a name
_CONTEXT = b"regreso private linkage 1\0"
_YEAR_DAYS = 400  # a birth known to about a year


@dataclass(frozen=True, slots=True)
class Key:
    """One coarse form of one person, and which kind of form it is.

    >>> Key("day", "x").kind
    'day'
    """

    kind: str
    text: str


def keys_of(facts: PersonFacts) -> tuple[Key, ...]:
    """The keys of one person, the strictest first; at most 64.

    `day`: surname, given name, day of birth. `father`: surname, given name, father's name and year. `year`: surname,
    given name, year. `mixed`: given name and day of birth with the father's name, for a surname that was changed.

    >>> from regreso.facts.person import Weighted
    >>> def of(name, birth):
    ...     return PersonFacts((Weighted(PersonName(name)),), (Weighted(DateInterval.parse(birth)),))
    >>> here, there = keys_of(of("Жуков Сергей", "1999-04-21")), keys_of(of("Serhii Schukow", "1999-04-21"))
    >>> sorted({key.kind for key in set(here) & set(there)})
    ['day', 'year']
    >>> keys_of(of("Жуков Сергей", "1999-04-21"))[0] in keys_of(of("Жуков Андрей", "1999-04-21"))
    False
    """
    found: dict[Key, None] = {}
    births = [birth.value for birth in facts.births]
    for name in _names(facts):
        surnames, givens, fathers = _surnames(name.surname), _givens(name.given), _fathers(name.patronymic)
        for surname, given in product(surnames, givens):
            for kind, birth in _times(births):
                found[Key(kind, f"{surname}|{given}|{birth}")] = None
                if kind == "year":
                    found |= {Key("father", f"{surname}|{given}|{f}|{birth}"): None for f in fathers}
        for given, father, (kind, birth) in product(givens, fathers, _times(births)):
            if kind == "day":
                found[Key("mixed", f"{given}|{father}|{birth}")] = None
    order = {kind: place for place, kind in enumerate(("day", "father", "mixed", "year"))}
    return tuple(sorted(found, key=lambda key: order[key.kind]))[:MOST_KEYS]


def _names(facts: PersonFacts) -> Iterator[PersonName]:
    for name in facts.names:
        if name.value.surname or name.value.given:
            yield name.value
        else:
            yield from (read.value for read in parse_name(name.value.as_written)[:2])


def _surnames(word: str) -> list[str]:
    forms = dict.fromkeys(skeleton(reading) for reading in readings(word))
    return [form for form in forms if len(form) > 1][:_MOST_FORMS]


def _givens(word: str) -> list[str]:
    """The names that it stands for, so that Саша and Oleksandr meet; a name nobody knows by its sounds."""
    known = identity(word)
    groups = sorted(known.formal | known.short)[:_MOST_FORMS]
    return [str(group) for group in groups] or _surnames(word)[:2]


def _fathers(word: str) -> list[str]:
    return [skeleton(stem) for stem in patronymic_stems(word)][:2]


def _times(births: Iterable[DateInterval]) -> Iterator[tuple[str, str]]:
    for birth in births:
        if birth.exact:
            yield "day", birth.first.isoformat()
        if (birth.last - birth.first).days < _YEAR_DAYS:
            yield from (("year", str(year)) for year in range(birth.first.year, birth.last.year + 1))


def new_secret() -> bytes:
    """A secret number for one comparison with one partner; it is never used for another.

    >>> len(new_secret())
    32
    """
    return bytes(_sodium().crypto_core_ristretto255_scalar_random())


def blinded(keys: Iterable[Key], secret: bytes) -> list[bytes]:
    """Each key as a point raised to the secret, in the order of the keys.

    >>> a, b = new_secret(), new_secret()
    >>> (mine,), (theirs,) = blinded([Key("day", "x")], a), blinded([Key("day", "x")], b)
    >>> mine == theirs, raised([mine], b) == raised([theirs], a)
    (False, True)
    """
    sodium = _sodium()
    points = (
        sodium.crypto_core_ristretto255_from_hash(
            hashlib.sha512(_CONTEXT + f"{key.kind}\0{key.text}".encode()).digest()
        )
        for key in keys
    )
    return raised(points, secret)


def raised(points: Iterable[bytes], secret: bytes) -> list[bytes]:
    """Each point raised to the secret.

    Raises:
        ValueError: one is no point of the group: damaged, or sent to learn the secret.

    >>> raised([bytes(32)], new_secret())
    Traceback (most recent call last):
    ValueError: point 1 of 1 is none of the group: ask for the file again
    """
    sodium, done = _sodium(), []
    given = list(points)
    for number, point in enumerate(given, 1):
        if len(point) != POINT or not any(point) or not sodium.crypto_core_ristretto255_is_valid_point(point):
            raise ValueError(f"point {number} of {len(given)} is none of the group: ask for the file again")
        done.append(bytes(sodium.crypto_scalarmult_ristretto255(secret, point)))
    return done


def padded(points: Collection[bytes], secret: bytes) -> list[bytes]:
    """The points in an order that tells nothing, with strangers' among them up to the next power of two.

    >>> len(padded(blinded([Key("day", str(n)) for n in range(5)], new_secret()), new_secret()))
    8
    """
    size = 1 << max(len(points) - 1, 0).bit_length()
    sodium = _sodium()
    strangers = [bytes(sodium.crypto_core_ristretto255_random()) for _ in range(size - len(points))]
    every = [*points, *raised(strangers, secret)]
    random.SystemRandom().shuffle(every)
    return every


def common(mine: Mapping[bytes, Key], theirs: Collection[bytes]) -> set[Key]:
    """The keys that both have: mine by their point raised to both secrets, theirs raised to both.

    >>> common({b"p": Key("day", "x"), b"q": Key("day", "y")}, {b"q"})
    {Key(kind='day', text='y')}
    """
    return {key for point, key in mine.items() if point in theirs}


def _sodium() -> Any:  # noqa: ANN401 - rbcl ships no types
    """libsodium; an optional part.

    Raises:
        ModuleNotFoundError: it is not installed; the sentence says how.
    """
    try:
        import rbcl  # noqa: PLC0415 - optional: everything else works without it
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "private linkage needs libsodium: pip install 'regreso[private]'"
        ) from error
    return rbcl
