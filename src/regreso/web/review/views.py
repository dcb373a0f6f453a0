"""The reviewers' pages: the queue by probability, and one match with its evidence."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from regreso import story
from regreso.casebook import access, verdicts
from regreso.casebook.models import Match, Verdict, history
from regreso.steps import review
from regreso.web.base.acts import Act, Bench, Bound, Taking, act_of, filled, take
from regreso.web.base.clocks import clock
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.forms import step_button
from regreso.web.base.paging import paged
from regreso.web.base.people import LAST_CONTACT, name_of
from regreso.web.base.reads import note_read
from regreso.web.base.timeline import timeline
from regreso.web.base.words import state_of
from regreso.web.review.acts import ACTS, FIRST, TURNS
from regreso.web.review.evidence import doubt, percent, rows
from regreso.web.review.forms import SAME, Judged
from regreso.web.review.run import IN_HAND, ORDER, PARTS, around, keep, onward, part_of

# Until two have judged, nobody is shown what anybody said.
BLIND = ("potential", "assigned", "under_review", "proposed", "disputed")
JUDGEMENTS = ("propose", "dissent", "reject", "leave_open")


@require_safe
@desk_view(story.REVIEWER)
def queue(request: HttpRequest, desk: Desk, part: str) -> HttpResponse:
    """Matches that wait, the most probable first."""
    found = part_of(desk.staff, part).select_related("enquiry__sought")
    page = paged(request, found.order_by(*ORDER))
    keep(request, part, page.number)
    note_read(request, page.rows)
    now = timezone.now()
    lines = [
        (one, name_of(one.enquiry.sought), percent(one.probability), state_of("match", one.state),
         clock(one.second_due_at, now=now) if part == "second" else None)
        for one in page.rows
    ]  # fmt: skip
    return render(request, "review-queue.html", {"lines": lines, "paged": page, "part": part})


@require_safe
@desk_view(story.REVIEWER)
def match(request: HttpRequest, desk: Desk, match_id: UUID) -> HttpResponse:
    """One match: both sides next to each other, and what this reviewer may do."""
    return _page(request, desk, match_id)


@desk_view(story.REVIEWER)
def match_act(request: HttpRequest, desk: Desk, *, match_id: UUID, move: str) -> HttpResponse:
    """One step with a match, other than a verdict."""
    row = get_object_or_404(_open(desk), pk=match_id)
    return take(request, desk, _taking(request, desk, row, act=act_of(ACTS, move, desk)))


@desk_view(story.REVIEWER)
def verdict(request: HttpRequest, desk: Desk, match_id: UUID) -> HttpResponse:
    """A verdict: the first reviewer's is a proposal, the second one's decides."""
    row = get_object_or_404(_open(desk), pk=match_id)
    turn = TURNS.get(row.state, FIRST)
    act = turn.get(request.POST.get("says", ""), turn[SAME])
    return take(request, desk, _taking(request, desk, row, act=act, to=onward(request, desk.staff, row)))


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
    blind = row.state in BLIND
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
            "evidence": rows(row),
            "contact": [(LAST_CONTACT[k], v) for k, v in contact.items() if k in LAST_CONTACT],
            "doubt": doubt(row, others),
            "others": [(one, percent(one.probability)) for one in others],
            "offers": Bench(desk, ACTS, "review-match-act", bound).offers(row, moves=moves),
            "judge": _form(row, desk, judged, bound),
            "judged_by_me": _mine(judged, desk),
            "run": around(request, desk.staff, row),
            "may_begin": row.state in PARTS["waiting"] and not _mine(judged, desk),
            "taken": row.state in IN_HAND and row.assigned_to_id != desk.staff.pk,
            "verdicts": judged,
            "timeline": timeline(seen, desk.staff, reasons=not blind),
        },
    )


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
