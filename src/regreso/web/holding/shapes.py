"""How a registrar's lists of those held can be narrowed and ordered."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from regreso.steps.head_count import HERE
from regreso.steps.inquire import ASKABLE
from regreso.web.base.listing import Shape, due, newest, oldest, one_of, since, site, states, until, usual
from regreso.web.base.people import FIELDS
from regreso.web.holding.forms import KINDS

_KIND = one_of("kind", _("Status"), dict(KINDS))
HELD_HERE = Shape(
    (
        usual(F("card_due_at").asc(nulls_last=True), "arrived_at", "pk"),
        newest("arrived_at"),
        oldest("arrived_at"),
    ),
    (states("custody", HERE), _KIND, site(), due("card_due_at"), since("arrived_at"), until("arrived_at")),
)
CARDS = Shape((usual("card_due_at", "pk"),), (_KIND, site(), due("card_due_at")))
HEADS = Shape((usual(F("seen_at").asc(nulls_first=True), "site__code", "pk"),), (_KIND, site()))
QUESTIONS = Shape(
    (usual("due_at", "pk"),),
    (
        one_of("field", _("What is asked"), {name: FIELDS[name] for name in ASKABLE}),
        due("due_at"),
        site("custody__site"),
    ),
)
LISTS = Shape(
    (usual("-handed_in_at", "pk"), oldest("handed_in_at")),
    (states("custody_list"), site(), since("handed_in_at"), until("handed_in_at")),
)
