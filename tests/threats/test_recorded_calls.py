"""Calls were filmed and published: we keep nothing, open each link once, and say what we cannot prevent."""

from __future__ import annotations

from django.test import Client

from desks import look
from pair import Pair
from regreso.casebook.models import Call
from regreso.casebook.seats import CAPTIVE, FAMILY
from regreso.steps import ask, call


def test_a_link_seats_one_party_once_and_nothing_of_the_call_stays(pair: Pair) -> None:
    asked, liaison, officer = pair.call(), pair.cast.by("liaison_a"), pair.cast.by("officer_a")
    call.request(asked, by=pair.mother, at=pair.at)
    call.consent(asked, asked_alone=True, by=pair.son, at=pair.at)
    ask.raise_level(pair.enquiry, 2, basis="papers seen", by=liaison, at=pair.at)
    plan = {"safe_time": "after 18:00", "family_word": "герань", "captive_word": "акордеон"}
    call.verify(asked, plan, by=liaison, at=pair.at)
    window = call.Window(pair.at, pair.cast.later(hours=1), "Europe/Moscow", "Europe/Kyiv")
    links = call.schedule(asked, window, by=liaison, at=pair.at)
    hers = call.enter(links.family_token, at=pair.at)
    assert hers
    assert hers.seat.party == FAMILY
    assert call.enter(links.family_token, at=pair.at) is None  # whoever copied it comes too late
    call.open_lobby(asked, by=officer, at=pair.at)
    for party in (FAMILY, CAPTIVE):
        call.meet(asked, party, by=officer, at=pair.at)
    call.connect(asked, by=officer, at=pair.at)
    call.end(asked, "completed", by=pair.mother, at=pair.cast.later(minutes=20))
    after = Call.objects.get(pk=asked.pk)
    assert (after.family_link, after.captive_link) == (None, None)
    assert call.enter(links.captive_token, at=pair.cast.later(minutes=21)) is None
    assert not [one.name for one in Call._meta.get_fields() if "record" in one.name or "file" in one.name]


def test_the_page_says_what_nobody_can_prevent() -> None:
    page = look(Client(), "call")
    assert "We record nothing. But the other side could film its own screen" in page
    assert "It costs you nothing" in page
