"""What follows from the moves of `regreso.story.contact`."""

from __future__ import annotations

from regreso.jobs import consequences as then
from regreso.jobs import reaching, translating
from regreso.jobs.reactions.follow import Follow, follows

REACTIONS = {
    **follows(
        "message",
        nothing="draft redraft discard send deliver open send_again",
        some={
            "write": (Follow("message.check", then.check_message),),
            "accept": (Follow("translation.ask", translating.ask),),
            "return": (Follow("translation.drop", translating.drop),),
            "rewrite": (Follow("message.check", then.check_message),),
            "insist": (Follow("translation.ask", translating.ask),),
            "pass_sender": (Follow("message.send", then.send_message),),
            "pass_receiver": (Follow("family.notice", reaching.new_letter),),
            "fail": (Follow("enquiry.search", then.search_again, then.look_up),),
        },
    ),
    **follows(
        "translation",
        nothing="ask take put_back keep return drop",
        some={
            "hand_in": (Follow("family.notice", translating.tell),),
        },
    ),
    **follows(
        "call",
        nothing="request consent refuse verify open_lobby meet connect end alarm care_after",
        some={
            "schedule": (Follow("family.notice", reaching.new_call),),
            "care_family": (Follow("call.cared", then.call_cared),),
            "care_captive": (Follow("call.cared", then.call_cared),),
            "cancel": (Follow("family.notice", reaching.new_call),),
        },
    ),
    **follows(
        "death_notice",
        nothing="draft certify name_pair tell confirm_writing strike",
        some={
            "sign": (Follow("custody.die", then.let_custody_die),),
            "offer_support": (Follow("support_plan.offer", then.open_support_plan),),
            "correct": (Follow("custody.reopen", then.reopen_custody),),
        },
    ),
    **follows(
        "support_plan",
        nothing="offer accept decline contact close",
    ),
}
