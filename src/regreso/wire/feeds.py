"""Feeds of announcements: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1, each in one language."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from regreso.wire.announced import Announced, say, standing_lines, utc

_NEVER = datetime(2022, 1, 1, tzinfo=UTC)
MOST = 50


def atom(rows: Sequence[Announced], *, language: str, here: str, page: str) -> str:
    """An Atom feed. What was corrected, withdrawn or is over stays in it, says so first, and is `updated` then.

    Args:
        rows: the newest first.
        language: of the texts.
        here: address of the feed itself.
        page: address of the page that it stands for.

    >>> "<entry>" in atom([], language="en", here="https://r.example/f", page="https://r.example/")
    False
    """
    newest = max((one.changed() for one in rows), default=_NEVER)
    head = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(language)}>'
        f"<id>{escape(page)}</id><title>{escape(say('feed', language))}</title><updated>{utc(newest)}</updated>"
        f"<author><name>{escape(say('service', language))}</name></author>"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(here)}/><link rel="alternate" type="text/html" href={quoteattr(page)}/>'
    )
    return head + "".join(_entry(one, language) for one in rows) + "</feed>\n"


def _entry(one: Announced, language: str) -> str:
    cap = f"{one.page(language)}cap.xml"
    return (
        f"<entry><id>urn:uuid:{one.key}</id><title>{escape(title_of(one, language))}</title>"
        f"<published>{utc(one.released)}</published><updated>{utc(one.changed())}</updated>"
        f'<link rel="alternate" type="text/html" href={quoteattr(one.page(language))}/>'
        f'<link rel="related" type="application/cap+xml" href={quoteattr(cap)}/>'
        f"<category term={quoteattr(one.kind)} label={quoteattr(say(one.kind, language))}/>"
        f'<content type="text">{escape(body_of(one, language))}</content></entry>'
    )


def rss(rows: Sequence[Announced], *, language: str, here: str, page: str) -> str:
    """An RSS 2.0 feed; `guid` is the version's own, so that a reader shows a correction as something new.

    >>> rss([], language="es", here="https://r.example/f", page="https://r.example/").count("<item>")
    0
    """
    newest = max((one.changed() for one in rows), default=_NEVER)
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f"<title>{escape(say('feed', language))}</title><link>{escape(page)}</link>"
        f"<description>{escape(say('service', language))}</description><language>{escape(language)}</language>"
        f"<lastBuildDate>{format_datetime(newest.astimezone(UTC), usegmt=True)}</lastBuildDate>"
        f'<atom:link rel="self" type="application/rss+xml" href={quoteattr(here)}/>'
    )
    return head + "".join(_item(one, language) for one in rows) + "</channel></rss>\n"


def _item(one: Announced, language: str) -> str:
    # A reader shows an item once: one that ended comes again under another guid, or nobody would hear of it.
    guid = f"{one.key}-{one.standing}" if one.standing in ("withdrawn", "superseded") else one.key
    return (
        f"<item><title>{escape(title_of(one, language))}</title><link>{escape(one.page(language))}</link>"
        f'<guid isPermaLink="false">{guid}</guid><category>{escape(say(one.kind, language))}</category>'
        f"<pubDate>{format_datetime(one.changed().astimezone(UTC), usegmt=True)}</pubDate>"
        f"<description>{escape(body_of(one, language))}</description></item>"
    )


def json_feed(rows: Sequence[Announced], *, language: str, here: str, page: str) -> str:
    """A JSON Feed 1.1, with number, version, kind and standing under `_regreso`.

    >>> json.loads(json_feed([], language="uk", here="https://r.example/f", page="https://r.example/"))["items"]
    []
    """
    items = [
        {
            "id": one.key, "url": one.page(language), "title": title_of(one, language),
            "content_text": body_of(one, language), "date_published": utc(one.released),
            "date_modified": utc(one.changed()), "language": language, "tags": [one.kind],
            "_regreso": {"number": one.number, "version": one.version, "kind": one.kind,
                         "standing": one.standing, "why": one.why, "ends": utc(one.ends) if one.ends else None},
        }
        for one in rows
    ]  # fmt: skip
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": say("feed", language), "home_page_url": page,
        "feed_url": here, "language": language, "authors": [{"name": say("service", language)}], "items": items,
    }  # fmt: skip
    return json.dumps(feed, ensure_ascii=False, indent=1)


def title_of(one: Announced, language: str) -> str:
    """The title; one that holds no more says so before anything else.

    >>> at = datetime(2022, 3, 5, tzinfo=UTC)
    >>> title_of(Announced("k", "1", 1, "notice", "expired", {"en": ("A", "B")}, at), "en")
    'EXPIRED: its time is over. A'
    """
    title = one.texts[language][0]
    return title if one.standing == "released" else f"{say(one.standing, language)} {title}"


def body_of(one: Announced, language: str) -> str:
    r"""The text with what has to be known first.

    >>> at = datetime(2022, 3, 5, tzinfo=UTC)
    >>> body_of(Announced("k", "2022-0001", 1, "notice", "released", {"en": ("A", "B")}, at), "en")
    'B\n\nAnnouncement no. 2022-0001'
    """
    lines = [
        *standing_lines(one, language),
        one.texts[language][1],
        "",
        f"{say('number', language)} {one.name}",
    ]
    return "\n".join(lines)


def digest(body: bytes) -> str:
    """By which a reader tells that it has this feed already.

    >>> len(digest(b"x"))
    32
    """
    return hashlib.sha256(body).hexdigest()[:32]
