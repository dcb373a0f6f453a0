"""What follows from the moves of `regreso.story.homeward`."""

from __future__ import annotations

from regreso.jobs import consequences as then
from regreso.jobs import missing, reaching
from regreso.jobs.reactions.follow import Follow, follows

REACTIONS = {
    **follows(
        "journey",
        nothing="plan issue depart check_in alarm prepare settle arrive replace expire cancel",
        some={
            "warn": (
                Follow("family.notice", reaching.journey_warned),
                Follow("journey.prepare", then.prepare_new_sheet),
            ),
        },
    ),
    **follows(
        "handover",
        nothing=(
            "propose wish agree_lists clear fix_itinerary inform_family depart check_in meet "
            "check_identity check_identity_again sign contact_home contact_again close tell_postponed"
        ),
        some={
            "refuse": (Follow("journey.handover", then.warn_of_handover),),
            "doubt_identity": (Follow("journey.handover", then.warn_of_handover),),
            "countersign": (Follow("custody.end", then.end_custody),),
            "postpone": (Follow("journey.handover", then.warn_of_handover),),
        },
    ),
    **follows(
        "exchange_list",
        nothing="draft weigh sign countersign withdraw",
    ),
    **follows(
        "border_change",
        some={
            "make": (Follow("journey.look", then.look_at_journeys),),
            "undo": (Follow("journey.look", then.look_at_journeys),),
        },
    ),
    **follows(
        "trip",
        nothing="open expect close reopen",
        some={
            "allot": (Follow("upload.take_in", missing.write_allotments),),
            "alarm": (Follow("enquiry.look_for", missing.look_for_the_late),),
        },
    ),
    **follows(
        "device",
        nothing="hand_out end",
    ),
    **follows(
        "upload",
        some={
            "take_in": (
                Follow("enquiry.look_for", missing.settle_upload),
                Follow("recognition.suggest", missing.recognise_upload),
            ),
        },
    ),
    **follows(
        "recognition",
        nothing="suggest reject supersede",
        some={
            "accept": (Follow("upload.take_in", missing.write_recognition),),
        },
    ),
}
