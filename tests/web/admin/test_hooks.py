"""An administrator sets up a webhook: the secret is shown once, and the page never again says it."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client

from cast import Cast
from desks import do, look, send, sit
from regreso.casebook.models import Hook


def test_it_is_set_up_shown_once_and_switched_off(cast: Cast) -> None:
    desk = sit(cast.administrator_a)
    told = {"address": "https://register.example/events", "purpose": "register", "member": "registrar"}
    page = send(desk, "admin-hook-set-up", cast.operation.pk, "set_up", token=uuid.uuid4(), **told)
    secret = re.findall(r"whsec_[A-Za-z0-9+/=]{44}", page.content.decode())[0]
    row = Hook.objects.get()
    assert row.secret == secret
    shown = look(desk, "admin-hooks", cast.operation.pk)
    assert "register.example" in shown
    assert secret not in shown
    do(desk, "admin-hook-act", row.pk, "switch_off")
    row.refresh_from_db()
    assert (row.state, row.address, row.secret) == ("off", "", "")


def test_what_cannot_be_is_said_beside_the_form(cast: Cast) -> None:
    desk = sit(cast.administrator_a)
    told = {"address": "http://register.example/", "purpose": "register", "member": "registrar"}
    answer = send(desk, "admin-hook-set-up", cast.operation.pk, "set_up", token=uuid.uuid4(), **told)
    assert answer.status_code == 422
    assert "begins with https://" in answer.content.decode()
    told |= {"address": "https://register.example/", "member": "operator"}
    answer = send(desk, "admin-hook-set-up", cast.operation.pk, "set_up", token=uuid.uuid4(), **told)
    assert answer.status_code == 422
    assert "does not hold the role" in answer.content.decode()


@pytest.mark.django_db
def test_the_description_of_the_interface_tells_each_event(client: Client) -> None:
    told = client.get("/api/openapi.json").json()
    assert set(told["webhooks"]) == {
        "custody.changed", "enquiry.changed", "notification.waiting", "register.searched",
    }  # fmt: skip
    assert "custody.changed" in client.get("/api/docs").content.decode()
