"""What we say in public: drafted, read in four languages, signed by one and released by another.

Nothing is put right in silence: a correction is a new version that follows the old one, and what was
withdrawn stays to be seen as withdrawn.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from regreso.casebook import certificates
from regreso.casebook.actor import CLOCK, SYSTEM
from regreso.casebook.announced import LANGUAGES, people_of
from regreso.casebook.models import Announcement, append_move, take_turn
from regreso.casebook.once import once
from regreso.casebook.rows import set_columns
from regreso.reading import public_check
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Move
    from regreso.reading.family_news import Finding

KINDS = ("notice", "corridor", "ceasefire", "exchange", "rumour")
RELEASE_CLASSES = ("public", "parties")
OUTLETS = ("telegram", "email")
URGENCIES = ("now", "soon", "later")
WHYS = ("no_longer_holds", "mistake", "danger", "unconfirmed")
LONGEST_TITLE, LONGEST = 120, 3000  # with the lines around it a text fits into one post of 4,096 signs
_COLUMNS = ("kind", "release_class", "outlets", "urgency", "starts_at", "ends_at")


def draft(new: Announcement, texts: Mapping[str, Mapping[str, str]], *, by: Actor, at: datetime) -> Move:
    """An announcement is begun, or a correction of the one that it follows. Nobody outside sees it."""
    _refuse_bad_columns(new)
    first = new.follows
    if first is not None:
        if first.state != "released" or _living(first):
            raise MoveRefused("announcement", "draft", "what it is to follow is not in force, or has its own")
        new.series, new.version = first.series, first.version + 1
    else:
        new.series, new.version = new.pk, 1
    with once(new, "draft"):
        new.texts = _written({}, texts, by)
        new.drafted_at = at
        return append_move(new, "draft", by=by, at=at)


def edit(
    row: Announcement,
    texts: Mapping[str, Mapping[str, str]],
    columns: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
) -> Move:
    """It is put otherwise. A language that was read already is to be read again where its words changed."""
    for name in _COLUMNS:
        setattr(row, name, columns.get(name, getattr(row, name)))
    _refuse_bad_columns(row)
    with transaction.atomic():
        move = append_move(row, "edit", by=by, at=at)
        changed = {name: getattr(row, name) for name in _COLUMNS}
        about = columns.get("about", row.about)
        set_columns(row, **changed, about=about, texts=_written(row.texts, texts, by))
    return move


def check(row: Announcement, language: str, *, by: Actor, at: datetime) -> Move:
    """Somebody who did not write it has read this language: it says what the others say, in good words."""
    text = row.texts.get(language)
    if language not in LANGUAGES or not _whole(text):
        raise StepError("unknown_language", given=language, expected="a language that is written already")
    if by.hand == text["by"]:
        raise MoveRefused("announcement", "check", "you wrote these words; it takes another person")
    with transaction.atomic():
        move = append_move(row, "check", by=by, at=at, said={"detail": {"language": language}})
        read = {**text, "checked_by": by.hand, "checked": digest(text)}
        set_columns(row, texts={**row.texts, language: read})
    return move


def sign(row: Announcement, *, by: Actor, at: datetime) -> Move:
    """One coordinator signs: four languages, each read by another, and nothing in them that harms."""
    _refuse_unfit(row, at)
    return append_move(row, "sign", by=by, at=at)


def return_(row: Announcement, *, reason: str, by: Actor, at: datetime) -> Move:
    """It is not to go out like this; it is a draft again, with the reason beside it."""
    if not reason.strip():
        raise StepError("no_reason", given=reason, expected="why, so that it can be mended")
    return append_move(row, "return", by=by, at=at, said=reason)


def release(row: Announcement, *, by: Actor, at: datetime) -> Move:
    """Another person signs second: it is public with its number, sealed, and goes to its outlets."""
    _refuse_unfit(row, at)
    with transaction.atomic():
        take_turn(row.operation_id)
        move = append_move(row, "release", by=by, at=at)
        number = row.follows.number if row.follows else _next_number(row, at)
        texts = {
            lang: {"title": one["title"], "text": one["text"]} for lang, one in sorted(row.texts.items())
        }
        content = {"number": number, "version": row.version, "kind": row.kind, "texts": texts}
        paper = certificates.issue("announcement", content, operation=row.operation, at=at)
        set_columns(row, number=number, released_at=at, certificate=paper)
    return move


def supersede(row: Announcement, *, at: datetime, by: Actor = SYSTEM) -> Move:
    """Its correction is public: this version stays to be seen, and says that it was corrected."""
    with transaction.atomic():
        move = append_move(row, "supersede", by=by, at=at)
        set_columns(row, ended_at=at)
    return move


def withdraw(row: Announcement, why: str, *, by: Actor, at: datetime) -> Move:
    """It holds no more, from now on and everywhere. One person suffices: to wait for another could kill."""
    if why not in WHYS:
        raise StepError("unknown_reason", given=why, expected="one of " + ", ".join(WHYS))
    with transaction.atomic():
        move = append_move(row, "withdraw", by=by, at=at, said={"detail": {"why": why}})
        set_columns(row, ended_at=at, ended_why=why)
    return move


def expire(row: Announcement, *, at: datetime) -> Move:
    """Its time is over."""
    with transaction.atomic():
        move = append_move(row, "expire", by=CLOCK, at=at)
        set_columns(row, ended_at=row.ends_at or at)
    return move


def strike(row: Announcement, *, reason: str, by: Actor, at: datetime) -> Move:
    """It will not be announced."""
    return append_move(row, "strike", by=by, at=at, said=reason)


def findings(row: Announcement, language: str) -> tuple[Finding, ...]:
    """What the check of words stumbles over in this language, title and text together."""
    text = row.texts.get(language) or {}
    said = f"{text.get('title', '')}\n{text.get('text', '')}"
    agreed = bool(row.about.get("agreed"))
    return public_check.check(said, lang=language, kind=row.kind, agreed=agreed, own=own_contacts())


def own_contacts() -> tuple[str, ...]:
    """Numbers and addresses of ours: no other may stand in an announcement."""
    return tuple(filter(None, (settings.REGRESO_HOTLINE, settings.REGRESO_SITE)))


def differing(row: Announcement) -> dict[str, tuple[str, ...]]:
    """Figures that the languages do not share."""
    return public_check.differing({lang: f"{one['title']}\n{one['text']}" for lang, one in row.texts.items()})


def digest(text: Mapping[str, str]) -> str:
    """Of a title and a text: what a reader has read."""
    words = json.dumps([text["title"], text["text"]], ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()


def was_read(text: Mapping[str, str]) -> bool:
    """Whether somebody else has read these very words."""
    return bool(text.get("checked_by")) and text.get("checked") == digest(text)


def _refuse_unfit(row: Announcement, at: datetime) -> None:
    row.refresh_from_db()
    for lang in LANGUAGES:
        text = row.texts.get(lang)
        if not _whole(text):
            raise StepError("language_missing", given=lang, expected="title and text in four languages")
        if not was_read(text):
            raise StepError("language_unread", given=lang, expected="read by somebody who did not write it")
    words = {lang: f"{one['title']}\n{one['text']}" for lang, one in row.texts.items()}
    named = public_check.named_in_each(words, people_of(row.operation_id))
    for lang in LANGUAGES:
        # The very same word for a name that stands in our register as for any other: asking tells nothing.
        found = [*(one for one in findings(row, lang) if one.sure), *named[lang]]
        if found:
            raise StepError("not_fit", given=f"{lang}: {found[0].quote}", expected="words without harm")
    apart = differing(row)
    if apart:
        lang, figures = next(iter(apart.items()))
        raise StepError("figures_differ", given=f"{lang}: {', '.join(figures)}", expected="the same figures")
    if row.ends_at and row.ends_at <= at:
        raise StepError("meeting_passed", given=row.ends_at, expected="a time that is still to come")


def _whole(text: Mapping[str, str] | None) -> bool:
    return bool(text and text.get("title", "").strip() and text.get("text", "").strip())


def _written(before: Mapping[str, Any], texts: Mapping[str, Mapping[str, str]], by: Actor) -> dict[str, Any]:
    after = dict(before)
    for lang, given in texts.items():
        if lang not in LANGUAGES:
            raise StepError("unknown_language", given=lang, expected=", ".join(LANGUAGES))
        said = {name: _clean(given.get(name, "")) for name in ("title", "text")}
        if len(said["title"]) > LONGEST_TITLE or len(said["text"]) > LONGEST:
            raise StepError(
                "too_long", given=lang, expected=f"at most {LONGEST} signs, {LONGEST_TITLE} above"
            )
        old = before.get(lang)
        if not old or digest(old) != digest(said):
            after[lang] = {**said, "by": by.hand, "checked_by": "", "checked": ""}
    return after


def _clean(text: str) -> str:
    """Without signs that no letter, feed or post can carry; line ends as they are here."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (sign for sign in lines if sign == "\n" or unicodedata.category(sign) not in _UNSEEN)
    return "".join(kept).strip()


_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")


def _refuse_bad_columns(row: Announcement) -> None:
    for given, allowed in (
        (row.kind, KINDS), (row.release_class, RELEASE_CLASSES), (row.urgency or "later", URGENCIES),
        *((one, OUTLETS) for one in row.outlets.split()),
    ):  # fmt: skip
        if given not in allowed:
            raise StepError("unknown_kind", given=given, expected=" or ".join(allowed))
    if row.starts_at and row.ends_at and row.ends_at <= row.starts_at:
        raise StepError("ends_before", given=row.ends_at, expected="an end after the beginning")


def _living(first: Announcement) -> bool:
    return first.followed_by.filter(state__in=("drafted", "signed", "released")).exists()


def _next_number(row: Announcement, at: datetime) -> str:
    prefix = f"{at.year}-"
    mine = Announcement.objects.filter(operation=row.operation_id, number__startswith=prefix)
    newest = mine.order_by("-number").values_list("number", flat=True).first()
    return f"{prefix}{int(newest.removeprefix(prefix)) + 1 if newest else 1:04}"
