"""Certificates: a code to read out and a signature to check, on the paper that a mother carries.

The public check answers one thing, "issued by us" or not, and does the same work for a code that is ours,
one that was changed, revoked or has expired, and one that never was: one look-up and one signature.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from regreso.casebook.keys import keyring
from regreso.casebook.models import Certificate

if TYPE_CHECKING:
    from regreso.casebook.models import Operation

KINDS = ("captivity", "journey", "death", "announcement", "notice", "alive")
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
# People type on the keyboard that they have: letters of the other alphabet stand for those they look like.
_READ_AS = str.maketrans("OILОІЗАВЕКМНРСТУХЅ", "0110" + "13ABEKMHPCTYXS")
_RANDOM = 15  # symbols of five bits each: 75 bits
PUBLIC = "announcement"
_PREFIX = "RGS"
_GROUP = 4
_NOTHING = bytes(64)  # a signature that signs nothing


@dataclass(frozen=True, slots=True)
class Checked:
    """All that the public may learn of a code."""

    issued: bool
    kind: str = ""  # told for what is public anyhow: an announcement
    key: UUID | None = None

    def __bool__(self) -> bool:
        return self.issued


def new_code() -> str:
    """A code of 75 random bits with a check character: RGS-XXXX-XXXX-XXXX-XXXX."""
    symbols = "".join(secrets.choice(_ALPHABET) for _ in range(_RANDOM))
    symbols += _check_symbol(symbols)
    groups = [symbols[i : i + _GROUP] for i in range(0, len(symbols), _GROUP)]
    return "-".join((_PREFIX, *groups))


def canonical_code(written: str) -> str:
    """The sixteen symbols of a code as someone typed it: any case, O for 0, I or L for 1, any separators.

    Cyrillic letters that look the same are read as such, and so are the wide signs of some telephones.

    >>> canonical_code("а в е-１２") == canonical_code("ABE12") == "ABE12"
    True
    """
    letters = "".join(
        c for c in unicodedata.normalize("NFKC", written[:200]).upper().translate(_READ_AS) if c in _ALPHABET
    )
    return letters.removeprefix(_PREFIX) if len(letters) > _RANDOM + 1 else letters


def mistyped(written: str) -> bool:
    """Whether the check character shows a slip: any one wrong symbol, any two neighbours exchanged.

    It says nothing about which codes exist: anyone can compute it.
    """
    symbols = canonical_code(written)
    return len(symbols) != _RANDOM + 1 or _check_symbol(symbols[:-1]) != symbols[-1]


def issue(
    kind: str,
    content: dict[str, Any],
    *,
    operation: Operation,
    at: datetime,
    expires_at: datetime | None = None,
) -> Certificate:
    """A signed certificate, saved; its code opens from the row for those who may see the row."""
    if kind not in KINDS:
        raise ValueError(f"“{kind}” is no kind of certificate: expected one of {', '.join(KINDS)}.")
    code = new_code()
    certificate = Certificate(
        operation=operation, kind=kind, code=code, content=content, issued_at=at, expires_at=expires_at,
        code_index=_index(code),
    )  # fmt: skip
    signed = signed_form(certificate)
    certificate.digest = hashlib.sha256(signed).hexdigest()
    certificate.signature = keyring().sign(signed)
    certificate.save(force_insert=True)
    return certificate


def signed_form(certificate: Certificate) -> bytes:
    """What the signature covers, as canonical JSON: with it and our public key an outsider can check."""
    parts = {
        "code": canonical_code(certificate.code),
        "content": certificate.content,
        "expires_at": _utc(certificate.expires_at) if certificate.expires_at else None,
        "issued_at": _utc(certificate.issued_at),
        "kind": certificate.kind,
        "operation": str(certificate.operation_id),
    }
    return json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def check(code: str, *, at: datetime) -> Checked:
    """Whether this code is on a certificate of ours that holds at this time."""
    row = Certificate.objects.filter(code_index=_index(code)).first()
    signed = signed_form(row) if row else code[:200].encode(errors="replace")
    signature = bytes(row.signature) if row else _NOTHING
    ours = keyring().signed_by_us(signed, signature)
    holds = bool(row and row.revoked_at is None and (row.expires_at is None or at < row.expires_at))
    if row and ours and row.kind == PUBLIC:
        return Checked(issued=True, kind=PUBLIC, key=row.pk)
    return Checked(ours and holds)


def revoke(certificate: Certificate, *, at: datetime) -> None:
    """From now on the public check says "not issued by us". Revoking twice keeps the first time."""
    if certificate.revoked_at is None:
        certificate.revoked_at = at
        certificate.save(update_fields=["revoked_at"])


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _index(code: str) -> bytes:
    return keyring().index(canonical_code(code), purpose="certificate")


def _check_symbol(symbols: str) -> str:
    """A remainder over GF(32) with x⁵ + x² + 1."""
    rest = 0
    for symbol in symbols:
        rest = _times_x(rest) ^ _ALPHABET.index(symbol)
    return _ALPHABET[_times_x(rest)]


def _times_x(value: int) -> int:
    doubled = value << 1
    return doubled ^ 0b100101 if doubled & 0b100000 else doubled
