"""Telegram exports (`result.json`), message by message; a later correction changes what its message said."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from regreso.reading.blocks import Block
from regreso.reading.clocks import Clocks
from regreso.reading.cues import cue
from regreso.reading.details import beside
from regreso.reading.errors import ReadingError
from regreso.reading.fates import fates
from regreso.reading.leads import Lead, Value
from regreso.reading.markup import split
from regreso.reading.names import find_names
from regreso.reading.page import leads_of
from regreso.reading.settled import settle

_MESSAGES = re.compile(r'"messages"\s*:\s*\[')
_LONGEST_MESSAGE = 5_000_000
_CORRECTS = re.compile(
    r"исправл|уточнени|поправк|опровержени|ошиб(?:к|оч)|виправл|уточненн|спростуванн|помилк|помилк|correc|rectific|fe de errat|correction|erratum|"
    r"не подтвердил|не підтверд|снята|знято|retract",
    re.IGNORECASE,
)
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_KEY = 4  # first letters of a name by which what is said of it later is found
_MOST_LATER = 20  # corrections of one first syllable that are looked at behind a message: the nearest
_SOON = 7  # days in which a surname alone still means the man named before
_NOT = re.compile(r"(?:не|no|not|а не)\s+(?:в\s+)?\Z", re.IGNORECASE)
_UNIT = re.compile(r"\b(?:в/ч\s*)?№?\s?[А-ЯA-Z]?\d{4,6}\b")


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its joined text, without media; `day` and `hour` in the exporter's own time."""

    number: int
    text: str
    day: date | None
    hour: int | None
    reply_to: int = 0
    edited: bool = False
    forwarded_from: str = ""

    @property
    def corrects(self) -> bool:
        """Whether it says that something said before was wrong.

        >>> Message(4, "Исправление: служил в в/ч 54321", None, None).corrects
        True
        """
        return bool(_CORRECTS.search(self.text[:400]))

    @property
    def answers(self) -> bool:
        """Whether it answers another message with what became of somebody.

        >>> Message(4, "Он в плену, жив", None, None, reply_to=2).answers
        True
        """
        return bool(self.reply_to) and bool(cue("status").search(self.text[:400]))


def messages(chunks: Iterable[str]) -> Iterator[Message]:
    """The messages of an export, read piece by piece.

    Args:
        chunks: the text of the file, in pieces of any size.

    Raises:
        ReadingError: the text is no Telegram export, or damaged.

    >>> text = '{"messages": [{"id": 7, "type": "message", "date": "2022-02-28T14:05:00", "text": ["a ", {"text": "b"}]}]}'
    >>> [(m.number, m.text, m.hour) for m in messages([text])]
    [(7, 'a b', 14)]
    """
    try:
        for given in _objects(iter(chunks)):
            if message := _message(given):
                yield message
    except (ValueError, RecursionError, TypeError) as error:
        raise ReadingError(
            f"the export is damaged: expected the messages of a Telegram result.json ({error})"
        ) from error


def _objects(chunks: Iterator[str]) -> Iterator[dict[str, object]]:
    decoder = json.JSONDecoder()
    held = ""
    while not (begin := _MESSAGES.search(held)):
        piece = next(chunks, "")
        if not piece or len(held) > _LONGEST_MESSAGE:
            raise ValueError("no list of messages was found")
        held += piece
    at = begin.end()
    while True:
        while at < len(held) and held[at] in " \t\r\n,":
            at += 1
        if held.startswith("]", at):
            return
        try:
            given, at = decoder.raw_decode(held, at)
        except ValueError:
            piece = next(chunks, "")
            if not piece or len(held) - at > _LONGEST_MESSAGE:
                raise
            held, at = held[at:] + piece, 0
            continue
        yield given


def _message(given: dict[str, object]) -> Message | None:
    if given.get("type") != "message":
        return None
    text = _joined(given.get("text"))
    if not text.strip():
        return None
    day, hour = _when(given)
    number, reply = given.get("id"), given.get("reply_to_message_id")
    return Message(
        number if isinstance(number, int) else 0,
        text,
        day,
        hour,
        reply if isinstance(reply, int) else 0,
        edited="edited" in given,
        forwarded_from=str(given.get("forwarded_from") or ""),
    )


def _joined(text: object) -> str:
    if isinstance(text, str):
        return text
    pieces = text if isinstance(text, list) else []
    return "".join(
        p if isinstance(p, str) else str(p.get("text", "")) for p in pieces if isinstance(p, str | dict)
    )


def _when(given: dict[str, object]) -> tuple[date | None, int | None]:
    written = str(given.get("date") or "")
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        stamp = str(given.get("date_unixtime") or "")
        if not stamp.isdigit():
            return None, None
        moment = datetime.fromtimestamp(int(stamp), tz=UTC)
    return moment.date(), moment.hour


def corrections(read: Iterable[Message]) -> list[Message]:
    """The messages that correct others or answer them; the only part of an export that is held in memory.

    >>> corrections([Message(1, "Привет", None, None)])
    []
    """
    return [message for message in read if message.corrects or message.answers]


def _number(message: Message) -> int:
    return message.number


class Later:
    """What later messages say of those before: found by the message they answer, or by a name in them.

    >>> mended = Message(4, "Исправление: Воронов служил в в/ч 54321.", None, None, reply_to=2)
    >>> [m.number for m in Later([mended]).after(Message(2, "", None, None), {"воронов"})]
    [4]
    """

    def __init__(self, held: Iterable[Message]) -> None:
        self.numbers: set[int] = set()
        self._replies: dict[int, list[Message]] = {}
        self._named: dict[str, list[Message]] = {}
        for message in held:
            if message.corrects:
                self.numbers.add(message.number)
            if message.reply_to:
                self._replies.setdefault(message.reply_to, []).append(message)
                continue
            for key in {word[:_KEY] for word in _capitalised(message.text)}:
                self._named.setdefault(key, []).append(message)
        for named in self._named.values():
            named.sort(key=_number)

    def after(self, message: Message, words: Iterable[str]) -> list[Message]:
        """Later messages that answer this one, or in which a word begins like one of these, in their order."""
        found = {m.number: m for m in self._replies.get(message.number, ())}
        for key in {word[:_KEY] for word in words}:
            named = self._named.get(key, [])
            first = bisect_right(named, message.number, key=_number)
            found |= {m.number: m for m in named[first : first + _MOST_LATER]}
        return [found[number] for number in sorted(found)]


def read_messages(
    read: Iterable[Message],
    corrected: list[Message] | Later,
    *,
    retrieved: date | None = None,
    lang: str = "",
) -> Iterator[tuple[Message, Lead]]:
    """The leads of every message, each changed by what corrects it later.

    >>> told = Message(2, "Взят в плен: рядовой Воронов Даниил Сергеевич, в/ч 12345.", None, None)
    >>> mended = Message(4, "Исправление: Воронов служил в в/ч 54321, а не 12345.", None, None, reply_to=2)
    >>> [lead.fields["unit"] for _, lead in read_messages([told, mended], [mended]) if lead.kind == "person"]
    ['в/ч 54321']
    """
    later = corrected if isinstance(corrected, Later) else Later(corrected)
    for message in read:
        blocks = message_blocks(message.text)
        clocks = Clocks(message.day, retrieved, "message", message.hour)
        leads = list(leads_of(blocks, clocks, lang=lang))
        sought = [lead for lead in leads if lead.kind == "person" and lead.fields["role"] == "subject"]
        for lead in leads:
            if message.number in later.numbers and _is_answer(message, lead):
                continue
            yield message, _mended(lead, message, later, alone=sought == [lead])


def message_blocks(text: str) -> tuple[Block, ...]:
    r"""The lines of a message as blocks of the story.

    >>> [block.label for block in message_blocks("Одна\nДве")]
    ['story', 'story']
    """
    return tuple(Block(raw, "story", 0.95) for raw in split(text).blocks)


def _is_answer(message: Message, lead: Lead) -> bool:
    """A correction repeats the name of whom it corrects: no second person."""
    if lead.kind not in ("person", "date") or not (message.reply_to or lead.kind == "person"):
        return False
    return bool(message.reply_to) or str(lead.fields.get("status")) == "unknown"


def _mended(lead: Lead, message: Message, later: Later, *, alone: bool) -> Lead:
    if lead.kind != "person":
        return lead
    own = _own_words(lead)
    for one in later.after(message, own):
        if one.corrects and (_same_person if one.reply_to else _surely_same)(one, lead, message):
            lead = _changed(lead, one)
        elif not one.corrects and alone and not find_names(one.text):
            lead = _answered(lead, one)
    return lead


def _folded(word: str) -> str:
    return word.casefold().replace("ё", "е")


def _capitalised(text: str) -> set[str]:
    return {_folded(w) for w in _LONG_WORD.findall(text) if w[0].isupper()}


def _readings(lead: Lead) -> list[dict[str, Value]]:
    readings = lead.fields["readings"]
    return [r for r in readings if isinstance(r, dict)] if isinstance(readings, list) else []


def _own_words(lead: Lead) -> set[str]:
    written = [str(lead.fields["as_written"]), *(str(r["nominative"]) for r in _readings(lead))]
    return {_folded(word) for name in written for word in name.split() if len(word) >= _KEY}


def _same_person(correction: Message, lead: Lead, _message: Message) -> bool:
    """Whether an answer speaks of this person: one of his words stands in it, in any case."""
    stems = {word[: max(_KEY, len(word) - 2)] for word in _own_words(lead)}
    return any(word.startswith(stem) for word in _capitalised(correction.text) for stem in stems)


def _surely_same(correction: Message, lead: Lead, message: Message) -> bool:
    """Whether what answers nobody speaks of this person: by two words of his name, or by his surname within days.

    A namesake's correction must not take back another man's captivity.
    """
    words = {w for r in _readings(lead) for w in _folded(str(r["nominative"])).split()}
    full = [name for name in find_names(correction.text) if not name.bare]
    said = [{_folded(w) for r in name.readings() for w in r.nominative.split()} for name in full]
    if any(len(words & other) > 1 for other in said):
        return True
    surnames = {
        _folded(str(parts.get("last") or ""))
        for r in _readings(lead)
        if isinstance(parts := r["parts"], dict)
    } - {""}
    if any(surnames & other for other in said):
        return False
    stems = {name[: max(_KEY, len(name) - 2)] for name in surnames if len(name) >= _KEY}
    near = message.day and correction.day and 0 <= (correction.day - message.day).days <= _SOON
    return bool(near) and any(w.startswith(stem) for w in _capitalised(correction.text) for stem in stems)


def _answered(lead: Lead, answer: Message) -> Lead:
    """“He is in hospital”, says an answer that names nobody, to who was looking for one man."""
    if lead.fields["status"] not in ("unknown", "missing"):
        return lead
    fate, _ = settle([f for f in fates(answer.text) if not f.counted], exchange=True)
    if fate is None or fate.polarity not in ("asserted", "hedged") or fate.status == lead.fields["status"]:
        return lead
    # Whoever writes into a chat is no office: a death is at most reported by hearsay.
    hedged = fate.polarity == "hedged" or fate.status == "killed"
    fields: dict[str, Value] = {**lead.fields, "status": fate.status, "answered_by": answer.number}
    return replace(lead, fields=fields, polarity="hedged" if hedged else "asserted")


def _changed(lead: Lead, correction: Message) -> Lead:
    text = correction.text
    fields: dict[str, Value] = {**lead.fields, "corrected_by": correction.number}
    units = [u for u in _UNIT.finditer(text) if not _NOT.search(text[: u.start()])]
    if "unit" in lead.fields and units:
        fields["unit"] = units[0][0] if units[0][0].startswith("в/ч") else f"в/ч {units[0][0]}"
    fields |= {key: value for key, value in beside(text, 0, len(text)).items() if key == "birth"}
    fate, denied = settle(
        [f for f in fates(text) if not f.counted], exchange=bool(cue("status").search(text))
    )
    polarity = lead.polarity
    if fate and fate.polarity in ("asserted", "hedged"):
        fields["status"], polarity = fate.status, fate.polarity
    elif (
        fate
        or (denied and lead.fields["status"] in denied)
        or re.search(r"ошибоч|помилков|не подтвердил|retract|снят", text, re.IGNORECASE)
    ):
        fields["status"], polarity = "unknown", "withdrawn"
    return replace(lead, fields={**fields, "denies": list(denied)}, polarity=polarity)
