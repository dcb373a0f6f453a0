"""Boxes that a device can shut and only we can open: ECDH on P-256, then AES-256-GCM, as browsers have them.

A telephone without a network keeps who somebody said they are. It must not be able to read it again: whoever
takes the telephone away learns nothing. The form: the sender's public point (65 bytes), a nonce (12), the
sealed JSON; all in base64.
"""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from regreso.casebook.keys import keyring

_POINT, _NONCE = 65, 12
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256 (FIPS 186-4, D.1.2.3)
_INFO = b"regreso box 1"


class BoxError(ValueError):
    """These are not the letters of a box that was shut for us."""


def public_key() -> str:
    """The key with which a browser shuts a box, in base64: an uncompressed point."""
    return base64.b64encode(_point(derived_key("box").public_key())).decode()


def open_box(shut: str) -> Any:  # noqa: ANN401 - any JSON
    """What is in the box.

    Raises:
        BoxError: it was shut for somebody else, or changed on the way.
    """
    try:
        data = base64.b64decode(shut, validate=True)
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), data[:_POINT])
        shared = derived_key("box").exchange(ec.ECDH(), theirs)
        nonce, sealed = data[_POINT : _POINT + _NONCE], data[_POINT + _NONCE :]
        return json.loads(AESGCM(_key(shared)).decrypt(nonce, sealed, data[:_POINT]))
    except (ValueError, binascii.Error, InvalidTag) as error:
        raise BoxError("a box that was not shut for us, or was changed on the way") from error


def derived_key(purpose: str) -> ec.EllipticCurvePrivateKey:
    """A key on P-256 for one purpose; derived, so that a backup of the keyring brings it back."""
    number = int(keyring().mac(b"", purpose=purpose), 16) % (_ORDER - 1) + 1
    return ec.derive_private_key(number, ec.SECP256R1())


def _point(public: ec.EllipticCurvePublicKey) -> bytes:
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _key(shared: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=_INFO).derive(shared)
