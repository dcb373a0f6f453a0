"""The telephone system tells of calls as they happen; the desk shows what helps, and calls nobody at risk."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from cast import Cast, cast
from desks import sit, there
from regreso.casebook import hotline
from regreso.casebook.models import HotlineCall

__all__ = ["cast"]
KEY, NUMBER = "an-invented-key", "+380445550118"
# As a telephone system sent them in one call: rings, chooses Ukrainian and a person, is answered, hangs up.
RECORDED = (
    {"event": "start", "from": "380 44 555-01-18"},
    {"event": "choice", "language": "uk"},
    {"event": "choice", "wants": "person"},
    {"event": "answer", "by": "operator"},
    {"event": "end"},
)


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "REGRESO_CALLS_KEY", KEY)


def tell(call: str = "c1", key: str = KEY, **event: Any) -> Any:
    headers = {"Authorization": f"Bearer {key}"}
    return Client().post("/in/calls", {"call": call, **event}, "application/json", headers=headers)


def page(cast: Cast) -> str:
    return sit(cast.operator).get(there("desk-calls")).content.decode()


def test_a_call_is_followed_from_its_start_to_its_end(cast: Cast) -> None:
    states = [tell(**event).json()["state"] for event in RECORDED]
    assert states == ["waiting", "waiting", "waiting", "answered", "ended"]
    row = HotlineCall.objects.get()
    assert (row.language, row.wants, row.ending) == ("uk", "person", "completed")
    assert (row.number, row.answered_by) == (NUMBER, cast.operator)


@pytest.mark.usefixtures("cast")
def test_events_in_any_order_and_twice_make_the_same_call() -> None:
    seen = set()
    orders = [*permutations(RECORDED)][::7]
    for number, order in enumerate(orders):
        for event in (*order, *order):
            tell(f"c{number}", **event)
        row = HotlineCall.objects.get(call=hotline.digest_of(f"c{number}"))
        seen.add((row.language, row.wants, row.number, row.answered_at is not None, row.ended_at is not None))
    assert seen == {("uk", "person", NUMBER, True, True)}
    assert HotlineCall.objects.count() == len(orders)


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(("event", "status"), [
    ({"event": "sing"}, 422), ({"event": "choice", "language": "xx"}, 422),
    ({"event": "choice", "wants": "money"}, 422), ({"event": "start", "at": "yesterday"}, 422),
    ({"event": "start", "at": "2022-03-03T09:00:00"}, 422), ({"event": "start", "call": ""}, 422),
])  # fmt: skip
def test_what_does_not_exist_is_refused_by_name(event: dict[str, str], status: int) -> None:
    answer = tell(**event)
    assert (answer.status_code, set(answer.json())) == (status, {"code", "expected"})
    assert not HotlineCall.objects.exists()


@pytest.mark.usefixtures("cast")
def test_without_the_key_there_is_no_such_address(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [tell(key=key, event="start").status_code for key in ("", "x")] == [404, 404]
    monkeypatch.setattr(settings, "REGRESO_CALLS_KEY", "")
    assert tell(key="", event="start").status_code == 404


def test_the_desk_shows_who_waits_in_which_language_and_for_what(cast: Cast) -> None:
    tell(event="start", **{"from": NUMBER})
    tell(event="choice", language="uk", wants="ask")
    shown = page(cast)
    assert "is waiting" in shown
    assert "looks for somebody" in shown
    assert "?caller_language=uk" in shown
    assert NUMBER not in shown


def test_only_who_asked_for_it_can_be_called_back(cast: Cast) -> None:
    tell("hung-up", event="start", **{"from": NUMBER})
    tell("hung-up", event="end")
    assert "tel:" not in page(cast)
    assert "Do not call back" in page(cast)
    tell("asked", event="start", **{"from": "+34600123456"})
    tell("asked", event="choice", wants="call_back")
    tell("asked", event="end")
    assert page(cast).count('href="tel:+34600123456"') == 1


def test_an_enquiry_of_another_operator_is_not_hinted_at(cast: Cast) -> None:
    enquiry = cast.asked()
    enquiry.enquirer.phone = "+380 44 555 01 18"
    enquiry.enquirer.safe_contact = {"how": "call", "never": "do not say who calls"}
    enquiry.enquirer.save()
    tell(event="start", **{"from": NUMBER})
    assert "An enquiry of yours" not in page(cast)
    type(enquiry).objects.filter(pk=enquiry.pk).update(assigned_to=cast.operator)
    shown = page(cast)
    assert "An enquiry of yours" in shown
    assert "do not say who calls" in shown


@pytest.mark.parametrize(("how", "called"), [("call", True), ("phrase", False), ("text", False), ("", False)])
def test_a_click_calls_only_who_chose_to_be_called(cast: Cast, how: str, called: bool) -> None:  # noqa: FBT001 - a table of cases
    enquiry = cast.asked()
    enquiry.enquirer.phone, enquiry.enquirer.safe_contact = NUMBER, {"how": how}
    enquiry.enquirer.save()
    type(enquiry).objects.filter(pk=enquiry.pk).update(assigned_to=cast.operator)
    shown = sit(cast.operator).get(there("desk-enquiry", enquiry.pk)).content.decode()
    assert (f'href="tel:{NUMBER}"' in shown) is called


@pytest.mark.usefixtures("cast")
def test_the_number_is_forgotten_after_a_day_and_the_call_after_a_week() -> None:
    for event in RECORDED:
        tell(**event)
    tell("lost", event="start", **{"from": NUMBER})
    now = timezone.now()
    hotline.sweep(now + timedelta(hours=5))
    assert HotlineCall.objects.get(call=hotline.digest_of("lost")).ending == "unknown"
    hotline.sweep(now + timedelta(days=2))
    assert {row.number for row in HotlineCall.objects.all()} == {""}
    hotline.sweep(now + timedelta(days=8))
    assert not HotlineCall.objects.exists()


def test_a_new_enquiry_begins_in_the_language_of_the_caller(cast: Cast) -> None:
    shown = sit(cast.operator).get(f"{there('desk-new')}?caller_language=uk").content.decode()
    assert 'value="uk" selected' in shown or 'value="uk"\n selected' in shown
