"""What a registrar writes down: who is held, and what happens to them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from regreso.casebook.models import Custody, Person, Site
from regreso.web.base.acts import ActForm
from regreso.web.base.fields import Line, Lines, PartialDate
from regreso.web.base.people import ARTICLE_17, FIELDS, HIS_TO_GIVE, SEXES
from regreso.web.base.told import OfOneClick, entries, must
from regreso.web.base.words import IDENTITY_LEVELS

KINDS = (
    ("prisoner_of_war", _("prisoner of war")),
    ("civilian_internee", _("civilian internee")),
    ("wounded", _("wounded or sick")),
    ("found", _("found, status not known")),
)
OF_PERSON = (*ARTICLE_17, "sex", *HIS_TO_GIVE)
MAY_DECLINE = [(name, FIELDS[name]) for name in (*ARTICLE_17, *HIS_TO_GIVE)]
_MANY_LINES = ("marks", "inform", "correspondence")


class OfPerson(ActForm):
    """What the person says of himself. Article 17 first; all of it may stay empty."""

    surname = Line(label=FIELDS["surname"])
    given = Line(label=FIELDS["given"])
    rank = Line(label=FIELDS["rank"])
    birth = PartialDate(label=FIELDS["birth"])
    service_number = Line(label=FIELDS["service_number"])
    sex = forms.ChoiceField(label=FIELDS["sex"], choices=SEXES, required=False)
    patronymic = Line(label=FIELDS["patronymic"])
    other_names = Line(label=FIELDS["other_names"], help_text=_("With a semicolon between them."))
    birthplace = Line(label=FIELDS["birthplace"])
    settlement = Line(label=FIELDS["settlement"])
    region = Line(label=FIELDS["region"])
    nationality = Line(label=FIELDS["nationality"])
    unit = Line(label=FIELDS["unit"])
    power = Line(label=FIELDS["power"])
    father = Line(label=FIELDS["father"], help_text=_("It tells people of one name apart."))
    mother = Line(label=FIELDS["mother"], help_text=_("It tells people of one name apart."))
    marks = Lines(label=FIELDS["marks"], rows=2)
    inform = Lines(label=FIELDS["inform"], rows=2)
    correspondence = Lines(label=FIELDS["correspondence"], rows=2)
    declined = forms.MultipleChoiceField(
        label=_("He did not want to tell"),
        choices=MAY_DECLINE,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("He may decline anything. Nothing happens to him for it, and nobody asks again."),
    )
    questioned_in = forms.ChoiceField(
        label=_("Language in which he was asked"), choices=(("", "—"), *settings.LANGUAGES), required=False
    )
    identity_level = forms.ChoiceField(
        label=_("How sure is the identity?"), choices=list(IDENTITY_LEVELS.items()), initial="self_stated"
    )

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a custody
        """What is known already stands in the form."""
        super().for_row(row)
        if isinstance(row, Custody):
            for name in (*OF_PERSON, "declined", "questioned_in", "identity_level"):
                value = getattr(row.person, name)
                joined = "; ".join(value) if name == "other_names" else value
                self.fields[name].initial = joined

    def clean(self) -> dict[str, Any]:
        """A field is told or declined, not both; somebody without a name is unidentified."""
        said = super().clean() or {}
        for name in said.get("declined", ()):
            if said.get(name):
                self.add_error(name, _("Told and declined at once: empty this field or take the tick away."))
        named = any(said.get(part) or part in said.get("declined", ()) for part in ("surname", "given"))
        if not named and said.get("identity_level") != "unidentified":
            self.add_error(
                "surname",
                _("Write a name, tick that he declined, or choose “Unidentified”."),
            )
        return said

    def fill(self, person: Person) -> Person:
        """The person as told in this form; not saved."""
        said = self.cleaned_data
        for name in (*OF_PERSON, "declined", "questioned_in", "identity_level"):
            setattr(person, name, entries(said[name]) if name == "other_names" else said[name])
        return person

    def arguments(self) -> dict[str, Any]:
        """The person of the row, as told."""
        return {"fill": self.fill}


class NewCustody(OfPerson, OfOneClick):
    """Somebody who arrived: the person, and how they came into our hands."""

    site = forms.ModelChoiceField(label=_("Site"), queryset=Site.objects.none(), empty_label=None)
    kind = forms.ChoiceField(label=_("Status"), choices=KINDS)
    arrived_on = forms.DateTimeField(
        label=_("Arrived at this site"),
        required=False,
        help_text=_("Year-month-day hour:minute; empty means now. The capture card is due 7 days later."),
    )
    capture_date = Line(label=_("Taken into custody on"))
    capture_place = Line(label=_("Taken into custody at"))
    coming_from = Line(label=_("Coming from (camp, hospital)"))
    number = Line(label=_("Number given to him here"))
    health = Lines(
        label=_("State of health"), help_text=_("As on the capture card: good, sick, wounded …"), rows=2
    )
    only_report = forms.BooleanField(
        label=_("Only report now: he cannot speak or be asked yet. Register later."), required=False
    )

    GROUPS = (
        (_("Article 17: only this may be asked of a prisoner of war"), ("site", "kind", *ARTICLE_17)),
        (
            _("Only if he wishes: it helps his family find him"),
            ("sex", *HIS_TO_GIVE, "declined", "questioned_in", "identity_level"),
        ),
        (
            _("How he came here"),
            ("arrived_on", "capture_date", "capture_place", "coming_from", "number", "health", "only_report"),
        ),
    )

    def groups(self) -> list[tuple[object, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [(heading, [self[name] for name in names]) for heading, names in self.GROUPS]

    def at_sites(self, sites: tuple[Site, ...]) -> None:
        """Only one's own sites."""
        field = self.fields["site"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - narrows a type that Django leaves open
        field.queryset = Site.objects.filter(pk__in=[site.pk for site in sites])
        field.initial = sites[0].pk if sites else None

    def custody(self) -> Custody:
        """The unsaved custody."""
        said = self.cleaned_data
        capture = {
            "date": said["capture_date"],
            "place": said["capture_place"],
            "coming_from": said["coming_from"],
        }
        site: Site = said["site"]
        return Custody(
            id=said["token"],
            operation=site.operation,
            site=site,
            kind=said["kind"],
            capture={name: value for name, value in capture.items() if value},
            number=said["number"],
            health=said["health"],
            arrived_at=said["arrived_on"],
        )


class Corrected(ActForm):
    """One field, told anew."""

    field = forms.ChoiceField(label=_("What it is about"), choices=MAY_DECLINE)
    value = must(Lines(label=_("As it is now"), rows=2))

    def arguments(self) -> dict[str, Any]:
        """One change."""
        return {"changes": {self.cleaned_data["field"]: self.cleaned_data["value"]}}


class Identified(ActForm):
    """How sure the identity is, and why."""

    level = forms.ChoiceField(label=_("How sure is the identity?"), choices=list(IDENTITY_LEVELS.items()))
    basis = must(Lines(label=_("What it rests on"), rows=2))


class ToSite(ActForm):
    """Another site of the operation."""

    site = forms.ModelChoiceField(label=_("To which site"), queryset=Site.objects.none())

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a custody
        """The other sites of the operation."""
        super().for_row(row)
        field = self.fields["site"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - narrows a type that Django leaves open
        field.queryset = Site.objects.filter(operation=row.operation_id).exclude(pk=row.site_id)


class ToSiteOrHere(ToSite):
    """Another site, or none when he stays at this one."""

    site = forms.ModelChoiceField(
        label=_("To which site (empty: he stays at this one)"), queryset=Site.objects.none(), required=False
    )


class Health(ActForm):
    """A word on health, without remarks."""

    health = must(Lines(label=_("State of health"), rows=2))
    health_class = forms.ChoiceField(
        label=_("How it counts for going home (Third Geneva Convention, 109 and 110)"),
        required=False,
        choices=(
            ("", _("not known")),
            ("lasting", _("will not recover within a year, or only in part")),
            ("may_recover", _("likely to recover within a year elsewhere")),
            ("light", _("slightly ill or wounded")),
            ("well", _("well")),
        ),
    )
    grave = forms.BooleanField(label=_("Gravely ill or wounded: word is due every week"), required=False)


class Meeting(ActForm):
    """Where and when a relative may meet him: only what the holding side has decided."""

    point = must(Line(label=_("Meeting point"), help_text=_("A place that a stranger finds, with its town.")))
    on = forms.DateField(label=_("Day of the meeting"), widget=forms.DateInput(attrs={"type": "date"}))
    reference = Line(label=_("Reference of the decision"))

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a custody
        """What was named before stands there already."""
        super().for_row(row)
        for name in ("point", "on", "reference"):
            self.fields[name].initial = row.meeting.get(name, "")

    def arguments(self) -> dict[str, Any]:
        """The meeting, its day as text."""
        said = self.cleaned_data
        return {"meeting": {**said, "on": said["on"].isoformat()}}
