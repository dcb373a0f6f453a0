"""Those who read all day are shown no pictures of the dead or the held, and nothing plays by itself."""

from __future__ import annotations

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from cast import Cast
from desks import do, look, sit
from gathered import PAGE, gathered, lead
from regreso.casebook.models import Document
from tree import ROOT

WITH_PICTURE = PAGE.replace(
    "</article>", '<img src="https://news.example/body.jpg"><video autoplay src="x.mp4"></video></article>'
)


def test_a_picture_is_turned_away_at_the_door(cast: Cast) -> None:
    reader = sit(cast.reader_a)
    file = SimpleUploadedFile("body.jpg", b"\xff\xd8\xff\xe0" + b"face" * 100)
    do(reader, "sources-hand-in", file=file, token="1" * 32)
    assert "Turned away at the door" in look(reader, "sources-documents")


def test_of_a_page_with_pictures_the_reader_sees_words(cast: Cast) -> None:
    gathered(cast, WITH_PICTURE)
    row = Document.objects.get()
    page = look(sit(cast.reader_a), "sources-document", row.pk)
    assert "Тарас Шевченко" in page
    assert lead(cast, "person", as_written="Тарас Шевченко").document_id == row.pk
    assert "body.jpg" not in page
    assert not re.search(r"<(img|video|audio)\b", page)


def test_nothing_plays_by_itself_outside_a_call() -> None:
    templates = (ROOT / "src").rglob("*.html")
    playing = {one.name for one in templates if "autoplay" in one.read_text(encoding="utf-8")}
    assert playing == {"call.html", "lobby.html"}
