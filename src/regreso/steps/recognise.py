"""Someone arrived without a token: who of those on the lists may it be? Regreso offers, a person decides."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import Passenger, PersonStanding, Recognition, append_move, take_turn
from regreso.matching import Registry
from regreso.movement.manifest.standing import State
from regreso.story import MoveRefused
from regreso.tracing.facts import row_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Move
    from regreso.facts.person import PersonFacts

LEAST = 0.05  # less probable ones are not offered
MOST = 5
NOT_THERE_YET = (State.EXPECTED, State.OPEN, State.NO_SHOW, State.TAKEN_OFF)


def suggest(operation_id: UUID, tokens: Iterable[str], *, at: datetime, by: Actor = SYSTEM) -> list[Move]:
    """For each of these arrivals, those who were to travel and have not arrived, likeliest first.

    Only who said a name can be recognised, and only among those on a list with a name. What was offered
    before is not offered again.
    """
    with transaction.atomic():
        take_turn(operation_id)
        arrived = [one for one in _met(operation_id, tokens) if _named(one.told)]
        if not arrived:
            return []
        waiting = _waiting(operation_id)
        registry = Registry()
        for token, passenger in waiting.items():
            registry.add(token, _facts(passenger.told, at.date()))
        return [move for one in arrived for move in _offer(one, waiting, registry, by=by, at=at)]


def accept(recognition: Recognition, *, by: Actor, at: datetime) -> Move:
    """It is the same person: what was written of the arrival will be written of whom was allotted."""
    with transaction.atomic():
        take_turn(recognition.operation_id)
        rivals = Recognition.objects.filter(state="accepted")
        if rivals.filter(arrived=recognition.arrived_id).exists():
            raise MoveRefused("recognition", "accept", "this arrival was recognised as somebody else")
        if rivals.filter(allotted=recognition.allotted_id).exists():
            raise MoveRefused("recognition", "accept", "this person was recognised in another arrival")
        return append_move(recognition, "accept", by=by, at=at)


def reject(recognition: Recognition, *, reason: str = "", by: Actor, at: datetime) -> Move:
    """It is somebody else."""
    return append_move(recognition, "reject", by=by, at=at, said=reason)


def supersede(recognition: Recognition, *, at: datetime, by: Actor = SYSTEM) -> Move:
    """One of the two was recognised in somebody else."""
    return append_move(recognition, "supersede", by=by, at=at)


def _offer(
    arrived: Passenger, waiting: Mapping[str, Passenger], registry: Registry, *, by: Actor, at: datetime
) -> list[Move]:
    there = set(Recognition.objects.filter(arrived=arrived).values_list("allotted_id", flat=True))
    found = registry.search(_facts(arrived.told, at.date()), top=MOST)
    moves = []
    for candidate in found.candidates:
        allotted = waiting[candidate.record_id]
        if candidate.probability < LEAST or allotted.pk in there:
            continue
        offered = Recognition(
            operation_id=arrived.operation_id, arrived=arrived, allotted=allotted,
            probability=candidate.probability, reasons=[asdict(reason) for reason in candidate.reasons],
        )  # fmt: skip
        moves.append(append_move(offered, "suggest", by=by, at=at))
    return moves


def _met(operation_id: UUID, tokens: Iterable[str]) -> list[Passenger]:
    return [
        one
        for token in tokens
        for one in Passenger.objects.filter(operation=operation_id, token=token, on_the_way=True)
    ]


def _waiting(operation_id: UUID) -> dict[str, Passenger]:
    """Those on a list who have not arrived, by their tokens."""
    on_lists = Passenger.objects.filter(operation=operation_id, on_the_way=False)
    there = PersonStanding.objects.filter(operation=operation_id).exclude(state__in=(*NOT_THERE_YET, ""))
    arrived = set(there.values_list("person", flat=True))
    return {one.token: one for one in on_lists if one.token not in arrived and _named(one.told)}


def _named(told: Mapping[str, str]) -> bool:
    return any(told.get(name) for name in ("name", "surname", "given"))


def _facts(told: Mapping[str, str], on: date) -> PersonFacts:
    facts, _ = row_facts({**told, "dob": told.get("birth", "")}, as_of=on)
    return facts
