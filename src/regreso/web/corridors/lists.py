"""The corridors of the desk, and how a new one begins: empty, from a file, or from an announcement."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Corridor, Draft
from regreso.movement.corridor.begin import begun
from regreso.movement.corridor.check import check
from regreso.movement.corridor.written import loads
from regreso.movement.errors import MovementError
from regreso.movement.journeys.shipped import gazetteer
from regreso.movement.locating import with_positions
from regreso.steps import evacuate
from regreso.steps.errors import StepError
from regreso.story import MoveRefused
from regreso.web.base.clocks import clock
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.enquiry_form import new_token
from regreso.web.base.fields import Line
from regreso.web.base.forms import PageForm, SeeOther, step_form
from regreso.web.base.lead_words import ANNOUNCED, said
from regreso.web.base.listing import Filter, Shape, newest, since, states, until, usual
from regreso.web.base.reads import note_read
from regreso.web.base.refusals import friendly
from regreso.web.base.saved_views import listed
from regreso.web.base.told import OfOneClick, must
from regreso.web.base.words import state_of
from regreso.web.corridors.faults import lines as fault_lines
from regreso.web.corridors.plan_words import hours

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

_MOST_BYTES = 8_000_000
_SHOWN = 200
LIVE = ("proposed", "agreed", "planned", "approved", "under_way", "aborted")
SHAPE = Shape(
    (usual("-gone_at", "-proposed_at", "pk"), newest("proposed_at")),
    (
        # Which rows there are at all is asked before: here it only stays in the address.
        Filter(
            "show", _("Which"), lambda rows, _value, _now: rows, lambda _desk: {"all": _("ended ones too")}
        ),
        states("corridor"),
        since("proposed_at"),
        until("proposed_at"),
    ),
)


class Named(OfOneClick):
    """A corridor that begins with a name and two places."""

    title = must(Line(label=_("What you call it"), help_text=_("Only coordinators see it.")))
    start = must(Line(label=_("From which town")))
    end = must(Line(label=_("To which town")))


class Taken(OfOneClick):
    """A corridor that an announcement fills in."""

    title = must(Line(label=_("What you call it"), help_text=_("Only coordinators see it.")))


class ScenarioFile(PageForm):
    """A scenario as a file or as text; on the second page the text comes back, unseen."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(label=_("A file (SCENARIO.json)"), required=False)
    text = forms.CharField(
        label=_("or the scenario as text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    scenario: Any = None

    def clean(self) -> dict[str, Any]:
        """The scenario, as far as it is JSON at all."""
        told: dict[str, Any] = super().clean() or {}
        if given := told.get("file"):
            told["text"] = self._decoded(given.read(_MOST_BYTES + 1))
        text = told.get("text", "")
        if not text.strip() and not self.errors:
            self.add_error("file", gettext("Choose a file, or paste the scenario."))
        elif not self.errors:
            try:
                self.scenario = loads(text)
            except MovementError:
                self.add_error("text", gettext("This is no JSON: a comma or a bracket may be missing."))
        return told

    def _decoded(self, data: bytes) -> str:
        if len(data) > _MOST_BYTES:
            self.add_error("file", gettext("This file is too long: at most 8 MB."))
            return ""
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", gettext("This is no text in UTF-8. Save the scenario as UTF-8."))
            return ""


@require_safe
@desk_view(story.COORDINATOR)
def corridors(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Those that live, or all; who is on the road first."""
    mine = access.corridors_for(desk.staff).select_related("operation")
    everything = request.GET.get("show") == "all"
    rows = mine if everything else mine.filter(state__in=LIVE)
    page, above = listed(request, desk, rows, shape=SHAPE, name="corridors")
    note_read(request, page.rows)
    now = timezone.now()
    told = [
        (
            one,
            state_of("corridor", one.state),
            clock(one.begins_at, now=now) if one.state != "under_way" else None,
            hours(one),
        )
        for one in page.rows
    ]
    waiting = (
        access.drafts_for(desk.staff)
        .filter(state="prefilled", kind="corridor")
        .order_by("-made_at", "pk")[:20]
    )
    note_read(request, waiting)
    drafts = [(one, said(ANNOUNCED, one.filled.get("type")), places(one)) for one in waiting]
    context = {"lines": told, "paged": page, "tools": above, "all": everything, "drafts": drafts}
    return render(request, "corridors.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.COORDINATOR)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A corridor that begins with two places; what else it needs is asked on its page."""

    def step(form: Named) -> str:
        told = form.cleaned_data
        announced = {"places": [told["start"], told["end"]]}
        return _propose(
            desk, told["token"], _begun(announced, name=_name(told["token"])) | {"title": told["title"]}
        )

    form = Named(request.POST or None)
    page = lambda form: render(request, "corridors-new.html", {"form": form})  # noqa: E731 - one line, used once
    return step_form(request, form, step=step, page=page)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.COORDINATOR)
def from_draft(request: HttpRequest, desk: Desk, draft_id: UUID) -> HttpResponse:
    """A corridor that an accepted announcement fills in: places, window, zone. Nobody has confirmed it."""
    waiting = access.drafts_for(desk.staff).filter(kind="corridor")
    draft = get_object_or_404(waiting.select_related("lead"), pk=draft_id)
    note_read(request, [draft])

    def step(form: Taken) -> str:
        told = form.cleaned_data
        scenario = _begun(draft.filled, name=_name(told["token"])) | {"title": told["title"]}
        return _propose(desk, told["token"], scenario, draft)

    def page(form: Taken) -> HttpResponse:
        scenario = _begun(draft.filled, name="draft")
        faults = fault_lines(check(scenario).as_row()["faults"], scenario)
        context = {
            "form": form,
            "draft": draft,
            "places": places(draft),
            "faults": faults[:_SHOWN],
            "windows": scenario["corridors"][0]["windows"],
            "parties": draft.filled.get("parties") or [],
            "what": said(ANNOUNCED, draft.filled.get("type")),
        }
        return render(request, "corridors-draft.html", context)

    form = Taken(request.POST or None, initial={"title": places(draft)})
    return step_form(request, form, step=step, page=page)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.COORDINATOR)
def bring(request: HttpRequest, desk: Desk, corridor_id: UUID | None = None) -> HttpResponse:
    """A scenario from a file: first each fault of each row, and with a second click it is taken in."""
    row = None
    if corridor_id:
        row = get_object_or_404(access.corridors_for(desk.staff), pk=corridor_id)
        note_read(request, [row])
    form = ScenarioFile(request.POST or None, request.FILES or None, initial={"token": new_token()})
    context: dict[str, Any] = {"form": form, "row": row}
    if request.method == "POST" and form.is_valid():
        report = check(form.scenario)
        if "take" in request.POST and report.usable is not None:
            try:
                return SeeOther(_taken(request, desk, row, form))
            except (StepError, MoveRefused) as refused:
                form.add_error(None, friendly(refused))
        faults = fault_lines(report.as_row()["faults"], form.scenario)
        context |= {
            "found": True,
            "usable": report.usable is not None,
            "count": len(faults),
            "faults": faults[:_SHOWN],
            "text": form.cleaned_data["text"],
            "windows": report.windows,
            "about": _about(form.scenario),
        }
    return render(request, "corridors-bring.html", context, status=422 if form.errors else 200)


def _begun(announced: Mapping[str, Any], *, name: str) -> dict[str, Any]:
    """As far as the announcement goes, with the places on the map of which we know where they are."""
    return with_positions(begun(announced, name=name), gazetteer())


def _taken(request: HttpRequest, desk: Desk, row: Corridor | None, form: ScenarioFile) -> str:
    if row is None:
        return _propose(desk, form.cleaned_data["token"], form.scenario)
    evacuate.change(row, form.scenario, version=row.version, by=desk.actor, at=timezone.now())
    messages.success(request, gettext("The corridor says now what the file says."))
    return reverse("corridor", args=[row.pk])


def _propose(desk: Desk, token: UUID, scenario: dict[str, Any], draft: Draft | None = None) -> str:
    row = Corridor(id=token, operation=draft.operation if draft else desk.operation)
    evacuate.propose(row, json.loads(json.dumps(scenario)), draft=draft, by=desk.actor, at=timezone.now())
    return reverse("corridor", args=[row.pk])


def _about(scenario: Any) -> list[tuple[object, int]]:  # noqa: ANN401 - whatever a file holds
    raw = scenario if isinstance(scenario, dict) else {}
    names = (
        ("corridors", _("Corridors")),
        ("places", _("Places")),
        ("fleets", _("Vehicles")),
        ("receptions", _("Receptions")),
        ("households", _("Households")),
    )
    return [(label, len(raw.get(name) or ())) for name, label in names if isinstance(raw.get(name, []), list)]


def _name(token: UUID) -> str:
    return f"corridor-{token.hex[:8]}"


def places(draft: Draft) -> str:
    """The places of an announcement in their order."""
    return " – ".join(map(str, draft.filled.get("places") or []))
