"""A fake list, a fake paper, a demand for money: everybody can tell ours from theirs, without a name."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from cast import Cast
from desks import look, there
from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import Answer, Certificate
from regreso.reading.public_check import check, may_go_out
from regreso.steps import answer as answering


@pytest.fixture
def code(cast: Cast, answer: Answer) -> str:
    cast.agreed(answer.match.custody)
    answering.clear(answer, "consent", by=SYSTEM, at=cast.at)
    answering.sign(answer, {}, by=cast.by("liaison_a"), at=cast.at)
    answering.release(answer, by=cast.by("liaison_b"), at=cast.at)
    return str(Certificate.objects.get().code)


def told(code: str) -> str:
    answer = Client().post(there("check"), {"code": code})
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_a_paper_is_known_as_ours_or_not_and_names_nobody(code: str) -> None:
    ours, forged = told(code), told("AAAA-BBBB-CCCC-DDDD")
    assert ours != forged
    for page in (ours, forged):
        assert not [name for name in ("Шевченко", "Тарас", "Олена", "1999") if name in page]


def test_a_demand_for_money_does_not_go_out_in_our_name() -> None:
    for lang, text in (
        ("en", "To free your relative, transfer 2,000 dollars to this card today and tell nobody."),
        (
            "ru",
            "Чтобы освободить родственника, срочно переведите 50 000 рублей на карту и никому не говорите.",
        ),
        ("uk", "Щоб звільнити рідного, терміново перекажіть 20 000 гривень на картку і нікому не кажіть."),
    ):
        found = check(text, lang=lang)
        assert "scam" in {one.reason for one in found}, text
        assert not may_go_out(found)


@pytest.mark.django_db
def test_where_we_speak_in_public_we_say_that_we_never_ask_for_money() -> None:
    assert "we never ask for money" in look(Client(), "announced-all")
