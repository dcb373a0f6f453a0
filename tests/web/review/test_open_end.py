"""When a pair cannot be told: the family or the person held is asked; neither learns of the other by it."""

from __future__ import annotations

import uuid

import pytest
from django.utils import timezone

from cast import Cast
from desks import buttons, do, look, send, sit, there
from regreso.casebook.models import Custody, Enquiry, Match, Question
from regreso.steps import ask, search


@pytest.fixture
def unclear(cast: Cast, enquiry: Enquiry, custody: Custody) -> Match:
    search.search_enquiry(enquiry.pk, at=timezone.now())
    found = Match.objects.get(custody=custody)
    client = sit(cast.reviewer_a)
    do(client, "review-begin", found.pk)
    do(
        client, "review-verdict", found.pk, token=uuid.uuid4(), says="unclear", evidence=[],
        note="two of that name",
    )  # fmt: skip
    found.refresh_from_db()
    assert found.state == "inconclusive"
    return found


def test_a_pair_that_cannot_be_told_has_its_list(cast: Cast, unclear: Match) -> None:
    client = sit(cast.reviewer_b)
    assert str(unclear.pk) in look(client, "review-open")
    assert str(unclear.pk) not in look(client, "review")


def test_the_family_is_asked_for_what_their_enquiry_lacks(cast: Cast, unclear: Match) -> None:
    row = Enquiry.objects.get(pk=unclear.enquiry_id)
    if row.state == "under_review":
        ask.put_back(row, at=timezone.now())
    client = sit(cast.reviewer_a)
    page = look(client, "review-match", unclear.pk)
    assert "ask_information" in buttons(page)
    do(client, "review-family-act", unclear.pk, "ask_information")
    asked = Enquiry.objects.get(pk=unclear.enquiry_id)
    assert (asked.state, asked.needs) == ("needs_information", "patronymic")


def test_the_held_is_asked_by_his_registrar_and_the_answer_is_in_his_record(
    cast: Cast, unclear: Match
) -> None:
    reviewer, registrar = sit(cast.reviewer_a), sit(cast.registrar)
    do(reviewer, "review-match-act", unclear.pk, "ask", field="mother")
    question = Question.objects.get()
    listed = look(registrar, "holding-questions")
    assert "Шевченко Тарас" in listed
    assert "Олена" not in listed, "he must not learn by a question who seeks him"
    page = look(registrar, "holding-custody", unclear.custody_id)
    assert {"answer", "decline"} <= buttons(page)
    assert "Олена" not in page
    do(registrar, "holding-question-act", question.pk, "answer", value="Катерина")
    assert Custody.objects.get().person.mother == "Катерина"
    assert "He told it" in look(reviewer, "review-match", unclear.pk)


def test_a_question_is_not_for_another_site(cast: Cast, unclear: Match) -> None:
    do(sit(cast.reviewer_a), "review-match-act", unclear.pk, "ask", field="mother")
    other, question = sit(cast.other_registrar), Question.objects.get()
    assert "Шевченко" not in look(other, "holding-questions")
    assert send(other, "holding-question-act", question.pk, "decline").status_code == 404


def test_a_reviewer_takes_a_question_back(cast: Cast, unclear: Match) -> None:
    client = sit(cast.reviewer_a)
    do(client, "review-match-act", unclear.pk, "ask", field="mother")
    assert do(client, "review-question-act", Question.objects.get().pk, "drop") == there(
        "review-match", unclear.pk
    )
    assert Question.objects.get().state == "dropped"


def test_nothing_is_asked_while_a_pair_waits_for_its_verdict(cast: Cast, unclear: Match) -> None:
    Match.objects.update(state="potential")
    client = sit(cast.reviewer_a)
    assert "ask" not in buttons(look(client, "review-match", unclear.pk))
    assert send(client, "review-family-act", unclear.pk, "ask_information").status_code == 404
