"""The translation of a message, on the page of whoever reads the message: asked for, shown, sent back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.casebook.actor import Actor
from regreso.casebook.correspondence import TRANSLATABLE, reader_of
from regreso.casebook.models import Message, Move, Translation
from regreso.steps import translate
from regreso.web.base.acts import Act, ActForm, WithReason
from regreso.web.base.letter_words import LANGUAGES
from regreso.web.base.pages import Part, Seat
from regreso.web.base.words import state_of


class Into(ActForm):
    """Into which language."""

    into = forms.ChoiceField(label=_("Into which language"))

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a message
        """The languages that it is not written in nor translated into; the reader's first."""
        super().for_row(row)
        field = self.fields["into"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows a type that Django leaves open
        field.choices = [(code, LANGUAGES[code]) for code in _open_languages(row)]
        field.initial = reader_of(row)


def acts(role: str) -> tuple[Act, Act]:
    """What this role does with the translations of a message; both are told the message."""
    ask = Act(
        "translation", "ask", role, translate.ask, form=Into, at="translate",
        warning=_("A translator has a day for it. The message does not wait: it goes on its way."),
    )  # fmt: skip
    again = Act("translation", "return", role, _send_back, form=WithReason, at="translate_again")
    return ask, again


def parts(message: Message, seat: Seat, to: str) -> Iterator[Part]:
    """Its translations, and the way to one."""
    ask, again = acts(seat.desk.role)
    for one in live(message):
        words = gettext("Translation into: %(language)s") % {"language": LANGUAGES.get(one.into, one.into)}
        made = one.state == "made"
        offers = seat.offers(message, (again,), to, state="made") if made else []
        yield Part(words, state_of("translation", one.state), one.text if made else "", "", offers)
    if message.state in TRANSLATABLE and _open_languages(message):
        offers = seat.offers(message, (ask,), to, state=story.NEW)
        if offers:
            yield Part(gettext("Another language"), "", "", "", offers)


def live(message: Message) -> list[Translation]:
    """Its translations that were made or are to be made."""
    found = [one for one in message.translations.all() if one.state != "dropped"]
    return sorted(found, key=lambda one: one.into)


def _open_languages(message: Message) -> list[str]:
    taken = {message.language, *(one.into for one in live(message))}
    return [code for code in LANGUAGES if code not in taken]


def _send_back(message: Message, reason: str, *, by: Actor, at: datetime) -> Move:
    made = [one for one in live(message) if one.state == "made"]
    if not made:
        raise story.MoveRefused("translation", "return", "it is “asked”; expected “made”")
    return translate.return_(made[0], reason=reason, by=by, at=at)
