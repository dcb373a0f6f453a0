"""Who is calling, as far as a number tells it; and the door through which the telephone system tells us."""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from regreso import story
from regreso.casebook import access, hotline
from regreso.casebook.models import Enquiry, HotlineCall, Operation
from regreso.steps import hotline as steps
from regreso.steps.errors import StepError
from regreso.web.base.desks import CARRIER, Desk, desk_view, opens_to
from regreso.web.base.reads import note_read
from regreso.web.base.words import Word

WANTS: dict[str, Word] = {
    "ask": _("looks for somebody"),
    "status": _("asks how their enquiry stands"),
    "check": _("wants to check a paper"),
    "person": _("wants to speak with a person"),
    "call_back": _("asks to be called back"),
}
ENDINGS: dict[str, Word] = {
    "completed": _("ended"),
    "abandoned": _("hung up before anybody answered"),
    "busy": _("found the line busy"),
    "failed": _("the line broke"),
    "unknown": _("nobody knows how it ended"),
}
_MOST = 1 << 16
_NEAR = timedelta(days=1)  # by which the clock of a telephone system may be wrong


@dataclass(frozen=True, slots=True)
class Line:
    """One call as the desk shows it. `link` is there only for who asked to be called back."""

    row: HotlineCall
    wants: Word
    ending: Word
    before: int
    enquiries: list[Enquiry]
    link: str


@require_safe
@desk_view(story.OPERATOR)
def calls(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Open calls first, with what helps whoever answers."""
    rows = hotline.recent({grant.operation_id for grant in desk.grants}, at=timezone.now())
    mine = list(access.enquiries_for(desk.staff).select_related("enquirer"))
    note_read(request, rows)
    return render(request, "desk-calls.html", {"lines": [_line(row, mine) for row in rows]})


def _line(row: HotlineCall, mine: list[Enquiry]) -> Line:
    asked = row.wants == "call_back" and bool(row.number) and row.answered_at is None
    return Line(
        row, WANTS.get(row.wants, ""), ENDINGS.get(row.ending, ""), hotline.called_before(row),
        hotline.enquiries_of(row, mine), link_to(row.number) if asked and row.ended_at else "",
    )  # fmt: skip


def link_to(number: str) -> str:
    """What a click calls: the telephone of the desk, or a program for calls."""
    plain = hotline.plain(number)
    return settings.REGRESO_CALL_LINK.replace("{number}", plain) if plain else ""


@csrf_exempt
@require_POST
def event(request: HttpRequest) -> HttpResponse:
    """One event of a call. Sent again it changes nothing."""
    kind, _space, sent = request.headers.get("Authorization", "").partition(" ")
    key = settings.REGRESO_CALLS_KEY
    if not key or kind.lower() != "bearer" or not hmac.compare_digest(sent.strip().encode(), key.encode()):
        raise Http404
    operation = Operation.objects.filter(state="open").order_by("test", "-opened_at").first()
    if operation is None:
        return JsonResponse({"code": "no_operation", "expected": "an operation that is open"}, status=409)
    try:
        row = steps.note(_event(request), operation=operation)
    except StepError as refused:
        return JsonResponse({"code": refused.code, "expected": refused.expected}, status=422)
    state = "ended" if row.ended_at else "answered" if row.answered_at else "waiting"
    return JsonResponse({"state": state, "language": row.language, "wants": row.wants})


opens_to(event, CARRIER)


def _event(request: HttpRequest) -> steps.Event:
    try:
        told = json.loads(request.body[:_MOST])
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise StepError("not_json", given="", expected="one JSON object")
    said = {name: str(told.get(name) or "").strip() for name in ("call", "event", "language", "wants", "by")}
    return steps.Event(
        **said, at=_moment(told), number=str(told.get("from") or ""), ending=str(told.get("reason") or "")
    )


def _moment(told: dict[str, Any]) -> datetime:
    """When it happened, by their clock where it is near ours; now, where none was told."""
    now, written = timezone.now(), told.get("at")
    if not written:
        return now
    try:
        at = parse_datetime(str(written))
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or abs(at - now) > _NEAR:
        raise StepError("bad_time", given="", expected="ISO 8601 with a zone, within a day of now")
    return at
