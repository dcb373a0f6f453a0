"""PFIF 1.4, the exchange format of registries after disasters: read and written record by record.

What may be written is a `Survivor` or a `Tombstone`, and nothing else: no captive, no enquiry and no row of
ours has that type, so a program that would export one does not pass the type check. The document may define
no entity and load nothing: a DOCTYPE ends the reading. Field names and rules are those of the format's
public specification (zesty.ca/pfif/1.4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat
from xml.sax.saxutils import escape

from regreso.wire.errors import WireError

NAMESPACE = "http://zesty.ca/pfif/1.4"
STATUSES = ("information_sought", "is_note_author", "believed_alive", "believed_missing", "believed_dead")
SEXES = ("female", "male", "other")
PERSON = (
    "person_record_id", "entry_date", "expiry_date", "author_name", "author_email", "author_phone",
    "source_name", "source_date", "source_url", "full_name", "given_name", "family_name", "alternate_names",
    "description", "sex", "date_of_birth", "age", "home_street", "home_neighborhood", "home_city",
    "home_state", "home_postal_code", "home_country", "photo_url", "profile_urls",
)  # fmt: skip
NOTE = (
    "note_record_id", "person_record_id", "linked_person_record_id", "entry_date", "author_name",
    "author_email", "author_phone", "source_date", "author_made_contact", "status", "email_of_found_person",
    "phone_of_found_person", "last_known_location", "text", "photo_url",
)  # fmt: skip
_ID = re.compile(r"[A-Za-z0-9.-]+\.[A-Za-z]{2,}/\S+\Z")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z\Z")
_BORN = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?\Z")
_AGE = re.compile(r"\d{1,3}(?:-\d{1,3})?\Z")
_LONGEST = 10_000  # letters of one field
_DEEPEST = 6  # elements in one another
_CHUNK = 1 << 16
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0 has no place for these


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody says of a person: a status, where, in which words. Times are UTC."""

    note_record_id: str
    person_record_id: str
    author_name: str
    source_date: datetime
    text: str
    entry_date: datetime | None = None
    status: str = ""
    last_known_location: str = ""
    author_made_contact: str = ""


@dataclass(frozen=True, slots=True)
class Survivor:
    """A person of a disaster as PFIF tells it. Made from a row of a disaster alone; captives have none."""

    person_record_id: str
    source_date: datetime
    full_name: str
    entry_date: datetime | None = None
    expiry_date: datetime | None = None
    author_name: str = ""
    source_name: str = ""
    given_name: str = ""
    family_name: str = ""
    alternate_names: str = ""
    description: str = ""
    sex: str = ""
    date_of_birth: str = ""
    age: str = ""
    home_city: str = ""
    home_state: str = ""
    home_country: str = ""
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A record that expired or was deleted: whoever copied it must delete it, too. Id and moments stay."""

    person_record_id: str
    source_date: datetime
    entry_date: datetime
    expiry_date: datetime


Record = Survivor | Tombstone


@dataclass(frozen=True, slots=True)
class Fault:
    """A record or a field that is not taken: its number in the file, what was given and expected."""

    number: int
    field: str
    given: str
    expected: str
    left_out: bool = True  # the whole record; else only the field


@dataclass(slots=True)
class Reading:
    """What a file gave: records one by one, and what was wrong so far."""

    faults: list[Fault] = field(default_factory=list)
    count: int = 0


def read(source: BinaryIO | Path, *, reading: Reading | None = None) -> Iterator[Record]:
    """The person records of a file, in constant memory; what is wrong stands in `reading.faults`.

    Notes that stand outside a person are passed over.

    Args:
        source: a file, or a stream of bytes.
        reading: collects faults and counts.

    Raises:
        WireError: it is no PFIF 1.4 document, is not well-formed, or defines a document type.

    >>> from io import BytesIO
    >>> gone = Tombstone("example.org/p1", *[datetime(2026, 1, 1, tzinfo=UTC)] * 3)
    >>> list(read(BytesIO("".join(write([gone])).encode()))) == [gone]
    True
    """
    told = reading if reading is not None else Reading()
    for kind, number, fields, notes in _raw(source):
        if kind == "person":
            told.count += 1
            record = _record(number, fields, notes, told)
            if record is not None:
                yield record


_Fields = dict[str, str]
_Found = tuple[str, int, _Fields, list[_Fields]]


class _Parser:
    """Collects the elements of one namespace; lets go of each record as soon as it is whole."""

    def __init__(self) -> None:
        self.done: list[_Found] = []
        self._path: list[str] = []
        self._person: tuple[_Fields, list[_Fields]] | None = None
        self._note: _Fields | None = None
        self._text: list[str] = []
        self._number = 0
        self._seen = False
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        parser.buffer_text = True
        self.expat = parser

    def _doctype(self, *_declared: object) -> None:
        raise WireError("This XML file declares a document type. PFIF needs none; it is not read.")

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        ours = local if space == NAMESPACE else ""
        if not self._seen and ours != "pfif":
            raise WireError(f"This is no PFIF 1.4 file: it begins with “{local}”, expected “pfif:pfif”.")
        self._seen = True
        self._path.append(ours)
        self._text = []
        if len(self._path) > _DEEPEST:
            raise WireError(f"This XML file is nested deeper than {_DEEPEST} levels; PFIF needs four.")
        if self._path[1:] == ["person"]:
            self._number += 1
            self._person = ({}, [])
        elif ours == "note" and len(self._path) in (2, 3):
            self._note = {}

    def _characters(self, text: str) -> None:
        self._text.append(text)
        if len(self._text) > 1 and sum(map(len, self._text)) > 10 * _LONGEST:
            raise WireError(f"A field of this file is longer than {10 * _LONGEST} letters; it is not read.")

    def _end(self, _name: str) -> None:
        local = self._path.pop()
        if local == "note" and self._note is not None:
            if self._person is not None:
                self._person[1].append(self._note)
            else:
                self.done.append(("note", self._number, self._note, []))
            self._note = None
        elif local == "person" and self._person is not None:
            self.done.append(("person", self._number, *self._person))
            self._person = None
        elif local:
            self._keep(local, "".join(self._text).strip())
        self._text = []

    def _keep(self, name: str, text: str) -> None:
        if self._note is not None:
            self._note.setdefault(name, text)
        elif self._person is not None and self._path[-1] == "person":
            self._person[0].setdefault(name, text)


def _raw(source: BinaryIO | Path) -> Iterator[_Found]:
    if isinstance(source, Path):
        with source.open("rb") as opened:
            yield from _raw(opened)
        return
    parser = _Parser()
    try:
        while chunk := source.read(_CHUNK):
            parser.expat.Parse(chunk, False)
            yield from parser.done
            parser.done.clear()
        parser.expat.Parse(b"", True)
    except expat.ExpatError as error:
        raise WireError(f"This file is not well-formed XML: line {error.lineno}: {error}.") from error
    yield from parser.done


def _record(number: int, given: _Fields, notes: list[_Fields], told: Reading) -> Record | None:
    key = given.get("person_record_id", "")
    if not _ID.match(key):
        told.faults.append(
            Fault(number, "person_record_id", key, "a domain, a slash, an id: example.org/p17")
        )
        return None
    moments = {name: _moment(number, name, given, told) for name in ("entry_date", "expiry_date")}
    created = _moment(number, "source_date", given, told) or moments["entry_date"]
    entered, expires = moments["entry_date"], moments["expiry_date"]
    if not given.get("full_name"):
        if created and entered and expires and not set(given) - _OF_TOMBSTONE:
            return Tombstone(key, created, entered, expires)
        told.faults.append(Fault(number, "full_name", "", "a name; only an expired record has none"))
        return None
    if created is None:
        told.faults.append(Fault(number, "source_date", given.get("source_date", ""), _EXPECTED_MOMENT))
        return None
    checked = {name: _checked(number, name, given.get(name, ""), told) for name in _OF_SURVIVOR}
    made = [note for one in notes if (note := _note(number, one, key, told))]
    return Survivor(key, created, entry_date=entered, expiry_date=expires, notes=tuple(made), **checked)


_OF_TOMBSTONE = {"person_record_id", "source_date", "entry_date", "expiry_date"}
_OF_SURVIVOR = (
    "full_name", "author_name", "source_name", "given_name", "family_name", "alternate_names", "description",
    "sex", "date_of_birth", "age", "home_city", "home_state", "home_country",
)  # fmt: skip
_EXPECTED_MOMENT = "a moment in UTC: 2012-05-29T14:30:00Z"


def _note(number: int, given: _Fields, person: str, told: Reading) -> Note | None:
    key, about = given.get("note_record_id", ""), given.get("person_record_id", person) or person
    created = _moment(number, "source_date", given, told)
    wrong = ""
    if not _ID.match(key):
        wrong = "note_record_id"
    elif about != person or not _ID.match(about):
        wrong = "person_record_id"
    elif created is None:
        wrong = "source_date"
    elif not given.get("author_name"):
        wrong = "author_name"
    elif not given.get("text"):
        wrong = "text"
    if wrong or created is None:
        told.faults.append(Fault(number, wrong, given.get(wrong, ""), "as PFIF 1.4 asks of a note"))
        return None
    said = {
        name: _checked(number, name, given.get(name, ""), told)
        for name in ("author_name", "text", "status", "last_known_location", "author_made_contact")
    }
    return Note(
        key, about, source_date=created, entry_date=_moment(number, "entry_date", given, told), **said
    )


def _moment(number: int, name: str, given: _Fields, told: Reading) -> datetime | None:
    text = given.get(name, "")
    if not text:
        return None
    if _MOMENT.match(text):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
    told.faults.append(Fault(number, name, text[:80], _EXPECTED_MOMENT, left_out=False))
    return None


_CHECKS: dict[str, tuple[re.Pattern[str], str]] = {
    "sex": (re.compile(r"(?:female|male|other)\Z"), ", ".join(SEXES)),
    "date_of_birth": (_BORN, "1999-04-21, 1999-04 or 1999"),
    "age": (_AGE, "whole years, or a range such as 20-30"),
    "status": (re.compile("(?:" + "|".join(STATUSES) + r")\Z"), ", ".join(STATUSES)),
    "author_made_contact": (re.compile(r"(?:true|false)\Z"), "true or false"),
}


def _checked(number: int, name: str, text: str, told: Reading) -> str:
    """The value of a field; "" where it is not one that the format knows."""
    if not text:
        return ""
    if len(text) > _LONGEST:
        told.faults.append(Fault(number, name, f"{len(text)} letters", f"at most {_LONGEST}", left_out=False))
        return text[:_LONGEST]
    check = _CHECKS.get(name)
    if check and not check[0].match(text):
        told.faults.append(Fault(number, name, text[:80], check[1], left_out=False))
        return ""
    return text


def write(records: Iterable[Record]) -> Iterator[str]:
    """A PFIF 1.4 document, piece by piece: every record with its fields in the order of the format.

    Raises:
        WireError: a record lacks what the format asks for.

    >>> made = "".join(write([Tombstone("example.org/p1", *[datetime(2026, 1, 1, tzinfo=UTC)] * 3)]))
    >>> "<pfif:full_name>" in made, made.count("2026-01-01T00:00:00Z")
    (False, 3)
    """
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<pfif:pfif xmlns:pfif="{NAMESPACE}">\n'
    for record in records:
        yield _person(record)
    yield "</pfif:pfif>\n"


def _person(record: Record) -> str:
    if not _ID.match(record.person_record_id):
        raise WireError(f"“{record.person_record_id}” is no record id of PFIF: expected example.org/p17.")
    if isinstance(record, Survivor) and not record.full_name:
        raise WireError(f"The record {record.person_record_id} has no name: it cannot be exported.")
    lines = "".join(_field(name, getattr(record, name, "")) for name in PERSON)
    notes = record.notes if isinstance(record, Survivor) else ()
    inside = "".join(_written_note(note) for note in notes)
    return f"<pfif:person>\n{lines}{inside}</pfif:person>\n"


def _written_note(note: Note) -> str:
    if not (note.author_name and note.text):
        raise WireError(f"The note {note.note_record_id} lacks an author or a text: it cannot be exported.")
    lines = "".join(_field(name, getattr(note, name, "")) for name in NOTE)
    return f"<pfif:note>\n{lines}</pfif:note>\n"


def _field(name: str, value: str | datetime | None) -> str:
    if not value:
        return ""
    text = f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if isinstance(value, datetime) else value
    return f"<pfif:{name}>{escape(_UNFIT.sub('', text))}</pfif:{name}>\n"
