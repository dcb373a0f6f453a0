"""The message reviewer's desk: the text and nothing else. One reading on each side, due in 48 hours."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Message
from regreso.steps import message
from regreso.web.base import translations
from regreso.web.base.acts import Act, WithReason
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.letter_sheet import numbers_of, picture, words_with
from regreso.web.base.letter_words import LANGUAGES, REASONS
from regreso.web.base.pages import Facts, Page

DIRECTIONS = {"to_captive": _("from the family to him"), "to_family": _("from him to the family")}

_message = partial(Act, "message", role=story.MESSAGE_REVIEWER)
ACTS = (
    _message("pass_sender", step=message.pass_sender),
    _message("pass_receiver", step=message.pass_receiver),
    _message("accept", step=message.accept),
    _message(
        "return",
        step=message.return_,
        form=WithReason,
        warning=_("The writer reads your reason and can write anew. Nothing is ever simply held back."),
    ),
)


def _facts(row: Message) -> Facts:
    side = (
        _("the receiver's side, the last") if row.state == "in_transit" else _("the writer's side, the first")
    )
    return [
        (_("Which of the two readings"), str(side)),
        (_("Language"), str(LANGUAGES.get(row.language, row.language))),
        *((REASONS.get(one["reason"], ""), one["quote"]) for one in row.findings),
        (_("The writer"), _stands_by(row)),
    ]


def _stands_by(row: Message) -> str:
    """Whether its writer saw what the check stumbles over, and meant it as it stands."""
    sure = any(one.get("sure") for one in row.findings)
    return gettext("has seen this and stands by the words; you decide") if sure else ""


def _more(row: Message) -> dict[str, Any]:
    """The text with what the check stumbled over marked in it, and the pages of what came on paper."""
    return {"pieces": words_with(row.text, row.findings, REASONS), "numbers": numbers_of(row)}


@require_safe
@desk_view(story.MESSAGE_REVIEWER)
def page(request: HttpRequest, desk: Desk, *, row_id: UUID, number: int) -> HttpResponse:
    """One page of a message that came on paper."""
    return picture(request, get_object_or_404(access.messages_for(desk.staff), pk=row_id), number)


MESSAGE = Page(
    noun="message",
    role=story.MESSAGE_REVIEWER,
    rows=access.messages_for,
    sides=(),
    acts=(*ACTS, *translations.acts(story.MESSAGE_REVIEWER)),
    parts=lambda row, seat: translations.parts(row, seat, "message-reviewer-message-act"),
    title=lambda row: str(DIRECTIONS.get(row.direction, "")),
    facts=_facts,
    due=lambda row: row.review_due_at,
    back="messages",
    more=_more,
    template="liaison-message.html",
    with_history=False,
    stays=False,
)
