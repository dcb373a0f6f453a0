"""Which of the four languages a piece of text is in: by letters that only one has, and by small words."""

from __future__ import annotations

import re
from functools import lru_cache

_SMALL = {
    "es": "el la los las de del que en un una por con para se su al y es lo como más pero fue sus este desde hasta",
    "en": "the of and to in a is that for it was on are with as his they at be from had by her who were this",
    "ru": "и в не на что он с как это по но из за от бы его к у же для мы они был она о был были без после",
    "uk": "і в не на що він з як це по але із за від би його до у же для ми вони був вона про та й чи є після",
}
_WORDS = {lang: frozenset(words.split()) for lang, words in _SMALL.items()}
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=4096)
def language(text: str, default: str = "") -> str:
    """`es`, `uk`, `ru` or `en`; `default` where the text does not tell.

    >>> [language(t) for t in ("Él volvió a la casa", "Він повернувся", "Он вернулся домой", "He came home to the city")]
    ['es', 'uk', 'ru', 'en']
    """
    low = text.lower()[:2000]
    words = _WORD.findall(low)
    cyrillic = sum("\u0400" <= word[0] <= "\u04ff" for word in words)
    among = ("uk", "ru") if 2 * cyrillic > len(words) else ("es", "en")
    scores = {lang: float(sum(word in _WORDS[lang] for word in words)) for lang in among}
    if among[0] == "uk":
        scores["uk"] += 2.0 * len(re.findall("[іїєґ]", low))
        scores["ru"] += 2.0 * len(re.findall("[ыэёъ]", low))
    else:
        scores["es"] += 2.0 * len(re.findall("[áéíóúñ¿¡]", low))
    best = max(scores, key=lambda lang: scores[lang])
    if default in scores and scores[default] >= scores[best]:
        return default
    return best if scores[best] else default or best
