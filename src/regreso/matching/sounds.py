"""A word made ready, as bytes: what the compiled comparison reads."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from regreso.facts.names.readings import heard

if TYPE_CHECKING:
    from collections.abc import Collection

    from regreso.matching.compare.names import Sounds

_MOST, _LONGEST = 60, 120  # texts of a section, bytes of a text: what is longer is no name
_NUMBERS = 255
_NOTHING = b"\0"
_SECTIONS = 9
_HEADER = 4 + 2 * _SECTIONS
_IS_INITIAL, _IS_BARE, _UNSPELT, _IS_MUTE = 1, 2, 4, 8  # as in kernels/spelling.py


def _texts(texts: Collection[str]) -> bytes:
    if not texts:
        return _NOTHING
    kept = [text.encode("utf8")[:_LONGEST] for text in texts][:_MOST]
    return bytes([len(kept)]) + b"".join(bytes([len(text)]) + text for text in kept)


def _numbers(numbers: Collection[int]) -> bytes:
    if not numbers:
        return _NOTHING
    kept = sorted(numbers)[:_NUMBERS]
    return struct.pack(f"<B{len(kept)}I", len(kept), *kept)


def blob_of(sounds: Sounds, *, asked: bool) -> bytes:
    """The bytes of a word: flags, two lengths, nine offsets and nine sections.

    Args:
        sounds: the word made ready.
        asked: whether it is asked for; only then its declined forms are needed.

    >>> from regreso.matching.compare.names import surname_sounds
    >>> b"ivanov" in blob_of(surname_sounds("иванова"), asked=False)
    True
    """
    spelt = all(text.isascii() for text in (*sounds.forms, *sounds.heards, *sounds.bones))
    flags = _IS_INITIAL * sounds.is_initial | _IS_BARE * sounds.is_bare | _UNSPELT * (not spelt)
    flags |= _IS_MUTE * sounds.is_mute
    cases = sounds.cases if asked else ()
    sections = (
        _texts(sounds.forms),
        _texts(sounds.heards),
        _texts(sounds.parts),
        _texts(sounds.bones),
        _texts(dict.fromkeys(heard(part) for part in sounds.parts)),
        _texts(cases),
        _texts(dict.fromkeys(heard(case) for case in cases)),
        _numbers(sounds.formal),
        _numbers(sounds.short),
    )
    offsets, at = [], _HEADER
    for part in sections:
        offsets.append(at)
        at += len(part)
    first = len(sounds.heards[0]) if sounds.heards else 0
    bone = len(sounds.bones[0]) if sounds.bones else 0
    head = struct.pack(f"<4B{_SECTIONS}H", flags, min(first, 255), min(bone, 255), 0, *offsets)
    return head + b"".join(sections)
