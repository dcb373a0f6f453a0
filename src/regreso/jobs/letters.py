"""Announcements by e-mail: one letter to each address that asked for it twice, with a way out in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from regreso.casebook import announced, subscribers
from regreso.casebook.announced import as_announced
from regreso.casebook.models import Announcement, Notice
from regreso.steps import notify
from regreso.wire.announced import ended, plain, say

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.models import Subscriber

KINDS = ("post_mail", "post_mail_ended", "list_confirm")


def post(row: Announcement, kind: str, at: datetime) -> None:
    """It waits for each subscriber in their own language."""
    shown = as_announced(row, settings.REGRESO_SITE)
    write = plain if kind == "post_mail" else ended
    texts = {language: write(shown, language) for language in shown.texts}
    for one in subscribers.each():
        said = {"to": one.address, "subject": _subject(shown.texts[one.language][0])}
        words = f"{texts[one.language]}\n\n-- \n{say('leave', one.language)}: {page_of(one)}"
        notice = Notice(operation_id=row.operation_id, kind=kind, transport="email", language=one.language)
        notice.about = row.pk
        notify.queue(notice, {**said, "text": words, "more": {"headers": headers(one)}}, at=at)


def prepared(row: Notice, at: datetime) -> dict[str, Any] | None:
    """Its headers; None when it holds no more, or whoever asked for it has left."""
    if row.kind != "list_confirm" and not subscribers.still_there(row.place):
        notify.drop(row, "they have left the list", at=at)
        return None
    if row.kind == "post_mail" and not announced.in_force().filter(pk=str(row.about)).exists():
        notify.drop(row, "what it tells holds no more", at=at)
        return None
    return dict(row.content.get("more", {}))


def page_of(one: Subscriber) -> str:
    """The page on which this subscriber confirms or leaves."""
    with translation.override(one.language):
        return settings.REGRESO_SITE + reverse("by-mail-mine", args=[one.pk, subscribers.seal_of(one.pk)])


def headers(one: Subscriber) -> dict[str, str]:
    """What lets a mail program leave the list by one click (RFC 2369, RFC 8058)."""
    leave = settings.REGRESO_SITE + reverse("in-leave", args=[one.pk, subscribers.seal_of(one.pk)])
    return {
        "List-Id": "<announcements.regreso>",
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "list",
    }


def _subject(title: str) -> str:
    return " ".join(title.split())
