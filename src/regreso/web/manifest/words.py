"""How a person stands on a trip, and what an event says, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regreso.web.base.words import Word

STANDS: dict[str, Word] = {
    "open": _("On the way, not heard of"),
    "taken_off": _("Taken off"),
    "expected": _("Expected"),
    "arrived": _("Arrived"),
    "left_by_choice": _("Left by choice"),
    "transferred": _("Went on with another trip"),
    "no_show": _("Did not come"),
    "died": _("Died"),
}
KINDS: dict[str, Word] = {
    "registered": _("registered"),
    "consented": _("agreed to travel"),
    "allotted": _("allotted"),
    "boarded": _("boarded"),
    "joined": _("joined on the way"),
    "passed": _("passed a checkpoint"),
    "arrived": _("arrived"),
    "left_by_choice": _("left by choice"),
    "taken_off": _("taken off"),
    "transferred": _("transferred to another trip"),
    "no_show": _("did not come"),
    "died": _("died"),
    "corrected": _("corrected"),
}
FAULTS: dict[str, Word] = {
    "no-show-boarded": _("was said not to have come, and boarded"),
    "boarded-after-end": _("boarded after the trip had ended for them"),
    "passed-unboarded": _("passed a checkpoint without having boarded"),
    "arrived-twice": _("arrived twice"),
    "arrived-unboarded": _("arrived without having boarded"),
    "taken-off-after-arriving": _("was taken off after arriving"),
    "seen-on-another-trip": _("was seen on another trip"),
    "two-contents": _("one event came with two contents"),
}


def stands(state: str) -> Word:
    """How a page says a standing."""
    return STANDS.get(state, state)
