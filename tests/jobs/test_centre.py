"""From an operator's centre to the conversation and back, by SMPP; a database away costs no message."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from cast import cast
from centre import KEY, Operator, deliver, operator
from regreso.casebook import short_parts
from regreso.casebook.models import Notice, ShortPart
from regreso.channels.smpp import Centre
from regreso.jobs import centre as hearing
from regreso.jobs.centre import CentreListener, KeptParts, Together
from regreso.jobs.outbox import Outbox
from regreso.jobs.transports import transports
from regreso.web.family.talk import doors
from regreso.wire.smpp import Delivered
from telephones import MOTHER

__all__ = ["cast", "operator"]
pytestmark = pytest.mark.usefixtures("cast")


def listener(
    of: Operator, take: Any = doors.take_short, give_up: Any = doors.give_up_short
) -> CentreListener:
    return CentreListener(Centre(of.address, KEY, "100"), take, give_up)


def test_the_whole_way_from_centre_to_centre(operator: Operator, settings: Any) -> None:
    settings.REGRESO_SMS_URL, settings.REGRESO_SMS_KEY = operator.address, KEY
    settings.REGRESO_SMS_FORM, settings.REGRESO_SMS_NUMBER = "smpp", "100"
    assert listener(operator).heard(Delivered(MOTHER, "шукаю сина, він зник"))
    row = Notice.objects.get(kind="reply")
    assert row.due_at is not None
    assert Outbox(transports()).round(row.due_at) == 1
    text = "".join(operator.texts)
    assert text.startswith("Ця служба")
    assert len(operator.sent) > 1, "long enough to go in parts"
    assert {one["to"] for one in operator.sent} == {MOTHER.lstrip("+")}
    assert (operator.sent[0]["from"], operator.sent[0]["from_ton"]) == ("100", 3)


def test_the_same_words_twice_in_a_minute_are_answered_once(operator: Operator) -> None:
    one = listener(operator)
    assert one.heard(Delivered(MOTHER, "добрий день"))
    assert one.heard(Delivered(MOTHER, "добрий день"))
    assert Notice.objects.filter(kind="reply").count() == 1


def test_while_the_database_is_away_it_is_to_be_brought_again(operator: Operator) -> None:
    def away(_one: object) -> None:
        raise OperationalError

    assert not listener(operator, away).heard(Delivered(MOTHER, "добрий день"))


def test_what_we_cannot_answer_lies_on_the_desk_and_silences_nobody(operator: Operator) -> None:
    def broken(_one: object) -> None:
        raise ValueError

    assert listener(operator, broken).heard(Delivered(MOTHER, "добрий день"))
    row = Notice.objects.get(kind="unheard")
    assert (row.state, row.content["to"]) == ("failed", MOTHER)
    assert "добрий" not in str(row.content)


def test_names_of_shops_and_short_numbers_are_let_go(operator: Operator) -> None:
    assert listener(operator).heard(Delivered("SHOP", "реклама"))
    assert not Notice.objects.exists()


def test_a_line_that_breaks_is_set_up_anew_until_told_to_stop(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hearing, "FIRST_PAUSE", 0.05)
    operator.bring, operator.hang_up = [deliver("один"), deliver("два")], True
    heard: list[str] = []
    one = Together([listener(operator, lambda it: heard.append(it.text))])
    thread = threading.Thread(target=one.run)
    thread.start()
    end = time.monotonic() + 10
    while len(operator.bound) < 3 and time.monotonic() < end:
        time.sleep(0.02)
    one.stop()
    thread.join(5)
    assert not thread.is_alive()
    assert (heard, len(operator.bound) >= 3) == (["один", "два"], True)


PARTS = [
    deliver("Шевченко ", head=bytes((5, 0, 3, 9, 2, 1))),
    deliver("Тарас", head=bytes((5, 0, 3, 9, 2, 2))),
]


def hears(of: Operator, *brought: bytes, seconds: float = 3.0) -> tuple[list[str], list[int]]:
    """A line of a process of its own: what it heard, and what the centre was answered."""
    heard: list[str] = []

    def take(one: Delivered) -> bool:
        heard.append(one.text)
        return True

    of.bring, of.hang_up = list(brought), True
    before, end = len(of.acked), time.monotonic() + seconds
    Centre(of.address, KEY, "100").listen(take, stopped=lambda: time.monotonic() > end, parts=KeptParts())
    return heard, of.acked[before:]


def test_a_process_that_ends_between_two_parts_loses_neither(operator: Operator) -> None:
    assert hears(operator, PARTS[0]) == ([], [0])
    (row,) = ShortPart.objects.all()
    with connection.cursor() as cursor:
        cursor.execute("SELECT said, place FROM casebook_shortpart")
        assert "Шевченко".encode() not in bytes(cursor.fetchone()[0])
    assert row.said["text"] == "Шевченко "
    assert hears(operator, PARTS[0], PARTS[1]) == (["Шевченко Тарас"], [0, 0])
    assert not ShortPart.objects.exists()


def test_half_a_message_is_heard_when_the_other_half_does_not_come(operator: Operator) -> None:
    hears(operator, PARTS[0])
    kept = KeptParts()
    assert kept.left(at=0.0) == []
    ShortPart.objects.update(came_at=timezone.now() - timedelta(minutes=3))
    (late,) = kept.left(at=0.0)
    assert (late.sender, late.text) == (MOTHER, "Шевченко ")
    kept.heard(late)
    assert not ShortPart.objects.exists()


def test_a_part_that_cannot_be_kept_is_not_acknowledged(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError

    monkeypatch.setattr(short_parts, "keep", away)
    heard, acked = hears(operator, PARTS[0], seconds=2.0)
    assert heard == []
    assert set(acked) == {0x08}
