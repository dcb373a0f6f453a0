"""From rows to `PersonFacts`: what matching may read of a person held and of a person sought."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from regreso.facts.dates import DateInterval
from regreso.facts.errors import FactError
from regreso.facts.person import PersonFacts, PersonName, PlaceText, Sex, Weighted

if TYPE_CHECKING:
    from regreso.casebook.models import Person, Sought


def person_facts(person: Person) -> PersonFacts:
    """What the register states of someone; what was declined is simply not given."""
    return _facts(person, births=_births(person.birth, "", None))


def sought_facts(sought: Sought, *, on: date | None) -> PersonFacts:
    """What the family told of someone in separate fields; an age holds on the day `on`, if known.

    A message that came as a whole (`as_written` without a surname or first name) stands as the name, for a
    reader that can tell its parts: `written_only` says so.
    """
    return _facts(sought, births=_births(sought.birth, sought.age, on))


def written_only(sought: Sought) -> bool:
    """Whether the family wrote a message and no separate name."""
    return bool(sought.as_written) and not (sought.surname or sought.given)


def _facts(row: Person | Sought, *, births: tuple[Weighted[DateInterval], ...]) -> PersonFacts:
    place = PlaceText(row.settlement, row.region)
    return PersonFacts(
        names=_names(row),
        births=births,
        sex=cast("Sex", row.sex if row.sex in ("m", "f") else ""),
        places=(Weighted(place),) if place.settlement or place.region else (),
        units=(Weighted(row.unit),) if row.unit else (),
        mothers=(Weighted(row.mother),) if row.mother else (),
    )


def _names(row: Person | Sought) -> tuple[Weighted[PersonName], ...]:
    parts = PersonName.of_parts(row.surname, row.given, row.patronymic)
    others = tuple(str(name) for name in row.other_names)
    written = parts.as_written or getattr(row, "as_written", "") or (others[0] if others else "")
    if not written:
        return ()
    return (Weighted(PersonName(written, row.surname, row.given, row.patronymic, others)),)


def _births(birth: str, age: str, on: date | None) -> tuple[Weighted[DateInterval], ...]:
    """The stated birth; where none was stated, the days that the age leaves open."""
    try:
        if birth:
            return (Weighted(DateInterval.parse(birth)),)
        if age and on:
            return (Weighted(DateInterval.of_age(int(age), on=on)),)
    except (FactError, ValueError):
        # A row that came round the steps: neutral in matching, visible on the desk as it was written.
        return ()
    return ()
