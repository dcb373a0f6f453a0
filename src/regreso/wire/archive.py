"""A backup's file: a tar sealed with age, so that `age -d` and `tar` open it where Regreso is not.

It is written and read as a stream: nothing of it stands in clear on a disk because of us. The seal is age's
(age-encryption.org/v1): one file key for each recipient's public key, 64 KiB at a time, each authenticated.
Whoever has only the public key can write backups and open none.
"""

from __future__ import annotations

import os
import tarfile
import threading
from typing import TYPE_CHECKING, BinaryIO

import pyrage  # type: ignore[import-untyped]  # it ships no types

from regreso.wire.errors import WireError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Member = tuple[str, bytes]
_BLOCK = tarfile.BLOCKSIZE
_MOST_MEMBER = 256 << 20  # bytes: a part larger than we ever write is none of ours


def new_identity() -> tuple[str, str]:
    """A secret key that opens backups, and the public key to which they are sealed.

    >>> secret, public = new_identity()
    >>> secret.startswith("AGE-SECRET-KEY-1"), public.startswith("age1")
    (True, True)
    """
    made = pyrage.x25519.Identity.generate()
    return str(made), str(made.to_public())


def write_archive(target: BinaryIO, recipients: Sequence[str], members: Iterable[Member]) -> None:
    """Seal named parts to public keys, one after the other as they come.

    Args:
        target: open for writing.
        recipients: public keys, age1…; each of them alone opens it.
        members: names and bytes. The next one is asked for when this one is written.

    Raises:
        WireError: no public key, or one that is none.
        Exception: whatever `members` raised.

    >>> import io
    >>> secret, public = new_identity()
    >>> file = io.BytesIO()
    >>> write_archive(file, [public], [("a.txt", b"one"), ("b.txt", b"")])
    >>> list(read_archive(io.BytesIO(file.getvalue()), [secret]))
    [('a.txt', b'one'), ('b.txt', b'')]
    """
    reader = _Reader(_tar(members))
    try:
        pyrage.encrypt_io(reader, target, [_recipient(text) for text in recipients] or _nobody())
    except pyrage.EncryptError:
        if reader.broke is None:
            raise
        raise reader.broke from None


def read_archive(source: BinaryIO, identities: Sequence[str]) -> Iterator[Member]:
    """The parts of a sealed file, in their order; what is damaged is told when it is reached.

    A caller that keeps what it got before the end must let go of it when this raises.

    Raises:
        WireError: no key fits, or the file is no such file, cut off, or changed.

    >>> import io
    >>> list(read_archive(io.BytesIO(b"not sealed"), [new_identity()[0]]))
    Traceback (most recent call last):
    regreso.wire.errors.WireError: this is no backup: it is not sealed with age
    """
    keys = [_identity(text) for text in identities]
    out, into = os.pipe()
    opener = _Opener(source, into, keys)
    opener.start()
    try:
        with os.fdopen(out, "rb") as plain:
            yield from _members(plain, opener)
    finally:
        opener.join()
    opener.tell()


class _Reader:
    """What age reads from: an iterator of bytes. The error that broke it is kept, age would lose it."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._left = chunks, memoryview(b"")
        self.broke: BaseException | None = None

    def read(self, size: int) -> bytes:
        """At most so many bytes; b"" at the end."""
        try:
            while not self._left:
                self._left = memoryview(next(self._chunks))
        except StopIteration:
            return b""
        except BaseException as error:
            self.broke = error
            raise
        given, self._left = self._left[:size], self._left[size:]
        return bytes(given)


class _Opener(threading.Thread):
    """Unseals into a pipe, so that the parts can be taken out one at a time."""

    def __init__(self, source: BinaryIO, into: int, keys: list[pyrage.x25519.Identity]) -> None:
        super().__init__(name="unseal", daemon=True)
        self._source, self._into, self._keys = source, into, keys
        self._failed: Exception | None = None

    def run(self) -> None:
        with os.fdopen(self._into, "wb") as plain:
            try:
                pyrage.decrypt_io(self._source, plain, self._keys)
            except BrokenPipeError:
                pass  # the reader has left: it says itself why
            except Exception as error:  # noqa: BLE001 - age tells what is wrong by messages alone
                self._failed = error

    def tell(self) -> None:
        """Raise what went wrong, in a sentence."""
        if self._failed is None:
            return
        said = str(self._failed)
        if "No matching keys" in said:
            why = "this key does not open it: it was sealed to another public key"
        elif isinstance(self._failed, pyrage.DecryptError):
            why = "this is no backup: it is not sealed with age"
        else:
            why = "the file is damaged or cut off"
        raise WireError(why) from self._failed


def _members(plain: BinaryIO, opener: _Opener) -> Iterator[Member]:
    try:
        with tarfile.open(fileobj=plain, mode="r|") as tar:
            for info in tar:
                held = tar.extractfile(info) if info.isfile() and info.size <= _MOST_MEMBER else None
                if held is None:
                    message = f"“{info.name}” is no part of a backup"
                    raise WireError(message)
                yield info.name, held.read()
    except (tarfile.TarError, EOFError) as error:
        opener.join()
        opener.tell()
        message = "this is no backup: what was sealed is no tar file"
        raise WireError(message) from error


def _tar(members: Iterable[Member]) -> Iterator[bytes]:
    for name, data in members:
        info = tarfile.TarInfo(name)
        info.size, info.mode = len(data), 0o600
        yield info.tobuf(tarfile.PAX_FORMAT)
        yield data
        yield bytes(-len(data) % _BLOCK)
    yield bytes(2 * _BLOCK)


def _recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        message = f"“{text[:70]}” was given, expected a public key as age1…"
        raise WireError(message) from error


def _identity(text: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(text)
    except pyrage.IdentityError as error:
        message = "expected a secret key as AGE-SECRET-KEY-1…; what was given is none (it is not shown here)"
        raise WireError(message) from error


def _nobody() -> list[pyrage.x25519.Recipient]:
    message = "no public key was given: nobody could open this backup"
    raise WireError(message)
