"""The claims ledger: who said which number of what event, when; what does not agree stands side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Event, Lead
from regreso.reading.blocks import label_blocks
from regreso.reading.markup import split
from regreso.reading.tellings import same_tellings
from regreso.steps import tally
from regreso.web.base.claims import number_of
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.fields import Line
from regreso.web.base.forms import PageForm, step_form
from regreso.web.base.lead_words import POLARITIES, STATUSES, said
from regreso.web.base.listing import Shape, oldest, one_of, usual
from regreso.web.base.reads import note_read
from regreso.web.base.saved_views import listed
from regreso.web.sources.chart import Point, chart

STANDS = ("accepted",)
SHAPE = Shape((usual("-last_on", "pk"), oldest("last_on")), (one_of("status", _("Of whom"), STATUSES),))
SHOWN = ("accepted", "superseded")
_SHAPES = {"asserted": "full", "hedged": "hollow", "asked": "hollow"}


@dataclass(frozen=True, slots=True)
class Claim:
    """One line of an event."""

    number: int
    lead: Lead
    value: str
    told: str
    by: str
    source: str
    stands: bool

    @property
    def day(self) -> date:
        """The day on which it was published."""
        day: date = self.lead.told_on
        return day


class ToEvent(PageForm):
    """Which event a number is about."""

    lead = forms.UUIDField(widget=forms.HiddenInput)
    event = forms.ChoiceField(label=_("Event"), required=False)
    title = Line(label=_("Or a new event, by its title"))

    def __init__(self, *args: Any, events: Iterable[Event] = (), **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        field = self.fields["event"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows a type that Django leaves open
        field.choices = [("", gettext("a new one")), *((str(one.pk), title_of(one)) for one in events)]


@require_safe
@desk_view(story.READING_OFFICER)
def events(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every event of which a number was accepted, the newest first."""
    page, above = listed(request, desk, _events(desk), shape=SHAPE, name="sources-ledger")
    note_read(request, page.rows)
    lines = [(one, title_of(one), said(STATUSES, one.status)) for one in page.rows]
    return render(request, "sources-ledger.html", {"lines": lines, "paged": page, "tools": above})


@desk_view(story.READING_OFFICER)
def event(request: HttpRequest, desk: Desk, event_id: UUID) -> HttpResponse:
    """One event: the drawing, the table with its sources, and what does not agree."""
    row = get_object_or_404(_events(desk), pk=event_id)
    others = list(_events(desk).exclude(pk=row.pk).order_by("-last_on", "pk")[:50])

    def step(form: ToEvent) -> str:
        lead = get_object_or_404(access.leads_for(desk.staff), pk=form.cleaned_data["lead"], event=row)
        chosen = next((one for one in others if str(one.pk) == form.cleaned_data["event"]), None)
        tally.move_to(lead, chosen, form.cleaned_data["title"], by=desk.actor, at=timezone.now())
        return reverse("sources-event", args=[lead.event_id])

    form = ToEvent(request.POST or None, events=others)
    return step_form(request, form, step=step, page=lambda f: _page(request, row, f))


def _page(request: HttpRequest, row: Event, form: ToEvent) -> HttpResponse:
    leads = row.claims.filter(state__in=SHOWN).select_related("document", "passage").order_by("told_on", "pk")
    claims = [_claim(n, lead) for n, lead in enumerate(leads[:200], 1)]
    note_read(request, [row, *(one.lead for one in claims)])
    standing = [one for one in claims if one.stands]
    context = {
        "row": row,
        "title": title_of(row),
        "status": said(STATUSES, row.status),
        "claims": claims,
        "chart": chart([point for one in standing if (point := _point(one))]),
        "sides": _sides(standing, _telling_of(standing)),
        "form": form,
    }
    return render(request, "sources-event.html", context)


def title_of(row: Event) -> str:
    """What is counted."""
    return row.title or gettext("Without a title")


def _events(desk: Desk) -> QuerySet[Any]:
    operations = [grant.operation_id for grant in desk.grants]
    shown = Count("claims", filter=Q(claims__state__in=SHOWN))
    return Event.objects.filter(operation__in=operations).annotate(told=shown).filter(told__gt=0)


def _claim(number: int, lead: Lead) -> Claim:
    claim = lead.claim
    source = claim.get("source", {})
    return Claim(
        number=number,
        lead=lead,
        value=number_of(claim),
        told=said(POLARITIES, claim.get("polarity")),
        by=str(claim.get("told_by") or ""),
        source=str(source.get("address") or source.get("file") or ""),
        stands=lead.state in STANDS,
    )


def _point(one: Claim) -> Point | None:
    claim = one.lead.claim
    low, best, high = claim.get("low"), claim.get("best"), claim.get("high")
    value = next((number for number in (best, low, high) if number is not None), None)
    if value is None:
        return None
    shape = _SHAPES.get(str(claim.get("polarity")), "cross")
    return Point(one.number, one.day, int(value), low, high, shape)


def _sides(claims: list[Claim], telling: Mapping[int, int]) -> list[tuple[str, list[Claim], int]]:
    """The claims by what they say: each number with whoever gave it, and what is denied by itself.

    The third is how many tell it on their own: an agency's text in five papers is one telling.
    """
    sides: dict[tuple[str, str], list[Claim]] = {}
    for one in claims:
        denied = one.lead.claim.get("polarity") in ("denied", "withdrawn")
        sides.setdefault((one.value, one.told if denied else ""), []).append(one)
    return [
        (" · ".join(filter(None, key)), told, len({telling[one.number] for one in told}))
        for key, told in sides.items()
    ]


def _telling_of(claims: Sequence[Claim]) -> dict[int, int]:
    """For the number of every claim the number of its telling; what has no text tells for itself."""
    texts = [_story(one.lead.passage.text) if one.lead.passage else "" for one in claims]
    groups = same_tellings(texts)
    held = {place: n for n, group in enumerate(groups) for place in group if texts[place].strip()}
    return {one.number: held.get(n, len(groups) + n) for n, one in enumerate(claims)}


def _story(text: str) -> str:
    """What a text tells, without the menus and the news beside it, which other pages of its site share."""
    blocks = label_blocks(split(text))
    return "\n".join(block.words for block in blocks if block.label == "story") or text
