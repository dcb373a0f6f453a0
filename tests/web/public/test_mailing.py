"""Announcements by e-mail: nobody is put on the list by others, everybody leaves at once, none is shown."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_string
from email.message import Message
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from announced import TEXTS, released
from cast import Cast, cast
from desks import there
from gateways import MailServer, mail
from regreso.casebook import subscribers
from regreso.casebook.models import Move, Notice, Subscriber
from regreso.channels.mail import Post
from regreso.jobs.outbox import Outbox
from regreso.jobs.worker import drain
from regreso.steps import announce, subscribe

__all__ = ["cast", "mail"]
ADDRESS = "olena@example.org"
SITE = "https://regreso.example.org"


@pytest.fixture(autouse=True)
def set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "REGRESO_SMTP_URL", "smtp+plain://127.0.0.1:1")
    monkeypatch.setattr(settings, "REGRESO_SITE", SITE)


def asked(address: str = ADDRESS, language: str = "uk") -> Any:
    return Client().post(f"/{language}/announcements/by-mail/", {"email": address})


def letters(mail: MailServer, *, later: float = 0) -> list[Message]:
    at = timezone.now() + timedelta(seconds=later)
    Outbox({"email": Post(mail.address, "news@example.org")}).round(at)
    return [message_from_string(one) for one in mail.letters]


def words(letter: Message) -> str:
    body = letter.get_payload(decode=True)
    assert isinstance(body, bytes)
    return body.decode()


def link(letter: Message) -> str:
    found = re.search(rf"{SITE}(\S+/by-mail/\S+)", words(letter))
    assert found
    return found[1]


def subscribed(mail: MailServer) -> Subscriber:
    asked()
    Client().post(link(letters(mail)[-1]))
    return Subscriber.objects.get()


@pytest.mark.usefixtures("cast")
def test_one_letter_asks_and_only_the_button_confirms(mail: MailServer) -> None:
    assert asked().status_code == 303
    (letter,) = letters(mail)
    assert (letter["To"], "підтвердьте" in words(letter)) == (ADDRESS, True)
    Client().get(link(letter))  # as a mail program does
    assert not subscribers.confirmed().exists()
    page = Client().post(link(letter), follow=True).content.decode()
    assert subscribers.confirmed().count() == 1
    assert ADDRESS not in page


@pytest.mark.usefixtures("cast")
def test_known_and_unknown_addresses_are_answered_alike(mail: MailServer) -> None:
    subscribed(mail)
    known, unknown = asked(), asked("taras@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert Subscriber.objects.filter(confirmed_at__isnull=False).count() == 1


@pytest.mark.usefixtures("cast")
def test_a_stranger_is_not_flooded_by_whoever_writes_their_address(mail: MailServer) -> None:
    for _ in range(6):
        assert asked().status_code == 303
    assert len(letters(mail)) == 2


@pytest.mark.usefixtures("cast")
def test_great_and_small_letters_are_the_same_stranger() -> None:
    for address in ("irina@example.org", "Irina@example.org", "IRINA@example.org", "irina@Example.Org"):
        asked(address)
    assert Notice.objects.filter(kind="list_confirm").count() == 2


@pytest.mark.usefixtures("cast")
def test_what_is_not_confirmed_is_forgotten_and_other_links_open_nothing(mail: MailServer) -> None:
    asked()
    here = link(letters(mail)[0])
    Client().post(here.replace(here.split("/")[-2], "0" * 32))
    assert not subscribers.confirmed().exists()
    subscribers.sweep(timezone.now() + timedelta(days=3))
    assert not Subscriber.objects.exists()
    assert Client().post(here).status_code == 303


def test_each_subscriber_gets_it_once_in_their_language_with_a_way_out(cast: Cast, mail: MailServer) -> None:
    subscribed(mail)
    row = released(cast, outlets="email")
    drain(at=cast.at)
    drain(at=cast.at)
    letter = letters(mail)[-1]
    assert len(mail.letters) == 2
    assert row.number in words(letter)
    assert TEXTS["uk"]["text"] in words(letter)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = letter["List-Unsubscribe"].strip("<>").removeprefix(SITE)
    assert Client().get(leave).status_code == 303
    assert subscribers.confirmed().exists()
    done = Client().post(leave, {"List-Unsubscribe": "One-Click"})
    assert (done.status_code, Subscriber.objects.count()) == (200, 0)
    assert Client().post(leave).status_code == 200


def test_the_address_is_in_no_row_after_they_left(cast: Cast, mail: MailServer) -> None:
    one = subscribed(mail)
    released(cast, outlets="email")
    drain(at=cast.at)
    letters(mail)
    subscribe.leave(one)
    sent = Notice.objects.filter(state="sent")
    assert [(row.content, row.receipt) for row in sent] == [({}, {})] * 2
    assert not any(ADDRESS in str(move.said) for move in Move.objects.all())


def test_who_left_before_it_was_sent_is_sent_nothing(cast: Cast, mail: MailServer) -> None:
    one = subscribed(mail)
    released(cast, outlets="email")
    drain(at=cast.at)
    subscribe.leave(one)
    assert len(letters(mail)) == 1
    assert Notice.objects.get(kind="post_mail").state == "dropped"


def test_a_withdrawal_is_told_to_all_and_what_waited_does_not_leave(cast: Cast, mail: MailServer) -> None:
    subscribed(mail)
    first, second = released(cast, outlets="email"), released(cast, outlets="email")
    drain(at=cast.at)
    announce.withdraw(first, "mistake", by=cast.by("coordinator_a"), at=cast.later(hours=1))
    drain(at=cast.later(hours=1))
    told = [words(letter) for letter in letters(mail, later=60)[1:]]
    assert len(told) == 2
    assert sum("ВІДКЛИКАНО" in one for one in told) == 1
    assert sum(second.number in one for one in told) == 1


def test_what_is_for_the_parties_or_not_for_the_list_goes_to_nobody(cast: Cast, mail: MailServer) -> None:
    subscribed(mail)
    released(cast, outlets="email", release_class="parties")
    released(cast, outlets="telegram")
    drain(at=cast.at)
    assert not Notice.objects.filter(kind="post_mail").exists()


@pytest.mark.usefixtures("cast")
def test_without_a_mail_server_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "REGRESO_SMTP_URL", "")
    assert 'name="email"' not in Client().get("/en/announcements/by-mail/").content.decode()


@pytest.mark.parametrize("written", ["{}", "№ {}", "no. {}/1", "Announcement {} of today"])
def test_the_number_of_an_announcement_is_answered_for(cast: Cast, written: str) -> None:
    row = released(cast)
    page = Client().post(there("check"), {"code": written.format(row.number)}).content.decode()
    assert "Issued by us" in page
    assert there("announced", row.pk) in page


def test_numbers_of_nothing_and_of_the_parties_are_not_ours_in_public(cast: Cast) -> None:
    hidden = released(cast, release_class="parties")
    for number in ("2022-9999", hidden.number, "12022-00011"):
        assert "Not issued by us" in Client().post(there("check"), {"code": number}).content.decode()
