"""A paper goes from her telephone to the operator's desk, and back to nothing."""

from __future__ import annotations

import io
from html import unescape
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from cast import Cast, cast
from desks import do, look, send, sit
from regreso.casebook.models import Enquiry, Proof, Read
from regreso.web.family import visit

__all__ = ["cast"]


def photograph() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "JPEG")
    return SimpleUploadedFile("Свідоцтво про народження.jpg", out.getvalue(), "image/jpeg")


@pytest.fixture
def enquiry(cast: Cast) -> Enquiry:
    return cast.asked()


@pytest.fixture
def mother(enquiry: Enquiry, client: Client) -> Client:
    session = client.session
    session["enquirer"] = str(enquiry.enquirer_id)
    session.save()
    assert visit.AWAY
    return client


def hand_in(mother: Client, enquiry: Enquiry, **changes: object) -> object:
    told = {"token": str(uuid4()), "kind": "birth", "file": photograph(), **changes}
    return send(mother, "proofs", enquiry.pk, **told)


def test_the_whole_way_of_a_paper(mother: Client, cast: Cast, enquiry: Enquiry) -> None:
    assert hand_in(mother, enquiry).status_code == 303  # type: ignore[attr-defined]  # a response
    paper = Proof.objects.get()
    assert "nobody has looked yet" in look(mother, "proofs", enquiry.pk)
    Enquiry.objects.filter(pk=enquiry.pk).update(assigned_to=cast.operator)
    desk = sit(cast.operator)
    assert "Birth certificate" in look(desk, "desk-enquiry", enquiry.pk)
    assert "/page/1/" in look(desk, "desk-proof", paper.pk)
    before = Read.objects.count()
    picture = desk.get(f"/en/desk/proof/{paper.pk}/page/1/")
    assert picture["Content-Type"] == "image/jpeg"
    assert "no-store" in picture["Cache-Control"]
    assert Read.objects.count() == before + 1
    do(desk, "desk-proof-act", paper.pk, "refuse", why="unreadable")
    assert "photograph it again" in look(mother, "proofs", enquiry.pk)
    do(mother, "shred-proof", enquiry.pk, paper.pk)
    assert "No paper of yours" in look(mother, "proofs", enquiry.pk)
    assert desk.get(f"/en/desk/proof/{paper.pk}/").status_code == 404


def test_nobody_else_sees_it(mother: Client, cast: Cast, enquiry: Enquiry) -> None:
    hand_in(mother, enquiry)
    paper = Proof.objects.get()
    for who in (
        "operator",
        "reviewer_a",
        "registrar",
        "stranger",
        "liaison_a",
    ):  # the operator has other cases
        for end in ("", "page/1/"):
            answer = sit(cast.staff[who]).get(f"/en/desk/proof/{paper.pk}/{end}")
            assert answer.status_code in {403, 404}, who
    assert Client().get(f"/en/my-enquiry/{enquiry.pk}/papers/").status_code == 303


@pytest.mark.parametrize(
    ("language", "said"),
    [("es", "No se puede aceptar este archivo"), ("uk", "Цей файл не можна"), ("ru", "Этот файл нельзя")],
)
def test_what_is_no_scan_is_said_in_her_language(
    mother: Client, enquiry: Enquiry, language: str, said: str
) -> None:
    told = {"token": str(uuid4()), "kind": "birth", "file": SimpleUploadedFile("virus.jpg", b"MZ\x90")}
    answer = mother.post(f"/{language}/my-enquiry/{enquiry.pk}/papers/", told)
    assert answer.status_code == 422
    assert said in unescape(answer.content.decode())


def test_no_file_and_too_large_a_file_are_said(mother: Client, enquiry: Enquiry) -> None:
    for file in ("", SimpleUploadedFile("large.jpg", bytes(22 << 20))):
        answer = hand_in(mother, enquiry, file=file)
        assert answer.status_code == 422  # type: ignore[attr-defined]  # a response
        assert "No file has arrived" in answer.content.decode()  # type: ignore[attr-defined]  # a response
