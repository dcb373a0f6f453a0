"""A question that only the one sought can answer; and his question to her, once she was told of him.

What she reads is the same whether he was asked, answered rightly, or was never found.
"""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from regreso.casebook.access import for_enquirer
from regreso.casebook.models import Challenge, Enquiry
from regreso.casebook.queries import told_deaths
from regreso.steps import challenge as challenges
from regreso.web.base.challenges import SetForm
from regreso.web.base.enquiry_form import new_token
from regreso.web.base.fields import Line
from regreso.web.base.forms import PageForm, step_button, step_form
from regreso.web.family import visit
from regreso.web.family.views import READ_AND_SEND


class MyQuestion(SetForm, PageForm):
    """A question and its answer. The token becomes its id, so a second click sets no second one."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("token", "question", "expected")


class MyAnswer(PageForm):
    """What she answers to his question."""

    said = Line(label=_("Your answer"), autocapitalize="none", spellcheck="false")

    def clean_said(self) -> str:
        """Something must be said."""
        said = str(self.cleaned_data["said"])
        if not said:
            raise forms.ValidationError(_("Please fill this in."))
        return said


@READ_AND_SEND
@visit.family_view
def challenge(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """Set a question with its answer."""

    def step(form: MyQuestion) -> str:
        said = form.cleaned_data
        row = Challenge(
            id=said["token"], operation=enquiry.operation, enquiry=enquiry,
            question=said["question"], expected=said["expected"],
        )  # fmt: skip
        challenges.set_question(row, by=for_enquirer(enquiry), at=timezone.now())
        return reverse("challenge", args=[enquiry.pk])

    form = MyQuestion(request.POST or None, initial={"token": new_token()})
    return step_form(request, form, step=step, page=lambda form: _page(request, enquiry, form=form))


@require_POST
@visit.family_view
def take_back(request: HttpRequest, enquiry: Enquiry, challenge: UUID) -> HttpResponse:
    """Hers to take back at any time."""
    row = get_object_or_404(_hers(enquiry), pk=challenge)
    return step_button(
        request,
        step=lambda: challenges.withdraw(row, by=for_enquirer(enquiry), at=timezone.now()),
        to=reverse("challenge", args=[enquiry.pk]),
    )


@READ_AND_SEND
@visit.family_view
def answer(request: HttpRequest, enquiry: Enquiry, challenge: UUID) -> HttpResponse:
    """She answers his question. Right or wrong, she reads the same."""
    row = get_object_or_404(_his(enquiry), pk=challenge, state="set")

    def step(form: MyAnswer) -> str:
        challenges.answer(row, form.cleaned_data["said"], by=for_enquirer(enquiry), at=timezone.now())
        return reverse("challenge", args=[enquiry.pk])

    return step_form(
        request,
        MyAnswer(request.POST or None),
        step=step,
        page=lambda form: _page(request, enquiry, answering=form),
    )


def _hers(enquiry: Enquiry) -> QuerySet[Challenge]:
    return Challenge.objects.filter(enquiry=enquiry, set_by=challenges.FAMILY).exclude(state="withdrawn")


def _his(enquiry: Enquiry) -> QuerySet[Challenge]:
    """His question: only beside an answer about him that was released to her and still holds."""
    told = visit.told(enquiry).values_list("match__custody", flat=True).first()
    if told is None or told_deaths(enquiry).exists():
        return Challenge.objects.none()
    rows = Challenge.objects.filter(enquiry=enquiry, set_by=challenges.CAPTIVE, custody=told)
    return rows.exclude(state="withdrawn")


def _page(
    request: HttpRequest,
    enquiry: Enquiry,
    *,
    form: MyQuestion | None = None,
    answering: MyAnswer | None = None,
) -> HttpResponse:
    his = _his(enquiry).first()
    told = {
        "enquiry": enquiry,
        "mine": _hers(enquiry).first(),
        "his": his,
        "open": bool(his and his.state == "set"),
        "form": form or MyQuestion(initial={"token": new_token()}),
        "answering": answering or MyAnswer(),
    }
    return render(request, "family/challenge.html", told)
