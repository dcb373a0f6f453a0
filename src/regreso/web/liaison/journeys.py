"""A relative's journey at the liaison's desk: planned, a sheet with a code, words from the way."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.journey_acts import acts, alarm_words, facts, plan_act, prepared_words
from regreso.web.base.other_ways import other_ways
from regreso.web.base.pages import Page
from regreso.web.base.reads import note_read
from regreso.web.base.sheet import PRINTED, sheet_response

PLAN = plan_act(story.LIAISON)
JOURNEY = Page(
    noun="journey",
    role=story.LIAISON,
    rows=access.journeys_for,
    sides=("answer__enquiry__enquirer", "answer__match__custody", "certificate"),
    acts=acts(story.LIAISON),
    title=lambda row: str(row.traveller),
    facts=facts,
    more=lambda row: {
        "alarm": alarm_words(row),
        "prepared": prepared_words(row),
        "other": other_ways(row, story.LIAISON),
    },
    due=lambda row: row.next_check_in_at,
    back="liaison-journeys",
    template="liaison-journey.html",
)


@require_safe
@desk_view(story.LIAISON)
def sheet(request: HttpRequest, desk: Desk, row_id: Any) -> HttpResponse:  # noqa: ANN401 - a UUID of the address
    """The sheet to print, in the traveller's language. It bears a code and no captive's name."""
    rows = access.journeys_for(desk.staff).filter(state__in=PRINTED)
    row = get_object_or_404(rows.select_related("certificate"), pk=row_id)
    note_read(request, [row])
    return sheet_response(request, row)
