"""Who administers: whoever two administrators made one, and whoever was made one on the machine itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponseBase

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Staff
from regreso.web.base.desks import FOUNDER, Desk, opens_to

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Desk, P], HttpResponseBase]
Page = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def _guarded(view: View[P], *, founders_only: bool) -> Page[P]:
    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        staff = request.user
        if not isinstance(staff, Staff) or not may_enter(staff, founders_only=founders_only):
            request.resolver_match = None
            raise Http404
        grants = access.grants_of(staff).filter(role=story.ADMINISTRATOR)
        desk = Desk(staff, story.ADMINISTRATOR, tuple(grants.order_by("pk")))
        request.desk = desk  # type: ignore[attr-defined]  # ours: the layout asks for it
        try:
            return view(request, desk, *args, **kwargs)
        except Http404:
            request.resolver_match = None
            raise

    return page


def may_enter(staff: Staff, *, founders_only: bool = False) -> bool:
    """Whether there is an administrator's desk for them."""
    return staff.is_superuser or (not founders_only and access.operations_for(staff).exists())


def administrator_view(view: View[P]) -> Page[P]:
    """A page for administrators, of the operations that are theirs."""
    return opens_to(_guarded(view, founders_only=False), story.ADMINISTRATOR, FOUNDER)


def founder_view(view: View[P]) -> Page[P]:
    """A page for those who may found operations."""
    return opens_to(_guarded(view, founders_only=True), FOUNDER)
