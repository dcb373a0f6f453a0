"""A mother photographs a paper at her kitchen table: where it stands never reaches the disk or a desk."""

from __future__ import annotations

import io
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from cast import Cast
from desks import send, sit
from regreso.casebook.models import Enquiry, Proof, ProofPage
from regreso.wire.scrub import MOST_BYTES

SECRET = b"Kitchen of Olena"


def photograph() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (50.0, 27.0, 0.0), "E", (30.0, 31.0, 0.0)
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(out, "JPEG", exif=exif, comment=SECRET)
    return out.getvalue()


def hand_in(cast: Cast, data: bytes) -> tuple[Enquiry, int]:
    enquiry, mother = cast.asked(), Client()
    session = mother.session
    session["enquirer"] = str(enquiry.enquirer_id)
    session.save()
    file = SimpleUploadedFile(f"{SECRET.decode()}.jpg", data, "image/jpeg")
    answer = send(mother, "proofs", enquiry.pk, token=str(uuid4()), kind="birth", file=file)
    return enquiry, answer.status_code


def test_what_the_desk_sees_tells_neither_place_nor_telephone(cast: Cast) -> None:
    data = photograph()
    assert SECRET in data
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825)
    enquiry, status = hand_in(cast, data)
    assert status == 303
    Enquiry.objects.filter(pk=enquiry.pk).update(assigned_to=cast.operator)
    paper = Proof.objects.get()
    shown = sit(cast.operator).get(f"/en/desk/proof/{paper.pk}/page/1/").content
    assert Image.open(io.BytesIO(shown)).size == (300, 200)
    for kept in (shown, bytes(ProofPage.objects.get().picture)):
        assert SECRET not in kept
        assert not Image.open(io.BytesIO(kept)).getexif()


def test_what_is_too_large_leaves_nothing(cast: Cast) -> None:
    _enquiry, status = hand_in(cast, photograph() + b"\0" * MOST_BYTES)
    assert status == 422
    assert not ProofPage.objects.exists()
