"""Anchors: once a day the heads of all chains go into a file that whoever holds the database cannot alter.

Inside the database a chain proves itself only against who lacks the keys. A line here, copied elsewhere each
day, binds also whoever has them: they can no longer write the past anew. Each line names the digest of the
line before it, so that a stamp of a foreign clock over the last line holds all before it.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regreso.casebook.keys import keyring
from regreso.casebook.models.ledger import GENESIS, MOVES, Chain, Move, Read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regreso.casebook.models import Operation

FILE = "anchors.jsonl"


@dataclass(frozen=True, slots=True)
class Anchor:
    """One line: this chain had this length and this head at that moment."""

    at: str
    operation: str
    kind: str
    length: int
    head: str

    def broken(self) -> str:
        """What the casebook tells otherwise; "" when it still says the same."""
        model = Move if self.kind == MOVES else Read
        rows = model.objects.filter(operation_id=self.operation)
        found = rows.filter(number=self.length).values_list("hash", flat=True).first()
        if found is None:
            return f"on {self.at[:10]} this chain had {self.length:,} rows, and has {rows.count():,} now"
        return (
            "" if found == self.head else f"on {self.at[:10]} another row stood here: its past was rewritten"
        )


class AnchorsError(Exception):
    """The file of anchors cannot be read, or its lines do not hold together; the message names the line."""


def add_anchors(folder: Path, *, at: datetime) -> str:
    """Append the heads of all chains as they are now; the digest of the last line, for a foreign clock.

    Several processes may do so at once: each waits for the other's lines.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / FILE).open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        before = _digest_of_last(file.name)
        for chain in Chain.objects.filter(length__gt=0).order_by("operation_id", "kind"):
            line = _line(chain, before, at)
            file.write(line + b"\n")
            before = hashlib.sha256(line).hexdigest()
        file.flush()
        os.fsync(file.fileno())
    return before


def due(folder: Path, *, at: datetime) -> bool:
    """Whether this day has no anchor yet."""
    last = _last_line(str(folder / FILE))
    told = datetime.fromisoformat(json.loads(last)["at"]) if last else None
    return told is None or told.astimezone(UTC).date() < at.astimezone(UTC).date()


def last_line(folder: Path) -> bytes:
    """The newest line, without its line break; b"" when there is none."""
    return _last_line(str(folder / FILE))


def read_anchors(path: Path) -> list[Anchor]:
    """Every line of a file of anchors, once they are known to hold together and to be signed by us.

    Raises:
        AnchorsError: a line is damaged, was changed or is missing, or the signature is not ours.
    """
    before, found = GENESIS, []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        told = _told(line, f"{path}, line {number}")
        if told["before"] != before:
            raise AnchorsError(f"{path}, line {number}: it does not follow from the line before it")
        if not _signed(told):
            raise AnchorsError(f"{path}, line {number}: the signature is not ours")
        found.append(Anchor(told["at"], told["operation"], told["kind"], told["length"], told["head"]))
        before = hashlib.sha256(line).hexdigest()
    return found


def of_operation(anchors: Sequence[Anchor], operation: Operation) -> list[Anchor]:
    """The lines about one operation."""
    return [anchor for anchor in anchors if anchor.operation == str(operation.pk)]


_WANTED = {
    "at": str,
    "operation": str,
    "kind": str,
    "length": int,
    "head": str,
    "before": str,
    "signature": str,
}


def _told(line: bytes, where: str) -> dict[str, Any]:
    try:
        told = dict(json.loads(line))
        whole = {name: type(told[name]) for name in _WANTED} == _WANTED and bytes.fromhex(told["signature"])
    except (ValueError, LookupError, TypeError):
        whole = b""
    if not whole:
        raise AnchorsError(f"{where}: this is no line of anchors, or it is cut off")
    return told


def _line(chain: Chain, before: str, at: datetime) -> bytes:
    told = {
        "at": at.astimezone(UTC).isoformat(), "operation": str(chain.operation_id), "kind": chain.kind,
        "length": chain.length, "head": chain.head, "before": before,
    }  # fmt: skip
    return json.dumps({**told, "signature": keyring().sign(_signed_words(told)).hex()}).encode()


def _signed(told: dict[str, Any]) -> bool:
    return keyring().signed_by_us(_signed_words(told), bytes.fromhex(told["signature"]))


def _signed_words(told: dict[str, Any]) -> bytes:
    names = ("at", "operation", "kind", "length", "head", "before")
    return ("anchor:" + ":".join(str(told[name]) for name in names)).encode()


def _digest_of_last(path: str) -> str:
    line = _last_line(path)
    return hashlib.sha256(line).hexdigest() if line else GENESIS


def _last_line(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(file.tell() - 4096, 0))
            lines = file.read().splitlines()
    except FileNotFoundError:
        return b""
    return lines[-1] if lines else b""
