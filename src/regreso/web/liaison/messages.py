"""The message reviewer's desk: the text and nothing else. One reading on each side, due in 48 hours."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Message
from regreso.steps import message
from regreso.web.base.acts import Act, WithReason
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
    return [
        (_("Direction"), str(DIRECTIONS.get(row.direction, ""))),
        (_("Language"), row.language),
        (_("What the check stumbled over"), "; ".join(finding["quote"] for finding in row.findings)),
    ]


MESSAGE = Page(
    noun="message",
    role=story.MESSAGE_REVIEWER,
    rows=access.messages_for,
    sides=(),
    acts=ACTS,
    title=lambda row: str(DIRECTIONS.get(row.direction, "")),
    facts=_facts,
    due=lambda row: row.review_due_at,
    back="messages",
    template="liaison-message.html",
    with_history=False,
    stays=False,
)
