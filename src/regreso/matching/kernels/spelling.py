"""Two words made ready, byte against byte: the level at which they agree.

The same rules as compare.names, places and units, which a test holds side by side. A blob begins with
flags, the length of the first thing heard and of the first consonants, and nine offsets of its sections.
"""

from __future__ import annotations

from regreso.matching.kernels.compiled import compiled
from regreso.matching.kernels.shapes import Bytes

FORMS, HEARDS, PARTS, BONES, PARTS_HEARD, CASES, CASES_HEARD, FORMAL, SHORT = range(9)
IS_INITIAL, IS_BARE, UNSPELT, IS_MUTE = 1, 2, 4, 8
SURNAME, GIVEN, FATHER, SETTLEMENT, REGION, UNIT = range(6)
(
    OTHER, SAME, VARIANT, NICKNAME, HEARD, TYPO, HEARD_TYPO, FAR_TYPO, PART, DECLINED, INITIAL, BONES_SAME,
    NEAR_BONES,
) = range(13)  # fmt: skip
_LONG, _SHORT, _TWO, _NEAR_VOWELS = 6, 3, 2, 2


@compiled("int: bytes int int")
def section(blob: Bytes, at: int, which: int) -> int:
    """Where a section of a blob begins."""
    place = at + 4 + 2 * which
    return at + blob[place] + 256 * blob[place + 1]


@compiled("bool: bytes int bytes int")
def share_text(one: Bytes, p: int, other: Bytes, q: int) -> bool:
    """Whether two sections of texts have one in common."""
    i = p + 1
    for _ in range(one[p]):
        size = one[i]
        j = q + 1
        for _ in range(other[q]):
            if other[j] == size:
                k = 1
                while k <= size and one[i + k] == other[j + k]:
                    k += 1
                if k > size:
                    return True
            j += 1 + other[j]
        i += 1 + size
    return False


@compiled("int: bytes int")
def first_size(blob: Bytes, at: int) -> int:
    """How many bytes the first letter of the text at `at` has."""
    if blob[at] == 0:
        return 0
    lead = blob[at + 1]
    return 1 if lead < 0x80 else 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4


@compiled("bool: bytes int bytes int")
def share_first(one: Bytes, p: int, other: Bytes, q: int) -> bool:
    """Whether a text of the one section begins with the same letter as one of the other."""
    i = p + 1
    for _ in range(one[p]):
        size = first_size(one, i)
        j = q + 1
        for _ in range(other[q]):
            k = 1
            while k <= size and k <= other[j] and one[i + k] == other[j + k]:
                k += 1
            if k > size > 0:
                return True
            j += 1 + other[j]
        i += 1 + one[i]
    return False


@compiled("bool: bytes int bytes int")
def share_number(one: Bytes, p: int, other: Bytes, q: int) -> bool:
    """Whether two sections of numbers, four bytes each, have one in common."""
    for i in range(one[p]):
        for j in range(other[q]):
            k = 1
            while k <= 4 and one[p + 4 * i + k] == other[q + 4 * j + k]:
                k += 1
            if k > 4:
                return True
    return False


@compiled("bool: bytes int int bytes int int int")
def within(one: Bytes, i: int, m: int, other: Bytes, j: int, n: int, most: int) -> bool:
    """Whether one text, from `i` to before `m`, becomes another with `most` edits; a swap of neighbours is one."""
    while i < m and j < n and one[i] == other[j]:
        i += 1
        j += 1
    if i == m or j == n:
        return (m - i) + (n - j) <= most
    if most == 0 or abs((m - i) - (n - j)) > most:
        return False
    if within(one, i + 1, m, other, j + 1, n, most - 1):
        return True
    if within(one, i + 1, m, other, j, n, most - 1) or within(one, i, m, other, j + 1, n, most - 1):
        return True
    swapped = i + 1 < m and j + 1 < n and one[i] == other[j + 1] and one[i + 1] == other[j]
    return swapped and within(one, i + 2, m, other, j + 2, n, most - 1)


@compiled("int: bytes int bytes int int")
def least_distance(one: Bytes, p: int, other: Bytes, q: int, most: int) -> int:
    """The least distance between a text of the one section and one of the other; `most` + 1 where all are farther."""
    best = most + 1
    i = p + 1
    for _ in range(one[p]):
        j = q + 1
        for _ in range(other[q]):
            while best > 0 and within(one, i + 1, i + 1 + one[i], other, j + 1, j + 1 + other[j], best - 1):
                best -= 1
            j += 1 + other[j]
        i += 1 + one[i]
    return best


@compiled("int: bytes int bytes int")
def by_spelling(a: Bytes, p: int, b: Bytes, q: int) -> int:
    """Levels that need nothing but letters."""
    heard_a, heard_b = section(a, p, HEARDS), section(b, q, HEARDS)
    if share_text(a, heard_a, b, heard_b):
        return HEARD
    size = min(a[p + 1], b[q + 1])
    if (a[p] | b[q]) & UNSPELT or size < _SHORT:
        return OTHER
    far = least_distance(a, heard_a, b, heard_b, 2)
    if far > _TWO:
        return OTHER
    if least_distance(a, section(a, p, FORMS), b, section(b, q, FORMS), 1) == 1:
        return TYPO
    if far == 1:
        return HEARD_TYPO
    return FAR_TYPO if size >= _LONG else OTHER


@compiled("bool: bytes int bytes int")
def bones_fit(a: Bytes, p: int, b: Bytes, q: int) -> bool:
    """Whether the same consonants tell a name: where both sides write vowels, those must be near, too."""
    if not share_text(a, section(a, p, BONES), b, section(b, q, BONES)):
        return False
    if (a[p] | b[q]) & IS_MUTE:
        return True
    heard_a, heard_b = section(a, p, HEARDS), section(b, q, HEARDS)
    return least_distance(a, heard_a, b, heard_b, _NEAR_VOWELS) <= _NEAR_VOWELS


@compiled("int: bytes int bytes int")
def by_bones(a: Bytes, p: int, b: Bytes, q: int) -> int:
    """Levels of the consonants, where a side has no vowels."""
    if not (a[p] | b[q]) & IS_BARE:
        return OTHER
    if bones_fit(a, p, b, q):
        return BONES_SAME
    if not (a[p] | b[q]) & IS_MUTE:
        return OTHER
    if min(a[p + 2], b[q + 2]) <= _TWO or (a[p] | b[q]) & UNSPELT:
        return OTHER
    mine, theirs = section(a, p, BONES), section(b, q, BONES)
    return NEAR_BONES if least_distance(a, mine, b, theirs, 1) == 1 else OTHER


@compiled("int: bytes int bytes int")
def by_letters(a: Bytes, p: int, b: Bytes, q: int) -> int:
    """Declension, spelling, parts and consonants, in this order."""
    forms_a, forms_b = section(a, p, FORMS), section(b, q, FORMS)
    if share_text(a, section(a, p, CASES), b, forms_b):
        return DECLINED
    if a[p] & b[q] & IS_BARE and bones_fit(a, p, b, q):
        heard = share_text(a, section(a, p, HEARDS), b, section(b, q, HEARDS))
        return HEARD if heard else BONES_SAME
    spelt = by_spelling(a, p, b, q)
    if spelt:
        return spelt
    mine, theirs = section(a, p, PARTS), section(b, q, PARTS)
    if a[mine] or b[theirs]:
        mine = mine if a[mine] else forms_a
        theirs = theirs if b[theirs] else forms_b
        if share_text(a, mine, b, theirs):
            return PART
    return by_bones(a, p, b, q)


@compiled("int: bytes int bytes int")
def unit_level(a: Bytes, p: int, b: Bytes, q: int) -> int:
    """The level of two units: the number counts, the kind helps."""
    if not share_text(a, section(a, p, HEARDS), b, section(b, q, HEARDS)):
        return OTHER
    mine, theirs = section(a, p, FORMS), section(b, q, FORMS)
    if share_text(a, mine, b, theirs):
        return SAME
    if a[mine] == 0 or b[theirs] == 0:
        return VARIANT
    kind, other = section(a, p, PARTS), section(b, q, PARTS)
    alike = a[kind] == 0 or b[other] == 0 or share_text(a, kind, b, other)
    return VARIANT if alike else PART


@compiled("int: int bytes int bytes int")
def by_meaning(kind: int, a: Bytes, p: int, b: Bytes, q: int) -> int:
    """The level of what two given names, fathers' names or settlements are known to stand for."""
    formal_a, formal_b = section(a, p, FORMAL), section(b, q, FORMAL)
    if share_number(a, formal_a, b, formal_b):
        return VARIANT
    if kind != GIVEN:
        return OTHER
    short_a, short_b = section(a, p, SHORT), section(b, q, SHORT)
    short = share_number(a, short_a, b, formal_b) or share_number(a, formal_a, b, short_b)
    return NICKNAME if short or share_number(a, short_a, b, short_b) else OTHER


@compiled("int: int bytes int bytes int")
def word_level(kind: int, a: Bytes, p: int, b: Bytes, q: int) -> int:
    """The level at which an asked word agrees with one found.

    Args:
        kind: SURNAME, GIVEN (also for a mother), FATHER, SETTLEMENT, REGION or UNIT.
        a, p: the asked blob and where it begins. b, q: the found one.
    """
    if kind == UNIT:
        return unit_level(a, p, b, q)
    mine, theirs = section(a, p, FORMS), section(b, q, FORMS)
    if (a[p] | b[q]) & IS_INITIAL:
        return INITIAL if share_first(a, mine, b, theirs) else OTHER
    spelt = a[mine] > 0 and b[theirs] > 0
    if spelt and share_text(a, mine, b, theirs):
        return SAME
    if kind != SURNAME and kind != REGION and (spelt or kind == SETTLEMENT):
        meant = by_meaning(kind, a, p, b, q)
        if meant:
            return meant
    return by_letters(a, p, b, q) if spelt and kind != REGION else OTHER
