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
    }


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
