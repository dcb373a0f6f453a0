"""Somebody reports a person who does not want it, or wants somebody's record gone to hide them."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.test import Client

from cast import Cast
from desks import send
from regreso import story
from regreso.casebook.access import for_enquirer
from regreso.casebook.actor import Actor
from regreso.casebook.models import DisasterRecord, Hearing, SelfReport
from regreso.jobs.clock import tick
from regreso.steps import alive, ask, reach, record
from regreso.story import MoveRefused


def test_whoever_is_named_may_say_so_and_decides_who_hears_it(cast: Cast) -> None:
    enquiry = cast.asked()
    row = SelfReport(
        operation=cast.operation, kind="alive", name="Тарас Шевченко", birth="1999-04-21",
        tell_whom="nobody", words="I am not missing", phone="+380441234567", language="uk",
    )  # fmt: skip
    alive.tell(row, by=Actor(story.PERSON, str(row.pk)), at=cast.at)
    alive.check(row, basis="called back", by=cast.by("reviewer_a"), at=cast.at)
    with pytest.raises(MoveRefused, match="nobody to be told"):
        alive.pass_on(row, [enquiry], by=cast.by("reviewer_b"), at=cast.at)
    assert not Hearing.objects.exists()


def test_one_hand_hides_nobody_and_a_removal_leaves_nothing_of_them(cast: Cast) -> None:
    cast.operation.kind = "disaster"
    cast.operation.save()
    cast.camp.refresh_from_db()
    row = DisasterRecord(operation=cast.operation, site=cast.camp, name="Ana Invented")
    one, other = cast.by("registrar"), cast.by("other_registrar")
    record.note(row, "note_trapped", where="School", by=one, at=cast.at)
    record.ask_removal(row, "her husband says so", by=one, at=cast.at)
    with pytest.raises(MoveRefused, match="another person"):
        record.remove(row, by=one, at=cast.at)
    assert DisasterRecord.objects.get().name == "Ana Invented"
    record.remove(row, by=other, at=cast.at)
    tick(cast.later(days=4))
    row.refresh_from_db()
    assert row.name == ""


def test_nobody_withdraws_the_question_of_another_family(cast: Cast) -> None:
    hers, other = cast.asked(), cast.asked(surname="Коваль", given="Іван")
    neighbour = Client()
    session = neighbour.session
    session["enquirer"] = str(other.enquirer_id)
    session.save()
    for client, statuses in ((neighbour, {404}), (Client(), {302, 303, 404})):
        answer = send(client, "withdraw", hers.pk, reason="he is fine", sure="on")
        assert answer.status_code in statuses
        hers.refresh_from_db()
        assert hers.state == "open"


def test_no_step_takes_the_word_of_another_family(cast: Cast) -> None:
    hers, other = cast.asked(), for_enquirer(cast.asked(surname="Коваль", given="Іван"))
    said: dict[str, Any] = {"by": other, "at": cast.at}
    for step in (
        partial(ask.withdraw, hers, reason="he is fine"),
        partial(ask.correct, hers, {"given": "Тарасик"}),
        partial(ask.hand_receipt, hers, language="uk"),
        partial(ask.reopen, hers, reason="again"),
        partial(reach.plan_contact, hers, {}),
    ):
        with pytest.raises(MoveRefused, match="another family"):
            step(**said)
    hers.refresh_from_db()
    assert (hers.state, hers.sought.given) == ("open", "Тарас")
