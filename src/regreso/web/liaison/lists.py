"""The lists of these desks: what waits first. Each costs the same queries however long it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from regreso.casebook import queries
from regreso.casebook.models import Staff
from regreso.web.base.clocks import clock
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.pages import Page
from regreso.web.base.reads import note_read
from regreso.web.base.saved_views import listed
from regreso.web.base.words import Word, state_of
from regreso.web.liaison import (
    answers,
    bureau,
    calls,
    cards,
    corrections,
    deaths,
    handovers,
    journeys,
    letters,
    messages,
)
from regreso.web.liaison import translations as translating
from regreso.web.liaison.shapes import ON_THE_WAY, RUNNING, SHAPES, TO_DO


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of one kind of row: its address, and which rows. Its order stands in its shape."""

    name: str
    title: Word
    page: Page
    chosen: Callable[[QuerySet[Any]], QuerySet[Any]]
    where: str = ""

    def view(self) -> Callable[..., HttpResponse]:
        """The view of the list."""

        def shown(request: HttpRequest, desk: Desk) -> HttpResponse:
            shape = SHAPES[self.name]
            page, above = listed(request, desk, self.rows(desk.staff), shape=shape, name=self.name)
            note_read(request, page.rows)
            now = timezone.now()
            lines = [
                (
                    reverse(self.page.name, args=[one.pk]),
                    self.page.title(one),
                    state_of(self.page.noun, one.state),
                    clock(self.page.due(one), now=now),
                )
                for one in page.rows
            ]
            tabs = [(one.name, one.title) for one in LISTS if one.page.role == self.page.role]
            context = {"lines": lines, "paged": page, "tools": above, "listing": self, "tabs": tabs}
            context["role"] = self.page.role
            return render(request, "liaison-list.html", context)

        return require_safe(desk_view(self.page.role)(shown))  # type: ignore[return-value]  # the same view, checked

    def rows(self, staff: Staff) -> QuerySet[Any]:
        """The rows of the list with what its lines show."""
        return self.chosen(self.page.rows(staff)).select_related(*self.page.sides)

    def path(self) -> URLPattern:
        """Its address."""
        return path(self.where, self.view(), name=self.name)


def _in(*states: str) -> Callable[[QuerySet[Any]], QuerySet[Any]]:
    return lambda rows: rows.filter(state__in=states)


def _without(*states: str) -> Callable[[QuerySet[Any]], QuerySet[Any]]:
    return lambda rows: rows.exclude(state__in=states)


def _to_do(rows: QuerySet[Any]) -> QuerySet[Any]:
    """What waits for a liaison; and those who are free, while their family still reads that they are held."""
    free = Q(state__in=queries.TOLD, rung="held", match__custody__state__in=queries.FREE)
    return rows.filter(Q(state__in=TO_DO) | free)


LISTS = (
    Listing("liaison", _("Answers"), answers.ANSWER, _to_do, where="liaison/"),
    Listing(
        "liaison-families",
        _("Families told"),
        answers.ANSWER,
        _in(*queries.TOLD, "corrected"),
        "liaison/families/",
    ),
    Listing("liaison-calls", _("Calls"), calls.CALL, _in(*RUNNING), "liaison/calls/"),
    Listing(
        "liaison-letters",
        _("Messages to hand over"),
        letters.LETTER,
        _in("passed_receiver", "undeliverable"),
        "liaison/letters/",
    ),
    Listing(
        "liaison-journeys",
        _("Journeys"),
        journeys.JOURNEY,
        _in(*ON_THE_WAY),
        "liaison/journeys/",
    ),
    Listing(
        "liaison-handovers",
        _("Handovers"),
        handovers.LIAISON,
        _without("closed", "refused"),
        "liaison/handovers/",
    ),
    Listing(
        "liaison-corrections",
        _("Mistakes to set right"),
        corrections.CORRECTION,
        _without("settled"),
        "liaison/corrections/",
    ),
    Listing("liaison-deaths", _("Deaths"), deaths.LIAISON, _without("corrected"), where="liaison/deaths/"),
    Listing(
        "liaison-plans",
        _("Support"),
        deaths.PLAN,
        _without("closed"),
        "liaison/support/",
    ),
    Listing("liaison-cards", _("Cards"), cards.CARD, _in("ready"), "liaison/cards/"),
    Listing(
        "messages",
        _("Messages to read"),
        messages.MESSAGE,
        lambda rows: rows,
        "messages/",
    ),
    Listing(
        "translations",
        _("Messages to translate"),
        translating.TRANSLATION,
        _in("asked", "taken"),
        "translations/",
    ),
    Listing("officer", _("Handovers"), handovers.OFFICER, _without("closed", "refused"), where="officer/"),
    Listing(
        "officer-deaths",
        _("Death notices"),
        deaths.OFFICER,
        _without("struck", "corrected"),
        where="officer/deaths/",
    ),
    Listing(
        "bureau",
        _("To notify"),
        bureau.CUSTODY,
        lambda rows: rows,
        "bureau/",
    ),
    Listing(
        "bureau-handovers",
        _("Lists to agree"),
        handovers.BUREAU,
        _in("wish_recorded"),
        where="bureau/handovers/",
    ),
)
PAGES = (
    answers.ANSWER, corrections.CORRECTION,
    calls.CALL, journeys.JOURNEY, handovers.LIAISON, deaths.LIAISON, deaths.PLAN,
    cards.CARD, letters.LETTER, messages.MESSAGE, translating.TRANSLATION, handovers.OFFICER, deaths.OFFICER,
    bureau.CUSTODY, handovers.BUREAU,
)  # fmt: skip
