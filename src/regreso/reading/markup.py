"""Blocks of text out of HTML or flattened text, with what the structure tells of each; no word is judged."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from regreso.reading.source import PlacedText

_IS_HTML = re.compile(r"<\s*(?:!doctype|html|body|div|p|h[1-6]|br|article|span|a)\b[^<>]*>", re.IGNORECASE)
_LINKED_DATA = re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d{2}-\d{2})')
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_INLINE = {"a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "strong"}
_INLINE |= {"sub", "sup", "u", "span", "time", "wbr", "img", "label"}
_SILENT = {"script", "style", "noscript", "template", "svg", "math", "iframe", "object", "video", "audio"}
# Names that builders of sites give to what stands beside an article, in whatever language it is written.
_BESIDE = re.compile(
    r"(?:\A|[-_])(?:comments?|commentlist|disqus|related|recirc\w*|recommend\w*|share|sharing|sharebar|social|newsletter|promo\w*|sidebar|widgets?|breadcrumbs?|byline|bio|cookies?|consent|popup|modal|"
    r"advert\w*|ads?|advertisement|sponsor\w*|outbrain|taboola|pagination|pager|footer|masthead|navigation|navbar|subscri\w*|signup|login|captions?|credits?|copyright|popular|trending|teaser|toolbar|"
    r"morefrom|more-from|disclaimer|legal|print|rating|poll|tags)(?:\Z|[-_])"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NEVER_BESIDE = {"html", "body", "article", "main", "p", "h1"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


@dataclass(frozen=True, slots=True)
class RawBlock:
    """One paragraph-like piece.

    Attributes:
        text: the clean text, and where its letters stand.
        path: the elements around it, outermost first: (number of the element, its tag).
        linked: how many of its letters are inside a link.
        unlinked: its letters outside of links, where it has both.

    >>> one = split('<p>Lea <a href="/x">más</a></p>').blocks[0]
    >>> one.words, round(one.link_density, 2)
    ('Lea más', 0.43)
    """

    text: PlacedText
    path: tuple[tuple[int, str], ...] = ()
    linked: int = 0
    unlinked: str = ""

    @property
    def words(self) -> str:
        """The clean text without outer spaces."""
        return str(self.text).strip()

    @property
    def link_density(self) -> float:
        """The share of its letters inside a link, 0 to 1."""
        return self.linked / len(self.text) if len(self.text) else 0.0

    @property
    def tags(self) -> frozenset[str]:
        """The tags around it."""
        return frozenset(tag for _, tag in self.path)

    @property
    def heading(self) -> bool:
        """Whether it is marked as a heading."""
        return bool(self.tags & _HEADINGS)


@dataclass(slots=True)
class RawPage:
    """The blocks of a page in their order, and what its head says of itself."""

    blocks: list[RawBlock] = field(default_factory=list)
    title: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    markup: bool = False


def split(source: str) -> RawPage:
    r"""Split a page into blocks: by elements where there is markup, else by lines.

    >>> [block.words for block in split("<p>Uno</p><script>x()</script><p>Dos <b>y</b> tres").blocks]
    ['Uno', 'Dos y tres']
    >>> [block.words for block in split("Uno\n\nDos y tres\n").blocks]
    ['Uno', 'Dos y tres']
    """
    if _IS_HTML.search(source):
        parser = _Splitter(source)
        parser.feed(source)
        parser.close()
        parser.flush()
        if said := _LINKED_DATA.search(source):
            parser.page.meta.setdefault("datePublished", said[1])
        return parser.page
    page = RawPage()
    for line in re.finditer(r"[^\r\n]+", source):
        text = PlacedText(source)
        text.add(line[0], line.start())
        if str(text).strip():
            page.blocks.append(RawBlock(text))
    return page


class _Splitter(HTMLParser):
    """Walks the elements and cuts a block at each border that a browser would draw."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.page = RawPage(markup=True)
        self._source = source
        self._lines = [0, *(found.end() for found in re.finditer("\n", source))]
        self._open: list[tuple[int, str]] = []
        self._silent: list[str] = []
        self._count = 0
        self._text, self._linked = PlacedText(source), 0
        self._unlinked: list[str] = []
        self._aside: set[int] = set()

    def flush(self) -> None:
        if str(self._text).strip():
            rest = " ".join("".join(self._unlinked).split()) if self._linked else ""
            path = tuple((n, "aside" if n in self._aside else tag) for n, tag in self._open)
            self.page.blocks.append(RawBlock(self._text, path, self._linked, rest))
        self._text, self._linked, self._unlinked = PlacedText(self._source), 0, []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.page.meta[given.get("property") or given.get("name", "")] = given.get("content", "")
        if tag == "time" and "datetime" in given:
            self.page.meta.setdefault("time", given["datetime"])
        if self._silent or tag in _SILENT or _hidden(given):
            if tag not in _VOID:
                self._silent.append(tag)
            return
        if tag not in _INLINE:
            self.flush()
            self._close_paragraph(tag)
        if tag not in _VOID:
            self._count += 1
            self._open.append((self._count, tag))
            if tag not in _NEVER_BESIDE and tag not in _INLINE and _is_beside(given):
                self._aside.add(self._count)
        if "data-cfemail" in given:
            self._take_hidden_address(given["data-cfemail"])

    def handle_endtag(self, tag: str) -> None:
        if self._silent and self._still_silent(tag):
            return
        if tag not in _INLINE:
            self.flush()
        at = next((n for n in range(len(self._open) - 1, -1, -1) if self._open[n][1] == tag), None)
        if at is not None:
            del self._open[at:]

    def _still_silent(self, tag: str) -> bool:
        """Close what is silent up to an end tag, as a browser does; what was never closed ends with what is around it."""
        if tag in self._silent:
            while self._silent.pop() != tag:
                pass
            return True
        if tag in _INLINE or all(tag != name for _, name in self._open):
            return True
        self._silent.clear()
        return False

    def handle_data(self, data: str) -> None:
        self._take(data, self._offset())

    def handle_entityref(self, name: str) -> None:
        self._take_reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._take_reference(f"&#{name}")

    def _take_reference(self, written: str) -> None:
        start = self._offset()
        length = len(written) + self._source.startswith(";", start + len(written))
        self._take(html.unescape(written + ";"), start, length=length)

    def _take(self, text: str, start: int, *, length: int = 0) -> None:
        if self._silent:
            return
        tags = {tag for _, tag in self._open}
        if "title" in tags:
            self.page.title += text
        elif "head" not in tags:
            before = len(self._text)
            self._text.add(text, start, length=length)
            if "a" in tags:
                self._linked += len(self._text) - before
            else:
                self._unlinked.append(text)

    def _take_hidden_address(self, coded: str) -> None:
        """A mail address that a proxy hid from robots: its first byte is the key of the others."""
        try:
            key, *letters = bytes.fromhex(coded)
            address = bytes(letter ^ key for letter in letters).decode("ascii")
        except ValueError:
            return
        start = self._source.find(coded, self._offset())
        self._take(address, start, length=len(coded))
        # What stands between the tags is only a notice that the address is hidden.
        self._silent.append(self._open.pop()[1])

    def _close_paragraph(self, tag: str) -> None:
        if self._open and self._open[-1][1] == "p" and tag != "br":
            self._open.pop()

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def _is_beside(attrs: dict[str, str]) -> bool:
    named = f"{attrs.get('class', '')} {attrs.get('id', '')} {attrs.get('role', '')}".split()
    return any(_BESIDE.search(_CAMEL.sub("-", name).lower()) for name in named)


def _hidden(attrs: dict[str, str]) -> bool:
    style = attrs.get("style", "").replace(" ", "").lower()
    return "hidden" in attrs or attrs.get("aria-hidden") == "true" or "display:none" in style
