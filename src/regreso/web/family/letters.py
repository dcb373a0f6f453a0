"""Letters between the family and the one they were told of: family news, read once on each side."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from regreso.casebook.access import for_enquirer
from regreso.casebook.correspondence import head, head_of_family, own_spelling
from regreso.casebook.models import Answer, Enquiry, Message, history
from regreso.steps import message as writing
from regreso.steps import translate
from regreso.story import SYSTEM
from regreso.web.base import letter_sheet
from regreso.web.base.enquiry_form import new_token
from regreso.web.base.forms import step_button, step_form
from regreso.web.base.letter_words import REASONS
from regreso.web.base.translations import live
from regreso.web.family import visit
from regreso.web.family.ladder import TO_READ
from regreso.web.family.letter_form import AS_IT_IS, DISCARD, INSIST, KEEP, LetterForm, handed_over, length_of
from regreso.web.family.views import READ_AND_SEND

# How far a letter of the family is, in their words.
WAYS = {
    "drafted": _("A draft: nobody but you has seen it."),
    "written": _("We look it through for you."),
    "accepted": _("One person of ours reads it, within two days."),
    "returned": _("Please put it otherwise: see below."),
    "passed_sender": _("On its way."),
    "in_transit": _("On its way. One person of the other side reads it, within two days."),
    "passed_receiver": _("Waits to be handed over."),
    "delivered": _("Handed over."),
    "undeliverable": _("It could not be handed over yet. We are trying to find out where to."),
}
WITH_ITS_WRITER = ("drafted", "returned")


@READ_AND_SEND
@visit.family_view
def letters(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """All letters of both, and a sheet for a new one."""
    answer = get_object_or_404(visit.told(enquiry).select_related("match__custody__person"))

    def step(form: LetterForm) -> str:
        _take(enquiry, answer, form)
        return reverse("letters", args=[enquiry.pk])

    if request.method == "POST":
        form = LetterForm(request.POST, request.FILES).pressed()
    else:
        form = LetterForm(initial=_first(request, enquiry, answer))
    return step_form(request, form, step=step, page=lambda form: _page(request, enquiry, form))


def _first(request: HttpRequest, enquiry: Enquiry, answer: Answer) -> dict[str, object]:
    signed = head_of_family(enquiry, answer.match.custody)
    own = enquiry.enquirer.name
    asked = request.GET.get("reply", "")
    return {
        "token": new_token(),
        "reply_to": asked if _to_answer(enquiry, asked) else "",
        "sign": signed.get("name", own),
        "place": signed.get("place", ""),
        **own_spelling(signed, language=enquiry.language),
    }


def _to_answer(enquiry: Enquiry, asked: object) -> Message | None:
    """The letter of his that is answered, if it was opened and nobody has answered it."""
    try:
        key = UUID(str(asked))
    except ValueError:
        return None
    opened = Message.objects.filter(pk=key, enquiry=enquiry, direction="to_family", state="delivered")
    return opened.filter(reply=None).first()


def _take(enquiry: Enquiry, answer: Answer, form: LetterForm) -> None:
    """A new letter, a draft, or one that came back and is put otherwise."""
    by, at, told = for_enquirer(enquiry), timezone.now(), form.cleaned_data
    known = Message.objects.filter(pk=told["token"], enquiry=enquiry, direction="to_captive")
    letter = known.filter(state__in=WITH_ITS_WRITER).first()
    if letter and form.button == DISCARD:
        writing.discard(letter, by=by, at=at)
    elif letter and letter.state == "returned" and form.button == INSIST:
        writing.insist(letter, by=by, at=at)
    elif letter and letter.state == "returned":
        writing.rewrite(letter, told["text"], stands_by=form.button == AS_IT_IS, by=by, at=at)
    elif letter:
        _filled(letter, form)
        _keep_or_send(letter, form, known=True)
    else:
        fresh = Message(
            id=told["token"], operation=enquiry.operation, enquiry=enquiry, custody=answer.match.custody,
            direction="to_captive", reply_to=_to_answer(enquiry, told["reply_to"]),
        )  # fmt: skip
        _filled(fresh, form)
        _keep_or_send(fresh, form, known=False)


def _filled(letter: Message, form: LetterForm) -> None:
    told, language = form.cleaned_data, get_language() or "en"
    letter.language, letter.text, letter.aloud = language, told["text"], told["aloud"]
    spelled = {part: told[part] for part in ("name_other", "place_other")}
    letter.sender = head(told["sign"], told["place"], language=language, spelled=spelled)


def _keep_or_send(letter: Message, form: LetterForm, *, known: bool) -> None:
    by, at = for_enquirer(letter.enquiry), timezone.now()
    if form.button == KEEP and known:
        writing.redraft(letter, letter.text, by=by, at=at)
    elif form.button == KEEP:
        writing.draft(letter, by=by, at=at)
    else:
        paper = form.cleaned_data["paper"].read() if form.cleaned_data["paper"] else b""
        writing.write(letter, paper=paper, stands_by=form.button == AS_IT_IS, by=by, at=at)


def _page(request: HttpRequest, enquiry: Enquiry, form: LetterForm) -> HttpResponse:
    bound = str(form.data.get("token", "")) if form.is_bound else ""
    rows = (
        Message.objects.filter(enquiry=enquiry)
        .exclude(state="discarded")
        .prefetch_related("pages", "translations")
    )
    shown = [
        _shown(letter, form if bound == str(letter.pk) else None)
        for letter in rows.select_related("reply").order_by("written_at")
        if letter.direction == "to_captive" or letter.state in TO_READ
    ]
    fresh = form
    if any(one.get("form") is form for one in shown):  # the form that came back stands at its own letter
        fresh = LetterForm(initial={"token": new_token()})
    answers = fresh["reply_to"].value() if not fresh.is_bound else fresh.data.get("reply_to")
    context = {"enquiry": enquiry, "letters": shown, "form": fresh, "answers": answers}
    return render(request, "family/letters.html", context)


def _shown(letter: Message, sent_back: LetterForm | None) -> dict[str, Any]:
    ours = letter.direction == "to_captive"
    told: dict[str, Any] = {
        "letter": letter,
        "ours": ours,
        "way": WAYS.get(letter.state, "") if ours else "",
        "how": handed_over(letter) if ours and letter.state == "delivered" else "",
        "length": length_of(letter),
        "translations": [one for one in live(letter) if one.state == "made"],
        "asked": not ours and any(one.state in ("asked", "taken") for one in live(letter)),
        "may_ask": not ours and letter.state == "delivered" and _untranslated(letter),
        "numbers": [page.number for page in letter.pages.all()],
        "to_answer": not ours and letter.state == "delivered" and not hasattr(letter, "reply"),
    }
    if ours and letter.state in WITH_ITS_WRITER:
        told["form"] = sent_back or LetterForm(initial=_of(letter), auto_id=f"{letter.pk}_%s")
    if ours and letter.state == "returned":
        told |= _why_returned(letter)
    return told


def _why_returned(letter: Message) -> dict[str, Any]:
    last = history(letter).filter(name="return").order_by("number").last()
    sure = [one for one in letter.findings if one.get("sure")]
    return {
        "why": [(REASONS.get(one["reason"], ""), one["quote"]) for one in sure],
        "reason": last.reason if last else "",
        "by_check": bool(last and last.role == SYSTEM),
    }


def _of(letter: Message) -> dict[str, object]:
    signed = letter.sender
    return {
        "token": letter.pk, "text": letter.text, "aloud": letter.aloud,
        "sign": signed.get("name", ""), "place": signed.get("place", ""),
        **own_spelling(signed, language=letter.language),
    }  # fmt: skip


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


@require_POST
@visit.family_view
def ask_translation(request: HttpRequest, enquiry: Enquiry, letter: UUID) -> HttpResponse:
    """The family does not read the language of his letter: a person is asked to translate it."""
    found = get_object_or_404(Message, pk=letter, enquiry=enquiry, direction="to_family", state="delivered")
    return step_button(
        request,
        step=lambda: translate.ask(
            found, get_language() or "en", by=for_enquirer(enquiry), at=timezone.now()
        ),
        to=reverse("letters", args=[enquiry.pk]),
    )


def _untranslated(letter: Message) -> bool:
    """Whether there is none, asked for or made, in the language in which this page is read."""
    here = get_language() or "en"
    return letter.language != here and all(one.into != here for one in live(letter))


@require_safe
@visit.family_view
def letter_print(request: HttpRequest, enquiry: Enquiry, letter: UUID) -> HttpResponse:
    """A letter of either on its form, to print."""
    row = _readable(enquiry, letter)
    pages = [reverse("letter-page", args=[enquiry.pk, row.pk, n]) for n in letter_sheet.numbers_of(row)]
    sides = letter_sheet.sides_of(row, pictures=pages)
    back = reverse("letters", args=[enquiry.pk])
    return letter_sheet.printed(request, sides, letter_sheet.languages_of(row), back=back)


@require_safe
@visit.family_view
def letter_page(request: HttpRequest, enquiry: Enquiry, *, letter: UUID, number: int) -> HttpResponse:
    """A page of a letter that came on paper."""
    return letter_sheet.picture(request, _readable(enquiry, letter), number)


def _readable(enquiry: Enquiry, letter: UUID) -> Message:
    """Hers, or his that she has opened; and only while an answer is told to her."""
    get_object_or_404(visit.told(enquiry))
    found: Message = get_object_or_404(
        Message.objects.select_related("enquiry", "custody__person"), pk=letter, enquiry=enquiry
    )
    if found.direction == "to_family" and found.state != "delivered":
        return get_object_or_404(Message.objects.none())
    return found
