"""What a reviewer may do with a match. Which move a verdict is depends on whose turn it is."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.casebook.actor import Actor
from regreso.casebook.asking import most_telling
from regreso.casebook.models import Match
from regreso.steps import ask, confirm, inquire, review
from regreso.web.base.acts import Act, WithReason
from regreso.web.review.forms import DIFFERENT, SAME, UNCLEAR, AskFamily, AskHim, Judged

_match = partial(Act, "match", role=story.REVIEWER)


def _ask_family(row: Match, *, by: Actor, at: datetime) -> object:
    """The family is asked for what their enquiry lacks: the same, whoever the candidate is."""
    return ask.ask_information(row.enquiry, most_telling(row.enquiry), by=by, at=at)


ACTS = (
    _match("assign", step=review.assign),
    _match("review", step=review.review),
    _match(
        "ask_revocation",
        step=confirm.ask_revocation,
        form=WithReason,
        warning=_("A colleague then decides whether it is revoked or kept."),
    ),
    _match("keep", step=confirm.keep, form=WithReason),
    _match(
        "revoke",
        step=confirm.revoke,
        form=WithReason,
        warning=_("The family's answer is revoked with it, and a liaison must tell them in person."),
    ),
)
# When a pair cannot be told: what begins on its page.
ASK_HIM = (
    Act(
        "question",
        "ask",
        story.REVIEWER,
        inquire.ask,
        form=AskHim,
        warning=_("A registrar asks him alone. The question names a field of his record and no family."),
    ),
)
FAMILY = (Act("enquiry", "ask_information", story.REVIEWER, _ask_family, form=AskFamily),)
QUESTION = (Act("question", "drop", story.REVIEWER, inquire.drop),)
# The first reviewer's verdict is a proposal; the second one's decides. Neither sees the other's.
FIRST = {
    SAME: _match("propose", step=review.propose, form=Judged),
    DIFFERENT: _match("reject", step=review.reject, form=Judged),
    UNCLEAR: _match("leave_open", step=review.leave_open, form=Judged),
}
_DISSENT = _match("dissent", step=confirm.dissent, form=Judged)
SECOND = {
    SAME: _match("confirm", step=confirm.confirm, form=Judged),
    DIFFERENT: _DISSENT,
    UNCLEAR: _DISSENT,
}
TURNS = {"under_review": FIRST, "proposed": SECOND}
