"""A message in the language of whoever reads it: asked for, made by one person, and never by a machine.

The message does not wait for it: its reviews and its way go on, and the translation follows as soon as it is
made. A day is given for it, so that both readings of a message (48 hours each) can still have it.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from regreso import story
from regreso.casebook.actor import SYSTEM
from regreso.casebook.correspondence import TRANSLATABLE
from regreso.casebook.models import Translation, append_move
from regreso.casebook.once import once
from regreso.casebook.rows import set_columns
from regreso.facts.letter import LANGUAGES
from regreso.reading import family_news
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Message, Move

GIVEN = timedelta(hours=24)
LONGEST = 6000  # characters: what is short in one language may be long in another


def ask(message: Message, into: str, *, by: Actor, at: datetime) -> Move:
    """A translation of this message waits for somebody who reads both languages."""
    if into not in LANGUAGES or into == message.language:
        others = ", ".join(one for one in LANGUAGES if one != message.language)
        raise StepError("not_a_language", given=into, expected=f"one of {others}")
    if by.role == story.ENQUIRER and by.id != str(message.enquiry.enquirer_id):
        raise MoveRefused("translation", "ask", "it is a letter of another family")
    if message.state not in TRANSLATABLE:
        raise MoveRefused("translation", "ask", "the message is with its writer")
    if message.translations.filter(into=into).exclude(state="dropped").exists():
        raise MoveRefused("translation", "ask", "there is one already")
    wanted = Translation(
        operation_id=message.operation_id, message=message, of=message.language, into=into, due_at=at + GIVEN
    )
    with once(wanted, "ask"):
        return append_move(wanted, "ask", by=by, at=at)


def take(wanted: Translation, *, by: Actor, at: datetime) -> Move:
    """A translator has it in hand. Another may take it over: nobody knows why the first does not go on."""
    if wanted.state == "taken" and wanted.taken_by == by.id:
        raise MoveRefused("translation", "take", "you have it already")
    with transaction.atomic():
        move = append_move(wanted, "take", by=by, at=at)
        set_columns(wanted, taken_by=by.id)
    return move


def put_back(wanted: Translation, *, by: Actor, at: datetime) -> Move:
    """It waits for somebody else; what was written so far stays for them."""
    _refuse_other_hand(wanted, "put_back", by)
    with transaction.atomic():
        move = append_move(wanted, "put_back", by=by, at=at)
        set_columns(wanted, taken_by="")
    return move


def keep(wanted: Translation, text: str, *, by: Actor, at: datetime) -> Move:
    """As far as the translator has come; only translators see it."""
    _refuse_other_hand(wanted, "keep", by)
    _refuse_too_long(text)
    with transaction.atomic():
        move = append_move(wanted, "keep", by=by, at=at)
        set_columns(wanted, text=text)
    return move


def hand_in(wanted: Translation, text: str, *, by: Actor, at: datetime) -> Move:
    """It stands beside the message, for its reviewers and for whoever it is read by or read to.

    The family-news check reads it, too: what it stumbles over stands beside it for the reviewers.
    """
    _refuse_other_hand(wanted, "hand_in", by)
    if not text.strip():
        raise StepError("no_text", given=text, expected="the message in the other language")
    _refuse_too_long(text)
    findings = [asdict(finding) for finding in family_news.check(text)]
    with transaction.atomic():
        move = append_move(wanted, "hand_in", by=by, at=at)
        set_columns(wanted, text=text, findings=findings, made_at=at, due_at=None)
    return move


def return_(made: Translation, *, reason: str, by: Actor, at: datetime) -> Move:
    """It does not say what the message says: it waits for a translator again, with the reason."""
    if not reason.strip():
        raise StepError("no_reason", given=reason, expected="what is not right, in a few words")
    with transaction.atomic():
        move = append_move(made, "return", by=by, at=at, said=reason)
        set_columns(made, taken_by="", made_at=None, due_at=at + GIVEN)
    return move


def drop(wanted: Translation, *, at: datetime) -> Move:
    """The message is with its writer again and will read otherwise: these words are gone."""
    with transaction.atomic():
        move = append_move(wanted, "drop", by=SYSTEM, at=at)
        set_columns(wanted, text="", findings=[], due_at=None)
    return move


def _refuse_other_hand(wanted: Translation, move: str, by: Actor) -> None:
    if wanted.taken_by != by.id:
        raise MoveRefused("translation", move, "a colleague has it in hand")


def _refuse_too_long(text: str) -> None:
    if len(text) > LONGEST:
        raise StepError("letter_too_long", given=len(text), expected=f"at most {LONGEST} characters")
