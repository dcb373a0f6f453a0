"""What the clocks are called, and whose rule each is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import timedelta

    from regreso.web.base.words import Word

CLOCKS: dict[str, Word] = {
    "card": _("Capture card, 7 days after arrival, sickness, hospital or transfer"),
    "card_civilian": _("Internment card, 7 days after arrival, sickness, hospital or transfer"),
    "bureau": _("Data and changes to the Bureau and the Central Tracing Agency, 24 hours"),
    "civilians": _("Civilians held for two weeks are known to the Bureau"),
    "health": _("Word on the gravely ill or wounded, every week"),
    "death_bureau": _("Death to the Bureau and the Central Tracing Agency, 24 hours"),
    "review_sender": _("Review of a message on the sender's side, 48 hours"),
    "review_receiver": _("Review of a message on the receiver's side, 48 hours"),
    "translation": _("Translation of a message by a person, 24 hours"),
    "forms": _("Forms for two letters and four cards at least, every 30 days"),
    "forms_civilian": _("Forms for an internee's two letters and four cards at least, every 30 days"),
    "first_look": _("First look by a person at an enquiry, 72 hours"),
    "second_reviewer": _("Second reviewer decides, 24 hours"),
    "correction": _("Whoever was told by mistake is told so, 24 hours"),
    "question": _("Question of a reviewer put to the person held, 72 hours"),
    "postponed": _("Family told of a postponed handover, the same day"),
    "after_handover": _("First contact after a handover, 72 hours"),
    "opened": _("A second person looked at enquiries opened with a reason, 24 hours"),
    "after_call": _("Both sides asked how they are after a call, 24 hours; at once after an alarm"),
    "bereaved": _("Support offered again to the bereaved, two weeks"),
    "traveller": _("Word from a traveller, 12 hours"),
}
OURS: Word = _("our own rule")
RULES: dict[str, Word] = {
    "GC III 70": _("Third Geneva Convention, article 70"),
    "GC III 71": _("Third Geneva Convention, article 71"),
    "GC III 76": _("Third Geneva Convention, article 76"),
    "GC III 120": _("Third Geneva Convention, article 120"),
    "GC III 122": _("Third Geneva Convention, article 122"),
    "GC IV 106": _("Fourth Geneva Convention, article 106"),
    "GC IV 107": _("Fourth Geneva Convention, article 107"),
    "GC IV 136": _("Fourth Geneva Convention, article 136"),
}


def rule_of(article: str) -> Word:
    """The article in words; our own rules bear none."""
    return RULES.get(article, OURS)


def lasted(span: timedelta | None) -> str:
    """A wait in days or hours; "" for none."""
    if span is None:
        return ""
    hours = int(span.total_seconds() // 3600)
    if hours < 48:  # noqa: PLR2004 - two days and more are told in days
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    return ngettext("%(n)d day", "%(n)d days", hours // 24) % {"n": hours // 24}


def share(part: int, whole: int) -> str:
    """So many of a hundred; "—" of nothing."""
    return gettext("%(n)d %%") % {"n": 100 * part // whole} if whole else "—"
