"""Why nobody moves at all, in the words of a plan; apart from the planner, for who only reads plans."""

from __future__ import annotations

NO_VEHICLE = "Nobody can be moved: no vehicle stands at a corridor, and nobody has a car."
NO_TRIP = (
    "Nobody can be moved: no vehicle can make the way within the windows, its range and its crew's hours."
)
TIED = "Nobody can be moved: a corridor is tied to another one on which nobody moves."
ROUNDED = (
    "No limit is known: by the linear program everybody could leave. "
    "Who stays is whose household found no room in whole vehicles."
)
NOT_TRIED = "What limits this plan was not tried: plan again with the table of what more would change."
