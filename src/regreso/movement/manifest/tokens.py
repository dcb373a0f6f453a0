"""Boarding tokens: eight signs that survive bad print, a wet hand and a hurried ear, with a check in them.

No 0, 1, I, L or O, so nothing looks like anything else; the last sign checks the others: one wrong sign, or
two that changed places, are always found. A token says nothing of who bears it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # 31, a prime: that is why the check finds every slip
LENGTH = 8
_HALF = LENGTH // 2
# A keyboard set to Ukrainian or Russian gives letters that look the same and are not.
_LATIN = str.maketrans("АВЕКМНРСТУХ", "ABEKMHPCTYX")


def new_token(choose: Callable[[str], str] = secrets.choice) -> str:
    """A token that nobody can guess, written in two halves.

    >>> new_token(lambda signs: signs[0])
    '2222-2222'
    """
    signs = "".join(choose(SIGNS) for _ in range(LENGTH - 1))
    signs += _check(signs)
    return f"{signs[:_HALF]}-{signs[_HALF:]}"


def read_token(typed: str) -> str:
    """The token as it is written, whatever case, spaces or alphabet it was typed in; "" if it is none.

    >>> read_token(" аbcd 2345"), read_token("2222 2222")
    ('', '2222-2222')
    """
    signs = "".join(letter for letter in typed.upper().translate(_LATIN) if letter not in " -–—\u00a0")
    good = len(signs) == LENGTH and set(signs) <= set(SIGNS) and _check(signs[:-1]) == signs[-1]
    return f"{signs[:_HALF]}-{signs[_HALF:]}" if good else ""


def _check(signs: str) -> str:
    """The weighted sum of the signs, with the check weighing 1, is 0 modulo 31."""
    total = sum((LENGTH - place) * SIGNS.index(sign) for place, sign in enumerate(signs))
    return SIGNS[-total % len(SIGNS)]
