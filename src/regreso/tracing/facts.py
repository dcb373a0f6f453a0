"""From a row of a list to `PersonFacts`, and what of the row could not be taken up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from regreso.facts.dates import DateInterval, year_of
from regreso.facts.errors import FactError
from regreso.facts.person import PersonFacts, PersonName, PlaceText, Sex, Weighted
from regreso.tracing.message import is_message, read_message

_SLIPPED = 0.75  # the belief in the year of a date whose month or day cannot be


@dataclass(frozen=True, slots=True)
class DroppedValue:
    """A value that is not what its column holds: the rest of the row stands without it."""

    column: str
    given: str
    expected: str


def row_facts(row: Mapping[str, str], *, as_of: date) -> tuple[PersonFacts, list[DroppedValue]]:
    """Read one row of a registry or of a list of enquiries.

    Args:
        row: cells by column, as in the reference of `regreso link`; a missing column is an empty cell. The
            name may be a whole message: what it tells fills the columns that are empty.
        as_of: the day on which an age holds.

    Returns:
        The facts, and the values that were no such values; of a day that cannot be its year stays.

    >>> facts, dropped = row_facts({"name": "Пётр", "dob": "1999-02-31"}, as_of=date(2022, 7, 1))
    >>> facts.names[0].value.as_written, dropped[0].column
    ('Пётр', 'dob')
    >>> facts, _ = row_facts({"name": "busco a mi hijo Pedro Ruiz, de 20 años"}, as_of=date(2022, 7, 1))
    >>> facts.names[0].value.as_written, facts.sex
    ('Pedro Ruiz', 'm')
    """
    dropped: list[DroppedValue] = []
    sex = row.get("sex", "")
    if sex not in ("m", "f", ""):
        dropped.append(DroppedValue("sex", sex, "m, f or nothing"))
        sex = ""
    place = PlaceText(row.get("settlement", ""), row.get("region", ""))
    told = PersonFacts(
        names=(Weighted(_name(row)),),
        births=_births(row, as_of, dropped),
        sex=cast("Sex", sex),
        places=(Weighted(place),) if place.settlement or place.region else (),
        units=(Weighted(row["unit"]),) if row.get("unit") else (),
    )
    name = row.get("name", "")
    in_parts = row.get("surname") or row.get("given")
    return (told if in_parts or not is_message(name) else _filled(told, name, as_of)), dropped


def _filled(told: PersonFacts, message: str, as_of: date) -> PersonFacts:
    """The columns' facts, and the message's where a column is empty."""
    read = read_message(message, as_of=as_of)
    return replace(
        read,
        births=told.births or read.births,
        sex=told.sex or read.sex,
        places=told.places or read.places,
        units=told.units or read.units,
    )


def _name(row: Mapping[str, str]) -> PersonName:
    surname, given, patronymic = (row.get(part, "") for part in ("surname", "given", "patronymic"))
    if not (surname or given or patronymic):
        return PersonName(row.get("name", ""))
    parts = PersonName.of_parts(surname, given, patronymic)
    return replace(parts, as_written=row.get("name") or parts.as_written)


def _births(
    row: Mapping[str, str], as_of: date, dropped: list[DroppedValue]
) -> tuple[Weighted[DateInterval], ...]:
    given, age = row.get("dob", ""), row.get("age", "")
    try:
        if given:
            return (Weighted(DateInterval.parse(given)),)
    except FactError:
        dropped.append(DroppedValue("dob", given, "1999-04-21, 1999-04 or 1999"))
        year = year_of(given)
        if year is not None and not age:
            return (Weighted(year, _SLIPPED),)
    try:
        if age and int(age):
            return (Weighted(DateInterval.of_age(int(age), on=as_of)),)
    except ValueError:
        dropped.append(DroppedValue("age", age, "0 to 120 whole years"))
    return ()
