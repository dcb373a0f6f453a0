"""Any file that is handed in: which kind it is, and its leads. What cannot be read becomes a visible record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from regreso.reading.errors import ReadingError
from regreso.reading.leads import Lead, Value
from regreso.reading.page import read_page


@dataclass(frozen=True, slots=True)
class Handed:
    """What is known of a source when it is handed in.

    Attributes:
        name: the file's own name.
        published, retrieved: its two days, None where not known.
        address: where it was found, "" where not known.
        lang: "es", "uk", "ru", "en" or "" to let each block tell.

    >>> Handed("page.html").address
    ''
    """

    name: str
    published: date | None = None
    retrieved: date | None = None
    address: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """One lead with what its record says of the source.

    >>> Taken(Lead("date", "story", (), 0.9), {"kind": "page"}, "00").record()["source"]["kind"]
    'page'
    """

    lead: Lead
    source: dict[str, Value]
    doc: str

    def record(self) -> dict[str, Value]:
        """The flat JSON object of the lead."""
        return self.lead.record(doc=self.doc, source=self.source)


def read_document(data: bytes, handed: Handed) -> Iterator[Taken]:
    """All leads of one file; a file that cannot be read gives one record that says why.

    >>> data = "Llame a la línea 1648 si su hijo está entre los militares cautivos.".encode()
    >>> [(t.lead.kind, t.lead.fields["value"]) for t in read_document(data, Handed("a.txt"))]
    [('contact', '1648')]
    >>> [t.lead.kind for t in read_document(bytes([0, 255, 254]) * 9, Handed("b.txt"))]
    ['unreadable']
    """
    sha = hashlib.sha256(data).hexdigest()
    try:
        yield from _page(data, handed, sha)
    except ReadingError as error:
        yield unreadable(handed, sha, stage="open", reason=str(error))


def unreadable(handed: Handed, sha: str, *, stage: str, reason: str) -> Taken:
    """The record of what could not be read.

    >>> unreadable(Handed("a.pdf"), "00", stage="time", reason="took more than 20 s").lead.fields["reason"]
    'took more than 20 s'
    """
    lead = Lead(
        "unreadable", "story", (), 1.0, fields={"file": handed.name, "stage": stage, "reason": reason}
    )
    return Taken(lead, {"doc_sha256": sha, "kind": "", "file": handed.name, "address": handed.address}, sha)


def _page(data: bytes, handed: Handed, sha: str) -> Iterator[Taken]:
    page = read_page(data, published=handed.published, retrieved=handed.retrieved, lang=handed.lang or None)
    source: dict[str, Value] = {**page.source(), "file": handed.name, "address": handed.address}
    if "\0" in page.text or not any(letter.isalnum() for block in page.blocks for letter in block.words):
        yield unreadable(
            handed,
            sha,
            stage="text",
            reason=f"{handed.name} holds no text: expected a page, a list or an export",
        )
    for lead in page.leads:
        yield Taken(lead, source, sha)
