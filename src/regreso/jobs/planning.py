"""The worker makes the plan that was asked for: stage by stage, each kept, outside of transactions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from regreso.casebook.models import CorridorPlan
from regreso.movement.errors import MovementError
from regreso.steps import arrange, evacuate

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.models import Move


def make_plan(move: Move) -> None:
    """Make it, as far as it is not made yet. A worker that was killed leaves what it had to the next one."""
    row = CorridorPlan.objects.select_related("follows").get(pk=move.subject_id)
    if row.state != "asked":
        return
    try:
        _replan(row) if row.event else _plan(row)
    except MovementError as error:
        arrange.fail(row, str(error), at=max(timezone.now(), move.at))


def _plan(row: CorridorPlan) -> None:
    from regreso.movement.corridor.stages import in_stages  # noqa: PLC0415 - deferred: an extra, for those who plan

    known = row.plan or None
    for stage in in_stages(row.scenario, case=row.case, seconds=row.seconds, known=known):
        if not arrange.keep(row, stage.name, done=stage.done, stages=stage.of, plan=stage.plan):
            return


def _replan(row: CorridorPlan) -> None:
    from regreso.movement.corridor.replan import replan  # noqa: PLC0415 - deferred: an extra, for those who plan

    if row.follows is not None and arrange.keep(row, "search", done=0, stages=1):
        made = replan(row.follows.plan, row.event, seconds=row.seconds)
        arrange.keep(row, "", done=1, stages=1, plan=made)


def finish_plan(move: Move, at: datetime) -> None:
    """It is made: before the go it holds from now on; on the road a person looks at it first."""
    row = CorridorPlan.objects.select_related("corridor").get(pk=move.subject_id)
    if row.state != "asked" or not row.plan:
        return
    arrange.make(row, row.plan, at=at)
    evacuate.plan(row.corridor, row, at=at)
