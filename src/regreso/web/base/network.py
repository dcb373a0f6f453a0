"""Where a request comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Where the request comes from, past as many proxies as are ours: what a stranger writes is not heard."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    ours = settings.REGRESO_PROXIES
    if ours and len(hops) >= ours:
        return hops[-ours]
    return str(request.META.get("REMOTE_ADDR", ""))
