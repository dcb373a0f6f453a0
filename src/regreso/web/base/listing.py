"""What a list can be narrowed by and how it can be ordered: by operational fields, told in its address.

A list is described by a `Shape`. Names are looked up elsewhere, through the matcher's index: nothing here
reads what is sealed. What the address says and the shape does not know counts as not said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regreso.casebook.models import Site
from regreso.web.base.words import STATES, Word

if TYPE_CHECKING:
    from regreso.web.base.desks import Desk

Choices = Mapping[str, Word]
Narrowing = Callable[[QuerySet[Any], str, datetime], QuerySet[Any]]
SORT = "sort"
CHANNELS: Choices = {"web": _("our pages"), "phone": _("telephone"), "file": _("a file")}
DUE: Choices = {
    "overdue": _("overdue"),
    "day": _("within a day"),
    "week": _("within a week"),
    "none": _("no deadline"),
}


@dataclass(frozen=True, slots=True)
class Sort:
    """One order of a list; "" is the code of its usual one."""

    code: str
    words: Word
    order: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to narrow a list. Without choices it is a day; the choices may depend on the desk."""

    code: str
    words: Word
    narrow: Narrowing
    choices: Callable[[Desk | None], Choices] | None = None

    def known(self, value: str, desk: Desk | None) -> str:
        """The value, if it is one; else ""."""
        if self.choices is not None:
            return value if value in self.choices(desk) else ""
        try:
            return value if parse_date(value) else ""
        except ValueError:  # the thirtieth of February
            return ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an address says of a list."""

    shape: Shape
    values: Mapping[str, str]
    sort: Sort

    @property
    def query(self) -> str:
        """As the end of an address; "" for the list as it usually is."""
        said = {code: value for code, value in self.values.items() if value}
        return urlencode(said | ({SORT: self.sort.code} if self.sort.code else {}))

    def narrowed(self, rows: QuerySet[Any], *, now: datetime) -> QuerySet[Any]:
        """Those of these rows that were asked for, in no order."""
        for one in self.shape.filters:
            if value := self.values.get(one.code):
                rows = one.narrow(rows, value, now)
        return rows

    def rows(self, rows: QuerySet[Any], *, now: datetime) -> QuerySet[Any]:
        """Those of these rows that were asked for, in the order that was asked for."""
        return self.narrowed(rows, now=now).order_by(*self.sort.order)


@dataclass(frozen=True, slots=True)
class Shape:
    """A list: its orders, the usual one first, and what it can be narrowed by."""

    sorts: tuple[Sort, ...]
    filters: tuple[Filter, ...] = ()

    def chosen(self, said: Mapping[str, str], desk: Desk | None = None) -> Chosen:
        """What an address (or a kept query) says."""
        values = {one.code: one.known(str(said.get(one.code, "")), desk) for one in self.filters}
        wanted = [sort for sort in self.sorts if sort.code == said.get(SORT, "")]
        return Chosen(self, values, wanted[0] if wanted else self.sorts[0])


def usual(*order: Any) -> Sort:  # noqa: ANN401 - names of columns and expressions
    """The order that a list has by itself."""
    return Sort("", _("the usual order"), order)


def newest(column: str) -> Sort:
    """The newest first, by this column."""
    return Sort("newest", _("Newest first"), (f"-{column}", "pk"))


def oldest(column: str) -> Sort:
    """The oldest first, by this column."""
    return Sort("oldest", _("Oldest first"), (column, "pk"))


def one_of(code: str, words: Word, choices: Choices, *, column: str = "") -> Filter:
    """Rows that have one of some words in a column."""
    return Filter(code, words, _equal(column or code), lambda _desk: choices)


def states(noun: str, only: Iterable[str] = (), column: str = "state") -> Filter:
    """Rows in one state: one of all states of the noun, or of those that the list has."""
    known = STATES[noun]
    return one_of(
        "state", _("State"), {one: known[one] for one in (only or known) if one in known}, column=column
    )


def language(column: str = "language") -> Filter:
    """Rows of those who speak one language."""
    return one_of("language", _("Language"), dict(settings.LANGUAGES), column=column)


def channel(column: str = "channel") -> Filter:
    """Rows of enquiries that came in one way."""
    return one_of("channel", _("How it came"), CHANNELS, column=column)


def site(column: str = "site") -> Filter:
    """Rows of one site of the desk: its own ones, or those of its operations."""
    return Filter("site", _("Site"), _equal(f"{column}__code"), _sites)


def since(column: str) -> Filter:
    """Rows from a day on."""
    return Filter("since", pgettext_lazy("a day", "From"), _days(column, "gte", 0))


def until(column: str) -> Filter:
    """Rows up to a day, it included."""
    return Filter("until", pgettext_lazy("a day", "Until"), _days(column, "lt", 1))


def due(column: str) -> Filter:
    """Rows by how a clock of theirs stands."""

    def narrow(rows: QuerySet[Any], value: str, now: datetime) -> QuerySet[Any]:
        if value == "none":
            return rows.filter(**{f"{column}__isnull": True})
        if value == "overdue":
            return rows.filter(**{f"{column}__lt": now})
        end = now + timedelta(days=1 if value == "day" else 7)
        return rows.filter(**{f"{column}__gte": now, f"{column}__lt": end})

    return Filter("due", _("Deadline"), narrow, lambda _desk: DUE)


def _equal(column: str) -> Narrowing:
    return lambda rows, value, _now: rows.filter(**{column: value})


def _days(column: str, sign: str, more: int) -> Narrowing:
    def narrow(rows: QuerySet[Any], value: str, now: datetime) -> QuerySet[Any]:
        day = datetime.fromisoformat(value).replace(tzinfo=now.tzinfo)
        return rows.filter(**{f"{column}__{sign}": day + timedelta(days=more)})

    return narrow


def _sites(desk: Desk | None) -> Choices:
    if desk is None:
        return {}
    if desk.sites:
        return {site.code: site.code for site in desk.sites}
    codes = Site.objects.filter(operation__in=[grant.operation_id for grant in desk.grants])
    return {code: code for code in codes.order_by("code").values_list("code", flat=True).distinct()}
