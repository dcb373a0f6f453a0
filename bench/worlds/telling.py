"""What messages of families tell besides the name: ranks, call-signs, decades, other people, the spelling said aloud."""

from __future__ import annotations

import re
from random import Random

import making
from making import Person, Row

RANKS = {
    "ru": "солдат|рядовой|ефрейтор|сержант|старшина|лейтенант|ст. лейтенант|капитан|мл. сержант|старший солдат|прапорщик",
    "uk": "солдат|рядовий|сержант|молодший сержант|старшина|лейтенант|капітан|старший солдат|штаб-сержант",
    "be": "салдат|сяржант|лейтэнант",
    "en": "private|corporal|sergeant|Pvt.|Sgt.|lieutenant|staff sergeant|Cpl.",
    "es": "soldado|cabo|sargento|teniente|subteniente|cabo primero|soldado profesional",
    "fr": "soldat|caporal|sergent|lieutenant|adjudant",
    "ar": "الجندي|الرقيب|الملازم|العريف|المساعد|النقيب",
}
RANKS_OF = {
    "ru": "солдата|рядового|сержанта|лейтенанта|капитана|младшего сержанта",
    "uk": "солдата|рядового|сержанта|лейтенанта|капітана|молодшого сержанта",
}
CALLSIGNS = {
    "ru": "Кедр|Малой|Лис|Гном|Тень|Дед|Шторм|Барс|Моряк|Сокол",
    "uk": "Козак|Малий|Лис|Грім|Тінь|Дід|Барс|Хижак|Сокіл|Чумак",
    "be": "Бусел|Зубр|Лес",
    "en": "Raven|Shadow|Badger|Fox|Kid|Storm",
    "es": "Lobo|Gato|Flaco|Tigre|Sombra|Moro",
    "fr": "Loup|Renard|Ombre",
    "ar": "الصقر|الذئب|النمر",
}
MONTHS = {
    "ru": "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря",
    "uk": "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня",
    "be": "студзеня|лютага|сакавіка|красавіка|мая|чэрвеня|ліпеня|жніўня|верасня|кастрычніка|лістапада|снежня",
    "en": "January|February|March|April|May|June|July|August|September|October|November|December",
    "es": "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
    "fr": "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    "ar": "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول",
}
DECADES = {
    "ru": {6: "шестидесятых", 7: "семидесятых", 8: "восьмидесятых", 9: "девяностых", 0: "нулевых"},
    "uk": {6: "шістдесятих", 7: "сімдесятих", 8: "вісімдесятих", 9: "дев'яностих", 0: "двотисячних"},
    "be": {6: "шасцідзясятых", 7: "сямідзясятых", 8: "васьмідзясятых", 9: "дзевяностых", 0: "двухтысячных"},
    "en": {6: "sixties", 7: "seventies", 8: "eighties", 9: "nineties", 0: "two thousands"},
    "es": {6: "sesenta", 7: "setenta", 8: "ochenta", 9: "noventa", 0: "dos mil"},
    "fr": {6: "soixante", 7: "soixante-dix", 8: "quatre-vingts", 9: "quatre-vingt-dix", 0: "deux mille"},
    "ar": {6: "الستينات", 7: "السبعينات", 8: "الثمانينات", 9: "التسعينات", 0: "الألفينات"},
}
PARTS = {  # of a decade: its beginning, middle and end
    "ru": "начала|середины|конца", "uk": "початку|середини|кінця", "be": "пачатку|сярэдзіны|канца", "en": "early|mid|late",
    "es": "principios|mediados|finales", "fr": "au début|au milieu|à la fin", "ar": "بداية|منتصف|نهاية",
}  # fmt: skip
_TENS = {
    "ru": {4: "сорок", 5: "пятьдесят", 6: "шестьдесят", 7: "семьдесят", 8: "восемьдесят", 9: "девяносто"},
    "uk": {4: "сорок", 5: "п'ятдесят", 6: "шістдесят", 7: "сімдесят", 8: "вісімдесят", 9: "дев'яносто"},
    "es": {4: "cuarenta", 5: "cincuenta", 6: "sesenta", 7: "setenta", 8: "ochenta", 9: "noventa"},
    "en": {4: "forty", 5: "fifty", 6: "sixty", 7: "seventy", 8: "eighty", 9: "ninety"},
}
_ORDINALS = {  # the last number of a year said aloud
    "ru": "первого|второго|третьего|четвёртого|пятого|шестого|седьмого|восьмого|девятого",
    "uk": "першого|другого|третього|четвертого|п'ятого|шостого|сьомого|восьмого|дев'ятого",
    "es": "uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve",
    "en": "one|two|three|four|five|six|seven|eight|nine",
}


def _year_aloud(year: int, language: str) -> str:
    tens, ones = year // 10 % 10, year % 10
    if language not in _TENS or year >= 2000 or not ones:
        return str(year)
    word, last = _TENS[language][tens], _ORDINALS[language].split("|")[ones - 1]
    return {
        "ru": f"тысяча девятьсот {word} {last} года",
        "uk": f"тисяча дев'ятсот {word} {last} року",
        "es": f"mil novecientos {word} y {last}",
        "en": f"nineteen {word}-{last}",
    }[language]


def born(random: Random, of: Person, language: str) -> str:
    """A date of birth as families write it."""
    day, month = of.born, MONTHS[language].split("|")[of.born.month - 1]
    joint = " de " if language == "es" else " "
    kinds = (
        (f"{day:%d.%m.%Y}", 30), (f"{day:%d/%m/%Y}", 12), (f"{day.day}{joint}{month}{joint}{day.year}", 25),
        (f"{day:%d.%m.%y}", 8), (f"{day:%Y-%m-%d}", 6), (f"{day.day}-{day.month}-{day.year}", 6), (f"{day.year}", 6),
        (f"{day.day}{joint}{month}{joint}{_year_aloud(day.year, language)}", 7),
    )  # fmt: skip
    return random.choices([k for k, _ in kinds], [w for _, w in kinds])[0]


def spelled(random: Random, surname: str) -> str:
    """A surname letter by letter, as on the phone."""
    letters = [c for c in surname if c.isalpha()]
    return random.choice(("-", " ", ", ", ". ")).join(c.upper() for c in letters)


def common(random: Random, of: Person, language: str, lost_year: int = 2022) -> Row:
    """Blanks that mean the same in every world."""
    year, decade = of.born.year, DECADES[language]
    lost_day, month = random.randrange(1, 29), random.randrange(12)
    named = MONTHS[language].split("|")[month]
    lost = random.choice(
        (
            f"{lost_day} {named}",
            f"{lost_day:02d}.{month + 1:02d}.{lost_year}",
            f"{lost_day:02d}.{month + 1:02d}",
        )
    )
    age = making.REF.year - year
    return {
        "born": born(random, of, language),
        "dayword": f"{of.born.day} {MONTHS[language].split('|')[of.born.month - 1]}",
        "year": str(year),
        "age": str(age),
        "about": str(year + random.choice((-1, 0, 0, 1))),
        "decade": decade.get(year // 10 % 10, decade[6]),
        "part": PARTS[language].split("|")[min(year % 10 // 4, 2)],
        "lost": lost,
        "rank": random.choice(RANKS[language].split("|")),
        "rank_g": random.choice(RANKS_OF.get(language, RANKS[language]).split("|")),
        "callsign": random.choice(CALLSIGNS[language].split("|")),
        "number": str(random.randrange(1000, 99999)),
        "phone": f"+{random.randrange(30, 99)}{random.randrange(10**8, 10**9)}",
    }


def roughened(random: Random, text: str) -> str:
    """What phones and thumbs make of a text: capitals, none, no spaces, commas gone, a word mended into another."""
    text = making.typed(random, text)
    kind = making.some(random, joined=2, no_signs=6, damaged=6)
    if kind == "joined":
        return re.sub(r"(?<=\w) (?=[A-ZА-ЯІЇЄҐЁ0-9])", "", text)
    if kind == "no_signs":
        return re.sub(r"[,;:!?]|\.(?= )", "", text)
    if kind == "damaged":
        words = text.split(" ")
        at = random.randrange(len(words))
        words[at] = making.typo(random, words[at])
        return " ".join(words)
    return text
