"""`regreso gather`: files into the reading desk from the command line."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from cast import Cast, cast
from gathered import PAGE
from regreso.casebook.models import Document, Lead
from regreso.cli import gather as command
from regreso.cli import opened
from regreso.cli.command import CannotDo

__all__ = ["cast"]


@pytest.fixture(autouse=True)
def _open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, "opened", lambda **_options: None)


def given(*files: Path, member: str = "reader_a") -> argparse.Namespace:
    return argparse.Namespace(
        files=list(files), member=member, operation="", published=None, retrieved=None, address="", lang=""
    )


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "сторінка.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_file_is_read_and_its_leads_wait(
    cast: Cast, page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.run(given(page)) == 0
    row = Document.objects.get(operation=cast.operation)
    assert (row.state, row.about["file"]) == ("read", "сторінка.html")
    assert f"{Lead.objects.count()} leads are new, 0 were known" in capsys.readouterr().out


def test_the_same_file_again_says_so_and_adds_nothing(
    cast: Cast, page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command.run(given(page))
    before = Lead.objects.filter(operation=cast.operation).count()
    command.run(given(page))
    assert "nothing was done twice" in capsys.readouterr().out
    assert Lead.objects.count() == before


def test_a_picture_among_the_files_stops_nothing(
    cast: Cast, page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    face = tmp_path / "face.jpg"
    face.write_bytes(b"\xff\xd8\xff\xe0" + b"face" * 100)
    assert command.run(given(face, page)) == 0
    out = capsys.readouterr().out
    assert "face.jpg: turned away" in out
    assert Document.objects.filter(operation=cast.operation, state="read").count() == 1


def test_who_is_no_reading_officer_hands_nothing_in(cast: Cast, page: Path) -> None:
    with pytest.raises(CannotDo, match="reading_officer"):
        command.run(given(page, member="operator"))
    assert not Document.objects.filter(operation=cast.operation).exists()


def test_what_is_no_file_is_named(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CannotDo, match=r"away\.html is no file"):
        command.run(given(tmp_path / "away.html"))
    assert not Document.objects.filter(operation=cast.operation).exists()
