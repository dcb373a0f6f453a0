"""Each desk on a small screen, in a language of its people: it fits, and a thumb can take the next step."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from cast import Cast
from desks import do, sit
from regreso.casebook.models import Answer, Custody, Enquiry, Match, Staff
from regreso.steps import search
from shots import enter, fits, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Seated = Callable[[Staff], None]


@pytest.fixture
def phone(page: Page) -> Page:
    page.set_viewport_size({"width": 360, "height": 740})
    return page


@pytest.fixture
def seated(phone: Page, live_site: str) -> Seated:
    """`seated(cast.registrar)`: from now on the browser is theirs."""
    return lambda staff: enter(phone, live_site, sit(staff))


def press(page: Page, move: str) -> None:
    """Open this act and press its button."""
    form = f"form[action$='/{move}/']"
    if page.locator(f"{form} summary").count():
        page.click(f"{form} summary")
    page.click(f"{form} button")
    fits(page)


def test_a_registrar_registers_somebody_and_asks_him_alone(
    cast: Cast, phone: Page, live_site: str, seated: Seated
) -> None:
    seated(cast.registrar)
    visit(phone, live_site, "ru", "holding-new")
    phone.fill("[name=surname]", "Шевченко")
    phone.fill("[name=given]", "Тарас")
    phone.click("details summary >> nth=0")
    phone.check("[name=declined][value=father]")
    phone.click("main form > button")
    held = Custody.objects.select_related("person").get()
    assert held.person.declined == ["father"]
    visit(phone, live_site, "ru", "holding-custody", held.pk)
    press(phone, "note_presence")
    phone.click("form[action$='/consent/'] summary")
    phone.check("form[action$='/consent/'] [value=yes]")
    phone.click("form[action$='/consent/'] button")
    assert phone.locator("form[action$='/consent/'] details[open] .wrong-why").count() == 1
    fits(phone)
    phone.check("form[action$='/consent/'] [name=asked_alone]")
    phone.click("form[action$='/consent/'] button")
    assert held.consents.get().given
    visit(phone, live_site, "uk", "holding")
    visit(phone, live_site, "uk", "holding-heads")


def test_two_reviewers_judge_without_seeing_each_other(
    cast: Cast, enquiry: Enquiry, custody: Custody, phone: Page, live_site: str, seated: Seated
) -> None:
    search.search_enquiry(enquiry.pk, at=timezone.now())
    found = Match.objects.get(custody=custody)
    seated(cast.reviewer_a)
    visit(phone, live_site, "uk", "review")
    phone.click(".cards a")
    press(phone, "begin")
    for staff, language in ((cast.reviewer_a, "es"), (cast.reviewer_b, "ru")):
        seated(staff)
        visit(phone, live_site, language, "review-match", found.pk)
        phone.check("[name=says][value=same]")
        phone.check("[name=evidence][value=surname]")
        phone.check("[name=evidence][value=birth]")
        phone.click("form[action$='/verdict/'] button")
        # The next page notes its place in the session: its late answer would bring the first reviewer back.
        phone.locator("form[action$='/verdict/']").wait_for(state="detached")
        phone.wait_for_timeout(300)
    found.refresh_from_db()
    assert found.state == "confirmed"
    visit(phone, live_site, "uk", "review-second")


def test_a_liaison_finds_the_family_and_prints_the_sheet(
    cast: Cast, answer: Answer, phone: Page, live_site: str, seated: Seated
) -> None:
    seated(cast.liaison_a)
    visit(phone, live_site, "uk", "liaison-families")
    day = (timezone.now() + timedelta(days=9)).date().isoformat()
    custody = ("holding-custody-act", answer.match.custody_id)
    do(sit(cast.registrar), *custody, "name_meeting", point="Invented checkpoint", on=day)
    visit(phone, live_site, "uk", "liaison-answer", answer.pk)
    form = "form[action$='/plan/']"
    phone.click(f"{form} summary")
    phone.fill(f"{form} [name=traveller]", "Олена Шевченко")
    phone.select_option(f"{form} [name=start]", "kaliningrad")
    phone.select_option(f"{form} [name=language]", "es")
    phone.click(f"{form} button")
    journey = answer.journeys.get()
    visit(phone, live_site, "uk", "liaison-journey", journey.pk)
    press(phone, "issue")
    assert phone.get_attribute("a.button[href$='/sheet/']", "href")


def test_officer_bureau_and_message_reviewer_have_plain_pages(
    cast: Cast, answer: Answer, phone: Page, live_site: str, seated: Seated
) -> None:
    handover, letter = uuid.uuid4(), uuid.uuid4()
    do(sit(cast.liaison_a), "liaison-answer-act", answer.pk, "propose", token=handover, basis="to_family")
    registrar = sit(cast.registrar)
    do(registrar, "holding-handover-act", handover, "wish", wants_to_go="yes", asked_alone="on")
    said = {"enquiry": answer.enquiry_id, "language": "uk", "text": "Мамо, я живий."}
    do(registrar, "holding-custody-act", answer.match.custody_id, "write", token=letter, **said)
    seated(cast.bureau)
    visit(phone, live_site, "ru", "bureau")
    visit(phone, live_site, "ru", "bureau-handover", handover)
    form = "form[action$='/agree_lists/']"
    phone.click(f"{form} summary")
    phone.fill(f"{form} [name=ours]", "A-1")
    phone.fill(f"{form} [name=theirs]", "B-1")
    phone.click(f"{form} button")
    seated(cast.officer_a)
    visit(phone, live_site, "uk", "officer")
    visit(phone, live_site, "uk", "officer-handover", handover)
    assert phone.locator("form[action$='/clear/']").count() == 1
    seated(cast.message_reviewer_a)
    visit(phone, live_site, "es", "messages")
    visit(phone, live_site, "es", "message-reviewer-message", letter)
    assert "Шевченко" not in phone.inner_text("main")
