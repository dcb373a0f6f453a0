"""What follows from the moves of `regreso.story.claims`."""

from __future__ import annotations

from regreso.jobs import gathering, leads, reaching
from regreso.jobs.reactions.follow import Follow, follows

REACTIONS = {
    **follows(
        "source",
        nothing="add switch_on switch_off change retire",
    ),
    **follows(
        "document",
        nothing="refuse fail",
        some={
            "hand_in": (Follow("document.read", gathering.finish_document, gathering.read_document),),
            "read": (Follow("card.warn", leads.warn_of_all),),
        },
    ),
    **follows(
        "lead",
        nothing="find note propose count_in lapse",
        some={
            "edit": (Follow("card.warn", leads.warn),),
            "accept": (Follow("lead.use", leads.use, leads.look_up),),
            "confirm": (Follow("lead.use", leads.use, leads.look_up),),
            "reject": (Follow("card.warn", leads.warn),),
            "undo": (Follow("lead.take_back", leads.take_back, leads.look_up),),
            "supersede": (Follow("lead.take_back", leads.take_back, leads.look_up),),
        },
    ),
    **follows(
        "possible",
        nothing="suggest rescore set_aside offer_again supersede",
    ),
    **follows(
        "card",
        nothing="make replace withdraw",
        some={
            "send": (Follow("family.notice", reaching.card_sent),),
        },
    ),
    **follows(
        "draft",
        nothing="prefill take set_aside withdraw",
    ),
}
