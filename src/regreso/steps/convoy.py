"""A corridor in motion: two send it off, any one aborts it, and every collection point is told to shelter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import Broadcast, append_move, take_turn
from regreso.casebook.rows import set_columns
from regreso.movement.corridor import begin
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Corridor, CorridorPlan, Move

OUTCOMES = ("unknown", "completed", "partly", "halted", "disputed")
LONGEST_NOTICE = 1000


def approve(corridor: Corridor, shelter: Mapping[str, str], *, by: Actor, at: datetime) -> Move:
    """The first of two: the plan holds, and `shelter` is what people are told if it is aborted, by language.

    Every collection point of the plan must be reached by a channel, in a language of the notice.
    """
    with transaction.atomic():
        take_turn(corridor.operation_id)
        corridor.refresh_from_db()
        said = {tongue: text.strip() for tongue, text in shelter.items() if text.strip()}
        if too_long := [text for text in said.values() if len(text) > LONGEST_NOTICE]:
            raise StepError("notice_too_long", given=too_long[0][:40], expected=f"{LONGEST_NOTICE} letters")
        _refuse_unready(corridor, at)
        _refuse_unreached(corridor, said)
        move = append_move(corridor, "approve", by=by, at=at, said={"detail": {"shelter": said}})
        set_columns(corridor, shelter=said)
    return move


def go(corridor: Corridor, *, by: Actor, at: datetime) -> Move:
    """The second of two: it moves, with the notice as both have read it; its manifests open."""
    with transaction.atomic():
        take_turn(corridor.operation_id)
        corridor.refresh_from_db()
        if corridor.state == "approved":  # whoever is refused by the story is told why by the story
            _refuse_unready(corridor, at)
            _refuse_unreached(corridor, corridor.shelter)
        move = append_move(corridor, "go", by=by, at=at)
        set_columns(corridor, gone_at=at)
    return move


def adopt(corridor: Corridor, made: CorridorPlan, *, by: Actor, at: datetime) -> Move:
    """A plan made again after an event is the one that holds from now on."""
    with transaction.atomic():
        take_turn(corridor.operation_id)
        corridor.refresh_from_db()
        if made.corridor_id != corridor.pk or made.state != "made" or made.follows_id != corridor.plan_id:
            raise MoveRefused("corridor", "adopt", "that plan was not made from the one that holds")
        move = append_move(corridor, "adopt", by=by, at=at, said={"detail": {"plan": str(made.pk)}})
        held = corridor.plan
        tokens = begin.kept_tokens(held.plan, made.plan, corridor.tokens) if held else corridor.tokens
        set_columns(corridor, plan=made, tokens=tokens)
    return move


def abort(corridor: Corridor, reason: str = "", *, by: Actor, at: datetime) -> Move:
    """Nobody goes on: one person suffices, at once. The notice that two approved goes to every channel."""
    with transaction.atomic():
        move = append_move(corridor, "abort", by=by, at=at, said=reason)
        corridor.refresh_from_db()
        for one in corridor.channels:
            append_move(_broadcast(corridor, one, at), "queue", by=SYSTEM, at=at)
    return move


def acknowledge(broadcast: Broadcast, *, by: Actor, at: datetime) -> Move:
    """Somebody at the collection point has said that the notice is there."""
    with transaction.atomic():
        move = append_move(broadcast, "acknowledge", by=by, at=at)
        set_columns(broadcast, acknowledged_at=at)
    return move


def close(corridor: Corridor, outcome: str = "unknown", *, by: Actor, at: datetime) -> Move:
    """It is over. How it came out is unknown unless somebody knows it."""
    _refuse_bad_outcome(outcome)
    with transaction.atomic():
        move = append_move(corridor, "close", by=by, at=at, said={"detail": {"outcome": outcome}})
        set_columns(corridor, outcome=outcome)
    return move


def name_outcome(corridor: Corridor, outcome: str, *, by: Actor, at: datetime) -> Move:
    """How it came out is known now, or is in doubt again."""
    _refuse_bad_outcome(outcome)
    with transaction.atomic():
        move = append_move(corridor, "name_outcome", by=by, at=at, said={"detail": {"outcome": outcome}})
        set_columns(corridor, outcome=outcome)
    return move


def _broadcast(corridor: Corridor, channel: Mapping[str, str], at: datetime) -> Broadcast:
    """The notice in the channel's language, or in all there are: a notice in no language helps nobody."""
    said = corridor.shelter
    text = said.get(channel["language"]) or "\n\n".join(said.values())
    return Broadcast(
        operation_id=corridor.operation_id, corridor=corridor, transport=channel["transport"],
        language=channel["language"], queued_at=at, place=channel["place"],
        content={"to": channel["to"], "text": text},
    )  # fmt: skip


def _refuse_unready(corridor: Corridor, at: datetime) -> None:
    """The plan is of the scenario as it stands, keeps all that it must, and its windows are still to come."""
    from regreso.movement.corridor.verify import verify  # noqa: PLC0415 - deferred: an extra, for those who plan

    made = corridor.plan
    if made is None or made.version != corridor.version:
        raise StepError("plan_is_old", given="", expected="a plan of the scenario as it stands")
    if not made.plan["departures"]:
        raise StepError("plan_is_empty", given="", expected="a plan in which somebody leaves")
    if corridor.ends_at is None or corridor.ends_at <= at:
        raise StepError("window_passed", given="", expected="a window that is still to come")
    for found in verify(made.plan["scenario"], made.plan):
        raise StepError("plan_is_broken", given=str(found["message"]), expected="a plan that holds")


def _refuse_unreached(corridor: Corridor, said: Mapping[str, str]) -> None:
    made = corridor.plan
    starts = sorted({str(row["from"]) for row in made.plan["departures"]}) if made else []
    reached = {one["place"]: one["language"] for one in corridor.channels}
    for place in starts:
        if place not in reached:
            raise StepError("no_channel", given=place, expected="a channel of this collection point")
    for tongue in sorted({one["language"] for one in corridor.channels}):
        if tongue not in said:
            raise StepError("no_notice", given=tongue, expected="the notice in this language")


def _refuse_bad_outcome(outcome: str) -> None:
    if outcome not in OUTCOMES:
        raise StepError("bad_outcome", given=outcome, expected=" or ".join(OUTCOMES))
