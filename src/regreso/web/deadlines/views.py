"""Which clocks run and which are overdue, by site; and how often each was kept, article by article.

The Bureau and the auditor see the whole operation, a registrar their own sites. No page here names anybody.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import deadlines
from regreso.casebook.deadlines import CLOCKS, Clock, Kept
from regreso.casebook.models import Site
from regreso.web.base.clocks import clock as clock_words
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.listing import Filter, Shape, site, usual
from regreso.web.base.saved_views import chosen, tools
from regreso.web.base.words import Word
from regreso.web.deadlines.words import CLOCKS as NAMES
from regreso.web.deadlines.words import lasted, rule_of, share

PERIODS: dict[str, tuple[Word, int]] = {
    "month": (_("30 days"), 30),
    "quarter": (_("90 days"), 90),
    "year": (_("365 days"), 365),
}
# The board is a sum over rows: its filters are read here, and narrow no rows by themselves.
SHAPE = Shape(
    (usual(),),
    (
        site(),
        Filter(
            "due", _("Deadline"), lambda rows, _value, _now: rows, lambda _desk: {"overdue": _("overdue")}
        ),
    ),
)
ROLES = {"bureau": story.BUREAU, "auditor": story.AUDITOR, "registrar": story.REGISTRAR}


def board(request: HttpRequest, desk: Desk, *, name: str) -> HttpResponse:
    """Every clock that runs here, the overdue ones first."""
    now, said = timezone.now(), chosen(request, desk, SHAPE)
    sites = _sites_asked(desk, name, said.values["site"])
    lines = [line for one in _clocks(name) if (line := _line(desk, one, sites=sites, now=now))]
    if said.values["due"]:
        lines = [line for line in lines if line["late"]]
    lines.sort(key=lambda line: (-line["late"], not line["clock"].article))
    context = {
        "lines": lines,
        "tools": tools(desk, f"deadlines-{name}", said),
        "report": reverse(f"deadlines-{name}-report"),
        "overdue": sum(line["late"] for line in lines),
    }
    return render(request, "deadlines-board.html", context)


def _line(desk: Desk, one: Clock, *, sites: list[Any] | None, now: datetime) -> dict[str, Any] | None:
    """One clock with its sites; None where it does not run."""
    found = deadlines.running(one, _operations(desk), at=now, sites=sites)
    return (
        {
            "clock": one,
            "name": NAMES[one.code],
            "rule": rule_of(one.article),
            "late": sum(at.overdue for at in found),
            "running": sum(at.running for at in found),
            "sites": [(at, clock_words(at.oldest, now=now)) for at in found],
        }
        if found
        else None
    )


def report(request: HttpRequest, desk: Desk, *, name: str) -> HttpResponse:
    """How often each clock was kept, of all that fell due in a period; as a page to print, or as CSV."""
    period = request.GET.get("period", "")
    period = period if period in PERIODS else "month"
    now = timezone.now()
    since = now - timedelta(days=PERIODS[period][1])
    rows = [_row(one, _kept(desk, one, name=name, since=since, at=now)) for one in _clocks(name)]
    if request.GET.get("as") == "csv":
        return _as_csv(rows, since, now)
    context = {
        "rows": rows,
        "since": since,
        "until": now,
        "periods": [(code, words, code == period) for code, (words, _days) in PERIODS.items()],
        "csv": f"?period={period}&as=csv",
        "board": reverse(f"deadlines-{name}"),
    }
    return render(request, "deadlines-report.html", context)


def pages(name: str) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """The two pages for one role."""
    seated = desk_view(ROLES[name])
    return (
        require_safe(seated(partial(board, name=name))),
        require_safe(seated(partial(report, name=name))),
    )


def _clocks(name: str) -> list[Clock]:
    """A registrar sees only the clocks that a site has."""
    return [one for one in CLOCKS if one.site or name != "registrar"]


def _operations(desk: Desk) -> list[Any]:
    return [grant.operation_id for grant in desk.grants]


def _sites(desk: Desk, name: str) -> list[Any] | None:
    return [site.pk for site in desk.sites] if name == "registrar" else None


def _sites_asked(desk: Desk, name: str, code: str) -> list[Any] | None:
    """The sites of this desk, or the one of them that was asked for; None for whole operations."""
    if not code:
        return _sites(desk, name)
    mine = Site.objects.filter(operation__in=_operations(desk), code=code).values_list("pk", flat=True)
    own = _sites(desk, name)
    return [key for key in mine if own is None or key in own]


def _kept(desk: Desk, one: Clock, *, name: str, since: datetime, at: datetime) -> Kept:
    return deadlines.kept(one, _operations(desk), since=since, at=at, sites=_sites(desk, name))


def _row(one: Clock, found: Kept) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": NAMES[one.code],
        "rule": rule_of(one.article),
        "found": found,
        "share": share(found.in_time, found.due),
        "median": lasted(found.median),
        "longest": lasted(found.longest),
    }


def _as_csv(rows: list[dict[str, Any]], since: datetime, until: datetime) -> HttpResponse:
    held = io.StringIO()
    write = csv.writer(held)
    write.writerow([
        gettext("Rule"), gettext("Clock"), gettext("Fell due"), gettext("In time"), gettext("Late"),
        gettext("Still open"), gettext("Median wait"), gettext("Longest wait"), gettext("From"),
        gettext("Until"),
    ])  # fmt: skip
    for row in rows:
        found = row["found"]
        write.writerow([
            row["rule"], row["name"], found.due, found.in_time, found.late, found.missed, row["median"],
            row["longest"], since.date(), until.date(),
        ])  # fmt: skip
    answer = HttpResponse("\ufeff" + held.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="compliance.csv"'
    return answer
