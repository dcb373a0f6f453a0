"""Names and towns of the Slavic world in the cases in which families write them: a table of endings."""

from __future__ import annotations

import re

# ending, its stem kept up to, and what the accusative, genitive, dative and instrumental end in
WOMEN = (
    ("ая", "", "ую ой ой ой", "ую ої ій ою"),
    ("(?<=ов|ев|ёв|ин|ін)а", "", "у ой ой ой", "у ої ій ою"),
    ("(?<=[гкхжшч])а", "", "у и е ой", "у и і ою"),
    ("а", "", "у ы е ой", "у и і ою"),
    ("я", "", "ю и и ей", "ю ї ї єю"),
)
MEN = (
    ("(?<=...)(?:ий|ый|ой)", "", "ого ого ому им", "ого ого ому им"),
    ("(?<=п)(?:ётр|етро)", "етр", "а а у ом", "а а у ом"),
    ("(?<=пав)л?(?:ел|ло|о)", "л", "а а у ом", "а а у ом"),
    ("(?<=л)ев", "ьв", "а а у ом", "а а у ом"),
    ("[йь]", "", "я я ю ем", "я я ю єм"),
    ("(?<=[гкхжшч])а", "", "у и е ой", "у и і ою"),
    ("а", "", "у ы е ой", "у и і ою"),
    ("я", "", "ю и е ей", "ю ї ї єю"),
    ("ец", "ц", "а а у ом", "я я ю ем"),
    ("(?<=ов|ев|ёв|ин|ін)", "", "а а у ым", "а а у им"),
    ("(?<=[бвгґджзклмнпрстфхцчшщ])", "", "а а у ом", "а а у ом"),
)
TOWNS = (  # genitive and locative
    ("ая", "ой ой", "ої ій"),
    ("(?:ий|ый|ой)", "ого ом", "ого ому"),
    ("(?<=[гкхжшч])а", "и е", "и і"),
    ("а", "ы е", "и і"),
    ("я", "и е", "і і"),
    ("ь", "и и", "і і"),
    ("[ыиі]", " ах", " ах"),
    ("(?<=ов|ев|ин|ын)о", "а е", "а і"),
    ("(?<=[бвгґджзклмнпрстфхцчшщ])", "а е", "а і"),
)
CASES = "agdi"


def declined(word: str, case: str, sex: str, language: str) -> str:
    """A name in the accusative (a), genitive (g), dative (d) or instrumental (i); Latin ones stay."""
    if language == "la" or len(word) < 3:
        return word
    for ending, stem, russian, ukrainian in WOMEN if sex == "f" else MEN:
        if found := re.search(f"{ending}$", word, re.IGNORECASE):
            told = (ukrainian if language == "uk" else russian).split(" ")
            return word[: found.start()] + stem + told[CASES.index(case)]
    return word


def place_in(word: str, case: str, language: str) -> str:
    """A town of one word in the genitive (g) or locative (l)."""
    if language == "la" or " " in word or case not in "gl":
        return word
    for ending, russian, ukrainian in TOWNS:
        if found := re.search(f"{ending}$", word, re.IGNORECASE):
            told = (ukrainian if language == "uk" else russian).split(" ")
            return word[: found.start()] + told["gl".index(case)]
    return word
