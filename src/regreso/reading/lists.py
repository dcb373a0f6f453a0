"""Lists of people, row by row: which column says what, and one lead a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from regreso.reading.clocks import Clocks, find_dates
from regreso.reading.cues import cue
from regreso.reading.declension import Reading
from regreso.reading.fates import fates
from regreso.reading.language import language
from regreso.reading.leads import Lead, Polarity, Value
from regreso.reading.names import Name, find_names
from regreso.reading.places import named
from regreso.reading.settled import settle
from regreso.reading.source import Span

_HEADINGS = {
    "number": r"№|n[º°o]?\.?|#|no\.?|п/п|№\s?п/п|з/п|nr",
    "surname": r"прізвище|фамилия|apellidos?|surname|last name|family name",
    "given": r"ім['’ʼ]?я|имя|nombres?|given name|first name",
    "patronymic": r"по батькові|отчество|patronymic",
    "name": r".*(?:піб|п\.\s?і\.\s?б|фио|ф\.\s?и\.\s?о|прізвище.+ім|фамилия.+имя|apellidos y nombres?|nombres? y apellidos?|nombre completo|full name|name|nombre|військовослужбовець|военнослужащий).*",
    "birth": r"(?:др|д/р|д\.р|dob|f\.\s?n)|.*(?:народж|рожден|рожд\.|д\.\s?р\.|nacimiento|nac\.|birth|born|dob|р\.\s?н|г\.\s?р|год р|рік н|\bнар\b|\bрожд\b|\bnac\b).*",
    "age": r"(?:вік|возраст|edad|age)\b.*",
    "rank": r".*(?:звання|звание|rango|grado|rank).*",
    "unit": r".*(?:частина|часть|в/ч|підрозділ|подразделение|unidad|unit|бригада).*",
    "status": r".*(?:что известно|що відомо|известно о|что с ним|situation|resultado|информация|інформація|información|статус|стан|состояние|судьба|доля|status|estado|situaci[oó]n|condition|fate).*",
    "where": r".*(?:місце|место|lugar|place|де\b|где\b|where|населен|location|город|localidad).*",
    "when": r".*(?:последн\w+ (?:раз|связь|контакт)|останн\w+ зв|última noticia|último contacto|last (?:seen|contact|heard)|desde cuándo|дата|date|fecha|коли|когда|when|cuándo).*",
    "note": r".*(?:приміт|примеч|nota|observac|remark|note|comment|комент).*",
}
_HEADING = {name: re.compile(words, re.IGNORECASE) for name, words in _HEADINGS.items()}
_LEGEND = re.compile(
    r"(?<![\w])(?P<code>[^\W_]{1,3}(?:/[^\W_]{1,2})?|[^\W_]{4})\s*(?:[-–—=:]|означает|означає|значит)\s*(?P<words>[^\W\d][\w\s’'ʼ-]{2,40})"
)
_SLANG = {"200": "killed", "300": "wounded", "500": "unknown", "двухсотый": "killed", "трёхсотый": "wounded"}
_CORRECTION = re.compile(r"виправл|уточн|исправл|правк|поправ|correc|rectific|змін|измен|erra", re.IGNORECASE)
_DAY_ZERO = date(1899, 12, 30)  # of spreadsheets
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
_NUMERIC = re.compile(r"(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>(?:19|20)\d{2})\D*")
_PARTIAL = re.compile(r"(?P<about>\D*?)(?P<m>\d{1,2})[./](?P<y>(?:19|20)\d{2})\D*")
_ABOUT = re.compile(
    r"бл|близько|около|ок\.|прибл|приблизно|~|aprox|hacia|cerca|about|circa|ca\.", re.IGNORECASE
)
_LEAST_HEADINGS = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One row as handed in: its cells, and where it stands ("row 3", "sheet A row 3", "page 2 row 5")."""

    cells: tuple[str, ...]
    locator: str
    part: str = ""


@dataclass(slots=True)
class _Layout:
    """What the columns mean, as the last header said; codes and a status for all rows."""

    columns: dict[str, int] = field(default_factory=dict)
    legend: dict[str, str] = field(default_factory=dict)
    heading: str = ""

    def cell(self, row: Row, name: str) -> str:
        at = self.columns.get(name)
        return " ".join(row.cells[at].split()) if at is not None and at < len(row.cells) else ""

    def unnamed(self, row: Row) -> list[str]:
        """The cells of columns whose header told nothing: a status may stand under “Information”."""
        known = set(self.columns.values())
        return [" ".join(cell.split()) for at, cell in enumerate(row.cells) if at not in known and cell]


def read_rows(
    rows: Iterable[Row], *, retrieved: date | None = None, lang: str = ""
) -> Iterator[tuple[Row, Lead]]:
    """A lead a person; repeated headers are skipped, and a part with corrections changes the rows before.

    >>> rows = [Row(("№", "ПІБ", "Статус"), "row 1"), Row(("1", "ВЕРБОВИЙ Руслан Іванович", "загинув"), "row 2")]
    >>> [(lead.fields["readings"][0]["nominative"], lead.fields["status"]) for _, lead in read_rows(rows)]
    [('Вербовий Руслан Іванович', 'killed')]
    """
    held = list(rows)
    legend = _legend(held)
    found: dict[str, tuple[Row, Lead]] = {}
    layouts: dict[str, _Layout] = {}
    for row in held:
        layout = layouts.setdefault(row.part, _Layout(legend=legend))
        if header := _header(row):
            layout.columns = header
            continue
        if not layout.columns:
            layout.heading += " " + " ".join(row.cells)
            _guess(layout, row)
        lead = _lead(row, layout, retrieved=retrieved, lang=lang)
        if lead is None:
            continue
        key = _key(lead)
        if key in found and (_CORRECTION.search(row.part) or _CORRECTION.search(layout.heading)):
            found[key] = (found[key][0], _corrected(found[key][1], lead, row))
        else:
            found[key if key not in found else f"{key} {row.locator}"] = (row, lead)
    yield from found.values()


def kind_of_heading(words: str) -> str:
    """What a column with this heading holds; "" where that is not known.

    >>> [kind_of_heading(words) for words in ("ФИО", "Дата рождения", "Fecha nac.", "Погода")]
    ['name', 'birth', 'birth', '']
    """
    bare = " ".join(words.split()).strip(" .:")
    return next((name for name, pattern in _HEADING.items() if pattern.fullmatch(bare)), "")


def _header(row: Row) -> dict[str, int]:
    """The meaning of the columns, if this row names them."""
    named: dict[str, int] = {}
    for at, cell in enumerate(row.cells):
        words = " ".join(cell.split()).strip(" .:")
        if not words or len(words) > 60:
            continue
        kind = next(
            (name for name, pattern in _HEADING.items() if name not in named and pattern.fullmatch(words)),
            None,
        )
        if kind:
            named[kind] = at
    if "name" in named and "surname" in named and "given" not in named:
        named["given"] = named.pop("name")  # “Nombre; Apellidos”
    if "given" in named and not {"name", "surname"} & set(named):
        named["name"] = named.pop("given")
    has_name = {"name", "surname"} & set(named)
    enough = has_name and len(named) >= _LEAST_HEADINGS
    return (
        named
        if enough and not any(re.fullmatch(r"[\d.,/ -]+", c.strip() or "-1") and c.strip() for c in row.cells)
        else {}
    )


def _legend(rows: Sequence[Row]) -> dict[str, str]:
    """Codes that the list itself explains, as “П – полон”, and the army's numbers."""
    codes = dict(_SLANG)
    for row in rows:
        for cell in (*row.cells, *(f"{a} = {b}" for a, b in zip(row.cells, row.cells[1:], strict=False))):
            for found in _LEGEND.finditer(cell):
                status = cue("status").search(found["words"])
                if status and not find_names(cell):
                    codes.setdefault(found["code"].casefold(), status.lastgroup or "unknown")
    return codes


def _guess(layout: _Layout, row: Row) -> None:
    """Columns of a list without a header, by what stands in them."""
    for at, cell in enumerate(row.cells):
        words = " ".join(cell.split())
        names = find_names(words.title() if words.isupper() else words)
        if names and "name" not in layout.columns and len(words.split()) <= 5 and not re.search(r"\d", words):
            layout.columns["name"] = at
        elif re.fullmatch(r"(?:\d{1,2}[./]\d{1,2}[./])?(?:19[3-9]|200)\d(?:\s?[гр]\.\s?[рн]\.?)?", words):
            layout.columns.setdefault("birth", at)
        elif cue("status").search(words):
            layout.columns.setdefault("status", at)
        elif cue("rank").match(words):
            layout.columns.setdefault("rank", at)
    if "name" not in layout.columns:
        layout.columns.clear()


def _in_order(layout: _Layout) -> list[str]:
    """The columns of a name as the list has them: “Name; Surname” is written so in the lead."""
    parts = [kind for kind in ("surname", "given", "patronymic") if kind in layout.columns]
    return sorted(parts, key=lambda kind: layout.columns[kind])


def _lead(row: Row, layout: _Layout, *, retrieved: date | None, lang: str) -> Lead | None:
    name = layout.cell(row, "name") or " ".join(
        part for part in (layout.cell(row, kind) for kind in _in_order(layout)) if part
    )
    if (
        len(_LEGEND.findall(name)) > 1
        or not name
        or not re.search(r"[^\W\d_]{2,}", name)
        or cue("person_cue").fullmatch(name)
    ):
        return None
    status, polarity, denied = _status(layout, row)
    fields: dict[str, Value] = {
        "as_written": name,
        "readings": [
            reading_record(reading) for reading in _readings(name, lang or language(" ".join(row.cells)))
        ],
        "role": "subject",
        "status": status,
        "denies": list(denied),
        "official": False,
        "pseudonym": bool(cue("pseudonym").search(" ".join(row.cells)))
        or bool(re.fullmatch(r"\S+\s[^\W\d_]\.", name)),
    }
    fields |= _rest(layout, row, retrieved)
    span = Span(0, len(name), name, "name")
    return Lead("person", "list", (span,), 0.95, polarity, "", fields)


def reading_record(reading: Reading) -> dict[str, Value]:
    """A reading as the record has it.

    >>> from regreso.reading.declension import nominatives
    >>> reading_record(nominatives(("Гнатюк", "Тарас"))[0])["parts"]
    {'last': 'Гнатюк', 'first': 'Тарас'}
    """
    parts: dict[str, Value] = {}
    if last := reading.part("surname"):
        parts["last"] = last
    if first := reading.part("given"):
        parts["first"] = first
    if father := reading.part("patronymic"):
        parts["patronymic"] = father
    return {
        "nominative": reading.nominative,
        "parts": parts,
        "gender": reading.sex,
        "case": reading.case,
        "score": reading.score,
    }


def _readings(name: str, lang: str) -> tuple[Reading, ...]:
    """A list has its names in the nominative: other cases only where that cannot be."""
    words = tuple(word for word in re.split(r"[\s,]+", name) if word)
    found = Name(0, len(name), words, 0.95).readings(lang=lang, case="nominative")
    first = [reading for reading in found if reading.case in ("nominative", "")]
    shown = " ".join(
        "-".join(p[:1].upper() + p[1:].lower() for p in w.split("-")) if w.isupper() else w for w in words
    )
    if not first:
        return (Reading(shown, tuple(("surname", w) for w in words), "", "nominative", 1.0), *found)
    return (*first, *(reading for reading in found if reading not in first))


def _status(layout: _Layout, row: Row) -> tuple[str, Polarity, tuple[str, ...]]:
    cell = layout.cell(row, "status")
    code = layout.legend.get(cell.casefold().strip(" .)?")) if cell else None
    if code:
        return code, "hedged" if cell.rstrip(" .").endswith("?") else "asserted", ()
    doubted = cell.endswith("?") or bool(cue("polarity").search(cell))
    more = () if cell else (*layout.unnamed(row), layout.heading, row.part)
    for text in (cell, layout.cell(row, "note"), *more):
        judged = fates(text.rstrip("?"))
        fate, denied = settle(judged, exchange=True)
        if fate:
            return fate.status, "hedged" if doubted and fate.polarity == "asserted" else fate.polarity, denied
    return "unknown", "asserted", ()


def _rest(layout: _Layout, row: Row, retrieved: date | None) -> dict[str, Value]:
    found: dict[str, Value] = {}
    if birth := day_of(layout.cell(row, "birth"), retrieved):
        found["birth"] = {"edtf": birth}
    if when := day_of(layout.cell(row, "when"), retrieved):
        found["when"] = {"edtf": when, "anchor": "absolute"}
    for name in ("rank", "unit"):
        if words := layout.cell(row, name):
            found[name] = words
    if place := layout.cell(row, "where"):
        found["where"] = {"as_written": place, "relation": "in", "name": named(place)}
    age = re.match(r"\d{2}\b", layout.cell(row, "age"))
    if age:
        found["age"] = {"n": int(age[0])}
    return found


def _whole_day(written: re.Match[str]) -> str:
    try:
        return date(int(written["y"]), int(written["m"]), int(written["d"])).isoformat()
    except ValueError:
        return written["y"]


def day_of(text: str, retrieved: date | None) -> str:
    """The EDTF value of a date in a list; serial numbers of spreadsheets count from 30 December 1899.

    >>> [day_of(text, None) for text in ("01.02.1990", "1995", "близько 03.2023", "32905", "")]
    ['1990-02-01', '1995', '2023-03~', '1990-02-01', '']
    """
    words = text.strip()
    if _SERIAL.fullmatch(words) and 10_000 < int(float(words)) < 60_000:
        return (_DAY_ZERO + timedelta(days=int(float(words)))).isoformat()
    if plain := _NUMERIC.fullmatch(words):
        return _whole_day(plain)
    about = "~" if _ABOUT.match(words) else ""
    if year := re.fullmatch(r"\D*((?:19|20)\d{2})\D*", words):
        return year[1] + about
    if part := _PARTIAL.fullmatch(words):
        return f"{part['y']}-{int(part['m']):02}{about}" if 1 <= int(part["m"]) <= 12 else part["y"]
    iso = re.match(r"(\d{4}-\d{2}-\d{2})", words)
    days = () if iso else find_dates(words, "story", Clocks(retrieved, retrieved))
    return iso[1] if iso else days[0].edtf if days else ""


def _key(lead: Lead) -> str:
    return " ".join(sorted(str(lead.fields["as_written"]).casefold().replace("ё", "е").split()))


def _corrected(old: Lead, new: Lead, row: Row) -> Lead:
    fields = {
        **old.fields,
        **{k: v for k, v in new.fields.items() if v and v != "unknown"},
        "corrected_by": row.locator,
    }
    fields["as_written"] = old.fields["as_written"]
    return Lead("person", "list", old.spans, old.conf, new.polarity, "", fields)
