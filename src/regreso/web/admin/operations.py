"""Operations: founded, closed, gone on with; their sites, and the roles in them."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Grant, Operation, Site, history
from regreso.steps import administer
from regreso.web.admin.forms import KINDS, SITES, AskedRole, Founding, NewSite, Promised
from regreso.web.admin.guard import administrator_view, founder_view
from regreso.web.base.acts import Act, Bench, Bound, Taking, WithReason, act_of, take
from regreso.web.base.desks import Desk
from regreso.web.base.forms import step_form
from regreso.web.base.listing import Shape, newest, oldest, one_of, states, usual
from regreso.web.base.paging import paged
from regreso.web.base.saved_views import listed
from regreso.web.base.timeline import timeline
from regreso.web.base.views import ROLE_NAMES
from regreso.web.base.words import state_of

READ_AND_SEND = require_http_methods(["GET", "HEAD", "POST"])
SHAPE = Shape(
    (usual("state", "-opened_at", "pk"), newest("opened_at"), oldest("opened_at")),
    (states("operation"), one_of("kind", _("What it is for"), KINDS)),
)
_operation = partial(Act, "operation", role=story.ADMINISTRATOR)
ACTS = (
    _operation("add_site", step=administer.add_site, form=NewSite),
    _operation(
        "promise",
        step=administer.promise,
        form=Promised,
        warning=_("So many forms each captive is given every month. It is no upper limit for anybody."),
    ),
    _operation(
        "close",
        step=administer.close_operation,
        form=WithReason,
        warning=_("Nobody holds a role in it any more, from this moment on. Its rows stay."),
    ),
    _operation("reopen", step=administer.reopen_operation, form=WithReason),
    _operation(
        "propose_shredding",
        step=administer.propose_shredding,
        form=WithReason,
        warning=_("Say where what must be kept for ever was handed to. A second administrator decides."),
    ),
    _operation("keep", step=administer.keep_operation, form=WithReason),
    _operation(
        "shred",
        step=administer.shred,
        warning=_(
            "Every record of this operation and the key to it are destroyed. Nobody can bring them back."
        ),
    ),
)
_grant = partial(Act, "grant", role=story.ADMINISTRATOR)
GRANT_ACTS = (
    _grant("give", step=administer.give_grant),
    _grant("end", step=administer.end_grant, form=WithReason, warning=_("It ends at once.")),
)


@require_safe
@administrator_view
def operations(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All operations that are theirs to administer."""
    mine = access.operations_for(desk.staff)
    page, above = listed(request, desk, mine, shape=SHAPE, name="admin")
    asked = Grant.objects.filter(operation__in=mine, state="asked").select_related(
        "operation", "staff", "site"
    )
    context = {
        "lines": [
            (one, KINDS.get(one.kind, one.kind), state_of("operation", one.state)) for one in page.rows
        ],
        "paged": page,
        "tools": above,
        "asked": [(one, ROLE_NAMES[one.role]) for one in asked.order_by("pk")[:20]],
        "founder": desk.staff.is_superuser,
    }
    return render(request, "admin-operations.html", context)


@READ_AND_SEND
@founder_view
def found(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A new operation."""

    def step(form: Founding) -> str:
        told = form.cleaned_data
        made = Operation(id=told["token"], name=told["name"], kind=told["kind"], test=told["test"])
        administer.open_operation(made, by=desk.actor, at=timezone.now())
        return reverse("admin-operation", args=[made.pk])

    def page(form: Founding) -> HttpResponse:
        return render(request, "admin-found.html", {"form": form})

    return step_form(request, Founding(request.POST or None), step=step, page=page)


@require_safe
@administrator_view
def operation(request: HttpRequest, desk: Desk, operation_id: UUID) -> HttpResponse:
    """One operation: its sites, who holds which role, and what can be done."""
    return _page(request, desk, operation_id)


@administrator_view
def operation_act(request: HttpRequest, desk: Desk, *, operation_id: UUID, move: str) -> HttpResponse:
    """One step with an operation."""
    row = _one(desk, operation_id)
    return take(
        request,
        desk,
        Taking(act_of(ACTS, move, desk), row, partial(_page, request, desk, row.pk), _address(row)),
    )


@READ_AND_SEND
@administrator_view
def ask(request: HttpRequest, desk: Desk, operation_id: UUID) -> HttpResponse:
    """One administrator asks for a role; a second gives it."""
    row = _one(desk, operation_id)

    def step(form: AskedRole) -> str:
        told = form.cleaned_data
        grant = Grant(
            id=told["token"],
            operation=row,
            staff=told["member"],
            role=told["role"],
            site=told["site"],
            languages=" ".join(told["languages"]),
        )
        administer.ask_grant(grant, reason=told["reason"], by=desk.actor, at=timezone.now())
        return _address(row)

    def page(form: AskedRole) -> HttpResponse:
        return render(request, "admin-ask.html", {"form": form, "row": row})

    return step_form(request, AskedRole(request.POST or None, operation=row), step=step, page=page)


@administrator_view
def grant_act(request: HttpRequest, desk: Desk, *, grant_id: UUID, move: str) -> HttpResponse:
    """A role is given, or ends."""
    row = get_object_or_404(access.grants_under(desk.staff), pk=grant_id)
    again = partial(_page, request, desk, row.operation_id)
    return take(request, desk, Taking(act_of(GRANT_ACTS, move, desk), row, again, _address(row.operation)))


def _one(desk: Desk, operation_id: UUID) -> Operation:
    return get_object_or_404(access.operations_for(desk.staff), pk=operation_id)


def _address(row: Operation) -> str:
    return reverse("admin-operation", args=[row.pk])


def _page(request: HttpRequest, desk: Desk, operation_id: UUID, bound: Bound | None = None) -> HttpResponse:
    row = _one(desk, operation_id)
    grants = Grant.objects.filter(operation=row).exclude(state="ended").select_related("staff", "site")
    page = paged(request, grants.order_by("state", "role", "staff__username", "pk"))
    bench = Bench(desk, GRANT_ACTS, "admin-grant-act", bound)
    moves = list(history(row))
    context = {
        "row": row,
        "kind": KINDS.get(row.kind, row.kind),
        "state": state_of("operation", row.state),
        "sites": [
            (one.code, SITES.get(one.kind, one.kind))
            for one in Site.objects.filter(operation=row).order_by("code")
        ],
        "grants": [
            (one, ROLE_NAMES[one.role], state_of("grant", one.state), _offers(bench, one))
            for one in page.rows
        ],
        "paged": page,
        "offers": Bench(desk, ACTS, "admin-operation-act", bound).offers(row, moves=moves),
        "timeline": timeline(moves, desk.staff),
    }
    return render(request, "admin-operation.html", context)


def _offers(bench: Bench, grant: Grant) -> list[object]:
    # Only of what was asked it matters who asked: that one may not give it.
    moves = list(history(grant)) if grant.state == "asked" else []
    return list(bench.offers(grant, moves=moves))
