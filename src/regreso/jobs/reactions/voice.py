"""What follows from the moves of `regreso.story.voice`."""

from __future__ import annotations

from regreso.jobs import posts
from regreso.jobs.reactions.follow import Follow, follows

REACTIONS = {
    **follows(
        "announcement",
        nothing="edit check sign return strike",
        some={
            "draft": (Follow("draft.take", posts.take_draft),),
            "release": (Follow("announcement.post", posts.post),),
            "supersede": (Follow("announcement.end", posts.end),),
            "withdraw": (Follow("announcement.end", posts.end),),
            "expire": (Follow("announcement.end", posts.end),),
        },
    ),
    **follows(
        "notice",
        nothing="queue begin arrive put_off lose give_up send_again settle drop",
    ),
}
