"""Any file that is handed in: which kind it is, and its leads. What cannot be read becomes a visible record."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import count, islice
from pathlib import Path
from typing import TypeVar

from regreso.reading.blocks import label_blocks
from regreso.reading.child import Part
from regreso.reading.clocks import Clocks
from regreso.reading.errors import ReadingError
from regreso.reading.feeds import read_items
from regreso.reading.leads import Lead, Value
from regreso.reading.lists import Row, read_rows
from regreso.reading.mail import is_mail, read_mail
from regreso.reading.markup import split
from regreso.reading.page import leads_of, read_page
from regreso.reading.source import MOST_BYTES, decode
from regreso.reading.tables import Skipped, csv_rows, is_table, pdf_rows, xlsx_rows
from regreso.reading.telegram import Later, Message, corrections, messages, read_messages

T = TypeVar("T")

PART = 500  # messages of an export that are read at a time
_HEAD = 100_000
_CHUNK = 1 << 20
_FEED = re.compile(
    rb"\A\W{0,3}(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,500}?-->\s*)?(?:<!DOCTYPE\s+(?!html)[^>]*>?\s*)?.{0,2000}?<(?:rss|feed|rdf:RDF)[\s>]",
    re.DOTALL | re.IGNORECASE,
)
_TELEGRAM = re.compile(
    rb"\A\W{0,3}\{.{0,5000}?\"messages\"\s*:\s*\[|\A\W{0,3}\{\s*\"(?:name|about|chats)\"\s*:", re.DOTALL
)
_PICTURES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x00\x00\x00\x18ftyp",
    b"\x00\x00\x00\x20ftyp",
    b"RIFF",
    b"OggS",
    b"ID3",
)


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
    """One lead with what its record says of the source; `text` is what its spans point into, where known.

    >>> Taken(Lead("date", "story", (), 0.9), {"kind": "page"}, "00").record()["source"]["kind"]
    'page'
    """

    lead: Lead
    source: dict[str, Value]
    doc: str
    text: str = ""

    def record(self) -> dict[str, Value]:
        """The flat JSON object of the lead."""
        return self.lead.record(doc=self.doc, source=self.source)


@dataclass(frozen=True, slots=True)
class _Given:
    """One file on its way: what is known of it, and what the records of its leads say."""

    handed: Handed
    sha: str

    def taken(
        self, lead: Lead, kind: str, *, locator: str = "", day: date | None = None, text: str = ""
    ) -> Taken:
        source: dict[str, Value] = {
            "doc_sha256": self.sha,
            "kind": kind,
            "file": self.handed.name,
            "address": self.handed.address,
            "published": {"edtf": day.isoformat() if day else "", "how": kind if day else ""},
            "retrieved": self.handed.retrieved.isoformat() if self.handed.retrieved else "",
            "locator": locator,
        }
        return Taken(lead, source, self.sha, text)

    def unreadable(self, stage: str, reason: str) -> Taken:
        return unreadable(self.handed, self.sha, stage=stage, reason=reason)


def read_file(path: Path, handed: Handed) -> Iterator[Taken]:
    """All leads of one file on disk; a Telegram export is read in a stream, whatever its size.

    Raises:
        OSError: the file cannot be opened.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "a.txt"
    ...     _ = path.write_text("Llame a la línea 1648 si su hijo está entre los militares cautivos.")
    ...     [taken.lead.kind for taken in read_file(path, Handed("a.txt"))]
    ['contact']
    """
    return (made for made in read_parts(path, handed) if isinstance(made, Taken))


_OF_ALL_KINDS = """Ayer el sargento Juan Pérez Roa, de 31 años, fue capturado cerca de Kiev, informó el Ministerio de Defensa.

Вчора, 3 березня 2022 року, рядовий Іван Мельник загинув; коридор з Маріуполя до Запоріжжя відкрито з 9:00.

Вчера рядовой Пётр Зайцев попал в плен, сообщила его мать Анна Зайцева; звоните +380 44 555 01 17.

On Monday Private John Smith was released in a swap of 50 prisoners. First, call the hotline; then fly to Minsk."""


@cache
def warm() -> None:
    """Load every rule and list once, in the process whose children will read.

    >>> warm()
    """
    for _ in read_document(_OF_ALL_KINDS.encode(), Handed("warm.txt", date(2022, 3, 4))):
        pass


def read_parts(
    path: Path, handed: Handed, *, first: int = 0, share: tuple[int, int] = (0, 1)
) -> Iterator[Taken | Part]:
    """What `read_file` finds, with a mark behind every part of a long export, so that it can be taken up again.

    Args:
        path: the file.
        handed: what is known of it.
        first: the number of the first part that is wanted; what stands before is only counted.
        share: of several readers of one export, which part numbers this one reads: remainder and divisor.

    Yields:
        The leads of a part, then its `Part`. Only exports of Telegram have parts: `PART` messages each.
        Part 0 is the search for corrections; it has no leads.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "result.json"
    ...     _ = path.write_text('{"messages": [{"id": 1, "type": "message", "text": "Обменяли 50 пленных."}]}')
    ...     [getattr(made, "number", "lead") for made in read_parts(path, Handed("result.json"))]
    [0, 'lead', 1]
    """
    with path.open("rb") as opened:
        head = opened.read(_HEAD)
    if _TELEGRAM.match(head):
        given = _Given(handed, _digest(path))
        yield from _guarded(given, lambda: _long_telegram(given, path, first, share))
    elif path.stat().st_size > MOST_BYTES:
        size = path.stat().st_size
        reason = f"{handed.name} has {size:,} bytes: expected at most {MOST_BYTES:,}"
        yield _Given(handed, "").unreadable("size", reason)
    else:
        yield from read_document(path.read_bytes(), handed)


def _long_telegram(given: _Given, path: Path, first: int, share: tuple[int, int]) -> Iterator[Taken | Part]:
    held: list[Message] = []
    seen = False
    for piece, part in _pieces(path):
        seen = True
        held += corrections(piece)
        yield replace(part, number=0)
    if not seen and first <= 1 and not share[0]:
        yield given.unreadable("text", f"{given.handed.name} holds no messages: expected a Telegram export")
    later = Later(held)
    for piece, part in _pieces(path):
        if part.number >= first and part.number % share[1] == share[0]:
            yield from _of_messages(given, piece, later)
        yield part


def _pieces(path: Path) -> Iterator[tuple[list[Message], Part]]:
    """The messages in lots, each with the mark of its part."""
    whole = path.stat().st_size
    read = [0]
    stream = messages(_chunks(path, read))
    for number in count(1):
        piece = list(islice(stream, PART))
        if not piece:
            return
        yield piece, Part(number, read[0], whole)


def _digest(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _chunks(path: Path, read: list[int]) -> Iterator[str]:
    """The text of a file; `read` counts the bytes."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    with path.open("rb") as opened:
        while piece := opened.read(_CHUNK):
            read[0] += len(piece)
            yield decoder.decode(piece)


def read_document(data: bytes, handed: Handed) -> Iterator[Taken]:
    """All leads of one file; a file that cannot be read gives one record that says why.

    >>> data = "Llame a la línea 1648 si su hijo está entre los militares cautivos.".encode()
    >>> [(t.lead.kind, t.lead.fields["value"]) for t in read_document(data, Handed("a.txt"))]
    [('contact', '1648')]
    >>> [t.lead.kind for t in read_document(bytes([0, 255, 254]) * 9, Handed("b.txt"))]
    ['unreadable']
    """
    given = _Given(handed, hashlib.sha256(data).hexdigest())
    yield from _guarded(given, lambda: _opened(given, data))


def _guarded(given: _Given, read: Callable[[], Iterator[T]]) -> Iterator[T | Taken]:
    try:
        yield from read()
    except ReadingError as error:
        yield given.unreadable("open", str(error))
    except RecursionError:
        yield given.unreadable(
            "open", f"{given.handed.name} is nested too deeply: expected a page, a list or an export"
        )


def _opened(given: _Given, data: bytes) -> Iterator[Taken]:
    """The leads, by the first bytes of the file; its name decides nothing."""
    head = data[:_HEAD]
    if head.startswith(_PICTURES):
        yield given.unreadable(
            "quarantine", f"{given.handed.name} is a picture, sound or film: none is kept or read"
        )
    elif head.startswith(b"%PDF"):
        yield from _list(given, "pdf", pdf_rows(data))
    elif head.startswith(b"PK\x03\x04"):
        yield from _list(given, "xlsx", xlsx_rows(data))
    elif _TELEGRAM.match(head):
        yield from _telegram(given, lambda: messages([data.decode("utf-8-sig", "replace")]))
    elif _FEED.match(head):
        yield from _feed(given, data)
    elif is_mail(data):
        yield from _mail(given, data)
    else:
        yield from _text(given, data)


def _text(given: _Given, data: bytes) -> Iterator[Taken]:
    text, _ = decode(data, name=given.handed.name)
    if is_table(text):
        yield from _list(given, "csv", csv_rows(text))
        return
    handed = given.handed
    page = read_page(data, published=handed.published, retrieved=handed.retrieved, lang=handed.lang or None)
    if "\0" in page.text or not any(letter.isalnum() for block in page.blocks for letter in block.words):
        yield given.unreadable("text", f"{handed.name} holds no text: expected a page, a list or an export")
        return
    source: dict[str, Value] = {**page.source(), "file": handed.name, "address": handed.address}
    for lead in page.leads:
        yield Taken(lead, source, given.sha, page.text)


def _telegram(given: _Given, read: Callable[[], Iterator[Message]]) -> Iterator[Taken]:
    """Two passes, so that a correction reaches what was said before it without holding the export."""
    yield from _of_messages(given, read(), Later(corrections(read())))


def _of_messages(given: _Given, read: Iterable[Message], later: Later) -> Iterator[Taken]:
    handed = given.handed
    for message, lead in read_messages(read, later, retrieved=handed.retrieved, lang=handed.lang):
        yield given.taken(
            lead, "telegram", locator=f"message {message.number}", day=message.day, text=message.text
        )


def _feed(given: _Given, data: bytes) -> Iterator[Taken]:
    for item, lead in read_items(data, retrieved=given.handed.retrieved, lang=given.handed.lang):
        yield given.taken(lead, "rss", locator=f"item {item.key}", day=item.day, text=item.text)


def _mail(given: _Given, data: bytes) -> Iterator[Taken]:
    letter = read_mail(data)
    clocks = Clocks(letter.day or given.handed.published, given.handed.retrieved)
    blocks = tuple(
        replace(block, label="story") if block.label == "chrome" else block
        for block in label_blocks(split(letter.text))
    )
    for lead in leads_of(blocks, clocks, lang=given.handed.lang):
        yield given.taken(lead, "mail", day=letter.day, text=letter.text)
    for name in letter.left_out:
        yield given.unreadable(
            "quarantine", f"the attachment {name} was left out: hand it in as a file of its own"
        )


def _list(given: _Given, kind: str, rows: Iterator[Row | Skipped]) -> Iterator[Taken]:
    """The people of a table; where there are none, its lines are read as a text."""
    held: list[Row] = []
    for row in rows:
        if isinstance(row, Skipped):
            yield given.unreadable("part", f"{given.handed.name}, {row.part}: {row.reason}")
        else:
            held.append(row)
    found = False
    for row, lead in read_rows(held, retrieved=given.handed.retrieved, lang=given.handed.lang):
        found = True
        yield given.taken(lead, kind, locator=row.locator, text=str(lead.fields["as_written"]))
    if found:
        return
    text = "\n".join(" ".join(filter(None, row.cells)) for row in held)
    if not text.strip():
        yield given.unreadable("text", f"{given.handed.name} holds no text: expected a table or a text")
        return
    clocks = Clocks(given.handed.published, given.handed.retrieved)
    for lead in leads_of(label_blocks(split(text)), clocks, lang=given.handed.lang):
        yield given.taken(lead, kind, text=text)


def unreadable(handed: Handed, sha: str, *, stage: str, reason: str) -> Taken:
    """The record of what could not be read.

    >>> unreadable(Handed("a.pdf"), "00", stage="time", reason="took more than 20 s").lead.fields["reason"]
    'took more than 20 s'
    """
    lead = Lead(
        "unreadable", "story", (), 1.0, fields={"file": handed.name, "stage": stage, "reason": reason}
    )
    return Taken(lead, {"doc_sha256": sha, "kind": "", "file": handed.name, "address": handed.address}, sha)
