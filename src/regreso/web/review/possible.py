"""Claims of public material that may speak of a person sought: possible, shown to reviewers, never more."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Possible, history
from regreso.steps import meet
from regreso.web.base.acts import Act, Bench, Bound, Taking, WithNote, act_of, take
from regreso.web.base.claims import facts_of, title_of
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.listing import Shape, Sort, channel, language, usual
from regreso.web.base.people import COMPARED, FIELDS, name_of, shown
from regreso.web.base.reads import note_read
from regreso.web.base.saved_views import listed
from regreso.web.base.timeline import timeline
from regreso.web.base.words import state_of
from regreso.web.review.evidence import percent

_possible = partial(Act, "possible", role=story.REVIEWER)
ACTS = (
    _possible(
        "set_aside",
        step=meet.set_aside,
        form=WithNote,
        warning=_("It comes back when the claim or the enquiry changes."),
    ),
    _possible("offer_again", step=meet.offer_again),
)
SHAPE = Shape(
    (
        usual("-probability", "pk"),
        Sort("newest", _("Newest first"), ("-lead__told_on", "pk")),
    ),
    (language("enquiry__language"), channel("enquiry__channel")),
)
SIDES = ("enquiry__sought", "lead", "operation")


@require_safe
@desk_view(story.REVIEWER)
def possibles(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Where accepted claims meet open enquiries, the most probable first."""
    found = access.possibles_for(desk.staff).filter(state="possible").select_related(*SIDES)
    page, above = listed(request, desk, found, shape=SHAPE, name="review-possibles")
    note_read(request, page.rows)
    lines = [
        (one, name_of(one.enquiry.sought), title_of(one.lead), percent(one.probability)) for one in page.rows
    ]
    context = {"lines": lines, "paged": page, "tools": above, "part": "possible"}
    return render(request, "review-possibles.html", context)


@require_safe
@desk_view(story.REVIEWER)
def possible(request: HttpRequest, desk: Desk, possible_id: UUID) -> HttpResponse:
    """One meeting: what the source says next to whom the family seeks."""
    return _page(request, desk, possible_id)


@desk_view(story.REVIEWER)
def possible_act(request: HttpRequest, desk: Desk, *, possible_id: UUID, move: str) -> HttpResponse:
    """One step with a meeting."""
    row = get_object_or_404(_open(desk), pk=possible_id)
    again = partial(_page, request, desk, possible_id)
    to = reverse("review-possible", args=[row.pk])
    return take(request, desk, Taking(act_of(ACTS, move, desk), row, again, to))


def _open(desk: Desk) -> QuerySet[Possible]:
    return access.possibles_for(desk.staff).select_related(*SIDES)


def _page(request: HttpRequest, desk: Desk, possible_id: UUID, bound: Bound | None = None) -> HttpResponse:
    row = get_object_or_404(_open(desk), pk=possible_id)
    note_read(request, [row, row.enquiry, row.lead])
    sought, moves = row.enquiry.sought, list(history(row))
    source = row.lead.claim.get("source", {})
    context = {
        "row": row,
        "state": state_of("possible", row.state),
        "probability": percent(row.probability),
        "title": title_of(row.lead),
        "claim": facts_of(row.lead),
        "sought": [
            (FIELDS[name], shown(sought, name)) for name in ("as_written", *COMPARED) if shown(sought, name)
        ],
        "source": source,
        "offers": Bench(desk, ACTS, "review-possible-act", bound).offers(row, moves=moves),
        "timeline": timeline(moves, desk.staff),
    }
    return render(request, "review-possible.html", context)
