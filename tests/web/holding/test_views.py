"""A registrar writes down those of their own site, presses nobody, and learns nothing of enquiries."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import Cast
from desks import buttons, do, look, send, sit, wrong
from regreso.casebook.models import Answer, Custody, Match
from regreso.web.base.people import ARTICLE_17

BARE = {"kind": "prisoner_of_war", "identity_level": "self_stated"}


def new(cast: Cast, **told: object) -> dict[str, object]:
    return {**BARE, "token": uuid.uuid4(), "site": cast.camp.pk, **told}


def test_the_form_says_what_may_be_asked(cast: Cast) -> None:
    page = look(sit(cast.registrar), "holding-new")
    asked, rest = page.split("Only if he wishes: it helps his family find him")
    assert "article 17" in asked
    for name in ARTICLE_17:
        assert f'name="{name}"' in asked
    assert 'name="father"' in rest
    assert " required" not in page.split("<main")[1]


def test_a_surname_alone_is_enough(cast: Cast) -> None:
    do(sit(cast.registrar), "holding-new", **new(cast, surname="Шевченко"))
    held = Custody.objects.select_related("person").get()
    assert (held.state, held.person.surname, held.site) == ("registered", "Шевченко", cast.camp)


def test_even_his_name_may_be_declined(cast: Cast) -> None:
    do(sit(cast.registrar), "holding-new", **new(cast, declined=["surname", "given", "birth"]))
    page = look(sit(cast.registrar), "holding-custody", Custody.objects.get().pk)
    assert "He did not want to tell: Surname, Given names, Date of birth" in page


def test_told_and_declined_at_once_is_a_slip(cast: Cast) -> None:
    said = new(cast, surname="Шевченко", father="Григорій", declined=["father"])
    answer = send(sit(cast.registrar), "holding-new", **said)
    assert answer.status_code == 422
    assert "Told and declined at once" in wrong(answer)[0]


def test_nobody_without_a_name_is_self_stated(cast: Cast) -> None:
    assert send(sit(cast.registrar), "holding-new", **new(cast)).status_code == 422
    do(sit(cast.registrar), "holding-new", **new(cast, identity_level="unidentified"))
    assert Custody.objects.get().state == "registered"


def test_two_clicks_make_one_record(cast: Cast) -> None:
    said = new(cast, surname="Шевченко")
    do(sit(cast.registrar), "holding-new", **said)
    assert send(sit(cast.registrar), "holding-new", **said).status_code == 422
    assert Custody.objects.count() == 1


def test_nobody_registers_at_a_site_that_is_not_theirs(cast: Cast) -> None:
    answer = send(sit(cast.registrar), "holding-new", **new(cast, surname="X", site=cast.hospital.pk))
    assert answer.status_code == 422
    assert not Custody.objects.exists()


def test_an_overdue_card_comes_first_and_says_so(cast: Cast, custody: Custody) -> None:
    late = cast.held(surname="Late")
    Custody.objects.filter(pk=late.pk).update(card_due_at=timezone.now() - timedelta(days=3, hours=1))
    page = look(sit(cast.registrar), "holding")
    assert "overdue for 3 days" in page
    assert page.index("Late") < page.index("Шевченко")
    do(sit(cast.registrar), "holding-custody-act", late.pk, "send_card")
    assert "overdue for" not in look(sit(cast.registrar), "holding")
    assert str(custody.pk) in page


def test_somebody_at_another_site_is_no_page(cast: Cast, custody: Custody) -> None:
    other = sit(cast.other_registrar)
    assert other.get(reverse("holding-custody", args=[custody.pk])).status_code == 404
    assert send(other, "holding-custody-act", custody.pk, "release", reason="x").status_code == 404
    assert str(custody.pk) not in look(other, "holding") + look(other, "holding-heads")


@pytest.mark.parametrize("shared", [True, False])
def test_of_the_family_only_what_they_allowed_is_told(cast: Cast, match: Match, shared: bool) -> None:  # noqa: FBT001 - a table of cases
    enquirer = match.enquiry.enquirer
    enquirer.phone = "+380999"
    enquirer.consents = {"store": True, "share_with_holding_side": shared}
    enquirer.save()
    Answer.objects.create(
        operation=cast.operation, enquiry=match.enquiry, match=match, state="waiting_for_consent"
    )
    page = look(sit(cast.registrar), "holding-custody", match.custody_id)
    assert ("Олена, who asks for: mother" in page) is shared
    assert ("a family that asks" in page) is not shared
    assert "+380999" not in page


def test_before_anybody_was_told_there_is_nobody_to_write_to(cast: Cast, match: Match) -> None:
    page = look(sit(cast.registrar), "holding-custody", match.custody_id)
    assert "No family was told of him yet." in page
    assert not {"write", "request"} & buttons(page)


def test_once_told_he_may_write_and_call(cast: Cast, answer: Answer) -> None:
    page = look(sit(cast.registrar), "holding-custody", answer.match.custody_id)
    assert {"write", "request"} <= buttons(page)


def test_a_message_that_he_may_not_hear_yet_is_not_on_the_page(cast: Cast, answer: Answer) -> None:
    told = {"operation": cast.operation, "enquiry": answer.enquiry, "custody": answer.match.custody}
    answer.enquiry.messages.create(**told, direction="to_captive", text="Ми чекаємо", state="in_transit")
    page = look(sit(cast.registrar), "holding-custody", answer.match.custody_id)
    assert "On its way" in page
    assert "Ми чекаємо" not in page
