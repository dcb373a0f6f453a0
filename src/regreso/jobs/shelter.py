"""A corridor was aborted: the shelter notice leaves by every channel that a machine can reach, before all."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from regreso.casebook.models import Broadcast, Notice
from regreso.steps import notify

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.models import Move

BY_MACHINE = ("telegram", "email", "sms")  # a telephone and a radio are spoken into by a person
_FIRST = timedelta(days=1)
_SUBJECTS = {"es": "Refugio", "uk": "Укриття", "ru": "Укрытие", "en": "Shelter"}


def send(move: Move, at: datetime) -> None:
    """It stands in the outbox ahead of everything else; until somebody confirms, it stays open."""
    row = Broadcast.objects.get(pk=move.subject_id)
    if row.transport not in BY_MACHINE or row.state != "queued":
        return
    notice = Notice(
        operation_id=row.operation_id, kind="shelter", transport=row.transport, language=row.language,
        about=row.pk,
    )  # fmt: skip
    subject = _SUBJECTS.get(row.language, _SUBJECTS["en"])
    notify.queue(notice, {**row.content, "subject": subject}, at=at, due=at - _FIRST)
