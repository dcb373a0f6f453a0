"""The forms of a list that is handed in, and what its columns and faults are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regreso.casebook.models import Site
from regreso.reading.roster import FIELDS as COLUMNS
from regreso.steps.import_list import MOST_BYTES
from regreso.web.base.forms import PageForm
from regreso.web.base.people import FIELDS
from regreso.web.base.told import OfOneClick
from regreso.web.holding.forms import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regreso.web.base.words import Word

SAMPLES = 3  # first cells shown beside each column
LABELS: dict[str, Word] = {
    **FIELDS,
    "full_name": _("Whole name in one cell"),
    "number": _("Number given to him here"),
    "arrived": _("Arrived at this site"),
    "capture_date": _("Taken into custody on"),
    "capture_place": _("Taken into custody at"),
    "coming_from": _("Coming from (camp, hospital)"),
    "health": _("State of health"),
}
_WANTED: dict[str, Word] = {
    "not_a_date": _("a day like 21.04.1999, or only 04.1999, or only 1999"),
    "not_a_day": _("a whole day like 21.04.2022"),
    "in_future": _("a day that is not still to come"),
    "not_a_sex": _("man or woman, or nothing"),
    "too_long": _("a shorter text: at most 200 letters, for marks, health and addresses 4000"),
    "no_name": _("a surname or given names"),
    "broken_row": _("as many cells as there are headings; look at quotation marks and separators"),
}


class HandIn(OfOneClick):
    """A file, and the site whose list it is."""

    site = forms.ModelChoiceField(label=_("Site"), queryset=Site.objects.none(), empty_label=None)
    file = forms.FileField(
        label=_("The list (XLSX or CSV)"),
        help_text=_("At most 20 MB. Nobody is registered before you have seen what the list would do."),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )

    def at_sites(self, sites: tuple[Site, ...]) -> None:
        """Only one's own sites."""
        field = self.fields["site"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - narrows a type that Django leaves open
        field.queryset = Site.objects.filter(pk__in=[site.pk for site in sites])
        field.initial = sites[0].pk if sites else None

    def clean_file(self) -> Any:  # noqa: ANN401 - Django's own uploaded file
        """Not larger than what is kept."""
        given = self.cleaned_data["file"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(
                gettext("This file is larger than 20 MB. Please hand it in in parts.")
            )
        return given


class Columns(PageForm):
    """What each column holds, and what becomes of rows that are faulty or double."""

    kind = forms.ChoiceField(label=_("Status of everybody on this list"), choices=KINDS)
    without_cells = forms.BooleanField(
        label=_("Take in rows with a faulty cell, without that cell"),
        required=False,
        help_text=_("Otherwise such a row is left out until it is mended."),
    )
    alike_too = forms.BooleanField(
        label=_("Take in people who seem to be here already"),
        required=False,
        help_text=_("Two people may bear one name and one day of birth. Look at the rows first."),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own arguments
        headings: Sequence[str],
        samples: Sequence[Sequence[str]] = (),
        **kwargs: Any,  # noqa: ANN401 - Django's own arguments
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", gettext("— let alone —")), *((name, LABELS[name]) for name in COLUMNS)]
        for at, heading in enumerate(headings):
            cells = [row[at] for row in samples if at < len(row) and row[at].strip()]
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=heading.strip() or gettext("Column %(number)d") % {"number": at + 1},
                choices=choices,
                required=False,
                help_text=" · ".join(cell.strip()[:40] for cell in cells[:SAMPLES]),
            )
        self.width = len(headings)

    def columns(self) -> list[forms.BoundField]:
        """The fields of the columns, in the order of the list."""
        return [self[f"column_{at}"] for at in range(self.width)]

    def rules(self) -> list[forms.BoundField]:
        """The other fields."""
        return [self[name] for name in ("kind", "without_cells", "alike_too")]

    def plan(self) -> dict[str, Any]:
        """What was chosen, as the step wants it."""
        said = self.cleaned_data
        return {
            "columns": [said[f"column_{at}"] for at in range(self.width)],
            **{name: said[name] for name in ("kind", "without_cells", "alike_too")},
        }


def label_of(field: str) -> Word:
    """A column as a page says it."""
    return LABELS.get(field, "")


def wanted(code: str) -> str:
    """What should have stood in a faulty cell."""
    return str(_WANTED.get(code, code))


def alike_words(alike: str) -> str:
    """Where the same person stands already."""
    if not alike:
        return ""
    if alike == "register":
        return gettext("somebody of this name and birth, or with this number, is at the site already")
    return gettext("the same person as in row %(row)s") % {"row": alike}
