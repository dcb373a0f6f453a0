"""What the layout of every page needs, and headers that every page bears."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language, override

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from regreso.casebook.models import Operation


@dataclass(frozen=True, slots=True)
class Language:
    """One entry of the language switch."""

    code: str
    name: str
    address: str
    current: bool


def layout(request: HttpRequest) -> dict[str, Any]:
    """Context processor: this page in each language, and the desk it belongs to."""
    return {
        "languages": [_language(request, code, name) for code, name in settings.LANGUAGES],
        "desk": getattr(request, "desk", None),
        "tests": _tests(request),
    }


def _tests(request: HttpRequest) -> list[Operation]:
    """The operations of this page that are only for trying things out: every page of theirs says so."""
    desk, of_family = getattr(request, "desk", None), getattr(request, "operation", None)
    shown = [grant.operation for grant in desk.grants] if desk else []
    shown += [of_family] if of_family else []
    return list({one.pk: one for one in shown if one.test}.values())


def _language(request: HttpRequest, code: str, name: str) -> Language:
    here = request.get_full_path()
    address = translate_url(here, code)
    if request.resolver_match is None:  # a page that is not there: its language leads to the front
        with override(code):
            address = reverse("front")
    return Language(code, name, address, code == get_language())


def nothing_is_kept(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: on a phone that others use too, no page of ours stays behind."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault("Permissions-Policy", "geolocation=(), browsing-topics=()")
        return response

    return middleware
