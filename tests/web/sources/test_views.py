"""The reading desk: what waits, in which order, decided with one key, and told by nobody else's page."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cast import Cast
from desks import buttons, do, look, send, sit, there, wrong
from gathered import PAGE, gathered, lead, rows
from regreso.casebook.models import Document, Lead, Read

HTMX = {"HX-Request": "true"}


def press(client: Client, row: Lead, move: str, **said: str) -> str:
    """A key, as htmx sends it: the answer is the card."""
    answer = client.post(there("sources-lead-act", row.pk, move), said, headers=HTMX)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_most_useful_stands_first_and_the_claim_is_marked_in_its_sentence(cast: Cast) -> None:
    cast.asked()
    gathered(cast)
    page = look(sit(cast.reader_a), "sources")
    first = page[page.index("data-lead ") :]
    assert first.index("Тарас Шевченко") < first.index("+380445550118")
    assert "Touches an open enquiry" in page
    assert "<mark>+380 44 555 01 18</mark>" in page


def test_no_markup_of_a_source_reaches_the_page(cast: Cast) -> None:
    order = '<img src=x onerror="alert(1)">на горячую &lt;script&gt;alert(2)&lt;/script&gt; линию'
    evil = PAGE.replace("на горячую линию", order)
    gathered(cast, evil)
    for page in (
        sit(cast.reader_a).get(there("sources")).content.decode(),
        sit(cast.reader_a).get(there("sources-document", Document.objects.get().pk)).content.decode(),
    ):
        assert "onerror" not in page
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(2)" in page
        assert 'steal("' not in page


def test_a_key_decides_in_place_and_the_card_comes_back(cast: Cast) -> None:
    gathered(cast)
    one = lead(cast, "contact", value="+380445550118")
    card = press(sit(cast.reader_a), one, "accept")
    one.refresh_from_db()
    assert one.state == "accepted"
    assert card.lstrip().startswith("<li")
    assert buttons(card) == {"undo"}
    assert "<html" not in card


def test_without_scripts_a_button_leads_back_to_the_list_as_it_was(cast: Cast) -> None:
    gathered(cast)
    client = sit(cast.reader_a)
    look(client, "sources")
    client.get(there("sources") + "?part=waiting&kind=contact&sort=newest")
    one = lead(cast, "contact", value="+380445550118")
    to = do(client, "sources-lead-act", one.pk, "accept", **{"from": "list"})
    assert to == f"{there('sources')}?part=waiting&kind=contact&sort=newest#lead-{one.pk}"


def test_filters_are_kept_for_who_comes_back(cast: Cast) -> None:
    gathered(cast)
    client = sit(cast.reader_a)
    client.get(there("sources") + "?kind=count")
    page = look(client, "sources")
    assert '<option value="count" selected>' in page
    assert "+380445550118" not in page


def test_words_that_no_filter_knows_are_no_filters(cast: Cast) -> None:
    gathered(cast)
    answer = sit(cast.reader_a).get(there("sources") + "?part=%00&kind='%20OR&section=x&sort=Коваль&page=١")
    assert answer.status_code == 200
    assert "data-lead " in answer.content.decode()


def test_a_rejection_needs_its_reason_and_can_be_taken_back(cast: Cast) -> None:
    gathered(cast)
    one, client = lead(cast, "count"), sit(cast.reader_a)
    card = press(client, one, "reject")
    one.refresh_from_db()
    assert one.state == "new"
    assert 'role="alert"' in card
    press(client, one, "reject", why="misread")
    one.refresh_from_db()
    assert (one.state, one.why) == ("rejected", "misread")
    assert "undo" in buttons(look(client, "sources-lead", one.pk))
    press(client, one, "undo")
    one.refresh_from_db()
    assert one.state == "new"


def test_who_is_said_to_be_killed_waits_for_a_colleague(cast: Cast) -> None:
    gathered(cast)
    one = lead(cast, "person", status="killed")
    card = press(sit(cast.reader_a), one, "propose")
    assert buttons(card) == {"undo", "reject"}
    assert (
        str(one.pk)
        not in look(sit(cast.reader_a), "sources")
        + sit(cast.reader_a).get(there("sources") + "?part=second").content.decode()
    )
    second = sit(cast.reader_b).get(there("sources") + "?part=second").content.decode()
    assert "confirm" in buttons(second)
    press(sit(cast.reader_b), one, "confirm")
    one.refresh_from_db()
    assert one.state == "accepted"


def test_a_forged_key_does_not_get_round_the_second_person(cast: Cast) -> None:
    gathered(cast)
    one = lead(cast, "person", status="killed")
    card = press(sit(cast.reader_a), one, "accept")
    assert "two people" in card
    press(sit(cast.reader_a), one, "propose")
    card = press(sit(cast.reader_a), one, "confirm")
    one.refresh_from_db()
    assert one.state == "proposed"
    assert 'role="alert"' in card


def test_a_double_click_is_told_and_does_nothing_twice(cast: Cast) -> None:
    gathered(cast)
    one, client = lead(cast, "count"), sit(cast.reader_a)
    press(client, one, "accept")
    card = press(client, one, "accept")
    assert 'role="alert"' in card
    assert Lead.objects.get(pk=one.pk).state == "accepted"


def test_a_reading_is_put_right_in_place(cast: Cast) -> None:
    gathered(cast)
    one, client = lead(cast, "count"), sit(cast.reader_a)
    form = client.get(there("sources-lead-form", one.pk), headers=HTMX).content.decode()
    assert 'name="best" value="180"' in form
    said = {"cmp": ">", "best": "190", "low": "180", "high": "", "of_whom": "военных", "status": "captured"}
    card = press(client, one, "edit", **said, polarity="asserted", told_by="")
    one.refresh_from_db()
    assert (one.claim["best"], one.claim["of_whom"], one.state) == (190, "военных", "new")
    assert "190" in card


def test_only_what_was_changed_is_written(cast: Cast) -> None:
    gathered(cast)
    one = lead(cast, "person", as_written="Тарас Шевченко")
    before, client = dict(one.claim), sit(cast.reader_a)
    form = client.get(there("sources-lead-form", one.pk)).content.decode()
    values = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', form))
    chosen = dict(re.findall(r'<select name="(\w+)".*?<option value="(\w*)" selected', form, re.DOTALL))
    values.pop("csrfmiddlewaretoken")
    said = {**values, **chosen, "unit": "в/ч 12345"}
    do(client, "sources-lead-act", one.pk, "edit", **said)
    one.refresh_from_db()
    assert {name for name in one.claim if one.claim[name] != before.get(name)} == {"unit"}


def test_a_name_put_right_becomes_its_first_reading(cast: Cast) -> None:
    gathered(cast)
    one = lead(cast, "person", as_written="Тарас Шевченко")
    said = {"surname": "Шевченко", "given": "Тарас", "patronymic": "Петрович", "sex": "m", "role": "subject"}
    do(sit(cast.reader_a), "sources-lead-act", one.pk, "edit", **said, status="captured", polarity="asserted")
    one.refresh_from_db()
    assert one.claim["readings"][0]["nominative"] == "Шевченко Тарас Петрович"


def test_a_wrong_value_is_told_beside_its_field(cast: Cast) -> None:
    gathered(cast)
    one = lead(cast, "count")
    said = {"cmp": ">", "best": "many", "status": "captured", "polarity": "asserted"}
    answer = send(sit(cast.reader_a), "sources-lead-act", one.pk, "edit", **said)
    assert answer.status_code == 422
    assert wrong(answer)


def test_the_document_shows_its_text_with_every_lead_marked(cast: Cast) -> None:
    gathered(cast)
    one = lead(cast, "contact", value="+380445550118")
    page = look(sit(cast.reader_a), "sources-document", one.document_id)
    assert f'id="mark-{one.pk}"' in page
    assert "Хроника дня" in page


def test_a_file_is_handed_in_and_waits_for_the_worker(cast: Cast) -> None:
    file = SimpleUploadedFile("сторінка.html", PAGE.encode())
    page = look(sit(cast.reader_a), "sources-hand-in")
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token
    to = do(
        sit(cast.reader_a), "sources-hand-in", file=file, token=token[1], address="https://news.example/ї"
    )
    row = Document.objects.get()
    assert (row.state, row.about["file"], str(row.pk) in to) == ("handed_in", "сторінка.html", True)
    again = SimpleUploadedFile("copy.html", PAGE.encode())
    answer = send(sit(cast.reader_a), "sources-hand-in", file=again, token=str(row.operation_id))
    assert wrong(answer) == ["This was handed in before; nothing was done twice."]


def test_neither_a_file_nor_a_text_is_told_beside_the_field(cast: Cast) -> None:
    answer = send(sit(cast.reader_a), "sources-hand-in", token="0" * 32)
    assert answer.status_code == 422
    assert any("one of the two" in line for line in wrong(answer))


def test_a_picture_is_turned_away_and_the_row_says_so(cast: Cast) -> None:
    file = SimpleUploadedFile("face.jpg", b"\xff\xd8\xff\xe0" + b"face" * 100)
    do(sit(cast.reader_a), "sources-hand-in", file=file, token="1" * 32)
    page = look(sit(cast.reader_a), "sources-documents")
    assert "Turned away at the door" in page


def test_what_could_not_be_read_is_seen(cast: Cast) -> None:
    gathered(cast, bytes([0, 255, 254]) * 50, file="broken.bin")
    page = look(sit(cast.reader_a), "sources")
    assert "Unreadable" in page
    assert "accept" not in buttons(page)
    assert "1 part could not be read" in look(sit(cast.reader_a), "sources-documents")


def test_every_look_at_a_lead_or_document_is_noted(cast: Cast) -> None:
    gathered(cast)
    one, client = lead(cast, "contact"), sit(cast.reader_a)
    look(client, "sources")
    look(client, "sources-document", one.document_id)
    press(client, one, "accept")
    kinds = set(Read.objects.filter(reader_id=str(cast.reader_a.pk)).values_list("page", "kind"))
    assert {("sources", "lead"), ("sources-document", "document"), ("sources-lead-act", "lead")} <= kinds


def test_an_empty_list_says_what_to_do(cast: Cast) -> None:
    assert "Hand something in" in look(sit(cast.reader_a), "sources")
    assert "Nothing was handed in yet" in look(sit(cast.reader_a), "sources-documents")
    narrowed = sit(cast.reader_a).get(there("sources") + "?kind=count").content.decode()
    assert "Show every kind" in narrowed


def test_ten_leads_stand_on_a_page(cast: Cast) -> None:
    rows(cast, 25)
    page = look(sit(cast.reader_a), "sources")
    assert page.count("data-lead ") == 10
    last = sit(cast.reader_a).get(there("sources") + "?part=waiting&page=3").content.decode()
    assert last.count("data-lead ") == 5


@pytest.mark.parametrize("name", ["operator", "reviewer_a", "liaison_a", "registrar", "administrator_a"])
def test_a_key_of_nobody_else_counts(cast: Cast, name: str) -> None:
    gathered(cast)
    one = lead(cast, "contact")
    answer = sit(cast.staff[name]).post(there("sources-lead-act", one.pk, "accept"), headers=HTMX)
    assert answer.status_code == 404
    assert Lead.objects.get(pk=one.pk).state == "new"


def test_a_lead_says_of_families_only_that_one_asks(cast: Cast) -> None:
    enquiry = cast.asked(surname="Шевченко", given="Тарас", birth="1999-04-21", mother="Мельник")
    gathered(cast)
    one = Lead.objects.get(place=0)
    page = look(sit(cast.reader_a), "sources-lead", one.pk)
    assert str(enquiry.pk) not in page
    assert "Мельник" not in page
