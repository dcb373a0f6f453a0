"""The parts of a long short message until the last one is there, across lines and processes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from regreso.casebook.conversations import place_of
from regreso.casebook.models import ShortPart

PATIENCE = timedelta(minutes=2)  # until what is there of a message is heard without the rest

Long = tuple[str, int, int]  # the sender, the number of the message, how many parts it has


def keep(whose: Long, part: int, text: str, *, at: datetime) -> str | None:
    """Keep a part; the whole text once it is whole. It stays until it is `let_go`.

    A part that is brought twice, for its carrier was unsure, stands once.
    """
    sender, ref, parts = whose
    row = ShortPart(
        place=place_of("sms", sender), ref=ref, parts=parts, part=part, came_at=at,
        said={"from": sender, "text": text},
    )  # fmt: skip
    with transaction.atomic():
        rows = _of(whose).select_for_update()
        rows.filter(part=part).delete()
        row.save(force_insert=True)
        there = list(rows.order_by("part"))
    return _joined(there) if len(there) == parts else None


def let_go(whose: Long) -> None:
    """It is answered for."""
    _of(whose).delete()


def late(at: datetime) -> list[tuple[Long, str]]:
    """What waited too long for a part, as far as it came: half a message is more than none."""
    by_message: dict[tuple[str, int, int], list[ShortPart]] = {}
    for row in ShortPart.objects.order_by("part"):
        by_message.setdefault((row.place, row.ref, row.parts), []).append(row)
    waiting = (rows for rows in by_message.values() if min(row.came_at for row in rows) <= at - PATIENCE)
    return [((rows[0].said["from"], rows[0].ref, rows[0].parts), _joined(rows)) for rows in waiting]


def _of(whose: Long) -> QuerySet[ShortPart]:
    sender, ref, parts = whose
    return ShortPart.objects.filter(place=place_of("sms", sender), ref=ref, parts=parts)


def _joined(rows: Iterable[ShortPart]) -> str:
    return "".join(row.said["text"] for row in rows)
