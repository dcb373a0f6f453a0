"""Whoever had learnt of a revoked answer: who must be told now, of what, and who asks again afterwards."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Correction
from regreso.steps import set_right
from regreso.web.base.acts import Act, ActForm, WithReason
from regreso.web.base.corrected import KNEW, WHOM
from regreso.web.base.fields import Lines
from regreso.web.base.pages import Facts, Page
from regreso.web.base.people import name_of
from regreso.web.base.told import must

HOWS = {
    "in_person": _("face to face"),
    "phone": _("by telephone, at the safe time"),
    "by_registrar": _("by the registrar beside him, alone"),
}
_correction = partial(Act, "correction", role=story.LIAISON)


class How(ActForm):
    """How they were told: the person held by the registrar at his side, others by telephone or in person."""

    how = forms.ChoiceField(label=_("How they were told"))

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a correction
        """Only the ways in which this one is told."""
        super().for_row(row)
        captive = row.whom == "captive"
        field = self.fields["how"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows a type that Django leaves open
        field.choices = [(key, words) for key, words in HOWS.items() if (key == "by_registrar") == captive]


class Heard(WithReason):
    """What they said when they were asked."""

    reason = must(Lines(label=_("What they said when you asked them"), rows=2))


ACTS = (
    _correction(
        "tell",
        step=set_right.tell,
        form=How,
        warning=_("Name each thing that they had been told or given, and say that it was our mistake."),
    ),
    _correction("settle", step=set_right.settle, form=Heard),
    _correction("tell_again", step=set_right.tell_again, form=Heard),
)


def _facts(row: Correction) -> Facts:
    enquirer = row.answer.enquiry.enquirer
    family = row.whom == "family"
    return [
        (_("Who must be told"), str(WHOM[row.whom])),
        (_("What they had been told or given"), "; ".join(str(KNEW.get(one, one)) for one in row.knew)),
        (_("How they were told"), str(HOWS.get(row.how, ""))),
        (_("Family"), enquirer.name if family else ""),
        (_("Telephone"), enquirer.phone if family else ""),
        (_("When it is safe"), str(enquirer.safe_contact.get("when", "")) if family else ""),
        (_("Never do"), str(enquirer.safe_contact.get("never", "")) if family else ""),
    ]


CORRECTION = Page(
    noun="correction",
    role=story.LIAISON,
    rows=access.corrections_for,
    sides=("answer__enquiry__enquirer", "answer__enquiry__sought"),
    acts=ACTS,
    title=lambda row: f"{WHOM[row.whom]}: {name_of(row.answer.enquiry.sought)}",
    facts=_facts,
    due=lambda row: row.due_at,
    back="liaison-corrections",
)
