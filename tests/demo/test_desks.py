"""Whoever tries the demo finds every desk: each role has an account whose first page opens."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from desks import look, sit
from regreso import story
from regreso.casebook.models import Staff
from regreso.demo.world import open_operation
from regreso.web.base.desks import FIRST_PAGES


def client_of(role: str) -> Client:
    """Signed in as the first account of the demo that has this role."""
    if role == story.ADMINISTRATOR:
        return sit(Staff.objects.get(username="administrator-a"))
    return sit(Staff.objects.filter(grants__role=role, grants__state="given").order_by("username")[0])


@pytest.mark.django_db
def test_every_desk_opens_to_an_account_of_the_demo() -> None:
    open_operation(timezone.now())
    assert set(FIRST_PAGES) == set(story.STAFF)
    for role, address in FIRST_PAGES.items():
        assert "<h1" in look(client_of(role), address), role
