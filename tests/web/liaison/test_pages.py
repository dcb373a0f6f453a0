"""Liaison, message reviewer, officer, bureau: each sees what their work needs, and who else is needed."""

from __future__ import annotations

import uuid

from django.utils import timezone

from cast import Cast
from desks import buttons, do, look, send, sit, wrong
from regreso.casebook.access import for_enquirer
from regreso.casebook.models import Answer, Enquirer, Match, Message
from regreso.steps import answer as answering
from regreso.steps import ask, message


def prepared(cast: Cast, match: Match) -> Answer:
    ask.confirm(match.enquiry, at=timezone.now())
    made = Answer(operation=cast.operation, match=match)
    answering.prepare(made, at=timezone.now())
    return made


def agree(cast: Cast, match: Match, *purposes: str) -> None:
    for purpose in purposes:
        said = {"about": "all", "purpose": purpose, "given": "yes", "asked_alone": "on"}
        do(sit(cast.registrar), "holding-custody-act", match.custody_id, "consent", **said)


def test_a_match_that_was_not_confirmed_is_nowhere_at_this_desk(cast: Cast, match: Match) -> None:
    page = "".join(look(sit(cast.liaison_a), name) for name in ("liaison", "liaison-families"))
    assert str(match.enquiry_id) not in page
    assert "<li" not in page.split('class="cards"')[1].split("</ul>")[0].replace("<li>Nothing", "")


def test_before_he_agreed_the_page_says_so(cast: Cast, match: Match) -> None:
    made, client = prepared(cast, match), sit(cast.liaison_a)
    assert "Waits for his consent" in look(client, "liaison")
    answer = send(client, "liaison-answer-act", made.pk, "clear", basis="consent")
    assert wrong(answer) == ["He was not asked yet, alone, whether his family may be told."]


def test_only_what_he_agreed_to_share_can_be_filled_in(cast: Cast, match: Match) -> None:
    made, client = prepared(cast, match), sit(cast.liaison_a)
    agree(cast, match, "tell_family", "share_health")
    do(client, "liaison-answer-act", made.pk, "clear", basis="consent")
    page = look(client, "liaison-answer", made.pk)
    assert 'name="health"' in page
    assert 'name="address"' not in page
    do(client, "liaison-answer-act", made.pk, "sign", health="well", address="smuggled in")
    made.refresh_from_db()
    assert made.shown == {"health": "well"}


def test_who_signed_first_reads_that_it_takes_somebody_else(cast: Cast, match: Match) -> None:
    made, client = prepared(cast, match), sit(cast.liaison_a)
    agree(cast, match, "tell_family")
    do(client, "liaison-answer-act", made.pk, "clear", basis="consent")
    do(client, "liaison-answer-act", made.pk, "sign")
    page = look(client, "liaison-answer", made.pk)
    assert "it takes another person" in page
    assert "release" not in buttons(page)
    assert "release" in buttons(look(sit(cast.liaison_b), "liaison-answer", made.pk))
    Enquirer.objects.update(level=1)
    answer = send(sit(cast.liaison_b), "liaison-answer-act", made.pk, "release")
    assert wrong(answer) == ["First the family's papers must be seen: raise their level of kinship to 2."]


def test_a_message_reviewer_sees_the_text_and_no_case_file(cast: Cast, answer: Answer) -> None:
    letter = Message(
        operation=cast.operation, enquiry=answer.enquiry, custody=answer.match.custody,
        direction="to_captive", language="uk", text="Ми чекаємо на тебе.",
    )  # fmt: skip
    message.write(letter, by=for_enquirer(answer.enquiry), at=timezone.now())
    message.check(letter, at=timezone.now())
    client = sit(cast.message_reviewer_a)
    page = look(client, "messages") + look(client, "message-reviewer-message", letter.pk)
    assert "Ми чекаємо на тебе." in page
    assert "hours left" in page or "days left" in page or "day left" in page
    for secret in ("Шевченко", "Тарас", "Олена", str(answer.enquiry_id), str(answer.match.custody_id)):
        assert secret not in page


def test_the_bureau_sees_what_is_to_be_forwarded_and_no_more(cast: Cast, match: Match) -> None:
    person = match.custody.person
    person.father, person.marks = "Григорій", "a scar"
    person.save()
    client = sit(cast.bureau)
    assert "23 hours left" in look(client, "bureau")
    page = look(client, "bureau-custody", match.custody_id)
    assert "Григорій" in page
    assert "a scar" not in page
    assert buttons(page) == {"notify"}
    do(client, "bureau-custody-act", match.custody_id, "notify")
    assert buttons(look(client, "bureau-custody", match.custody_id)) == {"receive_receipt"}


def test_a_time_that_has_passed_is_refused_at_the_form(cast: Cast, answer: Answer) -> None:
    liaison, token = sit(cast.liaison_a), uuid.uuid4()
    do(liaison, "liaison-answer-act", answer.pk, "request", token=token)
    do(sit(cast.registrar), "holding-call-act", token, "consent", asked_alone="on")
    do(liaison, "liaison-call-act", token, "verify", safe_time="after eight")
    plan = {"day": "2020-01-01", "hour": "18:00", "minutes": "40"}
    zones = {"family_zone": "Europe/Moscow", "holding_zone": "Europe/Kyiv"}
    assert "has passed" in wrong(send(liaison, "liaison-call-act", token, "schedule", **plan, **zones))[0]
