"""Capture cards: whose is due and why, printed on A6 or A4 in two copies, and written down as sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Custody, Move
from regreso.casebook.queries import HELD
from regreso.steps import register
from regreso.steps.errors import StepError
from regreso.web.base.clocks import Clock, clock
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.forms import SeeOther
from regreso.web.base.moves import move_of
from regreso.web.base.people import name_of
from regreso.web.base.reads import note_read
from regreso.web.base.saved_views import listed
from regreso.web.base.words import Word
from regreso.web.holding.shapes import CARDS

AT_ONCE = 50  # cards of one print, and rows of one page
SIZES = ("a6", "a4")
# Since the last of these a card is due (GC III 70).
CAUSES = ("register", "register_listed", "report", "transfer", "admit", "discharge", "report_health")
# Annex IV B: the person strikes out what does not apply. No remark may be added.
HEALTH: tuple[Word, ...] = (
    _("good health"), _("not wounded"), _("recovered"), _("convalescent"), _("sick"), _("slightly wounded"),
    _("seriously wounded"),
)  # fmt: skip
_TITLES: dict[str, Word] = {"civilian_internee": _("Internment card")}
_AGENCY = (
    "Central Tracing Agency",
    "International Committee of the Red Cross",
    "19 avenue de la Paix, CH-1202 Geneva, Switzerland",
)
_LONGEST = 120  # letters of one line of the card


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody whose card is due: until when, and since what."""

    row: Custody
    name: str
    clock: Clock | None
    cause: Word


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the card, in the reader's language and in English beside it."""

    label: str
    english: str
    value: str
    short: str


@dataclass(frozen=True, slots=True)
class Printed:
    """One person's card: its lines, and to whom its two copies go."""

    row: Custody
    title: tuple[str, str]
    lines: list[Line]
    family: list[str]
    agency: tuple[str, ...]
    sender: list[str]
    too_long: list[str]


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.REGISTRAR)
def cards(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Whose capture card is due at my sites, the most overdue first; ticked ones are printed or sent."""
    if request.method == "POST":
        return _sent(request, desk) if "sent" in request.POST else _to_print(request)
    page, above = listed(request, desk, _due(desk), shape=CARDS, name="holding-cards", size=AT_ONCE)
    note_read(request, page.rows)
    now, causes = timezone.now(), _causes(page.rows)
    lines = [
        Due(one, name_of(one.person), clock(one.card_due_at, now=now), causes.get(one.pk, ""))
        for one in page.rows
    ]
    return render(request, "holding-cards.html", {"lines": lines, "paged": page, "tools": above})


@require_safe
@desk_view(story.REGISTRAR)
def card_print(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The cards of those who were ticked, for the printer: one copy to the family, one to the Agency."""
    if "id" not in request.GET:
        return SeeOther(reverse("holding-cards"))
    size = request.GET.get("size", "a4")
    keys = _keys(request.GET.getlist("id"))
    if size not in SIZES:
        raise Http404
    mine = access.custodies_for(desk.staff).filter(pk__in=keys, state__in=HELD)
    rows = list(mine.select_related("person", "site").order_by("site__code", "card_due_at", "pk"))
    if not rows:
        raise Http404
    note_read(request, [*rows, *(row.person for row in rows)], reason="capture card")
    made = [_printed(row) for row in rows]
    return render(request, "holding-card-print.html", {"cards": made, "size": size, "health": _health()})


def _due(desk: Desk) -> Any:  # noqa: ANN401 - the stubs name no queryset with select_related
    rows = access.custodies_for(desk.staff).filter(state__in=HELD, card_due_at__isnull=False)
    return rows.exclude(kind="found").select_related("person", "site")


def _keys(given: Iterable[str]) -> list[UUID]:
    """At most one print's worth of ids; what is no id is nobody."""
    found = []
    for one in list(given)[:AT_ONCE]:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found


def _to_print(request: HttpRequest) -> HttpResponse:
    keys = _keys(request.POST.getlist("id"))
    if not keys:
        messages.error(request, gettext("Nobody was ticked whose card is still due."))
        return SeeOther(reverse("holding-cards"))
    asked = urlencode([("size", request.POST.get("size", "a4")), *(("id", str(key)) for key in keys)])
    return SeeOther(f"{reverse('holding-card-print')}?{asked}")


def _sent(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The cards of those who were ticked have left: one move each, as if by hand."""
    done = 0
    rows = _due(desk).filter(pk__in=_keys(request.POST.getlist("id")))
    for row in rows:
        try:
            register.send_card(row, by=desk.actor, at=timezone.now())
        except (story.MoveRefused, StepError):
            continue  # a colleague was faster, or he is no longer here: the list shows how it stands
        done += 1
    if done:
        told = ngettext("%(n)d card is written down as sent.", "%(n)d cards are written down as sent.", done)
        messages.success(request, told % {"n": done})
    else:
        messages.error(request, gettext("Nobody was ticked whose card is still due."))
    return SeeOther(reverse("holding-cards"))


def _causes(rows: Iterable[Custody]) -> dict[object, Word]:
    """The move since which each card is due: one query for a page."""
    found = Move.objects.filter(subject="custody", subject_id__in=[row.pk for row in rows], name__in=CAUSES)
    newest = dict(found.order_by("number").values_list("subject_id", "name"))
    return {key: move_of("custody", name) for key, name in newest.items()}


def _printed(row: Custody) -> Printed:
    lines = _lines(row)
    title = _TITLES.get(row.kind, _("Capture card for prisoner of war"))
    person = row.person
    with override("en"):
        english = str(title)
    return Printed(
        row=row,
        title=(str(title), english),
        lines=lines,
        family=[part for part in person.inform.splitlines() if part.strip()],
        agency=_AGENCY,
        sender=[
            name_of(person), row.number, row.site.name or row.site.code, *row.site.postal_address.splitlines()
        ],
        too_long=[line.label for line in lines if line.short != line.value],
    )  # fmt: skip


def _lines(row: Custody) -> list[Line]:
    """The numbered lines of Annex IV B. What he declined stays empty."""
    person, capture = row.person, row.capture
    told: list[tuple[Word, str]] = [
        (_("Power on which the prisoner depends"), person.power),
        (_("Surname"), person.surname),
        (_("First names (in full)"), " ".join(part for part in (person.given, person.patronymic) if part)),
        (_("First name of father"), person.father),
        (_("Date of birth"), person.birth),
        (_("Place of birth"), person.birthplace),
        (_("Rank"), person.rank),
        (_("Service number"), person.service_number),
        (_("Address of next of kin"), ", ".join(person.inform.split("\n"))),
        (_("Taken prisoner on"), " ".join(str(capture.get(name, "")) for name in ("date", "place")).strip()),
        (_("Coming from (camp, hospital)"), str(capture.get("coming_from", ""))),
        (
            _("Prisoner number; name of camp"),
            "; ".join(part for part in (row.number, row.site.name or row.site.code) if part),
        ),
    ]
    return [_line(label, value) for label, value in told]


def _line(label: Word, value: str) -> Line:
    value = " ".join(value.split())
    short = value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
    with override("en"):
        english = str(label)
    return Line(str(label), english, value, short)


def _health() -> list[str]:
    return [str(words) for words in HEALTH]
