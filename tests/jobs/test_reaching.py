"""Families are told by their own plan, at their own hours, in words that tell nobody else anything."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot_api import TOKEN, BotApi, bot_api
from cast import cast
from gateways import SmsGateway, sms
from gathered import gathered, lead
from line_by_line import killed_at_each
from pair import Pair, pair
from regreso.casebook import certificates, conversations
from regreso.casebook.models import Card, DeathNotice, Notice
from regreso.casebook.notices import KINDS
from regreso.casebook.reach import opens_at
from regreso.channels.sms import Gateway
from regreso.channels.telegram import Bot
from regreso.jobs import outbox as sending
from regreso.jobs import reaching
from regreso.jobs.outbox import Outbox
from regreso.jobs.worker import drain
from regreso.steps import ask, guide, notify, reach, read
from regreso.steps.errors import StepError
from telephones import Telephone

__all__ = ["bot_api", "cast", "pair", "sms"]
PLAN = {"way": "sms", "place": "+380 44 555 01 18", "from": "20:00", "until": "21:30", "zone": "Europe/Kyiv"}


def planned(pair: Pair, **changed: str) -> None:
    pair.enquiry.refresh_from_db()
    reach.plan_contact(pair.enquiry, {**PLAN, **changed}, by=pair.mother, at=pair.at)


def asked(pair: Pair, *, at: datetime | None = None) -> list[Notice]:
    """One piece of information is asked for: what the worker queues."""
    pair.enquiry.refresh_from_db()
    type(pair.enquiry).objects.filter(pk=pair.enquiry.pk).update(state="searching")
    pair.enquiry.refresh_from_db()
    ask.ask_information(pair.enquiry, "unit", by=pair.cast.by("operator"), at=at or pair.at)
    drain(at=at or pair.at)
    return list(Notice.objects.filter(kind="question"))


def outbox(sms: SmsGateway) -> Outbox:
    return Outbox({"sms": Gateway(sms.address)})


def test_without_a_plan_nothing_is_sent_whatever_the_words_say(pair: Pair) -> None:
    enquirer = pair.enquiry.enquirer
    enquirer.safe_contact = {"how": "text", "when": "", "never": ""}
    enquirer.phone = "+380445550118"
    enquirer.save()
    assert asked(pair) == []


def test_it_leaves_at_her_hour_and_says_nothing_to_others(pair: Pair, sms: SmsGateway) -> None:
    planned(pair)
    (row,) = asked(pair, at=datetime(2022, 3, 3, 9, 0, tzinfo=UTC))
    assert row.due_at == datetime(2022, 3, 3, 18, 0, tzinfo=UTC)
    assert outbox(sms).round(datetime(2022, 3, 3, 17, 59, tzinfo=UTC)) == 0
    assert outbox(sms).round(datetime(2022, 3, 3, 18, 0, tzinfo=UTC)) == 1
    (sent,) = sms.sent
    assert sent["to"] == "+380445550118"
    assert len(sent["text"]) <= 70
    code = sent["text"].split()[-1]
    assert certificates.check(code, at=pair.at).issued
    words = sent["text"].lower()
    assert not any(
        word in words for word in ("regreso", "шевченко", "тарас", "полон", "розшук", "http", "унит")
    )


def test_an_hour_that_passed_while_it_waited_is_waited_for_again(pair: Pair, sms: SmsGateway) -> None:
    planned(pair)
    (row,) = asked(pair, at=datetime(2022, 3, 3, 9, 0, tzinfo=UTC))
    assert outbox(sms).round(datetime(2022, 3, 3, 19, 30, tzinfo=UTC)) == 0
    row.refresh_from_db()
    assert row.due_at == datetime(2022, 3, 4, 18, 0, tzinfo=UTC)
    assert outbox(sms).round(datetime(2022, 3, 4, 18, 0, tzinfo=UTC)) == 1


def test_a_card_that_a_liaison_sent_is_told_of(pair: Pair) -> None:
    planned(pair)
    gathered(pair.cast)
    one = lead(pair.cast, "contact", value="+380445550118")
    read.accept(one, by=pair.cast.by("reader_a"), at=pair.at)
    guide.make(one, at=pair.at)
    guide.send(Card.objects.get(), pair.enquiry, by=pair.cast.by("liaison_a"), at=pair.at)
    drain(at=pair.at)
    (row,) = Notice.objects.filter(enquirer=pair.enquiry.enquirer)
    assert (row.kind, row.transport, row.content["to"]) == ("card", "sms", "+380445550118")
    assert "+380445550118" not in row.content["text"]


def test_who_sent_stop_is_sent_nothing_until_start_comes_from_there(pair: Pair, sms: SmsGateway) -> None:
    planned(pair)
    (row,) = asked(pair)
    mother = Telephone(at=pair.at)
    mother.send("СТОП")
    due = datetime(2022, 3, 3, 18, 0, tzinfo=UTC)
    Notice.objects.filter(kind="reply").delete()
    assert outbox(sms).round(due) == 0
    row.refresh_from_db()
    assert row.state == "dropped"
    mother.send("СТАРТ")
    assert not conversations.stopped("sms", mother.to)


def test_a_plan_for_telegram_reaches_the_chat_at_her_hour(pair: Pair, bot_api: BotApi) -> None:
    planned(pair, way="telegram", place="7007")
    asked(pair, at=datetime(2022, 3, 3, 9, 0, tzinfo=UTC))
    bot = Outbox({"telegram": Bot(TOKEN, bot_api.address)})
    assert bot.round(datetime(2022, 3, 3, 17, 59, tzinfo=UTC)) == 0
    assert bot.round(datetime(2022, 3, 3, 18, 0, tzinfo=UTC)) == 1
    (text,) = bot_api.texts("7007")
    assert certificates.check(text.split()[-1], at=pair.at).issued


def test_a_chat_that_shut_us_out_lies_on_the_desk(pair: Pair, bot_api: BotApi) -> None:
    planned(pair, **{"way": "telegram", "place": "7007", "from": "", "until": ""})
    (row,) = asked(pair)
    bot_api.trouble = ["403"]
    assert Outbox({"telegram": Bot(TOKEN, bot_api.address)}).round(pair.at) == 0
    row.refresh_from_db()
    assert (row.state, row.trouble) == ("failed", "blocked")


def test_who_ends_the_plan_is_sent_nothing_more(pair: Pair, sms: SmsGateway) -> None:
    planned(pair)
    (row,) = asked(pair)
    reach.plan_contact(pair.enquiry, {}, by=pair.mother, at=pair.at)
    drain(at=pair.at)
    row.refresh_from_db()
    assert (row.state, "text" in row.content) == ("dropped", False)
    assert outbox(sms).round(pair.at + timedelta(days=2)) == 0
    assert asked(pair) == [row]


def test_a_new_number_is_not_told_at_the_old_one_even_before_the_worker_came(
    pair: Pair, sms: SmsGateway
) -> None:
    planned(pair)
    asked(pair)
    planned(pair, place="+34600123456")
    assert outbox(sms).round(pair.at + timedelta(days=2)) == 0
    assert sms.sent == []


def test_while_one_waits_there_is_no_second(pair: Pair) -> None:
    planned(pair)
    assert len(asked(pair)) == len(asked(pair)) == 1


def test_into_a_house_that_must_first_be_told_of_a_death_nothing_is_sent(pair: Pair) -> None:
    planned(pair)
    DeathNotice.objects.create(
        operation=pair.enquiry.operation, enquiry=pair.enquiry, custody=pair.custody, state="certified"
    )
    assert asked(pair) == []


def test_each_kind_has_a_rule_and_a_death_has_no_kind() -> None:
    assert set(reaching.KINDS) <= set(KINDS)
    assert not any("death" in kind or "mourn" in kind for kind in KINDS)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"way": "pigeon"}, "unknown_way"),
        ({"place": "044 555"}, "not_a_number"),
        ({"way": "email", "place": "olena"}, "not_an_address"),
        ({"way": "telegram", "place": "@olena"}, "not_a_chat"),
        ({"from": "25:00"}, "bad_hours"),
        ({"until": ""}, "bad_hours"),
        ({"until": "20:00"}, "bad_hours"),
        ({"from": "20:00+02:00"}, "bad_hours"),
        ({"zone": "Europe/Nowhere"}, "unknown_zone"),
        ({"zone": "Europe"}, "unknown_zone"),
        ({"zone": "../etc"}, "unknown_zone"),
        ({"zone": ""}, "unknown_zone"),
        ({"zone": "x" * 5000}, "unknown_zone"),
    ],
)
def test_a_plan_that_cannot_be_kept_is_refused(pair: Pair, changed: dict[str, str], code: str) -> None:
    with pytest.raises(StepError, match=code):
        planned(pair, **changed)
    pair.enquiry.enquirer.refresh_from_db()
    assert "plan" not in pair.enquiry.enquirer.safe_contact


@given(
    at=st.integers(0, 1_000_000).map(
        lambda minutes: datetime(2022, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    hours=st.tuples(st.integers(0, 1439), st.integers(0, 1439)).filter(lambda pair: pair[0] != pair[1]),
    zone=st.sampled_from(["Europe/Kyiv", "America/Bogota", "Asia/Kamchatka", "UTC"]),
)
def test_the_opening_lies_in_the_plan_and_none_before_it_was_missed(
    at: datetime, hours: tuple[int, int], zone: str
) -> None:
    first, last = (f"{minutes // 60:02}:{minutes % 60:02}" for minutes in hours)
    plan = {"from": first, "until": last, "zone": zone}
    opens = opens_at(plan, at)
    assert at <= opens <= at + timedelta(hours=26)
    assert opens_at(plan, opens) == opens
    if opens > at:
        assert opens_at(plan, at + (opens - at) / 2) == opens


@pytest.mark.django_db(transaction=True)
def test_killed_at_any_line_no_at_most_once_notice_reaches_her_twice(pair: Pair, sms: SmsGateway) -> None:
    planned(pair, **{"from": "", "until": ""})
    met = 0

    def setup() -> Notice:
        sms.sent.clear()
        Notice.objects.filter(state="waiting").update(state="dropped")
        row = Notice(
            operation=pair.enquiry.operation, kind="call", transport="sms", enquirer=pair.enquiry.enquirer
        )
        notify.queue(row, {"to": "+380445550118", "text": "x"}, at=pair.at)
        return row

    modules = (sending, notify, reaching)
    for _, row in killed_at_each(modules, setup, lambda _row: outbox(sms).round(pair.at)):
        met += 1
        for hours in (1, 5):
            outbox(sms).round(pair.at + timedelta(days=9999, hours=hours))
        row.refresh_from_db()
        assert len(sms.sent) <= 1
        assert row.state == ("sent" if sms.sent and row.sent_at else "unknown")
    assert met >= 25
