"""A machine goes over everything that is public: totals, no persons, no numbers to count through."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client

from cast import Cast
from desks import sit, there
from regreso.project.doors import addresses

# A question of the form, and a picture of a letter behind the letter's own id: no number leads to a person.
NUMBERED = {"question"}


def test_no_address_of_a_row_can_be_counted_through() -> None:
    assert len(list(addresses())) > 200
    counted = {name for name, address in addresses() if "<int:" in address and "<uuid:" not in address}
    assert counted == NUMBERED


def test_the_front_page_tells_of_few_only_that_they_are_few(cast: Cast) -> None:
    cast.asked()
    cast.held()
    page = Client().get(there("front")).content.decode()
    assert re.findall(r"<dd>([^<]*)</dd>", page) == ["&lt;5", "0"]
    assert "Шевченко" not in page


@pytest.mark.parametrize("who", ["", "stranger", "operator"])
def test_a_row_that_exists_looks_like_one_that_does_not(cast: Cast, who: str) -> None:
    custody = cast.held()
    client = sit(getattr(cast, who)) if who else Client()
    pages = []
    for key in (custody.pk, uuid.uuid4()):
        answer = client.get(there("holding-custody", key))
        pages.append((answer.status_code, answer.content.decode().replace(str(key), "")))
    assert pages[0] == pages[1]
    assert pages[0][0] == 404


def test_no_feed_and_no_description_of_machines_carries_a_person(cast: Cast) -> None:
    cast.asked()
    cast.held()
    for address in (
        "/en/announcements/", "/en/announcements/feed.rss", "/en/announcements/feed.atom",
        "/api/openapi.json", "/robots.txt", "/sitemap.xml",
    ):  # fmt: skip
        assert "Шевченко" not in Client().get(address).content.decode()
