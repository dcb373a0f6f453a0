"""The small forms of one enquiry. The large one is the family's own, read out by the operator."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Staff
from regreso.web.base.acts import ActForm
from regreso.web.base.fields import Age, Lines, PartialDate
from regreso.web.base.people import FIELDS, LAST_CONTACT, OF_SOUGHT
from regreso.web.base.told import must
from regreso.web.base.zones import ZONES

ASKABLE = {
    **{name: FIELDS[name] for name in OF_SOUGHT},
    **{f"last_contact.{name}": label for name, label in LAST_CONTACT.items()},
}


class InLanguage(ActForm):
    """The phrase is made of words that the caller can say and write."""

    language = forms.ChoiceField(label=_("Language of the phrase"), choices=settings.LANGUAGES)

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - an enquiry
        """The caller's language first."""
        super().for_row(row)
        self.fields["language"].initial = row.language


class Raised(ActForm):
    """The next level of kinship, and what it rests on."""

    level = forms.TypedChoiceField(
        label=_("Level of kinship"),
        coerce=int,
        choices=((1, _("1: contact checked by calling back")), (2, _("2: papers seen"))),
    )
    basis = must(Lines(label=_("What was checked")))


class Noted(ActForm):
    """A note for colleagues."""

    text = must(
        Lines(label=_("For the next colleague"), help_text=_("No family reads it. No guesses."), rows=2)
    )


class Promised(ActForm):
    """When they are called back, by their own clock."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    hour = forms.TimeField(label=_("Hour"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    zone = forms.ChoiceField(label=_("Hours of this place"), choices=[(zone, zone) for zone in ZONES])

    def arguments(self) -> dict[str, Any]:
        """One moment."""
        said = self.cleaned_data
        return {"when": datetime.combine(said["day"], said["hour"], ZoneInfo(said["zone"]))}


class CalledBack(ActForm):
    """What came of it."""

    note = Lines(label=_("What came of it"), help_text=_("Or: nobody answered."), rows=2)


class HandedOver(ActForm):
    """To whom, and why."""

    to = forms.ModelChoiceField(Staff.objects.none(), label=_("To whom"), empty_label=None)
    reason = Lines(label=_("What they should know"), rows=2)

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - an enquiry
        """Operators of this operation, without whoever has it."""
        super().for_row(row)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - narrows a type that Django leaves open
        field.queryset = access.colleagues(row, story.OPERATOR).exclude(pk=row.assigned_to_id)


class Question(ActForm):
    """The one field that would help most. A field, never a sentence: no question can carry what we know."""

    question = forms.ChoiceField(label=_("What we ask the family"), choices=list(ASKABLE.items()))


class Told(ActForm):
    """One field, told or told anew."""

    field = forms.ChoiceField(label=_("What it is about"), choices=list(ASKABLE.items()))
    value = must(Lines(label=_("What the caller says now"), rows=2))

    CHECKS = {"birth": PartialDate, "age": Age}  # noqa: RUF012 - a table, never changed

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - an enquiry
        """What was asked for comes first."""
        super().for_row(row)
        self.fields["field"].initial = row.needs

    def clean(self) -> dict[str, Any]:
        """A date or an age is checked while the caller is still on the phone."""
        told: dict[str, Any] = super().clean() or {}
        check = self.CHECKS.get(told.get("field", ""))
        if check is not None and told.get("value"):
            try:
                told["value"] = check(label="").clean(told["value"])
            except forms.ValidationError as wrong:
                self.add_error("value", wrong)
        return told

    def arguments(self) -> dict[str, Any]:
        """One change."""
        return {"changes": {self.cleaned_data["field"]: self.cleaned_data["value"]}}
