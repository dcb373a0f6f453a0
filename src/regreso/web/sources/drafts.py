"""Drafts for the coordinator: what accepted announcements fill in of a corridor or of an announcement."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Draft, history
from regreso.steps import prefill
from regreso.web.base.acts import Act, Bench, Bound, Taking, WithReason, act_of, take
from regreso.web.base.claims import Facts
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.lead_words import ANNOUNCED, POLARITIES, said
from regreso.web.base.listing import Shape, oldest, since, until, usual
from regreso.web.base.reads import note_read
from regreso.web.base.saved_views import listed
from regreso.web.base.timeline import timeline
from regreso.web.base.words import state_of

_draft = partial(Act, "draft", role=story.COORDINATOR)
ACTS = (
    _draft(
        "take",
        step=prefill.take,
        warning=_("No party has confirmed any of it: ask both sides before anybody is told to gather."),
    ),
    _draft("set_aside", step=prefill.set_aside, form=WithReason),
)
SHAPE = Shape((usual("-made_at", "pk"), oldest("made_at")), (since("made_at"), until("made_at")))
_SIGNS = {"start": _("From"), "end": _("Until"), "tz": _("Time zone"), "guarantor": _("Guarantor")}


@require_safe
@desk_view(story.COORDINATOR)
def drafts(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Those that wait, the newest first."""
    rows = _mine(desk).filter(state="prefilled")
    page, above = listed(request, desk, rows, shape=SHAPE, name="drafts")
    note_read(request, page.rows)
    lines = [(one, title_of(one.filled), one.filled.get("start", "")) for one in page.rows]
    return render(request, "sources-drafts.html", {"lines": lines, "paged": page, "tools": above})


@require_safe
@desk_view(story.COORDINATOR)
def draft(request: HttpRequest, desk: Desk, draft_id: UUID) -> HttpResponse:
    """One draft, with the sentence it comes from."""
    return _page(request, desk, draft_id)


@desk_view(story.COORDINATOR)
def draft_act(request: HttpRequest, desk: Desk, *, draft_id: UUID, move: str) -> HttpResponse:
    """One step with a draft."""
    row = get_object_or_404(_mine(desk), pk=draft_id)
    again = partial(_page, request, desk, draft_id)
    return take(request, desk, Taking(act_of(ACTS, move, desk), row, again, reverse("draft", args=[row.pk])))


def title_of(filled: Mapping[str, Any]) -> str:
    """What is announced, and the places in their order."""
    places = " – ".join(map(str, filled.get("places") or []))
    return ": ".join(filter(None, [said(ANNOUNCED, filled.get("type")), places]))


def _mine(desk: Desk) -> QuerySet[Draft]:
    return access.drafts_for(desk.staff).select_related("lead", "operation")


def _page(request: HttpRequest, desk: Desk, draft_id: UUID, bound: Bound | None = None) -> HttpResponse:
    row = get_object_or_404(_mine(desk), pk=draft_id)
    note_read(request, [row, row.lead])
    moves = list(history(row))
    context = {
        "row": row,
        "title": title_of(row.filled),
        "state": state_of("draft", row.state),
        "facts": _facts(row.filled),
        "offers": Bench(desk, ACTS, "drafts-act", bound).offers(row, moves=moves),
        "timeline": timeline(moves, desk.staff),
    }
    return render(request, "sources-draft.html", context)


def _facts(filled: Mapping[str, Any]) -> Facts:
    source = filled.get("source") or {}
    told: Facts = [
        (_("What is announced"), said(ANNOUNCED, filled.get("type"))),
        (_("Places in their order"), " – ".join(map(str, filled.get("places") or []))),
        *((label, str(filled.get(name) or "")) for name, label in _SIGNS.items()),
        (_("Parties"), "; ".join(map(str, filled.get("parties") or []))),
        (_("How it is told"), said(POLARITIES, filled.get("polarity"))),
        (_("Told by"), str(filled.get("told_by") or "")),
        (_("Address"), str(source.get("address") or "")),
        (_("Published"), str((source.get("published") or {}).get("edtf", ""))),
    ]
    return [(label, value) for label, value in told if value]
