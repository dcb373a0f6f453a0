"""Whoever did not come off a trip is looked for, though nobody asked, until they are heard of."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import Enquirer, Enquiry, Passenger, PersonStanding, Sought, append_move
from regreso.casebook.once import once
from regreso.casebook.rows import set_columns
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Move

FIRST_LOOK = timedelta(hours=72)
_NAMES = ("surname", "given", "patronymic", "sex", "birth", "age", "settlement", "region")


def look_for(standing: PersonStanding, why: str, *, at: datetime, by: Actor = SYSTEM) -> Move:
    """An enquiry asks for this person, with the last place and time; the search of the register follows.

    `why` is taken_off or overdue. Who travelled under a token alone is asked for by the token.
    """
    if standing.enquiry_id is not None:
        raise MoveRefused("enquiry", "look_for", "an enquiry looks for this person already")
    told = Passenger.objects.filter(operation=standing.operation_id, token=standing.person).first()
    enquiry = _enquiry(standing, told, why, at)
    with once(enquiry, "look_for"):
        enquiry.enquirer.save(force_insert=True)
        enquiry.sought.save(force_insert=True)
        move = append_move(enquiry, "look_for", by=by, at=at, said={"detail": {"why": why}})
        set_columns(standing, enquiry=enquiry)
    return move


def heard_of(enquiry: Enquiry, outcome: str, *, at: datetime, by: Actor = SYSTEM) -> Move:
    """The person was heard of after all, or had not been on the way: nobody need be looked for."""
    with once(enquiry, "heard_of"):
        said = {"detail": {"outcome": outcome}}
        move = append_move(enquiry, "heard_of", by=by, at=at, said=said)
        set_columns(enquiry, outcome=outcome, needs="")
    return move


def look_again(enquiry: Enquiry, *, at: datetime, by: Actor = SYSTEM) -> Move:
    """What had been heard of the person was a mistake: they are looked for again."""
    with transaction.atomic():
        move = append_move(enquiry, "reopen", by=by, at=at, said="corrected on the manifest")
        set_columns(enquiry, outcome="")
    return move


def _enquiry(standing: PersonStanding, told: Passenger | None, why: str, at: datetime) -> Enquiry:
    operation = standing.operation
    # Nobody asked: the household's own contact stands where a relative's would.
    asked_by = Enquirer(operation=operation, pseudonymous=True, phone=told.contact if told else "")
    asked_by.consents = {"basis": "manifest"}
    said = dict(told.told) if told else {}
    sought = Sought(operation=operation, **{name: said.get(name, "") for name in _NAMES})
    sought.as_written = said.get("name", "")
    last = {
        "date": standing.last_at.date().isoformat() if standing.last_at else "",
        "channel": "manifest",
        "place": standing.last.get("place", ""),
        "circumstances": f"{standing.trip} · {standing.person} · {why}",
        "latest_news": standing.last_at.isoformat() if standing.last_at else "",
    }
    return Enquiry(
        operation=operation, enquirer=asked_by, sought=sought, channel="manifest", opened_at=at,
        first_look_due_at=at + FIRST_LOOK, last_contact=last,
    )  # fmt: skip
