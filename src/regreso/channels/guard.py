"""Which addresses we may connect to: public ones only, checked anew for every name and every redirect.

Who may write down an address that we fetch could otherwise make us ask our own database, our router or the
metadata service of a cloud. A name is looked up once and we connect to the very address that was checked, so
a name that answers differently the second time gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from typing import TypeAlias

IP: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
PORTS = (80, 443)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SHARED = ipaddress.ip_network("100.64.0.0/10")


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """This address is not one that we ask anything of. The message names no more than was given."""


@dataclass(frozen=True, slots=True)
class Guard:
    """`loopback` lets tests talk to a server on this machine; nothing else ever sets it."""

    loopback: bool = False

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses of this host that we may connect to.

        Raises:
            Refused: none is public, or the port is not one of the web.
            OSError: the name is not known.
        """
        if port not in PORTS and not self.loopback:
            raise Refused(f"port {port}: only 80 and 443 are asked")
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        told = list(dict.fromkeys(str(one[4][0]) for one in found))
        # One private address among public ones is refused as a whole: nobody sane publishes such a name.
        if not told or not all(self._may(ipaddress.ip_address(one.partition("%")[0])) for one in told):
            raise Refused(f"{host}: not a public address")
        return told

    def _may(self, address: IP) -> bool:
        if self.loopback and address.is_loopback:
            return True
        inner = _inner(address)
        return is_public(address) and (inner is None or is_public(inner))


def is_public(address: IP) -> bool:
    """Whether this is an address of the open internet.

    Multicast, link-local, shared carrier space and what stands for another address are none.
    """
    if address.is_multicast or address.is_reserved or address.is_unspecified or address.is_link_local:
        return False
    if address.version == 4 and address in _SHARED:  # noqa: PLR2004 - the version
        return False
    return bool(address.is_global)


def _inner(address: IP) -> IP | None:
    """The address of the old kind that one of the new kind stands for, None when it stands for itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)
