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

_SENTENCE = re.compile(r"[.!?。！？][\"”»')\]]*$")
_RELATIVE = re.compile(r"(?:[^\W\d_]{1,6}\s+)?\d{1,3}\s*[^\W\d_]{1,9}\.?(?:\s+[^\W\d_]{1,8})?")
_AGO = re.compile(
    r"hace\s+(?:[^\W\d_]+\s+){1,2}[^\W\d_]+|(?:an?|one|two|few|several)\s+(?:\w+\s+)?\w+\s+ago|(?:[^\W\d_]+\s+){1,3}(?:назад|тому|ago)|just now|только что|щойно|ahora mismo",
    re.IGNORECASE,
)
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
_LAST_WORDS, _DEEP = 2, 4  # blocks that may be passed over; elements around a text that has one of its own
_TEASED = 2  # sentences that an item of a list of headlines has at most
_LINKED = 0.5  # of a sentence's letters in links: it is none of the story
_NEARER = 0.82  # what a level between a sentence and an element takes of its weight
_HEADLINE, _LEAST_HEADLINE = 0.8, 25  # share in a link; letters
_PARAGRAPH = 160  # letters
_MOSTLY = 0.4  # of a headline's letters are in its link, the rest is a time
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
    teasers = _teasers(page.blocks)
    outside = _outside(page.blocks, teasers)
    feed = _feed(page.blocks)
    first, last = _story(page.blocks, set(feed), outside, teasers)
    if last < first and sum(len(block.text) for block in page.blocks) <= _LONGEST_NOTE:
        return tuple(_without_story(block, feed.get(n)) for n, block in enumerate(page.blocks))
    labels = []
    for n, block in enumerate(page.blocks):
        if n in feed:
            labels.append(Block(block, "feed", feed[n]))
        elif first <= n <= last:
            labels.append(_inside(block, outside, linked=page.markup and any(b.linked for b in page.blocks)))
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
        pattern.fullmatch(plain) for pattern in (_RELATIVE, _DATE, _DAY_ALONE, _NEAR, _AGO)
    )


def _is_sentence(block: RawBlock) -> bool:
    length = len(block.words)
    if length >= _LONG_INTRODUCTION and block.words[-1] in ":;" and block.link_density < 0.3:
        return True
    if length >= _PARAGRAPH and block.link_density < 0.3 and block.path:
        return True  # whoever writes so much at once writes sentences, with or without a last full stop
    return length >= _SHORT_SENTENCE and bool(_SENTENCE.search(block.words))


def _feed(blocks: Sequence[RawBlock]) -> dict[int, float]:
    """The blocks of all feeds and how sure that is: items whose times stand at short, repeated distances."""
    times = [n for n, block in enumerate(blocks) if is_time_like(block.words) or _timed_link(block)]
    found: dict[int, float] = {}
    for run in _runs(times):
        between = [len(blocks[n].words) for n in range(run[0] + 1, run[-1])]
        if len(run) > 1 and sum(between) / (len(run) - 1) <= _LONGEST_ITEM:
            whole = _container(blocks, run)
            found |= dict.fromkeys(whole, 0.95) if whole else dict.fromkeys(_stretch(blocks, run), 0.85)
    return found | _lone_item(blocks, times, found)


def _timed_link(block: RawBlock) -> bool:
    """A headline that is a link, with nothing beside it but its time."""
    return bool(block.unlinked) and block.link_density > _MOSTLY and is_time_like(block.unlinked)


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


def _outside(blocks: Sequence[RawBlock], teasers: frozenset[int]) -> frozenset[int]:
    """The elements that stand beside the text by their tag or name, unless they hold most of its sentences."""
    held: Counter[int] = Counter()
    told = 0
    for n, block in enumerate(blocks):
        if _is_sentence(block) and block.link_density < _LINKED and n not in teasers:
            told += len(block.words)
            held.update({n: len(block.words) for n, tag in block.path if tag in _OUTSIDE})
    every = {n for block in blocks for n, tag in block.path if tag in _OUTSIDE}
    return frozenset(n for n in every if 2 * held[n] < max(told, 1))


def _teasers(blocks: Sequence[RawBlock]) -> frozenset[int]:
    """The sentences under a headline that is a link, in one item of a list: they tempt to follow it."""
    items: dict[int, list[int]] = {}
    for n, block in enumerate(blocks):
        item = next((e for e, tag in reversed(block.path) if tag in ("li", "article", "section")), 0)
        items.setdefault(item or -n - 1, []).append(n)
    found: set[int] = set()
    for item, inside in items.items():
        told = [n for n in inside if _is_sentence(blocks[n]) and blocks[n].link_density < _LINKED]
        linked = [n for n in inside if _is_headline(blocks[n])]
        nested = bool(told) and _articles(blocks[told[0]]) > 1
        if item > 0 and told and len(told) <= _TEASED and (nested or (linked and linked[0] < told[0])):
            found |= set(told)
    for n in range(1, len(blocks)):
        above, block = blocks[n - 1], blocks[n]
        near = {e for e, _ in above.path[-4:]} & {e for e, _ in block.path[-3:-1]}
        if near and _is_headline(above) and _is_sentence(block):
            found.add(n)
    return frozenset(found)


def _articles(block: RawBlock) -> int:
    return sum(tag == "article" for _, tag in block.path)


def _is_headline(block: RawBlock) -> bool:
    return block.link_density > _HEADLINE and len(block.words) > _LEAST_HEADLINE


def _is_outside(block: RawBlock, outside: frozenset[int]) -> bool:
    return any(n in outside for n, _ in block.path)


def _story(
    blocks: Sequence[RawBlock], feed: set[int], outside: frozenset[int], teasers: frozenset[int]
) -> tuple[int, int]:
    """The first and the last block of the story; (0, -1) if there is none.

    The stretch with most text in sentences; on a page with elements it may go on in the element around it, past
    whatever was put between its paragraphs.
    """
    told = [
        n
        for n, block in enumerate(blocks)
        if n not in feed
        and not _is_outside(block, outside)
        and _is_sentence(block)
        and block.link_density <= _LINKED
    ]
    others = teasers.intersection(told)
    if len(told) > len(others) > 1:
        told = [
            n for n in told if n not in others
        ]  # a list of other articles may be longer than the one that is read
    first, last = _longest(blocks, told, feed)
    if last >= 0 and (around := _around(blocks, told, (first, last))):
        inside = [n for n in told if any(e == around for e, _ in blocks[n].path)]
        first, last = min(first, inside[0]), max(last, inside[-1])
    return first, _with_last_words(blocks, feed | teasers, last)


def _longest(blocks: Sequence[RawBlock], told: Sequence[int], feed: set[int]) -> tuple[int, int]:
    best, weight = (0, -1), 0
    first = last = size = -1
    for n in told:
        apart = first < 0 or n - last > _GAP or any(k in feed for k in range(last, n))
        first, size = (n, 0) if apart else (first, size)
        last, size = n, size + len(blocks[n].words)
        if size > weight:
            best, weight = (first, last), size
    return best


def _around(blocks: Sequence[RawBlock], told: Sequence[int], stretch: tuple[int, int]) -> int:
    """The element that holds most text of the page the most closely; 0 where none stands out.

    An element's weight is the text of its sentences, each counted less for every level that lies between.
    """
    weights: dict[int, float] = {}
    for n in told:
        for level, (element, tag) in enumerate(reversed(blocks[n].path)):
            if tag not in ("html", "body"):
                weights[element] = weights.get(element, 0.0) + len(blocks[n].words) * _NEARER**level
    if not weights:
        return 0
    best = max(weights, key=lambda element: weights[element])
    inside = [n for n in told if any(e == best for e, _ in blocks[n].path)]
    return best if len(inside) > 1 and any(stretch[0] <= n <= stretch[1] for n in inside) else 0


def _with_last_words(blocks: Sequence[RawBlock], feed: set[int], last: int) -> int:
    """What stands in the same element just behind the last long sentence is its end: “We got 58 people out”, dates."""
    if last < 0 or len(blocks[last].path) < _DEEP:
        return last
    around, end = blocks[last].path[:-1], last
    for n in range(last + 1, len(blocks)):
        block = blocks[n]
        if n in feed or block.path[: len(around)] != around or _articles(block) > _articles(blocks[last]):
            break
        plain = (
            len(block.path) <= len(around) + 2 and block.link_density < _LINKED and not block.tags & _OUTSIDE
        )
        if plain and (_SENTENCE.search(block.words) or len(block.words) >= _SHORT_SENTENCE // 2):
            end = n
        elif n - end > _LAST_WORDS:
            break
    return end


def _inside(block: RawBlock, outside: frozenset[int], *, linked: bool) -> Block:
    """A block between the first and the last sentence of the story."""
    words = block.words
    if block.link_density >= 0.5 and len(words) < _LONGEST_ITEM:
        return Block(block, "related", 0.9)
    labelled = None if _REACHES_SOMEBODY.search(words) else _LABELLED.fullmatch(words)
    if labelled and not block.heading:
        shouted = labelled["label"].isupper()
        if shouted or not linked:
            return Block(block, "related", 0.8 if shouted else 0.6)
    if _is_outside(block, outside) or is_time_like(words) or _MENU.fullmatch(words):
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
