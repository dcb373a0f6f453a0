"""Figures for those who answer for an operation: sums only, never a small one, never a name."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from cast import Cast
from desks import look, sit
from regreso.casebook import figures
from regreso.casebook.figures import Cell, Share
from regreso.casebook.models import Answer, Enquiry, Match, Move, Verdict
from regreso.steps import ask
from regreso.web.deadlines.figures import WIDE, bars, told
from shots import enter, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page


def asked(cast: Cast, number: int) -> list[Enquiry]:
    return [cast.asked(surname=f"Таємний{n}", given="Іван") for n in range(number)]


def moved(cast: Cast, subject: str, name: str, row: Enquiry | Answer, days: int) -> None:
    """A line of the ledger, as the steps write it."""
    Move.objects.create(
        operation=cast.operation, number=10_000 + Move.objects.count(), subject=subject, subject_id=row.pk,
        name=name, role="system", actor_id="system", at=cast.later(days=days), said_digest="", previous="",
        hash="",
    )  # fmt: skip


@pytest.mark.parametrize(("number", "says"), [(0, "0"), (1, "<5"), (4, "<5"), (5, "5"), (120, "120")])
def test_a_small_number_is_never_told(number: int, says: str) -> None:
    assert told(Cell.of(number)) == says


def test_no_bar_tells_what_a_number_hides() -> None:
    assert bars([Cell.of(3), Cell.of(10), Cell.of(5)]) == [("<5", 0), ("10", WIDE), ("5", WIDE // 2)]
    assert bars([Cell.of(2)]) == [("<5", 0)]
    assert bars([]) == []


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(0, 0, None), (3, 30, None), (27, 30, None), (0, 30, 0), (30, 30, 100), (15, 30, 50)],
)
def test_a_share_tells_of_no_few_on_either_side(part: int, whole: int, percent: int | None) -> None:
    assert Share(part, whole).percent == percent


def test_months_count_what_was_opened_and_ended(cast: Cast) -> None:
    rows = asked(cast, 6)
    for row in rows[:5]:
        ask.withdraw(row, reason="found", by=cast.mother_of(row), at=cast.later(days=1))
    (month,) = figures.by_month([cast.operation.pk], at=cast.later(days=2))
    assert (month.month.isoformat(), month.opened.told, month.ended.told) == ("2022-03-01", 6, 5)
    assert month.answered.told == 0
    assert figures.by_month([cast.operation.pk], at=cast.later(days=800)) == []


def test_waits_are_told_of_five_answers_and_more(cast: Cast) -> None:
    rows, at = asked(cast, 10), cast.later(days=100)
    for days, row in enumerate(rows[:4], 1):
        moved(cast, "enquiry", "answer", row, days)
    few = figures.waits([cast.operation.pk], at=at)
    assert (few.answered.told, few.half, few.most) == (None, None, None)
    for days, row in enumerate(rows[4:], 5):
        moved(cast, "enquiry", "answer", row, days)
    many = figures.waits([cast.operation.pk], at=at)
    assert (many.answered.told, many.half, many.most) == (10, timedelta(days=5), timedelta(days=9))


def test_the_matcher_stands_beside_the_first_verdicts_alone(cast: Cast) -> None:
    match = cast.proposed()
    Match.objects.filter(pk=match.pk).update(probability=1.0)
    late = {
        "operation": cast.operation,
        "match": match,
        "reviewer": cast.reviewer_b,
        "at": cast.later(days=1),
    }
    Verdict.objects.create(says="different", **late)
    bins = figures.calibration([cast.operation.pk])
    assert [(one.same.part, one.same.whole) for one in bins] == [(0, 0)] * 4 + [(1, 1)]
    assert bins[-1].judged.told is None


def test_only_what_a_family_was_told_counts_as_taken_back(cast: Cast) -> None:
    match = cast.confirmed()
    told_, never = (Answer(operation=cast.operation, match=match) for _ in range(2))
    moved(cast, "answer", "release", told_, 1)
    for answer in (told_, never):
        moved(cast, "answer", "revoke", answer, 2)
    at = cast.later(days=3)
    assert [cell.told for cell in figures.false_releases([cast.operation.pk], at=at)] == [None, None]
    assert [cell.told for cell in figures.false_releases([], at=at)] == [0, 0]


@pytest.mark.parametrize("role", ["auditor", "bureau"])
def test_the_page_tells_no_name_and_no_small_number(cast: Cast, role: str) -> None:
    asked(cast, 3)
    Enquiry.objects.update(opened_at=timezone.now())
    page = look(sit(cast.staff[role]), f"figures-{role}")
    assert "Таємний" not in page
    opened = re.search(r'data-side="Opened"><span>([^<]*<?\d*)</span>', page)
    assert opened
    assert opened[1] == "<5"
    assert 'width="0"' in page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_figures_fit_a_phone(cast: Cast, page: Page, live_site: str) -> None:
    asked(cast, 7)
    Enquiry.objects.update(opened_at=timezone.now())
    cast.proposed()
    enter(page, live_site, sit(cast.auditor))
    for language in ("en", "uk", "ru", "es"):
        visit(page, live_site, language, "figures-auditor")
