"""Many words read at once: each step of reading goes over all of them as one text, a line a word.

Nothing here says how a word sounds: the rules are those of `readings` and `arabic`, which find the result
at hand. A register of a million people has 130,000 surnames; word by word they are half of its building.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from regreso.facts.names import readings as one
from regreso.facts.names.arabic import TRADITIONS, without_joined_article
from regreso.facts.names.endings import family_form
from regreso.facts.names.scripts import script_of, wrong_keyboard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Readings = dict[str, tuple[str, ...]]

AT_ONCE = 8192  # words; more of them need more memory and save nothing
_FEW = 16  # words that are as soon read one by one


def by_portions(words: Sequence[str], *, heard: bool = True) -> Iterator[Sequence[str]]:
    """The same words in portions, each of which is at hand while it is the current one.

    >>> [list(portion) for portion in by_portions(["Жуков", "Schukow"])]
    [['Жуков', 'Schukow']]
    """
    for begin in range(0, len(words), AT_ONCE):
        portion = words[begin : begin + AT_ONCE]
        if len(portion) < _FEW:
            yield portion
            continue
        with at_hand(portion, heard=heard):
            yield portion


@contextmanager
def at_hand(words: Iterable[str], *, heard: bool = True) -> Iterator[None]:
    """Have readings of these words at hand, within the block also what is heard of them.

    Args:
        words: what is not plainly one word of one alphabet is left to be read by itself.
        heard: whether more than the readings will be asked for.

    >>> from regreso.facts.names.readings import heard, readings
    >>> apart = readings("Schewtschenko"), heard("Sefcenko")
    >>> with at_hand(["Schewtschenko", "Жуков", "O'Neill"]):
    ...     (readings("Schewtschenko"), heard("Sefcenko")) == apart
    True
    """
    lows = dict.fromkeys(word.lower().replace("-", "") for word in words)
    plain = [low for low in lows if low.isalpha()]
    try:
        read = _read(plain)
        if heard:
            _hear(read)
        yield
    finally:
        for known in (one.AtHand.heard, one.AtHand.skeletons, one.AtHand.bones):
            known.clear()


def _read(plain: Sequence[str]) -> Readings:
    """The readings of all these words that can be read at once."""
    if len(one.AtHand.readings) + len(plain) > one.MOST_AT_HAND:
        one.AtHand.readings.clear()
    known = {low: one.AtHand.readings[low] for low in plain if low in one.AtHand.readings}
    new = [low for low in plain if low not in known and not wrong_keyboard(low)]
    latin = [low for low in new if script_of(low) == "latin" and low not in one.spoken()]
    cyrillic = [low for low in new if script_of(low) == "cyrillic" and one.reads_one_way(low)]
    read = _latin(latin) | _cyrillic(cyrillic)
    one.AtHand.readings.update(read)
    return known | read


def _hear(read: Readings) -> None:
    raw = dict.fromkeys(reading for found in read.values() for reading in found)
    forms = raw | dict.fromkeys(map(family_form, raw))
    one.AtHand.heard.update(_lines(one.heard, forms))
    one.AtHand.skeletons.update(_lines(one.skeleton, forms))
    one.AtHand.bones.update(_bones([low for low in read if script_of(low) == "latin"]))


def _lines(step: Callable[[str], str], words: Iterable[str]) -> dict[str, str]:
    """What a step makes of each word."""
    every = list(words)
    return dict(zip(every, step("\n".join(every)).split("\n"), strict=True)) if every else {}


def _latin(words: list[str]) -> Readings:
    raw: dict[str, dict[str, None]] = {word: {} for word in words}
    for triggers, read in one.traditions():
        for word, sounds in _lines(read, (word for word in words if triggers.search(word))).items():
            raw[word][sounds] = None
    heard = {word: dict.fromkeys(s for read in known for s in one.yo(read)) for word, known in raw.items()}
    tidy = _lines(one.tidy, dict.fromkeys(sounds for known in heard.values() for sounds in known))
    return {
        word: one.kept(dict.fromkeys(t for t in map(tidy.__getitem__, known) if t))
        for word, known in heard.items()
    }


def _cyrillic(words: list[str]) -> Readings:
    sounds = _lines(one.cyrillic_lines, words)
    tidy = _lines(one.tidy, dict.fromkeys(sounds.values()))
    return {word: (tidy[read],) if tidy[read] else () for word, read in sounds.items()}


def _bones(words: list[str]) -> Readings:
    """As arabic.bones_of."""
    bare = {word: without_joined_article(word) for word in words}
    forms = list(dict.fromkeys([*words, *bare.values()]))
    ways = [_lines(one.tradition(name), forms) for name in TRADITIONS]
    tidy = _lines(one.tidy, dict.fromkeys(sounds for way in ways for sounds in way.values()))
    bones = _lines(one.skeleton, dict.fromkeys(tidy.values()))
    found = {form: [bones[tidy[way[form]]] for way in ways] for form in forms}
    return {
        word: tuple(dict.fromkeys(b for form in (word, bare[word]) for b in found[form] if b))
        for word in words
    }
