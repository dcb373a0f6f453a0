"""The page of a party, the officer's list of calls, and the lobby of one."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access, seats
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.listing import Shape, newest, since, site, states, until, usual
from regreso.web.base.people import name_of
from regreso.web.base.reads import note_read
from regreso.web.base.saved_views import listed
from regreso.web.live.doors import ticket

_SIDES = ("custody__person", "enquiry__enquirer")
SHAPE = Shape(
    (usual("starts_at"), newest("starts_at")),
    (states("call", seats.OPEN), site("custody__site"), since("starts_at"), until("starts_at")),
)


def socket_address(request: HttpRequest) -> str:
    """Where this page finds the realtime process."""
    if settings.REGRESO_REALTIME_URL:
        return f"{settings.REGRESO_REALTIME_URL}/ws/call/"
    host = request.get_host().rpartition(":")[0] or request.get_host()
    scheme = "wss" if request.is_secure() else "ws"
    return f"{scheme}://{host}:{settings.REGRESO_REALTIME_PORT}/ws/call/"


@require_safe
def call(request: HttpRequest) -> HttpResponse:
    """A party's page. The link's secret stands behind the #: no server and no log sees it in an address."""
    return render(request, "live/call.html", {"socket": socket_address(request)})


@require_safe
@desk_view(story.OFFICER)
def calls(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Calls that are to be held, the next first."""
    found = access.calls_for(desk.staff).filter(state__in=seats.OPEN, operation__in=_operations(desk))
    page, above = listed(request, desk, found.select_related(*_SIDES), shape=SHAPE, name="calls")
    note_read(request, page.rows)
    lines = [(one, name_of(one.custody.person)) for one in page.rows]
    return render(request, "live/calls.html", {"paged": page, "tools": above, "lines": lines})


@require_safe
@desk_view(story.OFFICER)
def lobby(request: HttpRequest, desk: Desk, pk: UUID) -> HttpResponse:
    """Where the officer meets each party alone, joins the two, and leaves.

    It says who the two should be, and by which word each of them says that they are in danger.
    """
    found = access.calls_for(desk.staff).filter(state__in=seats.OPEN, operation__in=_operations(desk))
    held = get_object_or_404(found.select_related(*_SIDES), pk=pk)
    note_read(request, [held])
    told = {
        "call": held,
        "person": name_of(held.custody.person),
        "ticket": ticket(held, desk.staff),
        "socket": socket_address(request),
    }
    return render(request, "live/lobby.html", told)


def _operations(desk: Desk) -> list[object]:
    return [grant.operation_id for grant in desk.grants]
