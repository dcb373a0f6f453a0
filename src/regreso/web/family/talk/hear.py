"""A message from outside, answered once: its row, what it changes and the answer are one transaction.

The answer stands in the outbox like everything that leaves. Whoever writes much is answered more slowly and
never refused: nobody can lock a mother out by writing in her name, and slowness tells nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation

from regreso.casebook import allowance, conversations
from regreso.casebook.allowance import Limit
from regreso.casebook.models import Notice, Operation
from regreso.steps import notify
from regreso.story import MoveRefused
from regreso.web.family.opening import open_operations
from regreso.web.family.talk.commands import guessed_language
from regreso.web.family.talk.engine import turn
from regreso.web.family.talk.turn import Said, Talk
from regreso.web.family.talk.words import WRITE_AGAIN

if TYPE_CHECKING:
    from regreso.casebook.models import Conversation, Enquirer

BY_PLACE = Limit("messages of a place", tries=30, every=10)
BY_GUESSES = Limit("phrases of a place", tries=6, every=60)
# Who is known, or in the middle of telling, is not counted here: strangers wait for strangers only.
BY_NETWORK = Limit("messages of a network", tries=300, every=0.5)
BY_ALL = Limit("messages of all strangers", tries=2000, every=0.1)
SLOWEST = 900  # seconds that an answer waits at most
LONGEST = 4000
_NETWORK = 6  # signs of a number that tell its country and operator


def hear(said: Said) -> bool:
    """Answer a message; False when it was answered before."""
    said = replace(said, text=said.text[:LONGEST])
    with transaction.atomic():
        if not conversations.first_time(said.transport, said.id, at=said.at):
            return False
        row = conversations.taken_up(said.transport, said.to)
        waits = _waits(row, said)
        talk = turn(row, said)
        if talk.guessed:
            waits = max(waits, allowance.take(BY_GUESSES, row.place, at=said.at))
        _answer(row, talk, waits=min(waits, SLOWEST))
    return True


def leave(said: Said) -> None:
    """Their message could not be answered: on a desk lies to whom, and a request to write again."""
    with transaction.atomic():
        row = conversations.taken_up(said.transport, said.to)
        operation = _operation(conversations.known(row, said.at))
        if operation is None:
            return
        language = row.language or guessed_language(said.text, hint=said.hint, number=said.to)
        new = Notice(
            operation=operation, kind="unheard", transport=said.transport, language=language,
            about=conversations.reply_id(said.transport, said.id),
        )  # fmt: skip
        with translation.override(language):
            content = {"to": said.to, "text": str(WRITE_AGAIN)}
        if notify.queue(new, content, at=said.at):
            notify.give_up(new, "unanswered", at=said.at)


def _waits(row: Conversation, said: Said) -> int:
    """Seconds until it is their turn; 0 for everybody who writes as people do."""
    counted = [(BY_PLACE, row.place)]
    if row.token is None and conversations.known(row, said.at) is None:
        counted += [(BY_NETWORK, f"{said.transport}:{said.to[:_NETWORK] if said.transport == 'sms' else ''}"),
                    (BY_ALL, "")]  # fmt: skip
    return max(allowance.take(limit, key, at=said.at) for limit, key in counted)


def _answer(row: Conversation, talk: Talk, *, waits: int) -> None:
    said = talk.said
    operation = _operation(conversations.known(row, said.at))
    if operation is None or not talk.text:  # nobody has founded anything here yet
        return
    for old in Notice.objects.filter(kind="reply", place=row.place, state="waiting"):
        _let_go(old, said)  # the newer answer holds the question that is open now
    content = {"to": said.to, "text": talk.text, "lasting": talk.lasting}
    if talk.fades:
        content["fades"] = True
    if talk.buttons:
        content["with"] = {"reply_markup": _keyboard(talk.buttons)}
    new = Notice(
        operation=operation, kind="reply", transport=said.transport, language=row.language,
        about=conversations.reply_id(said.transport, said.id),
    )  # fmt: skip
    notify.queue(new, content, at=said.at, due=said.at + timedelta(seconds=waits))
    if talk.takes_back and said.message:
        notify.take_back(new, said.message, at=said.at, due=said.at)


def _let_go(old: Notice, said: Said) -> None:
    if not old.content.get("lasting"):
        try:
            notify.drop(old, "they wrote again", at=said.at)
        except MoveRefused:  # it is on its way
            return


def _operation(who: Enquirer | None) -> Operation | None:
    operation: Operation | None = who.operation if who else open_operations().first()
    return operation or Operation.objects.order_by("-opened_at").first()


def _keyboard(buttons: list[list[str]]) -> dict[str, object]:
    return {
        "keyboard": [[{"text": word} for word in line] for line in buttons],
        "resize_keyboard": True,
        "one_time_keyboard": True,
    }
