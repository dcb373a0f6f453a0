"""A death: certified and signed by two officers, told by two people, confirmed in writing; then support."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import DeathNotice, Enquiry, Staff
from regreso.steps import mourn, support
from regreso.web.base.acts import Act, ActForm, WithReason
from regreso.web.base.fields import Lines
from regreso.web.base.pages import Facts, Page
from regreso.web.base.people import name_of
from regreso.web.base.told import must
from regreso.web.base.words import SOURCE_CLASSES


class Families(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when Django runs
    """Families by the name of who asks."""

    def label_from_instance(self, obj: Any) -> str:  # noqa: ANN401 - Django's own signature
        """Who asks, and who they are to him."""
        return _asker(obj)


class Pair(ActForm):
    """The two who go to the family: one speaks, one is beside."""

    family = Families(label=_("Which family is told"), queryset=Enquiry.objects.none())
    speaks = forms.ModelChoiceField(label=_("Who speaks"), queryset=Staff.objects.none())
    beside = forms.ModelChoiceField(label=_("Who is beside"), queryset=Staff.objects.none())

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a death notice
        """Trained people of this operation; the family that two reviewers confirmed, if one asks for him."""
        super().for_row(row)
        family = self.fields["family"]
        assert isinstance(family, Families)  # noqa: S101 - narrows a type that Django leaves open
        family.queryset = mourn.families(row)
        family.required = family.queryset.exists()
        family.initial = row.enquiry_id or family.queryset.first()
        roles = Q(grants__role__in=mourn.TRAINED, grants__state="given", grants__operation=row.operation_id)
        trained = Staff.objects.filter(roles).distinct().order_by("username")
        for name in ("speaks", "beside"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - narrows a type that Django leaves open
            field.queryset = trained

    def clean(self) -> dict[str, Any]:
        """Nobody goes alone."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("speaks") and said.get("speaks") == said.get("beside"):
            self.add_error("beside", _("Two different people: nobody carries this alone."))
        return said

    def arguments(self) -> dict[str, Any]:
        """Both, and to whom they go."""
        said = self.cleaned_data
        return {"pair": (said["speaks"], said["beside"]), "enquiry": said["family"]}


def _asker(enquiry: Enquiry) -> str:
    return ", ".join(filter(None, (enquiry.enquirer.name, enquiry.relationship)))


class ToldHow(ActForm):
    """In person, or by a trained caller. There is no third way."""

    how = forms.ChoiceField(
        label=_("How the family was told"),
        choices=(("in_person", _("face to face")), ("trained_caller", _("by a trained caller"))),
    )


class Contacted(ActForm):
    """What was said, shortly."""

    said = must(Lines(label=_("How they are, and what they need"), rows=2))


_officer = partial(Act, "death_notice", role=story.OFFICER)
_liaison = partial(Act, "death_notice", role=story.LIAISON)
BY_OFFICER = (
    _officer(
        "certify",
        step=mourn.certify,
        warning=_("You saw the source yourself and vouch for it. A witness alone is never enough."),
    ),
    _officer(
        "sign",
        step=mourn.sign,
        warning=_("With your signature he counts as dead in the register. Read source and facts again."),
    ),
    _officer("strike", step=mourn.strike, form=WithReason),
    _officer(
        "correct",
        step=mourn.correct,
        form=WithReason,
        warning=_("Its paper no longer holds, and whoever was told must be told so in person."),
    ),
)
BY_LIAISON = (
    _liaison("name_pair", step=mourn.name_pair, form=Pair),
    _liaison(
        "tell",
        step=mourn.tell,
        form=ToldHow,
        warning=_("Only the two who were named tell the family: never by message, letter or e-mail."),
    ),
    _liaison("confirm_writing", step=mourn.confirm_writing),
    _liaison("offer_support", step=mourn.offer_support),
)
_plan = partial(Act, "support_plan", role=story.LIAISON)
SUPPORT = (
    _plan("contact", step=support.contact, form=Contacted),
    _plan("accept", step=support.accept),
    _plan(
        "decline",
        step=support.decline,
        warning=_("They can come back to it at any time, and are not asked why."),
    ),
    _plan("close", step=support.close, form=WithReason),
)
OF_DEATH = (
    ("date", _("Date of death")),
    ("place", _("Place of death")),
    ("cause", _("Cause and circumstances")),
    ("burial", _("Where he is buried, and how the grave is marked")),
    ("effects", _("His effects: kept, or sent by whom")),
)


def _facts(row: DeathNotice) -> Facts:
    source = row.source
    return [
        (_("Where it is known from"), str(dict(SOURCE_CLASSES).get(row.source_class, ""))),
        (_("The paper: what it is, its number"), str(source.get("what", ""))),
        (_("Issued by"), f"{source.get('issuer', '')} {source.get('date', '')}".strip()),
        *((label, str(row.facts.get(name, ""))) for name, label in OF_DEATH),
        (_("Who speaks"), str(row.notifier.username) if row.notifier else ""),
        (_("Who is beside"), str(row.notifier_beside.username) if row.notifier_beside else ""),
    ]


def _for_those_who_tell(row: DeathNotice) -> Facts:
    """With the family's safe ways, once it is named: they are told by a person, or not at all."""
    asks = row.enquiry
    if asks is None:
        return _facts(row)
    safe = asks.enquirer.safe_contact
    return [
        *_facts(row),
        (_("Family"), _asker(asks)),
        (_("Telephone"), asks.enquirer.phone),
        (_("When it is safe"), str(safe.get("when", ""))),
        (_("Never do"), str(safe.get("never", ""))),
    ]


_SIDES = ("custody__person", "enquiry__enquirer", "notifier", "notifier_beside", "certificate")


def _name(row: DeathNotice) -> str:
    return name_of(row.custody.person)


OFFICER = Page(
    noun="death_notice",
    role=story.OFFICER,
    rows=lambda staff: access.death_notices_for(staff, story.OFFICER),
    sides=_SIDES,
    acts=BY_OFFICER,
    title=_name,
    facts=_facts,
    back="officer",
)
LIAISON = Page(
    noun="death_notice",
    role=story.LIAISON,
    rows=lambda staff: access.death_notices_for(staff, story.LIAISON),
    sides=_SIDES,
    acts=BY_LIAISON,
    title=_name,
    facts=_for_those_who_tell,
    back="liaison-deaths",
)
PLAN = Page(
    noun="support_plan",
    role=story.LIAISON,
    rows=access.support_plans_for,
    sides=("death_notice__custody__person", "enquiry"),
    acts=SUPPORT,
    title=lambda row: name_of(row.death_notice.custody.person),
    facts=lambda row: [(line["at"][:10], line["said"]) for line in row.contacts],
    due=lambda row: row.next_contact_at,
    back="liaison-deaths",
)
