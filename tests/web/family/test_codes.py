"""Everything a family is told of somebody bears a code, which the public page knows while it holds."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from cast import Cast, cast
from desks import do, look, send, sit
from regreso.casebook.models import Answer, Certificate, DeathNotice, Enquiry, Hearing, Journey, Move
from regreso.jobs import consequences
from way import answer, custody, enquiry, match

__all__ = ["answer", "cast", "custody", "enquiry", "match"]
CODE = re.compile(r"RGS(?:-[0-9A-Z]{4}){4}")
TELLING = (Answer, DeathNotice, Hearing, Journey)


def visiting(enquiry: Enquiry) -> Client:
    client = Client()
    session = client.session
    session["enquirer"] = str(enquiry.enquirer_id)
    session.save()
    return client


def known(code: str) -> bool:
    return "Issued by us" in Client().post("/en/check/", {"code": code}).content.decode()


def test_what_tells_of_somebody_has_a_place_for_its_code() -> None:
    for told in TELLING:
        assert told._meta.get_field("certificate").related_model is Certificate


def test_the_page_itself_shows_the_code_of_the_answer(answer: Answer) -> None:
    codes = CODE.findall(look(visiting(answer.enquiry), "status"))
    assert len(codes) == 1
    assert known(codes[0])
    assert codes == CODE.findall(look(visiting(answer.enquiry), "certificate", answer.enquiry_id))


@pytest.mark.parametrize("name", ["", "X"])
def test_a_page_without_a_released_answer_shows_none(cast: Cast, name: str) -> None:
    enquiry = cast.asked(surname=f"Коваль{name}")
    assert CODE.findall(look(visiting(enquiry), "status")) == []


def test_a_code_falls_with_what_it_said(cast: Cast, answer: Answer) -> None:
    code = CODE.findall(look(visiting(answer.enquiry), "status"))[0]
    do(sit(cast.reviewer_a), "review-match-act", answer.match_id, "ask_revocation", reason="a namesake")
    do(sit(cast.reviewer_b), "review-match-act", answer.match_id, "revoke", reason="a namesake")
    consequences.revoke_answer(Move.objects.get(name="revoke", subject="match"), cast.at)
    assert not known(code)
    assert CODE.findall(look(visiting(answer.enquiry), "status")) == []
    assert send(visiting(answer.enquiry), "certificate", answer.enquiry_id).status_code in (404, 405)
