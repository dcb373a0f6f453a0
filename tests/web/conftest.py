"""The standing cast of the pages: an operation, its sites, and staff who hold one role each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils.translation import override

from regreso.casebook.actor import Actor
from regreso.casebook.models import Grant, Operation, Site, Staff, append_move

ONE, TWO = Actor("administrator", "first"), Actor("administrator", "second")
Hire = Callable[..., Client]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """A page of the test before leaves its language in the thread."""
    with override("en"):
        yield


@pytest.fixture
def at() -> datetime:
    return datetime(2022, 3, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def operation(db: None, at: datetime) -> Operation:  # noqa: ARG001 - the database is wanted
    made = Operation(name="An invented crisis")
    append_move(made, "open", by=ONE, at=at)
    return made


@pytest.fixture
def site(operation: Operation) -> Site:
    return Site.objects.create(operation=operation, code="CAMP-1", name="An invented camp")


def hired(operation: Operation, role: str, *, name: str = "", site: Site | None = None) -> Staff:
    """A member of staff to whom two administrators gave this role."""
    staff = Staff.objects.filter(username=name or role).first() or Staff.objects.create_user(name or role)
    grant = Grant(operation=operation, staff=staff, role=role, site=site)
    at = datetime(2022, 3, 1, tzinfo=UTC)
    append_move(grant, "ask", by=ONE, at=at)
    append_move(grant, "give", by=TWO, at=at)
    return staff


@pytest.fixture
def hire(operation: Operation) -> Hire:
    """`hire("reviewer", name="olena")`: a browser in which this new member of staff is signed in."""

    def sign_in(role: str, *, name: str = "", site: Site | None = None) -> Client:
        client = Client()
        client.force_login(hired(operation, role, name=name, site=site))
        return client

    return sign_in
