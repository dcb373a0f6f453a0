"""An operator types an enquiry for a caller, reads out the phrase, and never learns who is held."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from cast import Cast
from desks import buttons, do, look, send, sit, wrong
from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import Enquiry, Read, append_move, history
from regreso.casebook.phrases import enquirer_by_phrase
from regreso.steps import ask, search
from regreso.web.desk.state import IN_OUR_HANDS

TOLD = {
    "as_written": "Тарас Шевченко, мій син",
    "birth": "21.04.1999",
    "relationship": "mother",
    "enquirer_name": "Олена",
    "phone": "+380 00 000 00 00",
    "safe_never": "never call at night",
    "store": "on",
    "caller_language": "uk",
}


def typed(client: Client, **changes: str) -> Enquiry:
    token = uuid.uuid4()
    do(client, "desk-new", **{**TOLD, "token": str(token), **changes})
    return Enquiry.objects.get(pk=token)


def mine(cast: Cast, **sought: str) -> Enquiry:
    enquiry = cast.asked(**sought)
    Enquiry.objects.filter(pk=enquiry.pk).update(assigned_to=cast.operator)
    enquiry.refresh_from_db()
    return enquiry


def test_a_caller_gets_a_phrase_that_brings_them_back(cast: Cast) -> None:
    client = sit(cast.operator)
    enquiry = typed(client)
    assert (enquiry.state, enquiry.channel, enquiry.language) == ("draft", "phone", "uk")
    assert (enquiry.sought.as_written, enquiry.sought.birth) == (TOLD["as_written"], "1999-04-21")
    assert buttons(look(client, "desk-enquiry", enquiry.pk)) == {
        "submit", "withdraw", "note", "promise_call", "hand_over",
    }  # fmt: skip
    do(client, "desk-enquiry-act", enquiry.pk, "submit")
    answer = send(client, "desk-enquiry-act", enquiry.pk, "hand_receipt", language="uk")
    found = re.search(r'class="phrase"[^>]*>([^<]+)<', answer.content.decode())
    assert answer.status_code == 200
    assert found
    back = enquirer_by_phrase(found[1])
    assert back
    assert back.pk == enquiry.enquirer_id
    assert found[1] not in look(client, "desk-enquiry", enquiry.pk)
    assert "no-store" in answer["Cache-Control"]


def test_two_clicks_make_one_enquiry(cast: Cast) -> None:
    client, token = sit(cast.operator), str(uuid.uuid4())
    do(client, "desk-new", **TOLD, token=token)
    answer = send(client, "desk-new", **TOLD, token=token)
    assert answer.status_code == 422
    assert Enquiry.objects.count() == 1
    assert wrong(answer) == ["This has already been done; nothing was done twice."]


def test_without_a_name_or_consent_nothing_is_kept(cast: Cast) -> None:
    answer = send(
        sit(cast.operator), "desk-new", **{**TOLD, "as_written": "", "store": ""}, token=uuid.uuid4()
    )
    assert answer.status_code == 422
    assert len(wrong(answer)) >= 2
    assert "never call at night" in answer.content.decode()
    assert not Enquiry.objects.exists()


def test_everything_that_an_operator_may_do_is_done_from_the_page(cast: Cast) -> None:
    client, enquiry = sit(cast.operator), mine(cast)
    append_move(enquiry, "search", by=SYSTEM, at=cast.at)
    page = look(client, "desk-enquiry", enquiry.pk)
    assert buttons(page) == {
        "ask_information",
        "correct",
        "hand_over",
        "look",
        "note",
        "promise_call",
        "raise_level",
        "withdraw",
    }
    to = ("desk-enquiry-act", enquiry.pk)
    do(client, *to, "correct", field="mother", value="Оксана, уроджена Коваль")
    do(client, *to, "ask_information", question="father")
    assert "Father's name" in look(client, "desk-enquiry", enquiry.pk)
    do(client, *to, "give_information", field="father", value="Григорій")
    do(client, *to, "raise_level", level="1", basis="called back on the number given")
    do(client, *to, "withdraw", reason="he came home")
    do(client, *to, "reopen", reason="it was a mistake")
    enquiry.refresh_from_db()
    assert (enquiry.sought.father, enquiry.enquirer.level, enquiry.state) == ("Григорій", 1, "searching")
    done = [(m.name, m.role, m.actor_id) for m in history(enquiry)][-6:]
    assert {(role, who) for _, role, who in done} == {("operator", str(cast.operator.pk))}


@pytest.mark.parametrize("field", ["birth", "age"])
def test_a_date_or_age_is_checked_while_the_caller_is_on_the_phone(cast: Cast, field: str) -> None:
    client, enquiry = sit(cast.operator), mine(cast)
    answer = send(client, "desk-enquiry-act", enquiry.pk, "correct", field=field, value="in spring")
    assert answer.status_code == 422
    assert wrong(answer)
    assert "in spring" in answer.content.decode()


@pytest.mark.parametrize("state", IN_OUR_HANDS)
def test_the_page_reads_the_same_whether_anyone_was_found_or_not(cast: Cast, state: str) -> None:
    client, enquiry = sit(cast.operator), mine(cast)
    pages = []
    for now in ("searching", state):
        Enquiry.objects.filter(pk=enquiry.pk).update(state=now)
        page = look(client, "desk-enquiry", enquiry.pk) + look(client, "desk")
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page))
    assert pages[0] == pages[1]


def test_what_the_system_and_the_reviewers_did_stands_in_no_history_here(cast: Cast) -> None:
    client, enquiry = sit(cast.operator), mine(cast)
    before = look(client, "desk-enquiry", enquiry.pk)
    for name in ("search", "take_up", "confirm"):
        append_move(enquiry, name, by=SYSTEM, at=cast.at)
    after = look(client, "desk-enquiry", enquiry.pk)
    assert after.count("<li>") == before.count("<li>")
    assert "confirm" not in after.casefold().replace("confirmed by calling", "")


def test_an_enquiry_of_another_operator_is_no_page_at_all(cast: Cast) -> None:
    enquiry = cast.asked()
    client = sit(cast.operator)
    for address in (
        reverse("desk-enquiry", args=[enquiry.pk]),
        reverse("desk-enquiry", args=[uuid.uuid4()]),
    ):
        assert client.get(address).status_code == 404
    assert send(client, "desk-enquiry-act", enquiry.pk, "withdraw", reason="x").status_code == 404


def test_each_page_notes_what_was_read(cast: Cast) -> None:
    client, enquiry = sit(cast.operator), mine(cast)
    look(client, "desk")
    look(client, "desk-enquiry", enquiry.pk)
    kinds = sorted((read.page, read.kind, read.count) for read in Read.objects.all())
    assert kinds == [
        ("desk", "enquiry", 1),
        ("desk-enquiry", "enquirer", 1),
        ("desk-enquiry", "enquiry", 1),
        ("desk-enquiry", "sought", 1),
    ]


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    cast: Cast, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = sit(cast.operator)
    for number in range(people):
        mine(cast, as_written=f"somebody {number}")
    look(client, "desk")
    with django_assert_num_queries(14):
        look(client, "desk")


def test_a_withdrawn_enquiry_says_what_happened_and_can_be_taken_up_again(cast: Cast) -> None:
    client, enquiry = sit(cast.operator), mine(cast)
    ask.withdraw(enquiry, reason="asked to", by=cast.by("operator"), at=cast.at)
    page = look(client, "desk-enquiry", enquiry.pk)
    assert "Put aside" in page
    assert buttons(page) == {"reopen"}


def test_the_question_that_helps_most_is_the_same_whoever_is_held(cast: Cast) -> None:
    told = {"surname": "Шевченко", "given": "Тарас"}
    pages = []
    for held in (None, told):
        if held:
            cast.held(**held, birth="1999-04-21")
        enquiry = mine(cast, **told)
        search.search_enquiry(enquiry.pk, at=cast.later(hours=1))
        page = look(sit(cast.operator), "desk-enquiry", enquiry.pk)
        pages.append(re.findall(r"What would help most to know:.*", page))
    assert pages[0] == pages[1]
    assert "Date of birth" in pages[0][0]
