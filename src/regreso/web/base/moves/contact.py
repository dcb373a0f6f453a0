"""Words for the moves of `regreso.story.contact`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regreso.web.base.words import Word

MOVES: dict[str, dict[str, Word]] = {
    "message": {
        "draft": _("Keep as a draft"),
        "redraft": _("Keep the draft"),
        "discard": _("Throw it away"),
        "insist": _("Stand by these words"),
        "write": _("Write a message"),
        "accept": _("Accept as family news"),
        "return": _("Return to the writer"),
        "rewrite": _("Write the message anew"),
        "pass_sender": _("Pass for the sender's side"),
        "send": _("Send on"),
        "pass_receiver": _("Pass for the receiver's side"),
        "deliver": _("Note the delivery"),
        "open": _("Open the message"),
        "fail": _("Note: could not be delivered"),
        "send_again": _("Send again"),
    },
    "translation": {
        "ask": _("Ask for a translation"),
        "take": _("Take it in hand"),
        "put_back": _("Give it back to the others"),
        "keep": _("Keep what is translated so far"),
        "hand_in": _("Write the translation"),
        "return": _("Send the translation back"),
        "drop": _("Drop the translation"),
    },
    "call": {
        "request": _("Ask for a call"),
        "consent": _("Write down: he agrees to the call"),
        "refuse": _("Write down: he refuses the call"),
        "verify": _("Note that the family is verified"),
        "schedule": _("Schedule the call"),
        "open_lobby": _("Open the lobby"),
        "meet": _("Note: I met this party"),
        "connect": _("Join the two and leave"),
        "end": _("End the call"),
        "alarm": _("Silent alarm"),
        "care_family": _("Note how the family is"),
        "care_captive": _("Note how he is"),
        "care_after": _("Both sides were asked"),
        "cancel": _("Cancel the call"),
    },
    "death_notice": {
        "draft": _("Draft a death notice"),
        "certify": _("Certify the source"),
        "sign": _("Sign as second officer"),
        "name_pair": _("Name the two who tell the family"),
        "tell": _("Note that the family was told"),
        "confirm_writing": _("Confirm in writing, with seal"),
        "offer_support": _("Offer support"),
        "strike": _("Strike out the draft"),
        "correct": _("Correct the notice"),
    },
    "support_plan": {
        "offer": _("Offer support"),
        "accept": _("The family accepts support"),
        "decline": _("The family declines for now"),
        "contact": _("Note a contact"),
        "close": _("End the support"),
    },
}
