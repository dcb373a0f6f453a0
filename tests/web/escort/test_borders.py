"""The book of borders on its pages: look, write, import with a preview, undo; for coordinators only."""

from __future__ import annotations

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cast import Cast
from desks import do, look, send, sit, there, wrong
from regreso.casebook.models import BorderChange
from regreso.steps import borders

CLOSED = {
    "crossing": "pl-ua-medyka", "from": "2022-03-05", "status": "closed", "source": "a call to the post",
    "last_checked": "2022-03-05",
}  # fmt: skip
TABLE = (
    "crossing,from,to,status,modes,source,last_checked\n"
    "pl-ua-medyka,2022-02-24,,closed,,a call,2022-03-05\n"
    "pl-ua-zosin,2022-03-05,,open,car,a call,2022-03-05\n"
)


@pytest.fixture
def desk(cast: Cast) -> Client:
    return sit(cast.coordinator_a)


def state(cast: Cast, crossing: str, since: str) -> str:
    line = borders.lines(cast.operation.pk, "statuses").get((crossing, since))
    return line.cells["status"] if line else ""


def handed_in(desk: Client, text: str, **more: object) -> str:
    answer = desk.post(there("escort-import", "statuses"), {"token": uuid.uuid4(), "text": text, **more})
    assert answer.status_code == 200, wrong(answer)  # type: ignore[arg-type]  # the client's own subclass
    return answer.content.decode()


@pytest.mark.parametrize("table", ["rules", "statuses", "rides", "waits", "documents"])
def test_each_table_shows_what_is_shipped(desk: Client, table: str) -> None:
    page = look(desk, "escort-borders", table)
    assert "shipped" in page
    name = re.findall(r'<a href="([^"]*line/[^"]*)"', page)[0]
    assert desk.get(name).status_code == 200


def test_a_line_is_written_and_stands_in_the_list(cast: Cast, desk: Client) -> None:
    do(desk, "escort-new-line", "statuses", token=uuid.uuid4(), **CLOSED)
    assert state(cast, "pl-ua-medyka", "2022-03-05") == "closed"
    page = look(desk, "escort-borders", "statuses")
    assert "The line is in the book" in page
    assert "pl-ua-medyka · 2022-03-05" in page
    assert "counts as unknown" in page


def test_a_faulty_cell_is_told_beside_its_field(desk: Client) -> None:
    answer = send(desk, "escort-new-line", "statuses", token=uuid.uuid4(), **{**CLOSED, "from": "5.3.2022"})
    assert answer.status_code == 422
    assert "Expected: a day, like 2022-03-09." in wrong(answer)
    assert 'value="5.3.2022"' in answer.content.decode(), "what was typed is kept"
    answer = send(desk, "escort-new-line", "statuses", token=uuid.uuid4(), crossing="x")
    assert wrong(answer).count("Expected: something must stand here.") == 3
    assert not BorderChange.objects.exists()


def test_a_line_is_changed_withdrawn_and_its_versions_are_kept(cast: Cast, desk: Client) -> None:
    do(desk, "escort-new-line", "statuses", token=uuid.uuid4(), **CLOSED)
    to = re.findall(r'href="([^"]*line/[^"]*)"', look(desk, "escort-borders", "statuses") + "")
    pages = {address: desk.get(address).content.decode() for address in to}
    (address,) = [one for one, page in pages.items() if "pl-ua-medyka · 2022-03-05" in page]
    answer = desk.post(address, {"token": uuid.uuid4(), **CLOSED, "status": "open", "modes": "foot"})
    assert answer.status_code == 303
    assert state(cast, "pl-ua-medyka", "2022-03-05") == "open"
    page = desk.get(address).content.decode()
    assert page.index("version 2") < page.index("version 1")
    assert desk.post(f"{address}withdraw/").status_code == 303
    assert state(cast, "pl-ua-medyka", "2022-03-05") == ""
    assert "withdrawn or undone" in desk.get(address).content.decode()


def test_an_import_is_shown_before_it_is_done_and_can_be_undone(cast: Cast, desk: Client) -> None:
    page = handed_in(desk, TABLE)
    assert "1 new line" in page
    assert "1 changed" in page
    assert re.search(r"Open or closed: <del>open</del> → <ins>closed</ins>", page)
    assert not BorderChange.objects.exists(), "a preview writes nothing"
    token = uuid.uuid4()
    to = do(desk, "escort-import", "statuses", token=token, text=TABLE, take="yes")
    assert (state(cast, "pl-ua-medyka", "2022-02-24"), state(cast, "pl-ua-zosin", "2022-03-05")) == (
        "closed",
        "open",
    )
    assert to == there("escort-change", token)
    again = send(desk, "escort-import", "statuses", token=token, text=TABLE, take="yes")
    assert again.status_code == 422, "a second click changes nothing"
    do(desk, "escort-undo", token)
    assert (state(cast, "pl-ua-medyka", "2022-02-24"), state(cast, "pl-ua-zosin", "2022-03-05")) == (
        "open",
        "",
    )
    assert "undone" in look(desk, "escort-changes")


def test_faulty_rows_are_named_and_left_out_only_by_somebody_who_saw_them(cast: Cast, desk: Client) -> None:
    text = f"{TABLE}pl-ua-hrebenne,2022-03-05,,shut,,a call,\n"
    page = handed_in(desk, text)
    assert re.search(
        r"<td>4</td><td>Open or closed</td><td[^>]*>shut</td><td>one of these: open, closed</td>", page
    )
    answer = send(desk, "escort-import", "statuses", token=uuid.uuid4(), text=text, take="yes")
    assert answer.status_code == 422
    assert "Some rows are faulty" in answer.content.decode()
    do(desk, "escort-import", "statuses", token=uuid.uuid4(), text=text, take="yes", leave_out="on")
    assert BorderChange.objects.get().left_out[0]["row"] == 4
    assert state(cast, "pl-ua-medyka", "2022-02-24") == "closed"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_a_file_is_read_in_the_encoding_that_it_has(desk: Client, encoding: str) -> None:
    text = TABLE.replace("a call", "дзвінок на пост пропуску") * 1
    file = SimpleUploadedFile("crossings.csv", text.encode(encoding))
    answer = desk.post(there("escort-import", "statuses"), {"token": uuid.uuid4(), "file": file})
    assert answer.status_code == 200
    assert "дзвінок на пост" in answer.content.decode()


def test_a_picture_is_no_table(desk: Client) -> None:
    file = SimpleUploadedFile("a.csv", bytes(range(256)) * 50)
    answer = desk.post(there("escort-import", "statuses"), {"token": uuid.uuid4(), "file": file})
    page = answer.content.decode()
    assert "This is no table as text" in page or "a column with the name" in page
    assert not BorderChange.objects.exists()


def test_what_is_exported_changes_nothing_when_it_is_imported(desk: Client) -> None:
    for table in ("rules", "statuses", "rides", "waits", "documents"):
        text = desk.get(there("escort-export", table)).content.decode("utf-8-sig")
        page = desk.post(
            there("escort-import", table), {"token": uuid.uuid4(), "text": text}
        ).content.decode()
        assert "No row changes anything" in page, table
        assert "Faulty cells" not in page or table == "statuses"


def test_a_word_finds_its_lines(desk: Client) -> None:
    page = desk.get(there("escort-borders", "statuses"), {"q": "TERESPOL"}).content.decode()
    assert page.count("pl-by-terespol") == 3
    assert "pl-ua-medyka" not in page


def test_coordinators_find_the_book_and_nobody_else(cast: Cast) -> None:
    names = [("escort-book",), ("escort-changes",), *((name, "rules") for name in
             ("escort-borders", "escort-new-line", "escort-import", "escort-export"))]  # fmt: skip
    for name, *args in names:
        found = {
            who for who in cast.staff if sit(cast.staff[who]).get(reverse(name, args=args)).status_code == 200
        }
        assert found == {"coordinator_a", "coordinator_b"}, name
        assert Client().get(reverse(name, args=args)).status_code == 404
    assert sit(cast.coordinator_a).get("/en/escort/borders/wishes/").status_code == 404


def test_the_way_to_the_book_stands_on_the_list_of_desks(desk: Client) -> None:
    assert f'href="{there("escort-book")}"' in look(desk, "desks")


def test_means_and_purposes_are_ticked_and_what_says_the_same_is_no_change(cast: Cast, desk: Client) -> None:
    rule = {
        "rule": "pl-new", "place": "POL", "says": "refuse", "source": "a decree", "from": "2022-03-05",
        "modes": ["coach", "foot"], "passports": "RUS", "purposes": ["tourism", "residence permit"],
    }  # fmt: skip
    do(desk, "escort-new-line", "rules", token=uuid.uuid4(), **rule)
    (line,) = [one for key, one in borders.lines(cast.operation.pk, "rules").items() if key[0] == "pl-new"]
    assert (line.cells["modes"], line.cells["purposes"]) == ("coach|foot", "tourism|residence permit")
    page = desk.get(there("escort-borders", "rules"), {"q": "pl-new"}).content.decode()
    (name,) = re.findall(r'<a href="([^"]*line/[^"]*)"', page)
    shown = desk.get(name).content.decode()
    ticked = re.findall(r'name="(?:modes|purposes)" value="([^"]*)"[^>]*checked', shown)
    assert sorted(ticked) == ["coach", "foot", "residence permit", "tourism"]
    same = desk.post(name, {"token": uuid.uuid4(), **rule})
    assert same.status_code == 422, "nothing changed, and nothing is written"
    assert BorderChange.objects.count() == 1


def test_a_closure_that_was_seen_long_ago_still_stands(desk: Client) -> None:
    for crossing, status in (("pl-ua-zosin", "closed"), ("pl-ua-budomierz", "open")):
        line = CLOSED | {"crossing": crossing, "status": status}
        do(desk, "escort-new-line", "statuses", token=uuid.uuid4(), **line)
    told = {word: desk.get(there("escort-borders", "statuses"), {"q": word}).content.decode()
            for word in ("pl-ua-zosin", "pl-ua-budomierz")}  # fmt: skip
    assert 'class="clock late"' not in told["pl-ua-zosin"]
    assert 'class="clock late"' in told["pl-ua-budomierz"]


def test_a_crossing_that_no_ride_has_is_a_fault_with_the_nearest_names(cast: Cast, desk: Client) -> None:
    """A closure of a mistyped name would close nothing, and nobody would be warned."""
    typed = CLOSED | {"crossing": "pl-ua-medika"}
    refused = send(desk, "escort-new-line", "statuses", token=uuid.uuid4(), **typed)
    assert "a crossing of the book, such as: pl-ua-medyka" in wrong(refused)[0]
    rule = {"rule": "r", "place": "pl-ua-medika", "says": "refuse", "source": "a call", "direction": "POL"}
    refused = send(desk, "escort-new-line", "rules", token=uuid.uuid4(), **rule)
    assert "pl-ua-medyka" in wrong(refused)[0]
    assert "pl-ua-medyka" in handed_in(desk, TABLE.replace("pl-ua-medyka", "pl-ua-medica"))
    assert not BorderChange.objects.exists()
    ride = {
        "from": "Przemysl", "to": "Lviv", "mode": "coach", "hours": "6", "departures": "08:00",
        "crossing": "pl-ua-new", "enters": "UKR", "source": "a call",
    }  # fmt: skip
    do(desk, "escort-new-line", "rides", token=uuid.uuid4(), **ride)
    do(desk, "escort-new-line", "statuses", token=uuid.uuid4(), **(CLOSED | {"crossing": "pl-ua-new"}))
    assert state(cast, "pl-ua-new", "2022-03-05") == "closed"
