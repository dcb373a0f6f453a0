"""The link of an invitation: a password, then a second way in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from regreso.steps import account
from regreso.steps.errors import StepError
from regreso.web.account import limits
from regreso.web.account.entering import first_way_is_good
from regreso.web.account.forms import JoinForm

_GONE, _TOO_OFTEN, _WRONG = 404, 429, 422


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever was invited chooses a password. Used, withdrawn, expired and never made look the same."""
    tries = limits.for_stranger(request)
    if told := limits.wait(tries):
        return render(request, "join-not.html", {"told": told}, status=_TOO_OFTEN)
    invitation = account.invitation_of(token, at=timezone.now())
    if invitation is None:
        return _nothing(request)
    limits.was_good(tries)
    form = JoinForm(request.POST or None, staff=invitation.staff)
    if request.method == "POST" and form.is_valid():
        try:
            staff = account.accept(token, form.cleaned_data["password"], at=timezone.now())
        except StepError:
            return _nothing(request)  # somebody was faster with the same link
        return first_way_is_good(request, staff)
    context = {"form": form, "name": invitation.staff.get_username(), "until": invitation.expires_at}
    return render(request, "join.html", context, status=_WRONG if form.errors else 200)


def _nothing(request: HttpRequest) -> HttpResponse:
    told = gettext("This link opens nothing. It may have been used, or be older than three days.")
    return render(request, "join-not.html", {"told": told}, status=_GONE)
