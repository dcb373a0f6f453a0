"""The sentences in which families ask, by hand, in four languages. Every name in them is drawn or invented."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regreso.demo.clerks import Written
    from regreso.demo.people import Human


@dataclass(frozen=True)
class Relative:
    """Who asks."""

    name: str
    relationship: str


_WHO = {
    "es": (("Marta", "Lucía", "Rosa", "Carmen", "Elena", "Julia"), ("madre", "esposa", "hermana", "tía")),
    "uk": (("Оксана", "Галина", "Ірина", "Леся", "Надія", "Тетяна"), ("мати", "дружина", "сестра", "тітка")),
    "ru": (("Ольга", "Наталья", "Светлана", "Вера", "Людмила", "Тамара"), ("мать", "жена", "сестра", "тётя")),
    "en": (("Anna", "Mary", "Helen", "Sofia", "Nina", "Kate"), ("mother", "wife", "sister", "aunt")),
}


def relative(language: str, rng: random.Random) -> Relative:
    """An invented relative."""
    names, kin = _WHO[language]
    return Relative(rng.choice(names), rng.choice(kin))


# {name} as the family writes it · {year} of birth · {age} · {place} · {date} of birth in words of the language
_MESSAGES = {
    "es": (
        "Busco a mi hijo {name}, nacido en {year}, es de {place}. No sabemos nada de él desde hace una semana.",
        "Buenas noches, por favor ayúdenme. Mi hermano se llama {name}, tiene {age} años. Su esposa está en casa con los niños.",
        "soy la mamá de {name}, nació el {date} en {place}, llamó por última vez el jueves y dijo que iban a unas maniobras",
        "¿Está en la lista {name}? {age} años. Gracias de corazón.",
    ),
    "uk": (
        "Шукаю сина {name}, {year} року народження, родом з міста {place}. Останній дзвінок був тиждень тому.",
        "Доброго дня! Чоловік не виходить на зв'язок, {name}, {age} років. Вдома чекають двоє дітей.",
        "допоможіть знайти брата {name} народився {date} жив у {place}",
        "{name}, {year} р.н. Будь ласка, скажіть хоч щось, це мій племінник",
    ),
    "ru": (
        "Ищу сына: {name}, {year} г.р., сам из города {place}. Последний раз звонил неделю назад.",
        "Здравствуйте, муж не выходит на связь, {name}, {age} лет. Его брат дома с нами.",
        "помогите найти племянника {name} родился {date} {place} служил по контракту",
        "{name} {date} г.р. где он, жив ли, я мать",
    ),
    "en": (
        "I am looking for my son {name}, born in {year}, from {place}. We last heard from him a week ago.",
        "Please help, my husband is {name}, {age} years old. His brother is at home with us.",
        "my nephew {name}, born {date}, lived in {place}, he said they were going on exercises",
        "Is {name} ({year}) with you? I am his sister.",
    ),
}
_MONTHS = {
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    "uk": [
        "січня",
        "лютого",
        "березня",
        "квітня",
        "травня",
        "червня",
        "липня",
        "серпня",
        "вересня",
        "жовтня",
        "листопада",
        "грудня",
    ],
    "ru": [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def message(human: Human, name: Written, *, language: str, rng: random.Random) -> str:
    """The enquiry as one piece of text."""
    parts = (
        [name.surname, name.given, name.patronymic]
        if rng.random() < 0.5
        else [name.given, name.patronymic, name.surname]
    )
    told = " ".join(part for part in parts if part)
    text = rng.choice(_MESSAGES[language]).format(
        name=told, year=human.birth.year, age=human.age, date=_date(human, language, rng),
        place=name.settlement or human.place.latin,
    )  # fmt: skip
    return text.upper() if rng.random() < 0.03 else text  # now and then all in capitals


def _date(human: Human, language: str, rng: random.Random) -> str:
    day = human.birth
    if rng.random() < 0.4:  # in figures
        return f"{day.day:02d}.{day.month:02d}.{day.year}"
    month = _MONTHS[language][day.month - 1]
    return f"{day.day} de {month} de {day.year}" if language == "es" else f"{day.day} {month} {day.year}"
