"""Checked contacts and ways become cards; what anybody warns of is offered to nobody."""

from __future__ import annotations

import pytest

from cast import Cast
from gathered import PAGE, gathered, lead
from pair import Pair
from regreso.casebook.models import Card, Lead, Sending
from regreso.steps import guide, read
from regreso.story import MoveRefused

NUMBER = "+380445550118"


def accepted(cast: Cast, kind: str = "contact", **claim: object) -> Lead:
    one = lead(cast, kind, **claim)
    read.accept(one, by=cast.by("reader_a"), at=cast.at)
    return one


def made(cast: Cast) -> Card:
    gathered(cast)
    guide.make(accepted(cast, value=NUMBER), at=cast.at)
    return Card.objects.get()


def test_an_accepted_contact_becomes_a_card_with_its_source(cast: Cast) -> None:
    card = made(cast)
    assert (card.kind, card.version, card.state, card.content["value"]) == ("contact", 1, "ready", NUMBER)
    assert card.content["source"] == {"address": "https://news.example/1", "published": "2022-03-03"}


def test_asked_twice_it_is_made_once(cast: Cast) -> None:
    card = made(cast)
    assert guide.make(card.lead, at=cast.at) is None
    assert Card.objects.count() == 1


def test_a_contact_that_its_source_warns_of_is_never_offered(cast: Cast) -> None:
    gathered(cast)
    assert guide.make(accepted(cast, scam=True), at=cast.at) is None
    assert not Card.objects.exists()


def test_a_warning_elsewhere_keeps_the_same_contact_from_being_offered(cast: Cast) -> None:
    gathered(cast)
    warning = PAGE.replace("+380 44 555 09 99", "+380 44 555 01 18").replace("Родственники могут", "Не")
    gathered(cast, warning, address="https://other.example/2")
    assert Lead.objects.filter(kind="contact").exclude(value_index=None).count() >= 3
    assert guide.make(accepted(cast, value=NUMBER, scam=False), at=cast.at) is None


def test_a_contact_that_a_reader_rejected_as_a_fraud_is_not_offered_from_another_page(cast: Cast) -> None:
    gathered(cast)
    read.reject(lead(cast, value=NUMBER), "scam", by=cast.by("reader_a"), at=cast.at)
    gathered(cast, PAGE.replace("Хроника", "Хроники"), address="https://other.example/2")
    other = Lead.objects.get(kind="contact", state="new", value_index=lead(cast, value=NUMBER).value_index)
    read.accept(other, by=cast.by("reader_a"), at=cast.at)
    assert guide.make(other, at=cast.at) is None


def test_what_nobody_accepted_becomes_no_card(cast: Cast) -> None:
    gathered(cast)
    assert guide.make(lead(cast, value=NUMBER), at=cast.at) is None


def test_a_newer_telling_of_the_same_contact_replaces_the_version_before(cast: Cast) -> None:
    first = made(cast)
    gathered(cast, PAGE.replace("Хроника", "Хроники"), address="https://other.example/2")
    other = Lead.objects.get(kind="contact", state="new", value_index=first.value_index)
    read.edit(other, {"purpose": "missing people"}, by=cast.by("reader_a"), at=cast.at)
    read.accept(other, by=cast.by("reader_a"), at=cast.at)
    guide.make(other, at=cast.at)
    first.refresh_from_db()
    second = Card.objects.get(state="ready")
    assert (first.state, second.series, second.version) == ("replaced", first.series, 2)
    assert second.content["purpose"] == "missing people"


def test_a_liaison_sends_it_to_a_family_that_was_told_and_once(cast: Cast, pair: Pair) -> None:
    card = made(cast)
    guide.send(card, pair.enquiry, by=cast.by("liaison_a"), at=cast.at)
    assert Sending.objects.get().enquiry == pair.enquiry
    with pytest.raises(MoveRefused, match="already"):
        guide.send(card, pair.enquiry, by=cast.by("liaison_b"), at=cast.at)


def test_a_family_that_was_told_nothing_gets_nothing(cast: Cast) -> None:
    card, enquiry = made(cast), cast.asked()
    with pytest.raises(MoveRefused, match="no answer was released"):
        guide.send(card, enquiry, by=cast.by("liaison_a"), at=cast.at)
    assert not Sending.objects.exists()


def test_a_warning_that_came_after_the_card_stops_its_sending(cast: Cast, pair: Pair) -> None:
    card = made(cast)
    gathered(
        cast, f"Не звоните по номеру {NUMBER}: это мошенники, они просят деньги.", file="w.txt", address=""
    )
    with pytest.raises(MoveRefused, match="warns"):
        guide.send(card, pair.enquiry, by=cast.by("liaison_a"), at=cast.at)


def test_a_withdrawn_card_is_sent_to_nobody(cast: Cast, pair: Pair) -> None:
    card = made(cast)
    guide.withdraw(card, "nobody answers", by=cast.by("liaison_a"), at=cast.at)
    with pytest.raises(MoveRefused):
        guide.send(card, pair.enquiry, by=cast.by("liaison_a"), at=cast.at)


@pytest.mark.parametrize("name", ["reader_a", "operator", "reviewer_a", "administrator_a"])
def test_only_a_liaison_sends(cast: Cast, pair: Pair, name: str) -> None:
    with pytest.raises(MoveRefused, match="role"):
        guide.send(made(cast), pair.enquiry, by=cast.by(name), at=cast.at)
