"""One-time codes are those of RFC 6238; recovery codes are known however they are typed."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regreso.casebook.one_time import (
    RECOVERY_CODES,
    address_for_app,
    code_at,
    is_recovery_code,
    new_recovery_codes,
    new_secret,
    recovery_digest,
    step_of,
    step_that_fits,
)

RFC = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [  # RFC 6238, appendix B, the last six of the eight digits
        (59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"),
        (2000000000, "279037"), (20000000000, "353130"),
    ],
)  # fmt: skip
def test_the_codes_of_the_standard(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    assert code_at(RFC, step_of(at)) == code
    assert step_that_fits(RFC, f" {code[:3]} {code[3:]} ", at=at, after=0) == seconds // 30


@given(st.integers(0, 2**33), st.integers(-3, 3))
def test_a_clock_may_be_wrong_by_half_a_minute_and_no_more(seconds: int, off: int) -> None:
    secret, step = new_secret(), seconds // 30 + 10
    at = datetime.fromtimestamp(step * 30, UTC)
    fits = step_that_fits(secret, code_at(secret, step + off), at=at, after=0)
    assert fits == step + off if abs(off) <= 1 else fits is None or abs(fits - step) <= 1


def test_a_code_that_was_taken_fits_no_more() -> None:
    at = datetime(2022, 3, 3, tzinfo=UTC)
    step = step_of(at)
    assert step_that_fits(RFC, code_at(RFC, step), at=at, after=step) is None
    assert step_that_fits(RFC, code_at(RFC, step + 1), at=at, after=step) == step + 1


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "абвгґд", "28708²"])
def test_what_is_no_code_fits_never(typed: str) -> None:
    assert step_that_fits(RFC, typed, at=datetime.fromtimestamp(59, UTC), after=0) is None


def test_ten_codes_that_differ_and_are_known_again() -> None:
    codes = new_recovery_codes()
    assert len({recovery_digest(code) for code in codes}) == RECOVERY_CODES
    first = codes[0]
    assert is_recovery_code(first)
    assert not is_recovery_code("287082")
    assert recovery_digest(f"  {first.upper().replace('-', ' ')} ") == recovery_digest(first)


def test_an_app_is_told_name_and_secret() -> None:
    assert address_for_app("ABC", "олена") == (
        "otpauth://totp/Regreso:%D0%BE%D0%BB%D0%B5%D0%BD%D0%B0?secret=ABC&issuer=Regreso"
    )
