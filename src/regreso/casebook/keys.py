"""The keyring: master keys that never enter the database, and what is derived from them.

Keys come from a file (`REGRESO_KEYS_FILE`, mode 600), from the environment (`REGRESO_KEYS`) or from a program
that prints them (`REGRESO_KEYS_COMMAND`: a vault's client), as JSON:
`{"keys": {"1": base64 of 32 bytes, …}, "current": 1, "index": base64, "signing": base64}`. Each sealed
value names the master key that sealed it, so a new master can be added and old values still open.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import shlex
import subprocess
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from regreso.casebook.data_class import DataClass

VERSION = 1  # of the sealed form: version (1 byte), key id (4), nonce (12), ciphertext with tag
_HEADER, _NONCE, _KEY = 5, 12, 32
_PATIENCE = 20  # seconds for a program that brings the keys


class KeysError(Exception):
    """Keys are absent or wrong, or a sealed value does not open with them."""


class KeyGoneError(KeysError):
    """The key that sealed a value is not here: destroyed, or in another key file."""


@dataclass(frozen=True)
class Keyring:
    """Masters by id, the current one, and the keys for indexes and signatures."""

    masters: dict[int, bytes]
    current: int
    index_key: bytes
    signing_key: bytes
    _ciphers: dict[tuple[int, str], AESGCM] = field(default_factory=dict, repr=False, compare=False)

    def seal(self, plain: bytes, *, data_class: DataClass, where: str) -> bytes:
        """AES-256-GCM, bound to `where` ("table.column:row"): moved to another row it does not open."""
        nonce = secrets.token_bytes(_NONCE)
        header = bytes([VERSION]) + self.current.to_bytes(4, "big")
        cipher = self._cipher(self.current, data_class)
        return header + nonce + cipher.encrypt(nonce, plain, header + where.encode())

    def open(self, sealed: bytes, *, data_class: DataClass, where: str) -> bytes:
        """The plain bytes.

        Raises:
            KeysError: unknown key, changed bytes, or a value that was moved from another row.
        """
        header, nonce = sealed[:_HEADER], sealed[_HEADER : _HEADER + _NONCE]
        if len(sealed) < _HEADER + _NONCE or header[0] != VERSION:
            raise KeysError(f"{where}: these bytes were not sealed by Regreso.")
        cipher = self._cipher(int.from_bytes(header[1:], "big"), data_class)
        try:
            return cipher.decrypt(nonce, sealed[_HEADER + _NONCE :], header + where.encode())
        except InvalidTag:
            raise KeysError(f"{where}: the sealed value was changed or moved from another row.") from None

    def wrap(self, secret: bytes, *, where: str) -> bytes:
        """An operation's secret under the current master, bound to `where`; made up as `seal` makes it up."""
        nonce = secrets.token_bytes(_NONCE)
        header = bytes([VERSION]) + self.current.to_bytes(4, "big")
        return header + nonce + self._wrapper(self.current).encrypt(nonce, secret, header + where.encode())

    def unwrap(self, wrapped: bytes, *, where: str) -> bytes:
        """The secret again.

        Raises:
            KeysError: another key, changed bytes, or a secret that was moved from another row.
        """
        header, nonce = wrapped[:_HEADER], wrapped[_HEADER : _HEADER + _NONCE]
        wrapper = self._wrapper(int.from_bytes(header[1:], "big"))
        try:
            return wrapper.decrypt(nonce, wrapped[_HEADER + _NONCE :], header + where.encode())
        except InvalidTag:
            raise KeysError(f"{where}: the wrapped key was changed or moved from another row.") from None

    def wrapped_by_current(self, wrapped: bytes) -> bool:
        """Whether it was the current master."""
        return wrapped[:_HEADER] == bytes([VERSION]) + self.current.to_bytes(4, "big")

    def index(self, text: str, *, purpose: str) -> bytes:
        """A keyed digest for exact look-up of secrets such as retrieval phrases (16 bytes)."""
        return hmac.new(self.index_key, f"{purpose}\0{text}".encode(), hashlib.sha256).digest()[:16]

    def mac(self, data: bytes, *, purpose: str) -> str:
        """A keyed digest that only the holder of the keys can make (64 hex characters)."""
        return hmac.new(self.index_key, purpose.encode() + b"\0" + data, hashlib.sha256).hexdigest()

    def sign(self, data: bytes) -> bytes:
        """An Ed25519 signature (64 bytes) that outsiders can check with the public key."""
        return Ed25519PrivateKey.from_private_bytes(self.signing_key).sign(data)

    def signed_by_us(self, data: bytes, signature: bytes) -> bool:
        """Whether the signature over `data` is ours."""
        public = Ed25519PrivateKey.from_private_bytes(self.signing_key).public_key()
        try:
            public.verify(signature, data)
        except InvalidSignature:
            return False
        return True

    def _cipher(self, key_id: int, data_class: DataClass) -> AESGCM:
        return self._made(key_id, f"seal:{data_class}")

    def _wrapper(self, key_id: int) -> AESGCM:
        return self._made(key_id, "wrap:operation")

    def _made(self, key_id: int, info: str) -> AESGCM:
        if (key_id, info) not in self._ciphers:
            if key_id not in self.masters:
                raise KeyGoneError(
                    f"The keyring has no key {key_id}: bring the key file that sealed this database."
                )
            self._ciphers[key_id, info] = AESGCM(derived(self.masters[key_id], info))
        return self._ciphers[key_id, info]


def derived(master: bytes, info: str) -> bytes:
    """A key of 32 bytes for one use, from a secret of 32 (HKDF with SHA-256, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=info.encode()).derive(master)


def new_keys() -> str:
    """A fresh keyring as the JSON text of a key file."""
    fresh = [base64.b64encode(secrets.token_bytes(_KEY)).decode() for _ in range(3)]
    return json.dumps(
        {"keys": {"1": fresh[0]}, "current": 1, "index": fresh[1], "signing": fresh[2]}, indent=1
    )


def read_keys(text: str) -> Keyring:
    """A keyring from the JSON text of a key file.

    Raises:
        KeysError: the text is not such a file.
    """
    try:
        data = json.loads(text)
        masters = {int(k): base64.b64decode(v, validate=True) for k, v in data["keys"].items()}
        ring = Keyring(
            masters, int(data["current"]), base64.b64decode(data["index"]), base64.b64decode(data["signing"])
        )
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise KeysError(
            f"The key file cannot be read ({error}): expected JSON as `regreso` writes it."
        ) from error
    lengths = {len(k) for k in (*masters.values(), ring.index_key, ring.signing_key)}
    if lengths != {_KEY} or ring.current not in masters:
        raise KeysError(
            f"The key file is damaged: expected keys of {_KEY} bytes and a current one among them."
        )
    return ring


def with_master(text: str) -> str:
    """The keyring of this text with one more master key, the current one from now on, as JSON text."""
    ring, data = read_keys(text), json.loads(text)
    number = max(ring.masters) + 1
    data["keys"][str(number)] = base64.b64encode(secrets.token_bytes(_KEY)).decode()
    return json.dumps({**data, "current": number}, indent=1)


def without_master(text: str, number: int) -> str:
    """The keyring of this text without the master of this number, as JSON text.

    Raises:
        KeysError: it has no such master, or it is the current one.
    """
    ring, data = read_keys(text), json.loads(text)
    if number not in ring.masters or number == ring.current:
        known = ", ".join(str(one) for one in sorted(ring.masters) if one != ring.current) or "none"
        raise KeysError(f"Master key {number} cannot be taken out; old ones are: {known}.")
    del data["keys"][str(number)]
    return json.dumps(data, indent=1)


def write_key_file(path: Path, text: str) -> None:
    """Put these keys in the place of the file's, whole or not at all; only its owner may read it."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def make_key_file(path: Path) -> None:
    """Write a new key file that only its owner may read; an existing one is never touched.

    Raises:
        FileExistsError: there is one already.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(new_keys())


@cache
def keyring() -> Keyring:
    """The keyring of this process, read once: from the environment, else a program of yours, else the file.

    Raises:
        KeysError: none of them has keys.
    """
    if settings.REGRESO_KEYS:
        return read_keys(settings.REGRESO_KEYS)
    if settings.REGRESO_KEYS_COMMAND:
        return read_keys(told_by(settings.REGRESO_KEYS_COMMAND))
    path = Path(settings.REGRESO_KEYS_FILE)
    if not path.exists():
        raise KeysError(
            f"No keys: {path} does not exist. Restore it from your key backup, or set REGRESO_KEYS."
        )
    return read_keys(path.read_text(encoding="utf-8"))


def keyring_again() -> Keyring:
    """The keyring read anew: somebody may have added a master key since this process began."""
    keyring.cache_clear()
    return keyring()


def told_by(command: str) -> str:
    """What the operator's program prints: a vault's client, `systemd-creds cat`, `age -d`."""
    try:
        done = subprocess.run(  # noqa: S603 - the operator's own program, no shell
            shlex.split(command), stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=True
        )
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        # Never the program's own words: they may hold what it was asked for.
        raise KeysError(
            f"The program of REGRESO_KEYS_COMMAND gave no keys ({type(error).__name__}): expected the "
            "keyring as JSON and exit code 0. Try it by hand."
        ) from None
    return done.stdout.decode(errors="replace")
