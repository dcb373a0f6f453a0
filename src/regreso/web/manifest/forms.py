"""What a coordinator fills in: trips, times with their zone, files, telephones."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from regreso.casebook.models import Device, Trip
from regreso.web.base.acts import ActForm
from regreso.web.base.fields import Line
from regreso.web.base.forms import PageForm
from regreso.web.base.told import OfOneClick, must

# Named as the tz database names them; a time without its zone is not taken.
ZONES = (
    "Europe/Kyiv", "Europe/Moscow", "Europe/Warsaw", "Europe/Minsk", "Europe/Madrid", "Asia/Aleppo",
    "Asia/Gaza", "Africa/Khartoum", "America/Bogota", "UTC",
)  # fmt: skip
LARGEST_FILE = 20 * 2**20


class WithTime(ActForm):
    """When a trip should arrive, by which clock, and how long after that we wait."""

    expected = forms.DateTimeField(
        label=_("Should arrive"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    zone = forms.ChoiceField(label=_("By the clock of"), choices=[(name, name) for name in ZONES])
    hours = forms.IntegerField(
        label=_("Look for whoever is still open so many hours later"), min_value=0, max_value=168, initial=12
    )

    def moment(self) -> datetime | None:
        """The time with its zone."""
        # Django has put its own zone on it; what was typed is by the clock that was chosen.
        given: datetime | None = self.cleaned_data["expected"]
        zone = ZoneInfo(self.cleaned_data["zone"])
        return None if given is None else given.replace(tzinfo=zone)


class NewTrip(WithTime, OfOneClick):
    """A trip to be opened."""

    code = must(
        Line(
            label=_("Code of the trip"),
            help_text=_("As it will stand on slips and telephones. No place, no name."),
        )
    )
    way = Line(label=_("From where to where"))
    field_order = ("code", "way", "expected", "zone", "hours")

    def trip(self) -> Trip:
        """The trip, not saved yet."""
        said = self.cleaned_data
        return Trip(
            id=said["token"],
            code=said["code"],
            way=said["way"],
            expected_at=self.moment(),
            margin=said["hours"] * 60,
        )


class Expected(WithTime):
    """A trip's new time."""

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a trip
        """What holds now stands there already."""
        super().for_row(row)
        must(self.fields["expected"])
        self.fields["hours"].initial = row.margin // 60

    def arguments(self) -> dict[str, Any]:
        """As the step calls them."""
        return {"expected_at": self.moment(), "margin": self.cleaned_data["hours"] * 60}


class TableFile(PageForm):
    """A file that was exported from a table or brought from a telephone."""

    file = forms.FileField(label=_("File"), allow_empty_file=False)

    def clean_file(self) -> Any:  # noqa: ANN401 - Django's uploaded file
        """Not larger than what one page can take in."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("This file is too large for a page. Split it."))
        return file


class NewDevice(OfOneClick):
    """A telephone to be handed out."""

    label = must(Line(label=_("Which telephone"), help_text=_("Such as “gate 2”. No name of a person.")))

    def device(self) -> Device:
        """The device, not saved yet."""
        return Device(id=self.cleaned_data["token"], label=self.cleaned_data["label"])
