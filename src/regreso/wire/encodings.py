"""Which encoding a text file has: byte-order mark, then UTF-8, then UTF-16, then letter statistics."""

from __future__ import annotations

import codecs
import math
from typing import TYPE_CHECKING

from regreso.wire.errors import WireError

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_EIGHT_BIT = ("cp1251", "cp1252", "koi8-u", "cp866")
_SAMPLE = 16_384  # bytes of lines with other than ASCII letters that the statistics look at
_WORST_MEAN = -7.0  # the right reading of a list scores -3 to -5 a letter; noise scores below this

# Letters by falling frequency (per thousand) in Russian and Ukrainian text, and in lists of names.
_CYRILLIC = {
    letter: frequency
    for letters, frequency in (
        ("о", 95),
        ("аи", 85),
        ("ент", 60),
        ("вср", 48),
        ("лкм", 42),
        ("дпуія", 28),
        ("ьыгзбч", 17),
        ("йхжюш", 10),
        ("цщєїф", 5),
        ("эґъё", 1.5),
    )
    for letter in letters
}
# Accented letters of the languages that cp1252 serves: Spanish, Portuguese, French, German.
_ACCENTED = dict(zip("éáíóñúüöäçèãêàßâõîôëïûøåìòù", (*(70,) * 9, *(20,) * 8, *(6,) * 10), strict=True))
_SIGNS = "«»“”„‘’–—…№°ºª¿¡´·\xa0"
_ODD = -9.0  # a sign or a neighbour that a list of people hardly ever has


def detect_encoding(chunks: Iterable[bytes], *, name: str) -> str:
    """Name the encoding of a text, so that `codecs` decodes every byte of it.

    Args:
        chunks: the whole file, piece by piece (pieces of at least four bytes).
        name: the file's name, for the message.

    Returns:
        "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-8", "cp1251", "cp1252", "koi8-u" or "cp866".

    Raises:
        WireError: the bytes are no text, or text in an encoding that is not told with confidence.

    >>> detect_encoding(["Иванов Пётр".encode("cp1251")], name="list.csv")
    'cp1251'
    >>> detect_encoding(["Núñez, José".encode("cp1252")], name="list.csv")
    'cp1252'
    """
    sample = _Sample()
    for chunk in chunks:
        sample.take(chunk)
        if sample.decided:
            return sample.decided
    return sample.conclude(name)


class _Sample:
    """What has been seen of a file: whether it is UTF-8 so far, and the lines that tell the letters."""

    def __init__(self) -> None:
        self.decided = ""
        self._begun = False
        self._utf8 = codecs.getincrementaldecoder("utf-8")()
        self._utf8_holds = True
        self._utf8_letters = 0
        self._foreign = bytearray()
        self._row = 1
        self._first_fault = 0

    def take(self, chunk: bytes) -> None:
        if not self._begun:
            self._begun = True
            self.decided = _by_mark(chunk) or _by_zeros(chunk)
            if self.decided:
                return
        if len(self._foreign) < _SAMPLE:
            lines = (line for line in chunk.split(b"\n") if not line.isascii())
            self._foreign += b"\n".join(lines)[:_SAMPLE]
        if self._utf8_holds:
            self._try_utf8(chunk)

    def _try_utf8(self, chunk: bytes) -> None:
        try:
            text = self._utf8.decode(chunk)
        except UnicodeDecodeError as error:
            self._utf8_holds = False
            good = error.object[: error.start]
            self._first_fault = self._row + good.count(b"\n")
            text = good.decode("utf-8")
        self._utf8_letters += len(text.encode()) - len(text)
        self._row += text.count("\n")

    def conclude(self, name: str) -> str:
        if self._utf8_holds and not self._utf8.getstate()[0]:
            return "utf-8"
        if self._mostly_utf8():
            raise WireError(
                f"{name}, row {self._first_fault or self._row}: a byte that is not UTF-8 was given although "
                "the rest of the file is UTF-8; save the file again as UTF-8."
            )
        best, score = max(
            ((code, _score(bytes(self._foreign), code)) for code in _EIGHT_BIT), key=lambda x: x[1]
        )
        if score < _WORST_MEAN:
            raise WireError(
                f"{name}: the encoding cannot be recognised; "
                "expected UTF-8, UTF-16, cp1251, cp1252, KOI8-U or cp866."
            )
        return best

    def _mostly_utf8(self) -> bool:
        # Two Cyrillic letters of cp1251 hardly ever make valid UTF-8: what decodes was meant as UTF-8.
        broken = self._foreign.decode("utf-8", "replace").count("\ufffd")
        high = sum(byte > 0x7F for byte in self._foreign)  # noqa: PLR2004 - the last byte of ASCII
        return broken * 4 < high


def _by_mark(begin: bytes) -> str:
    return next((code for mark, code in _MARKS if begin.startswith(mark)), "")


def _by_zeros(begin: bytes) -> str:
    """UTF-16 without a mark: an ASCII header has a zero as every second byte."""
    head = begin[:2048]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) / 8 and even * 20 < odd:
        return "utf-16-le"
    if even > len(head) / 8 and odd * 20 < even:
        return "utf-16-be"
    return ""


def _score(data: bytes, code: str) -> float:
    """The mean log-likelihood (nats) of the letters beyond ASCII, were the text in this encoding."""
    try:
        text = data.decode(code)
    except UnicodeDecodeError:
        return -math.inf
    marks = [_likelihood(text, at) for at, sign in enumerate(text) if not sign.isascii()]
    return sum(marks) / len(marks) if marks else -math.inf


def _likelihood(text: str, at: int) -> float:
    sign, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if not sign.isalpha() or sign in "ºª":
        return -4.0 if sign in _SIGNS else _ODD
    if before.isalpha() and before.islower() and sign.isupper():
        return _ODD
    cyrillic = "\u0400" <= sign <= "\u04ff"
    foreign = any(x.isalpha() and x.isascii() == cyrillic for x in (before, after))
    if foreign:
        return _ODD
    if cyrillic:
        return math.log(_CYRILLIC.get(sign.lower(), 0.1) / 1000)
    lonely = not any(x.isascii() and x.isalpha() for x in (before, after))
    return math.log(_ACCENTED.get(sign.lower(), 1) / 1000) - (2.0 if lonely else 0.0)
