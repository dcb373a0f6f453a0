"""Webhooks: which other programs are told that something changed, and never of whom."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Hook, Operation, Staff
from regreso.steps import hook
from regreso.web.admin.guard import administrator_view
from regreso.web.base.acts import Act, Bench, Bound, Taking, act_of, take
from regreso.web.base.desks import Desk
from regreso.web.base.fields import Line
from regreso.web.base.paging import paged
from regreso.web.base.told import OfOneClick, must
from regreso.web.base.words import Word, state_of

PURPOSES: dict[str, Word] = {
    "ask": _("ask: enquiries of one operator"),
    "register": _("register: people at the sites of one registrar"),
    "exchange": _("exchange: what waits for the bureau"),
}


class NewHook(OfOneClick):
    """Where a program is told, of what, and whose rows."""

    address = must(Line(label=_("Address, beginning with https://"), spellcheck="false"))
    purpose = forms.ChoiceField(label=_("What it is told of"), choices=list(PURPOSES.items()))
    member = must(
        Line(label=_("For which member of staff"), help_text=_("It is told only of rows that they may see."))
    )

    def clean_member(self) -> Staff:
        """The account of this name."""
        found = Staff.objects.filter(username=str(self.cleaned_data["member"]).strip()).first()
        if found is None:
            raise ValidationError(_("There is no account of this name. Invite the person first."))
        return found

    def arguments(self) -> dict[str, Any]:
        """The webhook, not saved yet."""
        told = self.cleaned_data
        made = Hook(
            id=told["token"], staff=told["member"], purpose=told["purpose"], address=told["address"].strip()
        )
        return {"made": made}


def _set_up(row: Operation, made: Hook, *, by: Any, at: Any) -> str:  # noqa: ANN401 - an actor and a time
    made.operation = row
    return hook.set_up(made, by=by, at=at)


SET_UP = Act(
    "hook", "set_up", story.ADMINISTRATOR, _set_up, form=NewHook, shown_once="admin-hook-secret.html",
    warning=_("The secret with which we sign is shown once."),
)  # fmt: skip
OFF = Act("hook", "switch_off", story.ADMINISTRATOR, hook.switch_off)


@require_safe
@administrator_view
def hooks(request: HttpRequest, desk: Desk, operation_id: UUID) -> HttpResponse:
    """The webhooks of one operation."""
    return _page(request, desk, operation_id)


@administrator_view
def set_up(request: HttpRequest, desk: Desk, *, operation_id: UUID, move: str) -> HttpResponse:
    """One more; the page that answers shows its secret."""
    row = get_object_or_404(access.operations_for(desk.staff), pk=operation_id)
    again = partial(_page, request, desk, row.pk)
    return take(request, desk, Taking(act_of((SET_UP,), move, desk), row, again, _address(row.pk)))


@administrator_view
def hook_act(request: HttpRequest, desk: Desk, *, hook_id: UUID, move: str) -> HttpResponse:
    """One is switched off."""
    mine = Hook.objects.filter(operation__in=access.operations_for(desk.staff)).select_related("operation")
    row = get_object_or_404(mine, pk=hook_id)
    again = partial(_page, request, desk, row.operation_id)
    return take(request, desk, Taking(act_of((OFF,), move, desk), row, again, _address(row.operation_id)))


def _address(operation_id: object) -> str:
    return reverse("admin-hooks", args=[operation_id])


def _page(request: HttpRequest, desk: Desk, operation_id: UUID, bound: Bound | None = None) -> HttpResponse:
    row = get_object_or_404(access.operations_for(desk.staff), pk=operation_id)
    rows = Hook.objects.filter(operation=row).select_related("staff")
    page = paged(request, rows.order_by("-state", "-set_up_at", "pk"))
    bench = Bench(desk, (OFF,), "admin-hook-act", bound)
    context = {
        "row": row,
        "lines": [
            (one, PURPOSES[one.purpose], state_of("hook", one.state), bench.offers(one)) for one in page.rows
        ],
        "paged": page,
        "offers": Bench(desk, (SET_UP,), "admin-hook-set-up", bound).offers(row, state=story.NEW),
    }
    return render(request, "admin-hooks.html", context)
