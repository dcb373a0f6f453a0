"""A family puts the form away, keeps eight words, goes on from another telephone; nobody asks for ever."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from regreso.casebook.models import Enquiry, Operation, Unsent, history

pytestmark = pytest.mark.usefixtures("operation")
NAME = "Тарасенко Сергій Петрович"


def token_of(shown: str) -> str:
    found = re.search(r'name="token" value="([0-9a-f-]{36})"', shown)
    assert found
    return found[1]


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def put_away(client: Client) -> str:
    token = token_of(page(client, "/uk/ask/"))
    answer = client.post("/uk/ask/", {"token": token, "as_written": NAME, "park": "1"})
    assert answer["Location"] == "/uk/ask/kept/"
    found = re.search(r'id="phrase"[^>]*>([^<]+)<', page(client, "/uk/ask/kept/"))
    assert found
    return found[1]


def test_she_goes_on_from_another_telephone_and_sends_it_from_there(client: Client) -> None:
    phrase = put_away(client)
    assert client.post("/uk/ask/kept/")["Location"] == "/uk/ask/"
    assert phrase not in page(client, "/uk/ask/kept/")
    other = Client()
    assert other.post("/ru/my-enquiry/", {"phrase": phrase})["Location"] == "/ru/ask/"
    shown = page(other, "/ru/ask/")
    assert NAME in shown
    other.post("/ru/ask/questions/4/", {"token": token_of(shown), "birth": "1999"})
    assert Unsent.objects.get().told["birth"] == "1999"  # saved as she goes
    told = {"token": token_of(shown), "as_written": NAME, "birth": "1999", "store": "on"}
    assert other.post("/ru/ask/", told)["Location"] == "/ru/ask/receipt/"
    row = Unsent.objects.get()
    assert (row.state, row.told, Enquiry.objects.get().sought.birth) == ("sent", {}, "1999")
    assert [move.name for move in history(row)] == ["keep", "write_on", "send"]
    assert Client().post("/uk/my-enquiry/", {"phrase": phrase}).status_code == 422


def test_one_question_a_screen_is_put_away_too(client: Client) -> None:
    token = token_of(page(client, "/en/ask/questions/1/"))
    answer = client.post("/en/ask/questions/1/", {"token": token, "as_written": NAME, "park": "1"})
    assert answer["Location"] == "/en/ask/kept/"
    assert Unsent.objects.get().told["as_written"] == NAME


def test_a_second_press_keeps_one_row_and_the_same_phrase(client: Client) -> None:
    phrase = put_away(client)
    assert put_away(client) == phrase
    assert Unsent.objects.count() == 1


def test_what_she_deletes_is_gone_with_us_as_well(client: Client) -> None:
    phrase = put_away(client)
    client.post("/uk/ask/forget/")
    assert (Unsent.objects.get().state, Unsent.objects.get().told) == ("discarded", {})
    assert Client().post("/uk/my-enquiry/", {"phrase": phrase}).status_code == 422


def test_nothing_written_is_nothing_kept(client: Client) -> None:
    token = token_of(page(client, "/en/ask/"))
    answer = client.post("/en/ask/", {"token": token, "park": "1"}, follow=True)
    assert "There is nothing to keep yet" in answer.content.decode()
    assert not Unsent.objects.exists()


def test_the_society_reaches_her_only_if_her_enquiry_may_go_there(client: Client) -> None:
    told = {"as_written": NAME, "store": "on", "safe_how": "society", "safe_society": "Polska, Lublin"}
    token = token_of(page(client, "/en/ask/"))
    answer = client.post("/en/ask/", {**told, "token": token})
    assert answer.status_code == 422
    assert 'href="#id_share_with_agency"' in answer.content.decode()
    assert client.post("/en/ask/", {**told, "token": token, "share_with_agency": "on"}).status_code == 303
    assert Enquiry.objects.get().enquirer.safe_contact["society"] == "Polska, Lublin"


def test_one_browser_asks_six_times_and_then_waits(client: Client, operation: Operation) -> None:
    for _ in range(6):
        told = {"token": token_of(page(client, "/en/ask/")), "as_written": NAME, "store": "on"}
        assert client.post("/en/ask/", told).status_code == 303
    told = {"token": token_of(page(client, "/en/ask/")), "as_written": NAME, "store": "on"}
    answer = client.post("/en/ask/", told)
    assert answer.status_code == 429
    shown = unescape(answer.content.decode())
    assert "wait" in shown
    assert NAME in shown  # nothing typed is lost
    assert Enquiry.objects.filter(operation=operation).count() == 6


def test_a_network_without_cookies_runs_out_too_and_another_one_does_not(client: Client) -> None:
    token = token_of(page(client, "/en/ask/"))
    seen = [
        Client(REMOTE_ADDR=f"203.0.113.{n}")
        .post("/en/my-enquiry/", {"phrase": "nothing like it"})
        .status_code
        for n in range(62)
    ]
    assert (seen[:60], seen[-1]) == ([422] * 60, 429)
    elsewhere = Client(REMOTE_ADDR="198.51.100.7").post("/en/my-enquiry/", {"phrase": "nothing like it"})
    assert elsewhere.status_code == 422
    assert token


def test_the_page_names_what_would_help_most_and_not_whether_anybody_was_found(client: Client) -> None:
    told = {"token": token_of(page(client, "/en/ask/")), "as_written": NAME, "store": "on"}
    client.post("/en/ask/", told)
    client.post("/en/ask/receipt/")
    assert "this would help most: Date of birth" in page(client, "/en/my-enquiry/")
