"""Accounts: who was invited, who comes in how, who left."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regreso.casebook import access
from regreso.casebook.models import AccountEvent, Grant, Invitation, Staff
from regreso.steps import account
from regreso.steps.errors import StepError
from regreso.web.admin.forms import Invited
from regreso.web.admin.guard import administrator_view
from regreso.web.base.account_words import EVENTS
from regreso.web.base.desks import Desk
from regreso.web.base.forms import SeeOther, step_button
from regreso.web.base.listing import Filter, Shape, Sort, usual
from regreso.web.base.refusals import friendly
from regreso.web.base.saved_views import listed
from regreso.web.base.views import ROLE_NAMES
from regreso.web.base.words import ROLES, Word, state_of

READ_AND_SEND = require_http_methods(["GET", "HEAD", "POST"])
_EVENTS = 30
OPEN, INVITED, LAPSED, CLOSED = _("open"), _("invited"), _("the invitation has lapsed"), _("closed")
SHAPE = Shape(
    (
        usual("-is_active", "username"),
        Sort("seen", _("Who came last first"), (F("last_login").desc(nulls_last=True), "pk")),
    ),
    (
        Filter(
            "state",
            _("State"),
            lambda rows, value, _now: rows.filter(is_active=value == "open"),
            lambda _desk: {"open": OPEN, "closed": _("not open")},
        ),
        Filter(
            "role",
            _("Role"),
            lambda rows, value, _now: rows.filter(
                pk__in=Grant.objects.filter(role=value, state="given").values("staff")
            ),
            lambda _desk: ROLES,
        ),
    ),
)


@READ_AND_SEND
@administrator_view
def accounts(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The accounts that are theirs to look after, and a form to invite somebody."""
    form = Invited(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = account.invite(form.cleaned_data["name"].strip(), by=desk.actor, at=timezone.now())
        except StepError as refused:
            form.add_error("name", friendly(refused))
        else:
            return _link(request, made)
    mine = access.accounts_for(desk.staff)
    page, above = listed(request, desk, mine, shape=SHAPE, name="admin-accounts")
    at = timezone.now()
    context = {
        "lines": [(one, state_of_account(one, at=at)) for one in page.rows],
        "paged": page,
        "tools": above,
        "form": form,
    }
    return render(request, "admin-accounts.html", context, status=422 if form.errors else 200)


def state_of_account(staff: Staff, *, at: datetime) -> Word:
    """Open, invited, lapsed or closed."""
    if staff.is_active:
        return OPEN
    waiting = Invitation.objects.filter(staff=staff, used_at=None, withdrawn_at=None)
    if waiting.filter(expires_at__gt=at).exists():
        return INVITED
    return LAPSED if waiting.exists() else CLOSED


@require_safe
@administrator_view
def one_account(request: HttpRequest, desk: Desk, staff_id: UUID) -> HttpResponse:
    """One account: its roles, and what happened to it."""
    row = _one(desk, staff_id)
    grants = Grant.objects.filter(staff=row, operation__in=access.operations_for(desk.staff))
    context = {
        "row": row,
        "state": state_of_account(row, at=timezone.now()),
        "ways": account.ways_of(row),
        "grants": [
            (ROLE_NAMES[one.role], one, state_of("grant", one.state))
            for one in grants.select_related("operation", "site").order_by("-state", "role")
        ],
        "events": [
            (event.at, EVENTS.get(event.name, event.name))
            for event in AccountEvent.objects.filter(staff=row).order_by("-at", "-pk")[:_EVENTS]
        ],
        "renewable": access.may_renew(desk.staff, row),
        "own": row == desk.staff,
    }
    return render(request, "admin-account.html", context)


@require_POST
@administrator_view
def renew(request: HttpRequest, desk: Desk, staff_id: UUID) -> HttpResponse:
    """Somebody lost their ways in: a new link, and no role until two give it again."""
    row = _renewable(desk, staff_id)
    try:
        made = account.invite_again(row, by=desk.actor, at=timezone.now())
    except StepError as refused:
        return _refused(request, row, friendly(refused))
    return _link(request, made)


@require_POST
@administrator_view
def close(request: HttpRequest, desk: Desk, staff_id: UUID) -> HttpResponse:
    """Somebody left."""
    row = _renewable(desk, staff_id)
    step = partial(account.close_account, row, by=desk.actor, at=timezone.now())
    return step_button(request, step=step, to=reverse("admin-account", args=[row.pk]))


def _refused(request: HttpRequest, row: Staff, why: str) -> HttpResponse:

    messages.error(request, why)
    return SeeOther(reverse("admin-account", args=[row.pk]))


def _one(desk: Desk, staff_id: UUID) -> Staff:
    return get_object_or_404(access.accounts_for(desk.staff), pk=staff_id)


def _renewable(desk: Desk, staff_id: UUID) -> Staff:
    row = _one(desk, staff_id)
    if not access.may_renew(desk.staff, row):
        raise Http404
    return row


def _link(request: HttpRequest, made: account.Invited) -> HttpResponse:
    """The link, on this page alone: it is kept nowhere."""
    address = request.build_absolute_uri(reverse("join", args=[made.token]))
    context = {
        "address": address,
        "name": made.invitation.staff.get_username(),
        "until": made.invitation.expires_at,
        "told": gettext("Give it by word of mouth or on paper, not by mail or messenger."),
    }
    return render(request, "admin-link.html", context)
