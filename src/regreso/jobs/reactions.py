"""What follows from each move of the story: read this table to know what the worker will do.

Every move stands here; `NOTHING` says that nothing follows, and a test fails on a move that is left out.
A reaction has a name, which is noted when it is done, and a function of the move and the time. It looks at
the rows as they are now, and does nothing when its work is already done.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regreso.jobs import consequences as then
from regreso.jobs import gathering

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from regreso.casebook.models import Move


@dataclass(frozen=True, slots=True)
class Follow:
    """One thing that follows from a move.

    `do` runs in one transaction with the note that it is done; `before` is long reading that it needs, done
    outside, so that nobody who writes has to wait for it.
    """

    name: str
    do: Callable[[Move, datetime], None]
    before: Callable[[Move], None] | None = None


NOTHING: tuple[Follow, ...] = ()

REACTIONS: dict[tuple[str, str], tuple[Follow, ...]] = {
    ("enquiry", "draft"): NOTHING,
    ("enquiry", "submit"): NOTHING,
    ("enquiry", "hand_receipt"): (Follow("enquiry.search", then.search_enquiry, then.look_up),),
    ("enquiry", "raise_level"): NOTHING,
    ("enquiry", "search"): NOTHING,
    ("enquiry", "search_on"): NOTHING,
    ("enquiry", "ask_information"): NOTHING,
    ("enquiry", "give_information"): (Follow("enquiry.search", then.search_enquiry, then.look_up),),
    ("enquiry", "correct"): (Follow("enquiry.search", then.search_enquiry, then.look_up),),
    ("enquiry", "take_up"): NOTHING,
    ("enquiry", "put_back"): NOTHING,
    ("enquiry", "confirm"): NOTHING,
    ("enquiry", "answer"): NOTHING,
    ("enquiry", "follow_up"): NOTHING,
    ("enquiry", "close"): (Follow("match.supersede", then.supersede_all),),
    ("enquiry", "withdraw"): (
        Follow("match.supersede", then.supersede_all),
        Follow("proof.shred", then.shred_proofs),
    ),
    ("enquiry", "lapse"): NOTHING,
    ("enquiry", "reopen"): (Follow("enquiry.search", then.search_enquiry, then.look_up),),
    ("enquiry", "unconfirm"): (Follow("enquiry.search", then.search_enquiry, then.look_up),),
    ("custody", "report"): (Follow("enquiry.search", then.search_custody, then.look_up),),
    ("custody", "register"): (Follow("enquiry.search", then.search_custody, then.look_up),),
    ("custody", "register_listed"): NOTHING,
    ("custody", "correct"): (Follow("enquiry.search", then.search_custody, then.look_up),),
    ("custody", "identify"): (Follow("enquiry.search", then.search_custody, then.look_up),),
    ("custody", "note_presence"): NOTHING,
    ("custody", "send_card"): NOTHING,
    ("custody", "notify"): NOTHING,
    ("custody", "receive_receipt"): NOTHING,
    ("custody", "transfer"): NOTHING,
    ("custody", "admit"): NOTHING,
    ("custody", "discharge"): NOTHING,
    ("custody", "report_health"): NOTHING,
    ("custody", "consent"): (Follow("answer.gate", then.open_gates),),
    ("custody", "release"): NOTHING,
    ("custody", "exchange"): NOTHING,
    ("custody", "repatriate"): NOTHING,
    ("custody", "escape"): NOTHING,
    ("custody", "hand_to_authority"): NOTHING,
    ("custody", "die"): NOTHING,
    ("custody", "reopen"): NOTHING,
    ("match", "suggest"): NOTHING,
    ("match", "rescore"): NOTHING,
    ("match", "assign"): (Follow("enquiry.take_up", then.take_up_enquiry),),
    ("match", "review"): NOTHING,
    ("match", "propose"): NOTHING,
    ("match", "confirm"): (
        Follow("enquiry.confirm", then.confirm_enquiry),
        Follow("answer.prepare", then.prepare_answer),
        Follow("match.supersede", then.supersede_others),
    ),
    ("match", "dissent"): NOTHING,
    ("match", "reject"): (Follow("enquiry.put_back", then.put_enquiry_back),),
    ("match", "leave_open"): (Follow("enquiry.put_back", then.put_enquiry_back),),
    ("match", "offer_again"): NOTHING,
    ("match", "supersede"): NOTHING,
    ("match", "ask_revocation"): NOTHING,
    ("match", "keep"): NOTHING,
    ("match", "revoke"): (
        Follow("answer.revoke", then.revoke_answer),
        Follow("enquiry.unconfirm", then.unconfirm_enquiry),
    ),
    ("answer", "prepare"): (Follow("answer.gate", then.open_gate_of_answer),),
    ("answer", "clear"): NOTHING,
    ("answer", "withhold"): NOTHING,
    ("answer", "sign"): NOTHING,
    ("answer", "release"): (Follow("enquiry.answer", then.answer_enquiry),),
    ("answer", "tell"): NOTHING,
    ("answer", "acknowledge"): NOTHING,
    ("answer", "restate"): NOTHING,
    ("answer", "release_anew"): NOTHING,
    ("answer", "revoke"): (Follow("journey.cancel", then.cancel_journeys),),
    ("answer", "correct"): NOTHING,
    ("message", "write"): (Follow("message.check", then.check_message),),
    ("message", "accept"): NOTHING,
    ("message", "return"): NOTHING,
    ("message", "rewrite"): (Follow("message.check", then.check_message),),
    ("message", "pass_sender"): (Follow("message.send", then.send_message),),
    ("message", "send"): NOTHING,
    ("message", "pass_receiver"): NOTHING,
    ("message", "deliver"): NOTHING,
    ("message", "open"): NOTHING,
    ("message", "fail"): NOTHING,
    ("message", "send_again"): NOTHING,
    ("call", "request"): NOTHING,
    ("call", "consent"): NOTHING,
    ("call", "refuse"): NOTHING,
    ("call", "verify"): NOTHING,
    ("call", "schedule"): NOTHING,
    ("call", "open_lobby"): NOTHING,
    ("call", "meet"): NOTHING,
    ("call", "connect"): NOTHING,
    ("call", "end"): NOTHING,
    ("call", "care_after"): NOTHING,
    ("call", "cancel"): NOTHING,
    ("journey", "plan"): NOTHING,
    ("journey", "issue"): NOTHING,
    ("journey", "depart"): NOTHING,
    ("journey", "check_in"): NOTHING,
    ("journey", "alarm"): NOTHING,
    ("journey", "arrive"): NOTHING,
    ("journey", "replace"): NOTHING,
    ("journey", "expire"): NOTHING,
    ("journey", "cancel"): NOTHING,
    ("handover", "propose"): NOTHING,
    ("handover", "wish"): NOTHING,
    ("handover", "refuse"): NOTHING,
    ("handover", "agree_lists"): NOTHING,
    ("handover", "clear"): NOTHING,
    ("handover", "fix_itinerary"): NOTHING,
    ("handover", "inform_family"): NOTHING,
    ("handover", "depart"): NOTHING,
    ("handover", "check_in"): NOTHING,
    ("handover", "meet"): NOTHING,
    ("handover", "check_identity"): NOTHING,
    ("handover", "check_identity_again"): NOTHING,
    ("handover", "doubt_identity"): NOTHING,
    ("handover", "sign"): NOTHING,
    ("handover", "countersign"): (Follow("custody.end", then.end_custody),),
    ("handover", "contact_home"): NOTHING,
    ("handover", "close"): NOTHING,
    ("handover", "postpone"): NOTHING,
    ("handover", "tell_postponed"): NOTHING,
    ("death_notice", "draft"): NOTHING,
    ("death_notice", "certify"): NOTHING,
    ("death_notice", "sign"): (Follow("custody.die", then.let_custody_die),),
    ("death_notice", "name_pair"): NOTHING,
    ("death_notice", "tell"): NOTHING,
    ("death_notice", "confirm_writing"): NOTHING,
    ("death_notice", "offer_support"): (Follow("support_plan.offer", then.open_support_plan),),
    ("death_notice", "strike"): NOTHING,
    ("death_notice", "correct"): (Follow("custody.reopen", then.reopen_custody),),
    ("support_plan", "offer"): NOTHING,
    ("support_plan", "accept"): NOTHING,
    ("support_plan", "decline"): NOTHING,
    ("support_plan", "contact"): NOTHING,
    ("support_plan", "close"): NOTHING,
    ("proof", "hand_in"): NOTHING,
    ("proof", "accept"): NOTHING,
    ("proof", "refuse"): NOTHING,
    ("proof", "shred"): NOTHING,
    ("custody_list", "import"): (Follow("enquiry.search", then.search_list, then.look_up),),
    ("source", "add"): NOTHING,
    ("source", "switch_on"): NOTHING,
    ("source", "switch_off"): NOTHING,
    ("source", "change"): NOTHING,
    ("source", "retire"): NOTHING,
    ("document", "hand_in"): (Follow("document.read", gathering.finish_document, gathering.read_document),),
    ("document", "refuse"): NOTHING,
    ("document", "read"): NOTHING,
    ("document", "fail"): NOTHING,
    ("lead", "find"): NOTHING,
    ("lead", "note"): NOTHING,
    ("lead", "edit"): NOTHING,
    ("lead", "accept"): NOTHING,
    ("lead", "propose"): NOTHING,
    ("lead", "confirm"): NOTHING,
    ("lead", "reject"): NOTHING,
    ("lead", "undo"): NOTHING,
    ("lead", "supersede"): NOTHING,
    ("operation", "open"): NOTHING,
    ("operation", "add_site"): NOTHING,
    ("operation", "close"): NOTHING,
    ("grant", "ask"): NOTHING,
    ("grant", "give"): NOTHING,
    ("grant", "end"): NOTHING,
}
