"""Sign-in says nothing to strangers, the language is always at hand, leaving forgets."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from django.test import Client

from regreso.casebook.models import Operation, Staff

PASSWORD = "a long invented sentence"  # noqa: S105 - an invented account


@pytest.fixture
def olena(operation: Operation) -> Staff:
    del operation
    return Staff.objects.create_user("olena", password=PASSWORD)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/uk/", "/uk/sign-in/", "/uk/no-such-page/"])
def test_each_page_leads_to_itself_in_four_languages(client: Client, address: str) -> None:
    shown = client.get(address).content.decode()
    assert '<html lang="uk" dir="ltr">' in shown
    leads = re.findall(r'<a href="([^"]+)" hreflang="(\w+)"', shown)
    rest = "" if "no-such" in address else address.removeprefix("/uk/")
    assert leads == [(f"/{code}/{rest}", code) for code in ("es", "uk", "ru", "en")]


def test_the_first_address_asks_the_browser_for_its_language(client: Client) -> None:
    assert client.get("/", headers={"accept-language": "ru-RU,ru;q=0.9"})["Location"] == "/ru/"


def test_leaving_forgets_and_shows_something_harmless(client: Client, olena: Staff) -> None:
    client.force_login(olena)
    answer = client.get("/es/leave/")
    assert answer["Location"] == "https://es.wikipedia.org/"
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_no_page_stays_in_the_browser_and_none_runs_foreign_script(client: Client) -> None:
    answer = client.get("/en/sign-in/")
    assert "no-store" in answer["Cache-Control"]
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_page_sent_without_its_token_is_refused_kindly(olena: Staff) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/en/sign-in/", {"username": olena.username, "password": PASSWORD})
    assert answer.status_code == 403
    assert "This page was open for too long" in answer.content.decode()


WEB = Path(__file__).parents[3] / "src" / "regreso" / "web"


def test_no_template_has_inline_script_or_style() -> None:
    inline = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)
    pages = list(WEB.glob("*/templates/**/*.html"))
    assert pages
    assert [path.name for path in pages if inline.search(path.read_text(encoding="utf-8"))] == []


def test_scripts_of_others_are_what_their_list_says() -> None:
    listed = (WEB / "static" / "vendor" / "README.md").read_text(encoding="utf-8")
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (WEB / "static" / "vendor").glob("*.js")
    }
    assert found
    for name, digest in found.items():
        assert re.search(rf"^\| {re.escape(name)} \|.*BSD.*\| {digest} \|$", listed, re.MULTILINE)
