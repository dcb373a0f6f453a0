"""A paper is kept as a fresh picture, judged by a person, and gone when its owner wants."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from PIL import Image

from cast import Cast
from regreso.casebook.access import for_enquirer
from regreso.casebook.models import Enquiry, Proof, ProofPage, history
from regreso.steps import proof as papers
from regreso.steps.errors import StepError
from regreso.story import MoveRefused


def scan(comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "JPEG", comment=comment)
    return out.getvalue()


@pytest.fixture
def enquiry(cast: Cast) -> Enquiry:
    return cast.asked()


@pytest.fixture
def paper(cast: Cast, enquiry: Enquiry) -> Proof:
    row = Proof(operation=cast.operation, enquiry=enquiry, kind="birth")
    papers.hand_in(row, scan(b"SECRET"), by=for_enquirer(enquiry), at=cast.at)
    return row


def test_only_the_fresh_picture_is_kept_and_it_lies_sealed(paper: Proof) -> None:
    page = ProofPage.objects.get()
    assert paper.state == "handed_in"
    assert Image.open(io.BytesIO(page.picture)).size == (60, 40)
    assert b"SECRET" not in page.picture
    with connection.cursor() as cursor:
        cursor.execute("SELECT picture FROM casebook_proofpage")
        assert b"JFIF" not in bytes(cursor.fetchone()[0])


def test_what_is_no_scan_leaves_nothing(cast: Cast, enquiry: Enquiry) -> None:
    row = Proof(operation=cast.operation, enquiry=enquiry, kind="birth")
    with pytest.raises(StepError, match="no picture and no PDF"):
        papers.hand_in(row, b"<html>", by=for_enquirer(enquiry), at=cast.at)
    assert not Proof.objects.exists()


def test_a_person_accepts_it_with_what_it_shows(cast: Cast, paper: Proof) -> None:
    with pytest.raises(StepError):
        papers.accept(paper, basis=" ", by=cast.by("operator"), at=cast.at)
    papers.accept(paper, basis="birth certificate: her son", by=cast.by("operator"), at=cast.at)
    assert (paper.state, paper.enquiry.enquirer.level) == ("accepted", 0)


def test_who_handed_it_in_does_not_judge_it(cast: Cast, paper: Proof, enquiry: Enquiry) -> None:
    with pytest.raises(MoveRefused, match="role"):
        papers.accept(paper, basis="mine", by=for_enquirer(enquiry), at=cast.at)


def test_a_refusal_has_one_of_a_few_reasons(cast: Cast, paper: Proof) -> None:
    with pytest.raises(StepError, match="unknown_reason"):
        papers.refuse(paper, why="I do not like it", by=cast.by("operator"), at=cast.at)
    papers.refuse(paper, why="unreadable", by=cast.by("operator"), at=cast.at)
    last = history(paper).last()
    assert last is not None
    assert last.reason == "unreadable"


def test_shredded_it_is_gone_and_its_history_stays(cast: Cast, paper: Proof, enquiry: Enquiry) -> None:
    papers.shred(paper, by=for_enquirer(enquiry), at=cast.at)
    assert not ProofPage.objects.exists()
    assert [move.name for move in history(paper)] == ["hand_in", "shred"]


def test_a_second_click_hands_in_no_second_paper(cast: Cast, paper: Proof, enquiry: Enquiry) -> None:
    again = Proof(id=paper.pk, operation=cast.operation, enquiry=enquiry, kind="birth")
    with pytest.raises(MoveRefused, match="already there"):
        papers.hand_in(again, scan(), by=for_enquirer(enquiry), at=cast.at)
    assert ProofPage.objects.count() == 1


def test_there_is_an_end_to_papers(cast: Cast, enquiry: Enquiry) -> None:
    for _number in range(papers.MOST):
        Proof.objects.create(operation=cast.operation, enquiry=enquiry, state="handed_in", kind="other")
    row = Proof(operation=cast.operation, enquiry=enquiry, kind="birth")
    with pytest.raises(MoveRefused, match="lie here already"):
        papers.hand_in(row, scan(), by=for_enquirer(enquiry), at=cast.at)
