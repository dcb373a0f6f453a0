"""What follows from each move of the story: read this table to know what the worker will do.

Every move stands in the module of its chapter (as in `regreso.story`); `nothing` says that nothing follows,
and a test fails on a move that is left out. A reaction has a name, which is noted when it is done, and a
function of the move and the time. It looks at the rows as they are now, and does nothing when its work is
already done.
"""

from __future__ import annotations

from regreso.jobs import hooks
from regreso.jobs.reactions import claims, contact, corridors, disasters, homeward, house, tracing, voice
from regreso.jobs.reactions.follow import NOTHING, Follow, Reactions
from regreso.steps.hook import EVENTS

__all__ = ["NOTHING", "REACTIONS", "Follow"]

_OURS: Reactions = {
    **tracing.REACTIONS,
    **contact.REACTIONS,
    **homeward.REACTIONS,
    **corridors.REACTIONS,
    **disasters.REACTIONS,
    **claims.REACTIONS,
    **voice.REACTIONS,
    **house.REACTIONS,
}
_TOLD = Follow("hook.tell", hooks.tell)
# Other programs are told of some moves, last of all.
REACTIONS: Reactions = {move: (*rows, _TOLD) if move in EVENTS else rows for move, rows in _OURS.items()}
