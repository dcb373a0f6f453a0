"""What stands above a list: the views that somebody kept of it, and the form that narrows and orders it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.core import signing
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from regreso.casebook.models import SavedView, Staff
from regreso.steps import keep_view
from regreso.web.base.desks import Desk, own_page
from regreso.web.base.forms import SeeOther, step_button
from regreso.web.base.listing import SORT, Chosen, Shape
from regreso.web.base.paging import SIZE, Paged, paged
from regreso.web.base.words import Word

M = TypeVar("M", bound=Model)

_SALT = "a view of a list"


@dataclass(frozen=True, slots=True)
class Kept:
    """One view: its row, where it leads, whether it is what is shown."""

    row: SavedView
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Bookmarks:
    """The views of a list, and what keeps another. `signed`: nothing but what was shown can be kept."""

    views: list[Kept]
    query: str
    signed: str


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the form; without options it asks for a day."""

    code: str
    words: Word
    value: str
    options: list[tuple[str, Word]]


@dataclass(frozen=True, slots=True)
class Tools(Bookmarks):
    """All that stands above a list."""

    address: str
    fields: list[Field]
    sorts: list[tuple[str, Word]]
    sort: str


def listed(
    request: HttpRequest, desk: Desk, rows: QuerySet[M], *, shape: Shape, name: str, size: int = SIZE
) -> tuple[Paged[M], Tools]:
    """The page of these rows that was asked for, narrowed and ordered; and what stands above them."""
    said = chosen(request, desk, shape)
    page = paged(request, said.rows(rows, now=timezone.now()), size=size)
    return page, tools(desk, name, said)


def chosen(request: HttpRequest, desk: Desk, shape: Shape) -> Chosen:
    """What the address says of this list."""
    return shape.chosen({name: request.GET.get(name, "") for name in _codes(shape)}, desk)


def tools(desk: Desk, page: str, chosen: Chosen) -> Tools:
    """What stands above the list at the address of this name."""
    address = reverse(page)
    fields = [
        Field(one.code, one.words, chosen.values.get(one.code, ""),
              list(one.choices(desk).items()) if one.choices else [])
        for one in chosen.shape.filters
    ]  # fmt: skip
    return Tools(
        address=address,
        fields=fields,
        sorts=[(one.code, one.words) for one in chosen.shape.sorts],
        sort=chosen.sort.code,
        views=kept(desk.staff, page, chosen.query),
        query=chosen.query,
        signed=signed(page, chosen.query),
    )


def kept(staff: Staff, page: str, query: str) -> list[Kept]:
    """The views that they kept of a list, the first one first."""
    rows = SavedView.objects.filter(staff=staff, page=page).order_by("made_at", "pk")
    address = reverse(page)
    return [Kept(one, f"{address}?{one.query}", one.query == query) for one in rows]


def signed(page: str, query: str) -> str:
    """A list as it is shown, for the form that keeps it."""
    return signing.dumps([page, query], salt=_SALT)


@require_POST
@own_page
def keep(request: HttpRequest, staff: Staff) -> HttpResponse:
    """What is shown is kept under a name."""
    try:
        page, query = signing.loads(request.POST.get("shown", ""), salt=_SALT)
    except signing.BadSignature:  # made up, or from before the keys were made anew
        return SeeOther(reverse("desks"))
    name = request.POST.get("name", "")
    return step_button(
        request,
        step=lambda: keep_view.keep(page, query, name, staff=staff, at=timezone.now()),
        to=f"{reverse(page)}?{query}",
    )


@require_POST
@own_page
def change(request: HttpRequest, staff: Staff, view_id: UUID) -> HttpResponse:
    """A view is renamed, or given up."""
    row = get_object_or_404(SavedView, pk=view_id, staff=staff)
    address = reverse(row.page)
    if "drop" in request.POST:
        keep_view.give_up(row)
        return SeeOther(address)
    name = request.POST.get("name", "")
    return step_button(request, step=lambda: keep_view.rename(row, name), to=f"{address}?{row.query}")


def _codes(shape: Shape) -> list[str]:
    return [SORT, *(one.code for one in shape.filters)]
