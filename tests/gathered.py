"""Public material for the tests of the reading desk. Every person and number is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regreso.casebook.models import Document, Lead
from regreso.jobs.gathering import read_in
from regreso.steps import gather

if TYPE_CHECKING:
    from cast import Cast

PAGE = """<html lang="ru"><head><title>Хроника</title>
<meta property="article:published_time" content="2022-03-03T10:00:00+03:00">
<script>steal("1648")</script></head><body><article>
<h1>Хроника дня</h1>
<p>Рядовой Тарас Шевченко, 21.04.1999 г.р., попал в плен под Суджей, рассказала его мать Олена Шевченко.</p>
<p>Младший сержант Пётр Вымышленный погиб 1 марта, сообщило министерство обороны.</p>
<p>В плену находятся более 180 российских военных, заявили в министерстве обороны.</p>
<p>Родственники могут позвонить на горячую линию по номеру +380 44 555 01 18.</p>
<p>Не звоните по номеру +380 44 555 09 99: это мошенники, они просят деньги.</p>
<p>Сегодня откроют гуманитарный коридор Суми – Полтава с 9:00 до 21:00.</p>
</article></body></html>"""


def document(
    cast: Cast, text: str | bytes = PAGE, *, file: str = "page.html", address: str = "https://news.example/1"
) -> Document:
    """Handed in by a reading officer, not read yet."""
    about = {"file": file, "address": address, "retrieved": "2022-03-04"}
    row = Document(operation=cast.operation, about=about)
    data = text.encode() if isinstance(text, str) else text
    gather.hand_in(row, data, by=cast.by("reader_a"), at=cast.at)
    return row


def gathered(cast: Cast, text: str | bytes = PAGE, **about: str) -> Document:
    """Handed in and read."""
    row = document(cast, text, **about)
    read_in(row, at=cast.at)
    gather.finish(row, at=cast.at)
    return row


def lead(cast: Cast, kind: str = "contact", **claim: object) -> Lead:
    """The first lead of this kind with these values."""
    for one in Lead.objects.filter(operation=cast.operation, kind=kind).order_by("pk"):
        if all(one.claim.get(name) == value for name, value in claim.items()):
            return one
    raise LookupError(kind, claim)


def rows(cast: Cast, number: int, *, kind: str = "count", place: int = 3, first: int = 0) -> None:
    """So many leads, as if they had been read: for pages and their speed. Others count on from `first`."""
    row = Document.objects.create(
        operation=cast.operation,
        state="read",
        fingerprint=b"many%d" % first,
        handed_in_at=cast.at,
        kind="page",
    )
    said = {"kind": kind, "polarity": "asserted", "source": {}, "spans": [], "as_written": "180", "best": 180}
    Lead.objects.bulk_create(
        (
            Lead(
                operation=cast.operation, document=row, state="new", kind=kind, section="story", place=place,
                conf=0.5 + (n % 50) / 100, told_on=cast.later(days=n % 90).date(), found_at=cast.at,
                fingerprint=(first + n).to_bytes(16, "big"), claim=said,
                excerpt=[{"text": f"Number {n}", "field": ""}],
            )
            for n in range(number)
        ),
        batch_size=2000,
    )  # fmt: skip
