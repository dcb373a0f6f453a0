"""What a reviewer gets out of a page: one claim, where it stands and how sure the reading is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from regreso.reading.blocks import Block
from regreso.reading.source import Span

Kind = Literal["person", "count", "contact", "procedure", "announcement", "date", "unreadable"]
Polarity = Literal["asserted", "hedged", "denied", "asked", "withdrawn"]
Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]


@dataclass(frozen=True, slots=True)
class Lead:
    """One claim of a public source. It is never shown to a family: a reviewer accepts, edits or rejects it.

    Attributes:
        kind: what is claimed. Persons are not among them: no name is taken from public material.
        section: which part of the page says so: story, related, feed.
        spans: where; each quote equals the decoded source from start to end.
        conf: how sure the reading is, 0 to 1; no statement about the truth.
        polarity: whether the source asserts, doubts or denies it.
        told_by: the institution that the source names as its teller, "" if none.
        fields: what the kind has of its own (see docs/reference/leads.md).
    """

    kind: Kind
    section: str
    spans: tuple[Span, ...]
    conf: float
    polarity: Polarity = "asserted"
    told_by: str = ""
    fields: Mapping[str, Value] = field(default_factory=dict)

    def record(self, *, doc: str, source: Mapping[str, Value]) -> dict[str, Value]:
        """The flat JSON object of this lead.

        >>> lead = Lead("contact", "story", (Span(0, 4, "1648"),), 0.9, fields={"type": "short"})
        >>> record = lead.record(doc="abc", source={"kind": "page"})
        >>> record["kind"], record["type"], record["spans"][0]["quote"]
        ('contact', 'short', '1648')
        """
        places = ",".join(f"{span.start}-{span.end}" for span in self.spans)
        if locator := source.get("locator"):
            # Messages, items and rows count their letters from 0: without it a place is not the only one.
            places = f"{locator}:{places}"
        marks: list[Value] = [
            {"start": s.start, "end": s.end, "quote": s.quote, "field": s.field} for s in self.spans
        ]
        return {
            "id": hashlib.sha256(f"{doc}:{self.kind}:{places}".encode()).hexdigest()[:32],
            "kind": self.kind,
            "section": self.section,
            "doc": doc,
            "source": {**source, "section": self.section},
            "spans": marks,
            "conf": self.conf,
            "told_by": self.told_by,
            "polarity": self.polarity,
            **self.fields,
        }


@dataclass(frozen=True, slots=True)
class Found:
    """A claim inside one block: letters `start` to `end` of its clean text."""

    kind: Kind
    start: int
    end: int
    conf: float
    fields: Mapping[str, Value]
    polarity: Polarity = "asserted"
    told_by: str = ""
    parts: tuple[tuple[int, int, str], ...] = ()  # places of its parts, where it has several

    def lead(self, block: Block) -> Lead:
        """The claim with its places in the source; no surer than the label of its block.

        >>> from regreso.reading.blocks import label_blocks
        >>> from regreso.reading.markup import split
        >>> block = label_blocks(split("La línea 1648 atiende a las madres de los militares."))[0]
        >>> Found("contact", 9, 13, 0.9, {"type": "short"}).lead(block).spans[0].quote
        '1648'
        """
        parts = self.parts or ((self.start, self.end, "text"),)
        spans = tuple(span for a, b, field in parts for span in block.raw.text.spans(a, b, field=field))
        conf = round(self.conf * block.conf, 2)
        return Lead(self.kind, block.label, spans, conf, self.polarity, self.told_by, self.fields)
