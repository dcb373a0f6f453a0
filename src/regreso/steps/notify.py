"""What leaves us: queued in the transaction of its cause, sent by a service, and never lost without a word.

A notice is "sent", "waiting" (to be tried), "failed" (it did not arrive, and a person looks) or "unknown" (it
may have arrived). At most once: it never leaves "unknown" by itself. At least once: it never enters it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid5

from django.db import transaction

from regreso.casebook.actor import SYSTEM
from regreso.casebook.keys import keyring
from regreso.casebook.models import Notice, append_move
from regreso.casebook.notices import AT_MOST_ONCE, KINDS
from regreso.casebook.rows import set_columns
from regreso.steps.errors import StepError

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Move

TRIES = 8  # with waits that double from half a minute: about an hour, then a person looks
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
# What is not kept once it arrived: a phrase, and the address of somebody who may leave a list.
FORGOTTEN = ("reply", "take_back", "post_mail", "post_mail_ended", "list_confirm")
FADES = timedelta(minutes=30)  # a phrase stands in a chat: long enough to write eight words down
SETTLED = ("arrived", "told_otherwise", "not_needed")


def queue(new: Notice, content: dict[str, Any], *, at: datetime, due: datetime | None = None) -> Move | None:
    """It waits to be sent. None when the same thing waits for, or went to, the same place already."""
    kind = KINDS.get(new.kind)
    if kind is None:
        raise StepError("unknown_kind", given=new.kind, expected=", ".join(KINDS))
    if not str(content.get("to", "")).strip():
        raise StepError("no_address", given="", expected="where it is to go")
    new.mode, new.content = kind.mode, content
    new.place = keyring().index(f"{new.transport}:{content['to']}", purpose="notice").hex()
    new.queued_at, new.due_at = at, due or at
    with transaction.atomic():
        same = Notice.objects.filter(
            about=new.about, kind=new.kind, place=new.place, language=new.language
        ).exclude(about=None)
        if same.exists():
            return None
        return append_move(new, "queue", by=SYSTEM, at=at)


def begin(row: Notice, *, at: datetime) -> Move:
    """A sender has it in hand: from here on it may leave at any moment."""
    with transaction.atomic():
        move = append_move(row, "begin", by=SYSTEM, at=at)
        set_columns(row, begun_at=at, tries=row.tries + 1)
    return move


def arrive(row: Notice, receipt: dict[str, Any], *, at: datetime) -> Move:
    """The other side has said that it has it."""
    with transaction.atomic():
        move = append_move(row, "arrive", by=SYSTEM, at=at)
        set_columns(row, sent_at=at, receipt=receipt, trouble="")
        if row.content.get("fades") and (number := receipt.get("message_id")):
            take_back(row, int(number), at=at, due=at + FADES)
        if row.kind in FORGOTTEN:
            set_columns(row, content={}, receipt={})
    return move


def take_back(row: Notice, message: int, *, at: datetime, due: datetime) -> Move | None:
    """A message with a phrase does not stay in the chat of this notice: it is taken out of it at `due`."""
    new = Notice(
        operation=row.operation, kind="take_back", transport=row.transport, language=row.language,
        about=uuid5(row.about or row.pk, str(message)),
    )  # fmt: skip
    return queue(new, {"to": row.content["to"], "message": message}, at=at, due=due)


def miss(row: Notice, trouble: str, *, at: datetime, after: timedelta = timedelta(0)) -> Move:
    """It surely did not leave: it is tried again after a wait that doubles, or lies on the desk.

    `after` is how long the other side wants to be left alone: that wait costs no try.
    """
    if row.tries >= TRIES and not after:
        return give_up(row, trouble, at=at)
    wait = min(FIRST_WAIT * 2 ** max(row.tries - 1, 0), LONGEST_WAIT)
    with transaction.atomic():
        move = append_move(row, "put_off", by=SYSTEM, at=at)
        tries = max(row.tries - 1, 0) if after else row.tries
        set_columns(row, due_at=at + (after or wait), begun_at=None, trouble=trouble, tries=tries)
    return move


def doubt(row: Notice, trouble: str, *, at: datetime) -> Move:
    """It may have left, or not: what harms twice waits for a person, what does not is sent again."""
    if row.mode != AT_MOST_ONCE:
        return miss(row, trouble, at=at)
    with transaction.atomic():
        move = append_move(row, "lose", by=SYSTEM, at=at)
        set_columns(row, trouble=trouble)
    return move


def give_up(row: Notice, trouble: str, *, at: datetime) -> Move:
    """It cannot arrive like this: a person looks."""
    with transaction.atomic():
        move = append_move(row, "give_up", by=SYSTEM, at=at)
        set_columns(row, begun_at=None, trouble=trouble)
    return move


def send_again(row: Notice, *, by: Actor, at: datetime) -> Move:
    """A person has mended what kept it from arriving. Only what surely did not arrive can be sent again."""
    with transaction.atomic():
        move = append_move(row, "send_again", by=by, at=at)
        set_columns(row, due_at=at, tries=0, trouble="")
    return move


def settle(row: Notice, how: str, *, by: Actor, at: datetime) -> Move:
    """A person has found out, or told it by another way."""
    if how not in SETTLED:
        raise StepError("unknown_how", given=how, expected=" or ".join(SETTLED))
    with transaction.atomic():
        move = append_move(row, "settle", by=by, at=at, said={"detail": {"how": how}})
        if row.kind in FORGOTTEN:  # a phrase that did not arrive is not kept either
            set_columns(row, content={})
    return move


def drop(row: Notice, why: str, *, at: datetime) -> Move:
    """It is not to be sent any more: what it tells holds no longer, or nobody wants it."""
    with transaction.atomic():
        move = append_move(row, "drop", by=SYSTEM, at=at, said=why)
        set_columns(row, content={"to": row.content.get("to", "")})
    return move
