"""Short messages and e-mail against doubles: what left, what did not, and what nobody knows."""

from __future__ import annotations

from email import message_from_string, policy

import pytest

from gateways import MailServer, SmsGateway, mail, sms
from regreso.channels.mail import Post
from regreso.channels.sms import Gateway
from regreso.wire.notice import NotSent, Outgoing

__all__ = ["mail", "sms"]
NEWS = Outgoing("key-1", "+380 44 555-01-18", "Для вас є новина.")


def test_a_gateway_gets_number_words_and_key(sms: SmsGateway) -> None:
    Gateway(sms.address, "secret").send(NEWS)
    (one,) = sms.sent
    assert one == {"to": "+380445550118", "text": NEWS.text, "key": "key-1", "as": "Bearer secret"}


def test_kannel_is_asked_in_its_own_form(sms: SmsGateway) -> None:
    Gateway(sms.address, "user:pass", "kannel").send(NEWS)
    (one,) = sms.sent
    assert (one["to"], one["text"], one["coding"], one["charset"]) == (
        "+380445550118",
        NEWS.text,
        "2",
        "UTF-8",
    )
    assert (one["username"], one["password"]) == ("user", "pass")


@pytest.mark.parametrize(
    ("trouble", "code", "expected"),
    [
        ("429:9", "later", (False, False, 9)),
        ("503", "later", (False, False, 1)),
        ("400", "refused", (False, True, 0)),
        ("401", "token", (False, True, 0)),
        ("500", "trouble", (True, False, 0)),
        ("after", "unreachable", (True, False, 0)),
    ],
)
def test_what_a_gateway_says_is_told_apart(
    sms: SmsGateway, trouble: str, code: str, expected: tuple[bool, bool, int]
) -> None:
    sms.trouble = [trouble]
    with pytest.raises(NotSent) as told:
        Gateway(sms.address).send(NEWS)
    error = told.value
    assert (error.code, (error.unknown, error.permanent, error.after)) == (code, expected)


@pytest.mark.parametrize("to", ["", "044 555 01 18", "+380abc", "+1", "a@b.example"])
def test_what_is_no_number_is_not_asked_for(sms: SmsGateway, to: str) -> None:
    with pytest.raises(NotSent) as told:
        Gateway(sms.address).send(Outgoing("k", to, "x"))
    assert (told.value.code, told.value.permanent, sms.sent) == ("number", True, [])


LETTER = Outgoing("key-2", "olena@home.example", "Для вас є новина.", "Новина")


def test_a_letter_arrives_with_a_plain_head(mail: MailServer) -> None:
    Post(mail.address, "news@quiet.example").send(LETTER)
    (taken,) = mail.letters
    letter = message_from_string(taken, policy=policy.default)
    assert (letter["From"], letter["To"], letter["Subject"]) == ("news@quiet.example", LETTER.to, "Новина")
    assert letter["Message-ID"] == "<key-2@quiet.example>"
    assert letter.get_content().strip() == LETTER.text
    assert "regreso" not in taken.lower()


@pytest.mark.parametrize(
    ("trouble", "code", "unknown", "permanent"),
    [
        ("mail:451", "trouble", False, False),
        ("rcpt:550", "refused", False, True),
        ("rcpt:451", "trouble", False, False),
        ("data:451", "trouble", False, False),
        ("letter:452", "trouble", False, False),
        ("letter:554", "refused", False, True),
        ("after", "unreachable", True, False),
    ],
)
def test_at_each_word_of_the_server_we_know_how_far_we_are(
    mail: MailServer, trouble: str, code: str, unknown: object, permanent: object
) -> None:
    mail.trouble = [trouble]
    with pytest.raises(NotSent) as told:
        Post(mail.address, "news@quiet.example").send(LETTER)
    error = told.value
    assert (error.code, error.unknown, error.permanent) == (code, unknown, permanent)


@pytest.mark.parametrize("address", ["smtp+plain://127.0.0.1:9", "smtp://127.0.0.1:9"])
def test_a_server_that_is_not_there_got_nothing(address: str) -> None:
    with pytest.raises(NotSent) as told:
        Post(address, "news@quiet.example").send(LETTER)
    assert (told.value.code, told.value.unknown) == ("unreachable", False)


def test_without_its_key_a_server_is_not_spoken_to_in_the_open(mail: MailServer) -> None:
    """`smtp://` wants STARTTLS: a server without it gets no word of the letter."""
    with pytest.raises(NotSent):
        Post(mail.address.replace("smtp+plain", "smtp"), "news@quiet.example").send(LETTER)
    assert mail.letters == []
