"""Announcements for the tests: written in four languages, read, signed, released. All invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regreso.casebook.models import Announcement
from regreso.steps import announce

if TYPE_CHECKING:
    from datetime import datetime

    from cast import Cast

TEXTS = {
    "es": {"title": "Puede escribir a los suyos", "text": "Las familias pueden escribir cartas. Es gratis."},
    "uk": {"title": "Можна писати рідним", "text": "Родини можуть писати листи. Це безкоштовно."},
    "ru": {"title": "Можно писать родным", "text": "Семьи могут писать письма. Это бесплатно."},
    "en": {"title": "You can write to your people", "text": "Families can write letters. It is free."},
}
CORRIDOR = {
    "es": {
        "title": "Corredor humanitario",
        "text": "Desde Sumy hasta Poltava, de 9:00 a 21:00, hora de Kiev, el 8 de marzo.",
    },
    "uk": {
        "title": "Гуманітарний коридор",
        "text": "Суми – Полтава з 9:00 до 21:00 за київським часом 8 березня.",
    },
    "ru": {
        "title": "Гуманитарный коридор",
        "text": "Сумы – Полтава с 9:00 до 21:00 по киевскому времени 8 марта.",
    },
    "en": {
        "title": "Humanitarian corridor",
        "text": "From Sumy to Poltava from 9:00 to 21:00 Kyiv time on the 8th of March.",
    },
}


def drafted(cast: Cast, texts: Any = None, **columns: Any) -> Announcement:
    """Coordinator A has written it."""
    given = {
        "kind": "notice",
        "release_class": "public",
        "urgency": "later",
        "outlets": "telegram",
        **columns,
    }
    row = Announcement(operation=cast.operation, **given)
    announce.draft(row, texts or TEXTS, by=cast.by("coordinator_a"), at=cast.at)
    return row


def read(cast: Cast, row: Announcement) -> Announcement:
    """Coordinator B has read each language."""
    for language in row.texts:
        announce.check(row, language, by=cast.by("coordinator_b"), at=cast.at)
    return row


def signed(cast: Cast, texts: Any = None, **columns: Any) -> Announcement:
    """Coordinator A has signed what B has read."""
    row = read(cast, drafted(cast, texts, **columns))
    announce.sign(row, by=cast.by("coordinator_a"), at=cast.at)
    return row


def released(cast: Cast, texts: Any = None, *, at: datetime | None = None, **columns: Any) -> Announcement:
    """Coordinator B has released it."""
    row = signed(cast, texts, **columns)
    announce.release(row, by=cast.by("coordinator_b"), at=at or cast.at)
    return row


def corrected(cast: Cast, first: Announcement, texts: Any) -> Announcement:
    """Its correction is out."""
    row = drafted(cast, texts, follows=first, kind=first.kind)
    announce.sign(read(cast, row), by=cast.by("coordinator_a"), at=cast.at)
    announce.release(row, by=cast.by("officer_a"), at=cast.later(hours=1))
    return row
