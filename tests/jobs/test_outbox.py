"""The outbox: wherever the sender is killed, a notice is sent, to be tried, or unknown on the desk."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from bot_api import TOKEN, BotApi, bot_api
from cast import Cast, cast
from line_by_line import killed_at_each
from regreso.casebook import notices
from regreso.casebook.models import Notice, history
from regreso.casebook.notices import AT_LEAST_ONCE, AT_MOST_ONCE, Kind
from regreso.channels.telegram import Bot
from regreso.jobs import outbox as sending
from regreso.jobs.outbox import Outbox
from regreso.steps import notify
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

__all__ = ["bot_api", "cast"]


@pytest.fixture(autouse=True)
def _two_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """One kind of each mode that stands on nothing else."""
    for name, mode in (("twice", AT_LEAST_ONCE), ("once", AT_MOST_ONCE)):
        monkeypatch.setitem(notices.KINDS, name, Kind(mode, "a test", "liaison"))


def queued(cast: Cast, kind: str = "twice", *, to: str = "@channel", text: str = "Hello") -> Notice:
    row = Notice(operation=cast.operation, kind=kind, transport="telegram", about=uuid.uuid4(), language="en")
    assert notify.queue(row, {"to": to, "text": text}, at=cast.at)
    return row


def sender(api: BotApi) -> Outbox:
    return Outbox({"telegram": Bot(TOKEN, api.address)})


def state(row: Notice) -> str:
    row.refresh_from_db()
    return str(row.state)


def test_what_is_due_is_sent_once_and_its_receipt_kept(cast: Cast, bot_api: BotApi) -> None:
    row = queued(cast)
    assert sender(bot_api).round(cast.at) == 1
    assert (state(row), row.receipt["message_id"]) == ("sent", 1)
    assert [move.name for move in history(row)] == ["queue", "begin", "arrive"]
    assert sender(bot_api).round(cast.later(hours=1)) == 0
    assert bot_api.texts("@channel") == ["Hello"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["twice", "once"])
def test_killed_at_any_line_it_is_sent_to_be_tried_or_unknown(cast: Cast, bot_api: BotApi, kind: str) -> None:
    seen, met = set(), 0

    def setup() -> Notice:
        bot_api.chats.clear()
        Notice.objects.filter(state="waiting").update(state="dropped")
        return queued(cast, kind)

    for _, row in killed_at_each((sending, notify), setup, lambda _row: sender(bot_api).round(cast.at)):
        left = len(bot_api.texts("@channel"))
        after = state(row)
        assert after in {"waiting", "sending", "sent"}
        assert not (after == "waiting" and left), "a word left before the row said so"
        assert not (after == "sent" and not left)
        # The next sender finds it, once the first one has been silent for long enough.
        later = timezone.now() + timedelta(minutes=5)
        sender(bot_api).round(later)
        sender(bot_api).round(later + timedelta(hours=2))
        final, arrived = state(row), len(bot_api.texts("@channel"))
        met += 1
        seen.add((after, left, final, arrived))
        if kind == "once":
            assert arrived <= 1, "sent twice, which harms"
            assert final == ("unknown" if after == "sending" else "sent")
        else:
            assert (final, arrived >= 1) == ("sent", True)
    assert met >= 25
    # The scenes that matter were all met: before, on its way without and with a word gone, and after.
    assert {(after, left) for after, left, _, _ in seen} >= {
        ("waiting", 0), ("sending", 0), ("sending", 1), ("sent", 1),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("trouble", "once", "twice"),
    [
        ("before", "unknown", "waiting"),
        ("after", "unknown", "waiting"),
        ("500", "unknown", "waiting"),
        ("429:30", "waiting", "waiting"),
        ("403", "failed", "failed"),
    ],
)
def test_what_the_other_side_does_is_heard_by_the_rule_of_the_kind(
    cast: Cast, bot_api: BotApi, trouble: str, once: str, twice: str
) -> None:
    for kind, expected in (("once", once), ("twice", twice)):
        bot_api.trouble = [trouble]
        row = queued(cast, kind, to=f"@{kind}")
        sender(bot_api).round(cast.at)
        assert state(row) == expected
        assert row.trouble


def test_an_unknown_one_is_never_sent_again_by_anybody(cast: Cast, bot_api: BotApi) -> None:
    bot_api.trouble = ["after"]
    row = queued(cast, "once")
    sender(bot_api).round(cast.at)
    for hours in (1, 24, 999):
        sender(bot_api).round(cast.later(hours=hours))
    assert (state(row), bot_api.texts("@channel")) == ("unknown", ["Hello"])
    with pytest.raises(MoveRefused):
        notify.send_again(row, by=cast.by("liaison_a"), at=cast.at)
    with pytest.raises(StepError):
        notify.settle(row, "burnt", by=cast.by("liaison_a"), at=cast.at)
    notify.settle(row, "arrived", by=cast.by("liaison_a"), at=cast.at)
    assert state(row) == "settled"


def test_after_429_the_place_is_left_alone_others_go_on_and_no_try_is_lost(
    cast: Cast, bot_api: BotApi
) -> None:
    bot_api.trouble = ["429:40"]
    first, second, other = queued(cast), queued(cast, text="Two"), queued(cast, to="@other")
    for number, row in enumerate((first, second, other)):
        Notice.objects.filter(pk=row.pk).update(due_at=cast.at - timedelta(minutes=9 - number))
    outbox = sender(bot_api)
    assert outbox.round(cast.at) == 1
    assert [state(row) for row in (first, second, other)] == ["waiting", "waiting", "sent"]
    assert (first.tries, first.due_at) == (0, cast.later(seconds=40))
    assert outbox.round(cast.later(seconds=39)) == 0
    assert outbox.round(cast.later(seconds=41)) == 2
    assert len(bot_api.calls) == 3


def test_waits_double_and_then_a_person_looks(cast: Cast) -> None:
    row = queued(cast)
    outbox = Outbox({"telegram": Bot(TOKEN, "http://127.0.0.1:9")})
    at, waits = cast.at, []
    while state(row) == "waiting":
        outbox.round(at)
        row.refresh_from_db()
        if row.state == "waiting" and row.due_at:
            waits.append((row.due_at - at).total_seconds())
            at = row.due_at
    assert waits == [30, 60, 120, 240, 480, 960, 1920]
    assert (row.state, row.trouble) == ("failed", "unreachable")
    notify.send_again(row, by=cast.by("liaison_a"), at=at)
    assert (row.state, row.tries) == ("waiting", 0)


def test_the_same_thing_goes_to_the_same_place_once(cast: Cast) -> None:
    row = queued(cast)
    again = Notice(
        operation=cast.operation, kind="twice", transport="telegram", about=row.about, language="en"
    )
    assert notify.queue(again, {"to": "@channel", "text": "Hello"}, at=cast.at) is None
    with pytest.raises(StepError, match="unknown_kind"):
        notify.queue(Notice(operation=cast.operation, kind="x"), {"to": "a"}, at=cast.at)
    with pytest.raises(StepError, match="no_address"):
        notify.queue(Notice(operation=cast.operation, kind="twice"), {"to": " "}, at=cast.at)


def test_without_a_way_out_it_lies_on_the_desk(cast: Cast) -> None:
    row = queued(cast)
    Outbox({}).round(cast.at)
    assert (state(row), row.trouble) == ("failed", "no_transport")


def test_two_senders_do_not_send_one_notice_twice(cast: Cast, bot_api: BotApi) -> None:
    row = queued(cast, "once")
    other = sender(bot_api)
    bot_api.during = lambda: other.send(Notice.objects.get(pk=row.pk), cast.at)
    sender(bot_api).send(Notice.objects.get(pk=row.pk), cast.at)
    assert bot_api.texts("@channel") == ["Hello"]


def test_one_that_is_on_its_way_is_left_to_its_sender(cast: Cast, bot_api: BotApi) -> None:
    row = queued(cast, "once")
    notify.begin(row, at=cast.at)
    sender(bot_api).round(cast.at + timedelta(seconds=90))
    assert state(row) == "sending"
    sender(bot_api).round(cast.at + timedelta(seconds=121))
    assert state(row) == "unknown"


def test_what_a_notice_says_is_sealed_and_dropped_with_it(cast: Cast) -> None:
    row = queued(cast, text="Тарас Шевченко")
    raw = Notice.objects.filter(pk=row.pk).values_list("content", flat=True)[0]
    assert "Шевченко".encode() not in bytes(raw)
    notify.drop(row, "not needed", at=cast.at)
    row.refresh_from_db()
    assert row.content == {"to": "@channel"}
