"""From a row of a list to `PersonFacts`, and what of the row could not be taken up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from regreso.facts.dates import DateInterval
from regreso.facts.errors import FactError
from regreso.facts.person import PersonFacts, PersonName, PlaceText, Sex, Weighted


@dataclass(frozen=True, slots=True)
class DroppedValue:
    """A value that is not what its column holds: the rest of the row stands without it."""

    column: str
    given: str
    expected: str


def row_facts(row: Mapping[str, str], *, as_of: date) -> tuple[PersonFacts, list[DroppedValue]]:
    """Read one row of a registry or of a list of enquiries.

    >>> facts, dropped = row_facts({"name": "Пётр", "dob": "1999-02-31"}, as_of=date(2022, 7, 1))
    >>> facts.names[0].value.as_written, dropped[0].column
    ('Пётр', 'dob')
    """
    dropped: list[DroppedValue] = []
    sex = row.get("sex", "")
    if sex not in ("m", "f", ""):
        dropped.append(DroppedValue("sex", sex, "m, f or nothing"))
        sex = ""
    place = PlaceText(row.get("settlement", ""), row.get("region", ""))
    facts = PersonFacts(
        names=(Weighted(_name(row)),),
        births=_births(row, as_of, dropped),
        sex=cast("Sex", sex),
        places=(Weighted(place),) if place.settlement or place.region else (),
        units=(Weighted(row["unit"]),) if row.get("unit") else (),
    )
    return facts, dropped


def _name(row: Mapping[str, str]) -> PersonName:
    parts = PersonName.of_parts(*(row.get(part, "") for part in ("surname", "given", "patronymic")))
    if not parts.as_written:
        return PersonName(row.get("name", ""))
    return (
        parts
        if not row.get("name")
        else PersonName(row["name"], parts.surname, parts.given, parts.patronymic)
    )


def _births(
    row: Mapping[str, str], as_of: date, dropped: list[DroppedValue]
) -> tuple[Weighted[DateInterval], ...]:
    given, age = row.get("dob", ""), row.get("age", "")
    try:
        if given:
            return (Weighted(DateInterval.parse(given)),)
    except FactError:
        dropped.append(DroppedValue("dob", given, "1999-04-21, 1999-04 or 1999"))
    try:
        if age and int(age):
            return (Weighted(DateInterval.of_age(int(age), on=as_of)),)
    except ValueError:
        dropped.append(DroppedValue("age", age, "0 to 120 whole years"))
    return ()
