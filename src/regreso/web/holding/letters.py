"""What he writes: his letters as he says them or on paper, and the forms that he is given to write on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.correspondence import head, month_of
from regreso.casebook.models import Custody, Message
from regreso.facts.letter import CARDS_A_MONTH, LETTERS_A_MONTH
from regreso.web.base import letter_sheet
from regreso.web.base.acts import ActForm
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.fields import Lines
from regreso.web.base.letter_words import LANGUAGES
from regreso.web.base.reads import note_read
from regreso.web.base.told import must
from regreso.web.holding.word import ToFamily

MOST_FORMS = 20  # of one kind, of one print


class Written(ToFamily):
    """His message, as he says or writes it; or as he wrote it himself, on paper."""

    reply_to = forms.ChoiceField(label=_("Does it answer a letter?"), required=False)
    language = forms.ChoiceField(label=_("Language of the message"), choices=list(LANGUAGES.items()))
    text = Lines(
        label=_("His message"),
        rows=10,
        help_text=_(
            "Personal and family news, in his own words. No politics, nothing military, no money."
            " Twenty-five words are a card, about thirty lines a letter."
        ),
    )
    paper = forms.FileField(
        label=_("Or a scan or photograph of what he wrote himself"),
        help_text=_("JPEG, PNG, WebP or PDF, at most 20 MB. Only the paper: no person, no room."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
    )

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a custody
        """The letters that were handed to him and are not answered yet."""
        super().for_row(row)
        opened = Message.objects.filter(custody=row, direction="to_captive", state="delivered", reply=None)
        choices = [("", gettext("no"))]
        choices += [(str(one.pk), _named(one)) for one in opened.order_by("-delivered_at")]
        field = self.fields["reply_to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows a type that Django leaves open
        field.choices = choices
        self.fields["language"].initial = row.person.questioned_in or "uk"

    def clean(self) -> dict[str, Any]:
        """Words or paper."""
        said: dict[str, Any] = super().clean() or {}
        if not said.get("text") and not said.get("paper") and "text" not in self.errors:
            self.add_error("text", _("Please fill this in."))
        return said

    def arguments(self) -> dict[str, Any]:
        """The message, not saved yet, and the paper."""
        said = self.cleaned_data
        letter = Message(
            id=said["token"], enquiry_id=said["enquiry"], direction="to_family", language=said["language"],
            text=said["text"],
            reply_to=Message.objects.filter(pk=said["reply_to"]).first() if said["reply_to"] else None,
        )  # fmt: skip
        return {"fresh": letter, "paper": said["paper"].read() if said["paper"] else b""}


class Begun(Written):
    """His message as far as he has come."""

    paper = None  # type: ignore[assignment]  # a draft has no scan: Django takes the field away

    def arguments(self) -> dict[str, Any]:
        """The draft, not saved yet."""
        return {"fresh": super().arguments()["fresh"]}

    def clean(self) -> dict[str, Any]:
        """A draft may be short."""
        said = ActForm.clean(self) or {}
        return {**said, "paper": None}


class Rewritten(ActForm):
    """A draft or a returned message, written anew."""

    text = must(Lines(label=_("The message as he writes it now"), rows=10))

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a message
        """His first words stand there, to be changed by him."""
        super().for_row(row)
        self.fields["text"].initial = row.text


class Forms(ActForm):
    """How many forms he has in hand now: two letters and four cards at least (GC III 71)."""

    letters = forms.IntegerField(
        label=_("Forms for letters"), min_value=LETTERS_A_MONTH, max_value=MOST_FORMS
    )
    cards = forms.IntegerField(label=_("Forms for cards"), min_value=CARDS_A_MONTH, max_value=MOST_FORMS)

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a custody
        """What was promised in this operation stands there."""
        super().for_row(row)
        self.fields["letters"].initial = row.operation.letters_a_month
        self.fields["cards"].initial = row.operation.cards_a_month

    def arguments(self) -> dict[str, Any]:
        """Both numbers as one."""
        return {"given": (self.cleaned_data["letters"], self.cleaned_data["cards"])}


def _named(letter: Message) -> str:
    told = {"number": letter_sheet.reference_of(letter), "name": letter.sender.get("name", "—")}
    return gettext("letter %(number)s from %(name)s") % told


def month(custody: Custody) -> dict[str, Any]:
    """This month beside what he must be able to send."""
    made = month_of(custody, timezone.now())
    return {"letters": made.letters, "cards": made.cards, "owed": (made.letters_owed, made.cards_owed)}


@require_safe
@desk_view(story.REGISTRAR)
def letter_print(request: HttpRequest, desk: Desk, *, row_id: UUID) -> HttpResponse:
    """A message to him, once it may be handed over, or his own: on its form, with the half for the answer."""
    row = _readable(desk, row_id)
    note_read(request, [row])
    pages = [reverse("holding-letter-page", args=[row.pk, number]) for number in letter_sheet.numbers_of(row)]
    back = reverse("holding-custody", args=[row.custody_id])
    sides = letter_sheet.sides_of(row, pictures=pages)
    return letter_sheet.printed(request, sides, letter_sheet.languages_of(row), back=back)


@require_safe
@desk_view(story.REGISTRAR)
def letter_page(request: HttpRequest, desk: Desk, *, row_id: UUID, number: int) -> HttpResponse:
    """A page of a message that came on paper."""
    return letter_sheet.picture(request, _readable(desk, row_id), number)


@require_safe
@desk_view(story.REGISTRAR)
def forms_print(request: HttpRequest, desk: Desk, *, custody_id: UUID) -> HttpResponse:
    """Blank forms with his name on them, as many as he is given in a month."""
    mine = access.custodies_for(desk.staff).select_related("person", "operation")
    row = get_object_or_404(mine, pk=custody_id)
    note_read(request, [row, row.person])
    person = row.person
    name = " ".join(part for part in (person.given, person.patronymic, person.surname) if part)
    sender = head(name, person.correspondence, language=person.questioned_in)
    promised = row.operation
    sides = letter_sheet.blank_sides(sender, letters=promised.letters_a_month, cards=promised.cards_a_month)
    first, second = person.questioned_in or "uk", get_language() or "en"
    languages = (first, second if second != first else letter_sheet.NEUTRAL)
    return letter_sheet.printed(request, sides, languages, back=reverse("holding-custody", args=[row.pk]))


def _readable(desk: Desk, row_id: UUID) -> Message:
    """Of his own side, and to him only from the moment at which it may be handed over."""
    mine = access.held_messages_for(desk.staff).exclude(
        direction="to_captive", state__in=("in_transit", "undeliverable")
    )
    found: Message = get_object_or_404(mine.select_related("custody__person", "enquiry"), pk=row_id)
    return found
