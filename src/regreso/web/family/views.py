"""Ask, keep the phrase, come back, see how it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from regreso import story
from regreso.casebook.allowance import ASKED_BY_BROWSER, ASKED_BY_NETWORK, PHRASES_BY_NETWORK
from regreso.casebook.models import Operation
from regreso.casebook.phrases import enquirer_by_phrase, report_by_phrase, unsent_by_phrase
from regreso.steps.errors import StepError
from regreso.web.base.budgets import wait
from regreso.web.base.enquiry_form import EnquiryForm, new_token
from regreso.web.base.fields import Line
from regreso.web.base.forms import PageForm, SeeOther, step_form
from regreso.web.base.network import address_of, network_of
from regreso.web.family import alive, drafts, visit
from regreso.web.family.helping import helps
from regreso.web.family.ladder import standings
from regreso.web.family.opening import open_enquiry, open_operations
from regreso.web.family.questions import LABELS

READ_AND_SEND = require_http_methods(["GET", "HEAD", "POST"])


class OperationForm(EnquiryForm):
    """The same form where families of several crises ask: the first question is which."""

    operation = forms.ModelChoiceField(
        Operation.objects.filter(state="open", test=False).order_by("-opened_at"),
        label=_("Because of which events are you asking?"),
        empty_label=None,
    )
    field_order = ("token", "operation")


def form_kind(operations: Sequence[Operation]) -> type[EnquiryForm]:
    """The form; it asks which events only where there is a choice."""
    return OperationForm if len(operations) > 1 else EnquiryForm


@READ_AND_SEND
def ask(request: HttpRequest) -> HttpResponse:
    """The form; sent, it becomes an open enquiry with a phrase."""
    operations = list(open_operations())
    if not operations:
        return render(request, "family/not-now.html")
    request.operation = operations[0]  # type: ignore[attr-defined]  # ours: the layout asks whether it is a test
    kind, draft = form_kind(operations), drafts.kept(request)
    if "park" in request.POST:
        drafts.keep(request, request.POST.dict())
        return park(request, operations)
    if request.method == "POST" and "only_language" not in request.POST:
        return sent(request, kind(request.POST), page=lambda form: _long_page(request, form))
    # Another language, asked for in the middle of writing, keeps every word.
    form = kind(initial={"token": new_token(), **draft, **request.POST.dict()})
    visit.expect(request)
    return _long_page(request, form, draft=bool(draft))


def _long_page(request: HttpRequest, form: EnquiryForm, *, draft: bool = False) -> HttpResponse:
    return render(request, "family/ask.html", {"form": form, "draft": draft})


def sent(
    request: HttpRequest, form: EnquiryForm, *, page: Callable[[EnquiryForm], HttpResponse]
) -> HttpResponse:
    """The whole enquiry was sent, from the long page or from the last question."""
    if form.is_valid() and not sent_already(request, str(form.cleaned_data["token"])):
        browser = request.session.session_key or address_of(request)
        limits = [(ASKED_BY_NETWORK, network_of(request)), (ASKED_BY_BROWSER, browser)]
        if words := wait(limits):
            form.add_error(None, words)
            response = page(form)
            response.status_code = 429
            return response
    return step_form(request, form, step=lambda form: _ask(request, form), page=page)


def park(request: HttpRequest, operations: Sequence[Operation]) -> HttpResponse:
    """What she has written so far is kept with us under a phrase of its own."""
    chosen = drafts.kept(request).get("operation", "")
    operation = next((one for one in operations if str(one.pk) == chosen), operations[0])
    try:
        drafts.park(request, operation, language=get_language() or "en")
    except StepError:
        messages.error(request, _("There is nothing to keep yet. Write something first."))
        return SeeOther(reverse("ask"))
    return SeeOther(reverse("kept-draft"))


@READ_AND_SEND
def kept_draft(request: HttpRequest) -> HttpResponse:
    """The phrase of what is kept, until she says that it is written down."""
    if request.method == "POST":
        drafts.phrase_is_written_down(request)
        return SeeOther(reverse("ask"))
    row = drafts.parked(request)
    told = {"phrase": drafts.phrase_to_show(request), "ends_at": row.ends_at if row else None}
    return render(request, "family/kept.html", told)


def sent_already(request: HttpRequest, token: str) -> bool:
    """The second click of a double click, whose first one has made the enquiry."""
    try:
        return visit.asked_here(request, UUID(token))
    except ValueError:
        return False


def _ask(request: HttpRequest, form: EnquiryForm) -> str:
    """Open it; the second click of a double click is shown what the first one made."""
    operation = form.cleaned_data.get("operation") or open_operations()[0]
    try:
        with transaction.atomic():
            opened = open_enquiry(
                form, operation, channel="web", language=get_language() or "en", at=timezone.now()
            )
            visit.bind(request, opened.enquirer, phrase=opened.phrase)
            drafts.was_sent(request)
            request.session.save()  # before the second click of a double click looks for it
    except story.MoveRefused:
        if not visit.asked_here(request, form.cleaned_data["token"]):
            raise
    return reverse("receipt")


@READ_AND_SEND
def receipt(request: HttpRequest) -> HttpResponse:
    """The phrase, until the family says that it is written down."""
    if request.method == "POST":
        visit.phrase_is_written_down(request)
        return SeeOther(reverse("status"))
    told = {"phrase": visit.phrase_to_show(request), "site": request.build_absolute_uri(reverse("status"))}
    return render(request, "family/receipt.html", told)


class PhraseForm(PageForm):
    """The way back to one's own enquiry."""

    phrase = Line(
        label=_("Your phrase"),
        help_text=_("Eight words. Capital letters, accents and hyphens do not matter."),
        autocapitalize="none",
        spellcheck="false",
    )

    def clean(self) -> dict[str, object]:
        """One answer for every phrase that opens nothing."""
        told: dict[str, object] = super().clean() or {}
        phrase = str(told.get("phrase", ""))
        # All three are looked for, whichever is found: a phrase takes one time and one path.
        found = {"enquirer": enquirer_by_phrase(phrase), "unsent": unsent_by_phrase(phrase)}
        told |= found | {"report": report_by_phrase(phrase)}
        if not any(told[name] for name in ("enquirer", "unsent", "report")):
            self.add_error(
                "phrase", _("This phrase opens nothing. Please look whether each word is as we gave it.")
            )
        return told


@READ_AND_SEND
def status(request: HttpRequest) -> HttpResponse:
    """How each enquiry of this visitor stands; for others, the question for the phrase."""
    if request.method == "POST":
        return _phrase_sent(request)
    enquirer = visit.visitor(request)
    if enquirer is None:
        return render(request, "family/phrase.html", {"form": PhraseForm()})
    told = standings(enquirer)
    for one in told:
        one.helps = LABELS.get(one.enquiry.needs or helps(one.enquiry), "")
    return render(request, "family/status.html", {"standings": told})


def _phrase_sent(request: HttpRequest) -> HttpResponse:
    limits, form = [(PHRASES_BY_NETWORK, network_of(request))], PhraseForm(request.POST)
    words = wait(limits)
    if words:
        form = PhraseForm({})
        form.errors.clear()
        form.add_error(None, words)

    def page(form: PhraseForm) -> HttpResponse:
        return render(request, "family/phrase.html", {"form": form})

    response = step_form(request, form, step=lambda form: _come_back(request, form), page=page)
    if words:
        response.status_code = 429
    return response


def _come_back(request: HttpRequest, form: PhraseForm) -> str:
    request.session.cycle_key()
    if form.cleaned_data["report"]:
        alive.bind(request, form.cleaned_data["report"])
        return reverse("alive-mine")
    if not form.cleaned_data["enquirer"]:
        drafts.go_on(request, form.cleaned_data["unsent"])
        return reverse("ask")
    visit.bind(request, form.cleaned_data["enquirer"])
    return reverse("status")
