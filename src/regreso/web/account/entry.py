"""Signing in: name and password, then a key or a code; or a key alone."""

from __future__ import annotations

from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from regreso.casebook import passkeys
from regreso.casebook.models import Staff
from regreso.casebook.passkeys import BadPasskeyError
from regreso.steps import account
from regreso.steps.errors import StepError
from regreso.web.account import limits
from regreso.web.account.entering import (
    come_in,
    entering,
    first_way_is_good,
    has_codes,
    has_passkeys,
    question,
    tell_of_failure,
)
from regreso.web.account.forms import CodeForm, SignInForm
from regreso.web.base.forms import SeeOther

TOO_OFTEN, WRONG = 429, 422


class SignIn(auth.LoginView):
    """The first way in. Nobody is signed in by it."""

    template_name = "sign-in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Too many tries are refused before the password is looked at, for every name alike."""
        name = request.POST.get("username", "")
        self.tries = limits.for_password(request, name)
        if told := limits.wait(self.tries):
            context = {"form": SignInForm(request, initial={"username": name}), "too_often": told}
            context["next"] = self.get_redirect_url()
            return render(request, self.template_name, context, status=TOO_OFTEN)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """On to the second way in."""
        limits.was_good(self.tries)
        staff = form.get_user()
        assert isinstance(staff, Staff)  # noqa: S101 - it is the one model of accounts
        return first_way_is_good(self.request, staff, to=self.get_redirect_url())

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """The page again, with its one error."""
        tell_of_failure("password", self.request.POST.get("username", ""))
        response = super().form_invalid(form)
        response.status_code = WRONG
        return response


class SignOut(auth.LogoutView):
    """Out, and the browser forgets our pages.

    What waits in its outbox stays: it is sealed, and unsent registrations must not be lost by signing out.
    """

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Sign out."""
        response = super().post(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache"'
        return response


@require_http_methods(["GET", "HEAD", "POST"])
def second_way(request: HttpRequest) -> HttpResponse:
    """The second way in: a code, or a key."""
    staff = entering(request)
    if staff is None:
        return SeeOther(reverse("sign-in"))
    form = CodeForm(request.POST or None)
    if request.method != "POST":
        return _second_page(request, staff, form)
    tries = limits.for_account(request, staff)
    if told := limits.wait(tries):
        return _second_page(request, staff, CodeForm(), told=told, status=TOO_OFTEN)
    try:
        way = _proved(request, staff, form)
    except (StepError, BadPasskeyError):
        tell_of_failure("second way", staff.get_username())
        told = gettext("This code or key does not let you in. Codes are good for half a minute, and once.")
        return _second_page(request, staff, CodeForm(), told=told, status=WRONG)
    if not way:
        return _second_page(request, staff, form, status=WRONG)
    limits.was_good(tries)
    return come_in(request, staff, way)


def _proved(request: HttpRequest, staff: Staff, form: CodeForm) -> str:
    """The way by which they came in, "" when nothing was typed."""
    if answer := request.POST.get("credential", ""):
        key, count = passkeys.used_key(answer, question(request) or {}, request.get_host())
        if key.staff_id != staff.pk:
            raise BadPasskeyError("a key of another account")
        return account.prove_by_passkey(key, count, at=timezone.now())
    if not form.is_valid():
        return ""
    return account.prove_by_code(staff, form.cleaned_data["code"], at=timezone.now())


def _second_page(
    request: HttpRequest, staff: Staff, form: CodeForm, *, told: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "told": told,
        "with_key": has_passkeys(staff),
        "with_code": has_codes(staff) or staff.recovery_codes.filter(used_at=None).exists(),
    }
    return render(request, "second-way.html", context, status=status)


@require_GET
def key_question(request: HttpRequest) -> JsonResponse:
    """What the browser asks its keys: any of ours; of somebody who gave their password, one of theirs."""
    asked = passkeys.ask_to_sign_in(request.get_host(), entering(request))
    question(request, asked.state)
    return JsonResponse(asked.options)


@require_http_methods(["POST"])
def by_key(request: HttpRequest) -> HttpResponse:
    """A key alone lets in: its device has asked for a finger, a face or a PIN."""
    tries = limits.for_stranger(request)
    if told := limits.wait(tries):
        return _sign_in_page(request, told, TOO_OFTEN)
    answer = request.POST.get("credential", "")
    try:
        key, count = passkeys.used_key(answer, question(request) or {}, request.get_host())
        way = account.prove_by_passkey(key, count, at=timezone.now())
    except (StepError, BadPasskeyError):
        return _sign_in_page(request, gettext("This key does not let you in."), WRONG)
    limits.was_good(tries)
    return come_in(request, key.staff, way, to=request.POST.get("next", ""))


def _sign_in_page(request: HttpRequest, told: str, status: int) -> HttpResponse:
    return render(request, "sign-in.html", {"form": SignInForm(request), "too_often": told}, status=status)
