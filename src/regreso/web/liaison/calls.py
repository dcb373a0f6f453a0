"""A liaison's part of a call: asked for, family verified, scheduled with two links, after-care."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from regreso import story
from regreso.casebook import access
from regreso.casebook.actor import Actor
from regreso.casebook.models import Call
from regreso.steps import call
from regreso.web.base.acts import Act, ActForm, WithReason
from regreso.web.base.fields import Line, Lines
from regreso.web.base.pages import Facts, Page
from regreso.web.base.people import name_of
from regreso.web.base.told import must

MINUTES = ((20, "20"), (40, "40"), (60, "60"), (90, "90"))
_CONTINENTS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
ZONES = [("UTC", "UTC")] + [
    (zone, zone) for zone in sorted(available_timezones()) if zone.startswith(_CONTINENTS)
]


class Verified(ActForm):
    """That it is the family, when they can speak safely, and each side's word of duress."""

    safe_time = must(Line(label=_("When they can speak safely, in their own time")))
    family_word = Line(
        label=_("Word by which the family says: I am not free to speak"),
        help_text=_("An ordinary word, agreed with each side alone."),
    )
    captive_word = Line(label=_("Word by which he says it"))

    def arguments(self) -> dict[str, Any]:
        """What was agreed."""
        return {"plan": {name: value for name, value in self.cleaned_data.items() if value}}


class Times(ActForm):
    """The window of the call, in the family's own time."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    hour = forms.TimeField(
        label=_("Hour, in the family's time"), widget=forms.TimeInput(attrs={"type": "time"})
    )
    minutes = forms.TypedChoiceField(label=_("Minutes"), coerce=int, choices=MINUTES)
    family_zone = forms.ChoiceField(
        label=_("Time zone of the family"), choices=ZONES, initial="Europe/Moscow"
    )
    holding_zone = forms.ChoiceField(label=_("Time zone of the site"), choices=ZONES, initial="Europe/Kyiv")

    def clean(self) -> dict[str, Any]:
        """A window that is still to come."""
        said: dict[str, Any] = super().clean() or {}
        if {
            "day",
            "hour",
            "minutes",
            "family_zone",
        } <= said.keys() and self.window().ends_at <= timezone.now():
            self.add_error("day", _("This time has passed. Choose one that is still to come."))
        return said

    def window(self) -> call.Window:
        """From when to when the links open."""
        said = self.cleaned_data
        starts = datetime.combine(said["day"], said["hour"], ZoneInfo(said["family_zone"]))
        ends = starts + timedelta(minutes=said["minutes"])
        return call.Window(
            starts.astimezone(UTC), ends.astimezone(UTC), said["family_zone"], said.get("holding_zone", "UTC")
        )

    def arguments(self) -> dict[str, Any]:
        """The window."""
        return {"window": self.window()}


class Care(ActForm):
    """How the family is after the call."""

    note = must(Lines(label=_("How they are, and what they need"), rows=3))


@dataclass(frozen=True, slots=True)
class Links:
    """Where each party enters: shown now, never again."""

    family: str
    captive: str


def _schedule(row: Call, window: call.Window, *, by: Actor, at: datetime) -> Links:
    made = call.schedule(row, window, by=by, at=at)
    # The secret stands behind the #: no server and no log sees it in an address.
    with override(row.enquiry.language or "en"):
        family = f"{reverse('call')}#{made.family_token}"
    with override("uk"):
        captive = f"{reverse('call')}#{made.captive_token}"
    return Links(family, captive)


def _facts(row: Call) -> Facts:
    alarm = _("somebody was not free to speak. Speak with the family today, as agreed with them alone.")
    return [
        (_("Silent alarm"), str(alarm) if row.alarm_at else ""),
        (_("Family"), row.enquiry.enquirer.name),
        (_("Safely reached"), str(row.plan.get("safe_time", ""))),
        (_("Begins, in the family's time"), _begins(row, row.family_zone)),
        (_("Begins, in the time of the site"), _begins(row, row.holding_zone)),
        (_("It ended"), str(dict(ENDINGS).get(row.ended_how, ""))),
        (_("He was asked how he is"), _told(row.captive_cared_at, row.ended_at)),
        (_("The family was asked how they are"), _told(row.family_cared_at, row.ended_at)),
    ]


def _begins(row: Call, zone: str) -> str:
    if not (row.starts_at and zone):
        return ""
    return f"{row.starts_at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} ({zone})"


def _told(asked: datetime | None, ended: datetime | None) -> str:
    if not ended:
        return ""
    return str(_("yes")) if asked else str(_("not yet"))


ENDINGS = (
    ("completed", _("as it should")),
    ("cut", _("the line was cut")),
    ("distress", _("somebody was in distress")),
    ("duress", _("a word of duress fell")),
)
_call = partial(Act, "call", role=story.LIAISON)
ACTS = (
    _call("verify", step=call.verify, form=Verified),
    _call(
        "schedule",
        step=_schedule,
        form=Times,
        warning=_("The two links are shown once. Have a safe way to hand each of them on."),
        shown_once="liaison-links.html",
    ),
    _call("care_family", step=call.care_family, form=Care),
    _call("cancel", step=call.cancel, form=WithReason),
)
CALL = Page(
    noun="call",
    role=story.LIAISON,
    rows=lambda staff: access.calls_for(staff, story.LIAISON),
    sides=("enquiry__enquirer", "custody__person"),
    acts=ACTS,
    title=lambda row: name_of(row.custody.person),
    facts=_facts,
    due=lambda row: row.care_due_at,
    back="liaison-calls",
)
