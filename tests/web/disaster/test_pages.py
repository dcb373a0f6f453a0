"""Records of a disaster from page to page, and the file that only two can hand on."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cast import Cast
from desks import do, look, send, sit, there, wrong
from regreso.casebook.models import DisasterRecord, RecordCopy
from shots import enter, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

FILE = """<p:pfif xmlns:p="http://zesty.ca/pfif/1.4"><p:person>
<p:person_record_id>example.org/p9</p:person_record_id><p:source_date>2026-08-01T11:00:00Z</p:source_date>
<p:full_name>Хосе Invented</p:full_name><p:sex>M</p:sex></p:person></p:pfif>"""


@pytest.fixture
def quake(cast: Cast) -> Cast:
    cast.operation.kind = "disaster"
    cast.operation.save()
    return cast


def write_down(cast: Cast) -> DisasterRecord:
    token = uuid.uuid4()
    said = {
        "token": token, "site": cast.camp.pk, "how": "note_trapped", "name": "Ana Invented", "age": "20-30",
        "kept_days": 30, "where": "School",
    }  # fmt: skip
    assert sit(cast.registrar).post(there("disaster-new"), said).status_code == 303
    return DisasterRecord.objects.get(pk=token)


def test_a_conflict_offers_nothing(cast: Cast) -> None:
    page = look(sit(cast.registrar), "disaster")
    assert "None of your sites belongs to an operation of a disaster" in page
    assert "<form" not in look(sit(cast.registrar), "disaster-new").split("<main")[1].split("</main")[0]
    said = {"token": uuid.uuid4(), "recipient": "x", "reason": "y"}
    assert send(sit(cast.coordinator_a), "disaster-copies", **said).status_code == 404


def test_somebody_is_written_down_and_found_safe(quake: Cast) -> None:
    row, client = write_down(quake), sit(quake.registrar)
    assert "Trapped, alive when last heard of" in look(client, "disaster")
    do(client, "registrar-record-act", row.pk, "note_safe", where="")
    assert "Safe" in look(client, "registrar-record", row.pk)
    assert sit(quake.other_registrar).get(there("registrar-record", row.pk)).status_code == 404


def test_a_file_is_taken_in_and_its_faults_are_told(quake: Cast) -> None:
    client = sit(quake.registrar)
    file = SimpleUploadedFile("r.xml", FILE.encode())
    do(client, "disaster-import", token=uuid.uuid4(), site=quake.camp.pk, file=file)
    page = look(client, "disaster")
    assert "1 new" in page
    assert "“M” was given" in page
    assert "example.org" in page


def test_what_is_no_pfif_is_refused_and_nothing_is_written(quake: Cast) -> None:
    file = SimpleUploadedFile("r.xml", b"<!DOCTYPE x []><x/>")
    answer = send(sit(quake.registrar), "disaster-import", token=uuid.uuid4(), site=quake.camp.pk, file=file)
    assert answer.status_code == 422
    assert "document type" in wrong(answer)[0]
    assert not DisasterRecord.objects.exists()


def test_the_file_of_all_is_fetched_after_two(quake: Cast) -> None:
    write_down(quake)
    one, two = sit(quake.coordinator_a), sit(quake.coordinator_b)
    do(one, "disaster-copies", token=uuid.uuid4(), recipient="J. Doe", reason="families ask there")
    copy = RecordCopy.objects.get()
    assert one.get(there("disaster-copy-file", copy.pk)).status_code == 404
    assert send(one, "disaster-copy-act", copy.pk, "grant").status_code == 422
    do(two, "disaster-copy-act", copy.pk, "grant")
    answer = one.get(there("disaster-copy-file", copy.pk))
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]  # it streams
    assert "<pfif:full_name>Ana Invented</pfif:full_name>" in text
    assert "School" not in text


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_fit_a_phone(quake: Cast, page: Page, live_site: str) -> None:
    row = write_down(quake)
    enter(page, live_site, sit(quake.registrar))
    for language in ("es", "uk", "ru", "en"):
        for name in ("disaster", "disaster-new", "disaster-import"):
            visit(page, live_site, language, name)
        visit(page, live_site, language, "registrar-record", row.pk)
    enter(page, live_site, sit(quake.coordinator_a))
    visit(page, live_site, "uk", "disaster-copies")
