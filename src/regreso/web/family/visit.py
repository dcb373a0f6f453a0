"""Who is visiting: a browser that brought a phrase, or has just asked, is one enquirer's for a while."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from regreso.casebook.data_class import DataClass
from regreso.casebook.keys import KeysError, keyring
from regreso.casebook.models import Answer, Enquirer, Enquiry
from regreso.casebook.queries import told_answers
from regreso.web.base.desks import FAMILY, opens_to
from regreso.web.base.forms import SeeOther

P = ParamSpec("P")
AWAY = 30 * 60  # seconds without a click until a phone left on a table forgets us
_WHO, _PHRASE = "enquirer", "phrase"


def bind(request: HttpRequest, enquirer: Enquirer, *, phrase: str = "") -> None:
    """From now on this browser sees this enquirer's pages.

    A phrase that was just handed out is kept for the receipt, sealed: sessions lie in the database.
    """
    request.session[_WHO] = str(enquirer.pk)
    if phrase:
        where = f"session:{enquirer.pk}"
        sealed = keyring().seal(phrase.encode(), data_class=DataClass.CONTACT, where=where)
        request.session[_PHRASE] = sealed.hex()
    request.session.set_expiry(AWAY)


def expect(request: HttpRequest) -> None:
    """A form is being filled in: both clicks of a double click must come with one session."""
    request.session.setdefault("asking", 1)


def asked_here(request: HttpRequest, enquiry: UUID) -> bool:
    """Whether this browser's first click already made this enquiry, perhaps a moment ago."""
    now = type(request.session)(request.session.session_key)
    who = now.get(_WHO)
    return bool(who) and Enquiry.objects.filter(pk=enquiry, enquirer=UUID(who)).exists()


def phrase_to_show(request: HttpRequest) -> str:
    """The phrase of the receipt until the family has written it down; "" after that."""
    visitor(request)  # the receipt of a test says that it is one
    sealed, where = request.session.get(_PHRASE, ""), f"session:{request.session.get(_WHO)}"
    try:
        return keyring().open(bytes.fromhex(sealed), data_class=DataClass.CONTACT, where=where).decode()
    except KeysError:
        return ""


def phrase_is_written_down(request: HttpRequest) -> None:
    """The receipt is done: the phrase is now only with the family."""
    request.session.pop(_PHRASE, None)
    request.session.cycle_key()


def visitor(request: HttpRequest) -> Enquirer | None:
    """The enquirer to whom this browser belongs now."""
    who = request.session.get(_WHO)
    found = Enquirer.objects.select_related("operation").filter(pk=UUID(who)).first() if who else None
    if found is not None:
        request.operation = found.operation  # type: ignore[attr-defined]  # ours: the layout asks whether it is a test
    return found


def told(enquiry: Enquiry) -> QuerySet[Answer]:
    """The newest answer that was released to this family and holds: what opens every page behind it."""
    newest = told_answers(enquiry).order_by("-released_at").values_list("pk", flat=True)[:1]
    return Answer.objects.filter(pk__in=list(newest))


def family_view(
    view: Callable[Concatenate[HttpRequest, Enquiry, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """A page about one enquiry: for its own enquirer. Who has brought no phrase is asked for it."""

    @wraps(view)
    def page(request: HttpRequest, enquiry: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        enquirer = visitor(request)
        if enquirer is None:
            return SeeOther(reverse("status"))
        mine = Enquiry.objects.select_related("sought", "enquirer", "operation")
        found = get_object_or_404(mine, pk=enquiry, enquirer=enquirer)
        request.operation = found.operation  # type: ignore[attr-defined]  # ours: the layout asks whether it is a test
        return view(request, found, *args, **kwargs)

    return opens_to(page, FAMILY)
