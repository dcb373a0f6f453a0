"""Letters between the family and the one they were told of: family news, read once on each side."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from regreso.casebook.access import for_enquirer
from regreso.casebook.models import Answer, Enquiry, Message, history
from regreso.steps import message as writing
from regreso.web.base.enquiry_form import new_token
from regreso.web.base.fields import Lines
from regreso.web.base.forms import PageForm, step_button, step_form
from regreso.web.family import visit
from regreso.web.family.ladder import TO_READ
from regreso.web.family.views import READ_AND_SEND

# How far a letter of the family is, in their words.
WAYS = {
    "written": _("We look it through for you."),
    "accepted": _("One person of ours reads it, within two days."),
    "returned": _("Please put it otherwise: see below."),
    "passed_sender": _("On its way."),
    "in_transit": _("On its way. One person of the other side reads it, within two days."),
    "passed_receiver": _("Waits to be handed over."),
    "delivered": _("Handed over."),
    "undeliverable": _("It could not be handed over yet. We are trying to find out where to."),
}
REASONS = {
    "politics": _("It speaks of politics or of the war."),
    "military": _("It speaks of arms, units or fighting."),
    "money": _("It speaks of money."),
    "place_time": _("It names a place and a time together."),
    "third_persons": _("It speaks of other people who are held."),
}


class LetterForm(PageForm):
    """A letter. The token becomes its id, so a second click writes no second one."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    text = Lines(label=_("Your letter"), help_text=_("Family news only. Up to thirty lines."), rows=9)

    def clean_text(self) -> str:
        """An empty letter is not sent."""
        text = str(self.cleaned_data["text"]).strip()
        if not text:
            raise forms.ValidationError(_("Please fill this in."))
        return text


@READ_AND_SEND
@visit.family_view
def letters(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """All letters of both, and a sheet for a new one."""
    answer = get_object_or_404(visit.told(enquiry).select_related("match__custody"))

    def step(form: LetterForm) -> str:
        _write(enquiry, answer, form)
        return reverse("letters", args=[enquiry.pk])

    form = LetterForm(request.POST or None, initial={"token": new_token()})
    return step_form(request, form, step=step, page=lambda form: _page(request, enquiry, form))


def _write(enquiry: Enquiry, answer: Answer, form: LetterForm) -> None:
    """A new letter, or one that came back and is put otherwise."""
    by, at, told = for_enquirer(enquiry), timezone.now(), form.cleaned_data
    returned = Message.objects.filter(pk=told["token"], enquiry=enquiry, state="returned").first()
    if returned:
        writing.rewrite(returned, told["text"], by=by, at=at)
        return
    letter = Message(
        id=told["token"],
        operation=enquiry.operation,
        enquiry=enquiry,
        custody=answer.match.custody,
        direction="to_captive",
        language=get_language() or "en",
        text=told["text"],
    )
    writing.write(letter, by=by, at=at)


def _page(request: HttpRequest, enquiry: Enquiry, form: LetterForm) -> HttpResponse:
    shown = [
        _shown(letter)
        for letter in Message.objects.filter(enquiry=enquiry).order_by("written_at")
        if letter.direction == "to_captive" or letter.state in TO_READ
    ]
    return render(request, "family/letters.html", {"enquiry": enquiry, "letters": shown, "form": form})


def _shown(letter: Message) -> dict[str, Any]:
    ours = letter.direction == "to_captive"
    told: dict[str, Any] = {"letter": letter, "ours": ours, "way": WAYS.get(letter.state, "") if ours else ""}
    if ours and letter.state == "returned":
        last = history(letter).filter(name="return").last()
        sure = [one for one in letter.findings if one.get("sure")]
        told["why"] = [(REASONS.get(one["reason"], ""), one["quote"]) for one in sure]
        told["reason"] = last.reason if last else ""
        told["form"] = LetterForm(
            initial={"token": letter.pk, "text": letter.text}, auto_id=f"{letter.pk}_%s"
        )
    return told


@require_POST
@visit.family_view
def open_letter(request: HttpRequest, enquiry: Enquiry, letter: UUID) -> HttpResponse:
    """The family opens a letter; its writer learns the day."""
    found = get_object_or_404(Message, pk=letter, enquiry=enquiry, direction="to_family", state__in=TO_READ)
    return step_button(
        request,
        step=lambda: writing.open_(found, by=for_enquirer(enquiry), at=timezone.now()),
        to=reverse("letters", args=[enquiry.pk]),
    )
