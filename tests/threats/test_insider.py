"""Somebody who works here is curious or paid: their own cases only, every look is kept, nothing alone."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection

from cast import Cast
from desks import do, look, send, sit, there
from regreso import story
from regreso.casebook.access import actor
from regreso.casebook.audit import verify
from regreso.casebook.models import BreakGlass, Enquiry, Grant, Read, Staff
from regreso.steps import administer
from regreso.story import MoveRefused

SAID = {"as_written": "Тарас Шевченко", "birth": "21.04.1999", "reason": "she calls from a shelter at night"}


def test_a_colleagues_case_is_shut_and_opening_it_is_seen_by_another(cast: Cast) -> None:
    theirs = cast.asked()
    Enquiry.objects.filter(pk=theirs.pk).update(assigned_to=Staff.objects.create_user("operator_away"))
    curious = sit(cast.operator)
    assert curious.get(there("desk-enquiry", theirs.pk)).status_code == 404
    assert send(curious, "desk-colleagues", **{**SAID, "reason": ""}, token=uuid.uuid4()).status_code == 422
    do(curious, "desk-colleagues", **SAID, token=str(uuid.uuid4()))
    look(curious, "desk-enquiry", theirs.pk)
    read = Read.objects.filter(page="desk-enquiry", kind="enquiry").latest("number")
    assert (read.reader_id, read.said["reason"]) == (str(cast.operator.pk), "break glass")
    shown = look(sit(cast.administrator_a), "admin-opened")
    assert SAID["reason"] in shown
    assert "Шевченко" not in shown
    assert BreakGlass.objects.get().due_at is not None


def test_what_they_read_cannot_be_taken_out_of_the_log(cast: Cast) -> None:
    mine = cast.asked()
    Enquiry.objects.filter(pk=mine.pk).update(assigned_to=cast.operator)
    look(sit(cast.operator), "desk-enquiry", mine.pk)
    assert verify(cast.operation) == []
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM casebook_read WHERE page = 'desk-enquiry'")
    assert {fault.kind for fault in verify(cast.operation)} == {"reads"}


def test_nobody_gives_themselves_a_role_and_a_leaver_is_out_with_the_next_click(cast: Cast) -> None:
    grant = Grant(operation=cast.operation, staff=cast.administrator_a, role=story.REVIEWER)
    ada = actor(cast.administrator_a, story.ADMINISTRATOR)

    def serves_herself() -> None:
        administer.ask_grant(grant, reason="only for today", by=ada, at=cast.at)
        administer.give_grant(grant, by=ada, at=cast.at)

    with pytest.raises(MoveRefused):
        serves_herself()
    leaver = sit(cast.reviewer_a)
    look(leaver, "review")
    role = Grant.objects.get(staff=cast.reviewer_a)
    administer.end_grant(role, reason="left", by=cast.by("administrator_b"), at=cast.at)
    assert leaver.get(there("review")).status_code == 404
