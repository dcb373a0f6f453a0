"""Words for the moves of `regreso.story.homeward`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regreso.web.base.words import Word

MOVES: dict[str, dict[str, Word]] = {
    "journey": {
        "plan": _("Plan the journey"),
        "issue": _("Issue the sheet"),
        "depart": _("Note the departure"),
        "check_in": _("Note a check-in"),
        "alarm": _("Raise the alarm"),
        "warn": _("Alarm: this sheet may not hold"),
        "prepare": _("A new sheet lies ready"),
        "settle": _("The sheet holds: end the alarm"),
        "arrive": _("Note the arrival"),
        "replace": _("Replace by a new sheet"),
        "expire": _("Let the sheet expire"),
        "cancel": _("Cancel the journey"),
    },
    "handover": {
        "propose": _("Propose a handover"),
        "wish": _("Write down his own wish"),
        "refuse": _("Write down that he refuses"),
        "agree_lists": _("Note that both lists agree"),
        "clear": _("Clear: medical, legal, identity"),
        "fix_itinerary": _("Fix the itinerary"),
        "inform_family": _("Inform the family"),
        "depart": _("Note the departure"),
        "check_in": _("Note a check-in"),
        "meet": _("Note the meeting at the checkpoint"),
        "check_identity": _("Check identity, first officer"),
        "check_identity_again": _("Check identity, second officer"),
        "doubt_identity": _("Stop: identity is in doubt"),
        "sign": _("Sign the handover"),
        "countersign": _("Countersign: handed over"),
        "contact_home": _("Note the call home"),
        "contact_again": _("Note another call home"),
        "close": _("Finish the file"),
        "postpone": _("Postpone"),
        "tell_postponed": _("Note: family told of the delay"),
    },
    "trip": {
        "open": _("Open a manifest"),
        "allot": _("Allot people to the trip"),
        "expect": _("Say when the trip should arrive"),
        "alarm": _("Look for whoever is still open"),
        "close": _("Close the manifest"),
        "reopen": _("Open the manifest again"),
    },
    "device": {"hand_out": _("Hand out a telephone's code"), "end": _("Switch the telephone off")},
    "upload": {"take_in": _("Take in what was written")},
    "recognition": {
        "suggest": _("Offer who it may be"),
        "accept": _("It is the same person"),
        "reject": _("It is somebody else"),
        "supersede": _("Take the offer back"),
    },
    "exchange_list": {
        "draft": _("Draft a list"),
        "weigh": _("Weigh who goes"),
        "sign": _("Sign the list"),
        "countersign": _("Countersign: the list is agreed"),
        "withdraw": _("Withdraw the list"),
    },
    "border_change": {"make": _("Change the book of borders"), "undo": _("Undo this change")},
}
