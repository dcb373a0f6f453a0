"""The reading desk: leads, the most useful first, decided one by one; and each by itself with its history."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Lead, history
from regreso.steps.errors import StepError
from regreso.web.base.acts import Act, Bound, Taking, act_of, filled, hand, take
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.lead_words import KINDS, SECTIONS
from regreso.web.base.paging import paged
from regreso.web.base.reads import note_read
from regreso.web.base.refusals import friendly
from regreso.web.base.saved_views import Bookmarks, kept, signed
from regreso.web.base.timeline import timeline
from regreso.web.sources.acts import ACTS
from regreso.web.sources.cards import Card, Other, opened, other_of
from regreso.web.sources.filters import PARTS, SORTS, Filters, chosen, list_address

_TOLD = ("new", "proposed", "accepted")
_OTHERS = 20
SIZE = 10  # leads on a page: a minute's work


@require_safe
@desk_view(story.READING_OFFICER)
def queue(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The leads that were chosen, a page at a time."""
    filters = chosen(request)
    page = paged(request, filters.rows(access.leads_for(desk.staff), desk.staff), size=SIZE)
    note_read(request, page.rows)
    context = {
        "cards": [Card(lead, desk.staff) for lead in page.rows],
        "paged": page,
        "filters": filters,
        "tools": Bookmarks(
            kept(desk.staff, "sources", filters.query), filters.query, signed("sources", filters.query)
        ),
        "again": f"{reverse('sources')}?{filters.query}",
        **_choices(filters),
    }
    return render(request, "sources-queue.html", context)


def _choices(filters: Filters) -> dict[str, object]:
    return {
        "parts": [(code, words, code == filters.part) for code, (words, _) in PARTS.items()],
        "kinds": list(KINDS.items()),
        "sections": list(SECTIONS.items()),
        "sorts": [(code, words) for code, (words, _) in SORTS.items()],
    }


@require_safe
@desk_view(story.READING_OFFICER)
def lead(request: HttpRequest, desk: Desk, lead_id: UUID) -> HttpResponse:
    """One lead. Asked for in place, only its card."""
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx's middleware
        return _card(request, Card(_one(desk, lead_id), desk.staff))
    return _page(request, desk, lead_id)


@require_safe
@desk_view(story.READING_OFFICER)
def lead_edit(request: HttpRequest, desk: Desk, lead_id: UUID) -> HttpResponse:
    """The card with its form open, in place; without scripts the lead's own page."""
    row = _one(desk, lead_id)
    if request.htmx and row.state == "new":  # type: ignore[attr-defined]  # as above
        return _card(request, opened(row, desk.staff))
    return _page(request, desk, lead_id, edit=True)


@desk_view(story.READING_OFFICER)
def lead_act(request: HttpRequest, desk: Desk, *, lead_id: UUID, move: str) -> HttpResponse:
    """One decision about a lead: in place, or as a form that leads back to where it came from."""
    row, act = _one(desk, lead_id), act_of(ACTS, move, desk)
    if request.htmx and request.method == "POST":  # type: ignore[attr-defined]  # as above
        return _in_place(request, desk, row, act)
    own = reverse("sources-lead", args=[row.pk])
    to = f"{list_address(request)}#lead-{row.pk}" if request.POST.get("from") == "list" else own
    return take(request, desk, Taking(act, row, lambda bound: _page(request, desk, row.pk, bound), to))


def _in_place(request: HttpRequest, desk: Desk, row: Lead, act: Act) -> HttpResponse:
    """The step, and the card as it stands then; a refusal stands on the card."""
    form = filled(act, row, request.POST)
    if not form.is_valid():
        edit = form if act.move == "edit" else None
        errors = [str(one) for one in form.errors.get("why", [])]
        return _card(request, Card(row, desk.staff, note=" ".join(errors), edit=edit))
    note = ""
    try:
        act.step(row, **form.arguments(), by=hand(act.role, row, desk), at=timezone.now())
    except (story.MoveRefused, StepError) as refused:
        note = friendly(refused)
    return _card(request, Card(_one(desk, row.pk), desk.staff, note=note))


def _card(request: HttpRequest, card: Card) -> HttpResponse:
    note_read(request, [card.lead])
    return render(request, "sources-card.html", {"card": card})


def _one(desk: Desk, lead_id: UUID) -> Lead:
    return get_object_or_404(access.leads_for(desk.staff).select_related("document"), pk=lead_id)


def _page(
    request: HttpRequest, desk: Desk, lead_id: UUID, bound: Bound | None = None, *, edit: bool = False
) -> HttpResponse:
    row = _one(desk, lead_id)
    note_read(request, [row])
    if bound:
        card = Card(row, desk.staff, edit=bound.form if bound.act.move == "edit" else None, full=True)
    else:
        card = Card(row, desk.staff, edit=opened(row, desk.staff).edit if edit else None, full=True)
    context = {
        "card": card,
        "bound": bound.form if bound and bound.act.move != "edit" else None,
        "source": row.claim.get("source", {}),
        "others": _others(request, desk, row),
        "timeline": timeline(history(row), desk.staff),
        "back": list_address(request),
    }
    return render(request, "sources-lead.html", context)


def _others(request: HttpRequest, desk: Desk, row: Lead) -> list[Other]:
    """What other leads say of the same name or contact, the newest first."""
    if row.value_index is None:
        return []
    same = access.leads_for(desk.staff).filter(kind=row.kind, value_index=row.value_index, state__in=_TOLD)
    found = list(same.exclude(pk=row.pk).order_by("-told_on", "pk")[:_OTHERS])
    note_read(request, found)
    return [other_of(row, one) for one in found]
