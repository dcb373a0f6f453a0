"""Papers that show how she is related: sent from her telephone, looked at by a person, hers to delete."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from regreso.casebook.access import for_enquirer
from regreso.casebook.models import Enquiry, Proof, history
from regreso.steps import proof as papers
from regreso.web.base.enquiry_form import new_token
from regreso.web.base.forms import PageForm, step_button, step_form
from regreso.web.base.words import PROOF_KINDS, WHY_REFUSED, state_of
from regreso.web.family import visit
from regreso.web.family.views import READ_AND_SEND


class ProofForm(PageForm):
    """One paper. The token becomes its id, so a second click hands in no second one."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What is it?"), choices=list(PROOF_KINDS.items()))
    file = forms.FileField(
        label=_("Photograph or scan"),
        help_text=_(
            "JPEG, PNG, WebP or PDF, at most 20 MB. Never a picture of the person you seek in captivity."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
    )

    def clean_file(self) -> Any:  # noqa: ANN401 - Django's uploaded file
        """Too large a file never arrives, and looks like none."""
        given = self.cleaned_data["file"]
        if not given:
            raise forms.ValidationError(_("No file has arrived. Choose one of at most 20 MB."))
        return given


@READ_AND_SEND
@visit.family_view
def proofs(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """All papers of this enquiry, and a place to hand in one more."""

    def step(form: ProofForm) -> str:
        told = form.cleaned_data
        paper = Proof(id=told["token"], operation=enquiry.operation, enquiry=enquiry, kind=told["kind"])
        papers.hand_in(paper, told["file"].read(), by=for_enquirer(enquiry), at=timezone.now())
        return reverse("proofs", args=[enquiry.pk])

    form = ProofForm(request.POST or None, request.FILES or None, initial={"token": new_token()})
    return step_form(request, form, step=step, page=lambda form: _page(request, enquiry, form))


def _page(request: HttpRequest, enquiry: Enquiry, form: ProofForm) -> HttpResponse:
    lying = Proof.objects.filter(enquiry=enquiry).exclude(state__in=("", "shredded")).order_by("handed_in_at")
    shown = [
        {
            "row": row,
            "kind": PROOF_KINDS.get(row.kind, row.kind),
            "state": state_of("proof", row.state),
            "why": _why(row),
        }
        for row in lying
    ]
    return render(request, "family/proofs.html", {"enquiry": enquiry, "form": form, "proofs": shown})


def _why(row: Proof) -> Any:  # noqa: ANN401 - a text in the reader's language
    if row.state != "refused":
        return ""
    last = history(row).filter(name="refuse").last()
    return WHY_REFUSED.get(last.reason, "") if last else ""


@require_POST
@visit.family_view
def shred(request: HttpRequest, enquiry: Enquiry, proof: UUID) -> HttpResponse:
    """Hers to take back at any time."""
    found = get_object_or_404(Proof, pk=proof, enquiry=enquiry)
    return step_button(
        request,
        step=lambda: papers.shred(found, by=for_enquirer(enquiry), at=timezone.now()),
        to=reverse("proofs", args=[enquiry.pk]),
    )
