"""Words for the moves of `regreso.story.claims`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regreso.web.base.words import Word

MOVES: dict[str, dict[str, Word]] = {
    "source": {
        "add": _("Add a source"),
        "switch_on": _("Switch on"),
        "switch_off": _("Switch off"),
        "change": _("Change the source"),
        "retire": _("Put the source away"),
    },
    "document": {
        "hand_in": _("Hand in a document"),
        "refuse": _("Turn away at the door"),
        "read": _("Read the document"),
        "fail": _("Note: could not be read"),
    },
    "lead": {
        "find": _("Find in a document"),
        "note": _("Note a date"),
        "edit": _("Put the reading right"),
        "accept": _("Accept"),
        "propose": _("Accept as the first of two"),
        "confirm": _("Accept as the second of two"),
        "reject": _("Reject"),
        "undo": _("Take the decision back"),
        "count_in": _("Count in to an event"),
        "lapse": _("Forget what nobody needed"),
        "supersede": _("Set aside, a correction came"),
    },
    "possible": {
        "suggest": _("Suggest"),
        "rescore": _("Weigh again"),
        "set_aside": _("Set aside, it does not help"),
        "offer_again": _("Offer again"),
        "supersede": _("Set aside, no longer told"),
    },
    "card": {
        "make": _("Make the card"),
        "replace": _("Replace by a new version"),
        "send": _("Send to a family"),
        "withdraw": _("Withdraw the card"),
    },
    "draft": {
        "prefill": _("Fill in beforehand"),
        "take": _("Take the draft"),
        "set_aside": _("Set aside, not needed"),
        "withdraw": _("Withdraw the draft"),
    },
}
