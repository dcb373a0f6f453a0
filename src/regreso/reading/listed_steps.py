"""Runs of orders that a text itself puts in a row: lines of a list, numbers inside a paragraph, “first … then … finally”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from regreso.reading.blocks import Block
from regreso.reading.contacts import find_contacts
from regreso.reading.orders import NUMBERED, is_order, mark
from regreso.reading.sentences import sentences
from regreso.reading.warnings import warns

Piece = tuple[Block, int, int]  # a block, and where the step begins and ends in it

_BULLET = re.compile(r"\s*[-–—•*·▪●✔✅☑→➡►▶]")
_INSIDE = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[.:;]))(?P<n>\d{1,2})[.)]\s?(?=[^\W\d])")
_TEACHES = re.compile(
    r"(?<!\w)(?:how (?:to|can|do)|what (?:to do|you (?:can|should) do|relatives (?:can|should) do)|step by step|steps?(?: to)?|guide|instructions?|checklist|advice for|cómo|qué (?:hacer|trámites|pasos)|pasos|guía|procedimiento|instructivo|"
    r"recomendaciones|consejos|qué debe|как \w+(?:ть|ти)(?:ся)?|что делать|что нужно|порядок действий|куда обра\w+|куда звонить|памятка|инструкци\w+|алгоритм|пошагов\w+|рекомендаци\w+|советы|"
    r"як \w+ти(?:ся)?|що робити|що потрібно|порядок дій|куди зверта\w+|куди дзвонити|пам['’ʼ]ятка|інструкці\w+|алгоритм|поетапн\w+|покроков\w+|рекомендаці\w+|поради)(?!\w)",
    re.IGNORECASE,
)
_HEAD, _HEAD_WORDS = 2, 14  # blocks that open a page; words of a line that may be a heading
_LEAST_LISTED, _LEAST_TOLD = 3, 2
_SHARE = 0.6  # of the lines of a list that must begin with an order
_APART = 2  # sentences without an order that a run may pass over
_OF_TALK = re.compile(
    r"\s*(?:[-–—]\s)?[«“\"„].*[»”\"]\W*\Z|.*\?\s*\Z", re.DOTALL
)  # quoted speech and questions instruct nobody


def listed_steps(blocks: Sequence[Block]) -> Iterator[list[Piece]]:
    r"""The runs of steps in lists of the story, and in numbers inside a paragraph.

    >>> from regreso.reading.blocks import label_blocks
    >>> from regreso.reading.markup import split
    >>> text = "What to do, step by step, when a son is taken:\n1. Ring the unit.\n2. Write to the prosecutor.\n3. Keep the receipts."
    >>> [[str(block.raw.text)[a:b] for block, a, b in run] for run in listed_steps(label_blocks(split(text)))]
    [['Ring the unit.', 'Write to the prosecutor.', 'Keep the receipts.']]
    """
    taken: set[int] = set()
    for run in _lists(blocks):
        taken |= {id(block) for block, _, _ in run}
        yield run
    for block in blocks:
        if block.label == "story" and id(block) not in taken and (run := _numbers_inside(block)):
            yield run


def _lists(blocks: Sequence[Block]) -> Iterator[list[Piece]]:
    run: list[Block] = []
    for block in [*blocks, None]:
        if block is not None and block.label == "story" and _is_line(block):
            run.append(block)
            continue
        orders = [one for one in run if is_order(str(one.raw.text), listed=True)]
        numbered = sum(bool(NUMBERED.match(str(one.raw.text))) for one in run)
        least = _LEAST_TOLD if numbered == len(run) else _LEAST_LISTED
        if len(orders) >= max(least, _SHARE * len(run)):
            kept = run if numbered == len(run) else orders
            yield [_piece(one) for one in kept]
        run = []


def _is_line(block: Block) -> bool:
    words = str(block.raw.text)
    return "li" in block.raw.tags or bool(_BULLET.match(words) or NUMBERED.match(words))


def _piece(block: Block) -> Piece:
    words = str(block.raw.text)
    start = 0
    for pattern in (re.compile(_BULLET.pattern + r"️?\s*"), NUMBERED):
        if found := pattern.match(words, start):
            start = found.end()
    return block, start, len(words.rstrip())


def _numbers_inside(block: Block) -> list[Piece]:
    """Numbers that go up inside one paragraph: “To reach him: 1. Write a page. 2. Leave it open”."""
    words = str(block.raw.text)
    marks: list[re.Match[str]] = []
    for found in _INSIDE.finditer(words):
        if int(found["n"]) == len(marks) + 1:
            marks.append(found)
    cuts = [(a.end(), b.start()) for a, b in pairwise(marks)] + [(m.end(), len(words)) for m in marks[-1:]]
    orders = sum(is_order(words[a:b]) for a, b in cuts)
    if len(cuts) < _LEAST_TOLD or orders < _SHARE * len(cuts):
        return []
    return [(block, a, b - (len(words[a:b]) - len(words[a:b].rstrip()))) for a, b in cuts]


def told_steps(blocks: Sequence[Block]) -> Iterator[list[Piece]]:
    """Sentences that say their place (“first”, “then”) and give an order, with the orders between them.

    >>> from regreso.reading.blocks import label_blocks
    >>> from regreso.reading.markup import split
    >>> text = "First of all, write to the unit and ask for an answer. Then go to the prosecutor. He is often away."
    >>> [len(run) for run in told_steps(label_blocks(split(text)))]
    [2]
    """
    run: list[tuple[Piece, str]] = []
    since = 0
    taught = False
    listed = {id(block) for found in _lists(blocks) for block, _, _ in found}
    for n, block in enumerate(blocks):
        if block.label != "story":
            continue
        if id(block) in listed:
            yield from _whole(run, taught=taught)
            run = []
            continue
        words = str(block.raw.text)
        heads = n < _HEAD or len(words.split()) <= _HEAD_WORDS or words.rstrip().endswith(":")
        if heads and _TEACHES.search(words):
            taught = True
        for sentence in sentences(words):
            said = mark(sentence.words)
            if not _OF_TALK.match(sentence.words) and is_order(sentence.words) and (said or run or taught):
                if said == "first":
                    yield from _whole(run, taught=taught)
                    run = []
                run.append(((block, sentence.start, sentence.start + len(sentence.words)), said))
                since = 0
                continue
            since += 1
            if since > _APART:
                yield from _whole(run, taught=taught)
                run = []
    yield from _whole(run, taught=taught)


def _whole(run: Sequence[tuple[Piece, str]], *, taught: bool) -> Iterator[list[Piece]]:
    """A run counts where two of its steps say their place, or where a heading says that it teaches what to do."""
    marked = [n for n, (_, said) in enumerate(run) if said]
    if len(marked) < _LEAST_TOLD and not (taught and len(run) >= _LEAST_LISTED):
        return
    least = marked[-1] if len(marked) >= _LEAST_TOLD else -1
    end = len(run) if taught else least + 1
    while end - 1 > least and _offers(run[end - 1][0]):
        end -= 1
    first = next((n for n in range(end) if run[n][1] or not _offers(run[n][0])), 0)
    if end - first >= (_LEAST_TOLD if marked else _LEAST_LISTED):
        yield [piece for piece, _ in run[first:end]]


def _offers(piece: Piece) -> bool:
    """Whether an order only says where its writer may be reached, or whom to beware of: no step of a way."""
    block, start, end = piece
    words = str(block.raw.text)[start:end]
    return (warns(words) and not is_order(words)) or any(True for _ in find_contacts(words))
