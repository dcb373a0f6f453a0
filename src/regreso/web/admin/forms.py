"""Forms of the administrator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.casebook.models import Operation, Site, Staff
from regreso.facts.letter import CARDS_A_MONTH, LETTERS_A_MONTH
from regreso.web.base.acts import ActForm
from regreso.web.base.fields import Line
from regreso.web.base.letter_words import LANGUAGES
from regreso.web.base.told import OfOneClick, must
from regreso.web.base.views import ROLE_NAMES
from regreso.web.base.words import Word

MOST_A_MONTH = 20
KINDS: dict[str, Word] = {"conflict": _("a war or conflict"), "disaster": _("a disaster")}
SITES: dict[str, Word] = {
    "camp": _("camp"),
    "hospital": _("hospital"),
    "shelter": _("shelter"),
    "desk": _("desk"),
}


class Founding(OfOneClick):
    """A new operation."""

    name = must(Line(label=_("Name of the operation")))
    kind = forms.ChoiceField(label=_("What it is for"), choices=list(KINDS.items()))
    test = forms.BooleanField(
        label=_("Only to try things out: everything in it is deleted after 24 hours"), required=False
    )


class NewSite(ActForm):
    """A site of an operation."""

    code = must(Line(label=_("Short code, such as C1"), help_text=_("Desks show the code, never the name.")))
    kind = forms.ChoiceField(label=_("What it is"), choices=list(SITES.items()))
    name = Line(label=_("Its name"))
    postal_address = Line(label=_("Address for letters"))

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - an operation
        """Told once which operation it is about."""
        super().for_row(row)
        self.operation: Operation = row

    def clean_code(self) -> str:
        """A code that no other site has."""
        code = str(self.cleaned_data["code"]).strip()[:24]
        if Site.objects.filter(operation=self.operation, code=code).exists():
            raise ValidationError(_("Another site has this code already."))
        return code

    def arguments(self) -> dict[str, Any]:
        """The site under the name of the step's argument."""
        return {"site": Site(**self.cleaned_data)}


class AskedRole(OfOneClick):
    """A role for somebody."""

    member = must(Line(label=_("User name of the person")))
    role = forms.ChoiceField(
        label=_("Role"), choices=[("", "—"), *((role, ROLE_NAMES[role]) for role in story.STAFF)]
    )
    site = forms.ModelChoiceField(
        Site.objects.none(),
        label=_("Site"),
        help_text=_("For a registrar: where."),
        required=False,
        empty_label="—",
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        help_text=_("For a translator: which they read and write, two or more."),
        choices=list(LANGUAGES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = must(Line(label=_("Why they need it")))

    def __init__(self, *args: Any, operation: Operation, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        sites = self.fields["site"]
        assert isinstance(sites, forms.ModelChoiceField)  # noqa: S101 - as declared above
        sites.queryset = Site.objects.filter(operation=operation).order_by("code")

    def clean_member(self) -> Staff:
        """The account of this name, open or invited."""
        found = Staff.objects.filter(username=str(self.cleaned_data["member"]).strip()).first()
        if found is None:
            raise ValidationError(_("There is no account of this name. Invite the person first."))
        return found

    def clean(self) -> dict[str, Any]:
        """A registrar works at a site, everybody else in the whole operation; a translator in languages."""
        told: dict[str, Any] = super().clean() or {}
        at_site = told.get("role") == story.REGISTRAR
        if told.get("role") and at_site != bool(told.get("site")):
            self.add_error(
                "site", _("A registrar needs a site.") if at_site else _("Only a registrar has a site.")
            )
        translates, known = told.get("role") == story.TRANSLATOR, told.get("languages") or []
        if translates and len(known) < 2:  # noqa: PLR2004 - from one into another
            self.add_error("languages", _("A translator needs two languages or more."))
        elif told.get("role") and known and not translates:
            self.add_error("languages", _("Only a translator has languages."))
        return told


class Invited(OfOneClick):
    """Somebody new."""

    name = must(
        Line(label=_("User name"), help_text=_("Letters, digits and @ . + - _; it is never changed."))
    )


class Promised(ActForm):
    """Letters and cards a month for each captive: two and four at least (GC III 71)."""

    letters = forms.IntegerField(
        label=_("Letters a month"), min_value=LETTERS_A_MONTH, max_value=MOST_A_MONTH
    )
    cards = forms.IntegerField(label=_("Cards a month"), min_value=CARDS_A_MONTH, max_value=MOST_A_MONTH)

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - an operation
        """What holds now stands there."""
        super().for_row(row)
        self.fields["letters"].initial, self.fields["cards"].initial = row.letters_a_month, row.cards_a_month

    def arguments(self) -> dict[str, Any]:
        """Both numbers as one."""
        return {"a_month": (self.cleaned_data["letters"], self.cleaned_data["cards"])}
