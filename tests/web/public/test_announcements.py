"""What everybody sees of announcements: what holds, what was corrected, feeds that are kept, and no draft."""

from __future__ import annotations

import json
import uuid
import xml.etree.ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from announced import TEXTS, corrected, drafted, released, signed
from cast import Cast, cast
from desks import there
from regreso.steps import announce

__all__ = ["cast"]
PAGES = ("announced", "announced-cap", "announced-sheet")


def get(name: str, *args: object, language: str = "en", **headers: str) -> tuple[int, str]:
    with override(language):
        answer = Client(headers=headers).get(reverse(name, args=args))
    return answer.status_code, answer.content.decode(errors="replace")


def test_a_draft_is_nowhere(cast: Cast) -> None:
    hidden = [drafted(cast), signed(cast), released(cast, release_class="parties")]
    for row in hidden:
        assert [get(page, row.pk)[0] for page in PAGES] == [404, 404, 404]
    for form in ("atom", "rss", "json"):
        assert TEXTS["en"]["title"] not in get("announced-feed", form)[1]
    assert TEXTS["en"]["title"] not in get("announced-all")[1]
    assert get("announced", uuid.uuid4())[0] == 404


@pytest.mark.parametrize("language", ["es", "uk", "ru", "en"])
def test_each_language_has_its_page_feed_and_sheet(cast: Cast, language: str) -> None:
    row = released(cast)
    title = TEXTS[language]["title"]
    assert title in get("announced-all", language=language)[1]
    status, page = get("announced", row.pk, language=language)
    assert (status, title in page, row.number in page) == (200, True, True)
    assert title in get("announced-feed", "atom", language=language)[1]
    assert get("announced-sheet", row.pk, language=language)[1].startswith("%PDF")
    assert title in get("announced-cap", row.pk)[1]


def test_what_was_corrected_or_withdrawn_stays_to_be_seen(cast: Cast) -> None:
    first = released(cast)
    other = released(cast)
    second = corrected(cast, first, {k: {**v, "title": f"{v['title']}!"} for k, v in TEXTS.items()})
    announce.withdraw(other, "mistake", by=cast.by("officer_a"), at=cast.later(hours=2))
    listed = get("announced-all")[1]
    assert listed.count("<li>") == 1
    assert f"{first.number}/2" in listed
    over = Client().get(there("announced-all"), {"over": "1"}).content.decode()
    assert over.count("<li>") == 2
    assert "CORRECTED" in over
    assert "WITHDRAWN" in over
    assert "CORRECTED" in get("announced", first.pk)[1]
    assert there("announced", second.pk) in get("announced", first.pk)[1]
    entries = json.loads(get("announced-feed", "json")[1])["items"]
    assert sorted(one["_regreso"]["standing"] for one in entries) == ["released", "superseded", "withdrawn"]


def test_feeds_and_warnings_are_well_formed_and_need_not_be_sent_twice(cast: Cast) -> None:
    row = released(cast)
    for name, argument in (("announced-feed", "atom"), ("announced-feed", "rss"), ("announced-cap", row.pk)):
        first = Client().get(there(name, argument))
        ET.fromstring(first.content)
        assert first["Cache-Control"] == "public, max-age=60"
        again = Client(headers={"If-None-Match": first["ETag"]}).get(there(name, argument))
        assert (again.status_code, again.content) == (304, b"")
    announce.withdraw(row, "danger", by=cast.by("officer_a"), at=cast.later(hours=1))
    assert "<msgType>Cancel</msgType>" in get("announced-cap", row.pk)[1]


@pytest.mark.django_db
def test_an_empty_feed_is_a_feed() -> None:
    for form in ("atom", "rss"):
        ET.fromstring(get("announced-feed", form)[1].encode())
    assert json.loads(get("announced-feed", "json")[1])["items"] == []
    assert "no announcement in force" in get("announced-all")[1]


def test_did_you_issue_this_answers_for_announcements(cast: Cast) -> None:
    row = released(cast)
    assert row.certificate is not None

    def said() -> str:
        return Client().post(there("check"), {"code": row.certificate.code}).content.decode()

    assert "An announcement of ours. It holds." in said()
    assert there("announced", row.pk) in said()
    announce.withdraw(row, "mistake", by=cast.by("officer_a"), at=cast.at)
    page = said()
    assert "It was withdrawn" in page
    assert "Issued by us" in page


def test_one_for_parties_is_confirmed_and_not_shown(cast: Cast) -> None:
    row = released(cast, release_class="parties")
    assert row.certificate is not None
    page = Client().post(there("check"), {"code": row.certificate.code}).content.decode()
    assert "Issued by us" in page
    assert there("announced", row.pk) not in page


def test_no_public_page_carries_anybody(cast: Cast) -> None:
    cast.asked()
    cast.held()
    row = released(cast)
    pages = [get("announced-all")[1], get("announced", row.pk)[1], get("announced-cap", row.pk)[1]]
    pages += [get("announced-feed", form)[1] for form in ("atom", "rss", "json")]
    for page in pages:
        assert not any(word in page for word in ("Шевченко", "Тарас", "Олена", "1999"))
