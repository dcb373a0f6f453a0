"""What follows from the moves of `regreso.story.disasters`."""

from __future__ import annotations

from regreso.jobs.reactions.follow import follows

REACTIONS = {
    **follows(
        "record",
        nothing=(
            "seek note_trapped note_in_hospital note_in_shelter note_safe ask_removal remove expire "
            "restore shred"
        ),
    ),
    **follows(
        "record_copy",
        nothing="ask grant refuse",
    ),
}
