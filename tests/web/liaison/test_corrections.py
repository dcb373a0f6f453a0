"""The correction of a mistake from page to page: who knows, who is told, who asks again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from cast import Cast
from desks import buttons, do, look, send, sit, wrong
from regreso.casebook.models import Answer, Correction
from regreso.jobs import consequences
from shots import enter, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

from regreso.casebook.models import Move


def revoke(cast: Cast, answer: Answer) -> None:
    one, two = sit(cast.reviewer_a), sit(cast.reviewer_b)
    do(one, "review-match-act", answer.match_id, "ask_revocation", reason="another father")
    do(two, "review-match-act", answer.match_id, "revoke", reason="so it is")
    consequences.revoke_answer(Move.objects.get(subject="match", name="revoke"), timezone.now())
    consequences.owe_corrections(Move.objects.get(subject="answer", name="revoke"), timezone.now())


def test_a_reviewer_reads_who_would_have_to_be_told_and_no_contact(cast: Cast, answer: Answer) -> None:
    page = look(sit(cast.reviewer_a), "review-match", answer.match_id)
    assert "If it was a mistake: who knows of it" in page
    assert "an address to write to" in page
    assert "Олена" not in page


def test_a_mistake_is_set_right_by_two(cast: Cast, answer: Answer) -> None:
    revoke(cast, answer)
    one, two = sit(cast.liaison_a), sit(cast.liaison_b)
    assert "The family: Шевченко" in look(one, "liaison-corrections")
    row = Correction.objects.get(whom="family")
    page = look(one, "liaison-correction", row.pk)
    assert "a certificate (revoked now" in page
    do(one, "liaison-correction-act", row.pk, "tell", how="phone")
    assert "settle" not in buttons(look(one, "liaison-correction", row.pk))
    assert send(one, "liaison-correction-act", row.pk, "settle", reason="she knows").status_code == 422
    late = send(two, "liaison-answer-act", answer.pk, "correct", how="phone")
    assert "was not told of the mistake yet" in wrong(late)[0]
    do(two, "liaison-correction-act", row.pk, "settle", reason="she said it back")
    captive = Correction.objects.get(whom="captive")
    assert "beside him" in look(one, "liaison-correction", captive.pk)
    assert send(one, "liaison-correction-act", captive.pk, "tell", how="phone").status_code == 422
    do(one, "liaison-correction-act", captive.pk, "tell", how="by_registrar")
    do(two, "liaison-correction-act", captive.pk, "settle", reason="the registrar heard it")
    do(one, "liaison-answer-act", answer.pk, "correct", how="phone")
    assert "set right" not in look(one, "liaison-corrections").split("<ul")[-1]
    assert Answer.objects.get().state == "corrected"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_task_fits_a_phone(cast: Cast, page: Page, live_site: str, answer: Answer) -> None:
    revoke(cast, answer)
    enter(page, live_site, sit(cast.liaison_a))
    for language in ("es", "uk", "ru", "en"):
        visit(page, live_site, language, "liaison-corrections")
        visit(page, live_site, language, "liaison-correction", Correction.objects.get(whom="family").pk)
