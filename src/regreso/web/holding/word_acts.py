"""What the registrar writes down in the name of the person held, and does for his letters and calls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.casebook import queries
from regreso.casebook.actor import Actor
from regreso.casebook.models import Call, Custody, DeathNotice, Message, Move
from regreso.steps import call, handover, message, mourn
from regreso.web.base import translations
from regreso.web.base.acts import Act, WithReason
from regreso.web.base.effects import Effects
from regreso.web.holding.letters import Begun, Rewritten, Written
from regreso.web.holding.word import (
    Asked,
    AskedAlone,
    CareOfHim,
    DeliveredHow,
    NotDelivered,
    Notice,
    Where,
    Wish,
)


def _about_him(step: Callable[..., Move]) -> Callable[..., Move]:
    """A step that makes a row: it is about the person whose page it was begun on."""

    def begin(
        custody: Custody, fresh: Message | Call | DeathNotice, *, by: Actor, at: datetime, **more: bytes
    ) -> Move:
        fresh.custody, fresh.operation_id = custody, custody.operation_id
        if fresh.enquiry_id is None:  # a notice: the registrar does not choose whose family it is
            fresh.enquiry_id = queries.told_family(custody)
        return step(fresh, by=by, at=at, **more)

    return begin


_from_him = partial(Act, role=story.CAPTIVE)
_by_registrar = partial(Act, role=story.REGISTRAR)

# Made from the page of a custody: the row does not exist yet.
FRESH = (
    _from_him("message", "write", step=_about_him(message.write), form=Written),
    _from_him("message", "draft", step=_about_him(message.draft), form=Begun, at="draft_message"),
    _from_him("call", "request", step=_about_him(call.request), form=Asked),
    _by_registrar(
        "death_notice",
        "draft",
        step=_about_him(mourn.draft),
        form=Notice,
        warning=_("Nobody is told by this. An officer certifies the source, another signs."),
    ),
)
MESSAGE = (
    _from_him("message", "redraft", step=message.redraft, form=Rewritten),
    _from_him("message", "write", step=message.write),
    _from_him("message", "rewrite", step=message.rewrite, form=Rewritten),
    _from_him(
        "message",
        "insist",
        step=message.insist,
        warning=_("The check knows words, not people. A person reads it within two days."),
    ),
    _from_him("message", "discard", step=message.discard),
    _by_registrar("message", "deliver", step=message.deliver, form=DeliveredHow),
    _by_registrar("message", "fail", step=message.fail, form=NotDelivered),
    _by_registrar("message", "send_again", step=message.send_again),
    *translations.acts(story.REGISTRAR),
)
CALL = (
    _from_him(
        "call",
        "consent",
        step=call.consent,
        form=AskedAlone,
        warning=_("Ask him alone. He may change his mind at any time."),
    ),
    _by_registrar(
        "call",
        "care_captive",
        step=call.care_captive,
        form=CareOfHim,
        warning=_("Ask him alone, within a day of the call. He need not say anything."),
    ),
    _from_him(
        "call", "refuse", step=call.refuse, warning=_("It costs him nothing. The family is not told why.")
    ),
)
HANDOVER = (
    _from_him(
        "handover",
        "wish",
        step=handover.wish,
        form=Wish,
        warning=_("Ask him alone, where he wants to go. Nobody is handed over against his will."),
    ),
    _from_him("handover", "refuse", step=handover.refuse, form=WithReason),
    _by_registrar("handover", "depart", step=handover.depart),
    _by_registrar("handover", "check_in", step=handover.check_in, form=Where),
    _by_registrar(
        "handover",
        "sign",
        step=handover.sign,
        form=Effects,
        warning=_("Somebody else countersigns at the same table."),
    ),
)
