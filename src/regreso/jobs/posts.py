"""Posts of announcements in channels: what is queued when one is released, corrected, withdrawn or over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings

from regreso.casebook import announced
from regreso.casebook.actor import Actor
from regreso.casebook.announced import LANGUAGES, as_announced
from regreso.casebook.models import Announcement, Draft, Notice
from regreso.jobs import letters
from regreso.steps import announce, notify, prefill
from regreso.wire.announced import ended, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regreso.casebook.models import Move

_LOOK_AGAIN = timedelta(seconds=30)
_MARKS = ("post_ended", "post_mark")


def post(move: Move, at: datetime) -> None:
    """It was released: the version before it is superseded, and each channel gets its language."""
    row = Announcement.objects.select_related("follows", "operation", "certificate").get(pk=move.subject_id)
    before = row.follows
    if before and before.state == "released":
        announce.supersede(before, at=at)
    outlets = row.outlets.split() if row.state == "released" and row.release_class == "public" else []
    if "email" in outlets:
        letters.post(row, "post_mail", at)
    if "telegram" not in outlets:
        return
    shown = as_announced(row, settings.REGRESO_SITE)
    for language, channel in channels():
        of = {"of": str(before.pk)} if before else {}
        _queue(row, "post", language, {"to": channel, "text": plain(shown, language), "more": of}, at)


def take_draft(move: Move, at: datetime) -> None:
    """It was begun with what others announced: that waits for nobody any more."""
    row = Announcement.objects.get(pk=move.subject_id)
    waiting = (
        Draft.objects.filter(pk=row.about.get("draft"), state="prefilled") if "draft" in row.about else ()
    )
    for source in waiting:
        prefill.take(source, by=Actor(move.role, move.actor_id), at=at)


def end(move: Move, at: datetime) -> None:
    """It holds no more: where it was posted, the post says so, and a new one says it again."""
    row = Announcement.objects.select_related("follows", "operation", "certificate").get(pk=move.subject_id)
    if row.state == "withdrawn" and row.release_class == "public" and "email" in row.outlets.split():
        letters.post(row, "post_mail_ended", at)
    shown = as_announced(row, settings.REGRESO_SITE)
    for old in Notice.objects.filter(about=row.pk, kind="post").exclude(state="dropped"):
        if old.state in ("waiting", "failed"):
            notify.drop(old, "what it tells holds no more", at=at)
            continue
        said: dict[str, Any] = {"to": old.content["to"], "more": {"of": str(row.pk)}}
        _queue(row, "post_mark", old.language, {**said, "text": plain(shown, old.language)}, at)
        if row.state == "withdrawn":
            _queue(row, "post_ended", old.language, {**said, "text": ended(shown, old.language)}, at)


def channels() -> Iterator[tuple[str, str]]:
    """Each language with its channel; a channel named for `*` gets all languages, one post each."""
    for language in LANGUAGES:
        for of in (language, "*"):
            channel = settings.REGRESO_TELEGRAM_CHANNELS.get(of)
            if channel:
                yield language, channel


def prepared(row: Notice, at: datetime) -> dict[str, Any] | None:
    """What the transport is to know besides the words; None when the notice is not to leave now, or ever."""
    more = dict(row.content.get("more", {}))
    if row.kind == "post" and not _holds(row):
        notify.drop(row, "what it tells holds no more", at=at)
        return None
    of = more.pop("of", "")
    if not of:
        return more
    # A post in this language in this place, of the version that this one speaks of.
    first = Notice.objects.filter(about=of, kind="post", place=row.place, language=row.language).first()
    if first and first.state in ("waiting", "sending") and row.kind in _MARKS:
        Notice.objects.filter(pk=row.pk, state="waiting").update(due_at=at + _LOOK_AGAIN)
        return None
    known = first.receipt.get("message_id") if first and first.state == "sent" else None
    if row.kind == "post_mark":
        if known is None:
            notify.drop(row, "there is no post to mark", at=at)
            return None
        return {**more, "edit": known}
    return {**more, "reply_to": known} if known else more


def _holds(row: Notice) -> bool:
    return announced.in_force().filter(pk=str(row.about)).exists()


def _queue(row: Announcement, kind: str, language: str, content: dict[str, Any], at: datetime) -> None:
    notice = Notice(operation_id=row.operation_id, kind=kind, transport="telegram", language=language)
    notice.about = row.pk
    notify.queue(notice, content, at=at)
