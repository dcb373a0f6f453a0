"""`PersonFacts`: all that matching reads of a person, with the alternatives a noisy source leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from regreso.facts.dates import DateInterval

T = TypeVar("T")
Sex = Literal["m", "f", ""]


@dataclass(frozen=True, slots=True)
class Weighted(Generic[T]):
    """One alternative and how much of the belief it has (0 to 1; alternatives of a field sum to at most 1).

    >>> Weighted("Ivanov", 0.7).weight
    0.7
    """

    value: T
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name as written, and its parts where the source told them apart.

    `as_written` is the whole name or message; `surname`, `given` and `patronymic` are "" where the
    source did not separate them. `others` are other spellings and earlier or married surnames.

    >>> PersonName.of_parts("Шевченко", "Тарас").as_written
    'Шевченко Тарас'
    """

    as_written: str
    surname: str = ""
    given: str = ""
    patronymic: str = ""
    others: tuple[str, ...] = ()

    @classmethod
    def of_parts(cls, surname: str, given: str = "", patronymic: str = "") -> PersonName:
        """A name from separate form fields.

        >>> PersonName.of_parts("García", "Pepe").given
        'Pepe'
        """
        written = " ".join(part for part in (surname, given, patronymic) if part)
        return cls(written, surname, given, patronymic)


@dataclass(frozen=True, slots=True)
class PlaceText:
    """A place as written: settlement, region and country, each "" where not given.

    >>> PlaceText("Чугуїв").settlement
    'Чугуїв'
    """

    settlement: str = ""
    region: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of one person, field by field, each field with its weighted alternatives.

    An empty tuple means "not given" and is neutral in matching. `otherwise` holds other readings of
    the *whole* source (a chat message read in two ways), each with its weight; the facts beside it
    have the rest of the weight. `rest` is the text that no field took up, kept as context.

    >>> facts = PersonFacts(names=(Weighted(PersonName.of_parts("Иванов", "Пётр")),))
    >>> facts.sex, facts.births
    ('', ())
    """

    names: tuple[Weighted[PersonName], ...]
    births: tuple[Weighted[DateInterval], ...] = ()
    sex: Sex = ""
    places: tuple[Weighted[PlaceText], ...] = ()
    units: tuple[Weighted[str], ...] = ()
    mothers: tuple[Weighted[str], ...] = ()
    otherwise: tuple[Weighted[PersonFacts], ...] = ()
    rest: str = ""
