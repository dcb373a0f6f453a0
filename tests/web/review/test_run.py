"""Many pairs in a row: a key for each act, then the next pair; no page is loaded anew, no place lost."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cast import Cast
from desks import buttons, do, look, send, sit, there
from regreso.casebook.models import Match, Verdict
from regreso.steps import search
from shots import enter, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

PEOPLE = (  # nobody of them may be taken for another
    ("Шевченко", "Тарас", "1999-04-21", "Григорій"),
    ("Коваль", "Остап", "1987-11-02", "Петро"),
    ("Мельник", "Данило", "1974-01-30", "Ігор"),
    ("Бондар", "Юрій", "1965-08-17", "Семен"),
)


def pairs(cast: Cast, number: int) -> list[Match]:
    """So many enquiries, each with its captive; the list has the most probable first."""
    for name, given, born, father in PEOPLE[:number]:
        told = {"surname": name, "given": given, "birth": born, "father": father}
        enquiry = cast.asked(**told)
        cast.held(**told)
        search.search_enquiry(enquiry.pk, at=cast.at)
    for at, match in enumerate(Match.objects.order_by("pk")):
        Match.objects.filter(pk=match.pk).update(probability=0.9 - at / 10)
    return list(Match.objects.order_by("-probability", "pk"))


def linked(page: str, key: str) -> str:
    found = re.search(rf'<a href="([^"]+)" data-key="{key}"', page)
    return found[1] if found else ""


def judge(client: Client, match: Match, says: str = "different") -> str:
    ticked = ["surname", "birth"] if says == "same" else []
    return do(client, "review-verdict", match.pk, says=says, evidence=ticked, token=uuid.uuid4())


def test_one_press_takes_a_pair_and_begins_to_judge_it(cast: Cast) -> None:
    (match,), client = pairs(cast, 1), sit(cast.reviewer_a)
    assert "begin" in buttons(look(client, "review-match", match.pk))
    do(client, "review-begin", match.pk)
    match.refresh_from_db()
    assert (match.state, match.assigned_to) == ("under_review", cast.reviewer_a)
    page = look(client, "review-match", match.pk)
    assert "begin" not in buttons(page)
    assert 'data-key="Enter"' in page


def test_a_verdict_leads_to_the_next_pair_and_the_last_one_to_the_list(cast: Cast) -> None:
    (one, two, three), client = pairs(cast, 3), sit(cast.reviewer_a)
    look(client, "review")
    for match, to in ((one, two), (two, three), (three, None)):
        do(client, "review-begin", match.pk)
        after = there("review-match", to.pk) if to else there("review")
        assert judge(client, match) == after


def test_pairs_before_and_after_are_those_of_the_list_that_was_left(cast: Cast) -> None:
    (one, two, three), client = pairs(cast, 3), sit(cast.reviewer_a)
    look(client, "review")
    page = look(client, "review-match", two.pk)
    assert linked(page, "k") == there("review-match", one.pk)
    assert linked(page, "j") == there("review-match", three.pk)
    assert linked(page, "l") == there("review")
    for match in (one, three):
        do(client, "review-begin", match.pk)
    client.get(there("review-mine"))
    page = look(client, "review-match", one.pk)
    assert (linked(page, "k"), linked(page, "j")) == ("", there("review-match", three.pk))
    assert linked(page, "l") == there("review-mine")


def test_pairs_of_one_probability_are_each_met_once(cast: Cast) -> None:
    pairs(cast, 4)
    Match.objects.update(probability=0.5)
    client, met = sit(cast.reviewer_a), list[str]()
    look(client, "review")
    address = there("review-match", Match.objects.order_by("pk")[0].pk)
    while address:
        met.append(address)
        address = linked(client.get(address).content.decode(), "j")
    assert met == [there("review-match", match.pk) for match in Match.objects.order_by("pk")]


def test_the_place_in_a_long_list_is_kept(cast: Cast) -> None:
    (match,), client = pairs(cast, 1), sit(cast.reviewer_a)
    client.get(there("review") + "?page=3")
    assert linked(look(client, "review-match", match.pk), "l") == there("review") + "?page=3"


def test_the_second_reviewer_goes_through_second_looks_and_sees_no_verdict(cast: Cast) -> None:
    (one, two), first, second = pairs(cast, 2), sit(cast.reviewer_a), sit(cast.reviewer_b)
    for match in (one, two):
        do(first, "review-begin", match.pk)
        judge(first, match, "same")
    look(second, "review-second")
    page = look(second, "review-match", one.pk)
    assert "It takes another reviewer" not in page
    assert linked(page, "j") == there("review-match", two.pk)
    assert judge(second, one, "same") == there("review-match", two.pk)
    one.refresh_from_db()
    assert one.state == "confirmed"
    assert linked(look(first, "review-match", two.pk), "j") == "", (
        "what I judged is not in my list of second looks"
    )


def test_nobody_takes_what_a_colleague_has_or_what_they_judged(cast: Cast) -> None:
    (match,) = pairs(cast, 1)
    do(sit(cast.reviewer_a), "review-begin", match.pk)
    do(sit(cast.reviewer_b), "review-begin", match.pk)
    match.refresh_from_db()
    assert match.assigned_to == cast.reviewer_a
    assert "A colleague has taken this match" in look(sit(cast.reviewer_b), "review-match", match.pk)
    assert send(sit(cast.operator), "review-begin", match.pk).status_code == 404
    assert sit(cast.reviewer_a).get(there("review-begin", match.pk)).status_code == 405


def test_neighbours_cost_two_queries_however_long_the_list(cast: Cast) -> None:
    def queries(match: Match) -> int:
        client = sit(cast.reviewer_a)
        look(client, "review-match", match.pk)
        with CaptureQueriesContext(connection) as asked:
            look(client, "review-match", match.pk)
        return len(asked)

    first = pairs(cast, 1)[0]
    few = queries(first)
    pairs(cast, 4)
    first.refresh_from_db()
    assert queries(first) == few


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_three_pairs_are_judged_with_keys_alone_and_no_page_is_loaded_anew(
    cast: Cast, page: Page, live_site: str
) -> None:
    one, two, three = pairs(cast, 3)
    enter(page, live_site, sit(cast.reviewer_a))
    visit(page, live_site, "uk", "review")
    page.goto(live_site + reverse("review-match", args=[one.pk]).replace("/en/", "/uk/"))
    page.evaluate("window.stillHere = true")
    presses = 0

    def press(*keys: str) -> None:
        nonlocal presses
        for key in keys:
            page.keyboard.press(key)
            presses += 1

    press("KeyT")
    page.wait_for_selector("input[name=says]")
    press("KeyS", "Enter")  # too little evidence: it comes back, and says so
    page.wait_for_selector("#errors")
    press("KeyS", "Digit1", "Digit3", "Enter")
    page.wait_for_url(f"**/{two.pk}/")
    press("KeyT")
    page.wait_for_selector("input[name=says]")
    press("KeyD", "Enter")
    page.wait_for_url(f"**/{three.pk}/")
    press("KeyT")
    page.wait_for_selector("input[name=says]")
    press("KeyU", "Enter")  # nothing said that another could go on from: it asks why
    page.wait_for_selector("#errors")
    press("Digit1", "Enter")
    page.wait_for_url("**/review/")
    assert page.evaluate("window.stillHere") is True
    assert presses == 15
    said = {verdict.match_id: (verdict.says, set(verdict.evidence)) for verdict in Verdict.objects.all()}
    assert said[two.pk][0] == "different"
    assert said[three.pk][0] == "unclear"
    assert said[one.pk][0] == "same"
    assert len(said[one.pk][1]) == 2
    page.keyboard.press("KeyL")  # of no use on the list: nothing breaks
    for language in ("en", "uk", "ru", "es"):
        visit(page, live_site, language, "review-match", two.pk)
