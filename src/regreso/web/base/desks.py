"""A desk is a role that was given to a member of staff. Who has no such grant finds no page at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Staff
from regreso.web.base.words import Word

if TYPE_CHECKING:
    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Grant, Operation, Site

P = ParamSpec("P")

# The first page of each role's desk, by the name of its address; the home page lists those that exist.
FIRST_PAGES = {
    story.OPERATOR: "desk",
    story.REGISTRAR: "holding",
    story.REVIEWER: "review",
    story.LIAISON: "liaison",
    story.MESSAGE_REVIEWER: "messages",
    story.OFFICER: "officer",
    story.READING_OFFICER: "sources",
    story.BUREAU: "bureau",
    story.ADMINISTRATOR: "sources-manage",
    story.COORDINATOR: "manifest-trips",
    story.ESCORT: "escort",
}

# Further doors of a role that works in more than one room: the name of the address, and its words.
FURTHER_PAGES: dict[str, tuple[tuple[str, Word], ...]] = {
    story.COORDINATOR: (("escort-book", _("The book of borders")),),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """A member of staff in one of their roles, with the places where they hold it (one at least)."""

    staff: Staff
    role: str
    grants: tuple[Grant, ...]

    @property
    def actor(self) -> Actor:
        """Who acts when a step is taken at this desk."""
        return access.actor(self.staff, self.role)

    @property
    def operation(self) -> Operation:
        """The operation in which new rows of this desk are made."""
        operation: Operation = self.grants[0].operation
        return operation

    @property
    def sites(self) -> tuple[Site, ...]:
        """The sites of a role that has some."""
        return tuple(grant.site for grant in self.grants if grant.site)


def desk_of(request: HttpRequest, role: str) -> Desk:
    """The desk at which this request sits.

    Raises:
        Http404: nobody is signed in, or the role was not given: the same answer as for a page that is not.
    """
    staff = request.user
    if isinstance(staff, Staff):
        grants = tuple(access.grants_of(staff).filter(role=role).order_by("pk"))
        if grants:
            return Desk(staff, role, grants)
    request.resolver_match = None  # so that the layout cannot tell either that there is a page
    raise Http404


def desk_view(
    role: str,
) -> Callable[
    [Callable[Concatenate[HttpRequest, Desk, P], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, P], HttpResponseBase],
]:
    """A page of the desk of `role`: the view is called with the request and its Desk."""

    def wrap(
        view: Callable[Concatenate[HttpRequest, Desk, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            desk = desk_of(request, role)
            request.desk = desk  # type: ignore[attr-defined]  # ours: layout and audit of reads ask for it
            try:
                return view(request, desk, *args, **kwargs)
            except Http404:
                request.resolver_match = None  # a row that is not one's own is a page that is not there
                raise

        return page

    return wrap
