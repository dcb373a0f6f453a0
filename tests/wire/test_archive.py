"""The sealed file of a backup: opened by its key alone, and never half believed."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from regreso.wire.archive import new_identity, read_archive, write_archive
from regreso.wire.errors import WireError

PARTS = [("head.json", b"{}"), ("part.0", bytes(range(256)) * 3000), ("empty", b""), ("імʼя", b"x" * 511)]


def sealed(*publics: str) -> bytes:
    file = io.BytesIO()
    write_archive(file, publics, PARTS)
    return file.getvalue()


def test_each_of_several_keys_opens_it_alone() -> None:
    (one, public_one), (two, public_two), (other, _) = (new_identity() for _ in range(3))
    data = sealed(public_one, public_two)
    assert list(read_archive(io.BytesIO(data), [one])) == PARTS
    assert list(read_archive(io.BytesIO(data), [other, two])) == PARTS
    with pytest.raises(WireError, match="another public key"):
        list(read_archive(io.BytesIO(data), [other]))


@pytest.mark.parametrize("where", [0.3, 0.6, 0.999])
def test_a_changed_byte_and_a_lost_end_are_told(where: float) -> None:
    secret, public = new_identity()
    data = bytearray(sealed(public))
    cut = bytes(data[: int(len(data) * where)])
    with pytest.raises(WireError, match=r"damaged or cut off|no tar"):
        list(read_archive(io.BytesIO(cut), [secret]))
    data[int(len(data) * where)] ^= 1
    with pytest.raises(WireError, match="damaged or cut off"):
        list(read_archive(io.BytesIO(bytes(data)), [secret]))


def test_a_reader_that_stops_early_leaves_no_thread_waiting() -> None:
    secret, public = new_identity()
    parts = read_archive(io.BytesIO(sealed(public)), [secret])
    assert next(parts)[0] == "head.json"
    parts.close()  # type: ignore[attr-defined]  # it is a generator


def test_what_breaks_the_parts_is_what_is_raised() -> None:
    def breaking() -> Iterator[tuple[str, bytes]]:
        yield "one", b"1"
        message = "the disk is gone"
        raise OSError(message)

    with pytest.raises(OSError, match="the disk is gone"):
        write_archive(io.BytesIO(), [new_identity()[1]], breaking())


@pytest.mark.parametrize(
    ("given", "why"), [([], "nobody could open"), (["age1abc"], "age1abc.*expected a public key")]
)
def test_without_a_good_public_key_nothing_is_written(given: list[str], why: str) -> None:
    file = io.BytesIO()
    with pytest.raises(WireError, match=why):
        write_archive(file, given, PARTS)
    assert file.getvalue() == b""


def test_a_secret_that_is_none_is_not_shown() -> None:
    with pytest.raises(WireError) as told:
        list(read_archive(io.BytesIO(sealed(new_identity()[1])), ["AGE-SECRET-KEY-1WRONG"]))
    assert "WRONG" not in str(told.value)


def test_other_programs_open_it(tmp_path: Path) -> None:
    """What we write is plain age over plain tar; age's own program is asked where there is one."""
    secret, public = new_identity()
    with tarfile.open(fileobj=io.BytesIO(b"".join(_plain(secret, sealed(public))))) as tar:
        assert [member.name for member in tar] == [name for name, _ in PARTS]
    if age := shutil.which("age"):
        (tmp_path / "key").write_text(secret)
        (tmp_path / "file").write_bytes(sealed(public))
        told = subprocess.run(
            [age, "-d", "-i", tmp_path / "key", tmp_path / "file"], capture_output=True, check=True
        )
        assert told.stdout == b"".join(_plain(secret, sealed(public)))


def _plain(secret: str, data: bytes) -> Iterator[bytes]:
    import pyrage  # type: ignore[import-untyped]  # it ships no types  # noqa: PLC0415

    out = io.BytesIO()
    pyrage.decrypt_io(io.BytesIO(data), out, [pyrage.x25519.Identity.from_str(secret)])
    yield out.getvalue()
