"""Registering without a network: nothing lost, nobody twice, and no name left on the device."""

from __future__ import annotations

import base64
import json
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from cast import Cast
from desks import look, sit
from killed import Profile, profile
from manifests import Shut, shut
from regreso.casebook.models import Custody
from regreso.steps import administer
from shots import enter, fits

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

__all__ = ["profile", "shut"]
BARE = {"kind": "prisoner_of_war", "identity_level": "self_stated"}


def line(cast: Cast, shut: Shut, key: str = "", **told: Any) -> str:
    """What the page sends of one person."""
    whole = {**BARE, "site": str(cast.camp.pk), "at": timezone.now().isoformat(), **told}
    body = {"id": key or str(uuid.uuid4()), "staff": str(cast.registrar.pk), "box": shut(whole)}
    return json.dumps(body) + "\n"


def sent(client: Client, text: str) -> list[dict[str, Any]]:
    answer = client.post("/register/api/people/", text, content_type="application/x-ndjson")
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["answers"]
    return found


def test_a_box_becomes_a_person_whose_clock_runs_from_the_writing(cast: Cast, shut: Shut) -> None:
    written = timezone.now() - timedelta(days=3)
    (answer,) = sent(sit(cast.registrar), line(cast, shut, surname="Шевченко", at=written.isoformat()))
    assert answer["state"] == "sent"
    held = Custody.objects.select_related("person").get()
    assert (str(held.pk), held.person.surname) == (answer["id"], "Шевченко")
    assert held.card_due_at == written + timedelta(days=7)


def test_sent_twice_is_registered_once(cast: Cast, shut: Shut) -> None:
    text = line(cast, shut, surname="Шевченко")
    for _ in range(2):
        assert [one["state"] for one in sent(sit(cast.registrar), text)] == ["sent"]
    assert Custody.objects.count() == 1


def test_a_slip_that_came_through_is_left_out_and_named_and_he_is_counted(cast: Cast, shut: Shut) -> None:
    (answer,) = sent(sit(cast.registrar), line(cast, shut, surname="Шевченко", birth="31.02.1999"))
    assert (answer["state"], answer["left_out"]) == ("sent", ["birth"])
    assert Custody.objects.get().person.birth == ""
    (answer,) = sent(sit(cast.registrar), line(cast, shut, rank="солдат"))
    assert answer["state"] == "sent"
    assert Custody.objects.exclude(person__identity_level="self_stated").count() == 1


def test_whoever_wrote_it_has_to_send_it_and_only_to_their_sites(cast: Cast, shut: Shut) -> None:
    text = line(cast, shut, surname="Шевченко")
    assert sent(sit(cast.other_registrar), text)[0]["why"] == "other_staff"
    assert (
        sent(sit(cast.registrar), line(cast, shut, surname="x", site=str(cast.hospital.pk)))[0]["why"]
        == "no_site"
    )
    changed = json.loads(text)
    changed["box"] = base64.b64encode(b"x" * 200).decode()
    assert sent(sit(cast.registrar), json.dumps(changed) + "\n")[0]["why"] == "box"
    assert sent(sit(cast.registrar), text[:-40]) == []
    assert sent(sit(cast.registrar), "no json\n[]\n{}\n") == []
    assert not Custody.objects.exists()


def test_nobody_else_is_told_anything(cast: Cast, shut: Shut) -> None:
    for client in (sit(cast.operator), sit(cast.stranger), Client()):
        assert client.get("/register/api/me/").status_code == 404
        text = line(cast, shut, surname="x")
        assert client.post("/register/api/people/", text, content_type="x").status_code == 404
    assert sit(cast.registrar).get("/register/api/me/").json()["sites"] == [
        {"id": str(cast.camp.pk), "code": "C1"}
    ]


def test_a_closed_operation_takes_nothing(cast: Cast, shut: Shut) -> None:
    administer.close_operation(cast.operation, reason="over", by=cast.by("administrator_a"), at=cast.at)
    text = line(cast, shut, surname="x")
    answer = sit(cast.registrar).post("/register/api/people/", text, content_type="x")
    assert answer.status_code == 404


def test_too_much_at_once_is_not_read(cast: Cast, shut: Shut) -> None:
    many = line(cast, shut, surname="x") * 101
    answer = sit(cast.registrar).post("/register/api/people/", many, content_type="x")
    assert answer.status_code == 413
    assert not Custody.objects.exists()


def test_another_site_cannot_make_a_browser_send(cast: Cast, shut: Shut) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.registrar)
    text = line(cast, shut, surname="x")
    assert client.post("/register/api/people/", text, content_type="x").status_code == 403
    token = client.get("/register/api/me/").json()["csrf"]
    answer = client.post("/register/api/people/", text, content_type="x", headers={"X-CSRFToken": token})
    assert answer.status_code == 200


# --- in a browser -----------------------------------------------------------------------------------


def opened(page: Page, site: str, cast: Cast, language: str = "en") -> None:
    """Signed in once, where there is a network."""
    enter(page, site, sit(cast.registrar))
    page.goto(f"{site}/register/{language}/")
    page.wait_for_selector("#person:not([hidden])")
    page.wait_for_selector("body[data-ready]")
    for _ in range(200):
        if page.evaluate("navigator.serviceWorker.controller !== null"):
            return
        page.wait_for_timeout(50)
    pytest.fail("the worker never took the page over")


def told(page: Page, surname: str, **other: str) -> None:
    page.fill("#f-surname", surname)
    for name, value in other.items():
        page.fill(f"#f-{name}", value)
    page.click("#person > button")


def waits(page: Page, number: int) -> None:
    page.wait_for_selector(f"body[data-waiting='{number}']")


def names() -> list[str]:
    return sorted(one.person.surname for one in Custody.objects.select_related("person"))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_without_a_network_people_are_registered_and_sent_when_it_is_back(
    cast: Cast, page: Page, live_site: str
) -> None:
    opened(page, live_site, cast)
    page.context.set_offline(offline=True)
    page.reload()
    page.wait_for_selector("#person:not([hidden])")
    told(page, "Шевченко", birth="21.4.1999")
    waits(page, 1)
    assert "Kept under number 1" in page.inner_text("#told")
    told(page, "Коваль", rank="солдат")
    waits(page, 2)
    fits(page)
    kept = page.evaluate(
        """async () => { const {openOutbox} = await import('/static/regreso/outbox.js');
        return JSON.stringify(await (await openOutbox('register')).everything()); }"""
    )
    for name in ("Шевченко", "Коваль", "1999", "солдат"):
        assert name not in kept, "what was told lies sealed on the disk"
    assert "Шевченко" not in page.content()
    assert not Custody.objects.exists()
    page.context.set_offline(offline=False)
    waits(page, 0)
    assert names() == ["Коваль", "Шевченко"]
    assert "Everything is sent" in page.inner_text("#status")
    assert "Шевченко" in look(sit(cast.registrar), "holding")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_slips_are_told_while_he_can_still_be_asked(cast: Cast, page: Page, live_site: str) -> None:
    opened(page, live_site, cast)
    page.click("#person > button")
    assert "Write a name" in page.inner_text("#why-surname")
    for wrong in ("31.02.1999", "in spring", "21.04.3099", "13.2000"):
        told(page, "Шевченко", birth=wrong)
        assert "We cannot read this as a date" in page.inner_text("#why-birth"), wrong
    page.fill("#f-birth", "29.02.2000")
    page.locator("summary").first.click()
    page.check("input[name=declined][value=father]")
    page.fill("#f-father", "Григорій")
    page.click("#person > button")
    assert "Told and declined at once" in page.inner_text("#why-father")
    page.fill("#f-father", "")
    page.click("#person > button")
    page.wait_for_selector("#log li")
    waits(page, 0)
    held = Custody.objects.select_related("person").get()
    assert (held.person.birth, held.person.declined) == ("2000-02-29", ["father"])


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_lost_answer_and_a_double_click_make_nobody_twice(cast: Cast, page: Page, live_site: str) -> None:
    opened(page, live_site, cast)
    lost: list[str] = []

    def lose(route: Route) -> None:
        if lost:
            route.continue_()
            return
        route.fetch()  # the server has it
        route.abort()  # and its answer is lost
        lost.append("once")

    page.route("**/api/people/", lose)
    page.fill("#f-surname", "Шевченко")
    page.evaluate("for (let n = 0; n < 5; n += 1) document.querySelector('#person > button').click()")
    while not lost:
        page.wait_for_timeout(50)
    page.wait_for_selector("#waiting:has-text('1 not yet sent')")
    page.click("#send")
    waits(page, 0)
    assert names() == ["Шевченко"]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_killed_browser_has_lost_nobody(cast: Cast, profile: Profile, live_site: str) -> None:
    page = profile.open()
    opened(page, live_site, cast)
    page.context.set_offline(offline=True)
    told(page, "Перший")
    waits(page, 1)
    told(page, "Другий")
    waits(page, 2)
    page.fill("#f-surname", "Недописаний")
    profile.kill()
    again = profile.open()
    again.context.set_offline(offline=True)
    again.goto(f"{live_site}/register/en/")
    waits(again, 2)
    told(again, "Третій")
    waits(again, 3)
    profile.kill()
    last = profile.open()
    enter(last, live_site, sit(cast.registrar))
    last.goto(f"{live_site}/register/en/")
    waits(last, 0)
    assert names() == ["Другий", "Перший", "Третій"]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_who_is_signed_out_keeps_what_was_written_until_they_sign_in(
    cast: Cast, page: Page, live_site: str
) -> None:
    opened(page, live_site, cast)
    page.context.clear_cookies()
    told(page, "Шевченко")
    page.wait_for_selector("#told:has-text('Sign in first')")
    waits(page, 1)
    assert not Custody.objects.exists()
    enter(page, live_site, sit(cast.registrar))
    page.click("#send")
    waits(page, 0)
    assert names() == ["Шевченко"]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_page_speaks_four_languages_and_fits_a_phone(cast: Cast, page: Page, live_site: str) -> None:
    opened(page, live_site, cast, "uk")
    for language, word in (("uk", "Прізвище"), ("ru", "Фамилия"), ("es", "Apellido"), ("en", "Surname")):
        page.goto(f"{live_site}/register/{language}/")
        page.wait_for_selector("#person:not([hidden])")
        assert word in page.inner_text("label[for=f-surname]")
        fits(page)
