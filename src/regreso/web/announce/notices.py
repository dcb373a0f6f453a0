"""What did not arrive, and what nobody knows of: the dead letters of a role."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Notice, history
from regreso.casebook.notices import KINDS
from regreso.web.announce import words
from regreso.web.announce.acts import notice_acts
from regreso.web.announce.shapes import NOTICES
from regreso.web.base.acts import Bench, Bound, Taking, act_of, take
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.reads import note_read
from regreso.web.base.saved_views import listed
from regreso.web.base.timeline import timeline
from regreso.web.base.words import Word, state_of

ROLES = (story.COORDINATOR, story.LIAISON)
MODES: dict[str, Word] = {
    "at_least_once": _("twice does no harm: it is tried until it arrives"),
    "at_most_once": _("twice would harm: it is never sent again when nobody knows whether it arrived"),
}


def _list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The unknown first, then what failed, then what waits."""
    rows = access.notices_for(desk.staff, desk.role).exclude(state="waiting", tries=0)
    page, above = listed(request, desk, rows, shape=NOTICES, name=f"{desk.role}-notices")
    note_read(request, page.rows)
    lines = [
        (
            reverse(f"{desk.role}-notice", args=[one.pk]),
            words.NOTICES.get(one.kind, one.kind),
            state_of("notice", one.state),
            words.TROUBLES.get(one.trouble, one.trouble),
            one.queued_at,
        )
        for one in page.rows
    ]
    return render(request, "announce-notices.html", {"lines": lines, "paged": page, "tools": above})


def _page(request: HttpRequest, desk: Desk, row_id: UUID, bound: Bound | None = None) -> HttpResponse:
    row = get_object_or_404(access.notices_for(desk.staff, desk.role), pk=row_id)
    note_read(request, [row])
    moves = list(history(row))
    offers = Bench(desk, notice_acts(desk.role), f"{desk.role}-notice-act", bound).offers(row, moves=moves)
    facts = [
        (_("What it is"), words.NOTICES.get(row.kind, row.kind)),
        (_("To"), str(row.content.get("to", ""))),
        (_("What kept it"), words.TROUBLES.get(row.trouble, row.trouble)),
        (_("Tries"), str(row.tries)),
        (_("Rule of this kind"), MODES[KINDS[row.kind].mode]),
    ]
    context = {
        "row": row, "title": words.NOTICES.get(row.kind, row.kind), "state": state_of("notice", row.state),
        "facts": [(label, value) for label, value in facts if value], "offers": offers,
        "timeline": timeline(moves, desk.staff), "back": reverse(f"{desk.role}-notices"), "parts": [],
    }  # fmt: skip
    return render(request, "row.html", context)


def _one(request: HttpRequest, desk: Desk, row_id: UUID) -> HttpResponse:
    """One notice."""
    return _page(request, desk, row_id)


def _act(request: HttpRequest, desk: Desk, *, row_id: UUID, move: str) -> HttpResponse:
    """One step with it."""
    row: Notice = get_object_or_404(access.notices_for(desk.staff, desk.role), pk=row_id)
    again = partial(_page, request, desk, row_id)
    taking = Taking(act_of(notice_acts(desk.role), move, desk), row, again, reverse(f"{desk.role}-notices"))
    return take(request, desk, taking)


def paths(role: str) -> list[URLPattern]:
    """The addresses of a role."""
    place = f"announce/{role}/notices"
    return [
        path(f"{place}/", require_safe(desk_view(role)(_list)), name=f"{role}-notices"),
        path(f"{place}/<uuid:row_id>/", require_safe(desk_view(role)(_one)), name=f"{role}-notice"),
        path(f"{place}/<uuid:row_id>/<slug:move>/", desk_view(role)(_act), name=f"{role}-notice-act"),
    ]
