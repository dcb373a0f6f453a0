"""Places and days of both sides are drawn to scale, say the same in words, and fetch nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from cast import Cast
from desks import look, sit
from regreso.casebook.models import Match, Verdict
from regreso.casebook.verdicts import decided_shares
from regreso.steps import search
from regreso.web.review.sketch import HEIGHT, WIDTH, sketch
from regreso.web.review.spans import lines
from shots import enter, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

HIS = {"surname": "Шевченко", "given": "Тарас", "birth": "1999-04-21", "settlement": "Рівне"}
HERS = {**HIS, "birth": "1999", "settlement": "", "region": "Рівненська область"}


def pair(cast: Cast, hers: dict[str, str] = HERS, his: dict[str, str] = HIS) -> Match:
    enquiry, custody = cast.asked(**hers), cast.held(**his)
    enquiry.last_contact = {"date": "2022-02", "place": "Маріуполь"}
    enquiry.save()
    custody.capture = {"date": "2022-02-28", "place": "Маріуполь, Донецька область"}
    custody.save()
    search.search_enquiry(enquiry.pk, at=cast.at)
    return Match.objects.select_related("enquiry__sought", "custody__person").get(custody=custody)


def test_a_region_is_a_circle_and_a_town_is_a_mark(cast: Cast) -> None:
    told = {"settlement": ("", "Рівне"), "region": ("Рівненська область", "Рівненська область")}
    drawing = sketch(pair(cast), told)
    assert drawing is not None
    hers, his = (mark for mark in drawing.marks if mark.number in (1, 2))
    assert (hers.side, hers.whole_region, his.side, his.whole_region) == ("family", True, "register", False)
    assert hers.radius > 4 * his.radius
    inside = ((hers.x - his.x) ** 2 + (hers.y - his.y) ** 2) ** 0.5 <= hers.radius
    assert inside, "the town lies in its region"
    assert all(0 <= mark.x <= WIDTH and 0 <= mark.y <= HEIGHT for mark in drawing.marks)
    assert re.match(r"Town or village of residence: between 0 and \d+ km apart", drawing.between[0])


def test_a_name_that_many_places_bear_is_drawn_at_several(cast: Cast) -> None:
    told = {"settlement": ("Ивановка", "")}
    drawing = sketch(pair(cast), told)
    assert drawing is not None
    assert sum(mark.number == 1 for mark in drawing.marks) == 4
    assert "places of this name" in drawing.said[0][2]


def test_an_unknown_place_is_not_drawn_and_breaks_nothing(cast: Cast) -> None:
    match = pair(cast)
    match.enquiry.last_contact, match.custody.capture = {}, {}
    assert sketch(match, {"settlement": ("Нет такого места", "")}) is None


def test_an_imprecise_day_is_as_wide_as_it_may_be(cast: Cast) -> None:
    match = pair(cast)
    births, events = lines(match, {"birth": ("1999", "1999-04-21")})
    hers, his = births.bars
    assert hers.width > 20 * his.width
    assert hers.x < his.x < hers.x + hers.width
    assert "365 days" in hers.said
    assert (his.said, [bar.side for bar in events.bars]) == ("1999-04-21", ["family", "register", "register"])


def test_a_day_that_cannot_be_read_is_left_out(cast: Cast) -> None:
    match = pair(cast)
    match.enquiry.last_contact = {"date": "on a Thursday in spring"}
    match.custody.capture, match.custody.arrived_at = {}, None
    assert lines(match, {"birth": ("", "")}) == []


def test_the_page_draws_both_and_fetches_nothing(cast: Cast) -> None:
    page = look(sit(cast.reviewer_a), "review-match", pair(cast).pk)
    assert page.count("<figure") == 3
    assert "Family: Town or village of residence: Рівненська область (somewhere in a circle" in page
    drawn = page[page.index("<figure") : page.rindex("</figure>")]
    assert not re.search(r"(href|src)=|url\(", drawn)


def test_a_pair_with_namesakes_is_worth_less_of_a_look(cast: Cast) -> None:
    first, second = pair(cast), pair(cast, {**HERS, "surname": "Коваль"}, {**HIS, "surname": "Коваль"})
    Match.objects.update(probability=0.5)
    Match.objects.filter(pk=first.pk).update(probability=0.55, fits_as_well=3)
    page = look(sit(cast.reviewer_a), "review")
    assert page.index(str(second.pk)) < page.index(str(first.pk)), "0.55 among namesakes before 0.5 alone"
    Match.objects.filter(pk=first.pk).update(probability=0.99)
    page = look(sit(cast.reviewer_a), "review")
    assert page.index(str(first.pk)) < page.index(str(second.pk))


def test_reviewers_verdicts_teach_what_a_look_is_worth(cast: Cast) -> None:
    alone, among = decided_shares([cast.operation.pk])
    assert (alone, among) == (0.9, 0.5)
    match = pair(cast)
    Match.objects.update(fits_as_well=2)
    for number in range(30):
        verdict = cast.verdict("different")
        verdict.match, verdict.reviewer, verdict.at, verdict.round = (
            match, cast.reviewer_a, cast.at, number,
        )  # fmt: skip
        verdict.save()
    assert Verdict.objects.count() == 30
    assert decided_shares([cast.operation.pk]) == (0.9, 35 / 40)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_drawings_fit_a_phone_in_four_languages(cast: Cast, page: Page, live_site: str) -> None:
    match = pair(cast)
    enter(page, live_site, sit(cast.reviewer_a))
    for language in ("es", "uk", "ru", "en"):
        visit(page, live_site, language, "review-match", match.pk)
        assert page.locator("figure.drawn > svg").count() == 3
    visit(page, live_site, "uk", "review")
