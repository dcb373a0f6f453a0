"""Registering without a network: a page that opens from the browser's own copy, and sends when it can.

The page knows nobody. What a person tells is shut in a box before it touches the disk: the device cannot read
it again, and whoever takes it away learns nothing but how many were written down. It stands outside the
addresses with a language in front, so that one worker can keep all of it.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from regreso import story
from regreso.casebook import boxes
from regreso.casebook.models import Person
from regreso.steps import register
from regreso.steps.errors import StepError
from regreso.story import MoveRefused
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.offline import worker
from regreso.web.holding.forms import NewCustody

FILES = (
    "regreso/regreso.css", "regreso/desk.css", "regreso/board.css", "regreso/icon.svg", "regreso/register.js",
    "regreso/outbox.js", "regreso/box.js",
)  # fmt: skip
CODES = [code for code, _name in settings.LANGUAGES]
MOST_ROWS = 100
LARGEST = 2**21  # bytes of a body
_MUST = ("site", "kind", "identity_level")  # without these nobody can be registered


@require_safe
def front(_request: HttpRequest) -> HttpResponse:
    """To the page in the reader's language."""
    language = get_language() or "en"
    return HttpResponseRedirect(reverse("offline-page", args=[language if language in CODES else "en"]))


@require_safe
def page(_request: HttpRequest, language: str) -> HttpResponse:
    """The page. It holds nothing but words and empty fields."""
    if language not in CODES:
        raise Http404
    return HttpResponse(_content(language))


@require_safe
def service_worker(_request: HttpRequest) -> HttpResponse:
    """The worker that keeps the page."""
    pages = [(reverse("offline-page", args=[code]), partial(_content, code)) for code in CODES]
    return worker("register", pages, FILES)


@require_GET
@desk_view(story.REGISTRAR)
def me(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who is signed in here, at which sites, and the key with which the page shuts what is told."""
    sites = [{"id": str(site.pk), "code": site.code} for site in desk.sites]
    return JsonResponse(
        {"staff": str(desk.staff.pk), "sites": sites, "key": boxes.public_key(), "csrf": get_token(request)}
    )


@require_POST
@desk_view(story.REGISTRAR)
def people(request: HttpRequest, desk: Desk) -> HttpResponse:
    """JSON lines, each with the id that the page chose and a box. Each is answered for by its id.

    What was cut off on the way is no whole line: it is left out, and will be sent again.
    """
    if len(request.body) > LARGEST:
        return JsonResponse({"why": f"more than {LARGEST} bytes; send fewer lines"}, status=413)
    text = request.body.decode("utf-8", "replace")
    lines = [line for line in text[: text.rfind("\n") + 1].split("\n") if line.strip()]
    if len(lines) > MOST_ROWS:
        return JsonResponse({"why": f"more than {MOST_ROWS} lines; send fewer"}, status=413)
    said = [one for line in lines if (one := _line(line))]
    return JsonResponse({"answers": [{"id": one["id"], **_taken(desk, one)} for one in said]})


def _line(line: str) -> dict[str, str] | None:
    try:
        found = json.loads(line)
        return {"id": str(UUID(found["id"])), "box": str(found["box"]), "staff": str(found["staff"])}
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


class _Refused(Exception):  # noqa: N818 - an answer for the page, not a fault
    """This line is not taken; the code says why."""


def _taken(desk: Desk, one: dict[str, str]) -> dict[str, Any]:
    """What became of one line: sent, perhaps without some fields; or refused, and why."""
    try:
        told = _opened(desk, one)
        form, left_out = _form(desk, told, one["id"])
        _register(desk, form, told)
    except _Refused as refused:
        return {"state": "refused", "why": str(refused)}
    return {"state": "sent", "why": "", "left_out": left_out}


def _opened(desk: Desk, one: dict[str, str]) -> dict[str, Any]:
    if one["staff"] != str(desk.staff.pk):
        raise _Refused("other_staff")
    try:
        told = boxes.open_box(one["box"])
    except boxes.BoxError:
        raise _Refused("box") from None
    if not isinstance(told, dict):
        raise _Refused("box")
    return told


def _form(desk: Desk, told: dict[str, Any], key: str) -> tuple[NewCustody, list[str]]:
    """The desk's own form, filled from the box; a faulty value that may be missing is left out and named.

    Nobody can be asked any more what was meant, and somebody who is held must not stay uncounted for a slip.
    """
    data = {**told, "token": key}
    form = _bound(desk, data)
    if not form.errors:
        return form, []
    faulty = [name for name in form.errors if name in form.fields and name not in _MUST and name != "token"]
    unnamed = "surname" in faulty and not told.get("surname")
    data = {name: value for name, value in data.items() if name not in faulty}
    if unnamed:
        data["identity_level"] = "unidentified"
    form = _bound(desk, data)
    if form.errors:
        raise _Refused("no_site" if "site" in form.errors else "values")
    return form, faulty


def _bound(desk: Desk, data: dict[str, Any]) -> NewCustody:
    form = NewCustody(data)
    form.at_sites(desk.sites)
    form.is_valid()
    return form


def _register(desk: Desk, form: NewCustody, told: dict[str, Any]) -> None:
    custody = form.custody()
    custody.arrived_at = custody.arrived_at or _moment(told.get("at"))
    person = form.fill(Person(operation=custody.operation))
    take_in = register.report if form.cleaned_data["only_report"] else register.register
    try:
        take_in(custody, person, by=desk.actor, at=timezone.now())
    except MoveRefused as refused:
        if "already there" not in refused.why:  # the answer to an earlier sending was lost: it is in
            raise _Refused("move") from None
    except StepError:
        raise _Refused("values") from None


def _moment(text: object) -> datetime | None:
    """When it was written down, by the device's clock: the capture card is due from then."""
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return at if at.tzinfo else None


def _content(language: str) -> bytes:
    with override(language):
        languages = [(code, name, reverse("offline-page", args=[code])) for code, name in settings.LANGUAGES]
        form = NewCustody(auto_id="f-%s")
        context = {"form": form, "languages": languages, "language": language, "words": _words(form)}
        return render_to_string("holding-offline.html", context).encode()


def _words(form: NewCustody) -> dict[str, str]:
    """What the script says; it holds no sentence of its own."""
    labels = {f"field-{name}": str(field.label) for name, field in form.fields.items()}
    return labels | {
        "waiting": _("{n} not yet sent"),
        "nothing-waits": _("Everything is sent"),
        "online": _("Network: there"),
        "offline": _("Network: none. Go on: everything is kept on this device."),
        "refused": _("{n} were refused: see below"),
        "synced": _("Last sent at {at}"),
        "not-saved": _("This could not be kept on the device. Write it on paper."),
        "saved": _("Kept under number {n}. Write this number on the paper slip."),
        "sign-in": _("Sign in first, where there is a network. Then this page works without one."),
        "no-network": _("The server could not be reached. What you write is kept on this device."),
        "no-name": _("Write a name, tick that he declined, or choose “Unidentified”."),
        "both": _("Told and declined at once: empty this field or take the tick away."),
        "not-a-date": _(
            "We cannot read this as a date. Write it like 21.04.1999, or only 04.1999, or only 1999."
        ),
        "not-a-moment": _("Year-month-day hour:minute, like 2022-03-03 14:30."),
        "too-long": _("This is too long."),
        "left-out": _("sent, but without what could not be read: {fields}. Ask him again."),
        "state-waiting": _("not yet sent"),
        "state-sent": _("sent"),
        "state-refused": _("refused"),
        "why-other_staff": _("another registrar wrote this: they have to sign in here"),
        "why-box": _("it was changed on the way"),
        "why-no_site": _("you are no registrar of this site any more"),
        "why-values": _("the server could not take its values"),
        "why-move": _("it could not be done now"),
        "forget-waiting": _("{n} are not sent yet and would be lost. Forget all the same?"),
        "forget": _("Forget everything on this device?"),
        "number": _("Number {n}"),
    }
