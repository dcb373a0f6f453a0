"""One's own account: the keys, the app, the codes on paper, the browsers, and what happened."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.contrib import auth, messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST, require_safe

from regreso.casebook import one_time, passkeys
from regreso.casebook.data_class import DataClass
from regreso.casebook.keys import KeysError, keyring
from regreso.casebook.models import AccountEvent, Passkey, RecoveryCode, Staff
from regreso.casebook.passkeys import BadPasskeyError
from regreso.steps import account
from regreso.steps.errors import StepError
from regreso.web.account import limits
from regreso.web.account.entering import come_in, entering, has_codes, question
from regreso.web.account.forms import AppForm, KeyForm
from regreso.web.base.account_words import EVENTS
from regreso.web.base.desks import ENTERING, SIGNED_IN, opens_to, own_page
from regreso.web.base.forms import SeeOther, step_button
from regreso.web.base.sessions import begin, is_fresh

P = ParamSpec("P")
_SECRET = "new_code_secret"  # noqa: S105 - the name under which it lies in a session, sealed
_EVENTS = 30
_WRONG, _TOO_OFTEN = 422, 429


def own_view(
    view: Callable[Concatenate[HttpRequest, Staff, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page about one's own ways in: for who has just signed in, or is about to for the first time."""

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if isinstance(request.user, Staff):
            if is_fresh(request):
                return view(request, request.user, *args, **kwargs)
            auth.logout(request)
            messages.info(request, gettext("To change how you come in, please sign in once more."))
            return SeeOther(f"{reverse('sign-in')}?{urlencode({'next': reverse('account')})}")
        staff = entering(request)
        if staff is None or account.ways_of(staff):  # who has a second way in must use it first
            raise Http404
        return view(request, staff, *args, **kwargs)

    return opens_to(page, SIGNED_IN, ENTERING)


@require_safe
@own_page
def own(request: HttpRequest, staff: Staff) -> HttpResponse:
    """How this account is entered."""
    context = {
        "keys": Passkey.objects.filter(staff=staff).order_by("made_at"),
        "with_code": has_codes(staff),
        "paper": RecoveryCode.objects.filter(staff=staff, used_at=None).count(),
        "events": [
            (event.at, EVENTS.get(event.name, event.name))
            for event in AccountEvent.objects.filter(staff=staff).order_by("-at", "-pk")[:_EVENTS]
        ],
    }
    return render(request, "account.html", context)


@require_safe
@own_view
def protect(request: HttpRequest, staff: Staff) -> HttpResponse:
    """A second way in: a key, or an app."""
    return _protect_page(request, staff)


def _protect_page(
    request: HttpRequest, staff: Staff, *, key: KeyForm | None = None, app: AppForm | None = None
) -> HttpResponse:
    secret = _secret(request, staff)
    context = {
        "first": not request.user.is_authenticated,
        "key": key or KeyForm(auto_id="key-%s"),
        "app": app or AppForm(auto_id="app-%s"),
        "secret": " ".join(secret[n : n + 4] for n in range(0, len(secret), 4)),
        "address": one_time.address_for_app(secret, staff.get_username()),
    }
    status = _WRONG if (key and key.errors) or (app and app.errors) else 200
    return render(request, "protect.html", context, status=status)


@require_GET
@own_view
def square(request: HttpRequest, staff: Staff) -> HttpResponse:
    """The square code for an app, as a drawing."""
    import segno  # noqa: PLC0415 - wanted on this page alone

    made = segno.make(one_time.address_for_app(_secret(request, staff), staff.get_username()), error="m")
    drawn = made.svg_inline(scale=5, border=4, dark="#000", light="#fff")
    drawn = drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)  # it is no part of a page
    return HttpResponse(drawn.encode(), content_type="image/svg+xml")


@require_GET
@own_view
def new_key_question(request: HttpRequest, staff: Staff) -> JsonResponse:
    """What the browser is asked for a new key."""
    asked = passkeys.ask_for_new(staff, request.get_host())
    question(request, asked.state)
    return JsonResponse(asked.options)


@require_POST
@own_view
def add_key(request: HttpRequest, staff: Staff) -> HttpResponse:
    """The browser made a key."""
    form = KeyForm(request.POST, auto_id="key-%s")
    if form.is_valid():
        try:
            made = passkeys.new_key(
                form.cleaned_data["credential"], question(request) or {}, request.get_host()
            )
            account.add_passkey(staff, made, name=form.cleaned_data["name"], at=timezone.now())
        except (BadPasskeyError, StepError):
            form.add_error(None, gettext("The key was not made. Please try again, or use an app."))
        else:
            return _has_a_way(request, staff, account.PASSKEY)
    return _protect_page(request, staff, key=form)


@require_POST
@own_view
def add_app(request: HttpRequest, staff: Staff) -> HttpResponse:
    """The app shows its first code."""
    form = AppForm(request.POST, auto_id="app-%s")
    tries = limits.for_account(request, staff)
    told = limits.wait(tries)
    if told:
        form.add_error(None, told)
        return _protect_page(request, staff, app=form)
    if form.is_valid():
        try:
            account.set_codes(
                staff, _secret(request, staff), code=form.cleaned_data["code"], at=timezone.now()
            )
        except StepError:
            form.add_error("code", gettext("This is not what the app should show now. Is its clock right?"))
        else:
            limits.was_good(tries)
            request.session.pop(_SECRET, None)
            return _has_a_way(request, staff, account.CODE)
    return _protect_page(request, staff, app=form)


def _has_a_way(request: HttpRequest, staff: Staff, way: str) -> HttpResponse:
    """Done: in, if this was the first time; and codes on paper, if there are none."""
    to = reverse("account")
    if not request.user.is_authenticated:
        to = come_in(request, staff, way)["Location"]
    if not RecoveryCode.objects.filter(staff=staff, used_at=None).exists():
        return _paper(request, staff, to=to)
    messages.success(request, gettext("Your account has one more way in."))
    return SeeOther(to)


@require_POST
@own_view
def print_paper(request: HttpRequest, staff: Staff) -> HttpResponse:
    """New codes on paper; those of before are void."""
    return _paper(request, staff, to=reverse("account"))


def _paper(request: HttpRequest, staff: Staff, *, to: str) -> HttpResponse:
    codes = account.print_recovery_codes(staff, at=timezone.now())
    return render(request, "recovery-codes.html", {"codes": codes, "to": to})


@require_POST
@own_view
def drop_key(request: HttpRequest, staff: Staff, key_id: UUID) -> HttpResponse:
    """One key less."""
    key = get_object_or_404(Passkey, pk=key_id, staff=staff)
    return step_button(
        request, step=lambda: account.drop_passkey(key, at=timezone.now()), to=reverse("account")
    )


@require_POST
@own_view
def drop_app(request: HttpRequest, staff: Staff) -> HttpResponse:
    """No app any more."""
    return step_button(
        request, step=lambda: account.drop_codes(staff, at=timezone.now()), to=reverse("account")
    )


@require_POST
@own_view
def sign_out_everywhere(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Every other browser is signed out; this one stays."""
    at = timezone.now()
    account.end_sessions(staff, at=at)
    auth.update_session_auth_hash(request, staff)
    begin(request, at=at)
    messages.success(request, gettext("All other browsers are signed out."))
    return SeeOther(reverse("account"))


def _secret(request: HttpRequest, staff: Staff) -> str:
    """The secret of the app that is being set up. Sessions lie in the database, so it is sealed."""
    where = f"session:{staff.pk}"
    try:
        kept = bytes.fromhex(request.session.get(_SECRET, ""))
        return keyring().open(kept, data_class=DataClass.IDENTITY, where=where).decode()
    except (KeysError, ValueError):
        secret = one_time.new_secret()
        sealed = keyring().seal(secret.encode(), data_class=DataClass.IDENTITY, where=where)
        request.session[_SECRET] = sealed.hex()
        return secret
