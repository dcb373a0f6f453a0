"""What an operator may do with an enquiry."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.steps import ask, attend
from regreso.web.base.acts import Act, WithReason
from regreso.web.desk.forms import CalledBack, HandedOver, InLanguage, Noted, Promised, Question, Raised, Told

_enquiry = partial(Act, "enquiry", role=story.OPERATOR)

ACTS = (
    _enquiry("submit", step=ask.submit, warning=_("Read everything back to the caller first.")),
    _enquiry(
        "hand_receipt",
        step=ask.hand_receipt,
        form=InLanguage,
        warning=_("The phrase is shown once and kept nowhere. Have the caller ready to write."),
        shown_once="desk-phrase.html",
    ),
    _enquiry("look", step=ask.look),
    _enquiry("give_information", step=ask.give_information, form=Told),
    _enquiry("ask_information", step=ask.ask_information, form=Question),
    _enquiry("correct", step=ask.correct, form=Told),
    _enquiry("note", step=attend.note, form=Noted),
    _enquiry("promise_call", step=attend.promise_call, form=Promised),
    _enquiry("keep_promise", step=attend.keep_promise, form=CalledBack),
    _enquiry(
        "hand_over",
        step=attend.hand_over,
        form=HandedOver,
        warning=_("It leaves your desk, with every promise that was made."),
    ),
    _enquiry("raise_level", step=ask.raise_level, form=Raised),
    _enquiry("reopen", step=ask.reopen, form=WithReason),
    _enquiry(
        "withdraw",
        step=ask.withdraw,
        form=WithReason,
        warning=_("The search ends. The family can take it up again at any time."),
    ),
)
