"""What only he and his family know, at the liaison's desk: how it was answered, never the answer itself."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.casebook.models import Challenge, Enquiry
from regreso.steps import challenge
from regreso.web.base.acts import Act, WithReason
from regreso.web.base.pages import Part, Seat
from regreso.web.base.words import state_of

ACTS = (
    Act(
        "challenge", "allow_again", story.LIAISON, challenge.allow_again, form=WithReason,
        warning=_("Speak with them first. Never tell them, or him, what was expected: you do not know it."),
    ),
)  # fmt: skip
TITLES = {
    challenge.FAMILY: _("The family's question to him"),
    challenge.CAPTIVE: _("His question to the family"),
}


def parts(enquiry: Enquiry, seat: Seat) -> Iterator[Part]:
    """The questions of both sides, with how they were answered."""
    for row in Challenge.objects.filter(enquiry=enquiry).exclude(state="withdrawn").order_by("set_at", "pk"):
        offers = seat.offers(row, ACTS, "liaison-challenge-act")
        yield Part(TITLES[row.set_by], state_of("challenge", row.state), row.question, "", offers)
