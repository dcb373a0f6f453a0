"""How the lists of these desks can be narrowed and ordered, by the name of each list's address."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from regreso.web.base.corrected import WHOM
from regreso.web.base.listing import (
    Filter,
    Shape,
    Sort,
    channel,
    due,
    language,
    newest,
    oldest,
    one_of,
    since,
    site,
    states,
    until,
    usual,
)
from regreso.web.base.words import SOURCE_CLASSES
from regreso.web.liaison.answers import RUNGS
from regreso.web.liaison.handovers import BASES
from regreso.web.liaison.messages import DIRECTIONS

TO_DO = ("waiting_for_consent", "ready", "signed", "withheld", "restated", "revoked")
RUNNING = ("requested", "consented", "verified", "scheduled", "lobby", "connected", "ended")
ON_THE_WAY = ("planned", "issued", "under_way", "overdue")
TOLD = ("released", "told", "acknowledged", "restated", "corrected")


def soonest(column: str) -> tuple[Any, ...]:
    """What falls due first stands first; what has no clock, last."""
    return (F(column).asc(nulls_last=True), "pk")


def _between(column: str) -> tuple[Filter, Filter]:
    return since(column), until(column)


_LANGUAGES = dict(settings.LANGUAGES)
_OF_ENQUIRY = (language("enquiry__language"), channel("enquiry__channel"))
_RUNG = one_of("rung", _("What is told"), RUNGS)
_BASIS = one_of("basis", _("On what ground"), dict(BASES))
_SOURCE = one_of("source", _("Source"), dict(SOURCE_CLASSES), column="source_class")
_HANDOVER = (states("handover"), _BASIS, site("custody__site"), *_between("planned_at"))
_NEXT_HANDED = Sort("planned", _("The next handover first"), soonest("planned_at"))
_DEATH = (states("death_notice"), _SOURCE, due("bureau_due_at"))
_BY_BUREAU = Sort("due", _("What is due first"), soonest("bureau_due_at"))

SHAPES: dict[str, Shape] = {
    "liaison": Shape(
        (usual("pk"), newest("released_at")), (states("answer", (*TO_DO, *TOLD)), _RUNG, *_OF_ENQUIRY)
    ),
    "liaison-families": Shape(
        (usual("-released_at", "pk"), oldest("released_at")),
        (states("answer", TOLD), _RUNG, *_OF_ENQUIRY, *_between("released_at")),
    ),
    "liaison-calls": Shape(
        # An alarm stands above all.
        (usual(F("alarm_at").asc(nulls_last=True), *soonest("starts_at")), newest("starts_at")),
        (states("call", RUNNING), language("enquiry__language"), site("custody__site"), due("care_due_at"),
         *_between("starts_at")),
    ),
    "liaison-letters": Shape(
        (usual("state", "written_at", "pk"), newest("written_at")),
        (states("message", ("passed_receiver", "undeliverable")), language(), *_between("written_at")),
    ),
    "liaison-journeys": Shape(
        (usual(*soonest("next_check_in_at")), Sort("ends", _("What runs out first"), soonest("expires_at"))),
        (states("journey", ON_THE_WAY), language(), due("next_check_in_at")),
    ),
    "liaison-handovers": Shape(
        (usual(*soonest("tell_due_at")), _NEXT_HANDED), (*_HANDOVER, due("tell_due_at"))
    ),
    "liaison-corrections": Shape(
        (usual(*soonest("due_at")),),
        (states("correction"), one_of("whom", _("Whom to tell"), WHOM), due("due_at")),
    ),
    "liaison-deaths": Shape((usual("pk"), _BY_BUREAU), _DEATH),
    "liaison-plans": Shape(
        (usual(*soonest("next_contact_at")),), (states("support_plan"), due("next_contact_at"))
    ),
    "liaison-cards": Shape((usual("-made_at", "pk"), oldest("made_at")), _between("made_at")),
    "messages": Shape(
        (usual(*soonest("review_due_at")), newest("written_at"), oldest("written_at")),
        (states("message", ("written", "accepted", "in_transit")), language(),
         one_of("direction", _("From whom to whom"), DIRECTIONS), due("review_due_at"),
         *_between("written_at")),
    ),
    "translations": Shape(
        (usual(*soonest("due_at")),),
        (states("translation", ("asked", "taken")), one_of("of", _("From the language"), _LANGUAGES),
         one_of("into", _("Into the language"), _LANGUAGES), due("due_at")),
    ),
    "officer": Shape((usual("pk"), _NEXT_HANDED), (*_HANDOVER, due("tell_due_at"))),
    "officer-deaths": Shape((usual("pk"), _BY_BUREAU), _DEATH),
    "bureau": Shape(
        (usual(*soonest("bureau_due_at")), newest("arrived_at")),
        (states("custody"), site(), due("bureau_due_at"), *_between("arrived_at")),
    ),
    "bureau-handovers": Shape((usual("pk"), _NEXT_HANDED), (_BASIS, site("custody__site"))),
}  # fmt: skip
EXCHANGES = Shape(
    (usual("-drafted_at", "pk"), oldest("drafted_at")),
    (states("exchange_list"), *_between("drafted_at")),
)
