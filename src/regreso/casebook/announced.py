"""Announcements as everybody may see them, and the names that may stand in none of them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from regreso.casebook import certificates
from regreso.casebook.models import Announcement, Enquirer, Person, Sought
from regreso.wire.announced import LANGUAGES, Announced

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from django.db.models import QuerySet

__all__ = ["LANGUAGES", "as_announced", "asked_about", "in_force", "people_of", "public", "standing"]
# However a telephone writes the dash, with or without spaces around it; “2022-0001” is what we print.
_NUMBER = re.compile(r"(?<![\w-])(\d{4})\s?[-‐‑‒–—−]\s?(\d{4})(?:\s?/\s?(\d{1,3}))?(?![\w-])")
SHOWN = ("released", "superseded", "withdrawn", "expired")


def public() -> QuerySet[Announcement]:
    """Whatever was ever released to everybody, the newest first: nothing of it is taken off in silence."""
    ours = Announcement.objects.filter(state__in=SHOWN, release_class="public", operation__state="open")
    return ours.select_related("certificate", "follows", "operation").order_by("-released_at", "pk")


def in_force() -> QuerySet[Announcement]:
    """Those that hold. One whose correction is out holds no more, even before the worker has noted it."""
    return public().filter(state="released").exclude(followed_by__state__in=SHOWN)


def standing(row: Announcement) -> str:
    """`released`, `superseded`, `withdrawn` or `expired`."""
    if row.state == "released" and row.followed_by.filter(state__in=SHOWN).exists():
        return "superseded"
    return str(row.state)


def asked_about(written: str, *, at: datetime) -> tuple[bool, Announcement | None]:
    """Whether a code, or the number of an announcement, is ours; and the announcement, when it is of one.

    A code answers for papers, notices and announcements alike, with the same work for every one of them.
    """
    found = certificates.check(written, at=at)
    if found.key:  # of an announcement, which everybody may read: its page says whether it still holds
        return found.issued, public().filter(certificate=found.key).first()
    number = _NUMBER.search(written)
    if found.issued or number is None:
        return found.issued, None
    rows = public().filter(number=f"{number[1]}-{number[2]}").order_by("-version", "-released_at")
    row = rows.filter(version=int(number[3])).first() if number[3] else rows.first()
    return row is not None, row


def people_of(operation_id: UUID) -> Iterator[tuple[str, str]]:
    """Surname and given name of everybody who is held, sought or asks; a family's whole words both ways."""
    for model in (Person, Sought):
        rows = model._default_manager.filter(operation=operation_id)  # noqa: SLF001 - Django's documented API
        for one in rows.only("surname", "given").iterator(chunk_size=2000):
            if one.surname and one.given:
                yield one.surname, one.given
    for asked in Sought.objects.filter(operation=operation_id).only("as_written").iterator(chunk_size=2000):
        yield from _both_ways(asked.as_written)
    for mother in Enquirer.objects.filter(operation=operation_id).only("name").iterator(chunk_size=2000):
        yield from _both_ways(mother.name)


def _both_ways(written: str) -> Iterator[tuple[str, str]]:
    words = written.split()[:3]
    if len(words) > 1:
        yield words[0], words[1]
        yield words[1], words[0]


def as_announced(row: Announcement, site: str) -> Announced:
    """The row as everybody may have it."""
    before = row.follows
    texts = {lang: (str(one["title"]), str(one["text"])) for lang, one in row.texts.items()}
    assert row.released_at is not None  # noqa: S101 - only what was released is shown
    return Announced(
        key=str(row.pk), number=row.number, version=row.version, kind=row.kind, standing=standing(row),
        texts=texts, released=row.released_at, why=row.ended_why, area=str(row.about.get("areas", "")),
        urgency=row.urgency or "later", starts=row.starts_at, ends=row.ends_at, ended=row.ended_at,
        before=(before.number, before.version, before.released_at) if before and before.released_at else None,
        code=row.certificate.code if row.certificate else "",
        address=f"{site}/{{}}/announcements/{row.pk}/",
    )  # fmt: skip
