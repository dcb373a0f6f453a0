"""Lists of people held: handed in, looked through without writing, taken in, and undone by two."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import CustodyList, history
from regreso.reading.roster import Roster, judge, open_roster, suggest
from regreso.steps import import_list
from regreso.web.base.acts import Act, Bench, Bound, Taking, WithReason, act_of, take
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.forms import step_form
from regreso.web.base.reads import note_read
from regreso.web.base.saved_views import listed
from regreso.web.base.timeline import timeline
from regreso.web.base.words import state_of
from regreso.web.holding.list_forms import SAMPLES, Columns, HandIn, alike_words, label_of, wanted
from regreso.web.holding.shapes import LISTS

_list = partial(Act, "custody_list", role=story.REGISTRAR)
ACTS = (
    _list(
        "take_in",
        step=import_list.take_in,
        warning=_(
            "Everybody of these rows is registered. The clocks of the capture card and the Bureau run."
        ),
    ),
    _list(
        "ask_undo",
        step=import_list.ask_undo,
        form=WithReason,
        warning=_("It takes people out of the register, so a second registrar of this site has to agree."),
    ),
    _list(
        "undo",
        step=import_list.undo,
        warning=_("Whoever something has happened to since stays in the register, and is counted for you."),
    ),
    _list("keep", step=import_list.keep),
    _list("drop", step=import_list.drop, warning=_("The file is gone from here. Nobody was registered.")),
)
WORKING = ("mapped", "being_taken", "being_undone")
_FIRST = 5  # rows shown as they would be read


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.REGISTRAR)
def lists(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The lists of my sites, the newest first, and the form that hands one in."""

    def step(form: HandIn) -> str:
        said = form.cleaned_data
        new = CustodyList(id=said["token"], operation=said["site"].operation, site=said["site"])
        given = said["file"]
        import_list.hand_in(new, given.read(), name=given.name, by=desk.actor, at=timezone.now())
        return reverse("holding-list", args=[new.pk])

    def page(form: HandIn) -> HttpResponse:
        rows = access.custody_lists_for(desk.staff).select_related("site").defer("contents", "left_out")
        found, above = listed(request, desk, rows, shape=LISTS, name="holding-lists")
        lines = [(one, state_of("custody_list", one.state)) for one in found.rows]
        shown = {"form": form, "lines": lines, "paged": found, "tools": above}
        return render(request, "holding-lists.html", shown)

    form = HandIn(request.POST or None, request.FILES or None)
    form.at_sites(desk.sites)
    return step_form(request, form, step=step, page=page)


@require_safe
@desk_view(story.REGISTRAR)
def one_list(request: HttpRequest, desk: Desk, list_id: UUID) -> HttpResponse:
    """One list: its columns to be named, or how far the work has come, or what it would do."""
    return _page(request, desk, list_id)


@desk_view(story.REGISTRAR)
def list_map(request: HttpRequest, desk: Desk, list_id: UUID) -> HttpResponse:
    """The columns were named."""
    row = get_object_or_404(_mine(desk), pk=list_id)
    to = reverse("holding-list", args=[row.pk])
    if row.state not in ("handed_in", "checked"):
        return _page(request, desk, list_id)
    roster = open_roster(row.name, row.contents)

    def step(form: Columns) -> str:
        import_list.map_columns(row, form.plan(), by=desk.actor, at=timezone.now())
        return to

    def page(form: Columns) -> HttpResponse:
        return _page(request, desk, list_id, columns=form)

    form = Columns(request.POST or None, headings=roster.headings, samples=_samples(roster))
    return step_form(request, form, step=step, page=page)


@desk_view(story.REGISTRAR)
def list_act(request: HttpRequest, desk: Desk, *, list_id: UUID, move: str) -> HttpResponse:
    """One step with a list."""
    row = get_object_or_404(_mine(desk), pk=list_id)
    taking = Taking(
        act_of(ACTS, move, desk),
        row,
        page=lambda bound: _page(request, desk, list_id, bound=bound),
        to=reverse("holding-list", args=[row.pk]),
    )
    return take(request, desk, taking)


@require_safe
@desk_view(story.REGISTRAR)
def list_faults(request: HttpRequest, desk: Desk, list_id: UUID) -> HttpResponseBase:
    """Every row with a fault, with its cells as they were and what should stand there, as CSV."""
    row = get_object_or_404(_mine(desk), pk=list_id)
    if not row.contents or not row.plan:
        raise Http404
    note_read(request, [row])
    roster = open_roster(row.name, row.contents)
    answer = StreamingHttpResponse(
        _told(row, roster, get_language() or "en"), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="rows.csv"'
    return answer


def _told(row: CustodyList, roster: Roster, language: str) -> Iterator[str]:
    """The lines of the file, in the reader's language even when they leave after the request."""
    line = io.StringIO()
    write = csv.writer(line)

    def made(cells: list[str]) -> str:
        write.writerow(cells)
        text = line.getvalue()
        line.seek(0)
        line.truncate()
        return text

    with override(language):
        yield "\ufeff" + made([gettext("Row"), gettext("What should be changed"), *roster.headings])
    judged = judge(roster.lines(), row.plan["columns"], today=timezone.localdate())
    for cells, found in zip(roster.lines(), judged, strict=True):
        if found.faults:
            with override(language):
                why = "; ".join(f"{label_of(f.field)}: {wanted(f.code)}" for f in found.faults)
            yield made([str(found.number), why, *(_harmless(cell) for cell in cells.cells)])


def _harmless(cell: str) -> str:
    """No spreadsheet may take a cell for a formula."""
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _mine(desk: Desk) -> Any:  # noqa: ANN401 - the stubs name no queryset with select_related
    return access.custody_lists_for(desk.staff).select_related("site", "operation")


def _samples(roster: Roster) -> list[tuple[str, ...]]:
    return [line.cells for line in islice(roster.lines(), SAMPLES)]


def _page(
    request: HttpRequest,
    desk: Desk,
    list_id: UUID,
    *,
    columns: Columns | None = None,
    bound: Bound | None = None,
) -> HttpResponse:
    row = get_object_or_404(_mine(desk), pk=list_id)
    moves = list(history(row))
    context = {
        "row": row,
        "state": state_of("custody_list", row.state),
        "working": row.state in WORKING,
        "offers": Bench(desk, ACTS, "holding-list-act", bound).offers(row, moves=moves),
        "timeline": timeline(moves, desk.staff),
    }
    if row.state in ("handed_in", "checked") and row.contents:
        note_read(request, [row])  # cells of people are on the page
        context |= _with_cells(row, columns)
    return render(request, "holding-list-one.html", context)


def _with_cells(row: CustodyList, columns: Columns | None) -> dict[str, Any]:
    """The columns to be named, and of a list that was looked through what it would do."""
    roster = open_roster(row.name, row.contents)
    named = row.plan.get("columns") or suggest(roster.headings)
    first = {f"column_{at}": name for at, name in enumerate(named)}
    rules = {name: row.plan[name] for name in ("kind", "without_cells", "alike_too") if name in row.plan}
    form = columns or Columns(headings=roster.headings, samples=_samples(roster), initial={**first, **rules})
    read = judge(islice(roster.lines(), _FIRST), named, today=timezone.localdate())
    return {
        "columns": form,
        "first_rows": [
            (one.number, [(label_of(name), value) for name, value in one.said.items()]) for one in read
        ],
        "faults": [line for one in row.left_out for line in _fault_lines(one)],
        "more": max(0, row.faulty + row.alike - len(row.left_out)),
    }


def _fault_lines(one: dict[str, Any]) -> Iterator[tuple[int, object, str, str]]:
    """Row, column, what was given, what should stand there."""
    for field, given, code in one["faults"]:
        yield one["row"], label_of(field), given, wanted(code)
    if one["alike"]:
        yield one["row"], "", "", alike_words(one["alike"])
