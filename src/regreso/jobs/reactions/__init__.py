"""What follows from each move of the story: read this table to know what the worker will do.

Every move stands in the module of its chapter (as in `regreso.story`); `nothing` says that nothing follows,
and a test fails on a move that is left out. A reaction has a name, which is noted when it is done, and a
function of the move and the time. It looks at the rows as they are now, and does nothing when its work is
already done.
"""

from __future__ import annotations

from regreso.jobs.reactions import claims, contact, corridors, disasters, homeward, house, tracing, voice
from regreso.jobs.reactions.follow import NOTHING, Follow, Reactions

__all__ = ["NOTHING", "REACTIONS", "Follow"]

REACTIONS: Reactions = {
    **tracing.REACTIONS,
    **contact.REACTIONS,
    **homeward.REACTIONS,
    **corridors.REACTIONS,
    **disasters.REACTIONS,
    **claims.REACTIONS,
    **voice.REACTIONS,
    **house.REACTIONS,
}
