"""Another password, by who knows the one of now."""

from __future__ import annotations

from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from regreso.casebook.models import Staff
from regreso.steps import account
from regreso.web.account import limits
from regreso.web.account.entering import tell_of_failure
from regreso.web.account.forms import ChangeForm
from regreso.web.account.own import own_view
from regreso.web.base.forms import SeeOther
from regreso.web.base.sessions import begin

_WRONG, _TOO_OFTEN = 422, 429


@require_http_methods(["GET", "HEAD", "POST"])
@own_view
def change(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Another password. All other browsers are signed out; this one stays."""
    if request.method != "POST":
        return _page(request, ChangeForm(staff=staff))
    tries = limits.for_account(request, staff)
    if told := limits.wait(tries):
        return _page(request, ChangeForm(staff=staff), told=told, status=_TOO_OFTEN)
    form = ChangeForm(request.POST, staff=staff)
    if not form.is_valid():
        if "old" in form.errors:
            tell_of_failure("old password", staff.get_username())
        else:
            limits.was_good(tries)
        return _page(request, form, status=_WRONG)
    limits.was_good(tries)
    at = timezone.now()
    account.change_password(staff, form.cleaned_data["password"], at=at)
    auth.update_session_auth_hash(request, staff)
    begin(request, at=at)
    messages.success(request, gettext("Your password is changed. All other browsers are signed out."))
    return SeeOther(reverse("account"))


def _page(request: HttpRequest, form: ChangeForm, *, told: str = "", status: int = 200) -> HttpResponse:
    return render(request, "password.html", {"form": form, "told": told}, status=status)
