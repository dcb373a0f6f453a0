"""When the database does not answer: a page that says so, and a word for whoever watches over us."""

from __future__ import annotations

import hmac
import sys

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from regreso.casebook import health
from regreso.web.base.desks import CARRIER, opens_to

RETRY_AFTER = 20  # seconds


def server_error(request: HttpRequest, template_name: str = "500.html") -> HttpResponse:
    """The page of a fault: of ours, or of a database that is away, full or only lets itself be read.

    It asks nothing of the database, and nothing of the session.
    """
    del template_name
    is_away = isinstance(sys.exception(), (DatabaseError, InterfaceError))
    page = "away.html" if is_away else "500.html"
    words = {"LANGUAGE_CODE": get_language() or "en"}
    response = HttpResponse(render_to_string(page, words), status=503 if is_away else 500)
    if is_away:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    add_never_cache_headers(response)
    del request
    return response


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """One word for a proxy, 200 or 503. Whoever has the key of the metrics gets every sign."""
    found = health.now()
    state = health.worst(found)
    away = found[0].state == health.TROUBLE
    status = 503 if away else 200
    if not _has_key(request):
        return HttpResponse("trouble\n" if away else "well\n", "text/plain", status)
    told = {sign.name: {"state": sign.state, "what": sign.what, **sign.figures} for sign in found}
    return JsonResponse({"state": state, "signs": told}, status=status)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures for Prometheus, to whoever has the key; without one there is no such page."""
    if not _has_key(request):
        raise Http404
    return HttpResponse(health.as_metrics(health.now()), "text/plain; version=0.0.4; charset=utf-8")


opens_to(metrics, CARRIER)


def _has_key(request: HttpRequest) -> bool:
    key = settings.REGRESO_METRICS_KEY
    kind, _space, sent = request.headers.get("Authorization", "").partition(" ")
    return bool(key) and kind.lower() == "bearer" and hmac.compare_digest(sent.strip().encode(), key.encode())
