"""Long lists, a page at a time, always with one query: nobody counts how many there are in all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

M = TypeVar("M", bound=Model)
SIZE = 25
LAST = 10_000


@dataclass(frozen=True, slots=True)
class Paged(Generic[M]):
    """Some rows of a list; `newer` and `older` are numbers of pages, 0 where there is none.

    `query` is what the address says besides the page, to be put before it in the links to other pages.
    """

    rows: list[M]
    number: int
    newer: int
    older: int
    query: str = ""


def paged(request: HttpRequest, rows: QuerySet[M], *, size: int = SIZE) -> Paged[M]:
    """The page that ?page= asks for (the first for anything else). The list must have an order."""
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isdecimal() and asked.isascii() and 0 < len(asked) <= len(str(LAST)) else 1
    number = min(max(number, 1), LAST)
    start = (number - 1) * size
    found = _found(rows, start, size + 1)
    said = request.GET.copy()
    said.pop("page", None)
    query = f"{said.urlencode()}&" if said else ""
    return Paged(found[:size], number, number - 1, number + 1 if len(found) > size else 0, query)


def _found(rows: QuerySet[M], start: int, most: int) -> list[M]:
    """These rows of the list. Far down only their keys are counted off: the rows before them are not read."""
    if not start:
        return list(rows[:most])
    keys = list(rows.values_list("pk", flat=True)[start : start + most])
    found = {row.pk: row for row in rows.filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]
