"""An enquirer's papers at the operator's desk: seen, judged, never saved or sent on."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Proof, ProofPage
from regreso.steps import proof as papers
from regreso.web.base.acts import Act, ActForm, Bench, Bound, Taking, act_of, take
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.fields import Lines
from regreso.web.base.reads import note_read
from regreso.web.base.told import must
from regreso.web.base.words import PROOF_KINDS, WHY_REFUSED, state_of


class Accepted(ActForm):
    """What the paper shows."""

    basis = must(Lines(label=_("What it shows: whose it is, and how they are related"), rows=2))


class Refused(ActForm):
    """Why it does not help, in words that the family will read."""

    why = forms.ChoiceField(label=_("Why"), choices=list(WHY_REFUSED.items()))


_proof = partial(Act, "proof", role=story.OPERATOR)
ACTS = (
    _proof("accept", step=papers.accept, form=Accepted),
    _proof("refuse", step=papers.refuse, form=Refused),
)


def _mine(desk: Desk) -> Any:  # noqa: ANN401 - the stubs name no queryset with select_related
    mine = Proof.objects.filter(enquiry__in=access.enquiries_for(desk.staff))
    return mine.exclude(state__in=("", "shredded")).select_related("enquiry__sought", "operation")


@require_safe
@desk_view(story.OPERATOR)
def proof(request: HttpRequest, desk: Desk, proof_id: UUID) -> HttpResponse:
    """One paper, page by page, and what can be done with it."""
    return _page(request, desk, proof_id)


@desk_view(story.OPERATOR)
def proof_act(request: HttpRequest, desk: Desk, *, proof_id: UUID, move: str) -> HttpResponse:
    """Accept or refuse it."""
    row = get_object_or_404(_mine(desk), pk=proof_id)
    taking = Taking(
        act_of(ACTS, move, desk),
        row,
        page=lambda bound: _page(request, desk, proof_id, bound),
        to=reverse("desk-proof", args=[row.pk]),
    )
    return take(request, desk, taking)


@require_safe
@desk_view(story.OPERATOR)
def picture(request: HttpRequest, desk: Desk, *, proof_id: UUID, number: int) -> HttpResponse:
    """One page of it. It can be looked at here, and nothing else can be done with it."""
    row = get_object_or_404(_mine(desk), pk=proof_id)
    page = get_object_or_404(ProofPage, proof=row, number=number)
    note_read(request, [row])
    response = HttpResponse(page.picture, content_type="image/jpeg")
    response.headers["Content-Disposition"] = "inline"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _page(request: HttpRequest, desk: Desk, proof_id: UUID, bound: Bound | None = None) -> HttpResponse:
    row = get_object_or_404(_mine(desk), pk=proof_id)
    note_read(request, [row])
    shown = {
        "row": row,
        "kind": PROOF_KINDS.get(row.kind, row.kind),
        "state": state_of("proof", row.state),
        "numbers": list(row.pages.order_by("number").values_list("number", flat=True)),
        "offers": Bench(desk, ACTS, "desk-proof-act", bound).offers(row),
    }
    return render(request, "desk-proof.html", shown)
