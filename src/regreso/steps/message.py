"""Family messages: written, read once on each side within 48 hours, delivered. Never held back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from regreso import story
from regreso.casebook import correspondence
from regreso.casebook.actor import SYSTEM
from regreso.casebook.contact import refuse_strangers, refuse_untold
from regreso.casebook.correspondence import HEAD, LONGEST_HEAD
from regreso.casebook.models import MessagePage, append_move, history
from regreso.casebook.once import once
from regreso.casebook.rows import set_columns
from regreso.facts.letter import LETTER_LINES, MOST_LINES, lines_of
from regreso.reading import family_news
from regreso.steps.errors import StepError
from regreso.story import MoveRefused
from regreso.wire.errors import WireError
from regreso.wire.scrub import scrubbed_apart

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Message, Move

REVIEW = timedelta(hours=48)
LONGEST = 4000  # characters
WRITERS = {"to_captive": story.ENQUIRER, "to_family": story.CAPTIVE}
HANDED_BY = {"to_captive": story.REGISTRAR, "to_family": story.LIAISON}
HOW = ("read", "read_aloud")
WHY_NOT = ("address", "moved", "refused", "deceased")


def draft(message: Message, *, by: Actor, at: datetime) -> Move:
    """What was begun lies here for its writer alone, until it is sent or thrown away."""
    _refuse_bad_draft(message.text)
    _refuse_not_theirs(message, "draft", by=by)
    with once(message, "draft"):
        return append_move(message, "draft", by=by, at=at)


def redraft(message: Message, text: str, *, by: Actor, at: datetime) -> Move:
    """The draft reads otherwise now; still only its writer sees it."""
    _refuse_bad_draft(text)
    _refuse_other_hand(message, "redraft", by)
    with transaction.atomic():
        move = append_move(message, "redraft", by=by, at=at)
        set_columns(message, text=text, sender=message.sender, language=message.language, aloud=message.aloud)
    return move


def discard(message: Message, *, by: Actor, at: datetime) -> Move:
    """Its writer does not want it any more: its words are gone."""
    _refuse_other_hand(message, "discard", by)
    with transaction.atomic():
        move = append_move(message, "discard", by=by, at=at)
        set_columns(message, text="", findings=[], sender={}, receiver={})
        message.pages.all().delete()
    return move


def write(message: Message, *, paper: bytes = b"", stands_by: bool = False, by: Actor, at: datetime) -> Move:
    """A message is written; nobody of the other side has it. The family-news check follows at once.

    Only between a family that was told and the person they were told of, and by one of these two. What came
    on paper (`paper`, a photograph or scan) lies here as fresh pictures; its text may be typed beside it.
    Whoever saw what the check stumbles over, and `stands_by` the words, is read by a person all the same.
    """
    if not paper:
        _refuse_bad_text(message.text)
    _refuse_not_theirs(message, "write", by=by)
    pages = _pages_of(paper)
    known = not message._state.adding  # noqa: SLF001 - Django's documented state: it was a draft
    with once(message, "write"):
        _fill_heads(message)
        message.written_at, message.findings = at, []
        detail = {"pages": len(pages), "stands_by": stands_by}
        move = append_move(message, "write", by=by, at=at, said={"detail": detail})
        if known:
            message.save(update_fields=["text", "sender", "receiver", "language", "aloud", "written_at"])
        for number, picture in enumerate(pages, 1):
            MessagePage(message=message, number=number, picture=picture).save(force_insert=True)
    return move


def rewrite(message: Message, text: str, *, stands_by: bool = False, by: Actor, at: datetime) -> Move:
    """The writer has put it otherwise; the family-news check follows at once."""
    _refuse_bad_text(text)
    _refuse_other_hand(message, "rewrite", by)
    with transaction.atomic():
        said = {"detail": {"stands_by": stands_by}}
        move = append_move(message, "rewrite", by=by, at=at, said=said)
        set_columns(message, text=text, written_at=at, findings=[], review_due_at=None)
    return move


def insist(message: Message, *, by: Actor, at: datetime) -> Move:
    """The writer stands by words that the check stumbled over: a person reads them, within 48 hours.

    The check knows words and not people, so it never has the last word. What a person has returned is put
    otherwise instead.
    """
    _refuse_other_hand(message, "insist", by)
    last = history(message).filter(name="return").order_by("-number").first()
    if last is None or last.role != story.SYSTEM:
        raise MoveRefused("message", "insist", "a person has read it and asked to put it otherwise")
    with transaction.atomic():
        move = append_move(message, "insist", by=by, at=at)
        set_columns(message, review_due_at=at + REVIEW)
    return move


def check(message: Message, *, at: datetime, by: Actor = SYSTEM) -> Move:
    """The family-news check is done: the message waits for its reviewer, or is back with its writer.

    What was found stands beside the text, for both of them.
    """
    found = family_news.check(message.text)  # of paper that nobody typed there is nothing to check
    findings = [asdict(finding) for finding in found]
    last = history(message).filter(name__in=("write", "rewrite")).order_by("-number").first()
    if family_news.is_family_news(found) or (last and last.detail.get("stands_by")):
        return _accepted(message, findings, by=by, at=at)
    return _returned(message, findings, reason="", by=by, at=at)


def accept(message: Message, *, by: Actor, at: datetime) -> Move:
    """A reviewer of the writer's side will read it within 48 hours, whatever the check has found."""
    return _accepted(message, list(message.findings), by=by, at=at)


def return_(message: Message, *, reason: str, by: Actor, at: datetime) -> Move:
    """The message is back with its writer, who learns why and can put it otherwise."""
    if not reason.strip():
        raise StepError("no_reason", given=reason, expected="why, in words that the writer can follow")
    return _returned(message, list(message.findings), reason=reason, by=by, at=at)


def pass_sender(message: Message, *, by: Actor, at: datetime) -> Move:
    """The writer's side has read it, once. It goes on its way at once."""
    refuse_untold(message, "pass_sender")
    with transaction.atomic():
        move = append_move(message, "pass_sender", by=by, at=at)
        set_columns(message, review_due_at=None)
    return move


def send(message: Message, *, at: datetime, by: Actor = SYSTEM) -> Move:
    """The message is on the receiver's side, where another reviewer reads it within 48 hours."""
    return _on_its_way(message, "send", by=by, at=at)


def pass_receiver(message: Message, *, by: Actor, at: datetime) -> Move:
    """The receiver's side has read it, once, by another person: it waits to be handed over."""
    refuse_untold(message, "pass_receiver")
    with transaction.atomic():
        move = append_move(message, "pass_receiver", by=by, at=at)
        set_columns(message, review_due_at=None)
    return move


def deliver(message: Message, how: str, *, by: Actor, at: datetime) -> Move:
    """The person has it in hand, or heard it read aloud. The writer sees the day."""
    if how not in HOW:
        raise StepError("unknown_how", given=how, expected=" or ".join(HOW))
    if by.role != HANDED_BY[message.direction]:
        raise MoveRefused("message", "deliver", f"it is handed over by a {HANDED_BY[message.direction]}")
    return _delivered(message, "deliver", how, by=by, at=at)


def open_(message: Message, *, by: Actor, at: datetime) -> Move:
    """The family has opened it on their own page."""
    if message.direction != "to_family" or by.id != str(message.enquiry.enquirer_id):
        raise MoveRefused("message", "open", "only the family it was written to may open it")
    return _delivered(message, "open", "opened", by=by, at=at)


def fail(message: Message, why: str, *, by: Actor, at: datetime) -> Move:
    """The message could not be handed over; the search for its receiver goes on."""
    if why not in WHY_NOT:
        raise StepError("unknown_reason", given=why, expected="one of " + ", ".join(WHY_NOT))
    with transaction.atomic():
        move = append_move(message, "fail", by=by, at=at, said={"detail": {"why": why}})
        set_columns(message, review_due_at=None)
    return move


def send_again(message: Message, *, by: Actor, at: datetime) -> Move:
    """The message is on its way once more, to where its receiver is now."""
    return _on_its_way(message, "send_again", by=by, at=at)


def _refuse_bad_draft(text: str) -> None:
    if len(text) > LONGEST:
        raise StepError(
            "letter_too_long", given=len(text), expected=f"at most {LONGEST} characters; write another"
        )


def _refuse_bad_text(text: str) -> None:
    if not text.strip():
        raise StepError("no_text", given=text, expected="a few words to your family")
    _refuse_bad_draft(text)
    if (lines := lines_of(text)) > MOST_LINES:
        raise StepError("letter_too_long", given=lines, expected=f"about {LETTER_LINES} lines; write another")


def _pages_of(paper: bytes) -> tuple[bytes, ...]:
    try:
        return scrubbed_apart(paper) if paper else ()
    except WireError as error:
        raise StepError("not_a_scan", given=str(error), expected="a photograph or scan") from error


def _fill_heads(message: Message) -> None:
    """Both sides of the form, as they stand on this day."""
    captive = correspondence.head_of_captive(message.enquiry, message.custody)
    family = correspondence.head_of_family(message.enquiry, message.custody)
    theirs, ours = (family, captive) if message.direction == "to_captive" else (captive, family)
    message.sender, message.receiver = message.sender or theirs, message.receiver or ours
    for told in (message.sender, message.receiver):
        bad = [part for part, text in told.items() if part not in HEAD or len(text) > LONGEST_HEAD]
        if bad:
            expected = f"{', '.join(HEAD)}, each at most {LONGEST_HEAD} letters"
            raise StepError("bad_head", given=bad[0], expected=expected)


def _refuse_not_theirs(message: Message, move: str, *, by: Actor) -> None:
    if message.direction not in WRITERS:
        raise StepError("unknown_direction", given=message.direction, expected="to_captive or to_family")
    _refuse_other_hand(message, move, by)
    refuse_strangers(message, move, by=by)
    _refuse_bad_reply(message)


def _refuse_other_hand(message: Message, move: str, by: Actor) -> None:
    writer = WRITERS[message.direction]
    its_id = message.enquiry.enquirer_id if writer == story.ENQUIRER else message.custody.person_id
    if by.role != writer or by.id != str(its_id):
        raise MoveRefused("message", move, "only the one whose message it is may write it")


def _refuse_bad_reply(message: Message) -> None:
    first = message.reply_to
    if first is None:
        return
    mirrored = (first.enquiry_id, first.custody_id) == (message.enquiry_id, message.custody_id)
    if not mirrored or first.direction == message.direction or first.state != "delivered":
        raise StepError("no_reply_to_that", given=first.pk, expected="a delivered message of the other side")


def _accepted(message: Message, findings: list[dict[str, object]], *, by: Actor, at: datetime) -> Move:
    with transaction.atomic():
        move = append_move(message, "accept", by=by, at=at)
        set_columns(message, findings=findings, review_due_at=at + REVIEW)
    return move


def _returned(
    message: Message, findings: list[dict[str, object]], *, reason: str, by: Actor, at: datetime
) -> Move:
    with transaction.atomic():
        move = append_move(message, "return", by=by, at=at, said=reason)
        set_columns(message, findings=findings, review_due_at=None)
    return move


def _on_its_way(message: Message, name: str, *, by: Actor, at: datetime) -> Move:
    with transaction.atomic():
        move = append_move(message, name, by=by, at=at)
        set_columns(message, review_due_at=at + REVIEW)
    return move


def _delivered(message: Message, name: str, how: str, *, by: Actor, at: datetime) -> Move:
    refuse_untold(message, name)  # a match may have been revoked while the letter was on its way
    with transaction.atomic():
        move = append_move(message, name, by=by, at=at)
        set_columns(message, delivered_at=at, delivered_how=how)
    return move
