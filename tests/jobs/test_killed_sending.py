"""Every kind of notice that is declared: its sender killed at each line, it is sent, to be tried, or unknown.

The kinds come from the table itself, so a new one is tried here or fails for want of a scene.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

import ways
from announced import released
from bot_api import TOKEN, bot_api
from cast import Cast, cast
from centre import KEY, operator
from gateways import mail, sms
from line_by_line import killed_at_each
from pair import Pair, pair
from push_service import push
from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import Hook, Notice, append_move
from regreso.casebook.notices import AT_MOST_ONCE, KINDS
from regreso.casebook.reach import place_of
from regreso.channels import lines
from regreso.channels import mail as mailing
from regreso.channels import push as pushing
from regreso.channels import smpp as submitting
from regreso.channels import sms as texting
from regreso.channels import telegram as chatting
from regreso.channels.mail import Post
from regreso.channels.smpp import Centre
from regreso.channels.sms import Gateway
from regreso.channels.telegram import Bot
from regreso.jobs import letters, posts, reaching
from regreso.jobs import outbox as sending
from regreso.jobs.outbox import Outbox
from regreso.jobs.transports import transports
from regreso.steps import hook, notify, reach, subscribe

__all__ = ["bot_api", "cast", "mail", "operator", "pair", "push", "sms"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
PLACES = {"sms": "+380445550118", "email": "she@example.org", "telegram": "4711"}
HERE = (sending, notify, reaching, letters, posts)
FIRST = ("waiting", "sending", "sent")


def row_of(kind: str, way: str, cast: Cast, **columns: Any) -> Notice:
    """One that nobody queued yet."""
    told = {"about": uuid.uuid4(), "language": "uk", **columns}
    return Notice(operation=cast.operation, kind=kind, transport=way, **told)


def to_family(kind: str, way: str, pair: Pair, place: str = "") -> tuple[Notice, dict[str, Any]]:
    """To a mother who has chosen this way, at any hour."""
    plan = {"way": way, "place": place or PLACES[way], "from": "", "until": "", "zone": "Europe/Kyiv"}
    reach.plan_contact(pair.enquiry, plan, by=pair.mother, at=pair.at)
    pair.enquiry.enquirer.refresh_from_db()
    row = row_of(kind, way, pair.cast, enquirer=pair.enquiry.enquirer)
    return row, {"to": place_of(pair.enquiry.enquirer), "text": "Для вас є новина.", "subject": "Новина"}


def by_mail(kind: str, cast: Cast) -> tuple[Notice, dict[str, Any]]:
    """To an address that asked twice, of an announcement that holds."""
    subscribe.confirm(subscribe.ask("reader@example.org", "uk", at=cast.at), at=cast.at)
    row = row_of(kind, "email", cast, about=released(cast).pk)
    return row, {"to": "reader@example.org", "text": "x", "more": {"headers": {"List-Id": "<a>"}}}


def in_channel(kind: str, cast: Cast) -> tuple[Notice, dict[str, Any]]:
    """A post of an announcement that holds; one that speaks of an older post has that post."""
    row = row_of(kind, "telegram", cast, about=released(cast).pk)
    content: dict[str, Any] = {"to": "@channel", "text": "x"}
    if kind in ("post_mark", "post_ended"):
        first = row_of("post", "telegram", cast, about=row.about)
        notify.queue(first, content, at=cast.at)
        Notice.objects.filter(pk=first.pk).update(state="sent")
        first.receipt = {"message_id": 1}
        first.save(update_fields=["receipt"])
        content["more"] = {"of": str(row.about)}
    return row, content


def plain(kind: str, cast: Cast) -> tuple[Notice, dict[str, Any]]:
    """To a chat, with nothing that it hangs on."""
    return row_of(kind, "telegram", cast), {"to": "4711", "text": "x"}


def taken_back(kind: str, cast: Cast) -> tuple[Notice, dict[str, Any]]:
    """A message of a chat that is to be taken out of it."""
    return row_of(kind, "telegram", cast), {"to": "4711", "message": 7}


def to_a_program(cast: Cast) -> tuple[Notice, dict[str, Any]]:
    """To a webhook that is on."""
    row = Hook(operation=cast.operation, staff=cast.staff["registrar"], purpose="register")
    row.address = "https://register.example/events"
    hook.set_up(row, by=cast.by("administrator_a"), at=cast.at)
    return row_of("hook", "webhook", cast), {
        "to": f"{row.address}#{row.pk}",
        "text": "{}",
        "hook": str(row.pk),
    }


SCENES: dict[str, Callable[[str, Pair], tuple[Notice, dict[str, Any]]]] = {
    **{kind: lambda kind, pair: to_family(kind, "sms", pair) for kind in reaching.KINDS},
    **{kind: lambda kind, pair: by_mail(kind, pair.cast) for kind in letters.KINDS},
    **{kind: lambda kind, pair: in_channel(kind, pair.cast) for kind in ("post", "post_mark", "post_ended")},
    **{kind: lambda kind, pair: plain(kind, pair.cast) for kind in ("reply", "shelter", "unheard")},
    "take_back": lambda kind, pair: taken_back(kind, pair.cast),
    "hook": lambda _kind, pair: to_a_program(pair.cast),
}


def test_there_is_a_scene_for_every_kind_that_is_declared() -> None:
    assert set(SCENES) == set(KINDS)


_ON_THE_WAY = 0.05  # seconds


def again(first: Notice, content: dict[str, Any], at: Any) -> Notice:
    """The same notice once more, as if it were the first: each killing has one of its own."""
    copy = Notice(
        operation=first.operation, kind=first.kind, transport=first.transport, about=first.about,
        language=first.language, enquirer=first.enquirer, mode=first.mode, place=first.place, queued_at=at,
        due_at=at,
    )  # fmt: skip
    copy.content = content
    append_move(copy, "queue", by=SYSTEM, at=at)
    return copy


def tried(first: Notice, content: dict[str, Any], at: Any, modules: Any, outbox: Any, left: Any) -> set[Any]:
    """Killed at each line, then found by the next sender: what was seen, by state and by words that left."""
    notify.queue(first, content, at=at)
    seen, once = set(), KINDS[first.kind].mode == AT_MOST_ONCE

    def setup() -> Notice:
        time.sleep(
            _ON_THE_WAY
        )  # what the one before sent in its last moment arrives with it, not with this one
        left().clear()
        Notice.objects.filter(kind=first.kind, about=first.about).delete()
        return again(first, content, at)

    for number, row in killed_at_each(modules, setup, lambda _row: outbox().round(at)):
        gone = len(left())
        row.refresh_from_db()
        after = str(row.state)
        assert after in FIRST, (number, after)
        assert not (after == "waiting" and gone), "a word left before the row said so"
        assert not (after == "sent" and not gone)
        later = timezone.now() + timedelta(minutes=5)
        outbox().round(later)
        outbox().round(later + timedelta(hours=2))
        row.refresh_from_db()
        arrived = len(left())
        seen.add((after, bool(gone)))
        if once:
            assert arrived <= 1, "sent twice, which harms"
            assert row.state == ("unknown" if after == "sending" else "sent"), (number, after)
        else:
            assert (row.state, arrived >= 1) == ("sent", True), (number, after)
    return seen


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_killed_at_any_line_it_is_sent_to_be_tried_or_unknown(pair: Pair, kind: str) -> None:
    first, content = SCENES[kind](kind, pair)
    way = ways.Way()
    outbox = lambda: Outbox(dict.fromkeys(("sms", "email", "telegram", "push", "webhook"), way))  # noqa: E731 - one line
    seen = tried(first, content, pair.at, (*HERE, ways), outbox, lambda: way.left)
    assert seen >= {("waiting", False), ("sending", False), ("sending", True), ("sent", True)}


# Whoever is killed closes nothing.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("kind", ["answer", "letter"])  # at most once, and at least once
@pytest.mark.parametrize("way", ["telegram", "sms", "smpp", "email", "push"])
def test_killed_at_any_line_of_a_client(
    pair: Pair, request: pytest.FixtureRequest, way: str, kind: str
) -> None:
    """The clients themselves, against the doubles: from the first line to the answer of the other side."""
    doubles = {"telegram": "bot_api", "email": "mail", "smpp": "operator"}
    double = request.getfixturevalue(doubles.get(way, way))
    place = double.subscription() if way == "push" else ""
    transport = "sms" if way == "smpp" else way
    first, content = to_family(kind, transport, pair, place)
    client, module, left = client_of(way, double)
    outbox = lambda: Outbox({transport: client})  # noqa: E731 - one line
    seen = tried(first, content, pair.at, (sending, module, lines), outbox, lambda: left)
    assert {("sending", False), ("sending", True), ("sent", True)} <= seen


def client_of(way: str, double: Any) -> tuple[Any, Any, Any]:
    """The client of a way, its module, and where its double keeps what arrived."""
    if way == "telegram":
        return Bot(TOKEN, double.address), chatting, double.chats.setdefault("4711", [])
    if way == "sms":
        return Gateway(double.address), texting, double.sent
    if way == "smpp":
        return Centre(double.address, KEY, "100"), submitting, double.sent
    if way == "email":
        return Post(double.address, "news@example.org"), mailing, double.letters
    return transports()["push"], pushing, double.taken
