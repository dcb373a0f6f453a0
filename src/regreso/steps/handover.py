"""A person is given back: their wish, lists, clearance, identity checked by two, effects, two signatures."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction

from regreso.casebook import certificates
from regreso.casebook.models import append_move
from regreso.casebook.once import once
from regreso.casebook.rows import add_line, set_columns
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Handover, Move

# Why somebody is given back, and how their custody ends with it.
ENDS = {"medical": "repatriate", "exchange": "exchange", "unilateral": "release", "to_family": "release"}
BASES = tuple(ENDS)
CLEARED = ("medical", "legal", "identity")
SAME_DAY = timedelta(
    hours=12
)  # a postponed handover: the family hears of it so soon, and before the day ends
CONTACTS = (timedelta(hours=72), timedelta(weeks=2), timedelta(weeks=8))  # after it, with somebody at home
LEAST_BAGGAGE = 25  # kilograms that he may carry (GC III 119)
_ZONE = ZoneInfo("Europe/Kyiv")


def propose(handover: Handover, *, by: Actor, at: datetime) -> Move:
    """It is proposed to give this person back. They are asked first, alone."""
    if handover.basis not in BASES:
        raise StepError("unknown_basis", given=handover.basis, expected="one of " + ", ".join(BASES))
    if handover.custody.operation_id != handover.operation_id:
        raise StepError("other_operation", given=handover.custody_id, expected="a person of this operation")
    if handover.enquiry is not None and handover.enquiry.operation_id != handover.operation_id:
        raise StepError("other_operation", given=handover.enquiry_id, expected="a family of this operation")
    with once(handover, "propose"):
        handover.code = certificates.new_code()  # the family's paper bears it in place of the name
        return append_move(handover, "propose", by=by, at=at)


def wish(handover: Handover, wish: Mapping[str, Any], *, by: Actor, at: datetime) -> Move:
    """The person, asked alone, wants to go. Without that word nothing of this goes on (non-refoulement)."""
    _refuse_other_person(handover, "wish", by)
    if wish.get("asked_alone") is not True:
        raise StepError("not_alone", given=wish.get("asked_alone"), expected="asked alone")
    if wish.get("wants_to_go") is not True:
        raise StepError(
            "does_not_want", given=wish.get("wants_to_go"), expected="a yes; else record a refusal"
        )
    return _noted(handover, "wish", by=by, at=at, wish=dict(wish))


def refuse(handover: Handover, *, reason: str = "", by: Actor, at: datetime) -> Move:
    """The person does not want to go. Nobody is given back against their will, at any moment before."""
    _refuse_other_person(handover, "refuse", by)
    knew = _family_knows(handover)
    with transaction.atomic():
        move = append_move(handover, "refuse", by=by, at=at, said=reason)
        set_columns(handover, tell_due_at=_same_day(at) if knew else None)
    return move


def agree_lists(handover: Handover, lists: Mapping[str, str], *, by: Actor, at: datetime) -> Move:
    """The person stands on the lists of both sides, under these references."""
    for side in ("ours", "theirs"):
        if not lists.get(side, "").strip():
            raise StepError("no_reference", given=side, expected="the reference on the list of each side")
    return _noted(handover, "agree_lists", by=by, at=at, lists=dict(lists))


def clear(handover: Handover, clearance: Mapping[str, bool], *, by: Actor, at: datetime) -> Move:
    """A doctor, the law and the papers say that the person can go."""
    for name in CLEARED:
        if clearance.get(name) is not True:
            raise StepError("not_cleared", given=name, expected="a yes of all three: " + ", ".join(CLEARED))
    return _noted(handover, "clear", by=by, at=at, clearance=dict(clearance))


def fix_itinerary(handover: Handover, itinerary: Mapping[str, str], *, by: Actor, at: datetime) -> Move:
    """Day and point are fixed. After a postponement the family is told of that first."""
    if handover.tell_due_at is not None:
        raise MoveRefused("handover", "fix_itinerary", "the family was not told of the postponement yet")
    for name in ("on", "point"):
        if not itinerary.get(name, "").strip():
            raise StepError("no_" + name, given="", expected="a day (on) and a point")
    return _noted(handover, "fix_itinerary", by=by, at=at, itinerary=dict(itinerary))


def inform_family(handover: Handover, *, by: Actor, at: datetime) -> Move:
    """The family knows day and point, by a paper that bears a code and no name."""
    return append_move(handover, "inform_family", by=by, at=at)


def depart(handover: Handover, *, by: Actor, at: datetime) -> Move:
    """The person is on the way."""
    return append_move(handover, "depart", by=by, at=at)


def check_in(handover: Handover, place: Mapping[str, str], *, by: Actor, at: datetime) -> Move:
    """The person is well, and has come as far as this."""
    if not place.get("where", "").strip():
        raise StepError("no_place", given="", expected="where")
    return append_move(handover, "check_in", by=by, at=at, said={"detail": dict(place)})


def meet(handover: Handover, *, by: Actor, at: datetime) -> Move:
    """The two sides have met at the point."""
    return append_move(handover, "meet", by=by, at=at)


def check_identity(handover: Handover, checked: Mapping[str, str], *, by: Actor, at: datetime) -> Move:
    """One officer is sure who it is. Another must be, too, without having asked the first."""
    return _identified(handover, "check_identity", checked, by=by, at=at)


def check_identity_again(handover: Handover, checked: Mapping[str, str], *, by: Actor, at: datetime) -> Move:
    """A second officer is sure who it is."""
    return _identified(handover, "check_identity_again", checked, by=by, at=at)


def doubt_identity(handover: Handover, *, reason: str, by: Actor, at: datetime) -> Move:
    """An officer is not sure who it is: nobody is handed over today, and the family hears of it today."""
    return _postponed(handover, "doubt_identity", reason=reason, by=by, at=at)


def sign(
    handover: Handover, effects: Sequence[Mapping[str, Any]], *, baggage_kg: str = "", by: Actor, at: datetime
) -> Move:
    """One side has signed for the person and for their effects, line by line (GC III 119)."""
    for number, line in enumerate(effects, 1):
        _refuse_bad_line(number, line)
    if baggage_kg and int(baggage_kg) < LEAST_BAGGAGE:
        raise StepError("too_little_baggage", given=baggage_kg, expected=f"at least {LEAST_BAGGAGE} kg")
    with transaction.atomic():
        move = append_move(handover, "sign", by=by, at=at)
        set_columns(
            handover, effects=[dict(line) for line in effects], baggage_kg=baggage_kg,
            signatures=[_signature(by, at)],
        )  # fmt: skip
    return move


def countersign(handover: Handover, *, by: Actor, at: datetime) -> Move:
    """Another person has signed: the person is handed over, and the register follows.

    They are called at home within 72 hours.
    """
    with transaction.atomic():
        move = append_move(handover, "countersign", by=by, at=at)
        add_line(handover, "signatures", _signature(by, at))
        set_columns(handover, handed_over_at=at, contact_due_at=at + CONTACTS[0])
    return move


def contact_home(handover: Handover, found: Mapping[str, Any], *, by: Actor, at: datetime) -> Move:
    """Somebody has spoken with them at home; the next word is due two weeks after they were given back."""
    return _contacted(handover, "contact_home", found, by=by, at=at)


def contact_again(handover: Handover, found: Mapping[str, Any], *, by: Actor, at: datetime) -> Move:
    """Somebody has spoken with them again, after two weeks or after eight."""
    if len(handover.contacts) >= len(CONTACTS):
        raise MoveRefused("handover", "contact_again", "all three contacts were made")
    return _contacted(handover, "contact_again", found, by=by, at=at)


def close(handover: Handover, *, reason: str = "", by: Actor, at: datetime) -> Move:
    """Nothing of this handover is left to do: the three contacts were made, or they want no more of them."""
    handover.refresh_from_db(fields=["contacts"])
    if len(handover.contacts) < len(CONTACTS) and not reason.strip():
        raise StepError("contacts_left", given=len(handover.contacts), expected="three contacts, or why not")
    with transaction.atomic():
        move = append_move(handover, "close", by=by, at=at, said=reason)
        set_columns(handover, contact_due_at=None)
    return move


def postpone(handover: Handover, *, reason: str, by: Actor, at: datetime) -> Move:
    """It will not be today. The family hears of it the same day, from a person."""
    return _postponed(handover, "postpone", reason=reason, by=by, at=at)


def tell_postponed(handover: Handover, *, by: Actor, at: datetime) -> Move:
    """The family was told that it is postponed."""
    with transaction.atomic():
        move = append_move(handover, "tell_postponed", by=by, at=at)
        set_columns(handover, tell_due_at=None)
    return move


def _noted(handover: Handover, name: str, *, by: Actor, at: datetime, **columns: object) -> Move:
    with transaction.atomic():
        move = append_move(handover, name, by=by, at=at)
        set_columns(handover, **columns)
    return move


def _identified(
    handover: Handover, name: str, checked: Mapping[str, str], *, by: Actor, at: datetime
) -> Move:
    if not any(str(value).strip() for value in checked.values()):
        raise StepError("nothing_checked", given="", expected="what was asked, compared or shown")
    with transaction.atomic():
        move = append_move(handover, name, by=by, at=at)
        add_line(handover, "identity", {"officer": by.hand, "at": at.isoformat(), "checked": dict(checked)})
    return move


def _postponed(handover: Handover, name: str, *, reason: str, by: Actor, at: datetime) -> Move:
    if not reason.strip():
        raise StepError("no_reason", given=reason, expected="why, as the family will be told")
    knew = _family_knows(handover)
    with transaction.atomic():
        move = append_move(handover, name, by=by, at=at, said=reason)
        # Identity is checked anew, by two, on the day on which it really happens; so is every signature.
        set_columns(handover, identity=[], signatures=[], tell_due_at=_same_day(at) if knew else None)
    return move


def _family_knows(handover: Handover) -> bool:
    return handover.enquiry_id is not None and handover.state in (
        "family_informed", "en_route", "met", "identity_checked_once", "identity_checked", "signed",
    )  # fmt: skip


def _same_day(at: datetime) -> datetime:
    """Until when the family must know: within twelve hours, and before midnight where they are met."""
    here = at.astimezone(_ZONE)
    midnight = datetime.combine(here.date() + timedelta(days=1), time.min, _ZONE)
    return min(at + SAME_DAY, midnight)


def _contacted(handover: Handover, name: str, found: Mapping[str, Any], *, by: Actor, at: datetime) -> Move:
    with transaction.atomic():
        move = append_move(handover, name, by=by, at=at, said={"detail": dict(found)})
        add_line(handover, "contacts", {"at": at.isoformat(), "by": by.hand, **found})
        made, since = len(handover.contacts), handover.handed_over_at or at
        set_columns(handover, contact_due_at=since + CONTACTS[made] if made < len(CONTACTS) else None)
    return move


def _refuse_other_person(handover: Handover, move: str, by: Actor) -> None:
    if by.id != str(handover.custody.person_id):
        raise MoveRefused("handover", move, "only the person who is to be given back may say so")


def _refuse_bad_line(number: int, line: Mapping[str, Any]) -> None:
    if not str(line.get("what", "")).strip() or not isinstance(line.get("returned"), bool):
        raise StepError(
            "bad_line", given=f"line {number}", expected="what it is, and whether it was returned"
        )
    if line["returned"] is False and not str(line.get("note", "")).strip():
        raise StepError(
            "no_note", given=f"line {number}", expected="where it is: what is kept goes to the Bureau"
        )


def _signature(by: Actor, at: datetime) -> dict[str, str]:
    return {"by": by.hand, "role": by.role, "at": at.isoformat()}
