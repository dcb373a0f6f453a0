"""What a registrar may do with somebody held at their site, and write down for him."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.casebook.actor import Actor
from regreso.casebook.models import Consent, Custody, Move, Person
from regreso.steps import register
from regreso.web.base.acts import Act, WithReason
from regreso.web.holding.forms import Corrected, Health, Identified, Meeting, OfPerson, ToSite, ToSiteOrHere
from regreso.web.holding.letters import Forms
from regreso.web.holding.word import Consented

_custody = partial(Act, "custody", role=story.REGISTRAR)
_FOR_GOOD = _("This ends his time with us. The record stays and can still be found.")


def _register(custody: Custody, fill: Callable[[Person], Person], *, by: Actor, at: datetime) -> Move:
    """Somebody who was only reported has told who he is."""
    return register.register(custody, fill(custody.person), by=by, at=at)


def _consent(custody: Custody, asked: Consent, *, by: Actor, at: datetime) -> Move:
    """His word, written down by the one at the desk."""
    asked.witness_id = by.via
    return register.consent(custody, asked, by=by, at=at)


def _end(how: str) -> Act:
    return _custody(how, step=partial(register.end, how=how), form=WithReason, warning=_FOR_GOOD)


CUSTODY = (
    _custody("register", step=_register, form=OfPerson),
    Act("custody", "consent", story.CAPTIVE, _consent, form=Consented),
    _custody("note_presence", step=register.note_presence),
    _custody(
        "send_card", step=register.send_card, warning=_("To his family and to the Central Tracing Agency.")
    ),
    _custody(
        "offer_forms",
        step=register.offer_forms,
        form=Forms,
        warning=_("So many he must have in hand every month, whether he writes on them or not."),
    ),
    _custody(
        "name_meeting",
        step=register.name_meeting,
        form=Meeting,
        warning=_(
            "Families travel to this point. Naming another one stops those who are on their way to it."
        ),
    ),
    _custody("report_health", step=register.report_health, form=Health),
    _custody("correct", step=register.correct, form=Corrected),
    _custody("identify", step=register.identify, form=Identified),
    _custody(
        "transfer",
        step=register.transfer,
        form=ToSite,
        warning=_("He leaves your desk. A new capture card is due in 7 days at his new site."),
    ),
    _custody("admit", step=register.admit, form=ToSiteOrHere),
    _custody("discharge", step=register.discharge, form=ToSiteOrHere),
)
ENDS = (
    _end("release"),
    _end("exchange"),
    _end("repatriate"),
    _end("escape"),
    _end("hand_to_authority"),
)
LEAVE_THE_DESK = ("transfer", "admit", "discharge")  # after these he may be at a site that is not mine
