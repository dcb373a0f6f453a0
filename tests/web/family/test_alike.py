"""Hit and miss look alike: until two people release an answer, nothing tells a family, or a thief of her
phrase, whether anybody of that name is held."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cast import Cast, cast
from regreso.casebook.models import Answer, Call, Custody, Enquiry, Match, Message, Move, Reaction
from regreso.steps import ask, search, search_again

__all__ = ["cast"]

HELD = {"surname": "Тарасенко", "given": "Сергій", "patronymic": "Петрович", "birth": "1999-04-21"}
NOBODY = "Нечипоренко Остап Гнатович"


def asked(name: str, birth: str) -> tuple[Client, str]:
    """A family asks; their browser, and their phrase."""
    client = Client()
    shown = client.get("/uk/ask/").content.decode()
    token = re.findall(r'name="token" value="([0-9a-f-]{36})"', shown)[0]
    client.post("/uk/ask/", {"token": token, "as_written": name, "birth": birth, "store": "on"})
    shown = client.get("/uk/ask/receipt/").content.decode()
    return client, re.findall(r'id="phrase"[^>]*>([^<]+)<', shown)[0]


def look(client: Client, address: str, name: str, **post: str) -> tuple[object, ...]:
    """All that can be seen of an answer, without what is the family's own."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.post(address, post) if post else client.get(address)
    body = answer.content.decode().replace(name, "NAME")
    body = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", body)
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "TOKEN", body)
    headers = {key: value for key, value in answer.headers.items() if key != "Content-Length"}
    return answer.status_code, body, headers, len(queries), sorted(answer.cookies)


@pytest.fixture
def both(cast: Cast) -> dict[str, Any]:
    """Two families: of one the son is held and surely found, of the other nobody is."""
    cast.held(**HELD)
    cast.held(surname="Мельник", given="Іван", birth="1988")
    hit, miss = asked("Тарасенко Сергій Петрович", "21.04.1999"), asked(NOBODY, "03.09.1990")
    for enquiry in Enquiry.objects.all():
        search.search_enquiry(enquiry.pk, at=cast.later(hours=1))
    found = Match.objects.get(probability__gt=0.9)
    assert found.enquiry.sought.as_written == "Тарасенко Сергій Петрович"
    assert {enquiry.state for enquiry in Enquiry.objects.all()} == {"searching"}
    return {"hit": hit, "miss": miss, "match": found}


def same_to_see(both: dict[str, Any]) -> None:
    (hit, _), (miss, _) = both["hit"], both["miss"]
    pages = {
        name: look(client, "/uk/my-enquiry/", name)
        for client, name in ((hit, "Тарасенко Сергій Петрович"), (miss, NOBODY))
    }
    one, other = pages.values()
    assert one == other
    assert "Ми шукаємо" in str(one[1])


def test_a_strong_match_changes_nothing_on_the_familys_page(both: dict[str, Any]) -> None:
    same_to_see(both)


def test_the_days_on_which_we_searched_again_are_the_same_for_both(cast: Cast, both: dict[str, Any]) -> None:
    Reaction.objects.bulk_create(
        Reaction(move=move, name="enquiry.search", done_at=cast.at) for move in Move.objects.all()
    )
    held = 5
    for more in range(held):
        cast.held(surname=f"Коваль{more}", given="Іван", birth="1988")
        Reaction.objects.create(move=Move.objects.latest("number"), name="enquiry.search", done_at=cast.at)
    search_again.search_again(cast.operation, at=cast.later(days=1))
    # The search that a new record caused stands in the history of one of the two only, and shows in neither.
    search.search_enquiry(both["match"].enquiry_id, at=cast.later(days=2))
    search_again.search_again(cast.operation, at=cast.later(days=3))
    same_to_see(both)
    (hit, _), _ = both["hit"], both["miss"]
    shown = hit.get("/en/my-enquiry/").content.decode()
    assert "March 4, 2022: with new or corrected records" in shown
    assert "March 6, 2022: no record was new" in shown
    assert "March 5, 2022" not in shown
    assert "5 records or more" in shown


def test_coming_back_with_the_phrase_is_alike_too(both: dict[str, Any]) -> None:
    Client().post("/uk/my-enquiry/", {"phrase": "-"})  # the first knock of a network makes its bucket
    seen = [
        look(Client(), "/uk/my-enquiry/", "-", phrase=phrase) for _, phrase in (both["hit"], both["miss"])
    ]
    assert seen[0] == seen[1]


def test_neither_review_nor_confirmation_nor_an_unreleased_answer_shows(
    cast: Cast, both: dict[str, Any]
) -> None:
    match: Match = both["match"]
    enquiry, custody = match.enquiry, match.custody
    ask.take_up(enquiry, at=cast.later(hours=2))
    same_to_see(both)
    ask.confirm(enquiry, at=cast.later(hours=3))
    same_to_see(both)
    for state in ("waiting_for_consent", "ready", "signed", "withheld", "revoked"):
        Answer.objects.all().delete()
        answer = Answer.objects.create(operation=cast.operation, enquiry=enquiry, match=match, rung="held")
        Answer.objects.filter(pk=answer.pk).update(state=state)
        same_to_see(both)
    unreleased_news(cast, enquiry, custody)
    same_to_see(both)


def unreleased_news(cast: Cast, enquiry: Enquiry, custody: Custody) -> None:
    """He has written and wishes a call; the answer that would tell of him is not released."""
    about = {"operation": cast.operation, "enquiry": enquiry, "custody": custody}
    message = Message.objects.create(**about, direction="to_family", text="I am well", written_at=cast.at)
    Message.objects.filter(pk=message.pk).update(state="passed_receiver")
    call = Call.objects.create(**about, starts_at=cast.at)
    Call.objects.filter(pk=call.pk).update(state="requested")


def test_what_a_family_adds_is_taken_alike(both: dict[str, Any]) -> None:
    seen = []
    for (client, _), name in ((both["hit"], "Тарасенко Сергій Петрович"), (both["miss"], NOBODY)):
        enquiry = Enquiry.objects.get(enquirer=client.session["enquirer"])
        address = f"/uk/my-enquiry/{enquiry.pk}/tell/"
        seen.append((look(client, address, name), look(client, address, name, field="unit", words="36 омбр")))
    assert seen[0] == seen[1]
