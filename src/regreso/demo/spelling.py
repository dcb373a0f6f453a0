"""How one name is written by a clerk, a passport office, a newspaper or a worried mother."""

from __future__ import annotations

import random

_PLAIN = dict(zip("абвгдезийклмнопрстуф", "abvgdeziyklmnoprstuf", strict=True))
_COMMON = {"ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ы": "y",
           "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "'": "", "ʼ": "", "’": ""}  # fmt: skip
LATIN = {
    "passport": {**_PLAIN, **_COMMON, "й": "i", "ю": "iu", "я": "ia", "ъ": "ie", "ї": "i", "є": "ie"},
    "english": {**_PLAIN, **_COMMON},
    "spanish": {**_PLAIN, **_COMMON, "й": "i", "х": "j", "ж": "zh", "ю": "iu", "я": "ia", "ё": "io", "щ": "sch", "ї": "i",
                "є": "ie"},
    "german": {**_PLAIN, **_COMMON, "в": "w", "ж": "sch", "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch", "щ": "schtsch",
               "й": "j", "ю": "ju", "я": "ja", "ї": "ji", "є": "je"},
}  # fmt: skip
_TO_UK = str.maketrans({"и": "і", "ы": "и", "э": "е", "ъ": "'", "ё": "ьо"})
_HEARD = [("о", "а"), ("е", "и"), ("и", "е"), ("в", "ф"), ("д", "т"), ("г", "х"), ("сс", "с"), ("нн", "н"), ("щ", "ш"), ("ь", ""),
          ("o", "a"), ("e", "i"), ("v", "b"), ("s", "z"), ("ll", "y"), ("h", "")]  # fmt: skip
_IRREGULAR = {
    "Илья": ("Ильич", "Ильинична"), "Никита": ("Никитич", "Никитична"), "Лев": ("Львович", "Львовна"),
    "Павел": ("Павлович", "Павловна"), "Пётр": ("Петрович", "Петровна"), "Михаил": ("Михайлович", "Михайловна"),
    "Яков": ("Яковлевич", "Яковлевна"), "Лука": ("Лукич", "Лукинична"), "Фома": ("Фомич", "Фоминична"),
}  # fmt: skip
_OUT_OF_TEN = 10
LONG_ENOUGH = 4  # to bear a slip and still be a name


def capital(word: str) -> str:
    """First letter large, also after a hyphen."""
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


def latin(word: str, manner: str) -> str:
    """Cyrillic in Latin letters as that manner writes it; other letters stay."""
    letters = LATIN[manner]
    return " ".join(capital("".join(letters.get(c, c) for c in part)) for part in word.lower().split(" "))


def ukrainian(word: str) -> str:
    """A Russian surname as a Ukrainian clerk writes it."""
    return capital(word.lower().translate(_TO_UK))


def feminine(surname: str) -> str:
    """The woman's form of a Russian or Ukrainian surname."""
    for ending, woman in (
        ("ский", "ская"),
        ("цкий", "цкая"),
        ("ський", "ська"),
        ("цький", "цька"),
        ("ый", "ая"),
        ("ой", "ая"),
    ):
        if surname.endswith(ending):
            return surname[: -len(ending)] + woman
    return surname + "а" if surname.endswith(("ов", "ев", "ёв", "ин", "ын", "ів", "їн")) else surname


def patronymic(father: str, sex: str, *, in_ukrainian: bool = False) -> str:
    """What a child of `father` bears between given name and surname."""
    woman = sex == "f"
    if in_ukrainian:
        return _patronymic_uk(father, woman=woman)
    if father in _IRREGULAR:
        return _IRREGULAR[father][woman]
    if father.endswith("ий"):
        return father[:-2] + ("ьевна" if woman else "ьевич")
    if father[-1] in "йь":
        return father[:-1] + ("евна" if woman else "евич")
    if father[-1] in "ая":
        return father[:-1] + ("ична" if woman else "ич")
    return father + ("овна" if woman else "ович")


def _patronymic_uk(father: str, *, woman: bool) -> str:
    special = {
        "Ілля": ("Ілліч", "Іллівна"),
        "Лев": ("Львович", "Львівна"),
        "Микола": ("Миколайович", "Миколаївна"),
    }
    if father in special:
        return special[father][woman]
    if father.endswith("й"):
        return father[:-1] + ("ївна" if woman else "йович")
    stem = father[:-1] if father[-1] in "аоя" else father.rstrip("ь")
    return stem + ("івна" if woman else "ович")


def slip(word: str, rng: random.Random) -> str:
    """A typing slip: a letter lost, doubled or exchanged with its neighbour."""
    if len(word) < LONG_ENOUGH:
        return word
    i = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(3)
    return word[:i] + (word[i + 1 :], word[i] + word[i:], word[i + 1] + word[i] + word[i + 2 :])[kind]


def heard(word: str, rng: random.Random) -> str:
    """One sound as heard over a bad line."""
    lower = word.lower()
    able = [(a, b) for a, b in _HEARD if a in lower[1:]]
    if not able:
        return word
    a, b = rng.choice(able)
    at = lower.index(a, 1)
    return capital(lower[:at] + b + lower[at + len(a) :])


def sometimes(word: str, rng: random.Random, *, times_in_ten: float = 1.0) -> str:
    """Now and then with a slip or misheard."""
    if rng.random() * _OUT_OF_TEN >= times_in_ten:
        return word
    return slip(word, rng) if rng.random() < 0.5 else heard(word, rng)  # even odds
