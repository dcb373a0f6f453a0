"""Why words in a message may be no family news, and the languages of messages, as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from regreso.web.base.words import Word

REASONS: dict[str, Word] = {
    "politics": _("It speaks of politics or of the war."),
    "military": _("It speaks of arms, units or fighting."),
    "money": _("It speaks of money."),
    "place_time": _("It names a place and a time together."),
    "third_persons": _("It speaks of other people who are held."),
}
LANGUAGES: dict[str, Word] = {
    "uk": _("Ukrainian"),
    "ru": _("Russian"),
    "es": _("Spanish"),
    "en": _("English"),
}
