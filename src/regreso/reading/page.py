"""One noisy public page in, its labelled blocks and its leads out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from regreso.reading.announcements import find_announced
from regreso.reading.blocks import Block, label_blocks
from regreso.reading.calibration import with_true_odds
from regreso.reading.clocks import Clocks, find_dates
from regreso.reading.contacts import find_contacts
from regreso.reading.counts import find_counts
from regreso.reading.departures import add_departures
from regreso.reading.forms import find_forms
from regreso.reading.leads import Found, Lead, Value
from regreso.reading.markup import split
from regreso.reading.persons import find_persons
from regreso.reading.procedures import find_ways
from regreso.reading.sentences import sentences
from regreso.reading.source import decode

_PUBLISHED = ("article:published_time", "datePublished", "date", "time")
_FIRST_YEAR = 1990  # of pages
_READ = ("story", "related", "feed")


@dataclass(frozen=True, slots=True)
class Page:
    """A page that has been read.

    Attributes:
        text: the decoded source, as it was handed in, markup included; spans point into it.
        sha256: of the source's bytes.
        encoding: what it was decoded from, "" if it came as text.
        kind: "page" for markup, "flat_text" for text without.
        clocks: when it was published and when it was fetched, None where not known.
        blocks: its pieces in their order, labelled.
        leads: what a reviewer may take from it, in the order of the page.
        published_by: who told the day of publication: "given", "page" (its head), "" for nobody.
    """

    text: str
    sha256: str
    encoding: str
    kind: str
    clocks: Clocks
    blocks: tuple[Block, ...]
    leads: tuple[Lead, ...]
    published_by: str = ""

    def source(self) -> dict[str, Value]:
        """What the record of a lead says of its source.

        >>> read_page("Uno").source()["kind"]
        'flat_text'
        """
        return {
            "doc_sha256": self.sha256,
            "kind": self.kind,
            "encoding": self.encoding,
            "published": {
                "edtf": self.clocks.published.isoformat() if self.clocks.published else "",
                "how": self.published_by,
            },
            "retrieved": self.clocks.retrieved.isoformat() if self.clocks.retrieved else "",
        }

    def records(self) -> Iterator[dict[str, Value]]:
        """The leads as flat JSON objects.

        >>> page = read_page("Llame a la línea 1648 si su hijo está entre los militares cautivos.")
        >>> next(page.records())["value"]
        '1648'
        """
        source = self.source()
        for lead in self.leads:
            yield lead.record(doc=self.sha256, source=source)


def read_page(
    data: bytes | str,
    *,
    published: date | None = None,
    retrieved: date | None = None,
    lang: str | None = None,
) -> Page:
    """Read one public page: HTML, or text that was flattened from it.

    Args:
        data: the page as it was fetched or handed in.
        published: the day of the story; taken from the page's head where it says so and none is given.
        retrieved: the day on which the page was fetched; its feed counts from it.
        lang: "es", "uk", "ru" or "en"; None lets every block tell its own.

    Returns:
        The page with labelled blocks and leads.

    Raises:
        ReadingError: the page is too long, or in no encoding that is recognised.

    >>> page = read_page("Más de 200 soldados siguen cautivos, informó el Ministerio de Defensa.")
    >>> lead = page.leads[0]
    >>> lead.kind, lead.fields["low"], lead.told_by, lead.spans[0].quote
    ('count', 200, 'Ministerio de Defensa', 'Más de 200 soldados')
    """
    text, encoding = decode(data)
    raw = split(text)
    by_page = _published(raw.meta)
    clocks = Clocks(published or by_page, retrieved)
    blocks = label_blocks(raw)
    body = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    return Page(
        text,
        hashlib.sha256(body).hexdigest(),
        encoding,
        "page" if raw.markup else "flat_text",
        clocks,
        blocks,
        tuple(leads_of(blocks, clocks, lang=lang or "")),
        "given" if published else "page" if by_page else "",
    )


def _published(meta: dict[str, str]) -> date | None:
    for name in _PUBLISHED:
        found = re.match(r"\d{4}-\d{2}-\d{2}", meta.get(name, ""))
        if found:
            try:
                day = date.fromisoformat(found[0])
            except ValueError:
                continue
            if day.year >= _FIRST_YEAR:
                return day  # “0001-01-01” is how some systems write that they do not know
    return None


def leads_of(blocks: Sequence[Block], clocks: Clocks, *, lang: str = "") -> Iterator[Lead]:
    """The leads of every block but chrome, persons first; a claim that the page repeats is one lead.

    >>> from regreso.reading.markup import split
    >>> blocks = label_blocks(split("Ayer volvieron 95 prisioneros en un canje, dijo el Ministerio de Defensa."))
    >>> [lead.kind for lead in leads_of(blocks, Clocks())]
    ['date', 'count']
    """
    yield from with_true_odds(_leads_of(blocks, clocks, lang))


def _leads_of(blocks: Sequence[Block], clocks: Clocks, lang: str) -> Iterator[Lead]:
    forms = list(find_forms(blocks, retrieved=clocks.published, lang=lang))
    yield from (form.lead for form in forms)
    named = {str(form.lead.fields["as_written"]) for form in forms}
    yield from (p for p in find_persons(blocks, clocks, lang=lang) if p.fields["as_written"] not in named)
    seen: set[tuple[str, str, str]] = set()
    announced = add_departures(blocks, find_announced(blocks, clocks), clocks)
    for n, block in enumerate(blocks):
        if block.label not in _READ:
            continue
        for found in sorted([*_found(block, clocks), *announced.get(n, ())], key=lambda claim: claim.start):
            claim = {name: value for name, value in found.fields.items() if name != "as_written"}
            key = (found.kind, block.label, repr(claim))
            if key not in seen:
                seen.add(key)
                yield found.lead(block)
    yield from find_ways(blocks)


def _found(block: Block, clocks: Clocks) -> Iterator[Found]:
    # The clean text keeps its outer spaces here: places are counted in it.
    words = str(block.raw.text)
    yield from find_counts(words)
    yield from find_contacts(words)
    for sentence in sentences(words):
        for day in find_dates(sentence.words, block.label, clocks):
            fields: dict[str, Value] = {"edtf": day.edtf, "anchor": day.anchor, "as_written": day.as_written}
            start = sentence.start + day.start
            yield Found("date", start, sentence.start + day.end, 0.9 if day.edtf else 0.5, fields)
