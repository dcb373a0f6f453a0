"""A corridor before anybody moves: proposed, changed, agreed, planned, or given up.

What the parties agreed on and what we bring along are changed by one step: a change of the agreement puts the
corridor back to “proposed”, a change of vehicles, places or people leaves it agreed and asks for a new plan.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import append_move, take_turn
from regreso.casebook.once import once
from regreso.casebook.rows import set_columns
from regreso.movement.corridor import begin
from regreso.movement.corridor.release import AUDIENCES, CLASSES
from regreso.movement.manifest.tokens import SIGNS, new_token
from regreso.steps.errors import StepError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Corridor, CorridorPlan, Draft, Move
    from regreso.movement.corridor.sheet import Row

TRANSPORTS = ("telegram", "email", "sms", "phone", "radio")
LANGUAGES = ("es", "uk", "ru", "en")
MOST_CHANNELS = 200
_CODE = 5


def propose(new: Corridor, scenario: Row, *, draft: Draft | None = None, by: Actor, at: datetime) -> Move:
    """There is a corridor that nobody has agreed to yet. An announcement that filled it in is taken up."""
    _refuse_bad(scenario)
    with once(new, "propose"):
        new.code = "".join(secrets.choice(SIGNS) for _ in range(_CODE))
        new.proposed_at, new.outcome, new.draft = at, "unknown", draft
        _fill(new, scenario)
        move = append_move(new, "propose", by=by, at=at)
        if draft is not None:
            append_move(draft, "take", by=by, at=at)
    return move


def change(corridor: Corridor, scenario: Row, *, version: int, by: Actor, at: datetime) -> Move:
    """The scenario says something else now. `version` is the one that was looked at when it was written.

    A plan that was made of the scenario before no longer holds.
    """
    _refuse_bad(scenario)
    with transaction.atomic():
        take_turn(corridor.operation_id)
        corridor.refresh_from_db()
        if corridor.version != version:
            raise StepError("changed_meanwhile", given=version, expected=f"version {corridor.version}")
        if scenario == corridor.scenario:
            raise StepError("nothing_changed", given="", expected="a change")
        same = begin.is_same_agreement(corridor.scenario, scenario)
        again = "supply_anew" if corridor.state in ("planned", "approved") else "supply"
        move = append_move(corridor, again if same else "edit", by=by, at=at)
        _fill(corridor, scenario)
        corridor.version += 1
        corridor.save()
    return move


def register_channels(
    corridor: Corridor, channels: Sequence[Mapping[str, str]], *, by: Actor, at: datetime
) -> Move:
    """These channels reach the collection points: the shelter notice goes to each of them."""
    known = {str(row["id"]) for row in corridor.scenario["places"]}
    if len(channels) > MOST_CHANNELS:
        raise StepError("too_many_channels", given=len(channels), expected=f"{MOST_CHANNELS} at most")
    for one in channels:
        if one["place"] not in known:
            raise StepError("unknown_place", given=one["place"], expected="a place of the scenario")
        if one["transport"] not in TRANSPORTS or one["language"] not in LANGUAGES or not one["to"].strip():
            raise StepError("bad_channel", given=one["to"], expected="a transport, an address, a language")
    with transaction.atomic():
        said = {"detail": {"channels": len(channels)}}
        move = append_move(corridor, "register_channels", by=by, at=at, said=said)
        set_columns(corridor, channels=[dict(one) for one in channels])
    return move


def agree(corridor: Corridor, *, by: Actor, at: datetime) -> Move:
    """Both parties have said yes to all five fields of at least one corridor, in writing."""
    with transaction.atomic():
        take_turn(corridor.operation_id)
        corridor.refresh_from_db()
        if not begin.whole(corridor.scenario):
            raise StepError("not_agreed_by_all", given="", expected="five fields and every party's word")
        move = append_move(corridor, "agree", by=by, at=at)
        made = begin.agreed(corridor.scenario)
        if made != corridor.scenario:
            set_columns(corridor, scenario=made, version=corridor.version + 1)
    return move


def plan(corridor: Corridor, made: CorridorPlan, *, at: datetime, by: Actor = SYSTEM) -> Move | None:
    """This plan holds. None when the scenario has changed since it was asked for."""
    with transaction.atomic():
        take_turn(corridor.operation_id)
        corridor.refresh_from_db()
        if made.version != corridor.version or corridor.state not in ("agreed", "planned"):
            return None
        move = append_move(corridor, "plan", by=by, at=at)
        tokens = begin.with_tokens(made.plan["scenario"], corridor.tokens, new_token)
        if corridor.plan is not None:
            tokens = begin.kept_tokens(corridor.plan.plan, made.plan, tokens)
        set_columns(corridor, plan=made, tokens=tokens)
    return move


def release(
    corridor: Corridor,
    classes: Mapping[str, Mapping[str, str]],
    *,
    public_from: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Move:
    """Who may be shown what: corridor → class of fields → audience. Public is public from a time on.

    The plan that holds is shown by the same classes at once.
    """
    for ways in classes.values():
        for name, audience in ways.items():
            if name not in CLASSES or audience not in AUDIENCES:
                raise StepError(
                    "bad_release", given=f"{name}: {audience}", expected="a class and an audience"
                )
    is_public = any("public" in ways.values() for ways in classes.values())
    if is_public and public_from is None:
        raise StepError("no_public_from", given="", expected="the time from which it is public")
    with transaction.atomic():
        take_turn(corridor.operation_id)
        corridor.refresh_from_db()
        said = {"detail": {"classes": classes, "public_from": public_from and public_from.isoformat()}}
        move = append_move(corridor, "release", by=by, at=at, said=said)
        set_columns(corridor, scenario=_released(corridor.scenario, classes), public_from=public_from)
    return move


def withdraw(corridor: Corridor, reason: str, *, by: Actor, at: datetime) -> Move:
    """Nothing comes of it. Whoever was told of it is told by people."""
    return append_move(corridor, "withdraw", by=by, at=at, said=reason)


def _released(scenario: Row, classes: Mapping[str, Mapping[str, str]]) -> Row:
    ways = [
        {**row, "release": dict(classes[row["id"]])} if row["id"] in classes else row
        for row in scenario["corridors"]
    ]
    return {**scenario, "corridors": ways}


def _fill(corridor: Corridor, scenario: Row) -> None:
    corridor.scenario = scenario
    corridor.title = str(scenario.get("title") or scenario["id"])[:200]
    corridor.people = begin.asking(scenario)
    spoken = begin.hours(scenario)
    begins, ends = spoken or (None, None)
    corridor.begins_at, corridor.ends_at = _moment(begins), _moment(ends)


def _moment(minute: int | None) -> datetime | None:
    return None if minute is None else datetime.fromtimestamp(minute * 60, tz=UTC)


def _refuse_bad(scenario: Any) -> None:  # noqa: ANN401 - whatever a file holds
    """What is no scenario at all is refused; whatever else is wrong stands beside its row."""
    from regreso.movement.corridor.check import check  # noqa: PLC0415 - deferred: an extra, for those who plan

    report = check(scenario)
    if report.usable is None:
        first = report.faults[0]
        raise StepError("not_a_scenario", given=f"{first.field} {first.message}"[:200], expected="a scenario")
