"""The head list and the daily count: who was seen, and whether heads and register agree."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Custody, HeadCount, Presence, Site
from regreso.steps import head_count, register
from regreso.steps.head_count import HERE
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.fields import Lines
from regreso.web.base.forms import PageForm, SeeOther, step_form
from regreso.web.base.paging import paged
from regreso.web.base.people import name_of
from regreso.web.base.reads import note_read
from regreso.web.base.refusals import friendly
from regreso.web.base.saved_views import listed
from regreso.web.base.told import OfOneClick, must
from regreso.web.base.words import state_of
from regreso.web.holding.shapes import HEADS

ON_A_PAGE = 50
_LATEST = 14  # counts shown: a fortnight of days


class Counted(OfOneClick):
    """How many heads there were at a site."""

    site = forms.ChoiceField(label=_("Site"))
    counted = forms.IntegerField(
        label=_("Heads counted"),
        min_value=0,
        max_value=head_count.MOST,
        error_messages={
            "required": _("We need the number of heads, for example 120."),
            "invalid": _("We need the number of heads, for example 120."),
            "min_value": _("We need the number of heads, for example 120."),
            "max_value": _("We need the number of heads, for example 120."),
        },
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def at_sites(self, sites: tuple[Site, ...]) -> None:
        """Only one's own sites."""
        field = self.fields["site"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows a type that Django leaves open
        field.choices = [(str(site.pk), site.code) for site in sites]


class Explained(PageForm):
    """What explains a difference."""

    remark = must(Lines(label=_("What explains it: who was where, what was written down too late"), rows=2))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.REGISTRAR)
def heads(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who should be here, those not seen today first; the count of heads; and the counts of the last days."""

    def step(form: Counted) -> str:
        said = form.cleaned_data
        site = next(one for one in desk.sites if str(one.pk) == said["site"])
        new = HeadCount(id=said["token"], operation=site.operation, site=site, counted=said["counted"])
        head_count.count(new, by=desk.actor, at=timezone.now())
        if new.state == "settled":
            messages.success(request, gettext("Count and register agree, and everybody was seen."))
        return reverse("holding-heads") + "#counts"

    form = Counted(request.POST or None)
    form.at_sites(desk.sites)
    return step_form(request, form, step=step, page=lambda one: _page(request, desk, one))


@require_POST
@desk_view(story.REGISTRAR)
def seen(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Those who were ticked were seen now; back to the list, where whoever was not seen stands first."""
    ticked = [one for one in request.POST.getlist("id")[:ON_A_PAGE] if _is_id(one)]
    rows = list(_mine(desk).filter(pk__in=ticked))
    try:
        register.note_presences(rows, by=desk.actor, at=timezone.now())
    except story.MoveRefused as refused:
        messages.error(request, friendly(refused))
        return SeeOther(reverse("holding-heads"))
    if rows:
        told = ngettext("%(n)d person is noted as seen.", "%(n)d people are noted as seen.", len(rows))
        messages.success(request, told % {"n": len(rows)})
    else:
        messages.error(request, gettext("Nobody was ticked."))
    return SeeOther(reverse("holding-heads"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.REGISTRAR)
def explain(request: HttpRequest, desk: Desk, count_id: UUID) -> HttpResponse:
    """What explains a difference; beside it, who was not seen."""
    row = get_object_or_404(access.head_counts_for(desk.staff).select_related("site"), pk=count_id)

    def step(form: Explained) -> str:
        head_count.explain(row, form.cleaned_data["remark"], by=desk.actor, at=timezone.now())
        return reverse("holding-heads") + "#counts"

    def page(form: Explained) -> HttpResponse:
        unseen = _unseen(desk, row.at).filter(site=row.site)
        shown = paged(request, unseen.order_by(F("seen_at").asc(nulls_first=True), "pk"), size=ON_A_PAGE)
        note_read(request, shown.rows)
        lines = [(one, name_of(one.person), getattr(one, "seen_at", None)) for one in shown.rows]
        context = {
            "row": row,
            "form": form,
            "lines": lines,
            "paged": shown,
            "state": state_of("head_count", row.state),
        }
        return render(request, "holding-count.html", context)

    return step_form(request, Explained(request.POST or None), step=step, page=page)


def _page(request: HttpRequest, desk: Desk, form: Counted) -> HttpResponse:
    now, mine = timezone.now(), _mine(desk)
    rows = _seen_last(mine, now)
    page, above = listed(request, desk, rows, shape=HEADS, name="holding-heads", size=ON_A_PAGE)
    note_read(request, page.rows)
    midnight = _midnight(now)
    last = ((one, getattr(one, "seen_at", None)) for one in page.rows)  # annotated above
    lines = [(one, name_of(one.person), at, bool(at and at >= midnight)) for one, at in last]
    counts = (
        HeadCount.objects.filter(site__in=desk.sites).select_related("site").order_by("-at", "pk")[:_LATEST]
    )
    context = {
        "form": form,
        "lines": lines,
        "paged": page,
        "tools": above,
        **_sums(mine, now),
        "counts": [(one, state_of("head_count", one.state)) for one in counts],
    }
    return render(request, "holding-heads.html", context)


def _sums(mine: Any, now: datetime) -> dict[str, int]:  # noqa: ANN401 - as below
    """How many should be here, and how many of them were not seen today: one query."""
    today = Presence.objects.filter(
        custody=OuterRef("pk"), kind__in=("counted", "arrived"), at__gte=_midnight(now), at__lte=now
    )
    sums: dict[str, int] = mine.aggregate(here=Count("pk"), unseen=Count("pk", filter=~Exists(today)))
    return sums


def _mine(desk: Desk) -> Any:  # noqa: ANN401 - the stubs name no queryset with select_related
    return access.custodies_for(desk.staff).filter(state__in=HERE).select_related("person", "site")


def _seen_last(rows: QuerySet[Custody], at: datetime) -> QuerySet[Custody]:
    """With the moment at which each was last seen up to `at`."""
    here = Q(presences__kind__in=("counted", "arrived"), presences__at__lte=at)
    return rows.annotate(seen_at=Max("presences__at", filter=here))


def _unseen(desk: Desk, at: datetime) -> QuerySet[Custody]:
    """Whoever should be here and was not seen on the day of `at`."""
    return _seen_last(_mine(desk), at).filter(Q(seen_at=None) | Q(seen_at__lt=_midnight(at)))


def _midnight(at: datetime) -> datetime:
    return timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
