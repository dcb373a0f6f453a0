"""What each block of a page is (story, related link, feed or chrome), told by structure, not by words.

Position, repetition, link density, the end of a sentence and time-like tokens decide; a page in another
language or with another heading over its feed is labelled alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from regreso.reading import calendar_words
from regreso.reading.markup import RawBlock, RawPage

Label = Literal["story", "related", "feed", "chrome"]

_SENTENCE = re.compile(r"[.!?][\"”»')\]]*$")
_RELATIVE = re.compile(r"(?:[^\W\d_]{1,6}\s+)?\d{1,3}\s*[^\W\d_]{1,9}\.?(?:\s+[^\W\d_]{1,8})?")
_DATE = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?:\D{1,3}\d{1,2}:\d{2})?|\d{1,2}:\d{2}|"
    r"\d{1,2}\s+(?:\w{1,2}\s+)?[^\W\d_]{3,12},?\s+(?:\w{1,3}\s+)?\d{4}|[^\W\d_]{3,12}\s+\d{1,2},\s+\d{4}"
)
_MONTHS = "|".join(
    "|".join((*words, calendar_words.SHORT_MONTHS[n])) for n, words in calendar_words.MONTHS.items()
)
_DAY_ALONE = re.compile(
    rf"(?:{_MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}\s+(?:de\s+)?(?:{_MONTHS})\.?(?:,?\s+(?:de\s+)?\d{{4}})?(?:,?\s+\d{{1,2}}:\d{{2}})?",
    re.IGNORECASE,
)
_NEAR = re.compile("|".join(calendar_words.NEAR.values()), re.IGNORECASE)
_MENU = re.compile(r"[^|·•›/]{1,30}(?:\s+[|·•›/]\s+[^|·•›/]{1,30}){2,}")
_LABELLED = re.compile(r"(?P<label>[^:.!?\d]{3,30}):\s+\S.*[^.!?\s\d]")
_REACHES_SOMEBODY = re.compile(r"@|\+?\d(?:[\s().–-]{0,2}\d){5,}")  # “Tips: …” with an address is no link
_OUTSIDE = {"nav", "footer", "aside", "form", "menu", "button", "select", "figcaption"}
_LONGEST_NOTE = 20_000  # letters of a text without one long sentence; what is longer is no note
_LONG_INTRODUCTION = 55  # letters of a line that ends in a colon and leads to a list
_SHORT_SENTENCE, _LONGEST_ITEM, _LONGEST_TIME, _LONGEST_HEADING = 40, 300, 32, 60
_ITEM_BLOCKS = 5  # a feed's item has at most so many blocks
_INTRODUCED = 2  # lines above a story that begins with a list
_GAP = 6  # a story is not interrupted by more blocks that are no sentences


@dataclass(frozen=True, slots=True)
class Block:
    """A labelled block; `conf` is how sure the label is, 0 to 1.

    >>> from regreso.reading.markup import split
    >>> Block(split("<p>Las madres podrán viajar.</p>").blocks[0], "story", 0.9).words
    'Las madres podrán viajar.'
    """

    raw: RawBlock
    label: Label
    conf: float

    @property
    def words(self) -> str:
        """The clean text."""
        return self.raw.words


def label_blocks(page: RawPage) -> tuple[Block, ...]:
    r"""Label every block of a page.

    >>> from regreso.reading.markup import split
    >>> story = "Madres viajan\nLas madres podrán viajar desde el lunes hasta la capital.\n"
    >>> feed = "Recientes\nUn choque en la autopista\n2 días ago\nUn sismo en el sur\n3 días ago"
    >>> [block.label for block in label_blocks(split(story + feed))]
    ['story', 'story', 'feed', 'feed', 'feed', 'feed', 'feed']
    """
    feed = _feed(page.blocks)
    first, last = _story(page.blocks, set(feed))
    if last < first and sum(len(block.text) for block in page.blocks) <= _LONGEST_NOTE:
        return tuple(_without_story(block, feed.get(n)) for n, block in enumerate(page.blocks))
    labels = []
    for n, block in enumerate(page.blocks):
        if n in feed:
            labels.append(Block(block, "feed", feed[n]))
        elif first <= n <= last:
            labels.append(_inside(block, markup=page.markup and any(block.linked for block in page.blocks)))
        else:
            labels.append(_beside(block, after_story=n > last >= 0))
    return tuple(_with_title(labels, first, page.title))


def _without_story(block: RawBlock, feed: float | None) -> Block:
    """A page without one long sentence: a note, a list, a line that somebody copied."""
    if feed:
        return Block(block, "feed", feed)
    aside = block.tags & _OUTSIDE or block.link_density > 0.5 or _MENU.fullmatch(block.words)
    return Block(block, "chrome", 0.6) if aside or is_time_like(block.words) else Block(block, "story", 0.6)


def is_time_like(words: str) -> bool:
    """Whether a short text as a whole looks like the time of an item.

    >>> [is_time_like(text) for text in ("2 días ago", "5h", "12/06/2025", "6 год", "Dos heridos en el sur")]
    [True, True, True, True, False]
    """
    plain = words.strip(" ·|•—-()")
    return len(plain) <= _LONGEST_TIME and any(
        pattern.fullmatch(plain) for pattern in (_RELATIVE, _DATE, _DAY_ALONE, _NEAR)
    )


def _is_sentence(block: RawBlock) -> bool:
    length = len(block.words)
    if length >= _LONG_INTRODUCTION and block.words[-1] in ":;" and block.link_density < 0.3:
        return True
    return length >= _SHORT_SENTENCE and bool(_SENTENCE.search(block.words))


def _feed(blocks: Sequence[RawBlock]) -> dict[int, float]:
    """The blocks of all feeds and how sure that is: items whose times stand at short, repeated distances."""
    times = [n for n, block in enumerate(blocks) if is_time_like(block.words)]
    found: dict[int, float] = {}
    for run in _runs(times):
        between = [len(blocks[n].words) for n in range(run[0] + 1, run[-1])]
        if len(run) > 1 and sum(between) / (len(run) - 1) <= _LONGEST_ITEM:
            whole = _container(blocks, run)
            found |= dict.fromkeys(whole, 0.95) if whole else dict.fromkeys(_stretch(blocks, run), 0.85)
    return found | _lone_item(blocks, times, found)


def _lone_item(blocks: Sequence[RawBlock], times: Sequence[int], found: dict[int, float]) -> dict[int, float]:
    """A feed of one item: a time behind the last sentence of the page, with a headline in front of it."""
    told = [n for n, block in enumerate(blocks) if _is_sentence(block)]
    late = [n for n in times if told and n - told[-1] > 1 and n not in found]
    if len(late) != 1:
        return {}
    (time,) = late
    first = max(told[-1] + 1, time - _ITEM_BLOCKS + 1)
    return {
        n: 0.6 for n in range(first, time + 1) if n not in found and not blocks[n].tags & {"nav", "footer"}
    }


def _runs(times: Iterable[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for n in times:
        if runs and n - runs[-1][-1] <= _ITEM_BLOCKS:
            runs[-1].append(n)
        else:
            runs.append([n])
    return runs


def _container(blocks: Sequence[RawBlock], run: Sequence[int]) -> list[int]:
    """The blocks of the innermost element around all times, unless it holds most of the page's sentences."""
    shared = set.intersection(*(set(blocks[n].path) for n in run))
    if not shared:
        return []
    inner = max(shared)
    inside = [n for n, block in enumerate(blocks) if inner in block.path]
    sentences = [n for n, block in enumerate(blocks) if _is_sentence(block)]
    held = set(sentences) & set(inside)
    return inside if 2 * len(held) < max(len(sentences), 1) else []


def _stretch(blocks: Sequence[RawBlock], run: Sequence[int]) -> range:
    """The blocks of a feed without an element of its own, from its heading on."""
    stride = Counter(b - a for a, b in pairwise(run)).most_common(1)[0][0]
    above = next((k for k in range(run[0]) if _is_sentence(blocks[run[0] - 1 - k])), run[0])
    # A time that leads its item has at most the feed's heading above it, and its last item below it.
    followed = run[-1] + 1 < len(blocks) and not _is_sentence(blocks[run[-1] + 1])
    time_leads = above < stride - 1 or (above <= 1 and followed)
    start, end = (run[0], run[-1] + stride) if time_leads else (max(run[0] - stride + 1, 0), run[-1] + 1)
    if start and _is_heading(blocks[start - 1]):
        start -= 1
    return range(start, min(end, len(blocks)))


def _is_heading(block: RawBlock) -> bool:
    return len(block.words) <= _LONGEST_HEADING and not _SENTENCE.search(block.words)


def _story(blocks: Sequence[RawBlock], feed: set[int]) -> tuple[int, int]:
    """The first and the last block of the stretch with most text in sentences; (0, -1) if there is none."""
    best, weight = (0, -1), 0
    first = last = size = -1
    for n, block in enumerate(blocks):
        if n in feed or block.tags & _OUTSIDE or not _is_sentence(block) or block.link_density > 0.5:
            continue
        apart = first < 0 or n - last > _GAP or any(k in feed for k in range(last, n))
        first, size = (n, 0) if apart else (first, size)
        last, size = n, size + len(block.words)
        if size > weight:
            best, weight = (first, last), size
    return best


def _inside(block: RawBlock, *, markup: bool) -> Block:
    """A block between the first and the last sentence of the story."""
    words = block.words
    if block.link_density >= 0.5 and len(words) < _LONGEST_ITEM:
        return Block(block, "related", 0.9)
    labelled = None if _REACHES_SOMEBODY.search(words) else _LABELLED.fullmatch(words)
    if labelled and not block.heading:
        shouted = labelled["label"].isupper()
        if shouted or not markup:
            return Block(block, "related", 0.8 if shouted else 0.6)
    if block.tags & _OUTSIDE or is_time_like(words) or _MENU.fullmatch(words):
        return Block(block, "chrome", 0.8)
    return Block(block, "story", 0.95 if _is_sentence(block) else 0.75)


def _beside(block: RawBlock, *, after_story: bool) -> Block:
    """A block outside the story: linked headlines after it are offered reading, all else is chrome."""
    headline = block.link_density > 0.8 and len(block.words) > 25
    if headline and after_story and not block.tags & {"nav", "footer"}:
        return Block(block, "feed", 0.6)
    return Block(block, "chrome", 0.8)


def _with_title(blocks: list[Block], first: int, page_title: str) -> list[Block]:
    """The heading just above the story belongs to it."""
    above = range(first - 1, max(first - 4, 0) - 1, -1)
    named = [n for n in above if blocks[n].raw.heading or _names(blocks[n].words, page_title)]
    plain = [n for n in above if _may_be_title(blocks[n].raw)]
    for n in named or sorted(plain, key=lambda n: len(blocks[n].words))[-1:]:
        raw = blocks[n].raw
        if blocks[n].label == "chrome" and raw.link_density < 0.5:
            blocks[n] = Block(raw, "story", 0.9 if named else 0.7)
    for n in range(first - 1, max(first - _INTRODUCED, 0) - 1, -1):
        raw = blocks[n].raw
        if blocks[n].label != "chrome" or not raw.words.endswith(":") or not _may_be_title(raw):
            break
        blocks[n] = Block(raw, "story", 0.8)  # “The routes agreed upon are these:”
    return blocks


def _may_be_title(block: RawBlock) -> bool:
    words = block.words
    return not (block.tags & _OUTSIDE or _MENU.fullmatch(words) or is_time_like(words))


def _names(words: str, page_title: str) -> bool:
    return len(words) > 12 and words.casefold() in page_title.casefold()
