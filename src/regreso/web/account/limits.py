"""How often one may try to come in: by name, by address, by account; counted for all processes together."""

from __future__ import annotations

from django.http import HttpRequest

from regreso.casebook.allowance import BY_ACCOUNT, BY_ADDRESS, BY_NAME, BY_NAME_AND_ADDRESS, Limit
from regreso.casebook.models import Staff
from regreso.web.base.budgets import wait, was_good
from regreso.web.base.network import address_of

__all__ = ["for_account", "for_password", "for_stranger", "wait", "was_good"]


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
