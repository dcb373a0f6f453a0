"""Certificates are checkable by anyone and tell nobody anything else."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regreso.casebook import certificates
from regreso.casebook.certificates import (
    canonical_code,
    check,
    issue,
    mistyped,
    new_code,
    revoke,
    signed_form,
)
from regreso.casebook.keys import Keyring, keyring
from regreso.casebook.models import Certificate, Operation

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@pytest.fixture
def certificate(operation: Operation, at: datetime) -> Certificate:
    return issue("captivity", {"name": "Тарас Шевченко"}, operation=operation, at=at)


def test_a_code_of_ours_is_issued_by_us_however_it_is_typed(certificate: Certificate, at: datetime) -> None:
    code = Certificate.objects.get().code
    typed = (code, code.lower(), code.replace("-", " "), code.removeprefix("RGS-"), code.replace("0", "o"))
    assert [bool(check(text, at=at)) for text in typed] == [True] * 5
    assert certificate.code == code


def test_codes_hold_at_least_sixty_bits_and_differ() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert certificates._RANDOM * 5 >= 60
    assert all(len(code) == len("RGS-XXXX-XXXX-XXXX-XXXX") and not mistyped(code) for code in codes)


def test_one_wrong_symbol_or_two_exchanged_are_seen_as_a_slip() -> None:
    symbols = certificates.canonical_code(new_code())
    for place in range(16):
        for other in set(ALPHABET) - {symbols[place]}:
            assert mistyped(symbols[:place] + other + symbols[place + 1 :])
    for place in range(15):
        a, b = symbols[place], symbols[place + 1]
        assert a == b or mistyped(symbols[:place] + b + a + symbols[place + 2 :])
    assert mistyped(symbols[:-1])


def test_every_no_looks_and_works_alike(certificate: Certificate, operation: Operation, at: datetime) -> None:
    revoked = issue("death", {}, operation=operation, at=at)
    revoke(revoked, at=at)
    expired = issue("journey", {}, operation=operation, at=at, expires_at=at)
    tampered = certificate.code[:-1] + next(c for c in ALPHABET if c != certificate.code[-1])
    seen = []
    for code in (revoked.code, expired.code, tampered, new_code(), "", "no such thing", "я" * 10_000):
        with CaptureQueriesContext(connection) as queries:
            seen.append((check(code, at=at), len(queries)))
    assert seen == [(certificates.Checked(issued=False), 1)] * 7
    with CaptureQueriesContext(connection) as queries:
        assert check(certificate.code, at=at)
    assert len(queries) == 1


def test_each_check_verifies_one_signature(
    certificate: Certificate, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified = []
    real = type(keyring()).signed_by_us

    def counted(ring: Keyring, data: bytes, signature: bytes) -> bool:
        verified.append(data)
        return real(ring, data, signature)

    monkeypatch.setattr(type(keyring()), "signed_by_us", counted)
    for code in (certificate.code, new_code()):
        check(code, at=at)
    assert len(verified) == 2


def test_a_certificate_holds_until_it_expires(operation: Operation, at: datetime) -> None:
    sheet = issue("journey", {}, operation=operation, at=at, expires_at=at + timedelta(days=3))
    assert [bool(check(sheet.code, at=at + timedelta(days=d))) for d in (0, 2, 3)] == [True, True, False]


def test_the_time_zone_of_the_desk_does_not_matter(operation: Operation, at: datetime) -> None:
    kyiv = at.astimezone(ZoneInfo("Europe/Kyiv"))
    assert check(issue("death", {"a": [1, 2.5]}, operation=operation, at=kyiv).code, at=kyiv)


def test_a_changed_row_is_not_issued_by_us(certificate: Certificate, at: datetime) -> None:
    certificate.content = {"name": "Иван Коваль"}
    certificate.save()
    assert not check(certificate.code, at=at)


def test_an_outsider_can_check_the_signature(certificate: Certificate) -> None:
    public = Ed25519PrivateKey.from_private_bytes(keyring().signing_key).public_key()
    again = Certificate.objects.get()
    public.verify(bytes(again.signature), signed_form(again))
    assert "Тарас Шевченко".encode() in signed_form(again)
    assert again.digest == certificate.digest


def test_revoking_twice_keeps_the_first_time(certificate: Certificate, at: datetime) -> None:
    revoke(certificate, at=at)
    revoke(certificate, at=at + timedelta(days=1))
    assert Certificate.objects.get().revoked_at == at


def test_an_unknown_kind_is_refused(operation: Operation, at: datetime) -> None:
    with pytest.raises(ValueError, match="captivity, journey, death"):
        issue("medal", {}, operation=operation, at=at)


def test_a_code_typed_on_a_cyrillic_keyboard_is_the_same_code() -> None:
    latin, cyrillic = "ABEKMHPCTYX013", "АВЕКМНРСТУХОІЗ"
    assert canonical_code(cyrillic) == canonical_code(cyrillic.lower()) == canonical_code(latin)
