"""Notices to families: queued when there is something new for them, sent only as their own plan allows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from regreso.casebook import certificates, conversations
from regreso.casebook.models import Answer, Call, DeathNotice, Enquiry, Hearing, Journey, Message, Notice
from regreso.casebook.reach import browser_of, closes_after, opens_at, place_of, plan_of
from regreso.steps import notify
from regreso.wire import neutral

if TYPE_CHECKING:
    from regreso.casebook.models import Enquirer, Move

KINDS = ("answer", "letter", "card", "question", "call", "call_off", "journey")
_CHECKED_FOR = timedelta(days=90)
# A death is known here and not yet told by two people: no machine says "something new" into that house.
_UNTOLD = ("drafted", "certified", "signed", "pair_named")


def new_answer(move: Move, at: datetime) -> None:
    """An answer was released: her page tells it."""
    _queue("answer", move, Answer.objects.get(pk=move.subject_id).enquiry_id, at)


def alive_told(move: Move, at: datetime) -> None:
    """Somebody whom they seek has said that they live: her page tells it."""
    for enquiry in move.detail.get("enquiries", ()):
        if Hearing.objects.filter(report=move.subject_id, enquiry=enquiry, at=move.at).exists():
            _queue("answer", move, enquiry, at)


def new_letter(move: Move, at: datetime) -> None:
    """A letter to the family was read by both sides: it waits on her page."""
    letter = Message.objects.get(pk=move.subject_id)
    if letter.direction == "to_family":
        _queue("letter", move, letter.enquiry_id, at)


def new_translation(move: Move, enquiry_id: Any, at: datetime) -> None:  # noqa: ANN401 - a key
    """A letter that she may read stands on her page in her language, too."""
    _queue("letter", move, enquiry_id, at)


def new_question(move: Move, at: datetime) -> None:
    """One piece of information is needed."""
    _queue("question", move, move.subject_id, at)


def new_call(move: Move, at: datetime) -> None:
    """A call has its time, or does not take place."""
    call = Call.objects.get(pk=move.subject_id)
    _queue("call" if move.name == "schedule" else "call_off", move, call.enquiry_id, at)


def card_sent(move: Move, at: datetime) -> None:
    """A liaison sent a card, a contact or the steps of a way: it waits on her page."""
    enquiry = move.said.get("detail", {}).get("enquiry") if isinstance(move.said, dict) else None
    if enquiry:
        _queue("card", move, enquiry, at)


def journey_warned(move: Move, at: datetime) -> None:
    """The sheet by which she travels may not hold."""
    journey = Journey.objects.select_related("answer").get(pk=move.subject_id)
    _queue("journey", move, journey.answer.enquiry_id, at)


def plan_changed(move: Move, at: datetime) -> None:
    """She wants to be told otherwise, or not at all: what waits for the old plan is not sent."""
    enquirer = Enquiry.objects.select_related("enquirer").get(pk=move.subject_id).enquirer
    for row in Notice.objects.filter(enquirer=enquirer, state__in=("waiting", "failed")):
        if row.content.get("to") != place_of(enquirer):
            notify.drop(row, "the family has changed its plan", at=at)


def _queue(kind: str, move: Move, enquiry_id: Any, at: datetime) -> None:  # noqa: ANN401 - a key
    enquiry = Enquiry.objects.select_related("enquirer", "operation").get(pk=enquiry_id)
    enquirer = enquiry.enquirer
    to = place_of(enquirer)
    if not to or DeathNotice.objects.filter(enquiry=enquiry, state__in=_UNTOLD).exists():
        return
    if Notice.objects.filter(enquirer=enquirer, state="waiting").exists():
        return  # all say the same: one that waits says this, too
    expires = at + _CHECKED_FOR
    paper = certificates.issue("notice", {}, operation=enquiry.operation, at=at, expires_at=expires)
    notice = Notice(
        operation=enquiry.operation, kind=kind, transport=plan_of(enquirer)["way"], enquirer=enquirer,
        language=enquirer.language, about=move.pk,
    )  # fmt: skip
    content = {
        "to": to,
        "text": neutral.text(enquirer.language, paper.code),
        "subject": neutral.subject(enquirer.language),
    }
    notify.queue(notice, content, at=at, due=opens_at(plan_of(enquirer), at))


def prepared(row: Notice, at: datetime) -> dict[str, Any] | None:
    """{} when it may leave now; None when her plan has another hour, or she has no such plan any more."""
    enquirer: Enquirer | None = row.enquirer
    if enquirer is None or place_of(enquirer) != row.content.get("to"):
        notify.drop(row, "the family has changed its plan", at=at)
        return None
    if conversations.stopped(row.transport, place_of(enquirer)):
        notify.drop(row, "STOP came from there", at=at)
        return None
    opens = opens_at(plan_of(enquirer), at)
    if opens > at:
        Notice.objects.filter(pk=row.pk, state="waiting").update(due_at=opens)
        return None
    return _carried(row, enquirer, at)


def _carried(row: Notice, enquirer: Enquirer, at: datetime) -> dict[str, Any]:
    """What its carrier is told: how long to try, and for a browser the keys by which it opens it."""
    left = closes_after(plan_of(enquirer), at)
    more: dict[str, Any] = {"lasts": left} if left else {}
    if row.transport == "push":
        browser = browser_of(enquirer)
        more |= {name: browser[name] for name in ("p256dh", "auth")}
    return more
