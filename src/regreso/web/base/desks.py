"""A desk is a role that was given to a member of staff. Who has no such grant finds no page at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

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

# To whom a view opens, where it is not a role. Each guard below writes it on the view as `opens_to`, so that
# the table of doors (project/doors.py) can be held against what the code does.
ANYBODY = "anybody"
FAMILY = "family"  # a browser that brought the phrase of this enquiry
SIGNED_IN = "signed in"  # any member of staff, about their own account
ENTERING = "entering"  # between the first way in and the second
FOUNDER = "founder"  # made an administrator on the machine itself: may found operations
MACHINE = "machine"  # with a token for this purpose
CARRIER = "carrier"  # brings messages or calls of people, with its own key
TELEPHONE = "telephone"  # a device at a door, known by its code

# The first page of each role's desk, by the name of its address; the home page lists those that exist.
FIRST_PAGES = {
    story.OPERATOR: "desk",
    story.REGISTRAR: "holding",
    story.REVIEWER: "review",
    story.LIAISON: "liaison",
    story.MESSAGE_REVIEWER: "messages",
    story.TRANSLATOR: "translations",
    story.OFFICER: "officer",
    story.READING_OFFICER: "sources",
    story.BUREAU: "bureau",
    story.ADMINISTRATOR: "admin",
    story.COORDINATOR: "manifest-trips",
    story.ESCORT: "escort",
    story.AUDITOR: "deadlines-auditor",
}

# Further doors of a role that works in more than one room: the name of the address, and its words.
FURTHER_PAGES: dict[str, tuple[tuple[str, Word], ...]] = {
    story.BUREAU: (("deadlines-bureau", _("Deadlines")), ("figures-bureau", _("Figures"))),
    story.AUDITOR: (("figures-auditor", _("Figures")),),
    story.REGISTRAR: (("deadlines-registrar", _("Deadlines")), ("disaster", _("Records of a disaster"))),
    story.COORDINATOR: (
        ("corridors", _("Corridors")),
        ("escort-book", _("The book of borders")),
        ("coordinator-announcements", _("Announcements")),
        ("disaster-copies", _("Records of a disaster")),
    ),
    story.OFFICER: (("officer-announcements", _("Announcements")),),
    story.LIAISON: (("liaison-announcements", _("Announcements")), ("liaison-notices", _("Not delivered"))),
    story.ADMINISTRATOR: (("sources-manage", _("Sources")),),
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

        return opens_to(page, role)

    return wrap


def role_view(
    *roles: str,
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """A page that several desks have, each at an address that names its role; no other role has it."""

    def wrap(
        view: Callable[..., HttpResponseBase],
    ) -> Callable[..., HttpResponseBase]:
        pages = {role: desk_view(role)(view) for role in roles}

        @wraps(view)
        def page(request: HttpRequest, /, *, role: str, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - as the address has them
            if role not in pages:
                request.resolver_match = None
                raise Http404
            return pages[role](request, **kwargs)

        return opens_to(page, *roles)

    return wrap


def own_page(
    view: Callable[Concatenate[HttpRequest, Staff, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A page about oneself, for whoever of the staff is signed in."""

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, Staff):
            request.resolver_match = None
            raise Http404
        return view(request, request.user, *args, **kwargs)

    return opens_to(page, SIGNED_IN)


V = TypeVar("V")


def opens_to(view: V, *who: str) -> V:
    """Write on a view to whom it opens."""
    view.opens_to = who  # type: ignore[attr-defined]  # ours, on any function
    return view
