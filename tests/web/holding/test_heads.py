"""Heads are counted every day: who was seen, whether count and register agree, and what explains it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cast import Cast
from desks import do, look, send, sit, wrong
from regreso.casebook.models import Custody, HeadCount, Move, Presence
from regreso.steps import head_count, register
from shots import enter, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page


def counted(cast: Cast, number: object) -> HeadCount:
    do(sit(cast.registrar), "holding-heads", token=uuid.uuid4(), site=cast.camp.pk, counted=number)
    return HeadCount.objects.latest("at")


def see(cast: Cast, *held: Custody) -> None:
    do(sit(cast.registrar), "holding-seen", id=[str(one.pk) for one in held])


def test_ticked_ones_are_seen_with_a_move_each_and_go_to_the_end(cast: Cast) -> None:
    one, two = cast.held(surname="Перший", given="А"), cast.held(surname="Другий", given="Б")
    register.admit(two, by=cast.by("registrar"), at=cast.at)
    see(cast, one)
    page = look(sit(cast.registrar), "holding-heads")
    assert page.index("Другий") < page.index("Перший")
    assert "1 not seen today" in page
    see(cast, one, two)  # of two states at once
    assert "0 not seen today" in look(sit(cast.registrar), "holding-heads")
    assert Move.objects.filter(name="note_presence").count() == 3
    assert Presence.objects.filter(custody=two, kind="counted").count() == 1


def test_fifty_are_seen_with_as_many_queries_as_two(cast: Cast) -> None:
    def queries(number: int) -> int:
        rows = [cast.held(surname=f"Коваль{number}{n}", given="Іван") for n in range(number)]
        with CaptureQueriesContext(connection) as asked:
            see(cast, *rows)
        return len(asked)

    see(cast, cast.held())  # whatever is filled once
    assert queries(50) == queries(2)


def test_nobody_ticked_or_somebody_of_another_site_changes_nothing(cast: Cast) -> None:
    held = cast.held()
    do(sit(cast.other_registrar), "holding-seen", id=[str(held.pk), "no id"])
    assert not Move.objects.filter(name="note_presence").exists()
    assert send(sit(cast.operator), "holding-seen", id=str(held.pk)).status_code == 404


def test_a_count_that_agrees_with_everybody_seen_is_settled(cast: Cast) -> None:
    see(cast, cast.held(), cast.held(surname="Коваль", given="Іван"))
    one = counted(cast, 2)
    assert (one.state, one.counted, one.expected, one.seen, one.before) == ("settled", 2, 2, 2, None)


@pytest.mark.parametrize(("number", "sees"), [(1, 2), (3, 2), (2, 1)])
def test_a_count_that_does_not_stays_open_until_it_is_explained(cast: Cast, number: int, sees: int) -> None:
    people = [cast.held(), cast.held(surname="Зниклий", given="Іван")]
    see(cast, *people[:sees])
    one = counted(cast, number)
    assert one.state == "differs"
    client = sit(cast.registrar)
    page = look(client, "holding-count-explain", one.pk)
    assert ("Зниклий" in page) is (sees == 1)
    assert wrong(send(client, "holding-count-explain", one.pk, remark="  "))
    do(client, "holding-count-explain", one.pk, remark="He was at the infirmary.")
    one.refresh_from_db()
    assert (one.state, one.remark) == ("explained", "He was at the infirmary.")
    assert b"infirmary" not in bytes(HeadCount.objects.values_list("remark", flat=True).get())
    assert send(client, "holding-count-explain", one.pk, remark="again").status_code == 422


def test_who_came_and_left_since_the_last_count_makes_up_the_sum(cast: Cast) -> None:
    by, held = cast.by("registrar"), [cast.held(surname=f"К{n}", given="Іван") for n in range(4)]
    first = HeadCount(operation=cast.operation, site=cast.camp, counted=4)
    head_count.count(first, by=by, at=cast.later(hours=1))
    register.transfer(held[0], cast.hospital, by=by, at=cast.later(hours=2))
    register.end(held[1], "release", by=by, at=cast.later(hours=3))
    came = Custody(operation=cast.operation, site=cast.camp)
    someone = type(held[0].person)(operation=cast.operation, surname="Новий", given="Іван")
    register.register(came, someone, by=by, at=cast.later(hours=4))
    second = HeadCount(operation=cast.operation, site=cast.camp, counted=3)
    head_count.count(second, by=by, at=cast.later(hours=5))
    assert (second.before, second.arrived, second.left, second.expected) == (4, 1, 2, 3)
    assert 4 + second.arrived - second.left == second.expected


@pytest.mark.parametrize("number", ["", "many", "-1", "1.5", "99999999999"])
def test_what_is_no_number_is_told(cast: Cast, number: str) -> None:
    said = {"token": uuid.uuid4(), "site": cast.camp.pk, "counted": number}
    answer = send(sit(cast.registrar), "holding-heads", **said)
    assert answer.status_code == 422
    assert "We need the number of heads, for example 120." in wrong(answer)


def test_two_clicks_are_one_count_and_another_site_is_not_counted(cast: Cast) -> None:
    client, said = sit(cast.registrar), {"token": uuid.uuid4(), "site": cast.camp.pk, "counted": 0}
    do(client, "holding-heads", **said)
    assert send(client, "holding-heads", **said).status_code == 422
    assert HeadCount.objects.count() == 1
    other = {"token": uuid.uuid4(), "site": cast.hospital.pk, "counted": 0}
    assert send(client, "holding-heads", **other).status_code == 422
    assert "Count and register agree" not in look(sit(cast.other_registrar), "holding-heads")


def test_yesterdays_sight_is_no_sight_today(cast: Cast) -> None:
    held = cast.held()
    register.note_presence(held, by=cast.by("registrar"), at=timezone.now() - timedelta(days=1))
    assert "1 not seen today" in look(sit(cast.registrar), "holding-heads")
    assert counted(cast, 1).state == "differs"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_head_list_fits_a_phone(cast: Cast, page: Page, live_site: str) -> None:
    people = [cast.held(surname="Шевченко" * n, given="Тарас") for n in (1, 2, 12)]
    see(cast, people[0])
    one = counted(cast, 2)
    enter(page, live_site, sit(cast.registrar))
    for language in ("en", "uk", "ru", "es"):
        visit(page, live_site, language, "holding-heads")
        visit(page, live_site, language, "holding-count-explain", one.pk)
