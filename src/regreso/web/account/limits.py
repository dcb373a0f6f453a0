"""How often one may try to come in: by name, by address, by account; counted for all processes together."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import ngettext

from regreso.casebook import allowance
from regreso.casebook.allowance import BY_ACCOUNT, BY_ADDRESS, BY_NAME, BY_NAME_AND_ADDRESS, Limit
from regreso.casebook.models import Staff
from regreso.web.base.network import address_of


def for_password(request: HttpRequest, name: str) -> list[tuple[Limit, str]]:
    """What a try with a name and a password takes from. A name counts the same whether it exists or not."""
    folded, address = name.strip().casefold(), address_of(request)
    return [
        (BY_NAME_AND_ADDRESS, f"{folded}\0{address}"),
        (BY_NAME, folded),
        (BY_ADDRESS, address),
    ]


def for_account(request: HttpRequest, staff: Staff) -> list[tuple[Limit, str]]:
    """What a try with a second way in takes from."""
    return [(BY_ACCOUNT, str(staff.pk)), (BY_ADDRESS, address_of(request))]


def for_stranger(request: HttpRequest) -> list[tuple[Limit, str]]:
    """What a try of nobody known takes from: a key, or the link of an invitation."""
    return [(BY_ADDRESS, address_of(request))]


def wait(limits: list[tuple[Limit, str]]) -> str:
    """Take one try from each; "" when all had one, otherwise how long to wait, in words."""
    at = timezone.now()
    seconds = max(allowance.take(limit, key, at=at) for limit, key in limits)
    if not seconds:
        return ""
    minutes = -(-seconds // 60)
    return ngettext(
        "That was tried too often. Please wait a minute, then try again.",
        "That was tried too often. Please wait %(n)s minutes, then try again.",
        minutes,
    ) % {"n": minutes}


def was_good(limits: list[tuple[Limit, str]]) -> None:
    """The try does not count."""
    for limit, key in limits:
        allowance.give_back(limit, key)
