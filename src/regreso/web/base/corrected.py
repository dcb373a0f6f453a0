"""Who learns of an answer and what of it, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regreso.casebook.models import Answer
from regreso.casebook.told_of import told_of
from regreso.web.base.words import Word

WHOM: dict[str, Word] = {
    "family": _("The family"),
    "captive": _("The person held"),
    "bureau": _("The Bureau and the other side of the handover"),
    "escort": _("Escorts and those who wait on the way"),
}
KNEW: dict[str, Word] = {
    "rung.held": _("that he is held"),
    "rung.released": _("that he was released"),
    "shown.address": _("an address to write to"),
    "shown.health": _("how he is"),
    "shown.note": _("a word to the family"),
    "certificate": _("a certificate (revoked now; whoever checks it reads so)"),
    "letter": _("letters"),
    "call": _("a video call"),
    "journey": _("a journey"),
    "handover": _("a handover"),
    "asked": _("that this family seeks him"),
}


def who_knows(answer: Answer | None) -> list[tuple[Word, list[Word]]]:
    """Who would have to be told now, and of what: codes in words, no names and no contacts."""
    if answer is None:
        return []
    return [(WHOM[whom], [KNEW.get(one, one) for one in knew]) for whom, knew in told_of(answer).items()]
