"""A relative's journey: planned, a sheet with a code, check-ins, and what to do when none comes."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.actor import Actor
from regreso.casebook.models import Answer, Journey, Move
from regreso.steps import travel
from regreso.web.base.acts import Act, ActForm, WithReason
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.fields import Line
from regreso.web.base.reads import note_read
from regreso.web.base.told import OfOneClick, must
from regreso.web.liaison.pages import Facts, Page

MODES = {
    "any": _("any means"),
    "bus": _("bus"),
    "taxi": _("taxi"),
    "train": _("train"),
    "escort": _("with an escort"),
}
STARTS = (("kaliningrad", _("by way of Kaliningrad")), ("minsk", _("by way of Minsk")))


class Planned(OfOneClick):
    """Who travels, by which way, to which point on which day."""

    traveller = must(Line(label=_("Who travels")))
    start = forms.ChoiceField(label=_("Which way"), choices=STARTS)
    meeting_point = must(
        Line(label=_("Meeting point"), help_text=_("The one that the holding side has named. Never a guess."))
    )
    meeting_on = forms.DateField(
        label=_("Day of the meeting"), widget=forms.DateInput(attrs={"type": "date"})
    )
    language = forms.ChoiceField(label=_("Language of the sheet"), choices=settings.LANGUAGES)

    def journey(self) -> Journey:
        """The journey, not saved yet."""
        said = self.cleaned_data
        return Journey(
            id=said["token"],
            traveller=said["traveller"],
            meeting_point=said["meeting_point"],
            meeting_on=said["meeting_on"].isoformat(),
            language=said["language"],
        )

    def arguments(self) -> dict[str, Any]:
        """The journey and its way."""
        return {"new": self.journey(), "start": self.cleaned_data["start"]}


class PlannedAnew(Planned):
    """The sheet that takes the place of another."""

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a journey
        """What stays the same stands there already."""
        super().for_row(row)
        for name in ("traveller", "meeting_point", "meeting_on", "language"):
            self.fields[name].initial = getattr(row, name)


class Leg(ActForm):
    """The leg that is done."""

    leg = forms.TypedChoiceField(label=_("Which leg is done"), coerce=int)

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a journey
        """The legs of this sheet; the next one first."""
        super().for_row(row)
        field = self.fields["leg"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows a type that Django leaves open
        field.choices = [(leg["order"], f"{leg['from']} → {leg['to']}") for leg in row.legs]
        field.initial = max((done["leg"] for done in row.check_ins), default=0) + 1


def mode(written: str) -> str:
    """How to travel, in the reader's language: the leg keeps codes with “or” between."""
    return " / ".join(str(MODES.get(code, code)) for code in written.split(" or "))


def _plan(answer: Answer, *, new: Journey, start: str, by: Actor, at: datetime) -> Move:
    new.answer, new.operation_id = answer, answer.operation_id
    return travel.plan(new, start=start, by=by, at=at)


def _replace(old: Journey, *, new: Journey, start: str, by: Actor, at: datetime) -> Move:
    new.answer, new.operation_id = old.answer, old.operation_id
    return travel.replace(old, new, start=start, by=by, at=at)


_journey = partial(Act, "journey", role=story.LIAISON)
PLAN = _journey(
    "plan",
    step=_plan,
    form=Planned,
    warning=_("Nobody should leave before the sheet is issued: borders change by the day."),
)
ACTS = (
    _journey(
        "issue", step=travel.issue, warning=_("Check each leg's source first: what it says may be old.")
    ),
    _journey("depart", step=travel.depart),
    _journey("check_in", step=travel.check_in, form=Leg),
    _journey("arrive", step=travel.arrive),
    _journey(
        "replace",
        step=_replace,
        form=PlannedAnew,
        warning=_("The old sheet's code no longer holds after this."),
    ),
    _journey("cancel", step=travel.cancel, form=WithReason),
)


def _facts(row: Journey) -> Facts:
    done = {check["leg"]: check["at"][:16].replace("T", " ") for check in row.check_ins}
    legs: Facts = [
        (
            f"{leg['order']}. {leg['from']} → {leg['to']}",
            f"{mode(leg['mode'])}{_done(done.get(leg['order'], ''))}",
        )
        for leg in row.legs
    ]
    return [
        (_("Meeting point"), row.meeting_point),
        (_("Day of the meeting"), row.meeting_on),
        (_("Holds until"), row.expires_at.date().isoformat() if row.expires_at else ""),
        *legs,
    ]


def _done(at: str) -> str:
    return f" · ✓ {at} UTC" if at else ""


JOURNEY = Page(
    noun="journey",
    role=story.LIAISON,
    rows=access.journeys_for,
    sides=("answer__enquiry__enquirer", "certificate"),
    acts=ACTS,
    title=lambda row: str(row.traveller),
    facts=_facts,
    due=lambda row: row.next_check_in_at,
    back="liaison-journeys",
    template="liaison-journey.html",
)


@require_safe
@desk_view(story.LIAISON)
def sheet(request: HttpRequest, desk: Desk, row_id: Any) -> HttpResponse:  # noqa: ANN401 - a UUID of the address
    """The sheet to print, in the traveller's language. It bears a code and no captive's name."""
    rows = access.journeys_for(desk.staff).filter(state__in=("issued", "under_way", "overdue"))
    row = get_object_or_404(rows.select_related("certificate"), pk=row_id)
    note_read(request, [row])
    with override(row.language or "en"):
        legs = [(leg, mode(leg["mode"])) for leg in row.legs]
        return render(request, "liaison-sheet.html", {"row": row, "legs": legs, "code": row.certificate.code})
