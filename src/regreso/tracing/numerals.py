"""Numbers in words made digits, so that a year or an age said aloud is read as one typed."""

from __future__ import annotations

import re
from functools import cache

from regreso.tracing.cues import month_of, rows_of

_AND = r"(?:[ -]+(?:y|e|et|and|та|і|и|و)?[ -]*|[ -]+)"
_THOUSAND, _CENTURY, _TEN = 1000, 100, 10
_LEAST_WORDS, _LEAST, _OLDEST, _DAYS = 2, 14, 99, 31
_NINETEEN = 1900
_ORDINAL = re.compile(r"(?:ого|ьего|ый|ой|ое|ий|ій|ом|ому|ьем)\Z", re.IGNORECASE)
_YEAR_WORD = re.compile(r"\s+(?:год[ау]?|рік|року|р\.|г\.)(?!\w)", re.IGNORECASE)


@cache
def _words() -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((int(value), re.compile(forms, re.IGNORECASE)) for _, value, forms in rows_of("numbers.tsv"))


@cache
def _sequence() -> re.Pattern[str]:
    forms = sorted((forms for _, _, forms in rows_of("numbers.tsv")), key=len, reverse=True)
    one = rf"(?:{'|'.join(forms)})"
    return re.compile(rf"(?<![\w-]){one}(?:{_AND}{one})*(?![\w-])", re.IGNORECASE)


@cache
def _one() -> re.Pattern[str]:
    forms = sorted((forms for _, _, forms in rows_of("numbers.tsv")), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)


def _value(word: str) -> int:
    return next((value for value, pattern in _words() if pattern.fullmatch(word)), 0)


def _sum(values: list[int]) -> int:
    """1000 900 80 8 is 1988; 19 88 is the year too; 4 20 13, as the French count, is 93.

    >>> _sum([1000, 900, 80, 8]), _sum([19, 80, 8]), _sum([2, 1000, 3]), _sum([20, 5])
    (1988, 1988, 2003, 25)
    """
    if values[0] in (19, 20) and len(values) > 1 and values[1] >= _TEN and max(values) < _CENTURY:
        return values[0] * _CENTURY + sum(values[1:])
    whole = part = 0
    for value in values:
        if value in (_CENTURY, _THOUSAND):
            whole, part = whole + max(part, 1) * value, 0
        else:
            part += value
    return whole + part


def in_digits(text: str) -> str:
    """A text with its numbers of two words and more in digits, and lone words from 14 to 99 as well.

    >>> in_digits("21 мая тысяча девятьсот восемьдесят восьмого года"), in_digits("tiene veinticinco años")
    ('21 мая 1988 года', 'tiene 25 años')
    >>> in_digits("третьего марта семьдесят пятого года"), in_digits("el ocho de mayo")
    ('3 марта 1975 года', 'el 8 de mayo')
    >>> in_digits("двое ушли, один вернулся"), in_digits("born nineteen eighty-eight")
    ('двое ушли, один вернулся', 'born 1988')
    """

    def digits(match: re.Match[str]) -> str:
        values = [value for word in _one().findall(match[0]) for value in [_value(word)] if value]
        if not values:
            return match[0]
        made = _sum(values)
        after = text[match.end() :]
        if _LEAST <= made <= _OLDEST and _ORDINAL.search(match[0]) and _YEAR_WORD.match(after):
            return str(made + _NINETEEN)
        told = (len(values) >= _LEAST_WORDS and made >= _LEAST) or _LEAST <= made <= _OLDEST
        return str(made) if told or (made <= _DAYS and _before_month(after)) else match[0]

    return _sequence().sub(digits, text)


def _before_month(after: str) -> bool:
    """Whether a month follows, so that even a small number is a day."""
    word = re.match(r"\s+(?:de\s+|of\s+)?([^\W\d_]+)", after, re.IGNORECASE)
    return word is not None and month_of(word[1].lower()) > 0
