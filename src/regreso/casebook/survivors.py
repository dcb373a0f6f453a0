"""Rows of a disaster as PFIF tells them. For anybody held there is no such function, and must be none."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from regreso.wire.pfif import Note, Record, Survivor, Tombstone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regreso.casebook.models import DisasterRecord, Operation

DISASTER = "disaster"
GONE = ("expired", "shredded")
_STATUS = {
    "sought": "information_sought", "trapped": "believed_alive", "in_hospital": "believed_alive",
    "in_shelter": "believed_alive", "safe": "believed_alive", "removal_asked": "information_sought",
}  # fmt: skip
_TEXT = {
    "sought": "Sought.", "trapped": "Trapped; known to be alive when last heard of.",
    "in_hospital": "In hospital.", "in_shelter": "In a shelter.", "safe": "Safe.",
    "removal_asked": "Removal was asked for.",
}  # fmt: skip
_SEX = {"m": "male", "f": "female"}
_STEP = 2000


def domain_of(site: str) -> str:
    """The domain of our records, from the address of the site; one without a dot is nobody's.

    >>> domain_of("https://tracing.example.org"), domain_of("http://localhost:8000")
    ('tracing.example.org', 'localhost.invalid')
    """
    host = urlsplit(site).hostname or "localhost"
    return host if "." in host else f"{host}.invalid"


def survivor_of(record: DisasterRecord, *, domain: str) -> Record:
    """A record as PFIF, or its tombstone once it went. What is told is its state, never a ward or an address.

    Args:
        record: a row of a disaster.
        domain: ours, under which our records have their ids; one from elsewhere keeps its own.
    """
    key = record.foreign_id or f"{domain}/{record.pk}"
    entered = record.entered_at or datetime.now(UTC)
    first = record.first_told_at or entered
    if record.state in GONE:
        return Tombstone(key, entered, entered, record.expires_at or entered)
    note = Note(
        f"{domain}/{record.pk}.note", key, domain, entered, _TEXT[record.state], entry_date=entered,
        status=_STATUS[record.state],
    )  # fmt: skip
    return Survivor(
        key, first, record.name or " ".join(part for part in (record.given, record.surname) if part) or "?",
        entry_date=entered, expiry_date=record.expires_at, source_name=record.source or domain,
        given_name=record.given, family_name=record.surname,
        alternate_names="\n".join(record.other_names), description=record.marks,
        sex=_SEX.get(record.sex, ""), date_of_birth=record.birth, age="" if record.birth else record.age,
        home_city=record.home, home_state=record.region, notes=(note,),
    )  # fmt: skip


def survivors(operation: Operation, *, domain: str) -> Iterator[Record]:
    """Every record of a disaster, those that went as tombstones, the oldest change first.

    Raises:
        ValueError: the operation is not of a disaster.
    """
    if operation.kind != DISASTER:
        raise ValueError(f"“{operation}” is no disaster: nothing of it is ever exported as PFIF")
    from regreso.casebook.models import DisasterRecord  # noqa: PLC0415 - types above are enough for the rest

    rows = DisasterRecord.objects.filter(operation=operation).order_by("entered_at", "pk")
    for row in rows.iterator(chunk_size=_STEP):
        yield survivor_of(row, domain=domain)
