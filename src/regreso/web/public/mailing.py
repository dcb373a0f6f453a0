"""Announcements by e-mail: asked for, confirmed by letter, left by one click. No page shows an address."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django import forms
from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from regreso.casebook import allowance, subscribers
from regreso.casebook.allowance import Limit
from regreso.casebook.announced import LANGUAGES
from regreso.casebook.models import Notice, Operation, Subscriber
from regreso.steps import notify, subscribe
from regreso.web.base.forms import PageForm, SeeOther, step_form

READ_AND_SEND = require_http_methods(["GET", "HEAD", "POST"])
# Whoever writes a stranger's address here again and again sends that stranger two letters a day.
BY_ADDRESS = Limit("subscribe", tries=2, every=12 * 3600)
BY_ALL = Limit("subscribe all", tries=200, every=10)


class AddressForm(PageForm):
    """Where the announcements are to go."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@READ_AND_SEND
def ask(request: HttpRequest) -> HttpResponse:
    """The question, and one answer for every address: known, unknown, or somebody else's."""
    if not settings.REGRESO_SMTP_URL or _operation() is None:
        return render(request, "public/mailing.html", {"closed": True})

    def step(form: AddressForm) -> str:
        _asked(form.cleaned_data["email"], get_language() or "en", timezone.now())
        return f"{reverse('by-mail')}?asked=1"

    def page(form: AddressForm) -> HttpResponse:
        asked = request.GET.get("asked") == "1" and request.method != "POST"
        return render(request, "public/mailing.html", {"form": form, "asked": asked})

    return step_form(request, AddressForm(request.POST or None), step=step, page=page)


@READ_AND_SEND
def mine(request: HttpRequest, row_id: UUID, seal: str) -> HttpResponse:
    """From the letter: one button to confirm, one to leave. A look changes nothing: programs look, too."""
    row = subscribers.by_link(row_id, seal)
    if request.method == "POST":
        if row is not None and "leave" in request.POST:
            subscribe.leave(row)
        elif row is not None:
            subscribe.confirm(row, at=timezone.now())
        return SeeOther(request.path)
    return render(request, "public/mailing-mine.html", {"row": row})


@csrf_exempt
@READ_AND_SEND
def leave(request: HttpRequest, row_id: UUID, seal: str) -> HttpResponse:
    """What a mail program calls for its reader (RFC 8058). Only a POST leaves; a second one finds it done."""
    if request.method != "POST":
        return SeeOther(reverse("by-mail-mine", args=[row_id, seal]))
    row = subscribers.by_link(row_id, seal)
    if row is not None:
        subscribe.leave(row)
    return HttpResponse(content_type="text/plain")


def _operation() -> Operation | None:
    return Operation.objects.filter(state="open").order_by("test", "-opened_at").first()


def _asked(address: str, language: str, at: datetime) -> None:
    """One letter waits, unless two went there today: then it is in the box already."""
    operation = _operation()
    if operation is None or language not in LANGUAGES:
        raise Http404
    with transaction.atomic():
        row = subscribe.ask(address, language, at=at)
        if allowance.take(BY_ADDRESS, subscribers.place_of(row.address.casefold()), at=at):
            return
        wait = timedelta(seconds=min(allowance.take(BY_ALL, "", at=at), 3600))
        content = {"to": row.address, "subject": _("Our announcements: please confirm"), "text": _words(row)}
        new = Notice(operation=operation, kind="list_confirm", transport="email", language=language)
        notify.queue(new, content, at=at, due=at + wait)


def _words(row: Subscriber) -> str:
    page = settings.REGRESO_SITE + reverse("by-mail-mine", args=[row.pk, subscribers.seal_of(row.pk)])
    return "\n\n".join(
        (
            _("Somebody asked that our announcements be sent to this address."),
            _("If it was you, open this page and confirm: %(page)s") % {"page": page},
            _("If not, do nothing: nothing more is sent, and the address is forgotten in two days."),
            _("We never ask for money."),
        )
    )
