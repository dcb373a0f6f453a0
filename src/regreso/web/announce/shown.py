"""An announcement as its desk shows it: each language, with what the check stumbled over marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from regreso.casebook.announced import LANGUAGES
from regreso.casebook.models import Announcement, Staff
from regreso.reading.family_news import Finding
from regreso.steps import announce
from regreso.web.announce import words
from regreso.web.base.pages import Facts
from regreso.web.base.words import Word

_NAMES = dict(settings.LANGUAGES)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some letters of a text; `stops` when they keep it from going out, `marks` when they are only shown."""

    text: str
    stops: bool = False
    marks: bool = False


@dataclass(frozen=True, slots=True)
class InLanguage:
    """One language of an announcement."""

    code: str
    name: str
    title: list[Piece]
    text: list[Piece]
    found: list[tuple[str, Word, bool]]  # the words, why, whether they stop it
    missing: bool
    read: bool
    own: bool  # the reader wrote these words


def languages_of(row: Announcement, reader: Staff) -> list[InLanguage]:
    """All four, in their order."""
    return [_language(row, lang, reader) for lang in LANGUAGES]


def _language(row: Announcement, lang: str, reader: Staff) -> InLanguage:
    text = row.texts.get(lang) or {"title": "", "text": ""}
    found = announce.findings(row, lang)
    whole = f"{text['title']}\n{text['text']}"
    pieces, cut = list(_cut(whole, found)), len(text["title"])
    title, rest = _parted(pieces, cut)
    listed = [(one.quote, words.REASONS[one.reason], one.sure) for one in found]
    missing = not (text["title"].strip() and text["text"].strip())
    own = str(text.get("by", "")) == str(reader.pk)
    return InLanguage(lang, _NAMES[lang], title, rest, listed, missing, announce.was_read(text), own)


def _cut(text: str, found: tuple[Finding, ...]) -> Iterator[Piece]:
    at = 0
    for one in found:
        if one.start < at:  # two rules about the same letters: the first is marked, both are listed
            continue
        yield Piece(text[at : one.start])
        yield Piece(text[one.start : one.end], stops=one.sure, marks=not one.sure)
        at = one.end
    yield Piece(text[at:])


def _parted(pieces: list[Piece], cut: int) -> tuple[list[Piece], list[Piece]]:
    """The pieces of the title and those of the text behind its line end."""
    title: list[Piece] = []
    text: list[Piece] = []
    at = 0
    for one in pieces:
        left = max(min(cut - at, len(one.text)), 0)
        title.append(Piece(one.text[:left], one.stops, one.marks))
        text.append(
            Piece(one.text[left:].removeprefix("\n") if at <= cut else one.text, one.stops, one.marks)
        )
        at += len(one.text)
    return [one for one in title if one.text], [one for one in text if one.text]


def title_of(row: Announcement) -> str:
    """In the reader's language, or in any that is written."""
    here = get_language() or "en"
    titles = [row.texts[lang]["title"] for lang in (here, *LANGUAGES) if row.texts.get(lang, {}).get("title")]
    number = f"{row.number}/{row.version} · " if row.number else ""
    return f"{number}{titles[0] if titles else words.KINDS[row.kind]}"


def facts_of(row: Announcement) -> Facts:
    """What stands around the texts."""
    zone = ZoneInfo(str(row.about.get("zone") or "UTC"))
    times = [
        (label, f"{moment.astimezone(zone):%Y-%m-%d %H:%M} ({zone.key})" if moment else "")
        for label, moment in ((_("Begins"), row.starts_at), (_("Holds until"), row.ends_at))
    ]
    facts: Facts = [
        (_("What is announced"), str(words.KINDS[row.kind])),
        (_("Who may read it"), str(words.CLASSES[row.release_class])),
        (_("How soon people must act"), str(words.URGENCIES.get(row.urgency, ""))),
        *times,
        (_("Area, as the map services of others are to show it"), str(row.about.get("areas", ""))),
        (_("Agreement of all parties in writing: number and day"), str(row.about.get("agreed", ""))),
        (_("Telegram channels"), str(_("yes")) if "telegram" in row.outlets.split() else ""),
        (_("By e-mail"), str(_("yes")) if "email" in row.outlets.split() else ""),
        (_("Corrects"), f"{row.follows.number}/{row.follows.version}" if row.follows else ""),
        (_("Why it holds no more"), str(words.WHYS.get(row.ended_why, ""))),
        (_("Code"), row.certificate.code if row.certificate else ""),
    ]
    return [(label, value) for label, value in facts if value]
