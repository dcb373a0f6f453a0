"""The story as pages say it: states, roles, purposes. A test holds the words against the story."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext_lazy as _

from regreso import story

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Word: TypeAlias = "str | _StrPromise"  # a text in the reader's language

ROLES: dict[str, Word] = {
    story.ENQUIRER: _("family"),
    story.CAPTIVE: _("person held"),
    story.PERSON: _("the person themself"),
    story.OPERATOR: _("operator"),
    story.REGISTRAR: _("registrar"),
    story.REVIEWER: _("reviewer"),
    story.LIAISON: _("family liaison"),
    story.MESSAGE_REVIEWER: _("message reviewer"),
    story.TRANSLATOR: _("translator"),
    story.OFFICER: _("officer"),
    story.READING_OFFICER: _("reading officer"),
    story.BUREAU: _("bureau"),
    story.COORDINATOR: _("coordinator of evacuations"),
    story.ESCORT: _("escort"),
    story.AUDITOR: _("auditor"),
    story.ADMINISTRATOR: _("administrator"),
    story.DEVICE: _("telephone at a door"),
    story.SYSTEM: _("Regreso itself"),
    story.CLOCK: _("the clock"),
}

STATES: dict[str, dict[str, Word]] = {
    "announcement": {
        "drafted": _("Announcement is a draft"),
        "signed": _("Signed once, waits for the second signature"),
        "released": _("Public and in force"),
        "superseded": _("Corrected by a newer version"),
        "withdrawn": _("Withdrawn from the public"),
        "expired": _("Its time is over"),
        "struck": _("Draft struck out"),
    },
    "notice": {
        "waiting": _("Waits to be sent"),
        "sending": _("Is being sent"),
        "sent": _("Arrived"),
        "unknown": _("Unknown: it may have arrived"),
        "failed": _("Did not arrive"),
        "settled": _("Settled by a person"),
        "dropped": _("Not needed any more"),
    },
    "enquiry": {
        "draft": _("Being written"),
        "submitted": _("Written, receipt not handed out"),
        "open": _("Received"),
        "searching": _("We are searching"),
        "needs_information": _("One piece of information is needed"),
        "under_review": _("A candidate is being looked at"),
        "confirmed": _("Confirmed by two, not told yet"),
        "answered": _("Answered"),
        "follow_up": _("Answered, we stay in touch"),
        "closed": _("Put aside"),
        "dormant": _("Resting"),
    },
    "self_report": {
        "told": _("Waits to be checked"),
        "checked": _("Checked by one, waits for a second person"),
        "passed_on": _("Families were told"),
        "refused": _("Not they, or not to be checked"),
        "withdrawn": _("Taken back"),
        "lapsed": _("Deleted: nobody could check it"),
    },
    "unsent": {
        "kept": _("Kept, not sent yet"),
        "sent": _("Sent, has become an enquiry"),
        "discarded": _("Kept no longer"),
    },
    "custody": {
        "reported": _("Reported, not registered yet"),
        "registered": _("Registered"),
        "notified": _("Bureau notified"),
        "held": _("Held, bureau has confirmed receipt"),
        "in_hospital": _("In hospital"),
        "released": _("Released"),
        "exchanged": _("Exchanged"),
        "repatriated": _("Repatriated"),
        "escaped": _("Escaped"),
        "handed_over": _("Handed to another authority"),
        "died": _("Died, notice signed"),
        "struck": _("Struck from the register: its list was undone"),
    },
    "match": {
        "potential": _("Possible match"),
        "assigned": _("Taken by a reviewer"),
        "under_review": _("A reviewer is looking"),
        "proposed": _("Waits for a second reviewer"),
        "disputed": _("The two reviewers differ"),
        "confirmed": _("Confirmed by two reviewers"),
        "rejected": _("Not this person"),
        "inconclusive": _("Left open"),
        "superseded": _("Another match was confirmed"),
        "revocation_asked": _("Revocation asked for"),
        "revoked": _("Match revoked"),
    },
    "record": {
        "sought": _("Sought"),
        "trapped": _("Trapped, alive when last heard of"),
        "in_hospital": _("In hospital"),
        "in_shelter": _("In a shelter"),
        "safe": _("Safe"),
        "removal_asked": _("Removal asked for, a colleague decides"),
        "expired": _("Gone; can be brought back for three days"),
        "shredded": _("Gone for good"),
    },
    "record_copy": {
        "asked": _("Asked for, a colleague decides"),
        "granted": _("Granted"),
        "refused": _("Refused"),
    },
    "question": {
        "asked": _("To be asked"),
        "answered": _("He told it"),
        "declined": _("He did not want to tell it"),
        "dropped": _("Need not be asked any more"),
    },
    "correction": {
        "owed": _("Must be told of the mistake"),
        "told": _("Told; a colleague asks whether they know"),
        "settled": _("They know that it was a mistake"),
    },
    "answer": {
        "waiting_for_consent": _("Waits for his consent"),
        "ready": _("Ready to sign"),
        "signed": _("Signed once, waits for the second signature"),
        "released": _("Released, family may be told"),
        "told": _("Family told"),
        "acknowledged": _("Family has taken note"),
        "restated": _("What changed waits for the second signature"),
        "withheld": _("Held back"),
        "revoked": _("Answer revoked, family must be told"),
        "corrected": _("Corrected in person"),
    },
    "message": {
        "drafted": _("Draft, only its writer sees it"),
        "discarded": _("Thrown away by its writer"),
        "written": _("Message written"),
        "accepted": _("Family news, waits for the sender's side"),
        "returned": _("Returned to the writer"),
        "passed_sender": _("Passed by the sender's side"),
        "in_transit": _("On its way, waits for the receiver's side"),
        "passed_receiver": _("Ready to deliver"),
        "delivered": _("Delivered"),
        "undeliverable": _("Could not be delivered"),
    },
    "translation": {
        "asked": _("Waits for a translator"),
        "taken": _("A translator has it in hand"),
        "made": _("Made by a person"),
        "dropped": _("Not needed: the message reads otherwise"),
    },
    "call": {
        "requested": _("Call asked for"),
        "consented": _("He agreed to the call"),
        "verified": _("Family verified"),
        "scheduled": _("Call scheduled"),
        "lobby": _("Lobby is open"),
        "connected": _("Call is running"),
        "ended": _("Call ended"),
        "cared_for": _("Both sides were asked how they are"),
        "cancelled": _("Cancelled"),
        "refused": _("Refused by the person held"),
    },
    "journey": {
        "planned": _("Journey planned"),
        "issued": _("Sheet issued"),
        "under_way": _("Under way"),
        "overdue": _("Check-in overdue"),
        "arrived": _("Arrived"),
        "replaced": _("Replaced by a newer sheet"),
        "expired": _("Expired"),
        "cancelled": _("Cancelled"),
    },
    "handover": {
        "proposed": _("Handover proposed"),
        "wish_recorded": _("His wish is recorded"),
        "refused": _("Refused by the person held"),
        "listed": _("Lists agreed by both sides"),
        "cleared": _("Cleared: medical, legal, identity"),
        "itinerary_fixed": _("Itinerary fixed"),
        "family_informed": _("Family informed"),
        "en_route": _("On the road"),
        "met": _("Met at the checkpoint"),
        "identity_checked_once": _("Identity checked by one"),
        "identity_checked": _("Identity checked by two"),
        "signed": _("Signed once, waits for the second signature"),
        "handed_over": _("Handed over"),
        "home": _("Home, family was called"),
        "closed": _("File finished"),
        "postponed": _("Postponed"),
    },
    "death_notice": {
        "drafted": _("Notice drafted"),
        "certified": _("Source certified, waits for the second signature"),
        "signed": _("Signed by two"),
        "pair_named": _("The two who tell are named"),
        "told": _("Family told in person"),
        "confirmed": _("Confirmed in writing"),
        "support_offered": _("Support offered"),
        "struck": _("Draft struck out"),
        "corrected": _("Notice corrected"),
    },
    "support_plan": {
        "offered": _("Support offered"),
        "open": _("Support runs"),
        "declined": _("Declined for now"),
        "closed": _("Support ended"),
    },
    "challenge": {
        "set": _("Not answered yet"),
        "met": _("Answered rightly"),
        "missed": _("Answered otherwise"),
        "spent": _("Answered otherwise three times"),
        "withdrawn": _("Taken back"),
    },
    "proof": {
        "handed_in": _("Handed in, nobody has looked yet"),
        "accepted": _("Accepted"),
        "refused": _("Refused"),
        "shredded": _("Shredded"),
    },
    "head_count": {
        "settled": _("Count and register agree"),
        "differs": _("Count and register differ"),
        "explained": _("Difference explained"),
    },
    "custody_list": {
        "handed_in": _("Handed in: name its columns"),
        "mapped": _("Being looked through, nothing is written"),
        "checked": _("Looked through, waits for your word"),
        "being_taken": _("Being taken in"),
        "imported": _("List taken in"),
        "undo_asked": _("Undoing was asked for, waits for a second registrar"),
        "being_undone": _("Being undone"),
        "undone": _("Undone"),
        "dropped": _("Dropped, nothing was taken in"),
    },
    "source": {"off": _("Off"), "on": _("Looked at"), "retired": _("Put away")},
    "document": {
        "handed_in": _("Waits to be read"),
        "read": _("Read"),
        "unreadable": _("Could not be read"),
    },
    "lead": {
        "new": _("Waits for a reader"),
        "noted": _("Noted"),
        "proposed": _("Waits for a second reader"),
        "accepted": _("Accepted"),
        "rejected": _("Rejected"),
        "superseded": _("Set aside by a correction"),
        "lapsed": _("No longer kept"),
    },
    "possible": {
        "possible": _("Possible"),
        "set_aside": _("Set aside"),
        "superseded": _("No longer told"),
    },
    "card": {
        "ready": _("Ready to send"),
        "replaced": _("Replaced by a newer one"),
        "withdrawn": _("Withdrawn: do not use it"),
    },
    "draft": {
        "prefilled": _("Filled in, waits"),
        "taken": _("Taken up"),
        "set_aside": _("Set aside"),
        "withdrawn": _("Withdrawn"),
    },
    "trip": {
        "open": _("Manifest open"),
        "overdue": _("Should have arrived"),
        "closed": _("Manifest closed"),
    },
    "device": {"active": _("In use"), "ended": _("Switched off")},
    "upload": {"taken": _("Taken in")},
    "recognition": {
        "potential": _("Perhaps the same person"),
        "accepted": _("The same person"),
        "rejected": _("Somebody else"),
        "superseded": _("Recognised otherwise"),
    },
    "corridor": {
        "proposed": _("Proposed: not agreed by every party yet"),
        "agreed": _("Agreed, no plan yet"),
        "planned": _("Planned, waits for the first of two"),
        "approved": _("Approved by one, waits for the go of another"),
        "under_way": _("The convoy is on the road"),
        "aborted": _("Aborted: shelter notice sent"),
        "closed": _("Over"),
        "withdrawn": _("Given up"),
    },
    "corridor_plan": {
        "asked": _("Being made"),
        "made": _("Made"),
        "failed": _("There is none"),
        "stopped": _("Stopped"),
    },
    "broadcast": {"queued": _("Nobody has confirmed it yet"), "acknowledged": _("Confirmed by them")},
    "manifest_copy": {
        "asked": _("Asked for, waits for a second person"),
        "granted": _("Granted by two"),
        "refused": _("Names refused"),
    },
    "exchange_list": {
        "drafted": _("Drafted"),
        "weighed": _("Weighed, waits for a signature"),
        "signed": _("Signed once, waits for the second signature"),
        "agreed": _("Agreed by two"),
        "withdrawn": _("Withdrawn"),
    },
    "border_change": {"made": _("Holds"), "undone": _("Undone")},
    "operation": {
        "open": _("Operation open"),
        "closed": _("Operation closed"),
        "shredding_proposed": _("Closed; one administrator proposes to destroy it"),
        "shredded": _("Destroyed: only its ledger is left"),
        "wiped": _("Test deleted"),
    },
    "break_glass": {
        "unseen": _("Waits for a second person"),
        "accepted": _("Found good"),
        "objected": _("Objected to"),
    },
    "hook": {"on": _("Webhook is on"), "off": _("Webhook is off")},
    "grant": {"asked": _("Role asked for"), "given": _("Role given"), "ended": _("Role ended")},
}

PURPOSES: dict[str, Word] = {
    "tell_family": _("Tell this family that I am held"),
    "share_address": _("Give the family my address for correspondence"),
    "share_health": _("Tell the family about my health"),
    "messages": _("Write and receive family messages"),
    "calls": _("Speak with the family in a video call"),
}

IDENTITY_LEVELS: dict[str, Word] = {
    "unidentified": _("Unidentified"),
    "self_stated": _("As he said himself"),
    "documented": _("Shown by documents"),
    "confirmed_by_kin": _("Confirmed by relatives"),
    "forensic": _("Forensic"),
}

SOURCE_CLASSES: tuple[tuple[str, Word], ...] = (
    ("certificate", _("certificate of death")),
    ("official_list", _("official list")),
    ("forensic", _("forensic identification")),
    ("witness", _("witness (alone it is never enough)")),
)


PROOF_KINDS: dict[str, Word] = {
    "passport": _("Passport or identity card"),
    "birth": _("Birth certificate"),
    "marriage": _("Marriage certificate"),
    "letter": _("Letter from the person sought"),
    "other": _("Another paper"),
}
WHY_REFUSED: dict[str, Word] = {
    "unreadable": _("It cannot be read. Please photograph it again, in daylight."),
    "not_related": _("It does not show how you are related."),
    "expired": _("It is out of date."),
    "someone_else": _("It is about somebody else."),
    "not_needed": _("It is not needed."),
}


def state_of(subject: str, state: str) -> Word:
    """How a page says a state."""
    return STATES[subject].get(state, state)


def role_of(role: str) -> Word:
    """How a page says a role."""
    return ROLES.get(role, role)
