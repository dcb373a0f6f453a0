"""Forms for the word of the person held: consents, letters, calls. The registrar only writes it down."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regreso.casebook.models import Answer, Call, Consent, Custody, DeathNotice
from regreso.casebook.queries import TOLD
from regreso.web.base.acts import ActForm
from regreso.web.base.fields import Line, Lines, PartialDate
from regreso.web.base.told import OfOneClick, must
from regreso.web.base.words import PURPOSES, SOURCE_CLASSES

ASKING = ("waiting_for_consent", "ready", "signed", "withheld", *TOLD)


def families(custody: Custody, states: tuple[str, ...]) -> list[tuple[str, str]]:
    """The families whose enquiry was confirmed for this person, as he may know them: id and words."""
    answers = Answer.objects.filter(match__custody=custody, state__in=states)
    found = answers.select_related("enquiry__enquirer").order_by("pk")
    return [(str(one.enquiry_id), _family(one)) for one in found]


def _family(answer: Answer) -> str:
    """Who asks, only as far as they agreed that he may be told."""
    enquirer = answer.enquiry.enquirer
    if not enquirer.consents.get("share_with_holding_side"):
        return gettext("a family that asks")
    told = {"name": enquirer.name or "—", "relationship": answer.enquiry.relationship or "—"}
    return gettext("%(name)s, who asks for: %(relationship)s") % told


def yes_or_no(given: str) -> bool:
    """The answer of two buttons, neither of which is chosen beforehand."""
    return given == "yes"


class Consented(ActForm):
    """One purpose, asked alone. Neither answer is chosen beforehand."""

    about = forms.ChoiceField(label=_("For whom"))
    purpose = forms.ChoiceField(label=_("What for (ask one after the other)"), choices=list(PURPOSES.items()))
    given = forms.TypedChoiceField(
        label=_("His answer"),
        coerce=yes_or_no,
        choices=(("yes", _("he agrees")), ("no", _("he refuses"))),
        widget=forms.RadioSelect,
    )
    asked_alone = forms.BooleanField(
        label=_("I asked him alone; nobody could hear us."),
        required=False,
        help_text=_("A yes counts only when he was alone. A no always counts."),
    )

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a custody
        """The families that ask come first."""
        super().for_row(row)
        field = self.fields["about"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows a type that Django leaves open
        field.choices = [*families(row, ASKING), ("all", gettext("any family of his"))]

    def clean(self) -> dict[str, Any]:
        """Consent given in front of others is no consent."""
        said = super().clean() or {}
        if said.get("given") and not said.get("asked_alone"):
            self.add_error(
                "asked_alone", _("Ask him again when he is alone: a yes before others does not count.")
            )
        return said

    def arguments(self) -> dict[str, Any]:
        """His word, not saved yet."""
        said = dict(self.cleaned_data)
        about = said.pop("about")
        return {"asked": Consent(enquiry_id=None if about == "all" else about, **said)}


class ToFamily(OfOneClick):
    """Something that goes to one family that was told of him."""

    enquiry = forms.TypedChoiceField(label=_("To whom"), coerce=UUID)

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a custody
        """Only families that were told."""
        super().for_row(row)
        field = self.fields["enquiry"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows a type that Django leaves open
        field.choices = families(row, TOLD)


class DeliveredHow(ActForm):
    """How the message reached him."""

    how = forms.ChoiceField(
        label=_("How it reached him"),
        choices=(("read", _("he read it himself")), ("read_aloud", _("it was read out to him alone"))),
    )


class NotDelivered(ActForm):
    """Why a message could not be delivered."""

    why = forms.ChoiceField(
        label=_("Why not"),
        choices=(
            ("address", _("the address is not right")),
            ("moved", _("he is at another site")),
            ("refused", _("he does not want it")),
            ("deceased", _("he has died")),
        ),
    )


class AskedAlone(ActForm):
    """His yes to this call: it counts only when nobody else could hear it."""

    asked_alone = forms.BooleanField(
        label=_("I asked him alone; nobody could hear us."),
        error_messages={"required": _("Ask him when nobody else can hear.")},
    )


class CareOfHim(ActForm):
    """How he is after the call."""

    note = must(Lines(label=_("How he is, and what he needs"), rows=3))


class Asked(ToFamily):
    """A call that he asks for."""

    def arguments(self) -> dict[str, Any]:
        """The call, not saved yet."""
        return {"fresh": Call(id=self.cleaned_data["token"], enquiry_id=self.cleaned_data["enquiry"])}


class Wish(ActForm):
    """Where he himself wants to go. Nobody is given back against his will (non-refoulement)."""

    wants_to_go = forms.TypedChoiceField(
        label=_("His own wish"),
        coerce=yes_or_no,
        choices=(("yes", _("he wants to be handed over")), ("no", _("he does not want it"))),
        widget=forms.RadioSelect,
    )
    where = Line(label=_("Where he wants to go"))
    asked_alone = forms.BooleanField(
        label=_("I asked him alone; nobody could hear us."),
        error_messages={"required": _("Ask him when nobody else can hear.")},
    )

    def clean(self) -> dict[str, Any]:
        """A no is written down as a refusal."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("wants_to_go") is False:
            self.add_error("wants_to_go", _("Then use “Write down that he refuses”: nobody will press him."))
        return said

    def arguments(self) -> dict[str, Any]:
        """His wish as one."""
        return {"wish": self.cleaned_data}


class Where(ActForm):
    """How far they have come."""

    where = must(Line(label=_("Where they are now")))

    def arguments(self) -> dict[str, Any]:
        """The place as one."""
        return {"place": self.cleaned_data}


class Notice(OfOneClick):
    """What is known of a death (GC III 120), and from where we know it."""

    source_class = forms.ChoiceField(label=_("Where it is known from"), choices=SOURCE_CLASSES)
    what = must(Line(label=_("The paper: what it is, its number")))
    issuer = must(Line(label=_("Issued by")))
    issued_on = PartialDate(label=_("Issued on"))
    date = PartialDate(label=_("Date of death"), help_text=_("Leave it empty when it is not known."))
    place = Line(label=_("Place of death"))
    cause = Lines(label=_("Cause and circumstances"), rows=2)
    burial = Lines(label=_("Where he is buried, and how the grave is marked"), rows=2)
    effects = Lines(label=_("His effects: kept, or sent by whom"), rows=2)

    def clean_date(self) -> str:
        """A whole day, or none."""
        day = str(self.cleaned_data["date"])
        if day and len(day) < len("1999-04-21"):
            raise forms.ValidationError(_("Write the whole day, or leave it empty when it is not known."))
        return day

    def arguments(self) -> dict[str, Any]:
        """The notice, not saved yet. What is not known is told as unknown."""
        said = self.cleaned_data
        known = {name: said[name] or "unknown" for name in ("date", "place", "cause")}
        more = {name: said[name] for name in ("burial", "effects") if said[name]}
        notice = DeathNotice(
            id=said["token"],
            source_class=said["source_class"],
            source={"what": said["what"], "issuer": said["issuer"], "date": said["issued_on"]},
            facts={**known, **more},
        )
        return {"fresh": notice}
