"""Notes in a family's browser: only when she asked for them, sealed for her, gone when her hours are over."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from cast import cast
from pair import Pair, pair
from push_service import PushService, push
from regreso.casebook.models import Notice
from regreso.casebook.reach import browser_of, place_of
from regreso.jobs.outbox import Outbox
from regreso.jobs.worker import drain
from regreso.steps import ask, reach
from regreso.steps.errors import StepError

__all__ = ["cast", "pair", "push"]
EVENING = datetime(2022, 3, 3, 19, 29, tzinfo=UTC)  # 21:29 in Kyiv


def planned(pair: Pair, told: str, **changed: str) -> None:
    plan = {"way": "push", "place": told, "from": "20:00", "until": "21:30", "zone": "Europe/Kyiv"}
    pair.enquiry.refresh_from_db()
    reach.plan_contact(pair.enquiry, {**plan, **changed}, by=pair.mother, at=pair.at)
    pair.enquiry.enquirer.refresh_from_db()


def queued(pair: Pair) -> Notice:
    type(pair.enquiry).objects.filter(pk=pair.enquiry.pk).update(state="searching")
    pair.enquiry.refresh_from_db()
    ask.ask_information(pair.enquiry, "unit", by=pair.cast.by("operator"), at=pair.at)
    drain(at=pair.at)
    return Notice.objects.get(kind="question")


def state(row: Notice) -> tuple[str, str]:
    row.refresh_from_db()
    return str(row.state), str(row.trouble)


def test_she_is_told_by_the_neutral_words_and_only_her_browser_reads_them(
    pair: Pair, push: PushService
) -> None:
    planned(pair, push.subscription())
    row = queued(pair)
    assert Outbox().round(EVENING - timedelta(hours=2)) == 0, "not before her hour"
    assert Outbox().round(EVENING) == 1
    (sent,) = push.taken
    assert sent["note"]["title"] == "Новина"
    assert sent["note"]["body"].startswith("Для вас є новина. Погляньте наодинці. RGS-")
    assert set(sent["note"]) == {"title", "body"}
    assert "Новина".encode() not in sent["sealed"]
    assert sent["claims"]["sub"] == "mailto:desk@regreso.example"
    assert state(row) == ("sent", "")


def test_a_telephone_that_is_off_hears_nothing_after_her_hours(pair: Pair, push: PushService) -> None:
    planned(pair, push.subscription())
    queued(pair)
    Outbox().round(EVENING)
    assert push.taken[0]["ttl"] == 60, "her hours end at 21:30"


def test_without_hours_a_note_is_kept_for_a_day(pair: Pair, push: PushService) -> None:
    planned(pair, push.subscription(), **{"from": "", "until": ""})
    queued(pair)
    Outbox().round(EVENING)
    assert push.taken[0]["ttl"] == 86_400


@pytest.mark.parametrize(
    ("trouble", "expected"),
    [
        ("410", ("failed", "gone")),
        ("404", ("failed", "gone")),
        ("413", ("failed", "too_long")),
        ("403", ("failed", "token")),
        ("400", ("failed", "refused")),
        ("429:30", ("waiting", "later")),
        ("500", ("waiting", "trouble")),
        ("after", ("waiting", "unreachable")),
    ],
)
def test_what_a_carrier_answers_is_heard(
    pair: Pair, push: PushService, trouble: str, expected: tuple[str, str]
) -> None:
    planned(pair, push.subscription())
    row = queued(pair)
    push.trouble = [trouble]
    Outbox().round(EVENING)
    assert state(row) == expected


def test_two_tries_of_one_notice_bear_one_topic(pair: Pair, push: PushService) -> None:
    planned(pair, push.subscription(), **{"from": "", "until": ""})
    queued(pair)
    push.trouble = ["after"]
    Outbox().round(EVENING)
    Outbox().round(EVENING + timedelta(minutes=5))
    first, second = push.taken
    assert first["topic"] == second["topic"]


def test_another_choice_forgets_the_browser_and_drops_what_waits(pair: Pair, push: PushService) -> None:
    planned(pair, push.subscription())
    row = queued(pair)
    assert place_of(pair.enquiry.enquirer) == push.endpoint
    reach.plan_contact(pair.enquiry, {}, by=pair.mother, at=pair.at)
    drain(at=pair.at)
    pair.enquiry.enquirer.refresh_from_db()
    assert browser_of(pair.enquiry.enquirer) == {}
    assert state(row)[0] == "dropped"
    Outbox().round(EVENING)
    assert push.taken == []


def test_a_stranger_cannot_make_us_knock_elsewhere(pair: Pair, push: PushService) -> None:
    told = json.loads(push.subscription())
    for endpoint in ("http://127.0.0.1:22/", "https://evil.example/", "http://169.254.169.254/latest"):
        with pytest.raises(StepError, match="not_a_browser"):
            planned(pair, json.dumps({**told, "endpoint": endpoint}))
