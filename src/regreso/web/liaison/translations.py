"""The translator's desk: a message in one of their languages, to be put into another. No case file."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.actor import Actor
from regreso.casebook.models import Move, Translation, history
from regreso.steps import translate
from regreso.web.base.acts import Act, ActForm
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.letter_sheet import numbers_of, picture
from regreso.web.base.letter_words import LANGUAGES
from regreso.web.base.pages import Facts, Page
from regreso.web.liaison.messages import DIRECTIONS


class Translated(ActForm):
    """The message in the other language, as far as the translator has come."""

    text = forms.CharField(
        label=_("The message in the other language"),
        widget=forms.Textarea(attrs={"rows": 14}),
        max_length=translate.LONGEST,
    )
    unfinished = forms.BooleanField(
        label=_("I have not finished: only keep it"),
        required=False,
    )

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a translation
        """As far as somebody has come stands there."""
        super().for_row(row)
        self.fields["text"].initial = row.text
        self.fields["text"].widget.attrs["lang"] = row.into


def _written(wanted: Translation, text: str, *, unfinished: bool, by: Actor, at: datetime) -> Move:
    return (translate.keep if unfinished else translate.hand_in)(wanted, text, by=by, at=at)


def _mine(row: Translation, desk: Desk) -> bool:
    return bool(row.taken_by == str(desk.staff.pk))


_translation = partial(Act, "translation", role=story.TRANSLATOR)
ACTS = (
    _translation("take", step=translate.take, offered=lambda row, desk: not _mine(row, desk)),
    _translation(
        "hand_in",
        step=_written,
        form=Translated,
        offered=_mine,
        warning=_(
            "All that stands there, nothing more, in the writer's tone. Names as they are written."
            " What you cannot read is […]."
        ),
    ),
    _translation("put_back", step=translate.put_back, offered=_mine),
)


def _title(row: Translation) -> str:
    told = {"of": LANGUAGES.get(row.of, row.of), "into": LANGUAGES.get(row.into, row.into)}
    return gettext("From %(of)s into %(into)s") % told


def _facts(row: Translation) -> Facts:
    back = history(row).filter(name="return").order_by("number").last()
    return [
        (_("The message goes"), str(DIRECTIONS.get(row.message.direction, ""))),
        (_("It came back to you because"), back.reason if back and row.state != "made" else ""),
    ]


def _more(row: Translation) -> dict[str, Any]:
    return {"message": row.message, "numbers": numbers_of(row.message)}


TRANSLATION = Page(
    noun="translation",
    role=story.TRANSLATOR,
    rows=access.translations_for,
    sides=("message",),
    acts=ACTS,
    title=_title,
    facts=_facts,
    due=lambda row: row.due_at,
    back="translations",
    more=_more,
    template="liaison-translation.html",
    with_history=False,
)


@require_safe
@desk_view(story.TRANSLATOR)
def page(request: HttpRequest, desk: Desk, *, row_id: UUID, number: int) -> HttpResponse:
    """One page of a message that came on paper."""
    row = get_object_or_404(access.translations_for(desk.staff).select_related("message"), pk=row_id)
    return picture(request, row.message, number)
