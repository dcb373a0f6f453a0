"""Who knows the password of now may choose another; other browsers are out; failures stand in the log."""

from __future__ import annotations

import logging

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from cast import Cast
from desks import send, sit
from regreso.casebook.models import AccountEvent, Staff
from regreso.casebook.passwords import WORDS, own_letters

OLD, NEW = "four invented words here", "quiet lamp under seven bridges"


@pytest.fixture
def olena(cast: Cast) -> Staff:
    staff = cast.staff["operator"]
    staff.set_password(OLD)
    staff.save()
    return staff


def fresh(staff: Staff) -> Client:
    """A browser in which they signed in just now."""
    client = sit(staff)
    session = client.session
    session["began"] = session["seen"] = timezone.now().timestamp()
    session.save()
    return client


def change(client: Client, **said: str) -> int:
    told = {"old": OLD, "password": NEW, "again": NEW, **said}
    return client.post("/en/account/password/", told).status_code


def test_the_old_one_is_asked_and_others_are_signed_out(olena: Staff) -> None:
    here, elsewhere = fresh(olena), sit(olena)
    assert 'autocomplete="current-password"' in here.get("/en/account/password/").content.decode()
    assert elsewhere.get("/en/desks/").status_code == 200
    assert change(here) == 303
    olena.refresh_from_db()
    assert olena.check_password(NEW)
    assert here.get("/en/account/").status_code == 200
    assert elsewhere.get("/en/desks/").status_code != 200
    assert AccountEvent.objects.filter(staff=olena, name="password_changed").count() == 1


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"old": "something else entirely"}, "This is not the password that you have now."),
        ({"password": OLD, "again": OLD}, "This is the password that you have now."),
        ({"again": "another thing altogether"}, "The two passwords differ."),
        ({"password": "short", "again": "short"}, "too short or too well known"),
        ({"password": "Regreso-Ukraine-2026", "again": "Regreso-Ukraine-2026"}, "too well known"),
        ({"old": ""}, "Please fill this in."),
    ],
)
def test_what_is_wrong_stands_beside_it_and_nothing_changes(
    olena: Staff, said: dict[str, str], told: str
) -> None:
    client = fresh(olena)
    page = client.post("/en/account/password/", {"old": OLD, "password": NEW, "again": NEW, **said})
    assert page.status_code == 422
    assert told in page.content.decode()
    olena.refresh_from_db()
    assert olena.check_password(OLD)


def test_guessing_the_old_one_is_slowed_down(olena: Staff) -> None:
    client = fresh(olena)
    answers = [change(client, old=f"a guess number {n} here") for n in range(8)]
    assert answers[0] == 422
    assert answers[-1] == 429


def test_a_stranger_has_no_such_page(client: Client, cast: Cast) -> None:
    assert client.get("/en/account/password/").status_code in {302, 303, 404}
    assert cast.operation.pk is not None


def test_failures_are_told_alike_for_names_that_exist_and_not(
    olena: Staff, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="regreso"):
        for name in (olena.username, "nobody.at.all"):
            Client().post("/en/sign-in/", {"username": name, "password": "not the right one"})
    lines = [record.getMessage() for record in caplog.records if "sign in failed" in record.getMessage()]
    assert len(lines) == 2
    assert [line.rpartition(" ")[0] for line in lines] == [
        "a try to sign in failed at the password, name"
    ] * 2
    assert olena.username not in " ".join(lines)


def test_a_move_that_is_refused_is_told_in_the_log(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="regreso"):
        send(sit(cast.administrator_a), "admin-operation-act", cast.operation.pk, "reopen", reason="x")
    (line,) = [record.getMessage() for record in caplog.records if record.getMessage().startswith("refused")]
    assert line == f"refused: reopen of operation, tried by {cast.administrator_a.pk}"


def test_the_browser_forgets_our_pages_when_one_signs_out(olena: Staff) -> None:
    response = sit(olena).post("/en/sign-out/")
    assert response.headers["Clear-Site-Data"] == '"cache"'


@pytest.mark.parametrize(
    "password", ["Пароль-Повернення-2026!", "regresoregreso", "hotlineUkraine2022", "operator operator 1"]
)
def test_passwords_of_our_own_words_are_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


def test_words_of_other_things_are_fine() -> None:
    assert own_letters(NEW) > 20
    validate_password(NEW)
    assert all(word == word.casefold() for word in WORDS)
