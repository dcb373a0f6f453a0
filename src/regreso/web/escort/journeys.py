"""Journeys under way: alarms first, then those from whom no word came, then the next word that is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Journey
from regreso.web.base.clocks import clock
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.journey_acts import acts, alarm_words, facts, prepared_words
from regreso.web.base.listing import Shape, due, language, states, usual
from regreso.web.base.other_ways import other_ways
from regreso.web.base.pages import Page
from regreso.web.base.reads import note_read
from regreso.web.base.saved_views import listed
from regreso.web.base.sheet import PRINTED, sheet_response
from regreso.web.base.words import state_of

if TYPE_CHECKING:
    from uuid import UUID

WATCHED = ("planned", "issued", "under_way", "overdue")
_URGENCY = Case(
    When(warned_at__isnull=False, then=Value(0)),
    When(state="overdue", then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
SHAPE = Shape(
    (usual(_URGENCY, F("next_check_in_at").asc(nulls_last=True), "pk"),),
    (states("journey", WATCHED), language(), due("next_check_in_at")),
)
JOURNEY = Page(
    noun="journey",
    role=story.ESCORT,
    rows=access.escorted_for,
    sides=("answer__match__custody", "certificate"),
    acts=acts(story.ESCORT),
    title=lambda row: str(row.traveller),
    facts=facts,
    more=lambda row: {
        "alarm": alarm_words(row),
        "prepared": prepared_words(row),
        "other": other_ways(row, story.ESCORT),
    },
    due=lambda row: row.next_check_in_at,
    back="escort",
    template="escort-journey.html",
)


@require_safe
@desk_view(story.ESCORT)
def journeys(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who is on the way, the most urgent first."""
    mine = access.escorted_for(desk.staff).filter(state__in=WATCHED)
    page, above = listed(request, desk, mine, shape=SHAPE, name="escort")
    note_read(request, page.rows)
    now = timezone.now()
    lines = [
        (
            reverse(JOURNEY.name, args=[one.pk]),
            one,
            state_of("journey", one.state),
            alarm_words(one),
            _reached(one),
            clock(one.next_check_in_at, now=now),
            prepared_words(one),
        )
        for one in page.rows
    ]
    alarms = mine.filter(Q(warned_at__isnull=False) | Q(state="overdue")).count()
    context = {"lines": lines, "paged": page, "tools": above, "alarms": alarms}
    return render(request, "escort-journeys.html", context)


@require_safe
@desk_view(story.ESCORT)
def sheet(request: HttpRequest, desk: Desk, row_id: UUID) -> HttpResponse:
    """The sheet to print, in the traveller's language."""
    rows = access.escorted_for(desk.staff).filter(state__in=PRINTED)
    row = get_object_or_404(rows.select_related("certificate"), pk=row_id)
    note_read(request, [row])
    return sheet_response(request, row)


def _reached(row: Journey) -> str:
    """The place from which the last word came."""
    done = max((line["leg"] for line in row.check_ins), default=0)
    return next((str(leg["to"]) for leg in row.legs if leg["order"] == done), "")
