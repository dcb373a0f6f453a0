"""A family asks, and whatever happens to their enquiry afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from regreso import story
from regreso.casebook import changes as told
from regreso.casebook import phrases, queries
from regreso.casebook.actor import CLOCK, SYSTEM
from regreso.casebook.asking import refuse_another_family
from regreso.casebook.models import Enquiry, append_move
from regreso.casebook.once import once
from regreso.steps.errors import StepError, refuse
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Enquirer, Move, Sought

FIRST_LOOK = timedelta(hours=72)
DORMANT_AFTER = timedelta(days=365)  # without a word from the family (field.md 2.3: renewed yearly)
OF_SOUGHT = (
    "as_written", "surname", "given", "patronymic", "other_names", "sex", "birth", "age", "birthplace",
    "settlement", "region", "nationality", "languages", "religion", "father", "mother", "marks", "rank",
    "unit", "service_number", "phone",
)  # fmt: skip
OF_CONTACT = ("date", "channel", "place", "said_destination", "circumstances", "latest_news", "with_whom")
# What may be asked of a family: a field, never a sentence, so that no question can carry what we know.
ASKABLE = (*OF_SOUGHT, *(f"last_contact.{name}" for name in OF_CONTACT), "relationship")
OUTCOMES = ("located_alive", "captivity_confirmed", "deceased_confirmed", "duplicate", "ceased")
HIGHEST_LEVEL = 3  # of kinship: recognised by the captive


@dataclass(frozen=True, slots=True)
class Receipt:
    """The move, and the retrieval phrase: shown now, never again."""

    move: Move
    phrase: str


def draft(enquiry: Enquiry, enquirer: Enquirer, sought: Sought, *, by: Actor, at: datetime) -> Move:
    """What the family told so far is kept. Nobody looks at it yet; a second click makes no second one."""
    refuse(told.faults_of(sought, OF_SOUGHT, today=at.date()))
    _refuse_strangers(enquiry, enquirer, sought)
    with once(enquiry, "draft"):
        for row in (enquirer, sought):
            if row._state.adding:  # noqa: SLF001 - Django's documented state: a sister asks for the same person
                row.save(force_insert=True)
        enquiry.enquirer, enquiry.sought = enquirer, sought
        return append_move(enquiry, "draft", by=by, at=at)


def submit(enquiry: Enquiry, *, by: Actor, at: datetime) -> Move:
    """The family has finished: they agreed that we keep it, and told at least a name."""
    if not enquiry.enquirer.consents.get("store"):
        raise StepError("no_consent", given="", expected="the enquirer's consent that we keep what they told")
    sought = enquiry.sought
    if not any((sought.surname, sought.given, sought.as_written, sought.other_names)):
        raise StepError(
            "no_name", given="", expected="a surname, a first name, or the name as you would say it"
        )
    refuse_another_family(enquiry, "submit", by)
    return append_move(enquiry, "submit", by=by, at=at)


def hand_receipt(enquiry: Enquiry, *, language: str, by: Actor, at: datetime) -> Receipt:
    """The enquiry is open and the family has a phrase that brings them back to it.

    The phrase itself is kept nowhere. One that the same enquirer had before no longer opens anything.
    The search follows at once; a person looks within 72 hours.
    """
    if language not in phrases.LANGUAGES:
        raise StepError("unknown_language", given=language, expected="one of " + ", ".join(phrases.LANGUAGES))
    refuse_another_family(enquiry, "hand_receipt", by)
    phrase = phrases.new_phrase(language)
    with transaction.atomic():
        move = append_move(enquiry, "hand_receipt", by=by, at=at)
        enquiry.opened_at, enquiry.first_look_due_at = at, at + FIRST_LOOK
        enquiry.save(update_fields=["opened_at", "first_look_due_at"])
        enquirer = enquiry.enquirer
        enquirer.phrase_index, enquirer.language = phrases.index_of(phrase), language
        enquirer.save(update_fields=["phrase_index", "language"])
    return Receipt(move, phrase)


def raise_level(enquiry: Enquiry, level: int, *, basis: str, by: Actor, at: datetime) -> Move:
    """We know better how the enquirer is related: 1 contact, 2 papers, 3 by what only he and they know.

    The third takes a challenge that was met, or an officer who has seen both.
    """
    now = enquiry.enquirer.level
    if not now < level <= HIGHEST_LEVEL:
        raise StepError("not_higher", given=level, expected=f"{now + 1} to {HIGHEST_LEVEL}")
    if not basis.strip():
        raise StepError("no_basis", given=basis, expected="what was checked: papers, a call back, his word")
    if level == HIGHEST_LEVEL and by.role != story.OFFICER and not queries.challenges_met(enquiry).exists():
        raise MoveRefused("enquiry", "raise_level", "no challenge was met, and no officer has met them")
    with transaction.atomic():
        said = {"reason": basis, "detail": {"level": level, "before": now}}
        move = append_move(enquiry, "raise_level", by=by, at=at, said=said)
        enquiry.enquirer.level = level
        enquiry.enquirer.save(update_fields=["level"])
    return move


def ask_information(enquiry: Enquiry, question: str, *, by: Actor, at: datetime) -> Move:
    """The family is asked for one more piece of what they know; the status page names it."""
    if question not in ASKABLE:
        raise StepError("unknown_field", given=question, expected="one of " + ", ".join(ASKABLE))
    with transaction.atomic():
        move = append_move(enquiry, "ask_information", by=by, at=at, said={"detail": {"question": question}})
        _needs(enquiry, question)
    return move


def give_information(enquiry: Enquiry, changes: Mapping[str, str], *, by: Actor, at: datetime) -> Move:
    """The family told what was asked; the search follows at once."""
    return _tell(enquiry, "give_information", changes, by=by, at=at)


def correct(enquiry: Enquiry, changes: Mapping[str, str], *, by: Actor, at: datetime) -> Move:
    """What is told of the sought person is other than before; the search follows at once."""
    return _tell(enquiry, "correct", changes, by=by, at=at)


def look(enquiry: Enquiry, *, by: Actor, at: datetime) -> Move:
    """A person has looked at the enquiry and at what the search found: the 72 hours stop."""
    with transaction.atomic():
        move = append_move(enquiry, "look", by=by, at=at)
        enquiry.first_look_due_at = None
        enquiry.save(update_fields=["first_look_due_at"])
    return move


def withdraw(enquiry: Enquiry, *, reason: str, by: Actor, at: datetime) -> Move:
    """The family no longer asks. Nobody is told anything more about it."""
    refuse_another_family(enquiry, "withdraw", by)
    return _end(enquiry, "withdraw", "withdrawn", reason=reason, by=by, at=at)


def close(enquiry: Enquiry, outcome: str, *, by: Actor, at: datetime) -> Move:
    """The search has ended in one of the ways in which it may end; the family can always reopen it."""
    if outcome not in OUTCOMES:
        raise StepError("unknown_outcome", given=outcome, expected="one of " + ", ".join(OUTCOMES))
    if outcome == "captivity_confirmed" and not queries.told_answers(enquiry).exists():
        raise MoveRefused("enquiry", "close", "no answer was released to this family")
    if outcome == "deceased_confirmed" and not queries.told_deaths(enquiry).exists():
        raise MoveRefused("enquiry", "close", "no death notice was confirmed to this family")
    return _end(enquiry, "close", outcome, reason="", by=by, at=at)


def lapse(enquiry: Enquiry, *, at: datetime, by: Actor = CLOCK) -> Move:
    """Nobody of the family was heard of for a year: the enquiry sleeps, is still searched for, and stays."""
    heard = queries.last_heard(enquiry)
    if heard and at - heard < DORMANT_AFTER:
        raise MoveRefused("enquiry", "lapse", f"the family was heard of on {heard:%Y-%m-%d}")
    return append_move(enquiry, "lapse", by=by, at=at)


def reopen(enquiry: Enquiry, *, reason: str, by: Actor, at: datetime) -> Move:
    """The family asks again; the search follows at once."""
    refuse_another_family(enquiry, "reopen", by)
    with transaction.atomic():
        move = append_move(enquiry, "reopen", by=by, at=at, said=reason)
        enquiry.outcome = ""
        enquiry.save(update_fields=["outcome"])
    return move


def follow_up(enquiry: Enquiry, *, by: Actor, at: datetime) -> Move:
    """A liaison stays beside the family after the answer."""
    return append_move(enquiry, "follow_up", by=by, at=at)


def take_up(enquiry: Enquiry, *, at: datetime, by: Actor = SYSTEM) -> Move:
    """A reviewer took up a match: the family sees that a person is looking, not at what."""
    return append_move(enquiry, "take_up", by=by, at=at)


def put_back(enquiry: Enquiry, *, at: datetime, by: Actor = SYSTEM) -> Move:
    """No match is left under review: the search goes on."""
    return append_move(enquiry, "put_back", by=by, at=at)


def confirm(enquiry: Enquiry, *, at: datetime, by: Actor = SYSTEM) -> Move:
    """Two reviewers said that he is the one sought. The family is not told by this."""
    return append_move(enquiry, "confirm", by=by, at=at)


def answer(enquiry: Enquiry, *, at: datetime, by: Actor = SYSTEM) -> Move:
    """An answer was released: the family's page shows it."""
    return append_move(enquiry, "answer", by=by, at=at)


def unconfirm(enquiry: Enquiry, *, at: datetime, by: Actor = SYSTEM) -> Move:
    """The match was revoked by two: the search begins anew; the liaison tells the family in person."""
    return append_move(enquiry, "unconfirm", by=by, at=at)


def _refuse_strangers(enquiry: Enquiry, enquirer: Enquirer, sought: Sought) -> None:
    operations = {enquiry.operation_id, enquirer.operation_id, sought.operation_id}
    if len(operations) > 1:
        raise StepError("other_operation", given=len(operations), expected="rows of one operation")


def _tell(enquiry: Enquiry, move: str, changes: Mapping[str, str], *, by: Actor, at: datetime) -> Move:
    refuse_another_family(enquiry, move, by)
    if not changes:
        raise StepError("nothing_told", given="", expected="at least one field")
    refuse(told.faults_in(changes, allowed=ASKABLE, today=at.date()))
    with transaction.atomic():
        before = _take_in(enquiry, changes)
        said = {"detail": {"before": before, "after": dict(changes)}}
        made = append_move(enquiry, move, by=by, at=at, said=said)
        _needs(enquiry, "" if move == "give_information" else enquiry.needs)
        # Whoever else asks for the same person hears of it by the same count.
        Enquiry.objects.filter(sought=enquiry.sought_id).update(change=F("change") + 1)
        enquiry.refresh_from_db(fields=["change"])
    return made


def _take_in(enquiry: Enquiry, changes: Mapping[str, str]) -> dict[str, object]:
    """Write each value where it belongs; what stood there before."""
    of_sought = {name: value for name, value in changes.items() if name in OF_SOUGHT}
    before = told.change(enquiry.sought, of_sought) if of_sought else {}
    contact = dict(enquiry.last_contact)
    for name in changes.keys() - of_sought.keys() - {"relationship"}:
        part = name.removeprefix("last_contact.")
        before[name], contact[part] = contact.get(part, ""), changes[name]
    if "relationship" in changes:
        before["relationship"], enquiry.relationship = enquiry.relationship, changes["relationship"]
    enquiry.last_contact = contact
    enquiry.save(update_fields=["last_contact", "relationship"])
    return before


def _needs(enquiry: Enquiry, question: str) -> None:
    enquiry.needs = question
    enquiry.save(update_fields=["needs"])


def _end(enquiry: Enquiry, move: str, outcome: str, *, reason: str, by: Actor, at: datetime) -> Move:
    with transaction.atomic():
        made = append_move(
            enquiry, move, by=by, at=at, said={"reason": reason, "detail": {"outcome": outcome}}
        )
        enquiry.outcome, enquiry.needs = outcome, ""
        enquiry.save(update_fields=["outcome", "needs"])
    return made
