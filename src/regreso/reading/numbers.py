"""Numbers as four languages write them: digits with their thousands parted, and number words."""

from __future__ import annotations

import re

_WORDS = {
    2: "dos|two|both|двое|двоих|двоє|двох|два|две|дві",
    3: "tres|three|трое|троих|троє|трьох|три|трёх|трех",
    4: "cuatro|four|четверо|четверых|чотири|четверо|чотирьох|четыре|четырёх|четырех",
    5: "cinco|five|пятеро|пятерых|п['’ʼ]ятеро|п['’ʼ]ятьох|пять|пяти|п['’ʼ]ять|п['’ʼ]яти",
    6: "seis|six|шестеро|шестерых|шість|шести|шестьох|шесть",
    7: "siete|seven|семеро|семерых|сім|семи|сімох|семь",
    8: "ocho|eight|восьмеро|вісім|восьми|вісьмох|восемь",
    9: "nueve|nine|девять|девяти|дев['’ʼ]ять|дев['’ʼ]яти|дев['’ʼ]ятеро|девятеро",
    10: "diez|ten|десять|десяти|десятеро|десятьох",
    11: "once(?= \\w+[oa]s)|eleven|одиннадцать|одинадцять|одинадцяти|одинадцятеро",
    12: "doce|twelve|двенадцать|двенадцати|дванадцять|дванадцяти|дванадцятеро",
    13: "trece|thirteen|тринадцать|тринадцять|тринадцятеро",
    14: "catorce|fourteen|четырнадцать|чотирнадцять|чотирнадцятеро",
    15: "quince|fifteen|пятнадцать|п['’ʼ]ятнадцять|п['’ʼ]ятнадцятеро",
    16: "dieciséis|sixteen|шестнадцать|шістнадцять",
    17: "diecisiete|seventeen|семнадцать|сімнадцять",
    18: "dieciocho|eighteen|восемнадцать|вісімнадцять",
    19: "diecinueve|nineteen|девятнадцать|дев['’ʼ]ятнадцять",
    20: "veinte|twenty|двадцать|двадцати|двадцять|двадцяти|una veintena de",
    30: "treinta|thirty|тридцать|тридцати|тридцять|тридцяти|una treintena de",
    40: "cuarenta|forty|сорок|сорока",
    50: "cincuenta|fifty|пятьдесят|пятидесяти|п['’ʼ]ятдесят|п['’ʼ]ятдесяти|medio centenar de",
    60: "sesenta|sixty|шестьдесят|шістдесят",
    70: "setenta|seventy|семьдесят|сімдесят",
    80: "ochenta|eighty|восемьдесят|вісімдесят",
    90: "noventa|ninety|девяносто|дев['’ʼ]яносто",
    100: "cien|a hundred|one hundred|сто|сотня|un centenar de|ciento",
    200: "doscient[oa]s|two hundred|двести|двухсот(?= )|двісті|dos centenares de",
    300: "trescient[oa]s|three hundred|триста|тристо|tres centenares de",
    400: "cuatrocient[oa]s|four hundred|четыреста|чотириста|cuatro centenares de",
    500: "quinient[oa]s|five hundred|пятьсот|п['’ʼ]ятсот|cinco centenares de",
    1000: "mil|a thousand|one thousand|тысяча|тисяча",
}
_DOZEN = {12: "una docena de|a dozen|дюжина"}
NUMBER = (
    r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+|\d{1,6}|(?<!\w)(?:"
    + "|".join(f"(?:{words})" for words in (*_DOZEN.values(), *reversed(_WORDS.values())))
    + r")(?!\w)"
)
THOUSANDS = ("mil", "thousand", r"тыс(?:яч\w*|\.)?", r"тис(?:яч\w*|\.)?", "k")
DECIMAL_ALONE = r"\d{1,3}[.,]\d"
DECIMAL = rf"{DECIMAL_ALONE}(?=\s+(?:{'|'.join(THOUSANDS)}))"
VAGUE = {
    "decenas de|decenas|dozens of|dozens|десятки|десятків|десятков": (20, 99),
    "cientos de|centenares de|hundreds of|hundreds|сотни|сотні|сотен|сотень": (200, 999),
    "miles de|thousands of|thousands|тысячи|тисячі|тысяч|тисяч": (2000, 9999),
}
COMPARED = {
    "más de|more than|over|above|upwards of|более чем|более|больше чем|больше|свыше|понад|більше ніж|більше|більш як|більш ніж": ">",
    "menos de|fewer than|less than|under|менее|меньше|менше ніж|менше|менш як|менш ніж": "<",
    "al menos|por lo menos|como mínimo|at least|no fewer than|no less than|не менее|не меньше|как минимум|по меньшей мере|щонайменше|"
    "принаймні|не менше|як мінімум|минимум|мінімум": ">=",
    "hasta|a lo sumo|como máximo|up to|as many as|at most|no more than|не более|не больше|до|максимум|щонайбільше|не більше": "<=",
    "unos|unas|cerca de|alrededor de|casi|aproximadamente|about|around|some|nearly|almost|roughly|approximately|около|почти|порядка|"
    "примерно|приблизительно|близько|майже|приблизно|орієнтовно": "~",
}
_VALUES = tuple(
    (n, re.compile(f"(?:{words})\\Z", re.IGNORECASE)) for n, words in (*_DOZEN.items(), *_WORDS.items())
)


def number_of(written: str) -> int:
    """The value of a written number.

    >>> number_of("6,000"), number_of("п’ятеро"), number_of("doscientos"), number_of("1 150")
    (6000, 5, 200, 1150)
    """
    digits = re.sub(r"[^\d]", "", written)
    return int(digits) if digits else next((n for n, words in _VALUES if words.match(written)), 0)
