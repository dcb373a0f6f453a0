"""Where a request comes from."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
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


def network_of(request: HttpRequest) -> str:
    """The network of that address: a /24 or a /64, which is as near as whoever changes addresses stays."""
    address = address_of(request)
    try:
        place = ip_address(address)
    except ValueError:
        return address
    if isinstance(place, IPv6Address) and place.ipv4_mapped:
        place = place.ipv4_mapped
    return str(ip_network((place, 64 if isinstance(place, IPv6Address) else 24), strict=False))
