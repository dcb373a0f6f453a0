"""A plan told in words and as a calendar. Both say that they are planning copies, never a journey sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from regreso.movement.journeys.hurdles import Hurdle
from regreso.movement.journeys.plan import DocumentToGet, Option, Plan, Tier
from regreso.movement.journeys.words import place_named, rule_named, told, word

PLANNING_COPY = word("planning_copy", "en")
_WIDTH = 75


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, as shown: places, day, passport, purpose and documents in hand."""

    start: str
    end: str
    on: date
    passport: str
    purpose: str
    documents: tuple[str, ...] = ()

    def line(self, language: str = "en") -> str:
        """One line.

        >>> Question("Moscow", "Kyiv", date(2022, 3, 10), "RUS", "family", ("POL",)).line()
        'Moscow – Kyiv on 2022-03-10, passport RUS, purpose family, in hand POL'
        """
        names = (place_named(place, language) for place in (self.start, self.end))
        start, end = names
        return word("asked", language).format(
            start=start, end=end, on=self.on, passport=self.passport, purpose=told(self.purpose, language),
            held=", ".join(self.documents) or word("nothing_held", language),
        )  # fmt: skip


def as_text(question: Question, plan: Plan, *, language: str = "en") -> str:
    """The plan for a terminal.

    Args:
        question: what was asked.
        plan: the answer.
        language: es, uk, ru or en. Sources and notes stay as they were written.

    >>> asked = Question("Moscow", "Kyiv", date(2022, 3, 2), "RUS", "family")
    >>> print(as_text(asked, Plan(Tier.BLOCKED)).splitlines()[1])
    Blocked: every way that we know is refused
    >>> print(as_text(asked, Plan(Tier.BLOCKED), language="ru").splitlines()[0])
    Москва – Киев, 2022-03-02; паспорт RUS; цель: семья; на руках: ни одного документа
    """
    lines = [question.line(language), tier_line(plan.tier, language)]
    for number, option in enumerate(plan.options, 1):
        lines += ["", f"{number}. {option_line(option, language)}"]
        lines += [f"   {line}" for line in option_lines(option, language)]
    lines += [f"  - {hurdle_line(hurdle, language)}" for hurdle in plan.blocked_by]
    return "\n".join([*lines, "", f"{word('planning_copy', language)}. {word('warning', language)}"])


def tier_line(tier: Tier, language: str = "en") -> str:
    """What a tier means.

    >>> tier_line(Tier.DOCUMENTS), tier_line(Tier.DOCUMENTS, "es")
    ('Ready after these documents', 'Lista con estos documentos')
    """
    return word(tier.value, language)


def option_line(option: Option, language: str = "en") -> str:
    """Arrival, changes and cost in one line.

    >>> option_line(Option((), "2022-03-12T08:00:00+02:00", 4, 210, (), (), ()))
    'arrives 2022-03-12 08:00 (+02:00), changes: 4, about 210 euros'
    """
    none = option.cost is None
    cost = word("no_cost", language) if none else word("euros", language).format(cost=option.cost)
    line = word("arrives", language)
    return line.format(at=_clock(option.arrive), changes=option.changes, cost=cost)


def option_lines(option: Option, language: str = "en") -> Iterator[str]:
    """The legs, the documents to get, what is not known and what to carry.

    >>> list(option_lines(Option((), "2022-03-12T08:00:00+02:00", 4, 210, (), (), ())))
    []
    """
    yield from (leg_line(leg, language) for leg in option.legs)
    get, unknown, note = (word(key, language) for key in ("get", "not_known", "note"))
    yield from (f"{get}: {document_line(document, language)}" for document in option.documents_to_get)
    yield from (f"{unknown}: {hurdle_line(hurdle, language)}" for hurdle in option.unknown_rules)
    yield from dict.fromkeys(f"{note}: {text}" for leg in option.legs for text in leg["notes"])


def leg_line(leg: Mapping[str, Any], language: str = "en") -> str:
    """One ride: when, how, from where to where, and what is known of the border.

    No doctest: see the tests.
    """
    line = word("leg", language).format(
        depart=_clock(leg["depart"]), arrive=_clock(leg["arrive"]), mode=told(leg["mode"], language),
        start=place_named(leg["from"], language), end=place_named(leg["to"], language),
    )  # fmt: skip
    if leg["estimated"]:
        line += word("estimate", language)
    if leg["crossing"]:
        line += word("across", language).format(crossing=place_named(leg["crossing"], language))
    if leg["wait_hours"]:
        line += word("wait", language).format(hours=leg["wait_hours"])
    return line


def document_line(needed: DocumentToGet, language: str = "en") -> str:
    """A document, how long it takes and where to ask.

    No doctest: see the tests.
    """
    lead, document = needed.document.lead_days, needed.document
    time = word("no_lead", language)
    if lead is not None:
        time = word("lead", language).format(days=lead, by=needed.apply_by)
    where = f"; {document.where}" if document.where else ""
    name = document.names.get(language) or document.name
    return f"{name}, {time}{where} [{needed.hurdle.source or word('no_source', language)}]"


def hurdle_line(hurdle: Hurdle, language: str = "en") -> str:
    """A refusal or an unknown rule with its source.

    >>> from regreso.movement.journeys.hurdles import Kind
    >>> closed = Hurdle(Kind.REFUSED, "crossing closed", "pl-by-terespol", "a report", date(2025, 9, 12))
    >>> hurdle_line(closed)
    'crossing closed at pl-by-terespol, last seen 2025-09-12 [a report]'
    >>> hurdle_line(closed, "uk")
    'перехід закрито: Тересполь – Берестя (pl-by-terespol), востаннє бачили 2025-09-12 [a report]'
    """
    return word("hurdle", language).format(
        rule=rule_named(hurdle.rule, language), place=place_named(hurdle.place, language),
        seen=word("seen", language).format(day=hurdle.last_seen) if hurdle.last_seen else "",
        source=f" [{hurdle.source}]" if hurdle.source else "",
    )  # fmt: skip


def as_calendar(question: Question, plan: Plan, *, language: str = "en") -> str:
    """The first option as iCalendar (RFC 5545), one event a leg; without an option one day that says why.

    >>> asked = Question("Moscow", "Kyiv", date(2022, 3, 2), "RUS", "family")
    >>> as_calendar(asked, Plan(Tier.BLOCKED)).splitlines()[0]
    'BEGIN:VCALENDAR'
    """
    events = list(_events(question, plan, language))
    maker = f"PRODID:-//Regreso//journey//{language.upper()}"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", maker, *events, "END:VCALENDAR"]
    return "".join(f"{_folded_line(line)}\r\n" for line in lines)


def _events(question: Question, plan: Plan, language: str) -> Iterator[str]:
    copy, warning, tier = (word(key, language) for key in ("planning_copy", "warning", plan.tier.value))
    stamp = f"DTSTAMP:{question.on:%Y%m%d}T000000Z"
    name = f"{question.start}-{question.end}-{question.on}-{question.passport}".replace(" ", "_")
    if not plan.options:
        why = "; ".join(hurdle_line(hurdle, language) for hurdle in plan.blocked_by)
        yield from (
            "BEGIN:VEVENT", f"UID:{name}@regreso.invalid", stamp, f"DTSTART;VALUE=DATE:{question.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{question.on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(f'{copy}: {tier}')}",
            f"DESCRIPTION:{_escaped(f'{why}. {warning}')}", "END:VEVENT",
        )  # fmt: skip
        return
    for number, leg in enumerate(plan.options[0].legs, 1):
        start, end = (place_named(leg[side], language) for side in ("from", "to"))
        what = f"{copy}: {told(leg['mode'], language)} {start} – {end}"
        yield from (
            "BEGIN:VEVENT", f"UID:{name}-{number}@regreso.invalid", stamp, f"DTSTART:{_utc(leg['depart'])}",
            f"DTEND:{_utc(leg['arrive'])}", f"SUMMARY:{_escaped(what)}",
            f"DESCRIPTION:{_escaped(f'{tier}. {warning}')}", "STATUS:TENTATIVE", "END:VEVENT",
        )  # fmt: skip


def _clock(moment: str) -> str:
    at = datetime.fromisoformat(moment)
    return f"{at:%Y-%m-%d %H:%M} ({at.isoformat()[-6:]})"


def _utc(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded_line(line: str) -> str:
    """Lines of at most 75 bytes, as the format wants, cut between letters."""
    parts, size = [""], 0
    for letter in line:
        bytes_of = len(letter.encode())
        if size + bytes_of > _WIDTH - (len(parts) > 1):
            parts.append("")
            size = 0
        parts[-1] += letter
        size += bytes_of
    return "\r\n ".join(parts)
