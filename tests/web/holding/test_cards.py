"""Capture cards: whose is due and since what, printed twice on A6 and A4, and off the list when sent."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from html import unescape
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from cast import Cast
from desks import do, look, send, sit, there
from regreso.casebook.models import Custody, Read
from regreso.steps import register
from shots import enter, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

WHOLE = {
    "surname": "Шевченко", "given": "Тарас", "birth": "1999-04-21", "power": "Україна", "father": "Григорій",
    "rank": "солдат", "service_number": "А-77", "inform": "Олена Шевченко\nвул. Садова 3\nКанів",
}  # fmt: skip


def printed(cast: Cast, size: str, *held: Custody) -> str:
    answer = sit(cast.registrar).get(
        there("holding-card-print"), {"size": size, "id": [str(one.pk) for one in held]}
    )
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_each_event_of_article_70_makes_a_card_due_again(cast: Cast) -> None:
    held, by = cast.held(), cast.by("registrar")
    at = cast.at
    flu = partial(register.report_health, held, "flu", grave=False, health_class="light", by=by)
    events: tuple[tuple[int, str, Callable[..., object]], ...] = (
        (1, "Admit to hospital", partial(register.admit, held, by=by)),
        (3, "Discharge from hospital", partial(register.discharge, held, by=by)),
        (5, "Report on health", flu),
    )
    for days, cause, move in events:
        register.send_card(held, by=by, at=at)
        assert "No capture card is due." in look(sit(cast.registrar), "holding-cards")
        at = cast.later(days=days)
        move(at=at)
        held.refresh_from_db()
        assert held.card_due_at == at + timedelta(days=7)
        assert f"since: {cause}" in look(sit(cast.registrar), "holding-cards")


def test_who_stays_ill_or_gets_well_needs_no_new_card(cast: Cast) -> None:
    held, by = cast.held(), cast.by("registrar")
    for health_class, due in (("light", True), ("may_recover", False), ("well", False), ("light", True)):
        register.send_card(held, by=by, at=cast.at)
        register.report_health(held, "x", grave=False, health_class=health_class, by=by, at=cast.at)
        assert bool(Custody.objects.get().card_due_at) is due, health_class


def test_the_most_overdue_stands_first(cast: Cast) -> None:
    cast.held(surname="Пізній", given="Петро")
    early = cast.held(surname="Ранній", given="Іван")
    Custody.objects.filter(pk=early.pk).update(card_due_at=cast.at - timedelta(days=2))
    page = look(sit(cast.registrar), "holding-cards")
    assert page.index("Ранній") < page.index("Пізній")
    assert "overdue" in page


def test_two_copies_bear_what_the_convention_lists_and_nothing_else(cast: Cast) -> None:
    held = cast.held(**WHOLE)
    Custody.objects.filter(pk=held.pk).update(health=None)
    page = printed(cast, "a4", held)
    assert page.count('<article class="side front">') == page.count('<article class="side back">') == 2
    for value in ("Шевченко", "Україна", "Григорій", "1999-04-21", "солдат", "А-77", "вул. Садова 3"):
        assert value in page
    assert page.count("Central Tracing Agency") == 1
    assert "Strike out what does not apply. Add no remarks." in page


def test_nobody_to_be_informed_leaves_lines_for_a_pen(cast: Cast) -> None:
    page = printed(cast, "a6", cast.held())
    assert page.count('class="blank"') == 3
    assert "Only the copy for the Agency can be sent" in page


def test_a_civilian_gets_an_internment_card(cast: Cast) -> None:
    held = cast.held()
    Custody.objects.filter(pk=held.pk).update(kind="civilian_internee")
    assert "Internment card" in printed(cast, "a6", held)


def test_what_is_too_long_is_shortened_and_said_so(cast: Cast) -> None:
    page = printed(cast, "a6", cast.held(surname="А" * 200))
    assert "Too long for the card, shortened: Surname" in page
    assert "А" * 119 + "…" in page


def test_sent_cards_leave_the_list_with_a_move_each(cast: Cast) -> None:
    one, two, other = (cast.held(surname=name, given="Іван") for name in ("Один", "Два", "Три"))
    client = sit(cast.registrar)
    do(client, "holding-cards", sent="yes", id=[str(one.pk), str(two.pk)])
    page = look(client, "holding-cards")
    assert "2 cards are written down as sent." in page
    assert [name in page for name in ("Один Іван", "Два Іван", "Три Іван")] == [False, False, True]
    assert list(Custody.objects.filter(card_sent_at=None)) == [other]
    do(client, "holding-cards", sent="yes", id=[str(one.pk)])
    assert "Nobody was ticked whose card is still due." in look(client, "holding-cards")


def test_ticked_ones_go_to_the_printer(cast: Cast) -> None:
    held = cast.held()
    to = do(sit(cast.registrar), "holding-cards", size="a6", id=str(held.pk))
    assert to == f"{there('holding-card-print')}?size=a6&id={held.pk}"
    assert do(sit(cast.registrar), "holding-cards", size="a6") == there("holding-cards")


@pytest.mark.parametrize("query", ["?size=a5&id={}", "?size=a6&id=nobody", "?id=1"])
def test_an_address_that_means_nobody_is_no_page(cast: Cast, query: str) -> None:
    held = cast.held()
    assert sit(cast.registrar).get(there("holding-card-print") + query.format(held.pk)).status_code == 404


def test_another_site_prints_and_sends_nothing_of_mine(cast: Cast) -> None:
    held = cast.held()
    client = sit(cast.other_registrar)
    asked = {"size": "a6", "id": str(held.pk)}
    assert client.get(there("holding-card-print"), asked).status_code == 404
    do(client, "holding-cards", sent="yes", id=str(held.pk))
    assert Custody.objects.get().card_sent_at is None
    assert send(sit(cast.operator), "holding-cards", sent="yes", id=str(held.pk)).status_code == 404


def test_printing_is_written_down_with_its_reason(cast: Cast) -> None:
    printed(cast, "a6", cast.held())
    assert {(read.kind, read.said["reason"]) for read in Read.objects.all()} == {
        ("custody", "capture card"), ("person", "capture card"),
    }  # fmt: skip


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_paper_has_the_size_that_was_asked_for(cast: Cast, page: Page, live_site: str) -> None:
    held = [cast.held(**{**WHOLE, "surname": name * 20}) for name in ("Шевченко", "Коваль")]
    Custody.objects.update(card_due_at=timezone.now() + timedelta(days=1))
    enter(page, live_site, sit(cast.registrar))
    for language in ("en", "uk", "ru", "es"):
        visit(page, live_site, language, "holding-cards")
    for size, width, height, pages in (("a6", 148, 105, 8), ("a4", 297, 210, 2)):
        query = "&".join(["size=" + size, *(f"id={one.pk}" for one in held)])
        page.goto(f"{live_site}{reverse('holding-card-print')}?{query}")
        paper = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        found = [tuple(round(side / 72 * 25.4) for side in sheet.get_size()) for sheet in paper]
        assert found == [(width, height)] * pages
        text = "".join(sheet.get_textpage().get_text_range() for sheet in paper)
        assert text.count("Central Tracing Agency") == 2
