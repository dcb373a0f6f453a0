"""The demo's announcements by the test client: what holds, what was put right or taken back."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone

from regreso.casebook.announced import LANGUAGES, in_force, public, standing
from regreso.casebook.models import Move
from regreso.demo.announced import announced
from regreso.demo.world import open_operation
from regreso.jobs.worker import drain

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> list[str]:
    """The four, each by its number and version; the worker has done what follows."""
    operation, team = open_operation(timezone.now())
    return [f"{row.number}/{row.version}" for row in announced(operation, team, drain)]


def test_each_was_signed_by_one_and_released_by_another(made: list[str]) -> None:
    assert [one[5:] for one in made] == ["0001/1", "0001/2", "0002/1", "0003/1"]
    assert sorted(map(standing, public())) == ["released", "released", "superseded", "withdrawn"]
    assert [row.version for row in in_force().order_by("number")] == [2, 1]
    for row in public():
        hands = dict(Move.objects.filter(subject_id=row.pk).values_list("name", "actor_id"))
        assert len({hands["draft"], hands["release"]}) == 2
        assert hands["check"] not in (hands["draft"], hands["release"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_feeds_and_checks_speak_each_language(made: list[str], language: str) -> None:
    visitor = Client()
    holds = [row.texts[language]["title"] for row in in_force()]
    gone = [row.texts[language]["title"] for row in public() if row not in in_force()]
    here = f"/{language}/announcements/"
    page, over = (visitor.get(here + more).content.decode() for more in ("", "?over=1"))
    assert all(title in page for title in holds)
    assert all(title in over for title in gone)
    items = json.loads(visitor.get(f"{here}feed.json").content)["items"]
    assert sorted(one["_regreso"]["standing"] for one in items) == [
        "released", "released", "superseded", "withdrawn",
    ]  # fmt: skip
    for form, item in (("atom", "{http://www.w3.org/2005/Atom}entry"), ("rss", "channel/item")):
        assert len(ET.fromstring(visitor.get(f"{here}feed.{form}").content).findall(item)) == 4  # noqa: S314 - our own
    issued = "issued by us"
    for code in (*made, *(row.certificate.code for row in public() if row.certificate)):
        answer = visitor.post("/en/check/", {"code": code}).content.decode().lower()
        assert issued in answer
        assert f"not {issued}" not in answer
