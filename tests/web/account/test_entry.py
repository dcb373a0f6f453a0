"""Coming in takes two ways; whatever is wrong sounds the same; and it cannot be tried for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from cast import Cast
from regreso.casebook.allowance import Limit
from regreso.casebook.models import AccountEvent, Staff
from regreso.casebook.one_time import code_at, new_secret, step_of
from regreso.steps import account
from regreso.web.account import limits

PASSWORD = "a long invented sentence"  # noqa: S105 - an invented account


@pytest.fixture
def olena(cast: Cast) -> Staff:
    staff = cast.staff["operator"]
    staff.set_password(PASSWORD)
    staff.save()
    return staff


@pytest.fixture
def secret(olena: Staff) -> str:
    """The secret of her app."""
    made, before = new_secret(), timezone.now() - timedelta(minutes=5)
    account.set_codes(olena, made, code=code_at(made, step_of(before)), at=before)
    return made


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: str) -> HttpResponse:
    return client.post("/en/sign-in/", {"username": name, "password": password, **more})  # type: ignore[return-value]  # the client's own subclass


def now(secret: str) -> str:
    return code_at(secret, step_of(timezone.now()))


def test_a_password_alone_signs_nobody_in(client: Client, olena: Staff, secret: str) -> None:
    answer = sign_in(client, olena.username)
    assert answer["Location"] == "/en/sign-in/second/"
    assert client.get("/en/desk/").status_code == 404
    assert client.get("/en/account/").status_code == 404
    assert "_auth_user_id" not in client.session
    assert client.post("/en/sign-in/second/", {"code": now(secret)})["Location"] == "/en/desks/"
    assert client.get("/en/desk/").status_code == 200
    assert AccountEvent.objects.filter(staff=olena, name="in_by_code").count() == 1


def test_who_has_no_second_way_must_set_one_up_first(client: Client, olena: Staff) -> None:
    assert sign_in(client, olena.username)["Location"] == "/en/account/protect/"
    assert client.get("/en/desk/").status_code == 404
    page = client.get("/en/account/protect/").content.decode()
    assert "an app with codes" in page.lower()
    assert client.get("/en/account/protect/square.svg")["Content-Type"] == "image/svg+xml"


def test_whoever_has_a_second_way_cannot_add_another_instead_of_using_it(
    client: Client, olena: Staff, secret: str
) -> None:
    del secret
    sign_in(client, olena.username)
    for address in ("protect/", "protect/square.svg", "key/question/"):
        assert client.get(f"/en/account/{address}").status_code == 404
    for address in ("key/", "app/", "paper/"):
        assert client.post(f"/en/account/{address}").status_code == 404


def test_one_goes_on_to_where_one_wanted(client: Client, olena: Staff, secret: str) -> None:
    sign_in(client, olena.username, next="/en/desk/newest/")
    assert client.post("/en/sign-in/second/", {"code": now(secret)})["Location"] == "/en/desk/newest/"


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere(client: Client, olena: Staff, secret: str, to: str) -> None:
    sign_in(client, olena.username, next=to)
    assert client.post("/en/sign-in/second/", {"code": now(secret)})["Location"] == "/en/desks/"


@pytest.mark.parametrize("typed", ["000000", "", "abcd-efgh-jkmn", "28708²"])
def test_a_wrong_code_lets_nobody_in(client: Client, olena: Staff, secret: str, typed: str) -> None:
    del secret
    sign_in(client, olena.username)
    assert client.post("/en/sign-in/second/", {"code": typed}).status_code == 422
    assert "_auth_user_id" not in client.session


def test_the_step_between_is_forgotten_after_ten_minutes(client: Client, olena: Staff, secret: str) -> None:
    sign_in(client, olena.username)
    session = client.session
    session["entering"] = {**session["entering"], "at": session["entering"]["at"] - 601}
    session.save()
    assert client.post("/en/sign-in/second/", {"code": now(secret)})["Location"] == "/en/sign-in/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["operator", "nobody", "gone", "invited"])
def test_every_failed_sign_in_gets_one_answer(client: Client, cast: Cast, olena: Staff, name: str) -> None:
    Staff.objects.create_user("gone", password=PASSWORD, is_active=False)
    account.invite("invited", by=cast.by("administrator_a"), at=cast.at)
    answer = sign_in(client, name, PASSWORD if name == "gone" else "wrong")
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "This name and password do not go together" in shown
    others = sign_in(Client(), "quite another name", "wrong").content.decode()
    assert without(shown, name) == without(others, "quite another name")
    del olena


def without(page: str, name: str) -> str:
    """The page without what was typed and without its token."""
    return "\n".join(
        line for line in page.replace(name, "").splitlines() if "csrfmiddlewaretoken" not in line
    )


@pytest.mark.parametrize("name", ["operator", "nobody"])
def test_the_seventh_try_from_one_address_has_to_wait(client: Client, olena: Staff, name: str) -> None:
    del olena
    tried = [sign_in(client, name, "wrong").status_code for _ in range(8)]
    assert tried == [422] * 6 + [429] * 2
    answer = sign_in(client, name, PASSWORD)  # even the right one: who guesses must not learn that it is
    assert answer.status_code == 429
    assert "Please wait a minute" in answer.content.decode()


def test_a_guesser_elsewhere_does_not_lock_out_the_owner(client: Client, olena: Staff, secret: str) -> None:
    for _ in range(10):
        client.post(
            "/en/sign-in/", {"username": olena.username, "password": "wrong"}, REMOTE_ADDR="192.0.2.66"
        )
    assert sign_in(client, olena.username)["Location"] == "/en/sign-in/second/"
    del secret


def test_one_address_cannot_try_many_names(
    client: Client, olena: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BY_ADDRESS", Limit("address", tries=10, every=3600))
    tried = [sign_in(client, f"name{n}", "wrong").status_code for n in range(12)]
    assert tried == [422] * 10 + [429] * 2
    assert sign_in(client, olena.username).status_code == 429


def test_a_stranger_cannot_choose_the_address_that_is_counted(client: Client, olena: Staff) -> None:
    del olena
    tried = [
        client.post(
            "/en/sign-in/",
            {"username": "operator", "password": "wrong"},
            headers={"x-forwarded-for": f"198.51.100.{n}"},
        ).status_code
        for n in range(8)
    ]
    assert tried[-1] == 429


def test_codes_cannot_be_guessed(client: Client, olena: Staff, secret: str) -> None:
    sign_in(client, olena.username)
    tried = [client.post("/en/sign-in/second/", {"code": f"{n:06}"}).status_code for n in range(8)]
    assert tried[-1] == 429
    assert client.post("/en/sign-in/second/", {"code": now(secret)}).status_code == 429
    elsewhere = Client()  # another browser and a right password do not give new tries
    sign_in(elsewhere, olena.username)
    assert elsewhere.post("/en/sign-in/second/", {"code": now(secret)}).status_code == 429


def test_right_passwords_do_not_count_as_tries(olena: Staff) -> None:
    assert {sign_in(Client(), olena.username).status_code for _ in range(20)} == {303}


def test_a_key_that_is_none_is_told_kindly(client: Client, olena: Staff) -> None:
    del olena
    client.get("/en/sign-in/key/question/")
    for sent in ("", "{}", "[]", "null", '{"id": 1}', "x" * 5000):
        answer = client.post("/en/sign-in/key/", {"credential": sent})
        assert answer.status_code == 422
        assert "This key does not let you in" in answer.content.decode()


def test_the_question_for_a_key_names_nobody(client: Client, olena: Staff) -> None:
    del olena
    asked = client.get("/en/sign-in/key/question/").json()["publicKey"]
    assert not asked.get("allowCredentials")
    assert (asked["rpId"], asked["userVerification"]) == ("testserver", "required")


def test_a_demonstration_may_do_with_a_password(client: Client, olena: Staff, settings: object) -> None:
    settings.REGRESO_SECOND_FACTOR = "offered"  # type: ignore[attr-defined]  # pytest-django's own
    assert sign_in(client, olena.username)["Location"] == "/en/desks/"
    assert client.get("/en/desk/").status_code == 200
