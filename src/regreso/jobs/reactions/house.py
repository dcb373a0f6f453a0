"""What follows from the moves of `regreso.story.house`."""

from __future__ import annotations

from regreso.jobs.reactions.follow import follows

REACTIONS = {
    **follows("break_glass", nothing="open accept object"),
    **follows(
        "operation",
        nothing="open add_site promise close reopen wipe",
    ),
    **follows(
        "grant",
        nothing="ask give end",
    ),
}
