"""RSS and Atom: every item is a small story with its own day."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime

from regreso.reading.blocks import Block
from regreso.reading.clocks import Clocks
from regreso.reading.errors import ReadingError
from regreso.reading.leads import Lead
from regreso.reading.markup import split
from regreso.reading.page import leads_of

_TEXTS = ("encoded", "content", "description", "summary")
_DAYS = ("pubDate", "published", "updated", "date")


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its key, its title and text (markup included) and its day."""

    key: str
    text: str
    day: date | None


def items(data: bytes) -> tuple[Item, ...]:
    """The items of a feed, the last telling of each key.

    Raises:
        ReadingError: no XML, damaged, or with entities of its own.

    >>> feed = b"<rss><channel><item><title>Uno</title><guid>a</guid><pubDate>Sat, 14 Sep 2024 10:00:00 +0300</pubDate></item></channel></rss>"
    >>> [(item.key, item.day.isoformat()) for item in items(feed)]
    [('a', '2024-09-14')]
    """
    if b"<!DOCTYPE" in data[:4096].upper() or b"<!ENTITY" in data.upper():
        raise ReadingError("the feed defines entities of its own: expected plain RSS or Atom")
    try:
        root = ET.fromstring(data)  # noqa: S314 - entities are refused above, sizes by the limits of the child
    except (ET.ParseError, ValueError, LookupError) as error:
        raise ReadingError(f"the feed is damaged: expected RSS or Atom ({error})") from error
    found: dict[str, Item] = {}
    for element in root.iter():
        if _local(element.tag) in ("item", "entry"):
            item = _item(element, len(found))
            found.pop(item.key, None)
            found[item.key] = item
    return tuple(found.values())


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _item(element: ET.Element, number: int) -> Item:
    parts: dict[str, str] = {}
    for child in element:
        name = _local(child.tag)
        if name in ("guid", "id", "title", *_TEXTS, *_DAYS):
            parts.setdefault(name, "".join(child.itertext()))
        elif name == "link":
            parts.setdefault("link", child.get("href") or child.text or "")
    body = next((parts[name] for name in _TEXTS if parts.get(name)), "")
    title = parts.get("title", "")
    key = parts.get("guid") or parts.get("id") or parts.get("link") or f"item {number}"
    return Item(
        key.strip(), f"{title}\n\n{body}", next((_day(parts[n]) for n in _DAYS if parts.get(n)), None)
    )


def _day(text: str) -> date | None:
    iso = re.match(r"\s*(\d{4}-\d{2}-\d{2})", text)
    try:
        return date.fromisoformat(iso[1]) if iso else parsedate_to_datetime(text).date()
    except (ValueError, TypeError):
        return None


def item_blocks(item: Item) -> tuple[Block, ...]:
    """Title and text of an item as blocks of the story.

    >>> [block.words for block in item_blocks(Item("a", "Uno<p>Dos</p>", None))]
    ['Uno', 'Dos']
    """
    return tuple(Block(raw, "story", 0.95) for raw in split(item.text).blocks)


def read_items(data: bytes, *, retrieved: date | None = None, lang: str = "") -> Iterator[tuple[Item, Lead]]:
    """The leads of every item; their times count from the item's day.

    >>> feed = b"<rss><channel><item><title>Llame a la linea 1648 si su hijo esta cautivo.</title><guid>a</guid></item></channel></rss>"
    >>> [(item.key, lead.fields["value"]) for item, lead in read_items(feed)]
    [('a', '1648')]
    """
    for item in items(data):
        for lead in leads_of(item_blocks(item), Clocks(item.day, retrieved, "item"), lang=lang):
            yield item, lead
