"""Persons of a page: who, what became of them by whose word, and whether the page doubts or denies it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from regreso.reading.answers import answered
from regreso.reading.blocks import Block
from regreso.reading.clocks import Clocks
from regreso.reading.cues import cue
from regreso.reading.declension import Part, Reading
from regreso.reading.falselists import from_false_lists
from regreso.reading.fates import Fate, fates
from regreso.reading.language import language
from regreso.reading.leads import Lead, Polarity, Value
from regreso.reading.mentions import (
    OWN_SON,
    Mention,
    Someone,
    may_be_meant,
    mentions_in,
    put_together,
    sentences_of,
    surnames,
)
from regreso.reading.names import find_names
from regreso.reading.particulars import HE, circumstances, details
from regreso.reading.relatives import mark_relatives, mark_signatures
from regreso.reading.sentences import Sentence
from regreso.reading.settled import settle
from regreso.reading.source import Span
from regreso.reading.trust import Ground, denies, doubted, sureness, trusted, unnamed
from regreso.reading.warnings import cautions

_MANY = re.compile(
    r"\b(?:солдаты|солдат[иі]в?|військових|военных|пленных|полонених|soldiers|prisoners|troops|people|soldados|militares|prisioneros|"
    r"personas|families|семей|родин|familias|никто|ніхто|nadie)\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(r"[«“„\"][^»”\"]*\b(?:не|no|not|hasta|если|якщо|if|si)\b", re.IGNORECASE)
_POSSESSED = re.compile(
    r"\W*(?:её|ее|его|их|її|його|їхн\w+|her|his|their|su|sus)\s+(?:муж|сын|брат|внук|чоловік|син|онук|husband|son|brother|grandson|hijo|esposo|marido|hermano|nieto)\w*\W+\Z",
    re.IGNORECASE,
)
_HER_SON = re.compile(
    r"\W*(?:її|її|ее|её|her|su|його|его|his|їхній|их|their)\s+(?:\w+\s){0,2}?(?:брат|син|сын|муж|чоловік|внук|онук|hijo|hermano|esposo|nieto|marido|son|brother|husband|grandson)(?!\w)",
    re.IGNORECASE,
)
_EXCHANGE = re.compile(
    r"\b(?:обм[еі]н\w*|canje\w*|intercambi\w*|exchange\w*|swap\w*|плен\w*|полон\w*|cautiv\w*|captur\w*|captiv\w*|prisoner\w*|"
    r"невол\w+|лагер[еьяю]\w*|табор[іуи]\w*|колони\w+|колоні\w+|тюрьм\w+|тюрм\w+|[иі]золятор\w*|за решётк\w+|за решетк\w+|за ґрат\w+|бранец|бранц\w+|бранк\w+|cárcel\w*|prisi[oó]n\w*|penal|celda|"
    r"behind bars|jail\w*|prison|cell|camp|detention|custody|penal colony)\b",
    re.IGNORECASE,
)
_MEANT = ("subject", "other")
_LIST_REACH = 60  # lines that one heading may rule
_TWO = 2
_FOLLOW = 2  # sentences behind a name that may still speak of it


@dataclass(frozen=True, slots=True)
class _Told:
    block: int
    sentence: Sentence
    fate: Fate


def find_persons(blocks: Sequence[Block], clocks: Clocks, *, lang: str = "") -> Iterator[Lead]:
    """The persons that a page names, each once, with all readings of the name.

    Args:
        blocks: of the page, labelled.
        clocks: when it was published and fetched.
        lang: of the page, "" where not known.

    Yields:
        A lead a person, in the order of the page. A status stands there only where a word of a clause
        governs it; else it is "unknown". Nobody in a feed is a subject.

    >>> from regreso.reading.blocks import label_blocks
    >>> from regreso.reading.markup import split
    >>> page = split("Рядовой Иван Серов попал в плен под Суджей, рассказала его мать Анна Серова.")
    >>> leads = list(find_persons(label_blocks(page), Clocks(), lang="ru"))
    >>> [(lead.fields["as_written"], lead.fields["role"], lead.fields["status"]) for lead in leads]
    [('Иван Серов', 'subject', 'captured'), ('Анна Серова', 'relative', 'unknown')]
    """
    read = [(n, block) for n, block in enumerate(blocks) if block.label != "chrome"]
    main = language(" ".join(block.words for _, block in read if block.label == "story"), lang)
    known = surnames([block for _, block in read if block.label == "story"], lang=lang or main)
    mentions = [m for n, block in read for m in mentions_in(n, block, lang=lang or main, known=known)]
    mentions = _parents_before(blocks, mentions)
    exchange = any(_EXCHANGE.search(block.words) for _, block in read if block.label == "story")
    by_section: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_section.setdefault(blocks[mention.block].label, []).append(mention)
    for section, own in by_section.items():
        people = put_together(own)
        mark_relatives(people)
        if section == "story":
            mark_signatures(blocks, people)
        further = _followed(blocks, people) if section == "story" else {}
        listed = _elsewhere(blocks, people) if section == "story" else {}
        for someone in people:
            told = [_Told(m.block, m.sentence, fate) for m in someone.mentions for fate in m.fates]
            told += further.get(id(someone), [])
            told += [_Told(n, sentence, fate) for n, sentence, fate in listed.get(id(someone), [])]
            told = told or _inherited(blocks, someone, section)
            told = sorted(told, key=lambda one: (one.block, one.sentence.start, one.fate.start))
            yield _lead(blocks, someone, told, clocks=clocks, exchange=exchange)


def _elsewhere(
    blocks: Sequence[Block], people: Sequence[Someone]
) -> dict[int, list[tuple[int, Sentence, Fate]]]:
    """What lists, and answers to a report, say of each person."""
    found = answered(blocks, people)
    for key, told in from_false_lists(blocks, people).items():
        found.setdefault(key, []).extend(told)
    return found


def _parents_before(blocks: Sequence[Block], mentions: Sequence[Mention]) -> list[Mention]:
    """Who spoke in the sentence before “Her husband X …” is a relative of X."""
    found = [_by_next_sentence(mention, blocks[mention.block]) for mention in mentions]
    for n, mention in enumerate(found):
        lead = mention.sentence.words[: mention.name.start]
        if not n or not (_POSSESSED.match(lead) or (mention.standing.kin and OWN_SON.search(lead))):
            continue
        before = found[n - 1]
        near = before.block == mention.block and 0 < mention.sentence.start - before.sentence.start < 600
        if near and before.standing.role == "other" and not before.fates:
            found[n - 1] = replace(before, standing=replace(before.standing, role="relative", kin=True))
    return found


def _by_next_sentence(mention: Mention, block: Block) -> Mention:
    """“They call her Irene. Her brother served …”: she is a relative; in a warning of swindlers nobody is sought."""
    if cautions(mention.sentence.words):
        return replace(mention, fates=(), standing=replace(mention.standing, role="other", kin=False))
    if mention.standing.role != "other" or mention.fates:
        return mention
    behind = next((s for s in sentences_of(block) if s.start > mention.sentence.start), None)
    if behind and _HER_SON.match(behind.words):
        return replace(mention, standing=replace(mention.standing, role="relative", kin=True))
    return mention


def _followed(blocks: Sequence[Block], people: Sequence[Someone]) -> dict[int, list[_Told]]:
    """What the sentences behind a mention still say of the same person (“The soldier fell …”)."""
    found: dict[int, list[_Told]] = {}
    for n, block in enumerate(blocks):
        if block.label != "story":
            continue
        last: Someone | None = None
        since = 0
        pending: list[_Told] = []
        for sentence in sentences_of(block):
            here = [one for one in people for m in one.mentions if m.block == n and m.sentence == sentence]
            meant = [one for one in here if _may_follow(one)]
            judged = [
                _Told(n, sentence, fate)
                for fate in fates(sentence.words)
                if not fate.counted and not (fate.many and len(meant) < _TWO)
            ]
            since = 0 if here else since + 1
            if len(meant) == 1:
                found.setdefault(id(meant[0]), []).extend(pending)
            if here:
                last = meant[0] if len(meant) == 1 else None if meant else last
            spoken = [told for told in judged if not meant and _goes_on(sentence.words, told.fate)]
            # “He is alive”, says a mother whose son is named only in her next sentence.
            pending = spoken if here and not last else []
            if last and spoken and since <= _FOLLOW:
                found.setdefault(id(last), []).extend(spoken)
        _above(blocks, n, people, found)
    return found


def _above(blocks: Sequence[Block], n: int, people: Sequence[Someone], found: dict[int, list[_Told]]) -> None:
    """The first sentence of a paragraph may go on about the only person of the paragraph before."""
    if not n or blocks[n - 1].label != "story" or any(m.block == n for one in people for m in one.mentions):
        first = next(iter(sentences_of(blocks[n])), None)
        named = first is not None and any(
            m.sentence == first and m.block == n for o in people for m in o.mentions
        )
        if not n or first is None or (named and _meant_in(people, n, first)):
            return
    above = [
        one
        for one in people
        if any(m.block == n - 1 and not m.item for m in one.mentions) and _may_follow(one)
    ]
    first = next(iter(sentences_of(blocks[n])), None)
    if len(above) == 1 and first is not None:
        judged = [f for f in fates(first.words) if not f.counted and _goes_on(first.words, f)]
        found.setdefault(id(above[0]), []).extend(_Told(n, first, fate) for fate in judged)


def _meant_in(people: Sequence[Someone], n: int, sentence: Sentence) -> bool:
    return any(
        _may_follow(one) for one in people for m in one.mentions if m.block == n and m.sentence == sentence
    )


def _may_follow(one: Someone) -> bool:
    return any(may_be_meant(mention.standing) for mention in one.mentions)


def _goes_on(words: str, fate: Fate) -> bool:
    """Whether a sentence without his name plainly speaks of the same man."""
    if _MANY.search(words) or _GENERAL.search(words):
        return False
    near = words[: fate.end + 60]
    begins = not words[: fate.start].strip('—–- «“"')
    if HE.search(near) or begins:
        return True
    return (
        fate.status != "killed"
        and fate.polarity in ("hedged", "asserted")
        and len(words) < 220
        and not _others(words)
    )


def _others(words: str) -> bool:
    return bool(re.search(r"\b(?:друг\w+|інш\w+|otr[oa]s?|another|others?)\b", words, re.IGNORECASE))


def _inherited(blocks: Sequence[Block], someone: Someone, section: str) -> list[_Told]:
    """What the heading or sentence above a list says of everybody in it."""
    mention = next((m for m in someone.mentions if m.item), None)
    if mention is None or section != "story":
        return []
    for n in range(mention.block - 1, max(mention.block - _LIST_REACH, -1), -1):
        block = blocks[n]
        if block.label not in ("story", "chrome") or _is_line(block):
            continue
        for sentence in reversed(list(sentences_of(block))):
            if judged := fates(sentence.words):
                told = [_Told(n, sentence, replace(fate, counted=False)) for fate in judged]
                return told if len({t.fate.status for t in told}) == 1 or _settled_alike(told) else []
        return []
    return []


def _settled_alike(told: Sequence[_Told]) -> bool:
    statuses = {t.fate.status for t in told}
    return statuses <= {"returned", "released", "captured"}


def _is_line(block: Block) -> bool:
    names = find_names(block.words)
    return bool(names) and len(block.words.split()) <= 14 and names[0].start < 25


def _lead(
    blocks: Sequence[Block], someone: Someone, told: Sequence[_Told], *, clocks: Clocks, exchange: bool
) -> Lead:
    mention = someone.fullest
    fate, denied = settle([one.fate for one in told], exchange=exchange)
    said = next(
        (one for one in told if fate and one.fate.start == fate.start and one.fate.end == fate.end), None
    )
    block = blocks[mention.block]
    role = _role(someone, fate, block.label)
    fate, weighed = _weighed(blocks, someone, told, fate, said, denied=bool(denied))
    polarity: Polarity = fate.polarity if fate else "asserted"
    fields: dict[str, Value] = {
        "as_written": mention.sentence.words[mention.name.start : mention.name.end],
        "readings": [_reading(reading) for reading in mention.readings],
        "role": role,
        "status": (fate.status if fate else "unknown") if role in ("subject", "other") else "unknown",
        "denies": list(denied),
        "official": bool(fate and fate.official),
        "pseudonym": any(m.standing.pseudonym for m in someone.mentions),
        **weighed,
        **details(blocks, someone),
        **(circumstances(blocks[said.block], said.sentence, said.fate, clocks=clocks) if said else {}),
    }
    spans = [
        span
        for m in (mention, *(m for m in someone.mentions if m is not mention))
        for span in _spans(blocks, m)
    ]
    if said:
        spans += _clause(blocks[said.block], said)
    conf = round(mention.name.conf * block.conf * (1.0 if fate else 0.8), 2)
    return Lead("person", block.label, tuple(spans), conf, polarity, _teller(someone, said), fields)


def _weighed(
    blocks: Sequence[Block],
    someone: Someone,
    told: Sequence[_Told],
    fate: Fate | None,
    said: _Told | None,
    *,
    denied: bool,
) -> tuple[Fate | None, dict[str, Value]]:
    """The status if it is surely meant; else an unknown one, denied where something in its sentence denies."""
    if fate is None and _something_denied(someone):
        return Fate("unknown", "denied", 0, 0), {}
    if fate is None or fate.status == "unknown":
        return fate, {}
    ground = _ground(blocks, someone, told, fate, said)
    sure = sureness(ground)
    weighed: dict[str, Value] = {"status_conf": round(sure, 2)}
    if trusted(ground, sure):
        return fate, weighed
    meant: Polarity = "denied" if denied else doubted(ground)
    return replace(fate, status="unknown", polarity=meant), {**weighed, "unsure": fate.status}


def _something_denied(someone: Someone) -> bool:
    """Whether the sentence of who may be meant calls something a lie, though no status was understood in it."""
    return any(denies(m.sentence.words) for m in someone.mentions if m.standing.role in _MEANT)


def _behind(block: Block, said: _Told) -> str:
    """The sentence behind, where it goes on about him: it may say that he lives after all."""
    behind = next((s.words for s in sentences_of(block) if s.start > said.sentence.start), "")
    return "" if find_names(behind) else behind


def _ground(
    blocks: Sequence[Block], someone: Someone, told: Sequence[_Told], fate: Fate, said: _Told | None
) -> Ground:
    words = unnamed(said.sentence.words) if said else ""
    own = [m for m in someone.mentions if said and m.block == said.block and m.sentence == said.sentence]
    gaps = [words[min(m.name.end, fate.end) : max(fate.start, m.name.start)] for m in own]
    listed = any(m.item for m in someone.mentions) and not own
    return Ground(
        words,
        fate,
        min(gaps, key=len) if gaps else None,
        "own" if own else "listed" if listed else "followed",
        len(find_names(said.sentence.words)) if said else 0,
        tuple(one.fate for one in told),
        _behind(blocks[said.block], said) if said else "",
    )


def _role(someone: Someone, fate: Fate | None, section: str) -> str:
    roles = [m.standing.role for m in someone.mentions]
    if "relative" in roles:
        return "relative"
    if fate and section == "story" and (fate.status != "unknown" or fate.polarity in ("denied", "withdrawn")):
        own = any(m.fates for m in someone.mentions)
        speaks = any(m.standing.speaks for m in someone.mentions)
        return "official" if "official" in roles and (speaks or not own) else "subject"
    if "official" in roles:
        return "official"
    if "subject" in roles and section == "story" and not any(m.standing.speaks for m in someone.mentions):
        return "subject"
    return "other" if "journalist" not in roles else "journalist"


_PARTS: tuple[tuple[str, Part], ...] = (("last", "surname"), ("first", "given"), ("patronymic", "patronymic"))


def _reading(reading: Reading) -> dict[str, Value]:
    parts: dict[str, Value] = {key: reading.part(part) for key, part in _PARTS if reading.part(part)}
    return {
        "nominative": reading.nominative,
        "parts": parts,
        "gender": reading.sex,
        "case": reading.case,
        "score": reading.score,
    }


def _teller(someone: Someone, said: _Told | None) -> str:
    if said is None:
        return ""
    words = said.sentence.words
    for name in find_names(words):
        verbs = [
            v
            for v in cue("teller_verb").finditer(words)
            if -30 < v.start() - name.end < 20 or 0 < name.start - v.end() < 25
        ]
        if verbs and name.words != someone.fullest.name.words:
            return " ".join(name.words)
    return said.sentence.told_by


def _spans(blocks: Sequence[Block], mention: Mention) -> tuple[Span, ...]:
    start = mention.sentence.start
    return blocks[mention.block].raw.text.spans(
        start + mention.name.start, start + mention.name.end, field="name"
    )


def _clause(block: Block, said: _Told) -> tuple[Span, ...]:
    start = said.sentence.start
    return block.raw.text.spans(start + said.fate.start, start + said.fate.end, field="status")
