"""Only addresses of the open internet are asked, whatever they are written as."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest

from regreso.channels.guard import Guard, Refused, is_public

PRIVATE = [
    "127.0.0.1", "127.255.0.1", "0.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "192.0.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1",
    "::1", "::", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a9fe:a9fe::", "2001:db8::1",
]  # fmt: skip
PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:4700:4700::1111"]


def told(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """The name server answers so."""

    def answer(_host: str, port: int, **_: Any) -> list[Any]:
        return [
            (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port))
            for one in addresses
        ]

    monkeypatch.setattr(socket, "getaddrinfo", answer)


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_of_the_open_internet_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    told(monkeypatch, address)
    with pytest.raises(Refused):
        Guard().addresses("news.example", 80)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_one_is_let_through(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    told(monkeypatch, address)
    assert Guard().addresses("news.example", 443) == [address]


def test_one_private_address_among_public_ones_spoils_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch, "93.184.216.34", "10.0.0.1")
    with pytest.raises(Refused):
        Guard().addresses("news.example", 80)


@pytest.mark.parametrize("written", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "localhost"])
def test_other_ways_to_write_this_machine_are_refused(written: str) -> None:
    with pytest.raises((Refused, OSError)):
        Guard().addresses(written.strip("[]"), 80)


@pytest.mark.parametrize("port", [22, 25, 5432, 6379, 8000])
def test_ports_of_other_services_are_refused(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    told(monkeypatch, "93.184.216.34")
    with pytest.raises(Refused):
        Guard().addresses("news.example", port)


def test_the_test_override_opens_loopback_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Guard(loopback=True).addresses("127.0.0.1", 8000) == ["127.0.0.1"]
    told(monkeypatch, "10.0.0.1")
    with pytest.raises(Refused):
        Guard(loopback=True).addresses("news.example", 80)


def test_what_stands_for_another_address_is_judged_by_that_one() -> None:
    assert not is_public(ipaddress.ip_address("192.168.0.1"))
    assert is_public(ipaddress.ip_address("8.8.8.8"))
