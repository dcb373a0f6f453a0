"""The keys under which words are found, and the search for all words near to an asked one.

Two words that agree at any level share a key, save some with two typos: what is heard of them with one
sound left out, a part, an initial, an identity, or the consonants where a side has no vowels. Keys lie in
chains: `heads` leads from the low bits of a hash to the newest entry plus 1, `before` from there to the next.
"""

from __future__ import annotations

from regreso.matching.kernels.compiled import compiled
from regreso.matching.kernels.shapes import Bytes, Codes, Hashes, Ints, Longs
from regreso.matching.kernels.spelling import (
    BONES,
    CASES_HEARD,
    FORMAL,
    FORMS,
    HEARDS,
    IS_BARE,
    IS_INITIAL,
    PARTS,
    PARTS_HEARD,
    REGION,
    SHORT,
    UNIT,
    UNSPELT,
    first_size,
    section,
    word_level,
)

MOST_KEYS = 4096
_MOST_HEARD = 6
_ON_HEARD, _ON_PART, _ON_FIRST, _ON_INITIAL, _ON_FORMAL, _ON_SHORT, _ON_BARE, _ON_VOWELS = range(8)
_START, _PRIME, _WHOLE = 2166136261, 16777619, 0xFFFFFFFF
_ONLY = 2


@compiled("int: hashes int bytes int int int int")
def put(keys: Hashes, n: int, blob: Bytes, at: int, size: int, kind: int, without: int) -> int:
    """Note the hash of `size` bytes once, leaving out the one at `without` (-1: none); gives how many there are."""
    value = ((_START ^ kind) * _PRIME) & _WHOLE
    for i in range(size):
        if i != without:
            value = ((value ^ blob[at + i]) * _PRIME) & _WHOLE
    value ^= value >> 15
    for i in range(n):
        if keys[i] == value:
            return n
    if n == len(keys):
        return n
    keys[n] = value
    return n + 1


@compiled("int: hashes int bytes int int int int")
def put_texts(keys: Hashes, n: int, blob: Bytes, p: int, kind: int, most: int, how: int) -> int:
    """The keys of the first texts of a section. `how`: 0 whole, 1 also with one letter left out, 2 first letters."""
    i = p + 1
    for _ in range(min(blob[p], most)):
        size = first_size(blob, i) if how == _ONLY else blob[i]
        n = put(keys, n, blob, i + 1, size, kind, -1)
        if how == 1 and size > _ONLY:
            for without in range(size):
                n = put(keys, n, blob, i + 1, size, kind, without)
        i += 1 + blob[i]
    return n


@compiled("int: hashes int bytes int int")
def put_numbers(keys: Hashes, n: int, blob: Bytes, p: int, kind: int) -> int:
    """The keys of a section of numbers."""
    for i in range(blob[p]):
        n = put(keys, n, blob, p + 1 + 4 * i, 4, kind, -1)
    return n


@compiled("int: hashes int bytes int bool")
def keys_of(keys: Hashes, field: int, blob: Bytes, at: int, asked: bool) -> int:
    """The keys under which a word is kept, or an asked one looked for; gives how many."""
    forms, heards = section(blob, at, FORMS), section(blob, at, HEARDS)
    if field in (REGION, UNIT):
        return put_texts(keys, 0, blob, heards, _ON_HEARD, 255, 0)
    if blob[at] & IS_INITIAL:
        n = put_texts(keys, 0, blob, forms, _ON_INITIAL, 255, 2)
        return put_texts(keys, n, blob, forms, _ON_FIRST, 255, 2) if asked else n
    spelt = 0 if blob[at] & UNSPELT else 1
    n = put_texts(keys, 0, blob, heards, _ON_HEARD, 255 if asked else _MOST_HEARD, spelt)
    parts = section(blob, at, PARTS_HEARD) if blob[section(blob, at, PARTS)] else heards
    n = put_texts(keys, n, blob, parts, _ON_PART, 255, 0)
    n = put_texts(keys, n, blob, forms, _ON_INITIAL if asked else _ON_FIRST, 255, 2)
    if asked:
        n = put_texts(keys, n, blob, section(blob, at, CASES_HEARD), _ON_HEARD, 255, 0)
    for which in (FORMAL, SHORT):
        for kind in (_ON_FORMAL, _ON_SHORT):
            if asked or which - FORMAL == kind - _ON_FORMAL:
                n = put_numbers(keys, n, blob, section(blob, at, which), kind)
    for kind in (_ON_BARE, _ON_VOWELS):
        bare = blob[at] & IS_BARE != 0
        if (asked and bare) or (kind == _ON_BARE) == (bare or asked):
            n = put_texts(keys, n, blob, section(blob, at, BONES), kind, 255, spelt)
    return n


@compiled("int: int bytes longs int int ints hashes ints ints longs hashes")
def keep_words(
    field: int,
    blobs: Bytes,
    starts: Longs,
    first: int,
    last: int,
    heads: Ints,
    hashes: Hashes,
    numbers: Ints,
    before: Ints,
    used: Longs,
    keys: Hashes,
) -> int:
    """Keep the words from `first` up to `last` under their keys; gives the one to go on from when it is full."""
    for number in range(first, last):
        n = keys_of(keys, field, blobs, starts[number], False)
        if used[0] + n > len(hashes):
            return number
        for i in range(n):
            bucket, at = keys[i] & (len(heads) - 1), used[0]
            hashes[at] = keys[i]
            numbers[at] = number
            before[at] = heads[bucket]
            heads[bucket] = at + 1
            used[0] = at + 1
    return last


@compiled("none: ints hashes ints longs")
def rechain(heads: Ints, hashes: Hashes, before: Ints, used: Longs) -> None:
    """Make the chains anew, in the same order, for another number of buckets; `heads` are all zero."""
    for at in range(used[0]):
        bucket = hashes[at] & (len(heads) - 1)
        before[at] = heads[bucket]
        heads[bucket] = at + 1


@compiled("int: int bytes bytes longs ints hashes ints ints int codes ints hashes")
def look_near(
    field: int,
    asked: Bytes,
    blobs: Bytes,
    starts: Longs,
    heads: Ints,
    hashes: Hashes,
    numbers: Ints,
    before: Ints,
    since: int,
    levels: Codes,
    near: Ints,
    keys: Hashes,
) -> int:
    """All words from number `since` on that agree with the asked one at some level.

    Args:
        field: which rules hold.
        asked: the asked word's blob.
        blobs, starts, heads, hashes, numbers, before: the registry's words and the chains of their keys.
        since: earlier words are known already.
        levels: by word, all 0; the levels found are left in it.
        near: takes the numbers of the words found.
        keys: room for keys.

    Returns:
        How many were found.
    """
    seen, found = 0, 0
    for i in range(keys_of(keys, field, asked, 0, True)):
        key = keys[i]
        at = heads[key & (len(heads) - 1)]
        while at:
            number = numbers[at - 1]
            if number < since:
                break
            if hashes[at - 1] == key and levels[number] == 0:
                level = word_level(field, asked, 0, blobs, starts[number])
                levels[number] = level or -1
                near[seen] = number
                seen += 1
            at = before[at - 1]
    for i in range(seen):
        number = near[i]
        if levels[number] > 0:
            near[found] = number
            found += 1
        else:
            levels[number] = 0
    return found
