"""An abort reaches the collection points at once, ahead of everything else, and again until it arrives."""

from __future__ import annotations

import uuid

import pytest

from bot_api import TOKEN, BotApi, bot_api
from cast import Cast, cast
from evacuations import CHANNELS, SHELTER
from regreso.casebook.models import Broadcast, Corridor, Notice
from regreso.channels.telegram import Bot
from regreso.jobs.outbox import Outbox
from regreso.jobs.worker import drain
from regreso.steps import convoy, notify

__all__ = ["bot_api", "cast"]


@pytest.fixture
def aborted(cast: Cast) -> Corridor:
    """On its way and stopped; made as rows: what is tried here begins with the abort."""
    row = Corridor(operation=cast.operation, channels=[dict(one) for one in CHANNELS], shelter=dict(SHELTER))
    row.state = "under_way"
    row.save()
    other = Notice(operation=cast.operation, kind="post", transport="telegram", about=uuid.uuid4())
    notify.queue(other, {"to": "@slow", "text": "x"}, at=cast.at)
    convoy.abort(row, "shelling", by=cast.by("coordinator_a"), at=cast.at)
    drain(at=cast.at)
    return row


def outbox(api: BotApi) -> Outbox:
    return Outbox({"telegram": Bot(TOKEN, api.address)})


def test_it_leaves_first_in_its_language_and_a_person_still_has_to_confirm(
    aborted: Corridor, cast: Cast, bot_api: BotApi
) -> None:
    outbox(bot_api).round(cast.at)
    assert bot_api.texts("@town") == [SHELTER["uk"]]
    assert str(bot_api.calls[0][1]["chat_id"]) == "@town"
    states = dict(Broadcast.objects.filter(corridor=aborted).values_list("transport", "state"))
    assert states == {"telegram": "queued", "phone": "queued"}
    assert not Notice.objects.filter(transport="phone").exists()


@pytest.mark.parametrize("trouble", ["before", "after", "500", "429:30"])
def test_whatever_the_network_does_it_is_sent_until_it_arrives(
    aborted: Corridor, cast: Cast, bot_api: BotApi, trouble: str
) -> None:
    assert aborted.state == "aborted"
    bot_api.trouble = [trouble]
    outbox(bot_api).round(cast.at)
    outbox(bot_api).round(cast.later(minutes=1))
    assert SHELTER["uk"] in bot_api.texts("@town")
    assert Notice.objects.get(kind="shelter").state == "sent"


def test_without_a_way_out_it_lies_on_the_coordinators_desk(aborted: Corridor, cast: Cast) -> None:
    assert aborted.state == "aborted"
    Outbox({}).round(cast.at)
    row = Notice.objects.get(kind="shelter")
    assert (row.state, row.trouble) == ("failed", "no_transport")
