"""A run of pairs: the list a reviewer came from, and the pair before and after this one in it.

First come those whose look is worth most: the answers to be expected of it, that is the probability times
the share of such looks that came to a verdict so far (fewer do where others fit as well). The place is
kept for the session: a verdict leads to the next pair, and the list opens where it was left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import reverse

from regreso.casebook import access, verdicts
from regreso.casebook.models import Match, Staff

KEPT = "review-run"
IN_HAND = ("assigned", "under_review")
PARTS = {
    "waiting": ("potential", "disputed"),
    "mine": IN_HAND,
    "second": ("proposed",),
    "open": ("inconclusive",),
    "confirmed": ("confirmed", "revocation_asked"),
}
EVERYBODYS = ("open", "confirmed")  # there is nothing to judge in them
ADDRESSES = {
    "waiting": "review",
    "mine": "review-mine",
    "second": "review-second",
    "open": "review-open",
    "confirmed": "review-confirmed",
}
ORDER = ("-worth", "pk")


@dataclass(frozen=True, slots=True)
class Run:
    """The list that is gone through, and the addresses around one pair; "" where there is none."""

    part: str
    back: str
    before: str = ""
    after: str = ""


def part_of(staff: Staff, part: str) -> QuerySet[Any]:
    """The pairs of one list. Who judged a match once is never its other reviewer."""
    chosen = weighed(staff, access.matches_for(staff)).filter(state__in=PARTS[part])
    if part == "mine":
        return chosen.filter(assigned_to=staff)
    return chosen if part in EVERYBODYS else chosen.exclude(verdicts__reviewer=staff)


def weighed(staff: Staff, rows: QuerySet[Match]) -> QuerySet[Any]:  # the stubs know no annotation
    """These pairs, each with what a look at it is `worth`."""
    alone, among = verdicts.decided_shares(access.operations_of_reviewer(staff))
    share = Case(When(fits_as_well__gt=0, then=Value(among)), default=Value(alone), output_field=FloatField())
    return rows.annotate(worth=F("probability") * share)


def keep(request: HttpRequest, part: str, page: int) -> None:
    """The reviewer looks at this list, on this page of it."""
    kept = {"part": part, "page": page}
    if request.session.get(KEPT) != kept:
        request.session[KEPT] = kept


def around(request: HttpRequest, staff: Staff, row: Match) -> Run:
    """The run in which this pair is looked at."""
    part, page = _kept(request)
    back = reverse(ADDRESSES[part]) + (f"?page={page}" if page > 1 else "")
    rows = part_of(staff, part).exclude(pk=row.pk)
    worth = weighed(staff, Match.objects.filter(pk=row.pk)).values_list("worth", flat=True).get()
    less, more, same = Q(worth__lt=worth), Q(worth__gt=worth), Q(worth=worth)
    after = rows.filter(less | same & Q(pk__gt=row.pk)).order_by(*ORDER)
    before = rows.filter(more | same & Q(pk__lt=row.pk)).order_by("worth", "-pk")
    return Run(part, back, _address(before), _address(after))


def onward(request: HttpRequest, staff: Staff, row: Match) -> str:
    """Where to look after this pair was judged: the next one of the run, else its list."""
    run = around(request, staff, row)
    return run.after or run.back


def _address(rows: QuerySet[Match]) -> str:
    key = rows.values_list("pk", flat=True).first()
    return reverse("review-match", args=[key]) if key else ""


def _kept(request: HttpRequest) -> tuple[str, int]:
    kept = request.session.get(KEPT)
    if isinstance(kept, dict) and kept.get("part") in PARTS and isinstance(kept.get("page"), int):
        return str(kept["part"]), int(kept["page"])
    return "waiting", 1
