"""Enquiries that operators opened outside their own, with a reason: a second person looks within 24 hours.

An administrator sees who, when, why, and how much was read and done; never who is sought.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import BreakGlass, Move, Read, history
from regreso.steps import break_glass
from regreso.web.admin.guard import administrator_view
from regreso.web.base.acts import Act, Bench, Bound, Taking, WithReason, act_of, take
from regreso.web.base.listing import Shape, due, states, usual
from regreso.web.base.saved_views import listed
from regreso.web.base.words import state_of

if TYPE_CHECKING:
    from regreso.web.base.acts import Offer
    from regreso.web.base.desks import Desk
    from regreso.web.base.words import Word

_glass = partial(Act, "break_glass", role=story.ADMINISTRATOR)
ACTS = (
    _glass("accept", step=break_glass.accept),
    _glass("object", step=break_glass.object_to, form=WithReason),
)
SHAPE = Shape(
    (usual(F("due_at").asc(nulls_last=True), "-ends_at", "pk"),), (states("break_glass"), due("due_at"))
)


@require_safe
@administrator_view
def opened(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Those that wait for a second person first."""
    return _page(request, desk)


@administrator_view
def opened_act(request: HttpRequest, desk: Desk, *, glass_id: UUID, move: str) -> HttpResponse:
    """The second person's word."""
    row = get_object_or_404(access.glasses_under(desk.staff), pk=glass_id)
    return take(
        request,
        desk,
        Taking(act_of(ACTS, move, desk), row, partial(_page, request, desk), reverse("admin-opened")),
    )


def _page(request: HttpRequest, desk: Desk, bound: Bound | None = None) -> HttpResponse:
    rows = access.glasses_under(desk.staff)
    page, above = listed(request, desk, rows, shape=SHAPE, name="admin-opened")
    bench = Bench(desk, ACTS, "admin-opened-act", bound)
    lines = [_line(one, bench) for one in page.rows]
    return render(request, "admin-opened.html", {"lines": lines, "paged": page, "tools": above})


def _line(glass: BreakGlass, bench: Bench) -> tuple[BreakGlass, Word, Move, int, int, list[Offer]]:
    moves = list(history(glass))
    first, who = moves[0], str(glass.staff_id)
    reads = Read.objects.filter(
        operation=glass.operation_id, reader_id=who, kind="enquiry", page__startswith="desk-enquiry",
        at__gte=first.at, at__lte=glass.ends_at,
    )  # fmt: skip
    read = sum(one.said.get("reason") == break_glass.WHY for one in reads)
    done = Move.objects.filter(Q(actor_id=who) | Q(via_id=who), subject="enquiry", at__gte=first.at)
    done = done.filter(subject_id__in=glass.opened, at__lte=glass.ends_at)
    state = state_of("break_glass", glass.state)
    return glass, state, first, read, done.count(), bench.offers(glass, moves=moves)
