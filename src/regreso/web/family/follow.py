"""Pages about one enquiry: add to it, write to him, ask for a call, print a paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from regreso.casebook.access import for_enquirer
from regreso.casebook.models import Enquiry
from regreso.steps import ask as asking
from regreso.web.base.forms import step_form
from regreso.web.family import visit
from regreso.web.family.questions import LABELS, TellForm
from regreso.web.family.views import READ_AND_SEND


@READ_AND_SEND
@visit.family_view
def tell(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """Answer what was asked, or put right what was written."""

    def step(form: TellForm) -> str:
        asked = enquiry.state == "needs_information"
        move = asking.give_information if asked else asking.correct
        move(enquiry, form.changes(enquiry), by=for_enquirer(enquiry), at=timezone.now())
        return reverse("status")

    return step_form(
        request,
        TellForm(request.POST or None, asked=enquiry.needs),
        step=step,
        page=lambda form: render(
            request,
            "family/tell.html",
            {"form": form, "enquiry": enquiry, "asked": LABELS.get(enquiry.needs, "")},
        ),
    )
