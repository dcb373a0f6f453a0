"""A password that is made of our own words is the first that somebody tries who knows us."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from regreso.casebook.models import Staff

# What the service and its work are called in our four languages, longest first where one holds another.
WORDS = (
    "regreso", "hotline", "tracing", "bureau", "agency", "operator", "registrar", "reviewer", "administrator",
    "password", "captive", "prisoner", "welcome", "ucrania", "ukraine", "rusia", "russia", "contraseña",
    "prisionero", "agencia", "búsqueda", "пароль", "повернення", "возвращение", "пленный", "полонений",
    "украина", "україна", "россия", "росія", "розшук", "розыск", "горячаялиния", "гарячалінія",
)  # fmt: skip
_LEFT = 8  # letters and digits that have to be there beside our words
_SHORTEST = 3  # letters of a word that counts
_RUNS = re.compile(r"[\W_]+|(?:19|20)\d\d|(.)\1{2,}")  # signs, years, and one letter again and again


def own_letters(password: str, names: tuple[str, ...] = ()) -> int:
    """How many letters and digits are left without our words, the names given, years and repetitions.

    >>> own_letters("Regreso-Ukraine-2026!"), own_letters("four invented words here")
    (0, 21)
    """
    left = _RUNS.sub("", password.casefold())
    for word in sorted((*WORDS, *names), key=len, reverse=True):
        left = left.replace(word.casefold(), "") if len(word) >= _SHORTEST else left
    return len(_RUNS.sub("", left))


class OwnWordsValidator:
    """Refuses passwords of which little is left without our words, the site's name and the user's own."""

    def validate(self, password: str, user: Staff | None = None) -> None:
        """Check one password.

        Raises:
            ValidationError: it is made of our words.
        """
        site = (urlsplit(settings.REGRESO_SITE).hostname or "").split(".")
        own = re.split(r"[\W_]+", user.get_username()) if user else []
        if own_letters(password, (*site, *own)) < _LEFT:
            raise ValidationError("made of our own words", code="own_words")

    def get_help_text(self) -> str:
        """What it asks for, as Django's own pages would say it."""
        return "A password is not made of the service's own words."
