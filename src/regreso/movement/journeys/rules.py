"""What borders say, as dated data: rules of entry, visa lists, states of crossings, waits, documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

STALE_AFTER = timedelta(days=60)
PURPOSES = (
    "family", "humanitarian", "returning", "transit", "residence permit", "work", "study", "driver",
    "diplomat", "tourism", "business", "sport", "culture",
)  # fmt: skip
MODES = ("air", "rail", "coach", "car", "taxi", "lorry", "foot", "sea")


class Says(StrEnum):
    """What a rule says to those whom it means."""

    ALLOW = "allow"
    REFUSE = "refuse"
    NEED = "need"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` until before `end`; None is open.

    >>> Span(date(2022, 7, 1), None).holds(date(2022, 6, 30))
    False
    """

    first: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the day lies within."""
        return (self.first is None or self.first <= day) and (self.end is None or day < self.end)


ALWAYS = Span()


@dataclass(frozen=True, slots=True)
class Border:
    """What one leg crosses: the crossing if it is named, the countries (ISO 3166 alpha-3), the means."""

    crossing: str
    leaving: str
    entering: str
    mode: str


@dataclass(frozen=True, slots=True)
class Traveller:
    """Who goes: the country of the passport (alpha-3), why, and the documents that are in hand.

    A document is called by its code: a country's alpha-3 code is a visa for it.
    """

    passport: str
    purpose: str = "family"
    documents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: place × means × passport × purpose × direction × days, with its source.

    Attributes:
        name: its identifier; several rows may share it (one for land, one for air).
        place: a country (alpha-3) or the identifier of a crossing.
        says: allow, refuse, need (then `documents`), or unknown: we know that something holds, not what.
        days: when it is in force. An open end means "until lifted".
        source: who says so. checked: the day on which we last saw that it still holds.
        direction: for a country `enter` or `leave` ("" is enter); for a crossing the country entered.
        modes, passports, purposes: whom it means; empty means everyone. except_purposes: whom it spares.
        version: of its line in a coordinator's book; 0 is what is shipped.
    """

    name: str
    place: str
    says: Says
    days: Span
    source: str
    checked: date | None = None
    direction: str = ""
    modes: frozenset[str] = frozenset()
    passports: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    except_purposes: frozenset[str] = frozenset()
    documents: tuple[str, ...] = ()
    note: str = ""
    version: int = 0

    def means(self, border: Border, traveller: Traveller) -> bool:
        """Whether it speaks of this border and this traveller, on whatever day.

        >>> rule = Rule("x", "POL", Says.REFUSE, Span(), "a report", purposes=frozenset({"tourism"}))
        >>> rule.means(Border("", "BLR", "POL", "coach"), Traveller("RUS", "family"))
        False
        """
        return (
            self._is_of(border)
            and (not self.modes or border.mode in self.modes)
            and (not self.passports or traveller.passport in self.passports)
            and (not self.purposes or traveller.purpose in self.purposes)
            and traveller.purpose not in self.except_purposes
        )

    def _is_of(self, border: Border) -> bool:
        if self.place == border.crossing:
            return self.direction in ("", border.entering)
        return self.place == (border.leaving if self.direction == "leave" else border.entering)

    def last_seen(self) -> date | None:
        """The last day for which someone has seen it: None where only its beginning is unknown too."""
        return self.checked or self.days.first

    def lapsed(self, day: date) -> bool:
        """Whether it is too long ago that it was seen to rely on it for a permission on this day.

        A permission with a known end is history and does not lapse; one without an end does.
        """
        return self.days.end is None and is_stale(self.last_seen(), day)


@dataclass(frozen=True, slots=True)
class VisaRun:
    """A requirement of a published visa list, as seen unchanged in its snapshots from `first` to `last`."""

    passport: str
    country: str
    requirement: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a crossing over a span of days; `modes` are the means it is open to."""

    crossing: str
    days: Span
    is_open: bool
    modes: frozenset[str]
    source: str
    checked: date | None = None
    note: str = ""
    version: int = 0

    def last_seen(self) -> date | None:
        """The last day for which someone has seen it.

        >>> Status("x", Span(date(2025, 9, 25)), True, frozenset(), "a report").last_seen().isoformat()
        '2025-09-25'
        """
        return self.checked or self.days.first

    def lapsed(self, day: date) -> bool:
        """As for a rule: an open crossing was seen open on some day, not for ever."""
        return self.days.end is None and is_stale(self.last_seen(), day)


@dataclass(frozen=True, slots=True)
class Wait:
    """A wait that was reported at a crossing, in hours, towards the country `entering`."""

    crossing: str
    entering: str
    mode: str
    day: date
    hours: float
    source: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document one may have to get.

    Attributes:
        code: how rules and travellers call it.
        name: in English; names: by language.
        lead_days: how long it takes to get, None where no source says.
        where: where it is applied for. source, checked: who says so, and when we last looked.
    """

    code: str
    name: str
    lead_days: int | None = None
    where: str = ""
    source: str = ""
    checked: date | None = None
    names: dict[str, str] = field(default_factory=dict, hash=False)


def is_stale(seen: date | None, day: date) -> bool:
    """Whether something last seen then says nothing about this day.

    >>> is_stale(date(2025, 1, 12), date(2025, 3, 13)), is_stale(date(2025, 1, 12), date(2025, 3, 14))
    (False, True)
    """
    return seen is None or day - seen > STALE_AFTER
