"""What the worker does after a move: each looks at the rows as they are now, and may find nothing to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regreso import story
from regreso.casebook import queries
from regreso.casebook.models import Answer, DeathNotice, Match, Message, SupportPlan
from regreso.steps import ask, message, register, support

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.models import Move


def take_up_enquiry(move: Move, at: datetime) -> None:
    """A reviewer took up a match: the family's page says that a person is looking."""
    enquiry = _match(move).enquiry
    if _can(enquiry, "take_up"):
        ask.take_up(enquiry, at=at)


def put_enquiry_back(move: Move, at: datetime) -> None:
    """A match was put away: when it was the last one, the enquiry is searched for again."""
    enquiry = _match(move).enquiry
    if _can(enquiry, "put_back") and not queries.under_review(enquiry).exists():
        ask.put_back(enquiry, at=at)


def confirm_enquiry(move: Move, at: datetime) -> None:
    """Two reviewers agreed: the enquiry is confirmed, and the family is told nothing yet."""
    enquiry = _match(move).enquiry
    if _can(enquiry, "confirm"):
        ask.confirm(enquiry, at=at)


def unconfirm_enquiry(move: Move, at: datetime) -> None:
    """The match was revoked: unless another one holds, the enquiry is searched for again."""
    enquiry = _match(move).enquiry
    others = Match.objects.filter(enquiry=enquiry, state__in=("confirmed", "revocation_asked"))
    if _can(enquiry, "unconfirm") and not others.exists():
        ask.unconfirm(enquiry, at=at)


def answer_enquiry(move: Move, at: datetime) -> None:
    """An answer was released: the enquiry is answered."""
    enquiry = Answer.objects.select_related("enquiry").get(pk=move.subject_id).enquiry
    if _can(enquiry, "answer"):
        ask.answer(enquiry, at=at)


def check_message(move: Move, at: datetime) -> None:
    """A message was written: the family-news check sends it on to its reviewer, or back with its reasons."""
    written = Message.objects.get(pk=move.subject_id)
    if written.state == "written":
        message.check(written, at=at)


def send_message(move: Move, at: datetime) -> None:
    """The writer's side has read it: it goes on its way."""
    passed = Message.objects.get(pk=move.subject_id)
    if _can(passed, "send"):
        message.send(passed, at=at)


def let_custody_die(move: Move, at: datetime) -> None:
    """Two officers signed a notice of death: the register says so, too."""
    custody = DeathNotice.objects.select_related("custody").get(pk=move.subject_id).custody
    if _can(custody, "die"):
        register.die(custody, at=at)


def open_support_plan(move: Move, at: datetime) -> None:
    """Support was offered: the plan asks again after two and eight weeks."""
    notice = DeathNotice.objects.get(pk=move.subject_id)
    if not SupportPlan.objects.filter(death_notice=notice).exists():
        plan = SupportPlan(
            operation_id=notice.operation_id, death_notice=notice, enquiry_id=notice.enquiry_id
        )
        support.offer(plan, at=at)


def _match(move: Move) -> Match:
    return Match.objects.select_related("enquiry").get(pk=move.subject_id)


def _can(row: Any, name: str) -> bool:  # noqa: ANN401 - a row of any noun
    """Whether the story lets this move begin from where the row is now."""
    return row.state in story.rule_for(row.SUBJECT, name).before
