"""The reviewers' pages: the queue by probability, and one match with its evidence."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from regreso import story
from regreso.casebook import access, verdicts
from regreso.casebook.asking import most_telling
from regreso.casebook.models import Match, Verdict, history
from regreso.steps import inquire, review
from regreso.web.base.acts import Act, Bench, Bound, Taking, act_of, filled, take
from regreso.web.base.clocks import clock
from regreso.web.base.corrected import who_knows
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.forms import step_button
from regreso.web.base.people import FIELDS, LAST_CONTACT, name_of
from regreso.web.base.reads import note_read
from regreso.web.base.saved_views import listed
from regreso.web.base.timeline import timeline
from regreso.web.base.words import state_of
from regreso.web.review.acts import ACTS, ASK_HIM, FAMILY, FIRST, QUESTION, TURNS
from regreso.web.review.evidence import doubt, percent, rows, told
from regreso.web.review.forms import SAME, Judged
from regreso.web.review.run import ADDRESSES, IN_HAND, PARTS, SHAPE, around, keep, onward, part_of
from regreso.web.review.sketch import sketch
from regreso.web.review.spans import lines

# Until two have judged, nobody is shown what anybody said.
BLIND = ("potential", "assigned", "under_review", "proposed", "disputed")
JUDGEMENTS = ("propose", "dissent", "reject", "leave_open")


@require_safe
@desk_view(story.REVIEWER)
def queue(request: HttpRequest, desk: Desk, part: str) -> HttpResponse:
    """Matches that wait: those first of which most answers are to be expected."""
    found = part_of(desk.staff, part).select_related("enquiry__sought")
    page, above = listed(request, desk, found, shape=SHAPE, name=ADDRESSES[part])
    keep(request, part, page=page.number, query=above.query)
    note_read(request, page.rows)
    now = timezone.now()
    shown = [
        (one, name_of(one.enquiry.sought), percent(one.probability), state_of("match", one.state),
         clock(one.second_due_at, now=now) if part == "second" else None)
        for one in page.rows
    ]  # fmt: skip
    return render(request, "review-queue.html", {"lines": shown, "paged": page, "tools": above, "part": part})


@require_safe
@desk_view(story.REVIEWER)
def match(request: HttpRequest, desk: Desk, match_id: UUID) -> HttpResponse:
    """One match: both sides next to each other, and what this reviewer may do."""
    return _page(request, desk, match_id)


@desk_view(story.REVIEWER)
def match_act(request: HttpRequest, desk: Desk, *, match_id: UUID, move: str) -> HttpResponse:
    """One step with a match, other than a verdict."""
    row = get_object_or_404(_open(desk), pk=match_id)
    return take(request, desk, _taking(request, desk, row, act=act_of((*ACTS, *ASK_HIM), move, desk)))


@desk_view(story.REVIEWER)
def verdict(request: HttpRequest, desk: Desk, match_id: UUID) -> HttpResponse:
    """A verdict: the first reviewer's is a proposal, the second one's decides."""
    row = get_object_or_404(_open(desk), pk=match_id)
    turn = TURNS.get(row.state, FIRST)
    act = turn.get(request.POST.get("says", ""), turn[SAME])
    return take(request, desk, _taking(request, desk, row, act=act, to=onward(request, desk, row)))


@desk_view(story.REVIEWER)
def family_act(request: HttpRequest, desk: Desk, *, match_id: UUID, move: str) -> HttpResponse:
    """The family of a pair that cannot be told is asked for what their enquiry lacks."""
    row = get_object_or_404(_open(desk), pk=match_id, state="inconclusive")
    return take(request, desk, _taking(request, desk, row, act=act_of(FAMILY, move, desk)))


@desk_view(story.REVIEWER)
def question_act(request: HttpRequest, desk: Desk, *, row_id: UUID, move: str) -> HttpResponse:
    """A question to the person held need not be put any more."""
    row = get_object_or_404(access.questions_for(desk.staff), pk=row_id)
    again = partial(_page, request, desk, row.match_id)
    to = reverse("review-match", args=[row.match_id])
    return take(request, desk, Taking(act_of(QUESTION, move, desk), row, again, to))


@require_POST
@desk_view(story.REVIEWER)
def begin(request: HttpRequest, desk: Desk, match_id: UUID) -> HttpResponse:
    """Take a pair and begin to judge it, with one key."""
    row = get_object_or_404(_open(desk), pk=match_id)

    def step() -> None:
        if row.state in PARTS["waiting"]:
            review.assign(row, by=desk.actor, at=timezone.now())
        review.review(row, by=desk.actor, at=timezone.now())

    return step_button(request, step=step, to=reverse("review-match", args=[row.pk]))


def _taking(request: HttpRequest, desk: Desk, row: Match, *, act: Act, to: str = "") -> Taking:
    return Taking(
        act,
        row,
        page=lambda bound: _page(request, desk, row.pk, bound),
        to=to or reverse("review-match", args=[row.pk]),
    )


def _open(desk: Desk) -> QuerySet[Match]:
    sides = ("enquiry__sought", "enquiry__enquirer", "custody__person", "custody__site", "operation")
    return access.matches_for(desk.staff).select_related(*sides)


def _page(request: HttpRequest, desk: Desk, match_id: UUID, bound: Bound | None = None) -> HttpResponse:
    row = get_object_or_404(_open(desk), pk=match_id)
    others = _others(row)
    note_read(request, [row, row.enquiry, row.custody, *others])
    moves, judged = list(history(row)), list(verdicts.visible_to(desk.staff, row))
    blind, compared = row.state in BLIND, rows(row)
    seen = [move for move in moves if not (blind and move.name in JUDGEMENTS)]
    contact = row.enquiry.last_contact
    return render(
        request,
        "review-match.html",
        {
            "row": row,
            "state": state_of("match", row.state),
            "probability": percent(row.probability),
            "nobody": percent(row.enquiry.nobody),
            "written": row.enquiry.sought.as_written,
            "evidence": compared.values(),
            "drawing": sketch(row, told(compared)),
            "days": lines(row, told(compared)),
            "contact": [(LAST_CONTACT[k], v) for k, v in contact.items() if k in LAST_CONTACT],
            "doubt": doubt(row, others),
            "others": [(one, percent(one.probability)) for one in others],
            "offers": Bench(desk, ACTS, "review-match-act", bound).offers(row, moves=moves),
            **_open_end(row, desk, bound),
            "knows": who_knows(getattr(row, "answer", None)),
            "judge": _form(row, desk, judged, bound),
            "judged_by_me": _mine(judged, desk),
            "run": around(request, desk, row),
            "may_begin": row.state in PARTS["waiting"] and not _mine(judged, desk),
            "taken": row.state in IN_HAND and row.assigned_to_id != desk.staff.pk,
            "verdicts": judged,
            "timeline": timeline(seen, desk.staff, reasons=not blind),
        },
    )


def _open_end(row: Match, desk: Desk, bound: Bound | None) -> dict[str, Any]:
    """What may be asked when a pair cannot be told, and what was asked."""
    if row.state != "inconclusive":
        return {}
    family = Bench(desk, FAMILY, "review-family-act", bound).offers(row, state=row.enquiry.state)
    questions = Bench(desk, QUESTION, "review-question-act", bound)
    asked = [
        (FIELDS[one.field], state_of("question", one.state), questions.offers(one))
        for one in row.questions.order_by("pk")
    ]
    him = Bench(desk, ASK_HIM, "review-match-act", bound).offers(row, state=story.NEW)
    telling = most_telling(row.enquiry)
    return {
        "asks": [*family, *(him if inquire.missing_of(row) else [])],
        "telling": FIELDS.get(telling) or LAST_CONTACT[telling.partition(".")[2]],
        "asked": asked,
    }


def _others(row: Match) -> list[Match]:
    """The other candidates of this enquiry, best first."""
    return list(
        row.enquiry.matches.exclude(pk=row.pk).exclude(state="superseded").order_by("rank", "pk")[:10]
    )


def _form(row: Match, desk: Desk, judged: list[Verdict], bound: Bound | None) -> Judged | None:
    """The form of a verdict, for whose turn it is."""
    if bound and isinstance(bound.form, Judged):
        return bound.form
    mine = row.state == "under_review" and row.assigned_to_id == desk.staff.pk
    second = row.state == "proposed" and not _mine(judged, desk)
    if not (mine or second):
        return None
    form = filled(FIRST[SAME], row)
    return form if isinstance(form, Judged) else None


def _mine(judged: list[Verdict], desk: Desk) -> bool:
    return any(one.reviewer_id == desk.staff.pk for one in judged)
