"""The rows of a scenario as forms: which columns each list has, and how each is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from regreso.movement.corridor.sheet import Row
    from regreso.web.base.words import Word

LISTS: dict[str, Word] = {
    "clock": _("Steps and minutes"),
    "places": _("Places"),
    "legs": _("Legs of the way"),
    "corridors": _("Corridors"),
    "windows": _("Windows"),
    "links": _("Ties between corridors"),
    "fleets": _("Vehicles"),
    "escorts": _("Escort teams"),
    "receptions": _("Receptions"),
    "households": _("Households"),
    "rules": _("Rules of crossings"),
    "manifest": _("Events of people"),
}
SECTION_OF = {
    "places": "way",
    "legs": "way",
    "corridors": "agreement",
    "windows": "windows",
    "fleets": "vehicles",
    "escorts": "vehicles",
    "receptions": "receptions",
    "households": "households",
    "links": "ties",
    "rules": "ties",
}
LABELS: dict[str, Word] = {
    "id": _("Id"),
    "kind": _("Kind"),
    "name": _("Name"),
    "names": _("Name"),
    "lat": _("Latitude"),
    "lon": _("Longitude"),
    "uncertainty_km": _("Known to how many km"),
    "lanes": _("Lanes"),
    "per_lane": _("Vehicles a step on one lane"),
    "per_lane.bus": _("Buses a step on one lane"),
    "per_lane.car": _("Cars a step on one lane"),
    "a": _("From which place"),
    "b": _("To which place"),
    "mode": _("Buses or cars"),
    "km": _("Kilometres"),
    "minutes": _("Minutes with people"),
    "empty_minutes": _("Minutes empty"),
    "capacity": _("Vehicles that enter in a step"),
    "corridor": _("Corridor"),
    "start": _("Begins"),
    "end": _("Ends"),
    "tz": _("Time zone"),
    "margin_minutes": _("Margin at the end, minutes"),
    "also": _("The same window as others write it"),
    "agreed": _("Agreed fields"),
    "agreed.times": _("Times"),
    "agreed.places": _("Places"),
    "agreed.routes": _("Routes"),
    "agreed.who": _("Who may leave"),
    "agreed.aid": _("Whether aid may enter"),
    "parties": _("Parties, one a line"),
    "acknowledgements": _("Who has said yes, one a line"),
    "status": _("State"),
    "from": _("From which places"),
    "via": _("Through which places"),
    "to": _("To which places"),
    "modes": _("By what"),
    "escorted": _("Buses leave only with an escort team"),
    "count": _("How many"),
    "seats": _("Seats"),
    "wheelchair": _("Places for wheelchairs"),
    "stretcher": _("Places for stretchers"),
    "home": _("Where they stand"),
    "plates": _("Number plates, one a line"),
    "teams": _("Escort teams"),
    "vehicles_per_team": _("Vehicles that one team leads"),
    "place": _("Place"),
    "places": _("How many people it takes"),
    "at": _("Where they are"),
    "size": _("People in it"),
    "priority": _("Goes first"),
    "consent": _("Consent"),
    "destinations": _("Where they want to go"),
    "own_car": _("Own car"),
    "token": _("Token"),
    "title": _("Title of the corridor"),
    "step_minutes": _("Minutes of a step"),
    "boarding_minutes": _("Minutes for boarding"),
    "unloading_minutes": _("Minutes for getting off"),
    "freeze_minutes": _("Departures so soon after an event stay as they are, minutes"),
    "one_way": _("From the first to the second only"),
    "valid": _("When it may be used, one a line"),
    "safe": _("Whoever must turn back may wait here"),
    "range_km": _("Kilometres without filling up"),
    "crew.start": _("Drivers from"),
    "crew.end": _("Drivers until"),
    "crew.tz": _("Time zone of these hours"),
    "languages": _("Languages spoken there"),
    "medical": _("Doctors are there"),
    "rule": _("What ties them"),
    "says": _("What it says"),
    "source": _("Who says so"),
    "checked": _("Last checked on"),
    "transport": _("Way"),
    "language": _("Language"),
}
KINDS: dict[str, Word] = {
    "town": _("town"),
    "collection": _("collection point"),
    "checkpoint": _("checkpoint"),
    "crossing": _("crossing"),
    "reception": _("reception"),
    "handover": _("place of handover"),
}
STANDINGS: dict[str, Word] = {
    "proposed": _("proposed"), "announced": _("announced"), "agreed": _("agreed"), "open": _("open"),
    "suspended": _("suspended"), "violated": _("violated"), "closed": _("closed"),
}  # fmt: skip
TIES: dict[str, Word] = {
    "only-if": _("the first moves only if the second does"),
    "together": _("neither moves without the other"),
}
MODES: dict[str, Word] = {"bus": _("buses"), "car": _("own cars")}
TRANSPORTS: dict[str, Word] = {
    "telegram": _("Telegram"), "email": _("mail to an address"), "sms": _("text message"),
    "phone": _("telephone"),
    "radio": _("radio"),
}  # fmt: skip
_RANGE = _("One number, or the least, the likely and the most: 90 / 120 / 180.")
_IDS = _("Ids with a comma between, in their order.")
_TIME = _("By the clock of the zone beside it: 2022-03-05T09:00.")


@dataclass(frozen=True, slots=True)
class Column:
    """One cell of a row; `name` may lead inside (a.b).

    `kind`: text, int, number, range, yes, modes, ids, lines, acks, also, valid, choice.
    """

    name: str
    kind: str = "text"
    help: Word = ""
    choices: Callable[[Row], list[tuple[str, Any]]] | None = None
    required: bool = False

    @property
    def label(self) -> Word:
        """How it is said."""
        return LABELS[self.name]


@dataclass(frozen=True, slots=True)
class Table:
    """A list of a scenario as a page edits it.

    `inside`: the list lies within each corridor. `top`: it is one row, the scenario's own fields.
    """

    name: str
    columns: tuple[Column, ...]
    inside: str = ""
    grows: bool = True
    top: bool = False

    @property
    def title(self) -> Word:
        """How the list is said."""
        return LISTS[self.name]


def _fixed(words: dict[str, Word]) -> Callable[[Row], list[tuple[str, Any]]]:
    return lambda _raw: list(words.items())


def places_of(raw: Row) -> list[tuple[str, Any]]:
    """The places of a scenario to choose from, by the name that the reader knows best."""
    return [
        (str(row["id"]), _named(row.get("names") or {}) or row["id"])
        for row in raw.get("places", ())
        if isinstance(row, dict) and "id" in row
    ]


def _named(names: Row) -> Any:  # noqa: ANN401 - a name as the scenario has it
    """In the reader's language, else in the first that there is."""
    return names.get(get_language() or "") or next(iter(names.values()), "")


def corridors_of(raw: Row) -> list[tuple[str, Any]]:
    """The corridors of a scenario to choose from."""
    return [
        (str(row["id"]), row["id"])
        for row in raw.get("corridors", ())
        if isinstance(row, dict) and "id" in row
    ]


TABLES: dict[str, tuple[Table, ...]] = {
    "agreement": (
        Table(
            "corridors",
            (
                Column("id", required=True),
                Column(
                    "status",
                    "choice",
                    _("Without five fields and every party's word it is proposed, whatever stands here."),
                    choices=_fixed(STANDINGS),
                    required=True,
                ),
                *(Column(f"agreed.{name}", "lines") for name in ("times", "places", "routes", "who", "aid")),
                Column("parties", "lines", required=True),
                Column(
                    "acknowledgements",
                    "acks",
                    _("Party | where it says so | when: “A | letter 12 | 4 March”."),
                ),
                Column("from", "ids", _IDS, required=True),
                Column("via", "ids", _IDS),
                Column("to", "ids", _IDS, required=True),
                Column("modes", "modes", required=True),
                Column("escorted", "yes"),
            ),
        ),
    ),
    "ties": (
        Table(
            "links",
            (
                Column("a", "choice", choices=corridors_of, required=True),
                Column("rule", "choice", choices=_fixed(TIES), required=True),
                Column("b", "choice", choices=corridors_of, required=True),
            ),
        ),
        Table(
            "rules",
            (
                Column("id", required=True),
                Column("place", "choice", choices=places_of, required=True),
                Column("says"),
                Column("source", required=True),
                Column("checked", help=_("A day, like 2022-03-09."), required=True),
            ),
        ),
    ),
    "clock": (
        Table(
            "clock",
            (
                Column("title"),
                Column("step_minutes", "int", required=True),
                Column("boarding_minutes", "int"),
                Column("unloading_minutes", "int"),
                Column("freeze_minutes", "int"),
            ),
            grows=False,
            top=True,
        ),
    ),
    "windows": (
        Table(
            "windows",
            (
                Column("corridor", "choice", choices=corridors_of, required=True),
                Column("start", help=_TIME, required=True),
                Column("end", help=_TIME, required=True),
                Column(
                    "tz",
                    help=_("As the parties wrote it: Europe/Kyiv, Europe/Moscow or +02:00."),
                    required=True,
                ),
                Column("margin_minutes", "int"),
                Column(
                    "also",
                    "also",
                    _("Start | end | zone | party, one a line: they are compared with this one."),
                ),
            ),
            inside="corridors",
        ),
    ),
    "way": (
        Table(
            "places",
            (
                Column("id", required=True),
                Column("kind", "choice", choices=_fixed(KINDS), required=True),
                Column("name"),
                Column("lat", "number"),
                Column("lon", "number"),
                Column("uncertainty_km", "number"),
                Column("lanes", "int"),
                Column("per_lane.bus", "range", _RANGE),
                Column("per_lane.car", "range", _RANGE),
                Column("safe", "yes"),
            ),
        ),
        Table(
            "legs",
            (
                Column("id", required=True),
                Column("a", "choice", choices=places_of, required=True),
                Column("b", "choice", choices=places_of, required=True),
                Column("mode", "choice", choices=_fixed(MODES), required=True),
                Column("km", "number", required=True),
                Column("minutes", "range", _RANGE, required=True),
                Column("empty_minutes", "range", _RANGE),
                Column("capacity", "range", _RANGE, required=True),
                Column("one_way", "yes"),
                Column(
                    "valid",
                    "valid",
                    _("Start | end | zone: 2022-03-05T09:00 | 2022-03-05T12:00 | Europe/Kyiv."),
                ),
            ),
        ),
    ),
    "vehicles": (
        Table(
            "fleets",
            (
                Column("id", required=True),
                Column("count", "int", required=True),
                Column("seats", "int", required=True),
                Column("wheelchair", "int"),
                Column("stretcher", "int"),
                Column("home", "choice", choices=places_of, required=True),
                Column("range_km", "number"),
                Column("crew.start", help=_TIME),
                Column("crew.end", help=_TIME),
                Column("crew.tz"),
                Column("plates", "lines", _("The second is that of vehicle 2. Told to the parties only.")),
            ),
        ),
        Table("escorts", (Column("teams", "int"), Column("vehicles_per_team", "int")), grows=False),
    ),
    "receptions": (
        Table(
            "receptions",
            (
                Column("place", "choice", choices=places_of, required=True),
                Column("places", "int", required=True),
                Column("languages", "ids", _("With a comma between.")),
                Column("medical", "yes"),
            ),
        ),
    ),
}
