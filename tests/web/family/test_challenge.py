"""What only he and his family know: compared, shown to nobody; alike whether he was found or not."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cast import Cast, cast
from desks import buttons, do, look, send, sit, wrong
from regreso.casebook.models import Answer, Challenge, Enquirer, Enquiry, Match, Move
from regreso.jobs import consequences
from regreso.steps import ask, challenge
from regreso.steps.errors import StepError
from regreso.story import MoveRefused
from way import answer, custody, enquiry, match

__all__ = ["answer", "cast", "custody", "enquiry", "match"]
HERS = {"question": "Як звати нашу кішку?", "expected": "Мурка"}
HIS = {"question": "Where did we swim that summer?", "expected": "Bilosaraiska Kosa"}


def visiting(enquiry: Enquiry) -> Client:
    client = Client()
    session = client.session
    session["enquirer"] = str(enquiry.enquirer_id)
    session.save()
    return client


def hers(enquiry: Enquiry) -> Challenge:
    do(visiting(enquiry), "challenge", enquiry.pk, token=uuid4(), **HERS)
    return Challenge.objects.exclude(state="withdrawn").get(enquiry=enquiry, set_by="family")


def his(cast: Cast, answer: Answer) -> Challenge:
    do(
        sit(cast.registrar), "holding-custody-act", answer.match.custody_id, "set_question",
        token=uuid4(), enquiry=answer.enquiry_id, **HIS,
    )  # fmt: skip
    return Challenge.objects.get(set_by="captive")


def seen(text: str) -> str:
    return re.sub(r'value="[\w-]{36,}"|[0-9a-f]{8}-[0-9a-f-]{27}', "X", text)


def test_he_answers_the_familys_question_and_only_the_liaison_reads_how(cast: Cast, answer: Answer) -> None:
    asked = hers(answer.enquiry)
    before = seen(look(visiting(answer.enquiry), "challenge", answer.enquiry_id))
    desk = sit(cast.registrar)
    page = look(desk, "holding-custody", answer.match.custody_id)
    assert "Як звати нашу кішку?" in page
    assert "Мурка" not in page
    do(desk, "holding-challenge-act", asked.pk, "answer", said="Murka, кішка")
    asked.refresh_from_db()
    assert asked.state == "met"
    assert "Як звати" not in look(desk, "holding-custody", answer.match.custody_id)
    assert seen(look(visiting(answer.enquiry), "challenge", answer.enquiry_id)) == before
    liaison = look(sit(cast.liaison_a), "liaison-answer", answer.pk)
    assert "Answered rightly" in liaison
    assert "Мурка" not in liaison


def test_right_and_wrong_get_one_reply_by_one_path(cast: Cast, answer: Answer) -> None:
    asked, replies = his(cast, answer), []
    for said, state in (("Одесса", "missed"), ("на Білосарайській, Bilosaraiska Kosa", "met")):
        client = visiting(answer.enquiry)
        look(client, "challenge", answer.enquiry_id)
        with CaptureQueriesContext(connection) as queries:
            sent = send(client, "challenge-answer", answer.enquiry_id, asked.pk, said=said)
        headers = {key: value for key, value in sent.headers.items() if key != "Content-Length"}
        shown = seen(look(client, "challenge", answer.enquiry_id))
        replies.append((sent.status_code, sent.content, headers, len(queries), shown))
        asked.refresh_from_db()
        assert asked.state == state
        if state == "missed":
            do(sit(cast.liaison_a), "liaison-challenge-act", asked.pk, "allow_again", reason="misheard")
    assert replies[0] == replies[1]
    assert "lies with us" in replies[0][4]
    assert "Bilosaraiska" not in replies[0][4]


def test_three_answers_and_no_more(cast: Cast, answer: Answer) -> None:
    asked, desk = his(cast, answer), sit(cast.liaison_a)
    for number in range(3):
        do(visiting(answer.enquiry), "challenge-answer", answer.enquiry_id, asked.pk, said="Одесса")
        again = send(desk, "liaison-challenge-act", asked.pk, "allow_again", reason="once more")
        assert again.status_code == (303 if number < 2 else 422)
    asked.refresh_from_db()
    assert asked.state == "spent"
    challenge.withdraw(asked, by=cast.captive_of(answer.match.custody), at=cast.at)
    anew = Challenge(operation=cast.operation, enquiry=answer.enquiry, custody=answer.match.custody, **HIS)
    challenge.set_question(anew, by=cast.captive_of(answer.match.custody), at=cast.at)
    with pytest.raises(MoveRefused, match="answers were given already"):
        challenge.answer(anew, HIS["expected"], by=cast.mother_of(answer.enquiry), at=cast.at)


def test_one_answer_at_a_time_and_none_by_whoever_set_it(cast: Cast, answer: Answer) -> None:
    asked = his(cast, answer)
    with pytest.raises(MoveRefused, match="whoever set it"):
        challenge.answer(asked, "x", by=cast.captive_of(answer.match.custody), at=cast.at)
    challenge.answer(asked, "Одесса", by=cast.mother_of(answer.enquiry), at=cast.at)
    with pytest.raises(MoveRefused):
        challenge.answer(asked, HIS["expected"], by=cast.mother_of(answer.enquiry), at=cast.at)


def test_the_page_is_the_same_whether_he_was_found_or_not(cast: Cast, match: Match) -> None:
    """Of one family the son is confirmed, and his question is set; of the other nobody is held."""
    found = Enquiry.objects.get()
    made = Answer.objects.create(operation=cast.operation, enquiry=found, match=match, rung="held")
    for state in ("waiting_for_consent", "ready", "signed", "withheld", "revoked"):
        Answer.objects.filter(pk=made.pk).update(state=state)
        if state == "waiting_for_consent":
            by = cast.captive_of(made.match.custody)
            row = Challenge(operation=cast.operation, enquiry=found, custody=made.match.custody, **HIS)
            challenge.set_question(row, by=by, at=cast.at)
            other = cast.asked(surname="Нечипоренко", given="Остап", birth="1990")
        pages = []
        for one in (found, other):
            client = visiting(one)
            look(client, "challenge", one.pk)
            with CaptureQueriesContext(connection) as queries:
                pages.append((seen(look(client, "challenge", one.pk)), len(queries)))
        assert pages[0] == pages[1], state
        assert send(visiting(found), "challenge-answer", found.pk, row.pk, said="x").status_code == 404


def test_the_third_level_takes_a_challenge_or_an_officer(cast: Cast, answer: Answer) -> None:
    desk, to = sit(cast.liaison_a), ("liaison-family-act", answer.pk, "raise_level")
    refused = send(desk, *to, level="3", basis="I believe her")
    assert "answered rightly" in wrong(refused)[0]
    asked = hers(answer.enquiry)
    challenge.answer(asked, "мурка", by=cast.captive_of(answer.match.custody), at=cast.at)
    do(desk, *to, level="3", basis="he knew the cat")
    assert Enquirer.objects.get(enquiries=answer.enquiry_id).level == 3


def test_an_officer_who_has_seen_both_raises_it_from_the_handover(cast: Cast, answer: Answer) -> None:
    token = uuid4()
    do(sit(cast.liaison_a), "liaison-answer-act", answer.pk, "propose", token=token, basis="exchange")
    officer = sit(cast.officer_a)
    assert "raise_level" in buttons(look(officer, "officer-handover", token))
    do(officer, "officer-family-act", token, "raise_level", basis="they embraced; both papers seen")
    assert Enquirer.objects.get(enquiries=answer.enquiry_id).level == 3
    assert "raise_level" not in buttons(look(officer, "officer-handover", token))


def test_it_lies_sealed_and_is_deleted_with_the_enquiry(cast: Cast, answer: Answer) -> None:
    asked = hers(answer.enquiry)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM casebook_challenge")
        row = repr(cursor.fetchall())
    for word in ("Мурка", "кішку"):
        assert word not in row
        assert word.encode().hex() not in row
    assert not any("Мурка" in str(move.said) for move in Move.objects.all())
    enquiry = Enquiry.objects.get(pk=answer.enquiry_id)
    move = ask.withdraw(enquiry, reason="", by=cast.mother_of(enquiry), at=cast.at)
    consequences.withdraw_challenges(move, cast.at)
    asked.refresh_from_db()
    assert (asked.state, asked.question, asked.expected) == ("withdrawn", "", "")


@pytest.mark.parametrize(
    ("question", "expected", "code"),
    [
        ("", "Мурка", "no_question"),
        ("Кличка?", "ні", "weak_answer"),
        ("Наша кішка Мурка?", "Мурка", "answer_in_question"),
        ("Наша кішка Murka?", "Мурка", "answer_in_question"),
        ("Кличка?", "один два три чотири п'ять шість сім вісім дев'ять", "weak_answer"),
    ],
)
def test_a_question_that_proves_nothing_is_refused(
    cast: Cast, question: str, expected: str, code: str
) -> None:
    enquiry = cast.asked()
    row = Challenge(operation=cast.operation, enquiry=enquiry, question=question, expected=expected)
    with pytest.raises(StepError) as error:
        challenge.set_question(row, by=cast.mother_of(enquiry), at=cast.at)
    assert error.value.code == code
    client = visiting(enquiry)
    answer = send(client, "challenge", enquiry.pk, token=uuid4(), question=question, expected=expected)
    assert answer.status_code == 422
    assert not Challenge.objects.exists()


def test_an_answer_that_names_everything_is_none() -> None:
    assert not challenge.agrees("Мурка", "Мурка Барсик Рекс Шарик Бобик Тузик Мухтар Пушок Рижик Васька")
    assert challenge.agrees("річка Оріль", "Орель, река речка Оріль")
    assert not challenge.agrees("1987", "1978")


def test_nobody_at_another_site_is_asked(cast: Cast, answer: Answer) -> None:
    asked = hers(answer.enquiry)
    other = sit(cast.other_registrar)
    assert send(other, "holding-challenge-act", asked.pk, "answer", said="Мурка").status_code == 404
    alone = cast.asked(surname="Нечипоренко", given="Остап")
    row = hers(alone)
    assert send(sit(cast.registrar), "holding-challenge-act", row.pk, "answer", said="x").status_code == 404
