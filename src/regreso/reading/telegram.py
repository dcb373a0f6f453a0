"""Telegram exports (`result.json`), message by message; a later correction changes what its message said."""

from __future__ import annotations

import json
import re
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
from regreso.reading.page import leads_of
from regreso.reading.settled import settle

_MESSAGES = re.compile(r'"messages"\s*:\s*\[')
_LONGEST_MESSAGE = 5_000_000
_CORRECTS = re.compile(
    r"исправл|уточнени|поправк|опровержени|ошиб(?:к|оч)|виправл|уточненн|спростуванн|помилк|помилк|correc|rectific|fe de errat|correction|erratum|"
    r"не подтвердил|не підтверд|снята|знято|retract",
    re.IGNORECASE,
)
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
    held = held[begin.end() :]
    while True:
        held = held.lstrip(" \t\r\n,")
        if held.startswith("]"):
            return
        try:
            given, end = decoder.raw_decode(held)
        except ValueError:
            piece = next(chunks, "")
            if not piece or len(held) > _LONGEST_MESSAGE:
                raise
            held += piece
            continue
        held = held[end:]
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
    """The messages that correct others; the only part of an export that is held in memory.

    >>> corrections([Message(1, "Привет", None, None)])
    []
    """
    return [message for message in read if message.corrects]


def read_messages(
    read: Iterable[Message], corrected: list[Message], *, retrieved: date | None = None, lang: str = ""
) -> Iterator[tuple[Message, Lead]]:
    """The leads of every message, each changed by what corrects it later.

    >>> told = Message(2, "Взят в плен: рядовой Воронов Даниил Сергеевич, в/ч 12345.", None, None)
    >>> mended = Message(4, "Исправление: Воронов служил в в/ч 54321, а не 12345.", None, None, reply_to=2)
    >>> [lead.fields["unit"] for _, lead in read_messages([told, mended], [mended]) if lead.kind == "person"]
    ['в/ч 54321']
    """
    known = {message.number for message in corrected}
    for message in read:
        blocks = message_blocks(message.text)
        clocks = Clocks(message.day, retrieved, "message", message.hour)
        later = [c for c in corrected if c.number > message.number]
        for lead in leads_of(blocks, clocks, lang=lang):
            if (
                message.number in known
                and lead.kind in ("person", "date")
                and (message.reply_to or lead.kind == "person")
                and _is_answer(message, lead)
            ):
                continue
            yield message, _mended(lead, message, later)


def message_blocks(text: str) -> tuple[Block, ...]:
    r"""The lines of a message as blocks of the story.

    >>> [block.label for block in message_blocks("Одна\nДве")]
    ['story', 'story']
    """
    return tuple(Block(raw, "story", 0.95) for raw in split(text).blocks)


def _is_answer(message: Message, lead: Lead) -> bool:
    """A correction repeats the name of whom it corrects: no second person."""
    return bool(message.reply_to) or str(lead.fields.get("status")) == "unknown"


def _mended(lead: Lead, message: Message, later: list[Message]) -> Lead:
    if lead.kind != "person":
        return lead
    mine = [c for c in later if (c.reply_to in (0, message.number)) and _names(c.text, lead)]
    for correction in mine:
        lead = _changed(lead, correction)
    return lead


def _names(text: str, lead: Lead) -> bool:
    """Whether a correction speaks of this person: one of his words stands in it, in any case."""
    own = {
        word.casefold().replace("ё", "е") for word in str(lead.fields["as_written"]).split() if len(word) > 3
    }
    readings = lead.fields["readings"]
    for reading in readings if isinstance(readings, list) else []:
        if isinstance(reading, dict):
            own |= {w.casefold().replace("ё", "е") for w in str(reading["nominative"]).split() if len(w) > 3}
    stems = {word[: max(4, len(word) - 2)] for word in own}
    words = {w.casefold().replace("ё", "е") for w in re.findall(r"[^\W\d_]{4,}", text) if w[0].isupper()}
    return any(word.startswith(stem) for word in words for stem in stems)


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
