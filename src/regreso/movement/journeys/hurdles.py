"""The book of rules: what stands between a traveller and the other side of a border on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from regreso.movement.journeys.rules import Border, Document, Rule, Says, Status, Traveller, VisaRun, is_stale

NO_RULE = "no rule on file"
NO_STATUS = "no status on file"
_VISA_LIST = "visa list"
_REFUSALS = frozenset({"covid ban", "no admission"})
_VISAS = frozenset({"visa required", "e-visa", "eta"})
_PERMITS = frozenset({"visa free", "visa on arrival"})
# Since when a visa of one of these opens the others: the founding states of the list, then the later ones.
_FOUNDERS = (
    "AUT BEL CHE CZE DEU DNK ESP EST FIN FRA GRC HUN ISL ITA LIE LTU LUX LVA MLT NLD NOR POL PRT SVK SVN SWE"
)
_SCHENGEN = {
    **dict.fromkeys(_FOUNDERS.split(), date(2011, 12, 19)),
    "HRV": date(2023, 1, 1),
    "BGR": date(2024, 3, 31),
    "ROU": date(2024, 3, 31),
}
SCHENGEN = "SCHENGEN"


class Kind(StrEnum):
    """What a hurdle is: a refusal, something we do not know, or a document to get."""

    REFUSED = "refused"
    UNKNOWN = "unknown"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Hurdle:
    """Why a border is not simply open to a traveller.

    Attributes:
        rule: the rule's name. place: a country or crossing. source, last_seen: who said so, seen until when.
        document: the code of the document that removes it ("" unless it is a document).
    """

    kind: Kind
    rule: str
    place: str
    source: str = ""
    last_seen: date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """Something that was asked about a border, and what it says: a sheet carries these with their dates."""

    rule: str
    place: str
    says: str
    source: str = ""
    last_seen: date | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All that we know of borders; made with `of`."""

    rules: dict[str, tuple[Rule, ...]]
    statuses: dict[str, tuple[Status, ...]]
    visas: dict[tuple[str, str], tuple[VisaRun, ...]]
    documents: dict[str, Document]
    visa_source: str = ""

    @classmethod
    def of(
        cls,
        rules: Iterable[Rule] = (),
        *,
        statuses: Iterable[Status] = (),
        visas: Iterable[VisaRun] = (),
        documents: Iterable[Document] = (),
        visa_source: str = "",
    ) -> RuleBook:
        """Order what is known by the place it speaks of."""
        by_place: dict[str, list[Rule]] = defaultdict(list)
        by_crossing: dict[str, list[Status]] = defaultdict(list)
        by_pair: dict[tuple[str, str], list[VisaRun]] = defaultdict(list)
        for rule in rules:
            by_place[rule.place].append(rule)
        for status in statuses:
            by_crossing[status.crossing].append(status)
        for run in visas:
            by_pair[run.passport, run.country].append(run)
        return cls(
            {place: tuple(found) for place, found in by_place.items()},
            {name: tuple(sorted(found, key=_begin)) for name, found in by_crossing.items()},
            {pair: tuple(sorted(found, key=lambda run: run.first)) for pair, found in by_pair.items()},
            {document.code: document for document in documents},
            visa_source,
        )

    def hurdles(self, border: Border, traveller: Traveller, day: date) -> tuple[Hurdle, ...]:
        """What stands in the way on that day; () only if each gate is known to be open.

        >>> book, day = RuleBook.of(), date(2022, 3, 2)
        >>> [h.rule for h in book.hurdles(Border("", "BLR", "POL", "coach"), Traveller("RUS"), day)]
        ['no rule on file']
        >>> book.hurdles(Border("", "UKR", "POL", "coach"), Traveller("POL"), day)
        ()
        """
        at_crossing = self.at_crossing(border, traveller, day)
        return tuple(dict.fromkeys((*at_crossing, *self.between_countries(border, traveller, day))))

    def at_crossing(self, border: Border, traveller: Traveller, day: date) -> tuple[Hurdle, ...]:
        """What stands in the way at the crossing itself, whatever the countries say.

        >>> RuleBook.of().at_crossing(Border("", "BLR", "POL", "coach"), Traveller("RUS"), date(2022, 3, 2))
        ()
        """
        return tuple(self._at_crossing(border, traveller, day)) if border.crossing else ()

    def between_countries(self, border: Border, traveller: Traveller, day: date) -> tuple[Hurdle, ...]:
        """What the countries say, whatever the crossing.

        >>> hurdles = RuleBook.of().between_countries(
        ...     Border("", "BLR", "POL", "coach"), Traveller("RUS"), date(2022, 3, 2)
        ... )
        >>> hurdles[0].rule
        'no rule on file'
        """
        found = list(self._on_leaving(border, traveller, day)) if border.leaving in self.rules else []
        if border.entering and border.entering != traveller.passport:
            found += self._on_entering(border, traveller, day)
        return tuple(found)

    def notes(self, border: Border, traveller: Traveller, day: date) -> tuple[str, ...]:
        """What the rules in force there say besides, such as what to carry.

        >>> RuleBook.of().notes(Border("", "BLR", "POL", "coach"), Traveller("RUS"), date(2022, 3, 2))
        ()
        """
        places = (border.crossing, border.entering)
        rules = (rule for place in places if place for rule in self._that_mean(place, border, traveller))
        return tuple(dict.fromkeys(r.note for r in rules if r.note and r.days.holds(day)))

    def grounds(self, border: Border, traveller: Traveller, day: date) -> tuple[Ground, ...]:
        """All that was asked about this border on that day: what a way over it rests on.

        >>> RuleBook.of().grounds(Border("", "BLR", "POL", "coach"), Traveller("RUS"), date(2022, 3, 2))
        ()
        """
        return tuple(self._grounds(border, traveller, day))

    def _grounds(self, border: Border, traveller: Traveller, day: date) -> Iterator[Ground]:
        held = [status for status in self.statuses.get(border.crossing, ()) if status.days.holds(day)]
        for status in held[-1:]:
            says = "open" if status.is_open else "closed"
            seen = status.last_seen()
            yield Ground("status", status.crossing, says, status.source, seen, status.version)
        for place in dict.fromkeys((border.crossing, border.leaving, border.entering)):
            for rule in self._that_mean(place, border, traveller) if place else ():
                if rule.days.holds(day):
                    says, seen = rule.says.value, rule.last_seen()
                    yield Ground(rule.name, rule.place, says, rule.source, seen, rule.version)
        runs = self.visas.get((traveller.passport, border.entering), ())
        for run in [run for run in runs if run.first <= day][-1:]:
            yield Ground(_VISA_LIST, run.country, run.requirement, self.visa_source, run.last)

    def _at_crossing(self, border: Border, traveller: Traveller, day: date) -> Iterator[Hurdle]:
        held = [status for status in self.statuses.get(border.crossing, ()) if status.days.holds(day)]
        if held:
            yield from _of_status(held[-1], border, day)
        else:
            yield Hurdle(Kind.UNKNOWN, NO_STATUS, border.crossing)
        for rule in self._that_mean(border.crossing, border, traveller):
            if rule.days.holds(day):
                yield from self._of_rule(rule, traveller, day)

    def _on_leaving(self, border: Border, traveller: Traveller, day: date) -> Iterator[Hurdle]:
        for rule in self._that_mean(border.leaving, border, traveller):
            if rule.direction == "leave" and rule.days.holds(day):
                yield from self._of_rule(rule, traveller, day)

    def _on_entering(self, border: Border, traveller: Traveller, day: date) -> Iterator[Hurdle]:
        in_force = [
            rule
            for rule in self._that_mean(border.entering, border, traveller)
            if rule.direction != "leave" and rule.days.holds(day)
        ]
        for rule in in_force:
            yield from self._of_rule(rule, traveller, day)
        listed = [
            run for run in self.visas.get((traveller.passport, border.entering), ()) if run.first <= day
        ]
        if listed:
            yield from self._of_run(listed[-1], traveller, day)
        elif not any(rule.says is Says.ALLOW for rule in in_force):
            # Without a rule that lets people in, demands and refusals alone do not tell that the rest may.
            yield Hurdle(Kind.UNKNOWN, NO_RULE, border.entering)

    def _that_mean(self, place: str, border: Border, traveller: Traveller) -> Iterator[Rule]:
        return (rule for rule in self.rules.get(place, ()) if rule.means(border, traveller))

    def _of_rule(self, rule: Rule, traveller: Traveller, day: date) -> Iterator[Hurdle]:
        seen = rule.last_seen()
        if rule.says is Says.REFUSE:
            yield Hurdle(Kind.REFUSED, rule.name, rule.place, rule.source, seen)
        elif rule.says is Says.UNKNOWN or (rule.says is Says.ALLOW and rule.lapsed(day)):
            yield Hurdle(Kind.UNKNOWN, rule.name, rule.place, rule.source, seen)
        elif rule.says is Says.NEED:
            for code in rule.documents:
                if not in_hand(code, traveller.documents, day):
                    yield Hurdle(Kind.DOCUMENT, rule.name, rule.place, rule.source, seen, code)

    def _of_run(self, run: VisaRun, traveller: Traveller, day: date) -> Iterator[Hurdle]:
        name, source = f"{_VISA_LIST}: {run.requirement} ({run.passport})", self.visa_source
        if is_stale(run.last, day) or not _is_read(run.requirement):
            yield Hurdle(Kind.UNKNOWN, name, run.country, source, run.last)
        elif run.requirement in _REFUSALS:
            yield Hurdle(Kind.REFUSED, name, run.country, source, run.last)
        elif run.requirement in _VISAS and not in_hand(run.country, traveller.documents, day):
            yield Hurdle(Kind.DOCUMENT, name, run.country, source, run.last, run.country)


def in_hand(code: str, held: frozenset[str], day: date) -> bool:
    """Whether a document, or one that serves as well on that day, is among those held.

    >>> in_hand("POL", frozenset({"DEU"}), date(2022, 3, 2)), in_hand("UKR", frozenset({"POL"}), date.max)
    (True, False)
    """
    if code in held:
        return True
    return _is_schengen(code, day) and (SCHENGEN in held or any(_is_schengen(other, day) for other in held))


def _is_schengen(code: str, day: date) -> bool:
    return code in _SCHENGEN and _SCHENGEN[code] <= day


def _is_read(requirement: str) -> bool:
    return requirement.isdigit() or requirement in _REFUSALS | _VISAS | _PERMITS


def _of_status(status: Status, border: Border, day: date) -> Iterator[Hurdle]:
    seen = status.last_seen()
    if not status.is_open:
        yield Hurdle(Kind.REFUSED, "crossing closed", status.crossing, status.source, seen)
    elif border.mode not in status.modes and not (border.mode == "taxi" and "car" in status.modes):
        yield Hurdle(Kind.REFUSED, f"not open to {border.mode}", status.crossing, status.source, seen)
    elif status.lapsed(day):
        yield Hurdle(Kind.UNKNOWN, "crossing last seen open", status.crossing, status.source, seen)


def _begin(status: Status) -> date:
    return status.days.first or date.min
