"""Sources at the administrator's desk: which are looked at, how often, and what came of it."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Source, history
from regreso.steps import source as steps
from regreso.steps.errors import StepError
from regreso.web.base.acts import Act, ActForm, Bench, Bound, Taking, act_of, take
from regreso.web.base.claims import Facts
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.fields import Line
from regreso.web.base.forms import step_form
from regreso.web.base.lead_words import said
from regreso.web.base.listing import Shape, newest, oldest, one_of, states, usual
from regreso.web.base.reads import note_read
from regreso.web.base.saved_views import listed
from regreso.web.base.timeline import timeline
from regreso.web.base.told import OfOneClick, must
from regreso.web.base.words import Word, state_of

KINDS: dict[str, Word] = {
    "feed": _("news feed (RSS, Atom)"),
    "export": _("Telegram export at an address"),
    "folder": _("watched folder"),
}
RESULTS: dict[str, Word] = {
    "": _("not looked at yet"),
    "new": _("something new"),
    "same": _("nothing new"),
    "robots": _("the host asks machines to stay away"),
    "refused": _("not an address of the open internet"),
    "redirects": _("it leads from address to address"),
    "unreachable": _("could not be reached"),
    "answer": _("the host has nothing there"),
    "trouble": _("the host is in trouble"),
    "later": _("the host asks us to come later"),
    "picture": _("a picture, a sound or a film: not kept"),
    "size": _("too large"),
    "slow": _("too slow"),
    "not_allowed": _("this installation does not allow it"),
    "fault": _("a fault of ours: see the log"),
}
LANGUAGES = (
    ("", _("each paragraph tells")), ("es", "Español"), ("uk", "Українська"), ("ru", "Русский"),
    ("en", "English"),
)  # fmt: skip
_WRONG: dict[str, Word] = {
    "not_an_address": _(
        "We need an address like https://news.example/rss, without a name or password in it."
    ),
    "not_a_folder": _("We need the full path of a folder on the server, beginning with a stroke."),
}


class SourceFields(ActForm):
    """What is told of a source."""

    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()))
    name = must(Line(label=_("Name for our desk")))
    address = must(Line(label=_("Address, or path of the folder")))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)
    every = forms.IntegerField(
        label=_("Minutes between two looks"),
        min_value=steps.LEAST_MINUTES,
        max_value=steps.MOST_MINUTES,
        initial=60,
    )

    def clean(self) -> dict[str, Any]:
        """What the step would refuse stands beside its field."""
        told: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                steps.refuse_bad(Source(**{name: told[name] for name in steps.COLUMNS}))
            except StepError as error:
                self.add_error("address", _WRONG.get(error.code, str(error.given)))
        return told


class Added(SourceFields, OfOneClick):
    """A new one."""


class Changed(SourceFields):
    """One that is off, told anew."""

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a source
        """Filled as it stands."""
        super().for_row(row)
        self.initial = {name: getattr(row, name) for name in steps.COLUMNS}

    def arguments(self) -> dict[str, Any]:
        """The columns under the name of the step's argument."""
        return {"changes": {name: self.cleaned_data[name] for name in steps.COLUMNS}}


SHAPE = Shape(
    (usual("state", "pk"), newest("looked_at"), oldest("looked_at")),
    (
        states("source", ("off", "on")),
        one_of("kind", _("What it is"), KINDS),
        one_of("result", _("What came of the last look"), RESULTS),
    ),
)
_source = partial(Act, "source", role=story.ADMINISTRATOR)
ACTS = (
    _source(
        "switch_on",
        step=steps.switch_on,
        warning=_("Whoever runs that host can see that we read it, and how often."),
    ),
    _source("switch_off", step=steps.switch_off),
    _source("change", step=steps.change, form=Changed),
    _source("retire", step=steps.retire, warning=_("What came from it stays.")),
)


@require_safe
@desk_view(story.ADMINISTRATOR)
def sources(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All of them but those that were put away."""
    found = access.sources_for(desk.staff).exclude(state="retired")
    page, above = listed(request, desk, found, shape=SHAPE, name="sources-manage")
    note_read(request, page.rows)
    lines = [(one, said(KINDS, one.kind), state_of("source", one.state), result_of(one)) for one in page.rows]
    context = {
        "lines": lines,
        "paged": page,
        "tools": above,
        "fetching": settings.REGRESO_FETCH,
        "watch": settings.REGRESO_WATCH,
    }
    return render(request, "sources-manage.html", context)


def result_of(row: Source) -> str:
    """What came of the last look."""
    return said(RESULTS, row.result)


@desk_view(story.ADMINISTRATOR)
def add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A new source: it is off until somebody switches it on."""

    def step(form: Added) -> str:
        told = {name: form.cleaned_data[name] for name in steps.COLUMNS}
        row = Source(id=form.cleaned_data["token"], operation=desk.operation, **told)
        steps.add(row, by=desk.actor, at=timezone.now())
        return reverse("sources-managed", args=[row.pk])

    def page(form: Added) -> HttpResponse:
        return render(request, "sources-add.html", {"form": form})

    return step_form(request, Added(request.POST or None), step=step, page=page)


@require_safe
@desk_view(story.ADMINISTRATOR)
def source(request: HttpRequest, desk: Desk, source_id: UUID) -> HttpResponse:
    """One source, and what came of the looks at it."""
    return _page(request, desk, source_id)


@desk_view(story.ADMINISTRATOR)
def source_act(request: HttpRequest, desk: Desk, *, source_id: UUID, move: str) -> HttpResponse:
    """One step with a source."""
    row = get_object_or_404(access.sources_for(desk.staff), pk=source_id)
    again = partial(_page, request, desk, source_id)
    to = reverse("sources-managed", args=[row.pk])
    return take(request, desk, Taking(act_of(ACTS, move, desk), row, again, to))


def _page(request: HttpRequest, desk: Desk, source_id: UUID, bound: Bound | None = None) -> HttpResponse:
    row = get_object_or_404(access.sources_for(desk.staff).select_related("operation"), pk=source_id)
    note_read(request, [row])
    moves = list(history(row))
    facts: Facts = [
        (_("Kind"), said(KINDS, row.kind)),
        (_("Address"), row.address),
        (_("Language"), row.language),
        (_("Minutes between two looks"), str(row.every)),
        (_("Last look"), result_of(row)),
        (_("Looks in vain, one after another"), str(row.failures or "")),
        (_("Documents from there"), str(row.documents.count())),
    ]
    context = {
        "row": row,
        "state": state_of("source", row.state),
        "facts": [(label, value) for label, value in facts if value],
        "offers": Bench(desk, ACTS, "sources-manage-act", bound).offers(row, moves=moves),
        "timeline": timeline(moves, desk.staff),
    }
    return render(request, "sources-managed.html", context)
