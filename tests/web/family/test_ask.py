"""A family asks without an account, keeps a phrase, and comes back with it."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from regreso.casebook.models import Enquirer, Enquiry, Operation, Sought, history

pytestmark = pytest.mark.usefixtures("operation")

TOLD = {
    "as_written": "Тарасенко Сергій Петрович",
    "other_names": "Sergei Tarasenko\nСерёжа",
    "sex": "m",
    "birth": "21.4.1999",
    "father": "Петро",
    "mother": "Олена Коваль",
    "last_date": "02.2022",
    "last_circumstances": "He said they were moving.",
    "enquirer_name": "Olena",
    "relationship": "mother",
    "safe_how": "call",
    "safe_never": "do not say who is calling",
    "note_to_sought": "We are all well.",
    "store": "on",
}


def token_of(client: Client, language: str = "en") -> str:
    shown = client.get(f"/{language}/ask/").content.decode()
    found = re.search(r'name="token" value="([0-9a-f-]{36})"', shown)
    assert found
    return found[1]


def ask(client: Client, language: str = "en", **changes: str) -> Any:
    told = {"token": token_of(client, language), **TOLD, **changes}
    return client.post(f"/{language}/ask/", told)


def phrase_of(client: Client, language: str = "en") -> str:
    shown = client.get(f"/{language}/ask/receipt/").content.decode()
    found = re.search(r'id="phrase"[^>]*>([^<]+)<', shown)
    return found[1] if found else ""


def test_an_enquiry_is_kept_as_it_was_told(client: Client) -> None:
    assert ask(client, "uk")["Location"] == "/uk/ask/receipt/"
    enquiry = Enquiry.objects.get()
    assert [move.name for move in history(enquiry)] == ["draft", "submit", "hand_receipt"]
    assert {move.role for move in history(enquiry)} == {"enquirer"}
    sought, enquirer = enquiry.sought, enquiry.enquirer
    assert (sought.as_written, sought.birth, sought.father) == (
        "Тарасенко Сергій Петрович",
        "1999-04-21",
        "Петро",
    )
    assert sought.other_names == ["Sergei Tarasenko", "Серёжа"]
    assert enquiry.last_contact == {"date": "2022-02", "circumstances": "He said they were moving."}
    assert (enquiry.channel, enquiry.language, enquiry.note_to_sought) == ("web", "uk", "We are all well.")
    assert enquirer.safe_contact["never"] == "do not say who is calling"
    assert enquirer.consents == {"store": True, "share_with_holding_side": False, "share_with_agency": False}


def test_the_risks_stand_before_the_first_field(client: Client) -> None:
    shown = client.get("/en/ask/").content.decode()
    assert 0 < shown.index("What may be dangerous:") < shown.index('<input type="text"')


def test_a_name_and_leave_to_keep_it_are_enough(client: Client) -> None:
    answer = client.post("/en/ask/", {"token": token_of(client), "as_written": "Sergei", "store": "on"})
    assert answer.status_code == 303
    assert Enquiry.objects.get().enquirer.name == ""


@pytest.mark.parametrize(
    ("changes", "language", "said"),
    [
        ({"as_written": "", "other_names": ""}, "es", "Sin un nombre no podemos buscar"),
        ({"store": ""}, "uk", "Без цього ми не маємо права зберегти"),
        ({"birth": "31.02.1999"}, "ru", "Мы не можем прочитать это как дату"),
        ({"age": "young"}, "en", "We need the age as a number of years"),
        ({"email": "olena at home"}, "es", "Esto no parece un correo electrónico"),
        ({"as_written": "я" * 201}, "uk", "Задовго: щонайбільше 200 літер"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(
    client: Client, changes: dict[str, str], language: str, said: str
) -> None:
    answer = ask(client, language, **changes)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert shown.count(said) == 2  # once above, as a link; once beside the field
    field = next(iter(changes))
    assert f'href="#id_{field}"' in shown
    assert re.search(rf'id="id_{field}_error"', shown)
    assert re.search(rf'<(input|textarea)[^>]*name="{field}"[^>]*aria-invalid="true"', shown)
    assert "do not say who is calling" in shown
    assert not Enquiry.objects.exists()


def test_a_second_click_makes_no_second_enquiry_and_shows_the_same_phrase(client: Client) -> None:
    told = {"token": token_of(client), **TOLD}
    assert client.post("/en/ask/", told)["Location"] == "/en/ask/receipt/"
    first = phrase_of(client)
    assert client.post("/en/ask/", told)["Location"] == "/en/ask/receipt/"
    assert phrase_of(client) == first != ""
    assert (Enquiry.objects.count(), Enquirer.objects.count(), Sought.objects.count()) == (1, 1, 1)


def test_a_stranger_who_sends_a_token_again_gets_no_receipt(client: Client) -> None:
    told = {"token": token_of(client), **TOLD}
    client.post("/en/ask/", told)
    stranger = Client()
    answer = stranger.post("/en/ask/", told)
    assert answer.status_code == 422
    assert "This has already been done" in answer.content.decode()
    assert phrase_of(stranger) == ""


def test_another_language_in_the_middle_of_writing_keeps_every_word(client: Client) -> None:
    told = {"token": str(uuid4()), **TOLD, "only_language": "uk", "store": ""}
    shown = client.post("/uk/ask/", told).content.decode()
    assert "Кого Ви шукаєте?" in shown
    assert all(
        words in shown for words in ("Sergei Tarasenko", "21.4.1999", "We are all well.", told["token"])
    )
    assert 'class="wrong-why"' not in shown
    assert not Enquiry.objects.exists()


def test_the_phrase_is_shown_until_it_is_written_down_and_lies_nowhere_in_clear(client: Client) -> None:
    ask(client, "es")
    phrase = phrase_of(client, "es")
    assert len(phrase.split()) == 8
    assert phrase_of(client, "es") == phrase
    stored = Session.objects.get(pk=client.session.session_key).get_decoded()
    assert phrase not in str(stored)
    assert client.post("/es/ask/receipt/")["Location"] == "/es/my-enquiry/"
    assert phrase_of(client, "es") == ""


def test_the_phrase_opens_the_enquiry_from_any_telephone(client: Client) -> None:
    ask(client, "uk")
    phrase = phrase_of(client, "uk")
    other = Client()
    answer = other.post("/ru/my-enquiry/", {"phrase": f"  {phrase.upper().replace(' ', '-')} "})
    assert (answer.status_code, answer["Location"]) == (303, "/ru/my-enquiry/")
    assert "Тарасенко Сергій Петрович" in other.get("/ru/my-enquiry/").content.decode()
    other.get("/ru/leave/")
    assert "Тарасенко" not in other.get("/ru/my-enquiry/").content.decode()


def test_every_wrong_phrase_gets_one_answer(client: Client, django_assert_num_queries: Any) -> None:
    ask(client)
    phrase = phrase_of(client)
    pages = set()
    Client().post("/en/my-enquiry/", {"phrase": "-"})  # the first knock of a network makes its bucket
    for wrong in ("", "nothing like it", phrase + " more", " ".join(phrase.split()[:7])):
        stranger = Client()
        with django_assert_num_queries(7):  # four of the bucket, one for each kind of phrase
            answer = stranger.post("/en/my-enquiry/", {"phrase": wrong})
        assert answer.status_code == 422
        assert not stranger.session.keys()
        pages.add(re.sub(r' value="[^"]*"', "", answer.content.decode()))
    assert len(pages) == 1


def test_pages_of_others_are_not_there(client: Client) -> None:
    ask(client)
    mine = Enquiry.objects.get()
    assert client.get(f"/en/my-enquiry/{mine.pk}/tell/").status_code == 200
    stranger, neighbour = Client(), Client()
    ask(neighbour, token=token_of(neighbour))
    assert stranger.get(f"/en/my-enquiry/{mine.pk}/tell/")["Location"] == "/en/my-enquiry/"
    assert neighbour.get(f"/en/my-enquiry/{mine.pk}/tell/").status_code == 404


def test_what_is_added_reaches_the_enquiry(client: Client) -> None:
    ask(client)
    enquiry = Enquiry.objects.get()
    address = f"/en/my-enquiry/{enquiry.pk}/tell/"
    assert client.post(address, {"field": "birth", "words": "about 1999"}).status_code == 422
    assert client.post(address, {"field": "birth", "words": "21.05.1999"}).status_code == 303
    assert client.post(address, {"field": "other_names", "words": "Tarassenko"}).status_code == 303
    sought = Sought.objects.get()
    assert (sought.birth, sought.other_names[-1], len(sought.other_names)) == ("1999-05-21", "Tarassenko", 3)


def test_a_family_can_withdraw_and_ask_again(client: Client) -> None:
    ask(client)
    enquiry = Enquiry.objects.get()
    address = f"/en/my-enquiry/{enquiry.pk}/"
    assert "We stop searching" in client.get(f"{address}withdraw/").content.decode()
    assert Enquiry.objects.get().state == "open"  # looking at the question withdraws nothing
    client.post(f"{address}withdraw/")
    assert (Enquiry.objects.get().state, Enquiry.objects.get().outcome) == ("closed", "withdrawn")
    assert "at rest" in client.get("/en/my-enquiry/").content.decode()
    client.post(f"{address}reopen/")
    assert Enquiry.objects.get().state == "searching"


def test_where_two_crises_are_open_the_family_says_which(client: Client, operation: Operation) -> None:
    other = Operation.objects.create(name="Another invented crisis")
    Operation.objects.filter(pk=other.pk).update(state="open")
    assert ask(client).status_code == 422
    assert ask(client, operation=str(other.pk)).status_code == 303
    assert Enquiry.objects.get().operation == other != operation


def test_without_an_open_crisis_the_page_says_where_else_to_ask(client: Client) -> None:
    Operation.objects.update(state="closed")
    assert "Red Crescent" in client.get("/en/ask/").content.decode()


def test_the_first_load_is_small_and_needs_no_script(client: Client) -> None:
    shown = client.get("/uk/ask/").content
    sheet = b"".join(client.get("/static/regreso/regreso.css").streaming_content)  # type: ignore[attr-defined]  # served as a file
    script = b"".join(client.get("/static/regreso/ask.js").streaming_content)  # type: ignore[attr-defined]  # the same
    assert len(shown) + len(sheet) + len(script) < 60_000
    assert re.findall(rb"<script[^>]*>", shown) == [b'<script src="/static/regreso/ask.js" defer>']
