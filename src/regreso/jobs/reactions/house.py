"""What follows from the moves of `regreso.story.house`."""

from __future__ import annotations

from regreso.jobs.reactions.follow import Follow, follows
from regreso.steps import search

_MEMORY = (Follow("let_memory_go", lambda move, _at: search.let_go(move.operation_id)),)
REACTIONS = {
    **follows("hook", nothing="set_up switch_off"),
    **follows("break_glass", nothing="open accept object"),
    **follows(
        "operation",
        nothing="open add_site promise close reopen propose_shredding keep search_again",
        some={"shred": _MEMORY, "wipe": _MEMORY},
    ),
    **follows(
        "grant",
        nothing="ask give end",
    ),
}
