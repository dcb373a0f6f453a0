"""What a coordinator does with trips, telephones and arrivals."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.steps import board, equip, recognise
from regreso.web.base.acts import Act, WithReason
from regreso.web.manifest.forms import Expected

_of = partial(Act, role=story.COORDINATOR)
TRIP = (
    _of("trip", "expect", step=board.expect, form=Expected),
    _of(
        "trip",
        "close",
        step=board.close,
        form=WithReason,
        warning=_("What telephones still bring is taken in all the same."),
    ),
    _of("trip", "reopen", step=board.reopen, form=WithReason),
)
DEVICE = (
    _of(
        "device",
        "end",
        step=equip.end,
        form=WithReason,
        warning=_("What it has not sent by then stays on it: fetch the file from the telephone."),
    ),
)
RECOGNITION = (
    _of(
        "recognition",
        "accept",
        step=recognise.accept,
        warning=_("Compare the two with care. What was written of the arrival will be written of the other."),
    ),
    _of("recognition", "reject", step=recognise.reject, form=WithReason),
)
