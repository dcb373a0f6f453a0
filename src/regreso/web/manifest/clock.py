"""The clock by which a coordinator reads the manifest: the one chosen on the page of days, in every list."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from django.utils import timezone

from regreso.web.manifest.forms import ZONES

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

P = ParamSpec("P")
R = TypeVar("R", bound="HttpResponseBase")
_KEPT = "manifest-zone"


def chosen(request: HttpRequest) -> str:
    """The zone that was chosen last, or now; its name stands beside every time."""
    asked = request.GET.get("zone", "")
    if asked in ZONES:
        request.session[_KEPT] = asked
    kept = str(request.session.get(_KEPT, ZONES[0]))
    return kept if kept in ZONES else ZONES[0]


def by_clock(view: Callable[Concatenate[HttpRequest, P], R]) -> Callable[Concatenate[HttpRequest, P], R]:
    """A page whose times are told by the clock that was chosen."""

    @wraps(view)
    def told(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with timezone.override(ZoneInfo(chosen(request))):
            return view(request, *args, **kwargs)

    return told
