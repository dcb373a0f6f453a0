"""Claims of public pages at the match desk: possible, and seen by reviewers alone."""

from __future__ import annotations

import pytest

from cast import Cast, cast
from desks import buttons, do, look, sit, there
from gathered import gathered, lead
from regreso.casebook.models import Possible, Read
from regreso.steps import meet, read

__all__ = ["cast"]


@pytest.fixture
def possible(cast: Cast) -> Possible:
    cast.asked(surname="Шевченко", given="Тарас", birth="1999-04-21", phone="+380 50 000 00 01")
    gathered(cast)
    one = lead(cast, "person", as_written="Тарас Шевченко")
    read.accept(one, by=cast.by("reader_a"), at=cast.at)
    meet.meet_lead(one.pk, at=cast.at)
    return Possible.objects.get()


def test_a_reviewer_sees_the_claim_beside_whom_the_family_seeks(cast: Cast, possible: Possible) -> None:
    client = sit(cast.reviewer_a)
    assert "Possible" in look(client, "review-possibles")
    page = look(client, "review-possible", possible.pk)
    assert "<mark>Тарас Шевченко</mark>" in page
    assert "never more than possible" in page
    assert "+380 50 000 00 01" not in page
    assert {"possible", "enquiry", "lead"} <= set(
        Read.objects.filter(page="review-possible").values_list("kind", flat=True)
    )


def test_nothing_there_leads_to_a_match_or_an_answer(cast: Cast, possible: Possible) -> None:
    page = look(sit(cast.reviewer_a), "review-possible", possible.pk)
    assert buttons(page) == {"set_aside"}


def test_it_is_set_aside_and_offered_again(cast: Cast, possible: Possible) -> None:
    client = sit(cast.reviewer_a)
    do(client, "review-possible-act", possible.pk, "set_aside", note="another village")
    assert str(possible.pk) not in look(client, "review-possibles")
    do(client, "review-possible-act", possible.pk, "offer_again")
    assert str(possible.pk) in look(client, "review-possibles")


def test_no_other_desk_and_no_family_hears_of_it(cast: Cast, possible: Possible) -> None:
    for name in sorted(set(cast.staff) - {"reviewer_a", "reviewer_b", "reviewer_c"}):
        answer = sit(cast.staff[name]).get(there("review-possible", possible.pk))
        assert answer.status_code == 404, name
    possible.enquiry.assigned_to = cast.operator
    possible.enquiry.save(update_fields=["assigned_to"])
    page = look(sit(cast.operator), "desk-enquiry", possible.enquiry_id)
    assert "news.example" not in page
    assert "Possible" not in page
    assert "Суджей" not in page
