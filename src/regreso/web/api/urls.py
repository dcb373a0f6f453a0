"""Addresses of the interface for machines: without a language in front, since its words are for programs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from regreso.web.api.answers import handle
from regreso.web.api.hooks import described
from regreso.web.api.purposes import asking, exchanging, registering
from regreso.web.base.desks import MACHINE, opens_to

api = NinjaAPI(
    title="Regreso",
    version="1",
    description="By purpose, with a token for one member of staff in one role. There is no search for "
    "people. Every call that changes something carries an Idempotency-Key: sent again within a day, it is "
    "answered as before and does nothing twice.",
    docs_url=None,
    openapi_url="openapi.json",
    urls_namespace="api",
    openapi_extra={"webhooks": described()},
)
handle(api)
api.add_router("/ask", asking)
api.add_router("/register", registering)
api.add_router("/exchange", exchanging)


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The description for people, from the same source as the one for machines; it needs no script."""
    schema = api.get_openapi_schema()
    calls = [
        (method.upper(), address, told)
        for address, methods in schema["paths"].items()
        for method, told in methods.items()
    ]
    shapes = [
        (name, told.get("description", ""), list(told.get("properties", {}).items()))
        for name, told in schema["components"]["schemas"].items()
    ]
    events = [(kind, told["post"]["summary"]) for kind, told in schema["webhooks"].items()]
    shown = {"schema": schema, "calls": calls, "shapes": shapes, "events": events}
    return render(request, "api-docs.html", shown)


@csrf_exempt
def nothing(_request: HttpRequest, rest: str) -> HttpResponse:
    """An address that is none of ours answers like a row that is not yours: in JSON."""
    del rest
    return JsonResponse({"code": "not_found", "field": "", "expected": ""}, status=404)


_PUBLIC = {"openapi-json", "api-root"}
_MADE = api.urls  # once: each look makes views of its own
for _pattern in _MADE[0]:
    if isinstance(_pattern, URLPattern) and _pattern.name not in _PUBLIC:
        opens_to(_pattern.callback, MACHINE)
urlpatterns = [
    path("docs", docs, name="api-docs"),
    path("", _MADE),
    path("<path:rest>", nothing, name="api-nothing"),
]
