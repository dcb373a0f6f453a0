"""How often one may try: the words for whoever has to wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import ngettext

from regreso.casebook import allowance

if TYPE_CHECKING:
    from regreso.casebook.allowance import Limit


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
