"""Numbers as four languages write them: digits with their thousands parted, and number words in any case."""

from __future__ import annotations

import re
from collections.abc import Iterator

_UNITS = {
    1: "uno|un|una|one|один|одна|одно|одного|одну|одной|одному|одним|одна|одне|однієї|одній|одним",
    2: "dos|two|both|двое|двоих|двоим|двоими|двоє|двох|двом|двома|два|две|двух|двум|двумя|дві|пара|пару|паре|couple",
    3: "tres|three|трое|троих|троим|троє|трьох|трьом|трьома|три|трёх|трех|трём|трем|тремя",
    4: "cuatro|four|четверо|четверых|четверым|чотири|чотирьох|чотирьом|чотирма|четыре|четырёх|четырех|четырём|четырьмя",
    5: "cinco|five|пятеро|пятерых|пятерым|п'ятеро|п'ятьох|п'ятьом|пять|пяти|пятью|п'ять|п'яти|п'ятьма",
    6: "seis|six|шестеро|шестерых|шестерым|шість|шести|шістьох|шістьом|шестьох|шесть|шестью",
    7: "siete|seven|семеро|семерых|семерым|сім|семи|сімох|сімом|семь|семью",
    8: "ocho|eight|восьмеро|восьмерых|вісім|восьми|вісьмох|восемь|восемью",
    9: "nueve|nine|девять|девяти|девятью|дев'ять|дев'яти|дев'ятеро|дев'ятьох|девятеро|девятерых",
    10: "diez|ten|десять|десяти|десятью|десятеро|десятьох|десятерых|десятком|десяток",
    11: "once(?= \\w+[oa]s)|eleven|одиннадцать|одиннадцати|одинадцять|одинадцяти|одинадцятьох",
    12: "doce|twelve|двенадцать|двенадцати|дванадцять|дванадцяти|дванадцятьох|docena|dozen|дюжина|дюжину|дюжины",
    13: "trece|thirteen|тринадцать|тринадцати|тринадцять|тринадцяти|тринадцятьох",
    14: "catorce|fourteen|четырнадцать|четырнадцати|чотирнадцять|чотирнадцяти",
    15: "quince|fifteen|пятнадцать|пятнадцати|п'ятнадцять|п'ятнадцяти|п'ятнадцятьох",
    16: "dieciséis|sixteen|шестнадцать|шестнадцати|шістнадцять|шістнадцяти",
    17: "diecisiete|seventeen|семнадцать|семнадцати|сімнадцять|сімнадцяти",
    18: "dieciocho|eighteen|восемнадцать|восемнадцати|вісімнадцять|вісімнадцяти",
    19: "diecinueve|nineteen|девятнадцать|девятнадцати|дев'ятнадцять|дев'ятнадцяти",
    20: "veinte|twenty|двадцать|двадцати|двадцатью|двадцять|двадцяти|двадцятьох|veintena|score",
    21: "veintiuno?|veintiuna",
    22: "veintidós",
    23: "veintitrés",
    24: "veinticuatro",
    25: "veinticinco",
    26: "veintiséis",
    27: "veintisiete",
    28: "veintiocho",
    29: "veintinueve",
    30: "treinta|thirty|тридцать|тридцати|тридцатью|тридцять|тридцяти|тридцятьох|treintena",
    40: "cuarenta|forty|сорок|сорока|cuarentena",
    50: "cincuenta|fifty|пятьдесят|пятидесяти|п'ятдесят|п'ятдесяти|п'ятдесятьох|полсотни|півсотні|cincuentena",
    60: "sesenta|sixty|шестьдесят|шестидесяти|шістдесят|шістдесяти",
    70: "setenta|seventy|семьдесят|семидесяти|сімдесят|сімдесяти",
    80: "ochenta|eighty|восемьдесят|восьмидесяти|вісімдесят|вісімдесяти",
    90: "noventa|ninety|девяносто|девяноста|дев'яносто|дев'яноста",
    100: "cien|ciento|hundred|сто|ста|сотня|сотню|сотни|сотен|сотні|сотень|centenar|centenares",
    150: "полторы сотни|полутора сотен|полутораста|півтори сотні|півтораста",
    200: "doscient[oa]s|двести|двухсот|двумстам|двісті|двохсот",
    300: "trescient[oa]s|триста|трёхсот|трехсот|трьохсот",
    400: "cuatrocient[oa]s|четыреста|четырёхсот|четырехсот|чотириста|чотирьохсот",
    500: "quinient[oa]s|пятьсот|пятисот|п'ятсот|п'ятисот",
    600: "seiscient[oa]s|шестьсот|шестисот|шістсот|шестисот",
    700: "setecient[oa]s|семьсот|семисот|сімсот",
    800: "ochocient[oa]s|восемьсот|восьмисот|вісімсот",
    900: "novecient[oa]s|девятьсот|девятисот|дев'ятсот",
    1000: "mil|millar|thousand|тысяча|тысячу|тысячи|тысяч|тысячам|тисяча|тисячу|тисячі|тисяч|тыс\\.?|тис\\.?|millares",
    1500: "полторы тысячи|полутора тысяч|півтори тисячі|півтора тисячі",
}
_BIG = {100, 1000}
_APOSTROPHE = "['’ʼ]"


def _form(words: str) -> str:
    return words.replace("'", _APOSTROPHE)


# Longer spellings first, so that “двадцять” is no “два”.
_WORD = "|".join(sorted((_form(w) for ws in _UNITS.values() for w in ws.split("|")), key=len, reverse=True))
_VALUE = tuple((n, re.compile(rf"(?:{_form(words)})\Z", re.IGNORECASE)) for n, words in _UNITS.items())
_FIRST = "|".join(
    sorted((_form(w) for n, ws in _UNITS.items() if n != 1 for w in ws.split("|")), key=len, reverse=True)
)
_HALF = r"(?:medio|half a)\s+(?:centenar|millar|hundred|thousand)"
_SPELLED = rf"(?<!\w)(?:(?:una?|a|one|un)\s+(?=(?:docena|veintena|treintena|cuarentena|cincuentena|centenar|millar|dozen|hundred|thousand|score|couple)))?(?:{_HALF}|(?:one(?=\s+(?:hundred|thousand)))|{_FIRST}|(?:один|одна|одну|uno|one)(?=[\s-]\w))(?:(?:\s+(?:y|and|of)\s+|[\s-])(?:{_WORD})(?!\w))*(?!\w)"
NUMBER = r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+|\d{1,6}|" + _SPELLED
THOUSANDS = ("mil", "thousand", r"тыс(?:яч\w*|\.)?", r"тис(?:яч\w*|\.)?", "k")
DECIMAL_ALONE = r"\d{1,3}[.,]\d"
DECIMAL = rf"{DECIMAL_ALONE}(?=\s+(?:{'|'.join(THOUSANDS)}))"
VAGUE = {
    "varias decenas de|decenas de|decenas|dozens of|dozens|десятки|десятків|десятков|scores of": (20, 99),
    "varios cientos de|cientos de|varios centenares de|centenares de|hundreds of|hundreds|сотни|сотні|сотен|сотень|несколько сотен|кілька сотень": (
        200,
        999,
    ),
    "varios miles de|miles de|thousands of|thousands|тысячи|тисячі|тысяч|тисяч|несколько тысяч|кілька тисяч": (
        2000,
        9999,
    ),
}
COMPARED = {
    "más de|more than|over|above|upwards of|in excess of|более чем|более|больше чем|больше|свыше|превысило|понад|більше ніж|більше|більш як|більш ніж|перевищила|supera los|superan los|sobrepasa los": ">",
    "menos de|fewer than|less than|under|below|менее чем|менее|меньше|менше ніж|менше|менш як|менш ніж": "<",
    "al menos|por lo menos|como mínimo|no menos de|at least|no fewer than|no less than|a minimum of|не менее чем|не менее|не меньше|как минимум|по меньшей мере|по крайней мере|щонайменше|"
    "принаймні|не менш як|не менше ніж|не менше|як мінімум|минимум|мінімум": ">=",
    "hasta|a lo sumo|como máximo|no más de|up to|as many as|at most|no more than|a maximum of|не более чем|не более|не больше|до|максимум|щонайбільше|не більше": "<=",
    "unos|unas|cerca de|alrededor de|casi|aproximadamente|en torno a|about|around|some|nearly|almost|close to|roughly|approximately|an estimated|около|почти|порядка|в районе|"
    "примерно|приблизительно|ориентировочно|близько|майже|приблизно|орієнтовно|біля": "~",
}


def _shortest(written: str) -> Iterator[str]:
    for words in re.sub(r"\(\?[^)]*\)", "", written).split("|"):
        yield from re.findall(r"\w+", words.lower())[:1]


_BEGINS = frozenset(word for ways in (*_UNITS.values(), *VAGUE) for word in _shortest(ways))
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")


def may_hold_number(words: str) -> bool:
    """Whether a text may hold a number at all: a digit, or a word that begins one. It is asked before the long pattern.

    >>> may_hold_number("Вернулись двое."), may_hold_number("La madre espera.")
    (True, False)
    """
    return bool(_DIGIT.search(words)) or not _BEGINS.isdisjoint(_LETTERS.findall(words.lower()))


def number_of(written: str) -> int:
    """The value of a written number, 0 for none.

    >>> number_of("6,000"), number_of("п’ятеро"), number_of("doscientos"), number_of("1 150")
    (6000, 5, 200, 1150)
    >>> number_of("treinta y dos"), number_of("тридцять двоє"), number_of("half a thousand"), number_of("полутора тысяч")
    (32, 32, 500, 1500)
    """
    digits = re.sub(r"[^\d]", "", written)
    if digits:
        return int(digits)
    text = " ".join(written.lower().split())
    if half := re.match(r"(?:medio|half a)\s+(?P<of>\w+)", text):
        return _value(half["of"]) // 2
    if whole := _value(text):
        return whole
    return _summed(
        [word for word in re.split(r"[\s-]+", text) if word not in ("y", "and", "of", "a", "una", "un")]
    )


def _value(word: str) -> int:
    return next((n for n, pattern in _VALUE if pattern.match(word)), 0)


def _summed(words: list[str]) -> int:
    whole = part = 0
    for word in words:
        value = _value(word)
        if value in _BIG and part:
            part *= value
        else:
            part += value
        if value >= max(_BIG):
            whole, part = whole + part, 0
    return whole + part
