"""Passkeys (WebAuthn): what a browser is asked, and whether its answer is good. One place knows fido2."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from regreso.casebook.models import Passkey

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regreso.casebook.models import Staff

_MUST = UserVerificationRequirement.REQUIRED  # a finger, a face or a PIN: the key alone opens nothing


class BadPasskeyError(Exception):
    """The browser's answer is none, or not to our question, or of a key that we do not know."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`options` go to the browser as JSON; `state` stays in the session until it answers."""

    options: dict[str, Any]
    state: dict[str, Any]


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that a browser made for us."""

    handle: bytes
    public: bytes
    count: int


def ask_for_new(staff: Staff, host: str) -> Asked:
    """Ask the browser to make a key for this account; those that it has already are left out."""
    who = PublicKeyCredentialUserEntity(
        id=staff.pk.bytes, name=staff.get_username(), display_name=staff.get_username()
    )
    options, state = _server(host).register_begin(
        who,
        _known(Passkey.objects.filter(staff=staff)),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=_MUST,
    )
    return Asked(dict(options), dict(state))


def new_key(answer: str, state: dict[str, Any], host: str) -> NewKey:
    """The key that the browser made.

    Raises:
        BadPasskeyError: it made none, or it was not asked for.
    """
    try:
        data = _server(host).register_complete(state, RegistrationResponse.from_dict(json.loads(answer)))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadPasskeyError(str(error)) from error
    made = data.credential_data
    if made is None:
        raise BadPasskeyError("no key in the answer")
    return NewKey(made.credential_id, bytes(made), data.counter)


def ask_to_sign_in(host: str, staff: Staff | None = None) -> Asked:
    """Ask the browser for a key: any that it holds for us, or one of this account.

    Without an account the question is the same for everybody, so it tells nothing of who has one.
    """
    known = _known(Passkey.objects.filter(staff=staff)) if staff else None
    options, state = _server(host).authenticate_begin(known, user_verification=_MUST)
    return Asked(dict(options), dict(state))


def used_key(answer: str, state: dict[str, Any], host: str) -> tuple[Passkey, int]:
    """The key that signed our question, and its counter.

    Raises:
        BadPasskeyError: no key of ours signed it, or its counter says that it was copied.
    """
    try:
        given = AuthenticationResponse.from_dict(json.loads(answer))
        row = Passkey.objects.select_related("staff").filter(handle=given.raw_id).first()
        if row is None or not row.staff.is_active:
            raise BadPasskeyError("a key that we do not know")
        _server(host).authenticate_complete(state, _known([row]), given)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadPasskeyError(str(error)) from error
    if given.response.user_handle not in (None, row.staff.pk.bytes):
        raise BadPasskeyError("a key that was made for another account")
    count = given.response.authenticator_data.counter
    if count and count <= row.count:
        raise BadPasskeyError("the key's counter fell back: it was copied")
    return row, count


def _known(rows: Iterable[Passkey]) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(bytes(row.public)) for row in rows]


def _server(host: str) -> Fido2Server:
    """`host` as the browser asked for it: a key belongs to one name, and to https but for localhost."""
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return Fido2Server(PublicKeyCredentialRpEntity(name="Regreso", id=name))
