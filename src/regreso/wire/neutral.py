"""What a family's notice says: the same for every kind, and nothing to whoever looks over a shoulder.

No name, no word of a search, no address, no sender: a locked screen tells that there is something, and the
code by which she can check that it was we. One short message holds it, in any alphabet.
"""

from __future__ import annotations

ONE_MESSAGE = 70  # letters of a short message in Cyrillic

_TEXTS = {
    "es": "Hay algo nuevo para usted. Mírelo a solas. {code}",
    "uk": "Для вас є новина. Погляньте наодинці. {code}",
    "ru": "Для вас есть новость. Посмотрите наедине. {code}",
    "en": "There is something new for you. Look alone. {code}",
}
_SUBJECTS = {"es": "Novedad", "uk": "Новина", "ru": "Новость", "en": "Something new"}


def text(language: str, code: str) -> str:
    """The notice; English where we do not speak the language.

    >>> text("en", "RGS-1111-2222-3333-4444")
    'There is something new for you. Look alone. RGS-1111-2222-3333-4444'
    >>> max(len(text(one, "RGS-1111-2222-3333-4444")) for one in ("es", "uk", "ru", "en")) <= ONE_MESSAGE
    True
    """
    return _TEXTS.get(language, _TEXTS["en"]).format(code=code)


def subject(language: str) -> str:
    """Above it, in an e-mail.

    >>> subject("uk")
    'Новина'
    """
    return _SUBJECTS.get(language, _SUBJECTS["en"])
