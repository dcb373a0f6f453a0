"""Sessions of the staff end: after a while without a click, and after a working day in any case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext

from regreso.web.base.forms import SeeOther

_BEGAN, _SEEN = "began", "seen"
_STEP = 60  # seconds: the last click is written down no finer than this
FRESH = 15 * 60  # seconds for which somebody who signed in need not show again who they are


def begin(request: HttpRequest, *, at: datetime) -> None:
    """They have just signed in."""
    request.session[_BEGAN] = request.session[_SEEN] = at.timestamp()
    request.session.set_expiry(settings.REGRESO_SESSION_HOURS * 3600)


def is_fresh(request: HttpRequest) -> bool:
    """Whether they signed in a few minutes ago: what changes the ways into an account asks for that."""
    return timezone.now().timestamp() - float(request.session.get(_BEGAN, 0)) < FRESH


def sessions_end(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: a session that is over is signed out before anything is shown."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated and _is_over(request):
            return _sign_in_again(request)
        return get_response(request)

    return middleware


def _is_over(request: HttpRequest) -> bool:
    now, session = timezone.now().timestamp(), request.session
    began, seen = float(session.get(_BEGAN, now)), float(session.get(_SEEN, now))
    if now - began >= settings.REGRESO_SESSION_HOURS * 3600:
        return True
    if now - seen >= settings.REGRESO_IDLE_MINUTES * 60:
        return True
    if _BEGAN not in session or now - seen >= _STEP:
        session[_BEGAN], session[_SEEN] = began, now
    return False


def _sign_in_again(request: HttpRequest) -> HttpResponseBase:
    auth.logout(request)
    sent = request.method not in {"GET", "HEAD"}
    told = gettext("You were away for a while, so we signed you out.")
    if sent:
        told += " " + gettext("What you sent last was not kept. Please send it again.")
    messages.warning(request, told)
    to = request.headers.get("HX-Current-URL", "") if sent or request.htmx else request.get_full_path()  # type: ignore[attr-defined]  # set by django-htmx's middleware
    address = f"{reverse('sign-in')}?{urlencode({'next': to})}" if to else reverse("sign-in")
    response: HttpResponseBase = SeeOther(address)
    if request.htmx:  # type: ignore[attr-defined]  # as above
        response = SeeOther(address)
        response.status_code = 204
        response.headers["HX-Redirect"] = address
    return response
