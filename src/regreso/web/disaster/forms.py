"""What is written of a person in a disaster, and the files that come and go."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from regreso.casebook.models import DisasterRecord, RecordCopy, Site
from regreso.steps.record import NOTES
from regreso.web.base.acts import ActForm
from regreso.web.base.fields import Line, Lines, PartialDate
from regreso.web.base.moves import MOVES
from regreso.web.base.people import FIELDS, SEXES
from regreso.web.base.told import OfOneClick, entries, must

DAYS = (30, 60, 90, 180, 360)
MOST_BYTES = 5_000_000  # of a file at the desk; larger ones are for the command line
TEXTS = ("name", "sex", "birth", "age", "home", "region", "marks", "told_by")


class AtSite(OfOneClick):
    """Something at one of the sites of this desk that belong to a disaster."""

    site = forms.ModelChoiceField(label=_("Site"), queryset=Site.objects.none(), empty_label=None)

    def at_sites(self, sites: tuple[Site, ...]) -> None:
        """Sites of disasters at this desk."""
        field = self.fields["site"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - narrows a type that Django leaves open
        keys = [site.pk for site in sites if site.operation.kind == "disaster"]
        field.queryset = Site.objects.filter(pk__in=keys).order_by("code")


class NewRecord(AtSite):
    """A person of this disaster, as far as anybody knows."""

    how = forms.ChoiceField(label=_("How they are"), choices=[(one, MOVES["record"][one]) for one in NOTES])
    name = Line(label=_("Name, as it was told"))
    other_names = Lines(label=FIELDS["other_names"], rows=2)
    sex = forms.ChoiceField(label=FIELDS["sex"], choices=SEXES, required=False)
    birth = PartialDate(label=FIELDS["birth"])
    age = forms.RegexField(
        label=_("Age, or a range such as 20-30"), regex=r"^\d{1,3}(-\d{1,3})?$", required=False
    )
    home = Line(label=FIELDS["settlement"])
    region = Line(label=FIELDS["region"])
    marks = Lines(label=FIELDS["marks"], rows=2)
    where = Line(
        label=_("Where: building, ward, shelter"),
        help_text=_("Not where a safe person lives. It is never in the file for others."),
    )
    told_by = Line(label=_("Who told it"))
    kept_days = forms.TypedChoiceField(
        label=_("Kept for"),
        coerce=int,
        initial=60,
        choices=[(days, ngettext_lazy("%(n)d day", "%(n)d days", days) % {"n": days}) for days in DAYS],
        help_text=_("Then it goes by itself, here and wherever it was copied. Each new word begins it anew."),
    )

    def record(self) -> DisasterRecord:
        """The record, not saved yet."""
        said = self.cleaned_data
        row = DisasterRecord(
            id=said["token"], operation=said["site"].operation, site=said["site"],
            kept_days=said["kept_days"], other_names=entries(said["other_names"]),
        )  # fmt: skip
        for name in TEXTS:
            setattr(row, name, said[name])
        return row


class Where(ActForm):
    """Where they are now."""

    where = Line(label=_("Where: building, ward, shelter"))


class Brought(AtSite):
    """A file of another registry."""

    file = forms.FileField(label=_("PFIF 1.4 file (XML), at most 5 MB"))


class CopyFor(OfOneClick):
    """Who is to have every record, and why."""

    recipient = must(Line(label=_("Who is to have it: a person, by name")))
    reason = must(Lines(label=_("Reason"), rows=2))

    def copy(self) -> RecordCopy:
        """What is asked for, not saved yet."""
        said: dict[str, Any] = self.cleaned_data
        return RecordCopy(id=said["token"], recipient=said["recipient"], reason=said["reason"])
