"""In a test operation the family's receipt and status say that it is only for trying things out."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cast import Cast, cast
from desks import look, there

__all__ = ["cast"]
SAYS = "is only for trying things out"
TOLD = {"as_written": "Invented Person", "store": "on", "enquirer_name": "x"}


def asked(client: Client) -> str:
    """An enquiry written by a family; the receipt."""
    client.get(there("ask"))
    answer = client.post(there("ask"), {"token": uuid.uuid4(), **TOLD})
    assert answer.status_code == 303, answer.content.decode()[:500]
    return look(client, "receipt")


@pytest.mark.parametrize("test", [True, False])
def test_receipt_and_status_say_so_in_a_test_and_nowhere_else(cast: Cast, *, test: bool) -> None:
    cast.operation.test = test
    cast.operation.wipes_at = timezone.now() + timedelta(hours=5) if test else None
    cast.operation.save()
    client = Client()
    assert (SAYS in asked(client)) is test
    assert (SAYS in look(client, "status")) is test
    assert SAYS not in look(Client(), "status"), "a stranger learns nothing of a test either"
