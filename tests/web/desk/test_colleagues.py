"""Pages: enquiries that wait, a colleague's opened with a reason, and the administrator's look."""

from __future__ import annotations

import uuid
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from cast import Cast
from desks import buttons, do, look, send, sit, there, wrong
from regreso.casebook.models import BreakGlass, Enquiry, Read, Staff

SON = {"surname": "Шевченко", "given": "Тарас", "birth": "1999-04-21"}
SAID = {"as_written": "Тарас Шевченко", "birth": "21.04.1999", "reason": "she calls from a shelter at night"}


@pytest.fixture
def theirs(cast: Cast) -> Enquiry:
    enquiry = cast.asked(**SON)
    colleague = Staff.objects.create_user("operator_away")
    Enquiry.objects.filter(pk=enquiry.pk).update(assigned_to=colleague)
    return enquiry


def opened(client: Client, **said: str) -> str:
    return do(client, "desk-colleagues", **{**SAID, "token": str(uuid.uuid4()), **said})


def test_nothing_is_shown_before_a_reason_is_given(cast: Cast, theirs: Enquiry) -> None:
    client = sit(cast.operator)
    assert client.get(there("desk-enquiry", theirs.pk)).status_code == 404
    answer = send(client, "desk-colleagues", **{**SAID, "reason": ""}, token=uuid.uuid4())
    assert answer.status_code == 422
    assert str(theirs.pk) not in answer.content.decode()
    answer = send(client, "desk-colleagues", **{**SAID, "reason": "urgent"}, token=uuid.uuid4())
    assert wrong(answer)
    assert not BreakGlass.objects.exists()


def test_with_a_reason_it_is_open_and_every_read_bears_why(cast: Cast, theirs: Enquiry) -> None:
    client = sit(cast.operator)
    opened(client)
    assert str(theirs.pk) in look(client, "desk-colleagues")
    assert {"note", "raise_level", "hand_over"} <= buttons(look(client, "desk-enquiry", theirs.pk))
    do(client, "desk-enquiry-act", theirs.pk, "note", text="She is safe and asks to be called.")
    read = Read.objects.filter(page="desk-enquiry", kind="enquiry").order_by("number").last()
    assert read
    assert read.said["reason"] == "break glass"
    assert str(theirs.pk) not in look(client, "desk"), "it is no enquiry of one's own"


def test_after_an_hour_it_is_shut(cast: Cast, theirs: Enquiry) -> None:
    client = sit(cast.operator)
    opened(client)
    BreakGlass.objects.update(ends_at=timezone.now())
    assert client.get(there("desk-enquiry", theirs.pk)).status_code == 404
    assert send(client, "desk-enquiry-act", theirs.pk, "note", text="late").status_code == 404
    assert str(theirs.pk) not in look(client, "desk-colleagues")


def test_where_nothing_fits_the_attempt_is_kept(cast: Cast, theirs: Enquiry) -> None:
    client = sit(cast.operator)
    opened(client, as_written="Мельник Петро", birth="")
    assert "No enquiry of a colleague fits" in look(client, "desk-colleagues")
    assert BreakGlass.objects.get().opened == []
    assert client.get(there("desk-enquiry", theirs.pk)).status_code == 404


@pytest.mark.usefixtures("theirs")
def test_two_clicks_open_once_and_the_fourth_is_told_to_wait(cast: Cast) -> None:
    client, token = sit(cast.operator), str(uuid.uuid4())
    opened(client, token=token)
    assert send(client, "desk-colleagues", **SAID, token=token).status_code == 422
    assert BreakGlass.objects.count() == 1
    opened(client)
    opened(client)
    answer = send(client, "desk-colleagues", **SAID, token=uuid.uuid4())
    assert wrong(answer) == ["Three that you opened wait for an administrator. Ask them to look first."]


def test_the_administrator_sees_who_why_and_how_much_and_no_name(cast: Cast, theirs: Enquiry) -> None:
    client = sit(cast.operator)
    opened(client)
    look(client, "desk-enquiry", theirs.pk)
    do(client, "desk-enquiry-act", theirs.pk, "note", text="Called back.")
    own = cast.asked(surname="Мельник", given="Петро")
    Enquiry.objects.filter(pk=own.pk).update(assigned_to=cast.operator)
    look(client, "desk-enquiry", own.pk)  # a page of one's own is not counted
    admin = sit(cast.administrator_a)
    page = look(admin, "admin-opened")
    assert "she calls from a shelter at night" in page
    assert cast.operator.username in page
    assert "Enquiries opened: 1; pages read meanwhile: 1; steps taken: 1" in page
    assert "Шевченко" not in page
    glass = BreakGlass.objects.get()
    do(admin, "admin-opened-act", glass.pk, "object", reason="the colleague was there")
    assert client.get(there("desk-enquiry", theirs.pk)).status_code == 404
    assert "Objected to" in look(admin, "admin-opened")
    assert not {"accept", "object"} & buttons(look(admin, "admin-opened"))


def test_the_hint_leads_there(cast: Cast, theirs: Enquiry) -> None:
    answer = send(sit(cast.operator), "desk-hints", as_written="Шевченко Тарас", birth="21.04.1999")
    page = unescape(answer.content.decode())
    assert there("desk-colleagues") in page
    assert str(theirs.pk) not in page


def test_those_that_wait_are_counted_without_names_and_taken(cast: Cast) -> None:
    client = sit(cast.operator)
    assert "Nobody waits." in look(client, "desk-waiting")
    enquiry = cast.asked(**SON)
    assert "1 waits for an operator" in look(client, "desk")
    page = look(client, "desk-waiting")
    assert "Українська" in page
    assert "Шевченко" not in page
    to = do(client, "desk-waiting", language="uk")
    assert to.endswith(f"/{enquiry.pk}/")
    assert "Шевченко" in look(client, "desk")
    assert do(client, "desk-waiting").endswith("/waiting/"), "a colleague was faster: nothing breaks"
    assert send(client, "desk-waiting", language="xx").status_code == 422
