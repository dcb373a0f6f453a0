"""The figures of an operation, for the auditor and the Bureau: bars and sums, small ones as “<5”."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from regreso.casebook import figures
from regreso.casebook.figures import Cell
from regreso.web.base.desks import Desk, desk_view
from regreso.web.deadlines.views import ROLES
from regreso.web.deadlines.words import lasted

WIDE = 300  # units of the longest bar
FEW = f"<{figures.SMALL}"


def told(cell: Cell) -> str:
    """A number as a page tells it."""
    return FEW if cell.told is None else str(cell.told)


def bars(cells: Sequence[Cell]) -> list[tuple[str, int]]:
    """Each number with the length of its bar; a small one has none, so that no length tells it."""
    most = max((cell.told or 0 for cell in cells), default=0)
    return [(told(cell), WIDE * (cell.told or 0) // most if most else 0) for cell in cells]


def dashboard(request: HttpRequest, desk: Desk, *, name: str) -> HttpResponse:
    """Enquiries by month, waits, the matcher beside the reviewers, and answers that had to be taken back."""
    now = timezone.now()
    mine = [grant.operation_id for grant in desk.grants]
    months = figures.by_month(mine, at=now)
    waited = figures.waits(mine, at=now)
    wrong, released = figures.false_releases(mine, at=now)
    context = {
        "months": list(zip(
            [month.month for month in months], bars([month.opened for month in months]),
            bars([month.answered for month in months]), bars([month.ended for month in months]), strict=True,
        )),
        "waited": (told(waited.answered), lasted(waited.half), lasted(waited.most)),
        "bins": [
            (f"{one.low:.0%} – {one.high:.0%}", told(one.judged), _percent(one.same))
            for one in figures.calibration(mine)
        ],
        "wrong": told(wrong),
        "released": told(released),
        "wide": WIDE,
        "board": f"deadlines-{name}",
    }  # fmt: skip
    return render(request, "deadlines-figures.html", context)


def page(name: str) -> Callable[..., Any]:
    """The page for one role."""
    return require_safe(desk_view(ROLES[name])(partial(dashboard, name=name)))


def _percent(share: figures.Share) -> str:
    if share.percent is None:
        return FEW if share.whole else "—"
    return f"{share.percent}\u202f%"
