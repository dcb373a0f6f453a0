"""Enquiries as families write them: in four languages, on a form or as one message, with what they know."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from regreso.casebook.models import Enquirer, Enquiry, Sought
from regreso.demo import spelling
from regreso.demo.clerks import Written, written
from regreso.demo.phrasing import message, relative
from regreso.demo.stock import stock

if TYPE_CHECKING:
    import uuid

    from regreso.casebook.models import Operation
    from regreso.demo.people import Human

_LANGUAGES = {  # in which a family of each tradition writes to an office abroad, and how often
    "ru": (("ru", "es", "en", "uk"), (62, 15, 17, 6)),
    "uk": (("uk", "ru", "en", "es"), (58, 22, 14, 6)),
    "es": (("es", "en"), (92, 8)),
    "ar": (("en", "es", "ru"), (60, 20, 20)),
}
_LATIN_FOR = {"es": ("spanish", "english"), "en": ("english", "passport", "german")}


@dataclass(frozen=True)
class Letter:
    """The unsaved rows of one enquiry."""

    enquiry: Enquiry
    enquirer: Enquirer
    sought: Sought
    written: str


def letter(human: Human, rng: random.Random, *, key: uuid.UUID, operation: Operation) -> Letter:
    """What this person's family sends; `key` gives the enquiry its id."""
    language = rng.choices(*_LANGUAGES[human.people])[0]
    name = as_family(human, language, rng)
    whole = human.sex == "m" and rng.random() < 0.36  # a third of real enquiries are one piece of text
    sought = _message(human, name, language=language, rng=rng) if whole else _form(human, name, rng)
    sought.operation = operation
    who = relative(language, rng)
    enquirer = Enquirer(operation=operation, name=who.name, language=language)
    enquirer.consents = {"store": True, "search": True}
    enquirer.safe_contact = {"hours": rng.choice(("08:00-12:00", "18:00-22:00", "")), "never": ""}
    enquiry = Enquiry(
        id=key, operation=operation, enquirer=enquirer, sought=sought, language=language, channel="file",
        relationship=who.relationship,
        last_contact={"date": (human.day - timedelta(days=7)).isoformat(), "channel": "phone"},
    )  # fmt: skip
    return Letter(enquiry, enquirer, sought, sought.as_written)


def as_family(human: Human, language: str, rng: random.Random) -> Written:
    """The name in the family's alphabet, often a pet name, seldom with the patronymic."""
    given = human.given
    short = stock().short.get((human.given, human.sex), [])
    if short and rng.random() < 0.18:  # one in six or so uses the pet name
        given = rng.choice(short)
    surname = spelling.sometimes(human.surname, rng, times_in_ten=1.6)
    middle = human.patronymic if rng.random() < 0.6 else ""  # four in ten leave it out
    manner = rng.choice(_LATIN_FOR[language]) if language in _LATIN_FOR else language
    if human.people in ("es", "ar"):
        manner = "latin" if human.people == "ar" else "as is"
    if human.people == "uk" and manner == "ru":
        surname = surname.replace("і", "и").replace("ї", "и").replace("є", "е")
        given = given.replace("і", "и").replace("ї", "и").replace("є", "е")
    if human.people == "es" and rng.random() < 0.4:  # one surname of the two, accents lost
        surname = surname.split(" ")[0]
    return written(human, (surname, given, middle), writer=manner, rng=rng)


def _form(human: Human, name: Written, rng: random.Random) -> Sought:
    order = (
        [name.surname, name.given, name.patronymic]
        if rng.random() < 0.6
        else [name.given, name.patronymic, name.surname]
    )
    sought = Sought(as_written=" ".join(x for x in order if x), sex=human.sex)
    if rng.random() < 0.7:  # the rest type all into one field
        sought.surname, sought.given, sought.patronymic = name.surname, name.given, name.patronymic
    sought.settlement, sought.region = name.settlement, name.region
    sought.birth = _told_birth(human, rng)
    if not sought.birth and rng.random() < 0.5:
        sought.age = str(human.age)
    sought.unit = human.unit if rng.random() < 0.25 else ""
    sought.father = human.father if rng.random() < 0.3 else ""
    sought.mother = human.mother if rng.random() < 0.3 else ""
    return sought


def _message(human: Human, name: Written, language: str, rng: random.Random) -> Sought:
    return Sought(as_written=message(human, name, language=language, rng=rng))


def _told_birth(human: Human, rng: random.Random) -> str:
    day, kind = human.birth, rng.random()
    if kind < 0.62:  # shares: the day, the month, the year, a year beside it, nothing
        return day.isoformat()
    if kind < 0.70:
        return day.isoformat()[:7]
    if kind < 0.80:
        return str(day.year)
    return str(day.year + rng.choice((-1, 1))) if kind < 0.86 else ""
