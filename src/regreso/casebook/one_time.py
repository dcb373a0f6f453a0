"""One-time codes of an authenticator app (RFC 6238), and the recovery codes for the day it is lost."""

from __future__ import annotations

import base64
import hmac
import secrets
from typing import TYPE_CHECKING
from urllib.parse import quote

from regreso.casebook.keys import keyring

if TYPE_CHECKING:
    from datetime import datetime

DIGITS, SECONDS, BYTES = 6, 30, 20
NEAR = 1  # steps by which a telephone's clock may be wrong, either way
RECOVERY_CODES, RECOVERY_LETTERS = 10, 12
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that a tired eye takes for another: 31 ** 12 is 59 bits


def new_secret() -> str:
    """A fresh secret in base 32, as apps want it."""
    return base64.b32encode(secrets.token_bytes(BYTES)).decode()


def step_of(at: datetime) -> int:
    """The number of the half minute."""
    return int(at.timestamp()) // SECONDS


def code_at(secret: str, step: int) -> str:
    """The six digits of a half minute."""
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_that_fits(secret: str, code: str, *, at: datetime, after: int) -> int | None:
    """The half minute whose code this is, near `at` and later than `after`; None when there is none."""
    now = step_of(at)
    typed = "".join(code.split())
    fitting = [
        step
        for step in range(now - NEAR, now + NEAR + 1)
        if hmac.compare_digest(code_at(secret, step).encode(), typed.encode()) and step > after
    ]
    return fitting[0] if fitting else None


def address_for_app(secret: str, name: str) -> str:
    """What the square code for an app says."""
    return f"otpauth://totp/Regreso:{quote(name)}?secret={secret}&issuer=Regreso"


def new_recovery_codes() -> list[str]:
    """Ten codes to print, in groups of four letters."""
    return [_grouped() for _ in range(RECOVERY_CODES)]


def _grouped() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _ in range(RECOVERY_LETTERS))
    return "-".join(letters[start : start + 4] for start in range(0, RECOVERY_LETTERS, 4))


def recovery_digest(code: str) -> bytes:
    """The keyed digest by which a recovery code is known, however it was typed."""
    letters = "".join(letter for letter in code.casefold() if letter.isalnum())
    return keyring().index(letters, purpose="recovery")


def is_recovery_code(typed: str) -> bool:
    """Whether this has the length of a recovery code: otherwise it is meant as a one-time code."""
    return len([letter for letter in typed if letter.isalnum()]) == RECOVERY_LETTERS
