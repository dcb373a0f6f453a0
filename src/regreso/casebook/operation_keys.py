"""The secret of each operation: what is sealed in it opens with that secret and with no other.

A secret lies in the database only wrapped: by the current master key, or by a program of yours that asks a
KMS or HSM (`REGRESO_WRAP`). The key of each data class is derived from it. Whoever destroys the secret's row
has destroyed all that was sealed under it, in every free page of the disk too. What belongs to no operation
(accounts, conversations before an enquiry) is sealed by the master key itself, as `Keyring.seal` does.

A sealed value of an operation: version 2 (1 byte), id of the secret (16), nonce (12), ciphertext with tag.
"""

from __future__ import annotations

import base64
import secrets
import subprocess
import time
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from regreso.casebook.keys import KeyGoneError, KeysError, derived, keyring, keyring_again

if TYPE_CHECKING:
    from django.db.models import Model

    from regreso.casebook.data_class import DataClass

VERSION = 2
# For so many seconds a process seals with the secret it saw last; a rotation waits longer before it goes on.
FRESH = 30.0
_HEADER, _NONCE, _SECRET = 17, 12, 32
_PATIENCE = 20  # seconds for the wrapping program
BY_PROGRAM = b"P"  # what a master wrapped begins with the version of the sealed form instead

_ciphers: dict[tuple[bytes, DataClass], AESGCM] = {}
_current: dict[UUID, tuple[bytes | None, float]] = {}
# Made here, in a transaction that has not ended: if it is taken back, nothing may go on sealing with them.
_unsettled: set[bytes] = set()
# True only in tests, whose transactions are all taken back: they go on sealing with what was made in them.
TAKEN_BACK_TOO = False


def make_secret(operation_id: UUID) -> bytes:
    """A new secret, with which this operation seals from now on; older ones open what they sealed.

    Returns:
        The id of the secret (16 bytes).
    """
    row = _rows()(operation_id=operation_id, made_at=timezone.now())
    row.wrapped = wrap(secrets.token_bytes(_SECRET), where=_where(row.pk))
    if not TAKEN_BACK_TOO:
        _unsettled.add(row.pk.bytes)
    with transaction.atomic():
        _rows().objects.filter(operation_id=operation_id, retired_at=None).update(retired_at=row.made_at)
        row.save(force_insert=True)
    forget(operation_id)
    transaction.on_commit(lambda: _unsettled.discard(row.pk.bytes))
    made: bytes = row.pk.bytes
    return made


def destroy_retired(operation_id: UUID) -> int:
    """The secrets with which nothing is sealed any more are gone for good; how many.

    The caller has made a pass that found nothing under them (`resealing.reseal`).
    """
    gone, _ = _rows().objects.filter(operation_id=operation_id).exclude(retired_at=None).delete()
    drop_ciphers()
    return int(gone)


def forget(operation_id: UUID) -> None:
    """Ask the database again before anything is sealed in this operation."""
    _current.pop(operation_id, None)


def current(operation_id: UUID) -> bytes | None:
    """The id of the secret with which this operation seals now; None when it has none (any more)."""
    known = _current.get(operation_id)
    if known is not None and time.monotonic() - known[1] < FRESH:
        return known[0]
    rows = _rows().objects.filter(operation_id=operation_id, retired_at=None).order_by("-made_at", "pk")
    found = rows.values_list("pk", flat=True).first()
    key_id = found.bytes if found else None
    if key_id not in _unsettled:
        _current[operation_id] = (key_id, time.monotonic())
    return key_id


def seal(plain: bytes, *, data_class: DataClass, where: str, operation_id: UUID | None) -> bytes:
    """The value sealed for its operation, bound to `where`; by the master where there is no operation.

    Raises:
        KeysError: no keys, or the wrapping program fails.
    """
    key_id = current(operation_id) if operation_id else None
    if key_id is None:
        return keyring().seal(plain, data_class=data_class, where=where)
    header, nonce = bytes([VERSION]) + key_id, secrets.token_bytes(_NONCE)
    return header + nonce + _cipher(key_id, data_class, where).encrypt(nonce, plain, header + where.encode())


def unseal(sealed: bytes, *, data_class: DataClass, where: str) -> bytes:
    """The plain bytes, whoever sealed them.

    Raises:
        KeyGoneError: the secret was destroyed, with all that it sealed.
        KeysError: unknown key, changed bytes, or a value that was moved from another row.
    """
    if sealed[:1] != bytes([VERSION]):
        try:
            return keyring().open(sealed, data_class=data_class, where=where)
        except KeyGoneError:  # somebody may have added a master since this process began
            return keyring_again().open(sealed, data_class=data_class, where=where)
    header, rest = sealed[:_HEADER], sealed[_HEADER:]
    if len(rest) < _NONCE:
        raise KeysError(f"{where}: these bytes were not sealed by Regreso.")
    cipher = _cipher(header[1:], data_class, where)
    try:
        return cipher.decrypt(rest[:_NONCE], rest[_NONCE:], header + where.encode())
    except InvalidTag:
        raise KeysError(f"{where}: the sealed value was changed or moved from another row.") from None


def sealed_by(sealed: bytes) -> bytes | int:
    """What sealed these bytes: the id of an operation's secret (16 bytes), or the number of a master key."""
    return sealed[1:_HEADER] if sealed[:1] == bytes([VERSION]) else int.from_bytes(sealed[1:5], "big")


def wrap(secret: bytes, *, where: str) -> bytes:
    """The secret as it may lie in a database: under the current master, or as the program wraps it."""
    if settings.REGRESO_WRAP:
        return BY_PROGRAM + _asked("wrap", secret)
    return keyring().wrap(secret, where=where)


def unwrap(wrapped: bytes, *, where: str) -> bytes:
    """The secret again.

    Raises:
        KeysError: it was wrapped by another master or program, or was changed.
    """
    if wrapped.startswith(BY_PROGRAM):
        return _asked("unwrap", wrapped.removeprefix(BY_PROGRAM))
    try:
        return keyring().unwrap(wrapped, where=where)
    except KeyGoneError:
        return keyring_again().unwrap(wrapped, where=where)


def rewrap(row: Any) -> bool:  # noqa: ANN401 - an OperationKey, which this module cannot import
    """Wrap this secret anew, by the master or program of today; whether that changed anything."""
    if not settings.REGRESO_WRAP and keyring().wrapped_by_current(bytes(row.wrapped)):
        return False
    row.wrapped = wrap(unwrap(bytes(row.wrapped), where=_where(row.pk)), where=_where(row.pk))
    row.save(update_fields=["wrapped"])
    return True


def _cipher(key_id: bytes, data_class: DataClass, where: str) -> AESGCM:
    if (key_id, data_class) not in _ciphers:
        row = _rows().objects.filter(pk=UUID(bytes=key_id)).first()
        if row is None:
            raise KeyGoneError(
                f"{where}: the key of this operation was destroyed, and what it sealed with it."
            )
        secret = unwrap(bytes(row.wrapped), where=_where(row.pk))
        _ciphers[key_id, data_class] = AESGCM(derived(secret, f"seal:{data_class}"))
    return _ciphers[key_id, data_class]


def drop_ciphers() -> None:
    """Forget every key that this process holds; what is needed is unwrapped again."""
    _ciphers.clear()
    _current.clear()


def _where(key: UUID) -> str:
    return f"operation_key:{key}"


@cache
def _rows() -> Any:  # noqa: ANN401 - the model; it is made of fields of the module that imports this one
    found: type[Model] = apps.get_model("casebook", "OperationKey")
    return found


def _asked(act: str, data: bytes) -> bytes:
    """What the program of REGRESO_WRAP answers: one line of base64 in, one out."""
    if not settings.REGRESO_WRAP:
        raise KeysError("This key was wrapped by a program (KMS or HSM): REGRESO_WRAP has to name it.")
    try:
        done = subprocess.run(  # noqa: S603 - the operator's own program, no shell
            [settings.REGRESO_WRAP, act],
            input=base64.b64encode(data), capture_output=True, timeout=_PATIENCE, check=True,
        )  # fmt: skip
        return base64.b64decode(done.stdout.strip(), validate=True)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise KeysError(
            f"“{settings.REGRESO_WRAP} {act}” did not answer as it should ({type(error).__name__}): expected "
            "one line of base64 and exit code 0. Try it by hand."
        ) from error
