"""A hostile party asks for names in bulk to learn who is held: a hit and a miss are one and the same."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cast import Cast
from desks import sit, there
from regreso.casebook.allowance import ASKED_BY_BROWSER
from regreso.casebook.models import Enquiry, Match
from regreso.steps import search

HELD, NOBODY = ("Шевченко Тарас", "21.04.1999"), ("Гончаренко Микола", "02.01.1985")


def asks(client: Client, name: str, birth: str = "") -> int:
    page = client.get(there("ask")).content.decode()
    token = re.findall(r'name="token" value="([0-9a-f-]{36})"', page)[0]
    told = {"token": token, "as_written": name, "birth": birth, "store": "on"}
    return client.post(there("ask"), told).status_code


def sees(client: Client, name: str) -> tuple[str, int]:
    """The status page without what this family itself wrote, and how often the database was asked."""
    with CaptureQueriesContext(connection) as asked:
        page = unescape(client.get(there("status")).content.decode())
    assert name in page
    plain = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|[0-9a-f-]{36}', "", page)
    plain = re.sub(r"21\.04\.1999|1999-04-21|02\.01\.1985|1985-01-02", "BIRTH", plain)
    plain = re.sub(r"\b\d{1,2}:\d\d\b", "MINUTE", plain)  # the two were asked for one after the other
    return plain.replace(name, "NAME"), len(asked)


def test_the_page_of_a_hit_is_the_page_of_a_miss(cast: Cast) -> None:
    cast.held()
    pages = []
    for name, birth in (HELD, NOBODY):
        client = Client()
        assert asks(client, name, birth) == 303
        for row in Enquiry.objects.filter(state="open"):
            search.search_enquiry(row.pk, at=timezone.now())
        pages.append(sees(client, name))
    assert Match.objects.count() == 1  # one was a hit
    assert pages[0] == pages[1]


def test_nobody_outside_searches_by_name_and_no_desk_opens(cast: Cast) -> None:
    custody = cast.held()
    for client in (Client(), sit(cast.stranger)):
        for address in (f"/en/?q={HELD[0]}", f"/en/check/?code={HELD[0]}", f"/en/my-enquiry/?q={HELD[0]}"):
            assert "Шевченко" not in client.get(address, follow=True).content.decode()
        assert client.get(there("holding-custody", custody.pk)).status_code == 404


def test_a_roll_of_names_runs_into_the_budget_and_loses_nothing_typed(cast: Cast) -> None:
    client = Client()
    seen = [asks(client, f"Invented {n}") for n in range(ASKED_BY_BROWSER.tries + 1)]
    assert seen == [303] * ASKED_BY_BROWSER.tries + [429]
    assert Enquiry.objects.filter(operation=cast.operation).count() == ASKED_BY_BROWSER.tries


@pytest.mark.parametrize("how", ["real", "invented"])
def test_a_telephone_that_guesses_phrases_learns_nothing(cast: Cast, how: str) -> None:
    if how == "real":
        cast.asked()
    answer = Client().post(there("status"), {"phrase": "one two three four five six seven eight"})
    assert answer.status_code == 422
    assert "Шевченко" not in answer.content.decode()
