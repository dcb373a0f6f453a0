"""A question that only he and his family can answer: set by one of them, answered by the other.

Whoever answers is never told whether it was right: the reply is the same, and so is the page. Only the
liaison sees the outcome, and nobody ever sees the answer that was set. A second and a third try take a
liaison's leave.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum

from regreso import story
from regreso.casebook import queries
from regreso.casebook.models import Answer, Challenge, append_move, take_turn
from regreso.casebook.once import once
from regreso.casebook.rows import set_columns
from regreso.facts.names.readings import heard, readings
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Move

FAMILY, CAPTIVE = "family", "captive"
SETTER = {story.ENQUIRER: FAMILY, story.CAPTIVE: CAPTIVE}
TRIES = 3  # answers of one side to whatever the other side set for one enquiry, in all
SETS = 6  # questions that one side may set for one enquiry, in all
LONGEST, WORDS, SHORTEST = 120, 8, 3
ASKING = ("waiting_for_consent", "ready", "signed", "withheld", *queries.TOLD)


def set_question(challenge: Challenge, *, by: Actor, at: datetime) -> Move:
    """The question and its answer lie with us, sealed. It is asked only when somebody may be the one sought.

    The family's counts whether anybody was found or not. He sets one for a family whose answer is prepared.
    """
    challenge.set_by = SETTER.get(by.role, "")
    challenge.question, challenge.expected = challenge.question.strip(), challenge.expected.strip()
    refuse_weak(challenge.question, challenge.expected)
    with transaction.atomic():
        take_turn(challenge.operation_id)
        mine = Challenge.objects.filter(enquiry=challenge.enquiry_id, set_by=challenge.set_by)
        if mine.exclude(pk=challenge.pk).exclude(state="withdrawn").exists():
            raise MoveRefused("challenge", "set", "it is already there; take it back first")
        if mine.exclude(pk=challenge.pk).count() >= SETS:
            raise MoveRefused("challenge", "set", f"{SETS} questions were set already")
        if challenge.set_by == CAPTIVE and not about(challenge.enquiry_id, challenge.custody_id).exists():
            raise MoveRefused("challenge", "set", "no answer about this person is prepared for this family")
        with once(challenge, "set"):
            challenge.set_at = at
            return append_move(challenge, "set", by=by, at=at)


def answer(challenge: Challenge, said: str, *, by: Actor, at: datetime) -> Move:
    """The other side has answered. Right or wrong, the one who answered hears the same."""
    if challenge.set_by == SETTER.get(by.role):
        raise MoveRefused("challenge", "meet", "whoever set it does not answer it")
    if not said.strip():
        raise StepError("nothing_told", given="", expected="what they answered")
    with transaction.atomic():
        take_turn(challenge.operation_id)
        used = tries_of(challenge)
        if used >= TRIES:
            raise MoveRefused("challenge", "meet", f"{TRIES} answers were given already")
        right = agrees(challenge.expected, said)
        name = "meet" if right else "miss" if used + 1 < TRIES else "spend"
        move = append_move(challenge, name, by=by, at=at)
        set_columns(challenge, tries=challenge.tries + 1)
    return move


def allow_again(challenge: Challenge, *, reason: str, by: Actor, at: datetime) -> Move:
    """A liaison has spoken with them and lets them answer once more."""
    return append_move(challenge, "allow_again", by=by, at=at, said=reason)


def withdraw(challenge: Challenge, *, by: Actor, at: datetime) -> Move:
    """Question and answer are gone, and count for nothing any more."""
    with transaction.atomic():
        move = append_move(challenge, "withdraw", by=by, at=at)
        set_columns(challenge, question="", expected="")
    return move


def tries_of(challenge: Challenge) -> int:
    """How often the other side has answered what this side set, whatever became of it."""
    rows = Challenge.objects.filter(enquiry=challenge.enquiry_id, set_by=challenge.set_by)
    return rows.aggregate(all=Sum("tries"))["all"] or 0


def about(enquiry_id: UUID, custody_id: UUID | None) -> QuerySet[Answer]:
    """Answers about this person that are prepared for this family, or were told."""
    return Answer.objects.filter(enquiry=enquiry_id, match__custody=custody_id, state__in=ASKING)


def agrees(expected: str, said: str, *, most: int = WORDS) -> bool:
    """Whether two answers are one: each word of the expected one was said, in whatever alphabet and spelling.

    An answer of many words is none: it would name everything that it might be.

    >>> agrees("Мурка", "кішку звали Murka"), agrees("Мурка", "Барсик"), agrees("1987", "в 1987 году")
    (True, False, True)
    """
    told = said.split()
    if len(told) > most + len(expected.split()):
        return False
    spoken = [_sounds(word) for word in told]
    wanted = [_sounds(word) for word in expected.split()]
    return all(any(word & one for one in spoken) for word in wanted)


def _sounds(word: str) -> frozenset[str]:
    """A word as it may be heard; of a number its figures."""
    low = "".join(letter for letter in word.casefold() if letter.isalnum())
    if not low or any(letter.isdigit() for letter in low):
        return frozenset((low,))
    return frozenset(heard(one) for one in readings(low)) | {low}


def refuse_weak(question: str, expected: str) -> None:
    """A question that tells its own answer, or an answer that anybody guesses, proves nothing.

    Raises:
        StepError: it is such a one.
    """
    if not question or len(question) > LONGEST:
        raise StepError("no_question", given=question, expected=f"a question of at most {LONGEST} letters")
    letters = sum(letter.isalnum() for letter in expected)
    if letters < SHORTEST or len(expected.split()) > WORDS or len(expected) > LONGEST:
        raise StepError("weak_answer", given="", expected=f"{SHORTEST} letters, {WORDS} words at most")
    if agrees(expected, question, most=LONGEST) or expected.casefold() in question.casefold():
        raise StepError("answer_in_question", given="", expected="a question that does not tell the answer")
