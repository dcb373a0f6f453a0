"""What a liaison or an escort does with a relative's journey: plan it, issue the sheet, replace it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from regreso.casebook.actor import Actor
from regreso.casebook.models import Answer, Journey, Move
from regreso.movement.journeys import shipped
from regreso.movement.journeys.gazetteer import UnknownName
from regreso.movement.journeys.plan import Option, Plan, Tier, plan_journey
from regreso.movement.journeys.rules import Traveller
from regreso.steps import borders, travel
from regreso.web.base.acts import Act, ActForm, WithReason
from regreso.web.base.fields import Line
from regreso.web.base.told import OfOneClick, entries, must
from regreso.web.base.ways import PURPOSES, hurdle_words, leg_rows, mode, rule_at, rule_words

if TYPE_CHECKING:
    from uuid import UUID

    from regreso.movement.journeys.plan import Atlas
    from regreso.web.base.pages import Facts

PLANNED = "planned"
WAYS = (
    (PLANNED, _("planned by the book of borders")),
    ("kaliningrad", _("as published in March 2022, by way of Kaliningrad")),
    ("minsk", _("as published in March 2022, by way of Minsk")),
)
WISHES = (
    ("arrive", _("to be there soonest")),
    ("changes", _("with the fewest changes")),
    ("cost", _("for the least money")),
)


class Planned(OfOneClick):
    """Who travels, by which way. Where and when they are met stands with the one held, never here."""

    traveller = must(Line(label=_("Who travels")))
    language = forms.ChoiceField(label=_("Language of the sheet"), choices=settings.LANGUAGES)
    start = forms.ChoiceField(label=_("Which way"), choices=WAYS)
    from_place = Line(label=_("From which place"), help_text=_("In any alphabet. Only for a planned way."))
    to_place = Line(label=_("To the station nearest to the meeting"))
    leaves_on = forms.DateField(
        label=_("Leaves on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    passport = Line(label=_("Passport of which country"))
    purpose = forms.ChoiceField(
        label=_("Purpose of the journey"), choices=tuple(PURPOSES.items()), required=False
    )
    documents = Line(
        label=_("Visas in hand"), help_text=_("Countries with commas between, such as: POL, UKR.")
    )
    wish = forms.ChoiceField(label=_("Which of the ways"), choices=WISHES, required=False)
    way = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)  # one that was looked at
    operation_id: UUID
    option: Option | None = None

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - an answer, or the journey that is replaced
        """The operation whose book is asked."""
        super().for_row(row)
        self.operation_id = row.operation_id

    def clean(self) -> dict[str, Any]:
        """A planned way must be one that can be gone, once the documents are in hand."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("start") == PLANNED and not self.errors:
            self._plan(said)
        elif said.get("passport") and not self.errors:
            said["passport"] = self._passport(said)
        return said

    def _plan(self, said: dict[str, Any]) -> None:
        atlas = borders.atlas(self.operation_id)
        said["from_stop"] = self._stop("from_place", said, atlas)
        said["to_stop"] = self._stop("to_place", said, atlas)
        said["passport"] = self._passport(said)
        if not said["leaves_on"]:
            self.add_error("leaves_on", gettext("Something is missing. Please fill in what is empty."))
        if self.errors:
            return
        said["held"], said["purpose"] = _codes(said["documents"]), said["purpose"] or "family"
        found = plan_journey(
            atlas, _traveller(said), start=said["from_stop"], end=said["to_stop"], on=said["leaves_on"]
        )
        if found.tier in (Tier.READY, Tier.DOCUMENTS):
            self.option = self._chosen(found, said)
        else:
            self._refuse(found)

    def _chosen(self, found: Plan, said: dict[str, Any]) -> Option | None:
        """The way that was looked at, or the best by the wish."""
        if not said["way"]:
            return _by_wish(found, said["wish"] or "arrive")
        option = next((one for one in found.options if key_of(one) == said["way"]), None)
        if option is None:
            self.add_error(None, gettext("The book says something else by now. Look at the ways again."))
        return option

    def _refuse(self, found: Plan) -> None:
        """Nobody is planned along a way that is closed, or of which we do not know whether it is open."""
        unknown = found.options[0].unknown_rules if found.options else found.blocked_by
        words = "; ".join(hurdle_words(one) for one in unknown)
        sentence = (
            gettext("Every way that we know is refused: %(what)s.")
            if found.tier is Tier.BLOCKED
            else gettext("We cannot say whether this way is open: %(what)s. Ask, and write it into the book.")
        )
        self.add_error(None, sentence % {"what": words})

    def _stop(self, name: str, said: dict[str, Any], atlas: Atlas) -> str:
        try:
            place = shipped.gazetteer().find(said[name])
        except UnknownName as unknown:
            near = gettext("We do not know this place. Near to it: %(places)s.")
            self.add_error(name, near % {"places": ", ".join(unknown.nearest) or "–"})
            return ""
        stop = shipped.stop_of(place)
        if stop not in atlas.network.stops:
            self.add_error(name, gettext("No ride in the book serves this place. Write one into it first."))
        return stop

    def _passport(self, said: dict[str, Any]) -> str:
        try:
            return shipped.passports().find(said["passport"])
        except UnknownName as unknown:
            near = gettext("We do not know this passport. Near to it: %(places)s.")
            self.add_error("passport", near % {"places": ", ".join(unknown.nearest) or "–"})
            return ""

    def journey(self) -> Journey:
        """The journey, not saved yet."""
        said = self.cleaned_data
        made = Journey(id=said["token"], traveller=said["traveller"], language=said["language"])
        made.passport, made.purpose = said["passport"], said["purpose"] or "family"
        made.documents = said.get("held") or _codes(said["documents"])
        made.book_version = borders.version(self.operation_id)
        if self.option is not None:
            atlas = borders.atlas(self.operation_id)
            made.start_stop, made.end_stop = said["from_stop"], said["to_stop"]
            made.legs = leg_rows(
                self.option, atlas=atlas, traveller=_traveller(said), language=said["language"],
                today=timezone.now().date(),
            )  # fmt: skip
        return made

    def arguments(self) -> dict[str, Any]:
        """The journey and its way."""
        start = self.cleaned_data["start"]
        return {"new": self.journey(), "start": "kaliningrad" if start == PLANNED else start}


class PlannedAnew(Planned):
    """The sheet that takes the place of another: from where the traveller is now."""

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a journey
        """What stays the same stands there already."""
        super().for_row(row)
        first = {
            "traveller": row.traveller, "language": row.language, "passport": row.passport,
            "purpose": row.purpose, "documents": ", ".join(row.documents),
            "from_place": travel.reached_stop(row) or row.start_stop, "to_place": row.end_stop,
            "leaves_on": timezone.now().date(), "start": PLANNED if row.start_stop else "kaliningrad",
        }  # fmt: skip
        for name, value in first.items():
            self.fields[name].initial = value


class Leg(ActForm):
    """The leg that is done."""

    leg = forms.TypedChoiceField(label=_("Which leg is done"), coerce=int)

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a journey
        """The legs of this sheet; the next one first."""
        super().for_row(row)
        field = self.fields["leg"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows a type that Django leaves open
        field.choices = [(leg["order"], f"{leg['from']} → {leg['to']}") for leg in row.legs]
        field.initial = max((done["leg"] for done in row.check_ins), default=0) + 1


def key_of(option: Option) -> str:
    """What a way is known by between two looks at it: its rides and their hours."""
    rides = "|".join(f"{leg['from']}>{leg['to']} {leg['mode']} {leg['depart']}" for leg in option.legs)
    return hashlib.sha256(rides.encode()).hexdigest()[:24]


def _traveller(said: dict[str, Any]) -> Traveller:
    return Traveller(said["passport"], said["purpose"], frozenset(said["held"]))


def _codes(written: str) -> list[str]:
    """Visas as codes: a country by its letters or its name, anything else as it stands."""
    found = []
    for word in entries(written.replace(",", ";")):
        try:
            found.append(shipped.passports().find(word))
        except UnknownName:
            found.append(word.upper())
    return sorted(set(found))


def _by_wish(found: Plan, wish: str) -> Option:
    def worth(option: Option) -> tuple[object, ...]:
        cost = (option.cost is None, option.cost or 0)
        needs = len(option.documents_to_get)
        arrive = datetime.fromisoformat(option.arrive)
        orders: dict[str, tuple[object, ...]] = {
            "arrive": (arrive, needs, option.changes),
            "changes": (option.changes, needs, arrive),
            "cost": (*cost, needs, arrive),
        }
        return orders[wish]

    return min(found.options, key=worth)


def _plan(answer: Answer, *, new: Journey, start: str, by: Actor, at: datetime) -> Move:
    new.answer, new.operation_id = answer, answer.operation_id
    return travel.plan(new, start=start, atlas=borders.atlas(answer.operation_id), by=by, at=at)


def _replace(old: Journey, *, new: Journey, start: str, by: Actor, at: datetime) -> Move:
    new.answer, new.operation_id = old.answer, old.operation_id
    return travel.replace(old, new, start=start, atlas=borders.atlas(old.operation_id), by=by, at=at)


def with_book(step: Any) -> Any:  # noqa: ANN401 - a step of travel
    """The step, given the book of borders as it holds at this moment."""

    def taken(row: Journey, *, by: Actor, at: datetime, **said: object) -> Move:
        move: Move = step(row, atlas=borders.atlas(row.operation_id), by=by, at=at, **said)
        return move

    return taken


def plan_act(role: str) -> Act:
    """Planning a journey from a released answer."""
    warning = _("Nobody should leave before the sheet is issued: borders change by the day.")
    return Act("journey", "plan", role, _plan, form=Planned, warning=warning)


def acts(role: str) -> tuple[Act, ...]:
    """What this role does with a journey that is planned."""
    act = partial(Act, "journey", role=role)
    return (
        act("issue", step=with_book(travel.issue),
            warning=_("Check each leg's source first: what it says may be old.")),
        act("depart", step=with_book(travel.depart)),
        act("check_in", step=travel.check_in, form=Leg),
        act("arrive", step=travel.arrive),
        act("settle", step=with_book(travel.settle), form=WithReason),
        act("replace", step=_replace, form=PlannedAnew,
            warning=_("The old sheet's code no longer holds after this.")),
        act("cancel", step=travel.cancel, form=WithReason),
    )  # fmt: skip


def facts(row: Journey) -> Facts:
    """What a desk sees of a journey: never who is held."""
    done = {check["leg"]: check["at"] for check in row.check_ins}
    legs: Facts = [
        (
            f"{leg['order']}. {leg['from']} → {leg['to']}",
            " · ".join(
                part
                for part in (mode(leg["mode"]), _clock(leg), _done(done.get(leg["order"], ""), leg))
                if part
            ),
        )
        for leg in row.legs
    ]
    hurdles = travel.standing_in(row, borders.atlas(row.operation_id)) if row.start_stop else ()
    standing = "; ".join(f"{one.order}: {hurdle_words(hurdle)}" for one in hurdles for hurdle in one.hurdles)
    return [
        (_("Alarm"), alarm_words(row)),
        (_("What stands in the way now"), standing),
        (_("Meeting point"), row.meeting_point),
        (_("Day of the meeting"), row.meeting_on),
        (_("Holds until"), row.expires_at.date().isoformat() if row.expires_at else ""),
        (_("Passport of which country"), row.passport),
        (_("Visas in hand"), ", ".join(row.documents)),
        *legs,
        (_("Version of the book of borders"), str(row.book_version)),
        (_("Rules used"), "; ".join(rule_words(rule) for rule in row.rules_used)),
    ]


def alarm_words(row: Journey) -> str:
    """Why an alarm runs; "" while none does."""
    if row.warned_at is None:
        return ""
    if row.warning.get("why") == "meeting":
        return gettext("The meeting may not hold. Stop the traveller, and ask the liaison.")
    legs = ", ".join(str(order) for order in row.warning.get("legs", ()))
    stands = (str(one).partition(": ") for one in row.warning.get("hurdles", ()))
    what = "; ".join(rule_at(rule, place) for rule, _sign, place in stands)
    return gettext("Something stands in leg %(legs)s now (%(what)s). Plan a new sheet.") % {
        "legs": legs,
        "what": what,
    }


def prepared_words(row: Journey) -> str:
    """What lies ready for the desk since the alarm; "" while nothing does."""
    ready = row.warning.get("prepared") if row.warned_at else None
    if not ready:
        return ""
    names = shipped.names_in(get_language() or "en")
    start = names.get(ready["start"], ready["start"])
    if ready["options"] and ready["tier"] in ("ready", "documents"):
        first = ready["options"][0]
        sentence = gettext(
            "A new sheet lies ready: from %(place)s, there at %(time)s. Look at it and plan it."
        )
        return sentence % {"place": start, "time": first["arrive"][:16].replace("T", " ")}
    if ready["tier"] == "blocked":
        what = "; ".join(rule_at(rule, place) for rule, place in ready["stands"])
        return gettext("No other way is open from %(place)s: %(what)s.") % {"place": start, "what": what}
    return gettext("Whether another way is open from %(place)s nobody can say. Ask, and write it down.") % {
        "place": start
    }


def _clock(leg: dict[str, Any]) -> str:
    return leg["depart"][:16].replace("T", " ") if leg.get("depart") else ""


def _done(at: str, leg: dict[str, Any]) -> str:
    """When the word came, by the clock where the leg ends."""
    if not at:
        return ""
    there = datetime.fromisoformat(leg["arrive"]).tzinfo if leg.get("arrive") else UTC
    return f"✓ {datetime.fromisoformat(at).astimezone(there):%Y-%m-%d %H:%M (%Z)}"
