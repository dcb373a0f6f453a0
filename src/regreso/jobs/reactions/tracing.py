"""What follows from the moves of `regreso.story.tracing`."""

from __future__ import annotations

from regreso.jobs import consequences as then
from regreso.jobs import leads, lists, reaching
from regreso.jobs.reactions.follow import Follow, follows

_ASKED_ANEW = (
    Follow("enquiry.search", then.search_enquiry, then.look_up),
    Follow("possible.meet", leads.meet_enquiry, leads.look_up),
)

REACTIONS = {
    **follows(
        "enquiry",
        nothing=(
            "draft submit raise_level search search_on note promise_call keep_promise hand_over take_on "
            "take_on take_up put_back confirm answer follow_up lapse minimise look"
        ),
        some={
            "hand_receipt": _ASKED_ANEW,
            "ask_information": (Follow("family.notice", reaching.new_question),),
            "give_information": _ASKED_ANEW,
            "correct": _ASKED_ANEW,
            "plan_contact": (Follow("family.plan", reaching.plan_changed),),
            "close": (
                Follow("match.supersede", then.supersede_all),
                Follow("possible.supersede", leads.meet_enquiry, leads.look_up),
            ),
            "withdraw": (
                Follow("match.supersede", then.supersede_all),
                Follow("possible.supersede", leads.meet_enquiry, leads.look_up),
                Follow("proof.shred", then.shred_proofs),
                Follow("challenge.withdraw", then.withdraw_challenges),
            ),
            "reopen": (
                Follow("enquiry.search", then.search_enquiry, then.look_up),
                Follow("possible.meet", leads.meet_enquiry, leads.look_up),
            ),
            "unconfirm": (Follow("enquiry.search", then.search_enquiry, then.look_up),),
            "look_for": (Follow("enquiry.search", then.search_enquiry, then.look_up),),
            "heard_of": (Follow("match.supersede", then.supersede_all),),
        },
    ),
    **follows("challenge", nothing="set meet miss spend allow_again withdraw"),
    **follows(
        "custody",
        nothing=(
            "register_listed strike_listed note_presence send_card notify receive_receipt "
            "forward_change discharge report_health offer_forms release exchange repatriate reopen"
        ),
        some={
            "report": (Follow("enquiry.search", then.search_custody, then.look_up),),
            "register": (Follow("enquiry.search", then.search_custody, then.look_up),),
            "correct": (Follow("enquiry.search", then.search_custody, then.look_up),),
            "identify": (Follow("enquiry.search", then.search_custody, then.look_up),),
            "transfer": (Follow("journey.meeting", then.look_at_meeting),),
            "admit": (Follow("journey.meeting", then.look_at_meeting),),
            "consent": (Follow("answer.gate", then.open_gates),),
            "name_meeting": (Follow("journey.meeting", then.look_at_meeting),),
            "escape": (Follow("journey.meeting", then.look_at_meeting),),
            "hand_to_authority": (Follow("journey.meeting", then.look_at_meeting),),
            "die": (Follow("journey.meeting", then.look_at_meeting),),
        },
    ),
    **follows(
        "custody_list",
        nothing="hand_in check ask_undo drop shred",
        some={
            "import": (Follow("enquiry.search", then.search_list, then.look_up),),
            "map": (Follow("custody_list.check", lists.finish_look, lists.look_through),),
            "take_in": (Follow("custody_list.finish", lists.finish, lists.take_in),),
            "finish": (Follow("enquiry.search", then.search_list, then.look_up),),
            "keep": (Follow("enquiry.search", then.search_list, then.look_up),),
            "undo": (Follow("custody_list.finish_undo", lists.finish_undo, lists.undo),),
            "finish_undo": (Follow("enquiry.search", then.search_list, then.look_up),),
        },
    ),
    **follows(
        "head_count",
        nothing="settle differ explain",
    ),
    **follows(
        "match",
        nothing="suggest rescore review propose dissent offer_again supersede ask_revocation keep",
        some={
            "assign": (Follow("enquiry.take_up", then.take_up_enquiry),),
            "confirm": (
                Follow("enquiry.confirm", then.confirm_enquiry),
                Follow("answer.prepare", then.prepare_answer),
                Follow("match.supersede", then.supersede_others),
            ),
            "reject": (Follow("enquiry.put_back", then.put_enquiry_back),),
            "leave_open": (Follow("enquiry.put_back", then.put_enquiry_back),),
            "revoke": (
                Follow("answer.revoke", then.revoke_answer),
                Follow("enquiry.unconfirm", then.unconfirm_enquiry),
            ),
        },
    ),
    **follows(
        "question",
        nothing="ask answer decline drop",
    ),
    **follows(
        "answer",
        nothing="clear withhold sign tell acknowledge restate release_anew correct",
        some={
            "prepare": (Follow("answer.gate", then.open_gate_of_answer),),
            "release": (
                Follow("enquiry.answer", then.answer_enquiry),
                Follow("family.notice", reaching.new_answer),
            ),
            "revoke": (
                Follow("correction.owe", then.owe_corrections),
                Follow("journey.cancel", then.cancel_journeys),
            ),
        },
    ),
    **follows(
        "correction",
        nothing="owe tell settle tell_again",
    ),
    **follows(
        "proof",
        nothing="hand_in accept refuse shred",
    ),
    **follows(
        "unsent",
        nothing="keep write_on send discard",
    ),
    **follows(
        "self_report",
        nothing="tell check refuse withdraw lapse",
        some={
            "pass_on": (Follow("family.notice", reaching.alive_told),),
        },
    ),
}
