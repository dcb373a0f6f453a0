"""The book of borders: its lines as they hold, one line and its versions, imports, and undoing a change."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regreso import story
from regreso.casebook.models import BorderChange, BorderLine, history
from regreso.movement.journeys import book
from regreso.movement.journeys.rules import is_stale
from regreso.steps import borders as steps
from regreso.steps.errors import StepError
from regreso.story import MoveRefused
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.enquiry_form import new_token
from regreso.web.base.forms import SeeOther, step_button
from regreso.web.base.paging import paged
from regreso.web.base.refusals import friendly
from regreso.web.base.timeline import timeline
from regreso.web.escort.columns import TITLES, LineForm, label_of, said

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from regreso.movement.journeys.book import Cells, Key, Line

_AT_ONCE = 50
_TOLD = ("says", "status", "modes", "mode", "documents", "departures", "hours", "to", "es")
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as a list shows it."""

    name: str
    address: str
    facts: str
    source: str
    checked: str
    stale: bool
    version: int


def of_table(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A coordinator's page about one of the tables; another name is no page."""

    @wraps(view)
    def page(request: HttpRequest, desk: Desk, *, table: str, **more: object) -> HttpResponse:
        if table not in book.TABLES:
            raise Http404
        return view(request, desk, table=table, **more)

    return desk_view(story.COORDINATOR)(page)  # type: ignore[return-value]  # the same view, checked


@require_safe
@of_table
def lines(request: HttpRequest, desk: Desk, *, table: str) -> HttpResponse:
    """The lines that hold now, those that a word of the search box stands in."""
    asked = request.GET.get("q", "").strip()
    today = timezone.now().date()
    held = sorted(steps.lines(desk.operation.pk, table).items())
    wanted = [
        (key, line) for key, line in held if asked.casefold() in " ".join(line.cells.values()).casefold()
    ]
    page = Paginator(wanted, _AT_ONCE).get_page(request.GET.get("page"))
    shown = [_shown(table, key, line, today) for key, line in page.object_list]
    stale = sum(_is_stale(line.cells, today) for _, line in held)
    context = {"table": table, "title": TITLES[table], "tabs": _tabs(), "shown": shown, "page": page,
               "asked": asked, "stale": stale}  # fmt: skip
    return render(request, "escort-borders.html", context)


@GET_OR_POST
@of_table
def line(request: HttpRequest, desk: Desk, *, table: str, digest: str = "") -> HttpResponse:
    """One line to look at and change, or an empty one to fill; its versions below."""
    held = steps.lines(desk.operation.pk, table)
    key = next((key for key in _known(desk, table, held) if _digest(key) == digest), None)
    if digest and key is None:
        raise Http404
    now = held.get(key) if key else None
    form = LineForm(
        table, request.POST or None, initial={"token": new_token(), **(dict(now.cells) if now else {})}
    )
    if request.method == "POST" and form.is_valid() and _written(request, desk, table, form):
        return SeeOther(reverse("escort-borders", args=[table]))
    context = {"table": table, "title": TITLES[table], "form": form, "line": now, "digest": digest,
               "name": " · ".join(word for word in key or () if word), "token": new_token(),
               "versions": _versions(desk, table, key) if key else []}  # fmt: skip
    return render(request, "escort-line.html", context, status=422 if form.errors else 200)


@require_POST
@of_table
def withdraw(request: HttpRequest, desk: Desk, *, table: str, digest: str) -> HttpResponse:
    """The line no longer holds; what it said is unknown from now on."""
    held = steps.lines(desk.operation.pk, table)
    key = next((key for key in held if _digest(key) == digest), None)
    if key is None:
        raise Http404
    change = BorderChange(operation=desk.operation, table=table)

    def step() -> object:
        steps.withdraw(change, key, by=desk.actor, at=timezone.now())
        messages.success(request, gettext("The line is withdrawn."))
        return None

    return step_button(request, step=step, to=reverse("escort-borders", args=[table]))


@require_safe
@of_table
def export(request: HttpRequest, desk: Desk, *, table: str) -> HttpResponse:
    """The lines that hold now as CSV: what can be changed in a spreadsheet and imported again."""
    del request
    held = steps.lines(desk.operation.pk, table)
    text = book.as_csv(book.TABLES[table].columns, (line.cells for _, line in sorted(held.items())))
    response = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{table}.csv"'
    return response


@require_safe
@desk_view(story.COORDINATOR)
def changes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every change of the book, the newest first."""
    found = paged(request, BorderChange.objects.filter(operation=desk.operation).order_by("-number"))
    rows = [(one, TITLES[one.table]) for one in found.rows]
    return render(request, "escort-changes.html", {"rows": rows, "paged": found, "tabs": _tabs()})


@require_safe
@desk_view(story.COORDINATOR)
def change(request: HttpRequest, desk: Desk, *, row_id: UUID) -> HttpResponse:
    """One change: its lines, the rows that were left out, and undoing it."""
    row = get_object_or_404(BorderChange, pk=row_id, operation=desk.operation)
    written = [
        (" · ".join(word for word in one.line_key if word), _told(one.table, one.cells), one.version)
        for one in row.lines.order_by("pk")[:_AT_ONCE]
    ]
    context = {"row": row, "title": TITLES[row.table], "written": written,
               "timeline": timeline(list(history(row)), desk.staff)}  # fmt: skip
    return render(request, "escort-change.html", context)


@require_POST
@desk_view(story.COORDINATOR)
def undo(request: HttpRequest, desk: Desk, *, row_id: UUID) -> HttpResponse:
    """The lines before this change hold again."""
    row = get_object_or_404(BorderChange, pk=row_id, operation=desk.operation)

    def step() -> object:
        steps.undo(row, by=desk.actor, at=timezone.now())
        messages.success(request, gettext("The change is undone: the lines before it hold again."))
        return None

    return step_button(request, step=step, to=reverse("escort-change", args=[row.pk]))


def _written(request: HttpRequest, desk: Desk, table: str, form: LineForm) -> bool:
    """Whether the line was taken into the book; otherwise each fault stands beside its field."""
    text = book.as_csv(book.TABLES[table].columns, [form.cells()])
    faults = steps.preview(desk.operation.pk, table, text).faults
    if faults:
        form.refuse(faults)
        return False
    new = BorderChange(id=form.cleaned_data["token"], operation=desk.operation, table=table, kind="edit")
    try:
        steps.make(new, text, by=desk.actor, at=timezone.now())
    except (StepError, MoveRefused) as refused:
        form.add_error(None, friendly(refused))
        return False
    messages.success(request, gettext("The line is in the book, and holds from now on."))
    return True


def _known(desk: Desk, table: str, held: dict[Key, Line]) -> set[Key]:
    """Lines that hold, and those that once did: their versions can still be looked at."""
    mine = BorderLine.objects.filter(operation=desk.operation, table=table)
    return {*held, *(tuple(one.line_key) for one in mine)}


def _versions(desk: Desk, table: str, key: Key) -> list[tuple[BorderLine, str]]:
    mine = BorderLine.objects.filter(operation=desk.operation, table=table).select_related("change")
    found = [one for one in mine.order_by("-version") if tuple(one.line_key) == key]
    return [(one, _told(table, one.cells)) for one in found]


def _shown(table: str, key: Key, one: Line, today: date) -> Shown:
    cells = one.cells
    return Shown(
        " · ".join(word for word in key if word), reverse("escort-line", args=[table, _digest(key)]),
        _told(table, cells), cells.get("source", ""), cells.get("last_checked", ""), _is_stale(cells, today),
        one.version,
    )  # fmt: skip


def _told(table: str, cells: Cells) -> str:
    parts = (f"{label_of(table, name)}: {said(name, cells[name])}" for name in _TOLD if cells.get(name))
    return " · ".join(parts) or gettext("withdrawn")


def _is_stale(cells: Cells, today: date) -> bool:
    """Whether it is a permission without a known end that nobody has seen for more than 60 days.

    A refusal, a demand or a closure stands until somebody writes that it was lifted.
    """
    allows = cells.get("says") == "allow" or cells.get("status") == "open"
    if not allows or cells.get("to"):
        return False
    seen = cells["last_checked"] or cells.get("from", "")
    return is_stale(date.fromisoformat(seen) if seen else None, today)


def _digest(key: Key) -> str:
    return hashlib.sha256(json.dumps(key).encode()).hexdigest()[:24]


def _tabs() -> list[tuple[str, object]]:
    return list(TITLES.items())
