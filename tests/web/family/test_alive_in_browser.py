"""“I am alive” on an old telephone, and at the reviewers' desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cast import Cast, cast
from desks import sit
from regreso import story
from regreso.casebook.actor import Actor
from regreso.casebook.models import SelfReport
from regreso.steps import alive
from shots import enter, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["cast"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_nothing_is_too_wide_for_an_old_telephone(page: Page, live_site: str, cast: Cast) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    visit(page, live_site, "ru", "alive")
    page.click("main form button.big")
    assert page.is_visible("#id_name_error")
    row = SelfReport(
        operation=cast.operation, kind="alive", name="Тарас Шевченко", birth="1999-04-21", tell_whom="named",
        viewers=["Олена Шевченко, мати"], words="Мамо, я живий.", phone="+380441234567", language="uk",
    )  # fmt: skip
    alive.tell(row, by=Actor(story.PERSON, str(row.pk)), at=cast.at)
    cast.asked(surname="Шевченко", given="Тарас", birth="1999-04-21")
    enter(page, live_site, sit(cast.reviewer_a))
    visit(page, live_site, "uk", "review-alive-list")
    visit(page, live_site, "uk", "review-alive", row.pk)
