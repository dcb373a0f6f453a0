"""Seeing each other: asking for a call, and the way to where one is met."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from regreso.casebook.access import for_enquirer
from regreso.casebook.models import Call, Enquiry, Journey
from regreso.steps import borders, travel
from regreso.steps import call as calling
from regreso.web.base.enquiry_form import new_token
from regreso.web.base.fields import Line
from regreso.web.base.forms import PageForm, step_button, step_form
from regreso.web.base.sheet import PRINTED, sheet_response
from regreso.web.base.ways import mode
from regreso.web.family import visit
from regreso.web.family.ladder import TRAVELS
from regreso.web.family.views import READ_AND_SEND


class CallForm(PageForm):
    """The wish for a call. The token becomes its id."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    safe_time = Line(
        label=_("When can you speak without danger?"),
        help_text=_("Days and hours, and your town, so that we know your clock."),
    )

    def clean_safe_time(self) -> str:
        """Without it we could ring at the wrong hour."""
        told = str(self.cleaned_data["safe_time"]).strip()
        if not told:
            raise forms.ValidationError(_("Please fill this in."))
        return told


@READ_AND_SEND
@visit.family_view
def ask_call(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """Ask for a call; he is asked next, alone."""
    answer = get_object_or_404(visit.told(enquiry).select_related("match__custody"))

    def step(form: CallForm) -> str:
        told = form.cleaned_data
        wish = Call(
            id=told["token"],
            operation=enquiry.operation,
            enquiry=enquiry,
            custody=answer.match.custody,
            plan={"safe_time": told["safe_time"]},
        )
        calling.request(wish, by=for_enquirer(enquiry), at=timezone.now())
        return reverse("status")

    form = CallForm(request.POST or None, initial={"token": new_token()})
    return step_form(
        request, form, step=step, page=lambda form: render(request, "family/call.html", {"form": form})
    )


@require_POST
@visit.family_view
def cancel_call(request: HttpRequest, enquiry: Enquiry, call: UUID) -> HttpResponse:
    """The family calls it off: the hour may have become unsafe. Both links close."""
    found = get_object_or_404(Call, pk=call, enquiry=enquiry)
    return step_button(
        request,
        step=lambda: calling.cancel(found, reason="", by=for_enquirer(enquiry), at=timezone.now()),
        to=reverse("status"),
    )


@require_safe
@visit.family_view
def journey(request: HttpRequest, enquiry: Enquiry, journey: UUID) -> HttpResponse:
    """The sheet to print and take along."""
    sheet = _sheet(enquiry, journey)
    done = {line["leg"] for line in sheet.check_ins}
    legs = [(leg, mode(leg["mode"])) for leg in sheet.legs]
    context = {
        "enquiry": enquiry,
        "journey": sheet,
        "done": done,
        "legs": legs,
        "prints": sheet.state in PRINTED,
    }
    return render(request, "family/journey.html", context)


@require_safe
@visit.family_view
def sheet(request: HttpRequest, enquiry: Enquiry, journey: UUID) -> HttpResponse:
    """The sheet as a file to print: one page, with a code and no name of the one who is met."""
    found = _sheet(enquiry, journey)
    if found.state not in PRINTED:
        raise Http404
    return sheet_response(request, found)


@require_POST
@visit.family_view
def journey_act(request: HttpRequest, enquiry: Enquiry, *, journey: UUID, move: str) -> HttpResponse:
    """The traveller has left, has done a leg and is well, or has arrived."""
    sheet, by, at = _sheet(enquiry, journey), for_enquirer(enquiry), timezone.now()

    def step() -> object:
        match move:
            case "depart":
                return travel.depart(sheet, atlas=borders.atlas(sheet.operation_id), by=by, at=at)
            case "check-in":
                leg = request.POST.get("leg", "")
                return travel.check_in(sheet, int(leg) if leg.isdecimal() else 0, by=by, at=at)
            case "cancel":
                return travel.cancel(sheet, reason="", by=by, at=at)
            case "arrive":
                return travel.arrive(sheet, by=by, at=at)
            case _:
                raise Http404

    to = reverse("status") if move == "cancel" else reverse("journey", args=[enquiry.pk, sheet.pk])
    return step_button(request, step=step, to=to)


def _sheet(enquiry: Enquiry, journey: UUID) -> Journey:
    told = visit.told(enquiry)
    sheets = Journey.objects.select_related("certificate", "answer__match__custody")
    return get_object_or_404(sheets, pk=journey, answer__in=told, state__in=TRAVELS)
