"""The enquiry as a form: families fill it in themselves, operators type it for a caller."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regreso.casebook.models import Enquirer, Enquiry, Sought
from regreso.web.base.fields import Age, Line, Lines, PartialDate
from regreso.web.base.forms import PageForm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regreso.casebook.models import Operation

OF_SOUGHT = (
    "as_written", "sex", "birth", "age", "birthplace", "settlement", "father", "mother", "marks",
    "rank", "unit", "service_number",
)  # fmt: skip
OF_CONTACT = ("date", "channel", "place", "said_destination", "with_whom", "circumstances", "latest_news")
SECTIONS = (
    (
        _("Whom are you looking for?"),
        _("Only the name is needed. Everything else helps; leave empty what you do not know."),
        ("as_written", "other_names", "sex", "birth", "age", "father", "mother", "birthplace", "settlement",
         "marks"),
    ),
    (
        _("If they served"),
        _("Only if you know it and it is safe for you to say."),
        ("rank", "unit", "service_number"),
    ),
    (
        _("When did you last hear from them?"),
        "",
        ("last_date", "last_channel", "last_place", "last_said_destination", "last_with_whom",
         "last_circumstances", "last_latest_news"),
    ),
    (
        _("About you"),
        _("You may use an invented name and leave everything else empty: your phrase brings you back."),
        ("enquirer_name", "pseudonymous", "relationship", "phone", "email"),
    ),
    (
        _("How may we reach you without putting you in danger?"),
        "",
        ("safe_how", "safe_society", "safe_when", "safe_never"),
    ),
    (
        _("A few words to them"),
        _("Family news only. They are handed over only if this person is found and wishes it."),
        ("note_to_sought",),
    ),
    (_("What you agree to"), "", ("store", "share_with_holding_side", "share_with_agency")),
)  # fmt: skip


class EnquiryForm(PageForm):
    """Everything that a family can tell. The token becomes the enquiry's id, so a second click makes none."""

    token = forms.UUIDField(widget=forms.HiddenInput)

    as_written = Line(
        label=_("Full name, as you would write it"),
        help_text=_("In any alphabet. Surname, first name, patronymic, in the order you are used to."),
    )
    other_names = Lines(
        label=_("Other ways this name is written"),
        help_text=_("Passport spelling, earlier or maiden surname, what you call them at home. One a line."),
        rows=2,
    )
    sex = forms.ChoiceField(
        label=_("Are you looking for a man or a woman?"),
        required=False,
        choices=[("m", _("a man")), ("f", _("a woman")), ("", _("I would rather not say"))],
        widget=forms.RadioSelect,
    )
    birth = PartialDate(
        label=_("Date of birth"), help_text=_("For example 21.04.1999. The year alone also helps.")
    )
    age = Age(label=_("Or their age now"), help_text=_("In years, as near as you know."), inputmode="numeric")
    father = Line(label=_("Their father’s first name"), help_text=_("It tells people of one name apart."))
    mother = Line(label=_("Their mother’s first name and maiden name"))
    birthplace = Line(label=_("Where they were born"))
    settlement = Line(label=_("Where they lived before"), help_text=_("Town or village, and region."))
    marks = Lines(label=_("What one would know them by"), help_text=_("Scars, tattoos, glasses."), rows=2)

    rank = Line(label=_("Rank"))
    unit = Line(label=_("Unit"))
    service_number = Line(label=_("Service number"))

    last_date = PartialDate(
        label=_("On which day"), help_text=_("As near as you know: 25.02.2022, or 02.2022.")
    )
    last_channel = Line(label=_("How"), help_text=_("A call, a message, somebody told you."))
    last_place = Line(label=_("Where they were then"))
    last_said_destination = Line(label=_("Where they said they were going"))
    last_with_whom = Line(label=_("Who was with them"))
    last_circumstances = Lines(label=_("What happened, as far as you know"))
    last_latest_news = Lines(label=_("What you have heard since"), help_text=_("And from whom or where."))

    enquirer_name = Line(label=_("Your name, or the name you want to use here"))
    pseudonymous = forms.BooleanField(label=_("This is not my real name"), required=False)
    relationship = Line(label=_("Who are you to them?"), help_text=_("Mother, wife, brother, friend …"))
    phone = Line(label=_("Telephone"), inputmode="tel")
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        error_messages={"invalid": _("This does not look like an e-mail address: name@example.org.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    safe_how = forms.ChoiceField(
        label=_("The safest way"),
        required=False,
        choices=[
            ("phrase", _("Do not contact me: I come back here with my phrase")),
            ("call", _("Call me")),
            ("text", _("Send me a short message")),
            ("email", _("Write me an e-mail")),
            ("society", _("Through the Red Cross or Red Crescent of my country, not from you to me")),
        ],
        widget=forms.RadioSelect,
        initial="phrase",
    )
    safe_society = Line(
        label=_("If through the Red Cross or Red Crescent: which country and town"),
        help_text=_("Their people bring you what we have to say, in their way."),
    )
    safe_when = Line(label=_("When it is safe"), help_text=_("For example: after 20:00, when I am alone."))
    safe_never = Lines(
        label=_("What we must never do"),
        help_text=_("For example: do not call at home, do not say who is calling."),
        rows=2,
    )
    note_to_sought = Lines(label=_("Your words"))

    store = forms.BooleanField(
        label=_("You may keep what I wrote here, to search for this person."), required=False
    )
    share_with_holding_side = forms.BooleanField(
        label=_("If this person is found in captivity, you may tell them that I am looking for them."),
        required=False,
    )
    share_with_agency = forms.BooleanField(
        label=_("You may pass my enquiry on to the Central Tracing Agency of the Red Cross."),
        required=False,
    )

    def sections(self) -> Iterator[tuple[Any, Any, list[forms.BoundField]]]:
        """Title, introduction and fields, in the order in which they are asked."""
        for title, words, names in SECTIONS:
            yield title, words, [self[name] for name in names]

    def clean(self) -> dict[str, Any]:
        """Only two things are asked for: a name to search for, and that we may keep it."""
        told: dict[str, Any] = super().clean() or {}
        if not (told.get("as_written") or told.get("other_names")) and "as_written" not in self.errors:
            self.add_error(
                "as_written", _("Without a name we cannot search. Write it as well as you know it.")
            )
        if told.get("safe_how") == "society" and not told.get("share_with_agency"):
            words = _("Tick this, so that your enquiry may go to the society that is to reach you.")
            self.add_error("share_with_agency", words)
        if not told.get("store"):
            self.add_error("store", _("Without this we may not keep what you wrote, and cannot search."))
        return told

    def rows(self, operation: Operation, *, channel: str, language: str) -> tuple[Enquiry, Enquirer, Sought]:
        """The three rows that the first step keeps; none is saved here."""
        told = self.cleaned_data
        enquirer = Enquirer(
            operation=operation,
            name=told["enquirer_name"],
            phone=told["phone"],
            email=told["email"],
            pseudonymous=told["pseudonymous"],
            language=language,
            safe_contact={name: told[f"safe_{name}"] for name in ("how", "society", "when", "never")},
            consents={name: told[name] for name in ("store", "share_with_holding_side", "share_with_agency")},
        )
        sought = Sought(operation=operation, **{name: told[name] for name in OF_SOUGHT})
        sought.other_names = [line.strip() for line in told["other_names"].splitlines() if line.strip()]
        enquiry = Enquiry(
            id=told["token"],
            operation=operation,
            enquirer=enquirer,
            sought=sought,
            channel=channel,
            language=language,
            relationship=told["relationship"],
            last_contact={name: told[f"last_{name}"] for name in OF_CONTACT if told[f"last_{name}"]},
            note_to_sought=told["note_to_sought"],
        )
        return enquiry, enquirer, sought


def new_token() -> uuid.UUID:
    """The id of the row that a form will make, chosen before the form is shown."""
    return uuid.uuid4()
