"""Webhooks: signed, without a word of anybody, tried with one id until they arrive."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from cast import Cast, cast
from regreso.casebook.models import Custody, Grant, Hook, Move, Notice, history
from regreso.channels.guard import Guard
from regreso.channels.webhook import Hooks
from regreso.jobs import hooks
from regreso.jobs.outbox import Outbox
from regreso.jobs.reactions import REACTIONS
from regreso.steps import hook
from regreso.steps.errors import StepError
from regreso.wire.notice import NotSent, Outgoing
from regreso.wire.webhooks import Event, verified

__all__ = ["cast"]


@dataclass
class Other:
    """Another program. `answers` are the next statuses, then 204; `429:9` asks to wait."""

    address: str = ""
    answers: list[str] = field(default_factory=list)
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def other() -> Iterator[Other]:
    known = Other()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            known.got.append((dict(self.headers), body))
            status, _, wait = (known.answers.pop(0) if known.answers else "204").partition(":")
            self.send_response(int(status))
            if wait:
                self.send_header("Retry-After", wait)
            if status == "302":
                self.send_header("Location", "http://127.0.0.1/elsewhere")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    known.address = f"http://127.0.0.1:{server.server_address[1]}/events?x=1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield known
    server.shutdown()
    server.server_close()


def made(cast: Cast, purpose: str = "register", who: str = "registrar") -> tuple[Hook, str]:
    row = Hook(operation=cast.operation, staff=cast.staff[who], purpose=purpose)
    row.address = "https://register.example/events"
    secret = hook.set_up(row, by=cast.by("administrator_a"), at=cast.at)
    return row, secret


def told_of(cast: Cast, name: str = "notify", subject: str = "custody") -> Move:
    """A move on somebody held, and what follows from it."""
    held: Custody = cast.held()
    move = history(held).latest("number")
    Move.objects.filter(pk=move.pk).update(name=name, subject=subject)
    move.refresh_from_db()
    hooks.tell(move, cast.at)
    return move


def sender() -> Outbox:
    return Outbox({"webhook": Hooks(Guard(loopback=True), plain=True)})


def test_an_event_says_that_something_changed_and_nothing_of_whom(cast: Cast, other: Other) -> None:
    _, secret = made(cast)
    move = told_of(cast)
    notice = Notice.objects.get(kind="hook")
    notice.content = {**notice.content, "to": other.address}
    notice.save(update_fields=["content"])
    assert sender().round(cast.at) == 1
    ((headers, body),) = other.got
    told = json.loads(body)
    assert told == {
        "id": str(notice.pk), "type": "custody.changed", "timestamp": move.at.isoformat(),
        "data": {"id": str(move.subject_id)},
    }  # fmt: skip
    assert verified(body, headers, secret=secret, now=datetime.now(UTC))
    assert not verified(body + b" ", headers, secret=secret, now=datetime.now(UTC))
    assert not verified(body, headers, secret=secret, now=datetime.now(UTC) + timedelta(minutes=6))
    assert not verified(body, headers, secret=made(cast)[1], now=datetime.now(UTC))


def test_it_is_tried_with_one_id_until_it_arrives(cast: Cast, other: Other) -> None:
    made(cast)
    told_of(cast)
    notice = Notice.objects.get(kind="hook")
    notice.content = {**notice.content, "to": other.address}
    notice.save(update_fields=["content"])
    other.answers = ["500", "404", "429:9", "302"]
    for hours in range(5):
        sender().round(cast.later(hours=hours))
    ids = {headers["webhook-id"] for headers, _ in other.got}
    assert (len(other.got), ids) == (5, {str(notice.pk)})
    notice.refresh_from_db()
    assert notice.state == "sent"


def test_whoever_is_gone_is_asked_no_more(cast: Cast, other: Other) -> None:
    made(cast)
    told_of(cast)
    notice = Notice.objects.get(kind="hook")
    notice.content = {**notice.content, "to": other.address}
    notice.save(update_fields=["content"])
    other.answers = ["410"]
    sender().round(cast.at)
    notice.refresh_from_db()
    assert (notice.state, notice.trouble) == ("failed", "gone_hook")


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/x", "https://10.0.0.7/x", "https://169.254.169.254/latest/meta-data/", "https://[::1]/x",
        "https://localhost/x", "https://user@example.org/x", "http://example.org/x", "https://example.org:8443/x",
        "https://[::ffff:10.0.0.1]/x", "ftp://example.org/x",
    ],
)  # fmt: skip
def test_no_address_of_ours_is_asked(address: str) -> None:
    with pytest.raises(NotSent) as error:
        Hooks().send(Outgoing("k", address, "{}", more={"secret": "whsec_c2VjcmV0"}))
    assert (error.value.code, error.value.permanent) == ("refused", True)


def test_only_https_is_taken_and_only_for_somebody_with_the_role(cast: Cast) -> None:
    for address, who, code in (
        ("http://register.example/", "registrar", "not_https"),
        ("https://x@register.example/", "registrar", "not_https"),
        ("https://register.example/", "operator", "no_role"),
    ):
        row = Hook(operation=cast.operation, staff=cast.staff[who], purpose="register", address=address)
        with pytest.raises(StepError) as error:
            hook.set_up(row, by=cast.by("administrator_a"), at=cast.at)
        assert error.value.code == code


@pytest.mark.parametrize(
    ("purpose", "who"), [("register", "other_registrar"), ("ask", "operator"), ("exchange", "bureau")]
)
def test_a_program_hears_of_no_row_that_its_member_of_staff_may_not_see(
    cast: Cast, purpose: str, who: str
) -> None:
    made(cast, purpose, who)
    told_of(cast)
    assert not Notice.objects.filter(kind="hook").exists()


def test_a_role_that_ended_and_a_webhook_that_is_off_hear_nothing(cast: Cast) -> None:
    row, _ = made(cast)
    told_of(cast)
    waiting = Notice.objects.get(kind="hook")
    Grant.objects.filter(staff=cast.registrar).update(state="ended")
    told_of(cast)
    assert Notice.objects.filter(kind="hook").count() == 1
    Grant.objects.filter(staff=cast.registrar).update(state="given")
    hook.switch_off(row, by=cast.by("administrator_a"), at=cast.at)
    sender().round(cast.at)
    waiting.refresh_from_db()
    assert waiting.state == "dropped"
    assert (row.address, row.secret) == ("", "")


def test_nothing_from_before_it_was_set_up_is_told(cast: Cast) -> None:
    row, _ = made(cast)
    Hook.objects.filter(pk=row.pk).update(set_up_at=cast.later(days=1))
    told_of(cast)
    assert not Notice.objects.filter(kind="hook").exists()


def test_no_move_of_the_matching_is_told_to_any_program() -> None:
    told = {move for move, rows in REACTIONS.items() if any(one.name == "hook.tell" for one in rows)}
    assert told == set(hook.EVENTS)
    assert {subject for subject, _ in told} == {"operation", "enquiry", "custody"}
    hints = {
        "search",
        "search_on",
        "take_up",
        "put_back",
        "confirm",
        "answer",
        "unconfirm",
        "ask_information",
    }
    assert not {name for subject, name in told if subject == "enquiry"} & hints


def test_the_body_has_room_for_nothing_else() -> None:
    told = json.loads(Event("k", "x.y", "id", datetime(2022, 3, 3, tzinfo=UTC)).body())
    assert set(told) == {"id", "type", "timestamp", "data"}
    assert set(told["data"]) == {"id"}
