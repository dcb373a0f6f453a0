"""The bureau's desk: who is to be notified to the other side and the Central Tracing Agency; receipts."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Custody
from regreso.steps import register
from regreso.web.base.acts import Act, ActForm
from regreso.web.base.fields import Line
from regreso.web.base.pages import Facts, Page
from regreso.web.base.people import FIELDS, name_of, shown

# What GC III 122 asks to be forwarded.
FORWARDED = (
    "surname", "given", "patronymic", "rank", "service_number", "birth", "birthplace", "power", "father",
    "mother", "inform", "correspondence",
)  # fmt: skip


class Receipt(ActForm):
    """The number under which the bureau confirmed."""

    receipt = Line(label=_("Number of the receipt"))


_custody = partial(Act, "custody", role=story.BUREAU)
ACTS = (
    _custody(
        "notify", step=register.notify, warning=_("To the bureau, to the Power of origin, and to the Agency.")
    ),
    _custody("receive_receipt", step=register.receive_receipt, form=Receipt),
    _custody(
        "forward_change",
        step=register.forward_change,
        warning=_("To the bureau, to the Power of origin, and to the Agency."),
    ),
)


def _facts(row: Custody) -> Facts:
    return [(FIELDS[name], shown(row.person, name)) for name in FORWARDED]


CUSTODY = Page(
    noun="custody",
    role=story.BUREAU,
    rows=access.notifications_for,
    sides=("person",),
    acts=ACTS,
    title=lambda row: name_of(row.person),
    facts=_facts,
    due=lambda row: row.bureau_due_at,
    back="bureau",
    with_history=False,
    stays=False,
)
