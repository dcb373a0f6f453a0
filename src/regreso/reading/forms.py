"""Forms written as lines, “Name: …”, “Born: …”, “Last seen: …”, as channels of those who search post them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from regreso.reading.blocks import Block
from regreso.reading.leads import Lead
from regreso.reading.lists import Row, kind_of_heading, read_rows

_LINE = re.compile(r"[^\w\n]*(?P<label>[^\W\d_][^:\n]{0,40}?)\s*:\s*(?P<value>\S.*\S|\S)\s*\Z")
_LEAST_LINES = 3
_NAMES = {"name", "surname"}


@dataclass(frozen=True, slots=True)
class Form:
    """What one form says of a person, and the blocks that it takes up.

    >>> Form((3, 4, 5), Lead("person", "story", (), 0.9)).lead.kind
    'person'
    """

    blocks: tuple[int, ...]
    lead: Lead


def find_forms(blocks: Sequence[Block], *, retrieved: date | None = None, lang: str = "") -> Iterator[Form]:
    r"""The forms of a page's story: three lines or more that a list would have as columns, one of them a name.

    >>> from regreso.reading.blocks import label_blocks
    >>> from regreso.reading.markup import split
    >>> text = "ФИО: Ямщиков Лаврентий Олегович\nДата рождения: 14.01.1997\nСтатус: без вести"
    >>> [(form.lead.fields["status"], form.lead.fields["birth"]) for form in find_forms(label_blocks(split(text)))]
    [('missing', {'edtf': '1997-01-14'})]
    """
    run: dict[str, tuple[int, re.Match[str]]] = {}
    for n, block in enumerate(blocks):
        found = _LINE.match(str(block.raw.text)) if block.label == "story" else None
        kind = kind_of_heading(found["label"]) if found else ""
        if found and kind and kind not in run and (not run or n - max(at for at, _ in run.values()) <= 2):
            run[kind] = (n, found)
            continue
        if not found or (kind and kind in run):
            yield from _form(blocks, run, retrieved, lang)
            run = {kind: (n, found)} if found and kind else {}
    yield from _form(blocks, run, retrieved, lang)


def _form(
    blocks: Sequence[Block], run: dict[str, tuple[int, re.Match[str]]], retrieved: date | None, lang: str
) -> Iterator[Form]:
    named = next((run[kind] for kind in ("name", "surname") if kind in run), None)
    if len(run) < _LEAST_LINES or named is None:
        return
    order = sorted(run, key=lambda kind: run[kind][0])
    rows = [
        Row(tuple(run[kind][1]["label"] for kind in order), ""),
        Row(tuple(run[kind][1]["value"].rstrip(" ;.") for kind in order), ""),
    ]
    at, found = named
    start = found.start("value")
    for _, lead in read_rows(rows, retrieved=retrieved, lang=lang):
        length = len(found["value"].rstrip(" ;."))
        spans = blocks[at].raw.text.spans(start, start + length, field="name")
        yield Form(tuple(n for n, _ in run.values()), replace(lead, section="story", spans=tuple(spans)))
