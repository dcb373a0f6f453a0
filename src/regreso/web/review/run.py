"""A run of pairs: the list a reviewer came from, and the pair before and after this one in it.

First come those whose look is worth most: the answers to be expected of it, that is the probability times
the share of such looks that came to a verdict so far (fewer do where others fit as well). The place is
kept for the session: a verdict leads to the next pair, and the list opens where it was left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regreso.casebook import access, verdicts
from regreso.casebook.models import Match, Staff
from regreso.web.base.desks import Desk
from regreso.web.base.listing import Shape, Sort, channel, due, language, since, site, until, usual

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
# Each order is one column and then the key, so that the pair before and after is found from the pair itself.
SHAPE = Shape(
    (
        usual("-worth", "pk"),
        Sort("sure", _("Most probable first"), ("-probability", "pk")),
        Sort("rival", _("Where the fewest others fit first"), ("fits_as_well", "pk")),
    ),
    (
        language("enquiry__language"),
        channel("enquiry__channel"),
        site("custody__site"),
        due("second_due_at"),
        since("enquiry__opened_at"),
        until("enquiry__opened_at"),
    ),
)


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


def keep(request: HttpRequest, part: str, *, page: int, query: str = "") -> None:
    """The reviewer looks at this list, narrowed and ordered so, on this page of it."""
    kept = {"part": part, "page": page, "query": query}
    if request.session.get(KEPT) != kept:
        request.session[KEPT] = kept


def around(request: HttpRequest, desk: Desk, row: Match) -> Run:
    """The run in which this pair is looked at."""
    part, page, query = _kept(request)
    told = urlencode([*parse_qsl(query), *([("page", page)] if page > 1 else [])])
    back = reverse(ADDRESSES[part]) + (f"?{told}" if told else "")
    said = SHAPE.chosen(dict(parse_qsl(query)), desk)
    rows = said.narrowed(part_of(desk.staff, part).exclude(pk=row.pk), now=timezone.now())
    first, _key = said.sort.order
    column, falls = first.lstrip("-"), first.startswith("-")
    here = weighed(desk.staff, Match.objects.filter(pk=row.pk)).values_list(column, flat=True).get()
    less, more, same = Q(**{f"{column}__lt": here}), Q(**{f"{column}__gt": here}), Q(**{column: here})
    after = rows.filter((less if falls else more) | same & Q(pk__gt=row.pk)).order_by(first, "pk")
    back_again = column if falls else f"-{column}"
    before = rows.filter((more if falls else less) | same & Q(pk__lt=row.pk)).order_by(back_again, "-pk")
    return Run(part, back, _address(before), _address(after))


def onward(request: HttpRequest, desk: Desk, row: Match) -> str:
    """Where to look after this pair was judged: the next one of the run, else its list."""
    run = around(request, desk, row)
    return run.after or run.back


def _address(rows: QuerySet[Match]) -> str:
    key = rows.values_list("pk", flat=True).first()
    return reverse("review-match", args=[key]) if key else ""


def _kept(request: HttpRequest) -> tuple[str, int, str]:
    kept = request.session.get(KEPT)
    if isinstance(kept, dict) and kept.get("part") in PARTS and isinstance(kept.get("page"), int):
        return str(kept["part"]), int(kept["page"]), str(kept.get("query", ""))
    return "waiting", 1, ""
