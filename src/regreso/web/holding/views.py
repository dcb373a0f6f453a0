"""The registrar's pages: those at one's own site, their clocks, and the head list."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Person, history
from regreso.casebook.queries import HELD
from regreso.steps import register
from regreso.steps.head_count import HERE
from regreso.web.base.acts import Act, Bench, Bound, Taking, act_of, take
from regreso.web.base.clocks import clock
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.forms import step_form
from regreso.web.base.people import FIELDS, name_of, shown
from regreso.web.base.reads import note_read
from regreso.web.base.saved_views import listed
from regreso.web.base.timeline import timeline
from regreso.web.base.words import IDENTITY_LEVELS, PURPOSES, Word, state_of
from regreso.web.holding import challenges, letters, sections
from regreso.web.holding.acts import CUSTODY, ENDS, LEAVE_THE_DESK
from regreso.web.holding.forms import KINDS, OF_PERSON, NewCustody
from regreso.web.holding.questions import ACTS as QUESTION
from regreso.web.holding.shapes import HELD_HERE
from regreso.web.holding.word_acts import CALL, FRESH, HANDOVER, MESSAGE

LATEST = 10  # of presences and consents on a page


@require_safe
@desk_view(story.REGISTRAR)
def custodies(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Those held at my sites; whose capture card is due soonest comes first."""
    rows = access.custodies_for(desk.staff).filter(state__in=HERE).select_related("person", "site")
    page, above = listed(request, desk, rows, shape=HELD_HERE, name="holding")
    note_read(request, page.rows)
    now = timezone.now()
    lines = [
        (one, name_of(one.person), state_of("custody", one.state), clock(one.card_due_at, now=now))
        for one in page.rows
    ]
    return render(request, "holding-list.html", {"lines": lines, "paged": page, "tools": above})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.REGISTRAR)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Register somebody who arrived, or only report that he is here."""

    def step(form: NewCustody) -> str:
        custody = form.custody()
        person = form.fill(Person(operation=custody.operation))
        take_in = register.report if form.cleaned_data["only_report"] else register.register
        take_in(custody, person, by=desk.actor, at=timezone.now())
        return reverse("holding-custody", args=[custody.pk])

    def page(form: NewCustody) -> HttpResponse:
        return render(request, "holding-new.html", {"form": form})

    form = NewCustody(request.POST or None)
    form.at_sites(desk.sites)
    return step_form(request, form, step=step, page=page)


@require_safe
@desk_view(story.REGISTRAR)
def custody(request: HttpRequest, desk: Desk, custody_id: UUID) -> HttpResponse:
    """One person held: clocks, what can be done, his word, his messages, calls and handover."""
    return _page(request, desk, custody_id)


@desk_view(story.REGISTRAR)
def custody_act(request: HttpRequest, desk: Desk, *, custody_id: UUID, move: str) -> HttpResponse:
    """One step with a custody, or the first of something that begins on its page."""
    row = get_object_or_404(_mine(desk), pk=custody_id)
    gone = move in LEAVE_THE_DESK
    taking = Taking(
        act_of((*CUSTODY, *ENDS, *FRESH, challenges.SET), move, desk),
        row,
        page=lambda bound: _page(request, desk, custody_id, bound),
        to=reverse("holding") if gone else reverse("holding-custody", args=[row.pk]),
    )
    return take(request, desk, taking)


@desk_view(story.REGISTRAR)
def message_act(request: HttpRequest, desk: Desk, *, row_id: UUID, move: str) -> HttpResponse:
    """One step with a message of somebody at my site."""
    return _part(
        request,
        desk,
        rows=access.held_messages_for(desk.staff),
        row_id=row_id,
        act=act_of(MESSAGE, move, desk),
    )


@desk_view(story.REGISTRAR)
def call_act(request: HttpRequest, desk: Desk, *, row_id: UUID, move: str) -> HttpResponse:
    """One step with a call of somebody at my site."""
    return _part(
        request, desk, rows=access.held_calls_for(desk.staff), row_id=row_id, act=act_of(CALL, move, desk)
    )


@desk_view(story.REGISTRAR)
def question_act(request: HttpRequest, desk: Desk, *, row_id: UUID, move: str) -> HttpResponse:
    """What somebody at my site answered, or that he does not want to."""
    rows = access.held_questions_for(desk.staff).select_related("custody__person", "operation")
    row = get_object_or_404(rows, pk=row_id)
    page = partial(_page, request, desk, row.custody_id)
    to = reverse("holding-custody", args=[row.custody_id])
    return take(request, desk, Taking(act_of(QUESTION, move, desk), row, page, to))


@desk_view(story.REGISTRAR)
def challenge_act(request: HttpRequest, desk: Desk, *, row_id: UUID, move: str) -> HttpResponse:
    """What he answered to his family's question, or that he takes his own back."""
    rows = access.held_challenges_for(desk.staff).select_related("custody__person", "operation")
    row = get_object_or_404(rows, pk=row_id)
    row.custody = custody = challenges.custody_of(row, desk.staff)
    if custody is None:
        raise Http404
    page = partial(_page, request, desk, custody.pk)
    to = reverse("holding-custody", args=[custody.pk])
    return take(request, desk, Taking(act_of(challenges.ACTS, move, desk), row, page, to))


@desk_view(story.REGISTRAR)
def handover_act(request: HttpRequest, desk: Desk, *, row_id: UUID, move: str) -> HttpResponse:
    """One step with the handover of somebody at my site."""
    return _part(
        request,
        desk,
        rows=access.held_handovers_for(desk.staff),
        row_id=row_id,
        act=act_of(HANDOVER, move, desk),
    )


def _part(request: HttpRequest, desk: Desk, *, rows: Any, row_id: UUID, act: Act) -> HttpResponse:  # noqa: ANN401 - rows of three nouns
    row = get_object_or_404(rows.select_related("custody", "enquiry", "operation"), pk=row_id)
    page = partial(_page, request, desk, row.custody_id)
    return take(request, desk, Taking(act, row, page, reverse("holding-custody", args=[row.custody_id])))


def _mine(desk: Desk) -> Any:  # noqa: ANN401 - the stubs name no queryset with select_related
    return access.custodies_for(desk.staff).select_related("person", "site", "operation")


def _page(request: HttpRequest, desk: Desk, custody_id: UUID, bound: Bound | None = None) -> HttpResponse:
    row = get_object_or_404(_mine(desk), pk=custody_id)
    note_read(request, [row, row.person])
    now = timezone.now()
    clocks = (
        ("card", row.card_due_at),
        ("bureau", row.bureau_due_at),
        ("health", row.health_due_at),
        ("forms", row.forms_due_at),
    )
    moves = list(history(row))
    return render(
        request,
        "holding-custody.html",
        {
            "row": row,
            "name": name_of(row.person),
            "state": state_of("custody", row.state),
            "kind": dict(KINDS).get(row.kind, row.kind),
            "clocks": {name: clock(due, now=now) for name, due in clocks},
            "card_prints": row.state in HELD,
            "told": _told(row.person),
            "declined": [FIELDS.get(name, name) for name in row.person.declined],
            "level": IDENTITY_LEVELS.get(row.person.identity_level, ""),
            "offers": Bench(desk, CUSTODY, "holding-custody-act", bound).offers(row, moves=moves),
            "ends": Bench(desk, ENDS, "holding-custody-act", bound).offers(row),
            "presences": row.presences.select_related("site").order_by("-at")[:LATEST],
            "consents": [(PURPOSES.get(c.purpose, c.purpose), c) for c in sections.newest_consents(row)],
            "month": letters.month(row),
            "sections": sections.of(row, desk, bound),
            "timeline": timeline(moves, desk.staff),
        },
    )


def _told(person: Person) -> list[tuple[Word, str]]:
    return [(FIELDS[name], value) for name in OF_PERSON if (value := shown(person, name))]
