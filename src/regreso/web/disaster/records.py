"""The registrar's part: who is sought, trapped, in hospital, in a shelter or safe at their sites."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.survivors import GONE
from regreso.steps import record
from regreso.web.base.acts import Act, WithReason
from regreso.web.base.clocks import clock
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.forms import step_form
from regreso.web.base.listing import Shape, oldest, since, site, states, until, usual
from regreso.web.base.pages import Facts, Page
from regreso.web.base.people import FIELDS, SEXES
from regreso.web.base.reads import note_read
from regreso.web.base.saved_views import listed
from regreso.web.base.words import state_of
from regreso.web.disaster.forms import MOST_BYTES, Brought, NewRecord, Where
from regreso.wire import pfif
from regreso.wire.errors import WireError

if TYPE_CHECKING:
    from collections.abc import Callable

    from regreso.casebook.models import DisasterRecord

PORTION = 200
SHAPE = Shape(
    (usual("-entered_at", "pk"), oldest("entered_at")),
    (states("record"), site(), since("entered_at"), until("entered_at")),
)
_record = partial(Act, "record", role=story.REGISTRAR)


def _note(how: str) -> Act:
    step: Callable[..., object] = partial(_noted, how=how)
    return _record(how, step=step, form=Where)


def _noted(row: DisasterRecord, *, how: str, where: str, by: Any, at: Any) -> object:  # noqa: ANN401 - the step's own
    return record.note(row, how, where=where, by=by, at=at)


ACTS = (
    *(_note(how) for how in record.NOTES),
    _record(
        "ask_removal",
        step=record.ask_removal,
        form=WithReason,
        warning=_("The same proof is needed as for being told. Another registrar decides."),
    ),
    _record("remove", step=record.remove, warning=_("It goes at once, and wherever it was copied, too.")),
    _record("restore", step=record.restore, form=WithReason),
)


def _name(row: DisasterRecord) -> str:
    return row.name or " ".join(part for part in (row.given, row.surname) if part) or "—"


def _facts(row: DisasterRecord) -> Facts:
    if row.state == "shredded":
        return []
    return [
        (FIELDS["other_names"], "; ".join(row.other_names)),
        (FIELDS["sex"], str(dict(SEXES).get(row.sex, "")) if row.sex else ""),
        (FIELDS["birth"], row.birth),
        (FIELDS["age"], row.age),
        (FIELDS["settlement"], row.home),
        (FIELDS["region"], row.region),
        (FIELDS["marks"], row.marks),
        (_("Where: building, ward, shelter"), row.where),
        (_("Who told it"), row.told_by),
        (_("Received from"), row.source),
    ]


RECORD = Page(
    noun="record",
    role=story.REGISTRAR,
    rows=access.records_for,
    sides=("site",),
    acts=ACTS,
    title=_name,
    facts=_facts,
    due=lambda row: row.expires_at if row.state not in GONE else row.shred_at,
    back="disaster",
)


@require_safe
@desk_view(story.REGISTRAR)
def records(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The newest word on everybody at my sites."""
    rows = access.records_for(desk.staff).exclude(state="shredded").select_related("site")
    page, above = listed(request, desk, rows, shape=SHAPE, name="disaster")
    note_read(request, page.rows)
    now = timezone.now()
    lines = [
        (one, _name(one), state_of("record", one.state), clock(RECORD.due(one), now=now)) for one in page.rows
    ]
    context = {"lines": lines, "paged": page, "tools": above, "here": _disaster(desk)}
    return render(request, "disaster-records.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.REGISTRAR)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Write somebody down."""

    def step(form: NewRecord) -> str:
        row = form.record()
        said = form.cleaned_data
        record.note(row, said["how"], where=said["where"], by=desk.actor, at=timezone.now())
        return reverse(RECORD.name, args=[row.pk])

    def page(form: NewRecord) -> HttpResponse:
        return render(request, "disaster-new.html", {"form": form, "here": _disaster(desk)})

    form = NewRecord(request.POST or None)
    form.at_sites(desk.sites)
    return step_form(request, form, step=step, page=page)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.REGISTRAR)
def bring(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take in a PFIF file of another registry; what was wrong is told record by record."""

    def step(form: Brought) -> str:
        reading, told = pfif.Reading(), [0, 0, 0]
        found = pfif.read(form.cleaned_data["file"].file, reading=reading)
        while portion := list(islice(found, PORTION)):
            taken = record.take_in(portion, form.cleaned_data["site"], by=desk.actor, at=timezone.now())
            told = [sum(pair) for pair in zip(told, taken, strict=True)]
        words = gettext("Taken in: %(new)s new, %(renewed)s renewed, %(gone)s deleted; faults: %(faults)s.")
        messages.success(request, words % {
            "new": told[0], "renewed": told[1], "gone": told[2], "faults": len(reading.faults),
        })  # fmt: skip
        for fault in reading.faults[:20]:
            messages.warning(request, gettext(
                "Record %(number)s, %(field)s: “%(given)s” was given, expected %(expected)s."
            ) % {
                "number": fault.number, "field": fault.field, "given": fault.given,
                "expected": fault.expected,
            })  # fmt: skip
        return reverse("disaster")

    def page(form: Brought) -> HttpResponse:
        return render(request, "disaster-import.html", {"form": form, "here": _disaster(desk)})

    form = Brought(request.POST or None, request.FILES or None)
    form.at_sites(desk.sites)
    if form.is_bound and form.is_valid():
        _check(form)
    return step_form(request, form, step=step, page=page)


def _check(form: Brought) -> None:
    """The file is read once whole before anything is written: what is no PFIF leaves nothing half-written."""
    given = form.cleaned_data["file"]
    if given.size > MOST_BYTES:
        form.add_error("file", gettext("This file is larger than 5 MB: take it in with `regreso pfif`."))
        return
    try:
        for _one in pfif.read(given.file):
            pass
    except WireError as error:
        form.add_error("file", gettext("This is no PFIF 1.4 file: %(why)s") % {"why": error})
    given.file.seek(0)


def _disaster(desk: Desk) -> bool:
    return any(site.operation.kind == "disaster" for site in desk.sites)
