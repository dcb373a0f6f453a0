"""A plan is asked for, made by the worker stage by stage, kept after each stage, or stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import CorridorPlan, append_move, take_turn
from regreso.casebook.once import once
from regreso.casebook.rows import set_columns
from regreso.movement.errors import MovementError
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Corridor, Move
    from regreso.movement.corridor.sheet import Row

CASES = ("low", "likely", "high")
LONGEST = 600  # seconds for one search
BEFORE = ("agreed", "planned")


def ask(new: CorridorPlan, corridor: Corridor, *, by: Actor, at: datetime) -> Move:
    """The worker plans the corridor as it stands now. One at a time: a second click finds the first."""
    if new.case not in CASES or not 1 <= new.seconds <= LONGEST:
        raise StepError("bad_seconds", given=new.seconds, expected=f"1 to {LONGEST} seconds")
    return _begin(new, corridor, BEFORE, by=by, at=at)


def ask_again(new: CorridorPlan, corridor: Corridor, event: Row, *, by: Actor, at: datetime) -> Move:
    """Something has happened. Who is on the road is told at once; the worker plans the rest anew."""
    from regreso.movement.corridor.events import event_faults  # noqa: PLC0415 - deferred: an extra
    from regreso.movement.corridor.orders import orders  # noqa: PLC0415 - deferred: an extra

    before = corridor.plan
    if before is None or not before.plan:
        raise MoveRefused("corridor_plan", "ask", "there is no plan that could be made again")
    for fault in event_faults(event, before.plan["scenario"]):
        raise StepError(
            "bad_event", given=f"{fault.field}: {fault.message}", expected="an event of this plan"
        )
    try:
        new.orders = orders(before.plan, event)
    except MovementError as error:
        raise StepError("bad_event", given=str(error), expected="an event of this plan") from error
    new.event, new.follows, new.case = event, before, before.case
    return _begin(new, corridor, ("planned", "under_way"), by=by, at=at)


def keep(row: CorridorPlan, stage: str, *, done: int, stages: int, plan: Row | None = None) -> bool:
    """How far it has come; False when nobody wants it any more: then the worker leaves off."""
    with transaction.atomic():
        take_turn(row.operation_id)
        row.refresh_from_db(fields=["state"])
        if row.state != "asked":
            return False
        set_columns(row, stage=stage, done=done, stages=stages, **({"plan": plan} if plan else {}))
    return True


def make(row: CorridorPlan, plan: Row, *, at: datetime) -> Move:
    """It is made."""
    with transaction.atomic():
        move = append_move(row, "make", by=SYSTEM, at=at)
        set_columns(row, plan=plan, made_at=at, stage="", done=row.stages)
    return move


def fail(row: CorridorPlan, trouble: str, *, at: datetime) -> Move:
    """There is none, and this is why."""
    with transaction.atomic():
        move = append_move(row, "fail", by=SYSTEM, at=at)
        set_columns(row, trouble=trouble[:1000], stage="")
    return move


def stop(row: CorridorPlan, *, by: Actor, at: datetime) -> Move:
    """Nobody waits for it any more. What was worked out so far can still be looked at."""
    return append_move(row, "stop", by=by, at=at)


def _begin(
    new: CorridorPlan, corridor: Corridor, states: tuple[str, ...], *, by: Actor, at: datetime
) -> Move:
    with once(new, "ask"):
        take_turn(corridor.operation_id)
        corridor.refresh_from_db()
        if corridor.state not in states:
            expected = " or ".join(f"“{one}”" for one in states)
            raise MoveRefused("corridor_plan", "ask", f"it is “{corridor.state}”; expected {expected}")
        if CorridorPlan.objects.filter(corridor=corridor, state="asked").exists():
            raise MoveRefused("corridor_plan", "ask", "another plan of it is being made")
        new.operation_id, new.corridor, new.asked_at = corridor.operation_id, corridor, at
        new.version, new.scenario = corridor.version, corridor.scenario
        return append_move(new, "ask", by=by, at=at)
