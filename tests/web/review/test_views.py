"""Reviewers see both sides with reasons, and never each other's verdict before their own."""

from __future__ import annotations

import re
import uuid

import pytest
from django.utils import timezone

from cast import Cast
from desks import buttons, do, look, send, sit, wrong
from regreso.casebook.models import Custody, Enquiry, Match, Read, Verdict
from regreso.steps import search
from regreso.web.review.evidence import percent, weight

SAME = {"says": "same", "evidence": ["surname", "birth"]}


@pytest.fixture
def found(enquiry: Enquiry, custody: Custody) -> Match:
    search.search_enquiry(enquiry.pk, at=timezone.now())
    return Match.objects.get(custody=custody)


@pytest.fixture
def taken(cast: Cast, found: Match) -> Match:
    client = sit(cast.reviewer_a)
    do(client, "review-match-act", found.pk, "assign")
    do(client, "review-match-act", found.pk, "review")
    return found


@pytest.fixture
def proposed(cast: Cast, taken: Match) -> Match:
    note = {"note": "his scar decides", "token": uuid.uuid4()}
    do(sit(cast.reviewer_a), "review-verdict", taken.pk, **SAME, **note)
    return taken


def test_the_most_probable_match_comes_first_with_its_reasons(cast: Cast, found: Match) -> None:
    client = sit(cast.reviewer_a)
    assert percent(found.probability) in look(client, "review")
    page = look(client, "review-match", found.pk)
    for words in ("Шевченко Тарас", "1999-04-21", "Probability that he is not in the register", "the same"):
        assert words in page
    assert buttons(page) == {"assign", "begin"}


def test_reasons_are_said_in_the_readers_language(cast: Cast, found: Match) -> None:
    page = sit(cast.reviewer_a).get(f"/es/review/{found.pk}/").content.decode()
    assert "Nacimiento" in page
    assert "igual" in page


def test_contacts_of_the_family_are_not_on_the_page(cast: Cast, found: Match) -> None:
    enquirer = found.enquiry.enquirer
    enquirer.phone, enquirer.email, enquirer.address = "+380999", "o@example.org", "Street 7"
    enquirer.save()
    page = look(sit(cast.reviewer_a), "review-match", found.pk)
    assert not [told for told in ("+380999", "o@example.org", "Street 7", "Олена") if told in page]


def test_a_verdict_needs_evidence(cast: Cast, taken: Match) -> None:
    answer = send(sit(cast.reviewer_a), "review-verdict", taken.pk, token=uuid.uuid4(), says="same")
    assert answer.status_code == 422
    assert wrong(answer) == ["Tick at least two fields that agree, or choose another verdict."]
    assert not Verdict.objects.exists()


def test_among_namesakes_the_name_is_not_enough(cast: Cast, taken: Match) -> None:
    Match.objects.filter(pk=taken.pk).update(fits_as_well=2)
    client = sit(cast.reviewer_a)
    assert "2 other records fit as well. The name alone proves nothing" in look(
        client, "review-match", taken.pk
    )
    said = {"token": uuid.uuid4(), "says": "same", "evidence": ["surname", "given"]}
    assert "beyond the name" in wrong(send(client, "review-verdict", taken.pk, **said))[0]
    do(client, "review-verdict", taken.pk, **{**said, "evidence": ["surname", "birth"]})
    assert Verdict.objects.get().evidence == {"surname": "agrees", "birth": "agrees"}


def test_the_second_reviewer_sees_nothing_of_the_first(cast: Cast, proposed: Match) -> None:
    page = look(sit(cast.reviewer_b), "review-match", proposed.pk)
    assert "his scar decides" not in page
    assert "Propose as the same person" not in page
    assert not re.search(r"\bchecked\b", page)
    assert "review-verdict" not in page
    assert f"/review/{proposed.pk}/verdict/" in page


def test_the_first_reviewer_cannot_be_the_second(cast: Cast, proposed: Match) -> None:
    client = sit(cast.reviewer_a)
    page = look(client, "review-match", proposed.pk)
    assert "It now takes another reviewer." in page
    assert "/verdict/" not in page
    answer = send(client, "review-verdict", proposed.pk, token=uuid.uuid4(), **SAME)
    assert answer.status_code == 422
    assert "it takes another person" in wrong(answer)[0]
    assert str(proposed.pk) not in look(client, "review-second")
    assert Match.objects.get(pk=proposed.pk).state == "proposed"


def test_two_who_agree_confirm_and_then_see_both_verdicts(cast: Cast, proposed: Match) -> None:
    client = sit(cast.reviewer_b)
    do(client, "review-verdict", proposed.pk, token=uuid.uuid4(), **SAME)
    assert Match.objects.get(pk=proposed.pk).state == "confirmed"
    assert "his scar decides" in look(client, "review-match", proposed.pk)


@pytest.mark.parametrize("says", ["different", "unclear"])
def test_who_differs_sends_it_to_a_third(cast: Cast, proposed: Match, says: str) -> None:
    said = {"token": uuid.uuid4(), "says": says, "note": "another patronymic"}
    do(sit(cast.reviewer_b), "review-verdict", proposed.pk, **said)
    assert Match.objects.get(pk=proposed.pk).state == "disputed"
    third = look(sit(cast.reviewer_c), "review-match", proposed.pk)
    assert "another patronymic" not in third
    assert "assign" in buttons(third)
    assert str(proposed.pk) in look(sit(cast.reviewer_c), "review")
    for name in ("reviewer_a", "reviewer_b"):
        assert str(proposed.pk) not in look(sit(cast.staff[name]), "review")


@pytest.mark.parametrize(("says", "state"), [("different", "rejected"), ("unclear", "inconclusive")])
def test_one_reviewer_may_rule_a_match_out_or_leave_it_open(
    cast: Cast, taken: Match, says: str, state: str
) -> None:
    do(sit(cast.reviewer_a), "review-verdict", taken.pk, token=uuid.uuid4(), says=says, note="a brother")
    assert Match.objects.get(pk=taken.pk).state == state


def test_a_match_in_a_colleagues_hand_is_left_alone(cast: Cast, taken: Match) -> None:
    client = sit(cast.reviewer_b)
    page = look(client, "review-match", taken.pk)
    assert "A colleague has taken this match." in page
    assert buttons(page) == set()
    assert send(client, "review-verdict", taken.pk, token=uuid.uuid4(), **SAME).status_code == 422


def test_other_candidates_are_listed_without_names(cast: Cast, enquiry: Enquiry, found: Match) -> None:
    brother = cast.held(surname="Шевченко", given="Йосип", birth="2001-01-01")
    other = Match.objects.create(
        operation=cast.operation, enquiry=enquiry, custody=brother, state="potential", probability=0.2
    )
    page = look(sit(cast.reviewer_a), "review-match", found.pk)
    assert str(other.pk) in page
    assert "Йосип" not in page


@pytest.mark.parametrize(
    ("probability", "words"),
    [(None, "—"), (0.001, "under 1\u202f%"), (0.5, "50\u202f%"), (0.9999, "over 99\u202f%")],
)
def test_no_probability_pretends_to_be_certain(probability: float | None, words: str) -> None:
    assert percent(probability) == words


def test_bits_are_told_as_words() -> None:
    told = [weight(bits) for bits in (11.0, 2.0, 0.0, -3.0, -9.0)]
    assert told == [
        "speaks strongly for it",
        "speaks for it",
        "says little",
        "speaks against it",
        "speaks strongly against it",
    ]


def test_a_brother_in_the_register_is_told_with_what_tells_them_apart(cast: Cast) -> None:
    cast.held(surname="Коваль", given="Іван", patronymic="Петрович")
    cast.held(surname="Коваль", given="Олег", patronymic="Петрович")
    enquiry = cast.asked(surname="Коваль", given="", patronymic="Петрович", as_written="Коваль Петрович")
    search.search_enquiry(enquiry.pk, at=timezone.now())
    first, second = enquiry.matches.order_by("rank")
    page = look(sit(cast.reviewer_a), "review-match", first.pk)
    assert "Who else could be meant:" in page
    assert "Candidate no. 2 has the same surname" in page
    assert f"/review/{second.pk}/" in page
    assert "To ask for: first name" in page
    assert "Not told:" in page
    assert "Стоит спросить: имя" in sit(cast.reviewer_a).get(f"/ru/review/{first.pk}/").content.decode()


def test_looking_at_one_match_is_a_read_of_its_rivals_too(cast: Cast) -> None:
    for given in ("Іван", "Олег"):
        cast.held(surname="Коваль", given=given, patronymic="Петрович")
    enquiry = cast.asked(surname="Коваль", given="", patronymic="Петрович")
    search.search_enquiry(enquiry.pk, at=timezone.now())
    first, second = enquiry.matches.order_by("rank")
    look(sit(cast.reviewer_a), "review-match", first.pk)
    assert {str(first.pk), str(second.pk)} <= set(Read.objects.get(kind="match").said["ids"])
