"""What a written word may sound like: a few phonemic readings, since Latin spellings are ambiguous.

A reading is a string of sounds. Single Latin letters sound as in Spanish or Italian, and
`Z S C c x` stand for ж ш ч ц х. й, и, ы, і are one sound; ю and я are `iu` and `ia`; щ is `S`.
Two words agree if any of their readings do.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from regreso.facts.names.scripts import script_of, wrong_keyboard
from regreso.facts.names.tables import rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MOST_READINGS = 14
MOST_HEARD = 28  # a word that reads in more ways keeps those that are heard otherwise
MOST_AT_HAND = 400_000  # words whose readings are remembered; then all are forgotten
_SPELT = frozenset({"latin", "cyrillic", "greek", "georgian", "armenian", "arabic", "hebrew"})
_CONSONANT_SCRIPTS = frozenset({"arabic", "hebrew"})
_WAYS = {"greek": ("greek", "greek_parted", "greek_nasal")}  # ντ is d, nt or nd
_APART = frozenset({"arabic_c", "arabic_h"})  # traditions that only `readings_in` reads by
_HEARD = str.maketrans("oebvgdzZx", "aipfktsSk")
_SKELETON_SOUNDS = str.maketrans({"p": "b", "v": "f", "Z": "g", "C": "tS", "c": "ts", "h": "x"})
_MARKED = str.maketrans({"a": "aáàâä", "e": "eéèêë", "i": "iíìîï", "o": "oóòôö", "u": "uúùûü"})
_DOUBLED = re.compile(r"(.)\1+")
_SOFT = re.compile("[^a-zA-Z\n]|(?<=[ZSC])i(?=[aeou])")
_YO = re.compile("(?<=[^aeiou\n])io")
_SILENT_SIGN = re.compile("[ьъ'](?=[еє])")
_MARKS = 0xF0000  # characters of nobody's alphabet
_MAY_SOFTEN = frozenset("ZSC")
_VOWELS = str.maketrans("", "", "aeiou")


class AtHand:
    """What names.many worked out of many words at once: the same as word by word, only sooner."""

    readings: ClassVar[dict[str, tuple[str, ...]]] = {}  # kept on, as many words come again
    heard: ClassVar[dict[str, str]] = {}
    skeletons: ClassVar[dict[str, str]] = {}
    bones: ClassVar[dict[str, tuple[str, ...]]] = {}


@cache
def _letters(script: str) -> Callable[[str], str]:
    rows = rows_of("letters.tsv")
    # A further way of a script, as greek_parted, names only what it reads otherwise.
    table = {w: s for way in (script.partition("_")[0], script) for name, w, s, _ in rows if name == way}
    if max(map(len, table)) == 1:
        single = str.maketrans(table)
        return lambda word: word.translate(single)
    pattern = re.compile("|".join(re.escape(w) for w in sorted(table, key=len, reverse=True)))
    return lambda word: pattern.sub(lambda m: table[m[0]], word)


class _Rule(NamedTuple):
    """One spelling rule: `written` sounds as `sound`, only before one of `before`, only at a marked edge."""

    written: str
    before: str
    at_start: bool
    at_end: bool
    sound: str

    @property
    def plain(self) -> bool:
        """Whether it turns one letter into its sound everywhere."""
        return len(self.written) == 1 and not (self.before or self.at_start or self.at_end)

    @property
    def pattern(self) -> str:
        """The rule as a regular expression with one group; each line is a word."""
        start, end = "^" if self.at_start else "", "$" if self.at_end else ""
        ahead = f"(?=[{self.before}])" if self.before else ""
        return f"({start}{re.escape(self.written)}{end}{ahead})"


@cache
def _rules() -> dict[str, list[_Rule]]:
    rules: dict[str, list[_Rule]] = {}
    for tradition, written, before, sound, _ in rows_of("traditions.tsv"):
        core = written.strip("^$")
        rule = _Rule(core, before.translate(_MARKED), written[0] == "^", written[-1] == "$", sound)
        rules.setdefault(tradition, []).append(rule)
    return rules


@cache
def tradition(name: str) -> Callable[[str], str]:
    """How one tradition reads a word, or many with a line each.

    >>> tradition("arabic")("chami")
    'Sami'
    """
    return _tradition([*_rules()[name], *_rules()["base"]])


def readings_in(word: str, traditions: tuple[str, ...]) -> tuple[str, ...]:
    """The readings of one word where the traditions of its Latin spelling are known.

    >>> readings_in("Chami", ("arabic",)), readings_in("Жуков", ("arabic",))
    (('Sami',), ('Zukov',))
    """
    low = word.lower().replace("-", "")
    script = script_of(low)
    if script != "latin":
        return tuple(tidy(s) for s in _sounds(low, script)) if script in _SPELT else ()
    return tuple(dict.fromkeys(tidy(tradition(name)(low)) for name in traditions))


@cache
def traditions() -> tuple[tuple[re.Pattern[str], Callable[[str], str]], ...]:
    """A pair a tradition: what to look for, so that a word without it need not be read, and how it reads.

    The first one is that of the common rules alone.

    >>> bool(traditions()[0][0].search("chami")), traditions()[0][1]("tomas")
    (False, 'tomas')
    """
    rules = {name: own for name, own in _rules().items() if name not in _APART}
    base = rules.pop("base")
    unclear = re.compile(
        r"\A[^chj]*\Z"
    )  # these letters sound in no language as their common rules would have it
    anything = (unclear, _tradition(base))
    return (anything, *((_triggers(own), _tradition([*own, *base])) for own in rules.values()))


def _triggers(rules: list[_Rule]) -> re.Pattern[str]:
    """Any of the spellings that these rules are about."""
    shortest: list[str] = []
    for written in sorted({rule.written for rule in rules}, key=len):
        if not any(s in written for s in shortest):
            shortest.append(written)
    return re.compile("|".join(map(re.escape, shortest)))


def _tradition(rules: list[_Rule]) -> Callable[[str], str]:
    """Single letters go by table; spellings of several letters, or with a condition, are searched for."""
    table: dict[str, str] = {rule.written: rule.sound for rule in reversed(rules) if rule.plain}
    ordered = sorted(
        (rule for rule in rules if not rule.plain),
        key=lambda r: (-len(r.written), not (r.at_start or r.at_end), not r.before),
    )
    pattern = re.compile("|".join(rule.pattern for rule in ordered), re.MULTILINE)
    # A sound that was searched for must not be read once more: a mark stands for it while letters are read.
    marks = ["", *(chr(_MARKS + number) for number in range(len(ordered)))]
    letters = str.maketrans(table | {m: rule.sound for m, rule in zip(marks[1:], ordered, strict=True)})

    def mark(found: re.Match[str]) -> str:
        return marks[found.lastindex or 0]

    def read(word: str) -> str:
        return pattern.sub(mark, word).translate(letters)

    return read


def tidy(sounds: str) -> str:
    """Make the spellings of one sound one: ие and ё are е, doubled letters are single. A line a word.

    >>> tidy("anna")
    'ana'
    """
    bare = sounds.replace("ie", "e")
    if not (bare.isascii() and bare.isalpha()) or not _MAY_SOFTEN.isdisjoint(bare):
        bare = _SOFT.sub("", bare)
    return _DOUBLED.sub(r"\1", bare)


def reads_one_way(cyrillic: str) -> bool:
    """Whether a Cyrillic word has neither ё, ьо nor ъ.

    >>> reads_one_way("жуков"), reads_one_way("королёв")
    (True, False)
    """
    return not ("ё" in cyrillic or "ьо" in cyrillic or "йо" in cyrillic or "ъ" in cyrillic)


def cyrillic_lines(words: str) -> str:
    """Cyrillic words that read in one way, a line each.

    >>> cyrillic_lines("жуков")
    'Zukov'
    """
    return _letters("cyrillic")(_SILENT_SIGN.sub("", words))


def _cyrillic(word: str) -> list[str]:
    """Cyrillic reads in one way, but for ё, ьо and ъ."""
    if reads_one_way(word):
        return [cyrillic_lines(word)]
    forms = [_SILENT_SIGN.sub("", word)]
    if "ё" in word or "ьо" in word or "йо" in word:
        forms = [re.sub("ё|[ьй]о", new, word) for new in ("е", "ио", "о")]
    if "ъ" in word:
        forms += [form.replace("ъ", "а") for form in forms]
    return [_letters("cyrillic")(form) for form in forms]


def readings(word: str) -> tuple[str, ...]:
    """The readings of one written word, likeliest first: fourteen, and any more that are heard otherwise.

    Args:
        word: one word in any of the scripts of `letters.tsv`, or in Latin letters of any tradition.

    Returns:
        Sounds as described above; () where the word has no letter we know.

    >>> readings("Жуков"), "Zukov" in readings("Schukow"), "Zukov" in readings("Joukoff")
    (('Zukov',), True, True)
    >>> bool(set(readings("James")) & set(readings("Джеймс")))
    True
    """
    return _readings_of(word.lower().replace("-", ""))


def _readings_of(low: str) -> tuple[str, ...]:
    known = AtHand.readings.get(low)
    if known is None:
        if len(AtHand.readings) >= MOST_AT_HAND:
            AtHand.readings.clear()
        known = AtHand.readings[low] = _read(low)
    return known


def _read(low: str) -> tuple[str, ...]:
    script = script_of(low)
    if script not in _SPELT:  # characters that we cannot sound stand for themselves
        return (low,) if any(c.isalpha() for c in low) else ()
    raw = _sounds(low, script)
    raw += [sound for said in spoken().get(low, ()) for sound in _cyrillic(said)]
    for turned in wrong_keyboard(low):
        raw += _sounds(turned, script_of(turned))
    return kept(dict.fromkeys(t for t in map(tidy, dict.fromkeys(raw)) if t))


@cache
def spoken() -> dict[str, list[str]]:
    """Latin names whose letters do not tell how they are said, with how they are.

    >>> spoken()["james"]
    ['джеймс']
    """
    table: dict[str, list[str]] = {}
    for latin, cyrillic in rows_of("spoken.tsv"):
        table.setdefault(latin, []).append(cyrillic.replace("-", ""))
    return table


def kept(found: Iterable[str]) -> tuple[str, ...]:
    """The likeliest readings, and of the others each that would be heard otherwise than all before it.

    >>> kept(["ana", "ana"])
    ('ana', 'ana')
    """
    every = tuple(found)
    if len(every) <= MOST_READINGS:
        return every
    kept = list(every[:MOST_READINGS])
    known = set(map(heard, kept))
    for reading in every[MOST_READINGS:]:
        if heard(reading) not in known:
            known.add(heard(reading))
            kept.append(reading)
    return tuple(kept[:MOST_HEARD])


def _sounds(low: str, script: str) -> list[str]:
    if script == "latin":
        known = dict.fromkeys(read(low) for triggers, read in traditions() if triggers.search(low))
        return [sounds for read in known for sounds in yo(read)]
    if script == "cyrillic":
        return _cyrillic(low)
    sounds = [_letters(way)(low) for way in _WAYS.get(script, (script,))]
    return [*sounds, sounds[0].replace("u", "v")] if script in _CONSONANT_SCRIPTS else sounds


def yo(sounds: str) -> list[str]:
    """`io` after a consonant may be ё, which Cyrillic often writes е.

    >>> yo("korolov"), yo("koroliov")
    (['korolov'], ['koroliov', 'korolev'])
    """
    return [sounds, _YO.sub("e", sounds)] if "io" in sounds else [sounds]


def heard(reading: str) -> str:
    """A reading as heard over a bad line: unstressed vowels run together, voiced sounds lose their voice.

    >>> heard("kovalev") == heard("kavaliof".replace("io", "e"))
    True
    """
    known = AtHand.heard.get(reading)
    if known is not None:
        return known
    return _DOUBLED.sub(r"\1", reading.replace("ia", "i").replace("iu", "u").translate(_HEARD))


def skeleton(reading: str) -> str:
    """Only the consonants of a reading, as a script without vowels would show them.

    >>> skeleton(readings("Путин")[0]) == skeleton(readings("بوتين")[0])
    True
    """
    known = AtHand.skeletons.get(reading)
    if known is not None:
        return known
    return _DOUBLED.sub(r"\1", reading.translate(_SKELETON_SOUNDS).translate(_VOWELS))


def vowelless(word: str) -> bool:
    """Whether a word is in a script that leaves the vowels out.

    >>> vowelless("محمد"), vowelless("Мухаммед")
    (True, False)
    """
    return script_of(word) in _CONSONANT_SCRIPTS
