"""One's own account: ways in are added and taken away by who has just signed in; nobody sees another's."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from cast import Cast
from desks import sit
from regreso.casebook.models import CodeSecret, Passkey, RecoveryCode, Staff
from regreso.casebook.one_time import code_at, step_of
from regreso.casebook.passkeys import NewKey
from regreso.steps import account

PASSWORD = "four invented words here"  # noqa: S105 - an invented account


@pytest.fixture
def olena(cast: Cast) -> Staff:
    return cast.staff["operator"]


def fresh(staff: Staff) -> Client:
    """A browser in which they signed in just now."""
    client = sit(staff)
    session = client.session
    session["began"] = session["seen"] = timezone.now().timestamp()
    session.save()
    return client


def secret_on(page: str) -> str:
    found = re.search(r'class="code" translate="no">([A-Z2-7 ]+)<', page)
    assert found
    return found[1].replace(" ", "")


def codes_on(page: str) -> list[str]:
    return re.findall(r'<li class="code">([^<]+)</li>', unescape(page))


def test_an_invited_person_sets_everything_up_and_is_in(client: Client, cast: Cast) -> None:
    made = account.invite("taras", by=cast.by("administrator_a"), at=timezone.now())
    address = f"/en/join/{made.token}/"
    assert "You sign in as" in client.get(address).content.decode()
    answer = client.post(address, {"password": PASSWORD, "again": PASSWORD})
    assert answer["Location"] == "/en/account/protect/"
    secret = secret_on(client.get("/en/account/protect/").content.decode())
    shown = client.post("/en/account/app/", {"code": code_at(secret, step_of(timezone.now()))})
    codes = codes_on(shown.content.decode())
    assert len(set(codes)) == 10
    assert client.get("/en/desks/").status_code == 200
    assert CodeSecret.objects.get().secret == secret
    assert secret.encode() not in bytes(CodeSecret.objects.values_list("secret", flat=True)[0])
    other = Client()
    other.post("/en/sign-in/", {"username": "taras", "password": PASSWORD})
    assert other.post("/en/sign-in/second/", {"code": codes[0]})["Location"] == "/en/desks/"
    assert "9 are left" in other.get("/en/desks/").content.decode()


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("short", "short", "too short or too well known"),
        ("password1234", "password1234", "too short or too well known"),
        (PASSWORD, PASSWORD + "!", "The two passwords differ"),
        ("", "", "Please fill this in"),
    ],
)
def test_a_bad_first_password_is_told_and_the_link_still_holds(
    client: Client, cast: Cast, first: str, second: str, told: str
) -> None:
    made = account.invite("taras", by=cast.by("administrator_a"), at=timezone.now())
    answer = client.post(f"/en/join/{made.token}/", {"password": first, "again": second})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert account.invitation_of(made.token, at=timezone.now())


def test_links_that_open_nothing_look_alike(client: Client, cast: Cast) -> None:
    by, now = cast.by("administrator_a"), timezone.now()
    withdrawn = account.invite("one", by=by, at=now)
    account.withdraw_invitation(withdrawn.invitation, by=by, at=now)
    expired = account.invite("two", by=by, at=now - account.INVITED_FOR)
    used = account.invite("three", by=by, at=now)
    account.accept(used.token, PASSWORD, at=now)
    shown = set()
    for token in (withdrawn.token, expired.token, used.token, "never-made"):
        answer = client.get(f"/en/join/{token}/")
        assert answer.status_code == 404
        shown.add(answer.content.decode().replace(token, ""))
    assert len(shown) == 1


def test_ways_in_are_changed_only_soon_after_signing_in(olena: Staff) -> None:
    client = fresh(olena)
    assert client.get("/en/account/protect/").status_code == 200
    session = client.session
    session["began"] -= 16 * 60
    session.save()
    answer = client.get("/en/account/protect/")
    assert answer["Location"] == "/en/sign-in/?next=%2Fen%2Faccount%2F"
    assert "_auth_user_id" not in client.session


def test_a_key_of_another_account_is_not_there(cast: Cast, olena: Staff) -> None:
    for n in (1, 2):
        hers = account.add_passkey(
            cast.staff["reviewer_a"], NewKey(bytes([n]) * 16, b"", 0), name="hers", at=timezone.now()
        )
    client = fresh(olena)
    assert "hers" not in client.get("/en/account/").content.decode()
    assert client.post(f"/en/account/key/{hers.pk}/drop/").status_code == 404
    assert Passkey.objects.count() == 2


def test_new_codes_on_paper_take_the_place_of_the_old(olena: Staff) -> None:
    client = fresh(olena)
    first = codes_on(client.post("/en/account/paper/").content.decode())
    second = codes_on(client.post("/en/account/paper/").content.decode())
    assert (len(first), set(first) & set(second)) == (10, set())
    assert RecoveryCode.objects.filter(staff=olena).count() == 10


def test_signing_out_everywhere_leaves_this_browser(olena: Staff) -> None:
    here, elsewhere = fresh(olena), fresh(olena)
    assert here.post("/en/account/sign-out-everywhere/").status_code == 303
    assert here.get("/en/desk/").status_code == 200
    assert elsewhere.get("/en/desk/").status_code == 404


def test_the_last_way_in_stays(olena: Staff) -> None:
    only = account.add_passkey(olena, NewKey(b"1" * 16, b"", 0), name="phone", at=timezone.now())
    client = fresh(olena)
    client.post(f"/en/account/key/{only.pk}/drop/")
    assert Passkey.objects.filter(pk=only.pk).exists()
    assert "This is your last way in" in client.get("/en/account/").content.decode()


def test_a_stranger_finds_no_account_page(client: Client, cast: Cast) -> None:
    del cast
    for address in ("", "protect/", "protect/square.svg", "key/question/"):
        assert client.get(f"/en/account/{address}").status_code == 404
    for address in ("key/", "app/", "app/drop/", "paper/", "sign-out-everywhere/"):
        assert client.post(f"/en/account/{address}").status_code == 404
