"""The audit of reads: which records of people a page opened, written once at the end of the request."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from regreso.casebook.models import Reading, append_read

if TYPE_CHECKING:
    from regreso.casebook.actor import Actor

Noted = tuple[str, str, str, str]  # operation, kind, reason, id


def note_read(request: HttpRequest, rows: Iterable[Any], *, reason: str = "") -> None:
    """These rows are shown to the member of staff at the desk. Call it wherever a page shows people."""
    noted = _noted(request)
    for row in rows:
        kind = getattr(row, "SUBJECT", row._meta.model_name)  # noqa: SLF001 - Django's documented API
        noted.add((str(row.operation_id), kind, reason, str(row.pk)))


def reads_are_kept(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: no page with records leaves unless its read stands in the ledger."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if _noted(request):
            _keep(request)
        return response

    return middleware


def _noted(request: HttpRequest) -> set[Noted]:
    noted: set[Noted] | None = getattr(request, "noted_reads", None)
    if noted is None:
        noted = set()
        request.noted_reads = noted  # type: ignore[attr-defined]  # ours: lives as long as the request
    return noted


def _keep(request: HttpRequest) -> None:
    by: Actor = request.desk.actor  # type: ignore[attr-defined]  # set by desk_view: only desks show records
    page = request.resolver_match.view_name if request.resolver_match else request.path_info[:80]
    with transaction.atomic():
        for (operation, kind, reason), group in groupby(sorted(_noted(request)), key=lambda one: one[:3]):
            ids = tuple(one[3] for one in group)
            append_read(Reading(UUID(operation), kind, ids, page, reason), by=by, at=timezone.now())
