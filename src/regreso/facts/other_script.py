"""A name or an address once more in the other script, for a form that two post offices must be able to read.

Ukrainian by the resolution of 2010, Russian by the rules for passports (ICAO), Spanish and English into
Cyrillic by sound. It is a proposal that the writer looks at: how a family spells its name is theirs to say.
"""

from __future__ import annotations

import re
import unicodedata

_UKRAINIAN_ONLY = re.compile(r"[іїєґ]|['’ʼ](?=[яюєї])", re.IGNORECASE)
_UKRAINIAN = """
    а=a б=b в=v г=h ґ=g д=d е=e ж=zh з=z и=y і=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch
    ш=sh щ=shch ь=
"""
_RUSSIAN = """
    а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch
    ш=sh щ=shch ъ=ie ы=y ь= э=e ю=iu я=ia
"""
# A letter of the other alphabet in the middle of a name is read by its own.
_UK = {pair[0]: pair[2:] for pair in (_RUSSIAN + _UKRAINIAN).split()}
_RU = {pair[0]: pair[2:] for pair in (_UKRAINIAN + "є=ie ї=i" + _RUSSIAN).split()}
_UK_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_UK_LATER = {"є": "ie", "ї": "i", "й": "i", "ю": "iu", "я": "ia", "'": "", "’": "", "ʼ": ""}
_SOUNDS = (
    ("shch", "щ"), ("sch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("ya", "я"),
    ("yu", "ю"), ("yo", "ё"), ("ye", "е"), ("ia", "ия"), ("ñ", "нь"), ("ll", "ль"), ("qu", "к"), ("ph", "ф"),
    ("ck", "к"), ("x", "кс"), ("w", "в"),
)  # fmt: skip
_BY_LANGUAGE = {
    "es": (
        ("ch", "ч"), ("gue", "ге"), ("gui", "ги"), ("ge", "хе"), ("gi", "хи"), ("j", "х"), ("h", ""),
        ("z", "с"),
    ),
    "en": (("th", "т"), ("ohn", "он"), ("ee", "и"), ("oo", "у"), ("j", "дж")),
}  # fmt: skip
_LETTERS = dict(zip("abcdefghijklmnopqrstuvyz", "абкдефгхижклмнопкрстувиз", strict=True))
_CYRILLIC_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_LATIN_WORD = re.compile(r"[^\W\d_]+")


def other_script(text: str, *, language: str = "") -> str:
    """The text in Latin letters if it has Cyrillic ones, else in Cyrillic ones; "" if it has neither.

    Args:
        text: a name or an address.
        language: in which it is written (es, uk, ru, en), where that is known.

    >>> other_script("Олена Згурська, м. Київ"), other_script("Юрий Щербаков")
    ('Olena Zghurska, m. Kyiv', 'Iurii Shcherbakov')
    >>> other_script("Jorge Núñez", language="es"), other_script("2022")
    ('Хорхе Нуньес', '')
    """
    if re.search(r"[а-яёіїєґ]", text, re.IGNORECASE):
        ukrainian = language == "uk" or (language != "ru" and bool(_UKRAINIAN_ONLY.search(text)))
        return re.sub(
            r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*", lambda word: _latin(word[0], ukrainian=ukrainian), text
        )
    if re.search(r"[a-z]", text, re.IGNORECASE):
        return _LATIN_WORD.sub(lambda word: _as(word[0], _cyrillic(word[0].lower(), language)), text)
    return ""


def _latin(word: str, *, ukrainian: bool) -> str:
    low = word.lower()
    if not ukrainian:
        return _as(word, "".join(_RU.get(letter, letter) for letter in low))
    written = low.replace("зг", "z\0gh\0")  # so that it is not read as zh
    parts = []
    for at, letter in enumerate(written):
        table = _UK_FIRST if at == 0 and letter in _UK_FIRST else _UK_LATER
        parts.append(table.get(letter, _UK.get(letter, letter)))
    return _as(word, "".join(parts).replace("\0", ""))


def _cyrillic(low: str, language: str) -> str:
    plain = "".join(
        letter if letter == "ñ" else unicodedata.normalize("NFD", letter)[0]
        for letter in unicodedata.normalize("NFC", low)
    )
    for sound, letters in (*_BY_LANGUAGE.get(language, ()), *_SOUNDS):
        plain = plain.replace(sound, letters)
    plain = re.sub(r"c(?=[eiyеи])", "с", plain)
    return "".join(_LETTERS.get(letter, letter) for letter in plain)


def _as(word: str, written: str) -> str:
    """As large or small as the word was."""
    if len(word) > 1 and word.isupper():
        return written.upper()
    return written[:1].upper() + written[1:] if word[:1].isupper() else written
