"""Lists are narrowed, ordered and kept as views by what the address says, and tell no more than before."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cast import Cast
from desks import sit
from regreso.casebook.models import Enquiry, SavedView
from regreso.steps import keep_view
from regreso.steps.errors import StepError
from regreso.web.base.listing import Shape, due, newest, one_of, since, until, usual
from regreso.web.desk.state import IN_OUR_HANDS
from regreso.web.liaison.lists import LISTS
from regreso.web.liaison.shapes import SHAPES

SHAPE = Shape(
    (usual("pk"), newest("opened_at")), (one_of("state", "State", {"open": "Open"}), since("opened_at"))
)


def got(client: Client, name: str, query: str = "") -> str:
    with override("en"):
        answer = client.get(reverse(name) + query)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def names_in(page: str) -> list[str]:
    return re.findall(r'<strong dir="auto">([^<]+)</strong>', page)


def shown_of(page: str) -> str:
    found = re.search(r'name="shown" value="([^"]+)"', page)
    assert found
    return found[1]


def test_what_the_shape_does_not_know_counts_as_not_said() -> None:
    said = SHAPE.chosen({"state": "DROP", "since": "2022-02-30", "sort": "name", "who": "x"})
    assert (said.query, said.sort.code) == ("", "")
    said = SHAPE.chosen({"state": "open", "since": "2022-02-20", "sort": "newest"})
    assert said.query == "state=open&since=2022-02-20&sort=newest"


def test_every_list_of_the_liaison_has_its_shape() -> None:
    assert {one.name for one in LISTS} == set(SHAPES)
    for shape in SHAPES.values():
        assert shape.sorts[0].code == ""
        assert shape.filters


def of_operator(cast: Cast) -> tuple[Client, list[Enquiry]]:
    mine = [cast.asked(surname=name, given="Іван") for name in ("Шевченко", "Коваль", "Мельник")]
    Enquiry.objects.filter(pk__in=[one.pk for one in mine]).update(assigned_to=cast.operator)
    Enquiry.objects.filter(pk=mine[0].pk).update(language="uk")
    Enquiry.objects.filter(pk=mine[1].pk).update(language="es")
    Enquiry.objects.filter(pk=mine[2].pk).update(language="ru")
    return sit(cast.operator), mine


def test_an_operator_narrows_and_orders_the_list(cast: Cast) -> None:
    client, mine = of_operator(cast)
    assert len(names_in(got(client, "desk"))) == 3
    assert names_in(got(client, "desk", "?language=es")) == ["Коваль Іван"]
    assert len(names_in(got(client, "desk", "?language=xx"))) == 3
    late, early = timezone.now() - timedelta(hours=1), timezone.now() + timedelta(days=2)
    Enquiry.objects.update(first_look_due_at=early)
    Enquiry.objects.filter(pk=mine[2].pk).update(first_look_due_at=late)
    assert names_in(got(client, "desk", "?due=overdue")) == ["Мельник Іван"]
    assert 'value="overdue" selected' in got(client, "desk", "?due=overdue")


def test_no_filter_tells_an_operator_what_was_found(cast: Cast) -> None:
    client, mine = of_operator(cast)
    for state, one in zip(IN_OUR_HANDS[:3], mine, strict=True):
        Enquiry.objects.filter(pk=one.pk).update(state=state)
    assert len(names_in(got(client, "desk", "?state=searching"))) == 3
    for state in set(IN_OUR_HANDS) - {"searching"}:  # unknown words: the whole list
        assert len(names_in(got(client, "desk", f"?state={state}"))) == 3
        assert f'value="{state}"' not in got(client, "desk")


def test_the_next_page_is_of_the_same_choice(cast: Cast) -> None:
    client, mine = of_operator(cast)
    copies = [
        Enquiry(operation=one.operation, enquirer=one.enquirer, sought=one.sought, state="searching",
                assigned_to=cast.operator, language="es")
        for one in mine[:1] * 30
    ]  # fmt: skip
    Enquiry.objects.bulk_create(copies)
    assert 'href="?language=es&amp;page=2"' in got(client, "desk", "?language=es")


def test_a_view_is_kept_renamed_and_deleted_by_its_owner_alone(cast: Cast) -> None:
    client, _mine = of_operator(cast)
    shown = shown_of(got(client, "desk", "?language=es"))
    with override("en"):
        assert client.post(reverse("keep-view"), {"shown": shown, "name": "Spanish"}).status_code == 303
        view = SavedView.objects.get()
        assert (view.page, view.query, view.name, view.staff) == (
            "desk",
            "language=es",
            "Spanish",
            cast.operator,
        )
        page = got(client, "desk")
        assert 'href="/en/desk/?language=es" dir="auto">Spanish</a>' in page
        where = reverse("change-view", args=[view.pk])
        assert sit(cast.reviewer_a).post(where, {"name": "mine"}).status_code == 404
        assert "Spanish" not in got(sit(cast.registrar), "holding")
        client.post(where, {"name": "Español"})
        assert "Español" in got(client, "desk")
        client.post(where, {"name": "x", "drop": "yes"})
        assert not SavedView.objects.exists()


def test_nothing_but_what_was_shown_can_be_kept(cast: Cast) -> None:
    client = sit(cast.operator)
    with override("en"):
        for shown in ("", "x", signing.dumps(["desk", "name=Шевченко"], salt="another")):
            assert client.post(reverse("keep-view"), {"shown": shown, "name": "x"}).status_code == 303
    assert not SavedView.objects.exists()
    assert 'name="shown"' not in got(client, "desk", "?name=Шевченко")


def test_a_view_of_the_same_name_is_kept_anew_and_there_are_not_too_many(cast: Cast) -> None:
    def keep(name: str, query: str = "") -> SavedView:
        return keep_view.keep("desk", query, name, staff=cast.operator, at=timezone.now())

    keep("a", "due=day")
    assert keep(" a ", "due=week").query == "due=week"
    assert SavedView.objects.count() == 1
    for n in range(keep_view.MOST - 1):
        keep(f"v{n}")
    with pytest.raises(StepError):
        keep("one more")
    for bad in ("", "   ", "x" * 41):
        with pytest.raises(StepError):
            keep(bad)


@pytest.mark.parametrize("value", ["overdue", "day", "week", "none"])
def test_what_is_due_within_a_day_is_due_within_a_week_too(cast: Cast, value: str) -> None:
    now = timezone.now()
    hours = {"overdue": -1, "day": 1, "week": 30, "none": None}
    _client, mine = of_operator(cast)
    for left in hours.values():
        when = None if left is None else now + timedelta(hours=left)
        Enquiry.objects.filter(pk=mine[0].pk).update(first_look_due_at=when)
        found = due("first_look_due_at").narrow(Enquiry.objects.filter(pk=mine[0].pk), value, now).exists()
        assert found == (hours[value] == left or (value == "week" and left == 1))


def test_the_last_day_is_one_of_those_that_are_shown(cast: Cast) -> None:
    _client, mine = of_operator(cast)
    rows, now = Enquiry.objects.filter(pk=mine[0].pk), timezone.now()
    rows.update(opened_at=now.replace(hour=23, minute=59))
    assert until("opened_at").narrow(rows, now.date().isoformat(), now).exists()
    assert since("opened_at").narrow(rows, now.date().isoformat(), now).exists()
    assert not until("opened_at").narrow(rows, (now - timedelta(days=1)).date().isoformat(), now).exists()
