"""A plan told in words and as a calendar. Both say that they are planning copies, never a journey sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from regreso.movement.journeys.hurdles import Hurdle
from regreso.movement.journeys.plan import DocumentToGet, Option, Plan, Tier

PLANNING_COPY = "Planning copy, not a journey sheet"
WARNING = (
    "Nothing here says how a border is on the day. A journey sheet exists only after captivity is confirmed"
    " and the holding side has named a meeting point and a date. Ask your liaison before you leave."
)
_TIERS = {
    Tier.READY: "Ready: no rule that we know stands in the way",
    Tier.DOCUMENTS: "Ready after these documents",
    Tier.UNKNOWN: "We cannot say: a rule is not known, or was last seen more than 60 days before",
    Tier.BLOCKED: "Blocked: every way that we know is refused",
}
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

    def line(self) -> str:
        """One line.

        >>> Question("Moscow", "Kyiv", date(2022, 3, 10), "RUS", "family", ("POL",)).line()
        'Moscow – Kyiv on 2022-03-10, passport RUS, purpose family, in hand POL'
        """
        held = ", ".join(self.documents) or "no documents"
        return (
            f"{self.start} – {self.end} on {self.on}, passport {self.passport}, purpose {self.purpose},"
            f" in hand {held}"
        )


def as_text(question: Question, plan: Plan) -> str:
    """The plan for a terminal.

    >>> asked = Question("Moscow", "Kyiv", date(2022, 3, 2), "RUS", "family")
    >>> print(as_text(asked, Plan(Tier.BLOCKED)).splitlines()[1])
    Blocked: every way that we know is refused
    """
    lines = [question.line(), tier_line(plan.tier)]
    for number, option in enumerate(plan.options, 1):
        lines += ["", f"{number}. {option_line(option)}", *(f"   {line}" for line in option_lines(option))]
    lines += [f"  - {hurdle_line(hurdle)}" for hurdle in plan.blocked_by]
    return "\n".join([*lines, "", f"{PLANNING_COPY}. {WARNING}"])


def tier_line(tier: Tier) -> str:
    """What a tier means.

    >>> tier_line(Tier.DOCUMENTS)
    'Ready after these documents'
    """
    return _TIERS[tier]


def option_line(option: Option) -> str:
    """Arrival, changes and cost in one line.

    >>> option_line(Option((), "2022-03-12T08:00:00+02:00", 4, 210, (), (), ()))
    'arrives 2022-03-12 08:00 (+02:00), 4 changes, about 210 euros'
    """
    changes = f"{option.changes} change{'' if option.changes == 1 else 's'}"
    cost = "cost not known" if option.cost is None else f"about {option.cost} euros"
    return f"arrives {_clock(option.arrive)}, {changes}, {cost}"


def option_lines(option: Option) -> Iterator[str]:
    """The legs, the documents to get, what is not known and what to carry.

    >>> list(option_lines(Option((), "2022-03-12T08:00:00+02:00", 4, 210, (), (), ())))
    []
    """
    for leg in option.legs:
        across = f", crossing {leg['crossing']}" if leg["crossing"] else ""
        wait = f", {leg['wait_hours']:g} h of waiting reported" if leg["wait_hours"] else ""
        guess = " (estimate)" if leg["estimated"] else ""
        yield (
            f"{_clock(leg['depart'])}  {leg['mode']} {leg['from']} – {leg['to']},"
            f" there {_clock(leg['arrive'])}{guess}{across}{wait}"
        )
    yield from (f"get: {document_line(document)}" for document in option.documents_to_get)
    yield from (f"not known: {hurdle_line(hurdle)}" for hurdle in option.unknown_rules)
    yield from dict.fromkeys(f"note: {note}" for leg in option.legs for note in leg["notes"])


def document_line(needed: DocumentToGet) -> str:
    """A document, how long it takes and where to ask.

    No doctest: see the tests.
    """
    lead = needed.document.lead_days
    time = (
        "nobody says how long it takes" if lead is None else f"about {lead} days: apply by {needed.apply_by}"
    )
    where = f"; {needed.document.where}" if needed.document.where else ""
    return f"{needed.document.name}, {time}{where} [{needed.hurdle.source or 'no source'}]"


def hurdle_line(hurdle: Hurdle) -> str:
    """A refusal or an unknown rule with its source.

    >>> from regreso.movement.journeys.hurdles import Kind
    >>> hurdle_line(Hurdle(Kind.REFUSED, "crossing closed", "pl-by-terespol", "a report", date(2025, 9, 12)))
    'crossing closed at pl-by-terespol, last seen 2025-09-12 [a report]'
    """
    seen = f", last seen {hurdle.last_seen}" if hurdle.last_seen else ""
    source = f" [{hurdle.source}]" if hurdle.source else ""
    return f"{hurdle.rule} at {hurdle.place}{seen}{source}"


def as_calendar(question: Question, plan: Plan) -> str:
    """The first option as iCalendar (RFC 5545), one event a leg; without an option one day that says why.

    >>> asked = Question("Moscow", "Kyiv", date(2022, 3, 2), "RUS", "family")
    >>> as_calendar(asked, Plan(Tier.BLOCKED)).splitlines()[0]
    'BEGIN:VCALENDAR'
    """
    events = list(_events(question, plan))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Regreso//journey//EN", *events, "END:VCALENDAR"]
    return "".join(f"{_folded_line(line)}\r\n" for line in lines)


def _events(question: Question, plan: Plan) -> Iterator[str]:
    stamp = f"DTSTAMP:{question.on:%Y%m%d}T000000Z"
    name = f"{question.start}-{question.end}-{question.on}-{question.passport}".replace(" ", "_")
    if not plan.options:
        why = "; ".join(hurdle_line(hurdle) for hurdle in plan.blocked_by)
        yield from (
            "BEGIN:VEVENT", f"UID:{name}@regreso.invalid", stamp, f"DTSTART;VALUE=DATE:{question.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{question.on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(f'{PLANNING_COPY}: {tier_line(plan.tier)}')}",
            f"DESCRIPTION:{_escaped(f'{why}. {WARNING}')}", "END:VEVENT",
        )  # fmt: skip
        return
    for number, leg in enumerate(plan.options[0].legs, 1):
        what = f"{PLANNING_COPY}: {leg['mode']} {leg['from']} – {leg['to']}"
        yield from (
            "BEGIN:VEVENT", f"UID:{name}-{number}@regreso.invalid", stamp, f"DTSTART:{_utc(leg['depart'])}",
            f"DTEND:{_utc(leg['arrive'])}", f"SUMMARY:{_escaped(what)}",
            f"DESCRIPTION:{_escaped(f'{tier_line(plan.tier)}. {WARNING}')}", "STATUS:TENTATIVE", "END:VEVENT",
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
