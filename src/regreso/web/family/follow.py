"""Pages about one enquiry: add to it, say that the answer was read, print the papers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from regreso.casebook.access import for_enquirer
from regreso.casebook.models import Enquiry
from regreso.casebook.queries import told_deaths
from regreso.steps import answer as answering
from regreso.steps import ask as asking
from regreso.web.base.forms import step_button, step_form
from regreso.web.family import visit
from regreso.web.family.helping import helps
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

    asked = enquiry.needs or helps(enquiry)
    return step_form(
        request,
        TellForm(request.POST or None, asked=asked),
        step=step,
        page=lambda form: render(
            request,
            "family/tell.html",
            {"form": form, "enquiry": enquiry, "asked": LABELS.get(asked, "")},
        ),
    )


@READ_AND_SEND
@visit.family_view
def withdraw(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """The family no longer wants us to search: asked once more, then done."""
    if request.method != "POST":
        return render(request, "family/withdraw.html", {"enquiry": enquiry})
    return step_button(
        request,
        step=lambda: asking.withdraw(enquiry, reason="", by=for_enquirer(enquiry), at=timezone.now()),
        to=reverse("status"),
    )


@require_POST
@visit.family_view
def reopen(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """The family asks again."""
    return step_button(
        request,
        step=lambda: asking.reopen(enquiry, reason="", by=for_enquirer(enquiry), at=timezone.now()),
        to=reverse("status"),
    )


@require_POST
@visit.family_view
def acknowledge(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """The family has read the answer."""
    answer = get_object_or_404(visit.told(enquiry))
    return step_button(
        request,
        step=lambda: answering.acknowledge(answer, by=for_enquirer(enquiry), at=timezone.now()),
        to=reverse("status"),
    )


@require_safe
@visit.family_view
def certificate(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """The confirmation of captivity, to print and carry."""
    answer = get_object_or_404(visit.told(enquiry).select_related("certificate"), certificate__isnull=False)
    told = {"paper": answer.certificate, "check": request.build_absolute_uri(reverse("check"))}
    return render(request, "family/certificate.html", told)


@require_safe
@visit.family_view
def confirmation(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """The written confirmation of what a person has told them before."""
    notice = get_object_or_404(told_deaths(enquiry).select_related("certificate"), certificate__isnull=False)
    told = {"paper": notice.certificate, "check": request.build_absolute_uri(reverse("check"))}
    return render(request, "family/confirmation.html", told)
