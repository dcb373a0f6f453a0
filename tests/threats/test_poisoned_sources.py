"""A fake list, a re-posted film: what the public says is possible at most, and a person decides."""

from __future__ import annotations

import pytest

from cast import Cast
from gathered import gathered, lead
from regreso.casebook.models import Answer, Custody, Lead, Match, Person, Possible
from regreso.jobs.worker import drain
from regreso.steps import meet, read
from regreso.story import MoveRefused


def test_a_page_that_names_him_makes_no_match_and_moves_no_enquiry(cast: Cast) -> None:
    enquiry = cast.asked()
    gathered(cast)
    claim = lead(cast, "person", as_written="Тарас Шевченко")
    meet.meet_lead(claim.pk, at=cast.at)
    assert not Possible.objects.exists()  # nobody accepted it
    read.accept(claim, by=cast.by("reader_a"), at=cast.at)
    meet.meet_lead(claim.pk, at=cast.at)
    drain()
    assert Possible.objects.get().state == "possible"
    enquiry.refresh_from_db()
    assert enquiry.state in {"open", "searching"}
    for rows in (Match, Answer, Person, Custody):
        assert rows.objects.count() == 0


def test_what_a_page_says_of_a_death_takes_two(cast: Cast) -> None:
    gathered(cast)
    killed = next(one for one in Lead.objects.filter(kind="person") if one.claim.get("status") == "killed")
    with pytest.raises(MoveRefused):
        read.accept(killed, by=cast.by("reader_a"), at=cast.at)
    read.propose(killed, by=cast.by("reader_a"), at=cast.at)
    with pytest.raises(MoveRefused):
        read.confirm(killed, by=cast.by("reader_a"), at=cast.at)


def test_a_number_that_its_page_warns_of_is_marked(cast: Cast) -> None:
    gathered(cast)
    contacts = {one.claim["value"]: one.claim["scam"] for one in Lead.objects.filter(kind="contact")}
    assert {told for number, told in contacts.items() if "0999" in number} == {True}
    assert {told for number, told in contacts.items() if "0118" in number} == {False}
