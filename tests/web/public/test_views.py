"""The public learns totals and whether a paper is ours: never a name."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from regreso.casebook import certificates
from regreso.casebook.models import Certificate, Enquirer, Enquiry, Operation, Sought
from regreso.web.public.views import suppressed


def enquiries(operation: Operation, number: int) -> None:
    for _ in range(number):
        enquirer = Enquirer.objects.create(operation=operation, name="Olena")
        sought = Sought.objects.create(operation=operation, as_written="Sergei Tarasenko")
        made = Enquiry.objects.create(operation=operation, enquirer=enquirer, sought=sought)
        Enquiry.objects.filter(pk=made.pk).update(state="searching")


@pytest.mark.parametrize(("total", "shown"), [(0, "0"), (1, "<5"), (4, "<5"), (5, "5"), (6057, "6057")])
def test_small_totals_are_not_told(total: int, shown: str) -> None:
    assert suppressed(total) == shown


@pytest.mark.parametrize(("number", "shown"), [(0, "0"), (3, "&lt;5"), (6, "6")])
def test_the_front_page_shows_totals_and_no_names(
    client: Client, operation: Operation, number: int, shown: str
) -> None:
    enquiries(operation, number)
    page = client.get("/en/").content.decode()
    assert re.findall(r"<dd>([^<]*)</dd>", page) == [shown, "0"]
    assert "Tarasenko" not in page
    assert "Olena" not in page


@pytest.fixture
def paper(operation: Operation, at: datetime) -> Certificate:
    return certificates.issue("captivity", {"name": "Sergei Tarasenko"}, operation=operation, at=at)


def said(client: Client, code: str) -> str:
    page = client.post("/en/check/", {"code": code}).content.decode()
    assert "Tarasenko" not in page
    found = re.search(r'role="status">\s*<p class="lead"><strong>([^<]*)', page)
    assert found
    return found[1]


@pytest.mark.django_db
def test_the_front_page_tells_the_other_ways_in_that_are_open(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "REGRESO_SMS_NUMBER", "+380445550100")
    monkeypatch.setattr(settings, "REGRESO_TELEGRAM_NAME", "@an_invented_bot")
    monkeypatch.setattr(settings, "REGRESO_SMS_IN_KEY", "k")
    page = client.get("/en/").content.decode()
    assert ("+380445550100" in page, "@an_invented_bot" in page) == (True, False)
    monkeypatch.setattr(settings, "REGRESO_TELEGRAM_TALK", "poll")
    monkeypatch.setattr(settings, "REGRESO_SMS_IN_KEY", "")
    page = client.get("/en/").content.decode()
    assert ("+380445550100" in page, "@an_invented_bot" in page) == (False, True)


def test_a_paper_of_ours_is_told_from_others(client: Client, paper: Certificate) -> None:
    assert said(client, paper.code) == "Issued by us"
    assert said(client, paper.code.lower().replace("-", " ")) == "Issued by us"
    assert said(client, "RGS-0000-0000-0000-0000") == said(client, "") == said(client, "x" * 500)
    certificates.revoke(paper, at=timezone.now())
    assert said(client, paper.code) == "Not issued by us"


def test_a_paper_that_has_expired_is_ours_no_more(client: Client, operation: Operation, at: datetime) -> None:
    old = certificates.issue("journey", {}, operation=operation, at=at, expires_at=at + timedelta(days=3))
    assert said(client, old.code) == "Not issued by us"


def test_both_answers_take_the_same_work(
    client: Client, paper: Certificate, django_assert_num_queries: Any
) -> None:
    shapes = set()
    for code in (paper.code, "RGS-0000-0000-0000-0000"):
        with django_assert_num_queries(1):
            answer = client.post("/en/check/", {"code": code})
        assert "no-store" in answer["Cache-Control"]
        words = re.sub(
            r' value="[^"]*"|note (success|error)|(Not i|I)ssued by us', "", answer.content.decode()
        )
        shapes.add((answer.status_code, words, tuple(sorted(answer.headers))))
    assert len(shapes) == 1


def test_a_code_in_the_address_is_not_looked_at(client: Client, paper: Certificate) -> None:
    page = client.get("/en/check/", {"code": paper.code}).content.decode()
    assert "ssued by us" not in page
    assert paper.code not in page.replace(f"?code={paper.code}", "")
