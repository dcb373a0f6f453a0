"""The words around a lead as plain text, with the claim marked: what a page may show of a foreign source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from regreso.reading.source import Span

MARKUP = ("page", "rss")  # kinds of sources whose text holds tags
_AROUND = 1200  # source letters looked at on either side: markup may be dense
_MOST = 420  # letters that are shown on either side
_UNSEEN = re.compile(r"<(script|style|template|noscript|svg)\b", re.IGNORECASE)
_UNSEEN_END = re.compile(r"</(?:script|style|template|noscript|svg)\s*>|-->", re.IGNORECASE)
_BREAK = re.compile(
    r"</?(?:p|div|li|ul|ol|tr|td|th|h[1-6]|br|article|section|aside|time|blockquote|table|header|footer|nav|main)\b",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?…]+[»”\"')\]]*\s")
_SIGN = re.compile(r"<|&#?\w{1,8};")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some letters of an excerpt; `field` is "" beside the claim.

    >>> Piece("1648", "text").field
    'text'
    """

    text: str
    field: str = ""


def excerpt(text: str, spans: Sequence[Span], *, markup: bool) -> tuple[Piece, ...]:
    """The sentence of a claim, its words marked by what they tell. Markup is left out, never shown.

    Args:
        text: the decoded source that the spans point into.
        spans: of one lead.
        markup: whether the source is HTML.

    >>> from regreso.reading.source import Span
    >>> source = "<p>Ayer. Llame al <b>1648</b>, dijo. Hoy no.</p><script>steal()</script>"
    >>> [(piece.text, piece.field) for piece in excerpt(source, [Span(21, 25, "1648")], markup=True)]
    [('Llame al ', ''), ('1648', 'text'), (', dijo.', '')]
    """
    spans = _near(spans)
    if not spans:
        return ()
    first, last = spans[0].start, max(span.end for span in spans)
    start, end = max(first - _AROUND, 0), min(last + _AROUND, len(text))
    before = _plain(_from_tag(text[start:first]) if start and markup else text[start:first], markup=markup)
    behind = _plain(text[last:end], markup=markup)
    pieces = [Piece(_tail(before)), *_marked(text, spans, markup=markup), Piece(_head(behind))]
    return tuple(piece for piece in pieces if piece.text)


def whole(text: str, marks: Sequence[tuple[int, int, str]], *, markup: bool) -> tuple[Piece, ...]:
    r"""A source as plain text from end to end, with places of it marked; marks that overlap an earlier one are left out.

    >>> whole("<h1>Ayer</h1><p>Llame al 1648.", [(25, 29, "lead 1")], markup=True)
    (Piece(text='Ayer\nLlame al ', field=''), Piece(text='1648', field='lead 1'), Piece(text='.', field=''))
    """
    pieces: list[Piece] = []
    at = 0
    for start, end, mark in sorted(marks):
        if start < at or end > len(text):
            continue
        pieces += [
            Piece(_plain(text[at:start], markup=markup)),
            Piece(_plain(text[start:end], markup=markup), mark),
        ]
        at = end
    pieces.append(Piece(_plain(text[at:], markup=markup)))
    pieces = [Piece(re.sub(r"\s*\n\s*", "\n", piece.text), piece.field) for piece in pieces]
    if pieces and not pieces[0].field:
        pieces[0] = Piece(pieces[0].text.lstrip())
    return tuple(piece for piece in pieces if piece.text)


def _near(spans: Sequence[Span]) -> list[Span]:
    """Those spans that one sight can hold, in their order and without overlap."""
    ordered = sorted(spans, key=lambda span: (span.start, -span.end))
    kept: list[Span] = []
    for span in ordered:
        if kept and (span.start < kept[-1].end or span.start - kept[0].start > _AROUND):
            continue
        kept.append(span)
    return kept


def _marked(text: str, spans: Sequence[Span], *, markup: bool) -> Iterator[Piece]:
    at = spans[0].start
    for span in spans:
        if between := _plain(text[at : span.start], markup=markup):
            yield Piece(between)
        yield Piece(_plain(text[span.start : span.end], markup=markup), span.field)
        at = span.end


def _from_tag(text: str) -> str:
    """A window that begins inside a tag or a script begins behind it."""
    if unseen := _UNSEEN_END.search(text):
        opened = _UNSEEN.search(text)
        if opened is None or unseen.start() < opened.start():
            text = text[unseen.end() :]
    close, open_ = text.find(">"), text.find("<")
    return text[close + 1 :] if close >= 0 and (open_ < 0 or close < open_) else text


def _plain(text: str, *, markup: bool) -> str:
    """One line of a text for each line or block of the source; no tag, no script, no control sign."""
    shown = "".join(_words(text)) if markup else text
    lines = (" ".join(line.split(" ")) for line in re.split(r"[\n\r\v\f\x85\u2028\u2029]+", shown))
    kept = "\n".join(re.sub(r"[ \t\xa0]+", " ", line) for line in lines)
    return "".join(sign for sign in kept if sign == "\n" or sign.isprintable())


def _words(text: str) -> Iterator[str]:
    at = 0
    while found := _SIGN.search(text, at):
        yield text[at : found.start()]
        if found[0] != "<":
            yield unescape(found[0])
            at = found.end()
            continue
        at, between = _behind_tag(text, found.start())
        yield between
    yield text[at:]


def _behind_tag(text: str, start: int) -> tuple[int, str]:
    """Where the text goes on behind a tag, a comment or a script, and what stands in its place."""
    if text.startswith("<!--", start):
        end = text.find("-->", start)
        return (end + 3 if end >= 0 else len(text)), ""
    unseen = _UNSEEN.match(text, start)
    if unseen:
        closed = re.compile(f"</{unseen[1]}", re.IGNORECASE).search(text, start)
        start = closed.start() if closed else len(text)
    end = text.find(">", start)
    if not re.match(r"</?[a-zA-Z!?]", text[start : start + 3]):
        return start + 1, text[start : start + 1]
    return (end + 1 if end >= 0 else len(text)), "\n" if _BREAK.match(text, start) else ""


def _tail(before: str) -> str:
    """The last sentence that has begun."""
    before = before.rpartition("\n")[2]
    ends = [found.end() for found in _END.finditer(before)]
    start = next((end for end in reversed(ends) if len(before) - end > 1), 0)
    kept = before[start:]
    return kept if len(kept) <= _MOST else "…" + kept[-_MOST:]


def _head(behind: str) -> str:
    """The rest of the sentence."""
    behind = behind.partition("\n")[0]
    end = _END.search(behind + " ")
    kept = behind[: end.end()].rstrip() if end else behind
    return kept if len(kept) <= _MOST else kept[:_MOST] + "…"
