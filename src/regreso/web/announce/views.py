"""Announcements of the operation: the list, a new one, one with its four languages, and its papers."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from regreso import story
from regreso.casebook import access, announced
from regreso.casebook.models import Announcement, Draft, history
from regreso.steps import announce
from regreso.web.announce import notices
from regreso.web.announce.acts import acts_of
from regreso.web.announce.forms import PlanFile, Written, initial_of
from regreso.web.announce.prefilled import of_draft, of_plan
from regreso.web.announce.shapes import PUBLISHED, TO_DO, WAITING
from regreso.web.announce.shown import facts_of, languages_of, title_of
from regreso.web.base.acts import Bench, Bound, Taking, act_of, take
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.forms import step_form
from regreso.web.base.reads import note_read
from regreso.web.base.saved_views import listed
from regreso.web.base.timeline import timeline
from regreso.web.base.words import state_of

ROLES = (story.COORDINATOR, story.OFFICER, story.LIAISON)


def _mine(desk: Desk) -> QuerySet[Announcement]:
    rows = access.announcements_for(desk.staff, desk.role)
    return rows.select_related("operation", "follows", "certificate")


def _list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is to be read and signed, or what is public; the newest first."""
    done = request.GET.get("done") == "1"
    rows = _mine(desk).exclude(state__in=TO_DO) if done else _mine(desk).filter(state__in=TO_DO)
    shape = PUBLISHED if done else WAITING
    page, above = listed(request, desk, rows, shape=shape, name=f"{desk.role}-announcements")
    note_read(request, page.rows)
    lines = [
        (address(desk.role, one), title_of(one), state_of("announcement", one.state)) for one in page.rows
    ]
    context = {"lines": lines, "paged": page, "tools": above, "done": done, **_tabs(desk)}
    return render(request, "announce-list.html", context)


def _one(request: HttpRequest, desk: Desk, row_id: UUID) -> HttpResponse:
    """One announcement."""
    return _page(request, desk, row_id)


def _act(request: HttpRequest, desk: Desk, *, row_id: UUID, move: str) -> HttpResponse:
    """One step with it."""
    row = get_object_or_404(_mine(desk), pk=row_id)
    again = partial(_page, request, desk, row_id)
    act = act_of(acts_of(desk.role), move, desk)
    return take(request, desk, Taking(act, row, again, address(desk.role, row)))


def address(role: str, row: Announcement) -> str:
    """Where a role looks at it."""
    return reverse(f"{role}-announcement", args=[row.pk])


def _tabs(desk: Desk) -> dict[str, object]:
    base = f"{desk.role}-announcements"
    undelivered = reverse(f"{desk.role}-notices") if desk.role in notices.ROLES else ""
    return {"role": desk.role, "here": reverse(base), "undelivered": undelivered}


def paths(role: str) -> list[URLPattern]:
    """The addresses of a role: the list, one of it, a step with it."""
    place = f"announce/{role}"
    return [
        path(f"{place}/", require_safe(desk_view(role)(_list)), name=f"{role}-announcements"),
        path(f"{place}/<uuid:row_id>/", require_safe(desk_view(role)(_one)), name=f"{role}-announcement"),
        path(f"{place}/<uuid:row_id>/<slug:move>/", desk_view(role)(_act), name=f"{role}-announcement-act"),
    ]


def _page(request: HttpRequest, desk: Desk, row_id: UUID, bound: Bound | None = None) -> HttpResponse:
    row = get_object_or_404(_mine(desk), pk=row_id)
    note_read(request, [row])
    moves = list(history(row))
    drafted = row.state == "drafted"
    offers = Bench(desk, acts_of(desk.role), f"{desk.role}-announcement-act", bound).offers(row, moves=moves)
    context = {
        "row": row, "title": title_of(row), "state": state_of("announcement", row.state),
        "facts": facts_of(row), "languages": languages_of(row, desk.staff), "differing": _differing(row),
        "offers": offers, "timeline": timeline(moves, desk.staff),
        "may_edit": drafted and desk.role == story.COORDINATOR,
        "may_correct": row.state == "released" and desk.role == story.COORDINATOR,
        "printed": row.state in announced.SHOWN, **_tabs(desk),
    }  # fmt: skip
    return render(request, "announce-one.html", context)


def _differing(row: Announcement) -> list[tuple[str, str]]:
    return [(lang, ", ".join(figures)) for lang, figures in announce.differing(row).items()]


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.COORDINATOR)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A new one: empty, from what others announced (?draft=), or as a correction (?follows=)."""
    given = request.POST or request.GET
    source = _found(access.drafts_for(desk.staff), given.get("draft"))
    follows = _found(_mine(desk), given.get("follows"))
    first: dict[str, Any] = {}
    if follows is not None:
        first = initial_of(follows)
    elif source is not None:
        first = of_draft(source.filled)
        note_read(request, [source])

    def step(form: Written) -> str:
        said = form.columns()
        row = Announcement(id=form.cleaned_data["token"], operation=desk.operation, follows=follows, **said)
        if source is not None:
            row.about = {**row.about, "draft": str(source.pk)}
        announce.draft(row, form.texts(), by=desk.actor, at=timezone.now())
        return address(story.COORDINATOR, row)

    def page(form: Written) -> HttpResponse:
        context = {"form": form, "follows": follows, "source": source, "plan": PlanFile()}
        return render(request, "announce-write.html", context)

    return step_form(request, Written(request.POST or None, initial=first), step=step, page=page)


@require_http_methods(["POST"])
@desk_view(story.COORDINATOR)
def from_plan(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form filled in by a corridor's public bulletin; nothing is kept before it is saved."""
    del desk
    upload = PlanFile(request.POST, request.FILES)
    first: dict[str, Any] = {}
    if upload.is_valid():
        try:
            first = of_plan(upload.cleaned_data["plan"], upload.cleaned_data["corridor"])
        except forms.ValidationError as error:
            upload.add_error("plan", error)
    context = {"form": Written(initial=first), "plan": upload, "follows": None, "source": None}
    return render(request, "announce-write.html", context, status=422 if upload.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.COORDINATOR)
def edit(request: HttpRequest, desk: Desk, row_id: UUID) -> HttpResponse:
    """A draft put otherwise."""
    row = get_object_or_404(_mine(desk).filter(state="drafted"), pk=row_id)
    note_read(request, [row])

    def step(form: Written) -> str:
        columns = form.columns()
        columns["about"] = {**{k: v for k, v in row.about.items() if k == "draft"}, **columns["about"]}
        announce.edit(row, form.texts(), columns, by=desk.actor, at=timezone.now())
        return address(story.COORDINATOR, row)

    def page(form: Written) -> HttpResponse:
        return render(request, "announce-write.html", {"form": form, "row": row, "follows": row.follows})

    return step_form(request, Written(request.POST or None, initial=initial_of(row)), step=step, page=page)


def _found(rows: QuerySet[Any], given: str | None) -> Any:  # noqa: ANN401 - a row of either noun
    if not given:
        return None
    try:
        return rows.get(pk=UUID(given))
    except (ValueError, Draft.DoesNotExist, Announcement.DoesNotExist):
        raise Http404 from None
