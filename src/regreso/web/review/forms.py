"""A verdict, with the evidence that it rests on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regreso.casebook.models import Match, Verdict
from regreso.steps import inquire
from regreso.web.base.acts import ActForm
from regreso.web.base.fields import Lines
from regreso.web.base.people import COMPARED, FIELDS, shown
from regreso.web.base.told import OfOneClick

NAMES = ("surname", "given", "patronymic", "other_names")
ENOUGH = 2  # fields that agree
SAME, DIFFERENT, UNCLEAR = "same", "different", "unclear"


class Judged(OfOneClick):
    """What the reviewer says, and which fields they looked at and found to agree."""

    says = forms.ChoiceField(
        label=_("Your verdict"),
        choices=(
            (SAME, _("It is the same person")),
            (DIFFERENT, _("It is not this person")),
            (UNCLEAR, _("It cannot be told from this")),
        ),
        widget=forms.RadioSelect,
    )
    evidence = forms.MultipleChoiceField(
        label=_("I compared these fields myself, and they agree"),
        choices=[(name, FIELDS[name]) for name in COMPARED],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = Lines(label=_("Why"), help_text=_("For those who read this later. No contacts."))

    namesakes = 0

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a match
        """Only fields that both sides tell can agree; nothing is ticked beforehand."""
        super().for_row(row)
        match: Match = row
        self.namesakes = match.fits_as_well
        field = self.fields["evidence"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - narrows a type that Django leaves open
        sought, held = match.enquiry.sought, match.custody.person
        both = [
            name for name in COMPARED if shown(held, name) and (shown(sought, name) or _whole(sought, name))
        ]
        field.choices = [(name, FIELDS[name]) for name in both]

    def clean(self) -> dict[str, Any]:
        """“The same” rests on evidence; among namesakes, on more than the name."""
        said: dict[str, Any] = super().clean() or {}
        ticked = set(said.get("evidence", ()))
        if said.get("says") == SAME and len(ticked) < ENOUGH:
            self.add_error("evidence", _("Tick at least two fields that agree, or choose another verdict."))
        elif said.get("says") == SAME and self.namesakes and not ticked - set(NAMES):
            self.add_error("evidence", _("Others bear this name: tick at least one field beyond the name."))
        elif said.get("says") == UNCLEAR and not ticked and not said.get("note", "").strip():
            self.add_error("note", _("Say why it cannot be told, or tick the fields that you compared."))
        return said

    def arguments(self) -> dict[str, Any]:
        """The verdict, not saved yet."""
        said = self.cleaned_data
        verdict = Verdict(
            id=said["token"],
            says=said["says"],
            evidence=dict.fromkeys(said["evidence"], "agrees"),
            note=said["note"],
        )
        return {"verdict": verdict}


class AskHim(ActForm):
    """One field that his record lacks."""

    field = forms.ChoiceField(label=_("What he is asked"), help_text=_("Only what his record lacks."))

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a match
        """Fields that he was not asked for, and did not decline to tell."""
        super().for_row(row)
        field = self.fields["field"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows a type that Django leaves open
        field.choices = [(name, FIELDS[name]) for name in inquire.missing_of(row)]


class AskFamily(ActForm):
    """The family is asked for what their enquiry lacks most: there is nothing to choose."""


def _whole(sought: Any, name: str) -> bool:  # noqa: ANN401 - a sought person
    """The family's own words may hold what no field of theirs holds."""
    return bool(sought.as_written) and name in (*NAMES, "settlement", "region", "unit", "rank")
