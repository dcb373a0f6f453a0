"""Between the first way in and the second nobody is signed in: the session only knows who wants to come in.

`request.user` is a member of staff only after both. A page that asks for a desk can rely on that.
"""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext

from regreso.casebook.keys import keyring
from regreso.casebook.models import CodeSecret, Passkey, RecoveryCode, Staff
from regreso.steps import account
from regreso.web.base.forms import SeeOther
from regreso.web.base.sessions import begin

log = logging.getLogger(__name__)
PATIENCE = 10 * 60  # seconds between the password and the second way in
_ENTERING, _ASKED = "entering", "asked"


def first_way_is_good(request: HttpRequest, staff: Staff, *, to: str = "") -> HttpResponse:
    """The password was right, or the invitation: on to the second way in, or to setting one up."""
    request.session.cycle_key()
    request.session[_ENTERING] = {"staff": str(staff.pk), "at": timezone.now().timestamp(), "to": to}
    if account.ways_of(staff):
        return SeeOther(reverse("second-way"))
    if settings.REGRESO_SECOND_FACTOR == "offered":
        return come_in(request, staff, account.PASSWORD)
    return SeeOther(reverse("protect"))


def entering(request: HttpRequest) -> Staff | None:
    """Who came as far as the second way in, and not long ago."""
    known: dict[str, Any] = request.session.get(_ENTERING) or {}
    if not known or timezone.now().timestamp() - known["at"] > PATIENCE:
        request.session.pop(_ENTERING, None)
        return None
    return Staff.objects.filter(pk=known["staff"], is_active=True).first()


def come_in(request: HttpRequest, staff: Staff, way: str, *, to: str = "") -> HttpResponse:
    """Signed in: on to where they wanted to go."""
    known = request.session.pop(_ENTERING, None) or {}
    request.session.pop(_ASKED, None)
    at = timezone.now()
    auth.login(request, staff)
    begin(request, at=at)
    account.enter(staff, way, at=at)
    if way == account.RECOVERY:
        left = RecoveryCode.objects.filter(staff=staff, used_at=None).count()
        messages.warning(
            request,
            ngettext(
                "You came in by a code on paper. %(n)s is left.",
                "You came in by a code on paper. %(n)s are left.",
                left,
            )
            % {"n": left},
        )
    return SeeOther(safe(request, to or str(known.get("to", ""))))


def tell_of_failure(way: str, name: str) -> None:
    """A line in the log for a try that failed, the same for a name that exists and one that does not.

    The name stands there as a keyed digest: lines of one name belong together, and tell nobody which.
    """
    digest = keyring().index(name.strip().casefold(), purpose="failed sign-in").hex()[:12]
    log.warning("a try to sign in failed at the %s, name %s", way, digest)


def safe(request: HttpRequest, to: str) -> str:
    """Where to go: an address of our own, or the desks."""
    fine = url_has_allowed_host_and_scheme(to, {request.get_host()}, require_https=request.is_secure())
    return to if fine else reverse("desks")


def question(request: HttpRequest, state: dict[str, Any] | None = None) -> dict[str, Any] | None:
    """What the browser's key was asked: kept until it answers, and good for one answer."""
    if state is None:
        asked: dict[str, Any] | None = request.session.pop(_ASKED, None)
        return asked
    request.session[_ASKED] = state
    return None


def has_passkeys(staff: Staff) -> bool:
    """Whether one of the ways in is a key."""
    return Passkey.objects.filter(staff=staff).exists()


def has_codes(staff: Staff) -> bool:
    """Whether an app or a sheet of paper lets them in."""
    return CodeSecret.objects.filter(staff=staff).exists()
