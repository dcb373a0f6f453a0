"""What follows from the moves of `regreso.story.corridors`."""

from __future__ import annotations

from regreso.jobs import departures, planning, shelter
from regreso.jobs.reactions.follow import Follow, follows

REACTIONS = {
    **follows(
        "corridor",
        nothing=(
            "propose edit supply supply_anew register_channels agree plan approve abort close "
            "name_outcome release withdraw"
        ),
        some={
            "go": (Follow("trip.open", departures.open_of_corridor),),
            "adopt": (Follow("trip.open", departures.open_of_corridor),),
        },
    ),
    **follows(
        "corridor_plan",
        nothing="make fail stop",
        some={
            "ask": (Follow("corridor_plan.make", planning.finish_plan, planning.make_plan),),
        },
    ),
    **follows(
        "broadcast",
        nothing="acknowledge",
        some={
            "queue": (Follow("shelter.send", shelter.send),),
        },
    ),
    **follows(
        "manifest_copy",
        nothing="ask grant refuse",
    ),
}
