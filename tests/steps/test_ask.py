"""A family asks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cast import Cast
from regreso.casebook.access import for_enquirer
from regreso.casebook.models import Enquirer, Enquiry, Move, Sought, history
from regreso.casebook.phrases import enquirer_by_phrase
from regreso.steps import ask
from regreso.steps.errors import StepError
from regreso.story import MoveRefused


def test_a_mother_asks_and_comes_back_by_her_phrase(cast: Cast) -> None:
    enquiry = cast.drafted()
    mother = for_enquirer(enquiry)
    ask.submit(enquiry, by=mother, at=cast.at)
    receipt = ask.hand_receipt(enquiry, language="uk", by=mother, at=cast.at)
    enquiry = Enquiry.objects.get()
    assert (enquiry.state, enquiry.opened_at, enquiry.first_look_due_at) == (
        "open",
        cast.at,
        cast.later(hours=72),
    )
    assert enquirer_by_phrase(receipt.phrase) == enquiry.enquirer
    assert [move.name for move in history(enquiry)] == ["draft", "submit", "hand_receipt"]


def test_the_phrase_is_kept_nowhere(cast: Cast) -> None:
    enquiry = cast.drafted()
    ask.submit(enquiry, by=for_enquirer(enquiry), at=cast.at)
    receipt = ask.hand_receipt(enquiry, language="ru", by=for_enquirer(enquiry), at=cast.at)
    enquirer = Enquirer.objects.get()
    kept = [str(enquirer.__dict__), *(str(move.said) for move in Move.objects.all())]
    assert [text for text in kept if receipt.phrase.split()[0] in text] == []
    assert len(bytes(enquirer.phrase_index or b"")) == 16


def test_a_phrase_is_handed_out_in_one_of_our_languages(cast: Cast) -> None:
    enquiry = cast.drafted()
    ask.submit(enquiry, by=for_enquirer(enquiry), at=cast.at)
    with pytest.raises(StepError, match="es, uk, ru, en"):
        ask.hand_receipt(enquiry, language="fr", by=for_enquirer(enquiry), at=cast.at)


def test_a_newer_phrase_takes_the_place_of_the_old(cast: Cast) -> None:
    first = cast.asked()
    second = Enquiry(operation=cast.operation)
    by = for_enquirer(first)
    ask.draft(second, first.enquirer, Sought(operation=cast.operation, given="Іван"), by=by, at=cast.at)
    ask.submit(second, by=by, at=cast.at)
    one = ask.hand_receipt(second, language="uk", by=by, at=cast.at)
    assert enquirer_by_phrase(one.phrase) == first.enquirer
    assert Enquirer.objects.count() == 1


def test_a_double_click_makes_one_enquiry(cast: Cast) -> None:
    first = cast.drafted()
    again = Enquiry(pk=first.pk, operation=cast.operation)
    other = (Enquirer(operation=cast.operation), Sought(operation=cast.operation))
    with pytest.raises(MoveRefused, match="already there"):
        ask.draft(again, *other, by=cast.by("operator"), at=cast.at)
    assert (Enquiry.objects.count(), Enquirer.objects.count(), history(first).count()) == (1, 1, 1)


def test_without_consent_or_any_name_nothing_is_submitted(cast: Cast) -> None:
    enquiry = cast.drafted(marks="a scar")
    with pytest.raises(StepError) as refused:
        ask.submit(enquiry, by=for_enquirer(enquiry), at=cast.at)
    assert refused.value.code == "no_name"
    enquiry.enquirer.consents = {}
    with pytest.raises(StepError) as refused:
        ask.submit(enquiry, by=for_enquirer(enquiry), at=cast.at)
    assert refused.value.code == "no_consent"
    assert Enquiry.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"birth": "1999-02-31"}, "not_a_date"),
        ({"age": "300"}, "not_an_age"),
        ({"age": "-1"}, "not_an_age"),
        ({"sex": "x"}, "not_a_sex"),
    ],
)
def test_values_that_cannot_be_are_refused(cast: Cast, told: dict[str, str], code: str) -> None:
    with pytest.raises(StepError) as refused:
        cast.drafted(surname="Коваль", **told)
    assert (refused.value.code, refused.value.given) == (code, next(iter(told.values())))
    assert not Enquiry.objects.exists()


def test_only_the_family_or_an_operator_asks(cast: Cast) -> None:
    enquiry = cast.drafted()
    for name in ("registrar", "reviewer_a", "liaison_a"):
        with pytest.raises(MoveRefused, match="enquirer or operator"):
            ask.submit(enquiry, by=cast.by(name), at=cast.at)


def test_a_correction_is_counted_and_what_stood_there_is_remembered(cast: Cast) -> None:
    enquiry = cast.asked()
    changes = {"birth": "1998", "other_names": "Shevchenko; Шевчук", "last_contact.place": "Чугуїв"}
    move = ask.correct(enquiry, changes, by=for_enquirer(enquiry), at=cast.at)
    again = Enquiry.objects.get()
    assert (again.sought.birth, again.sought.other_names) == ("1998", ["Shevchenko", "Шевчук"])
    assert (again.last_contact["place"], again.change) == ("Чугуїв", 1)
    before = {"birth": "1999-04-21", "other_names": [], "last_contact.place": ""}
    assert Move.objects.get(pk=move.pk).detail["before"] == before


def test_a_refused_correction_changes_nothing(cast: Cast) -> None:
    enquiry = cast.drafted()
    with pytest.raises(MoveRefused):
        ask.correct(enquiry, {"surname": "Бондар"}, by=for_enquirer(enquiry), at=cast.at)
    again = Enquiry.objects.get()
    assert (again.sought.surname, again.change) == ("Шевченко", 0)


def test_two_who_ask_for_one_person_share_what_is_told(cast: Cast) -> None:
    first = cast.asked()
    second, sister = Enquiry(operation=cast.operation), Enquirer(operation=cast.operation)
    ask.draft(second, sister, first.sought, by=cast.by("operator"), at=cast.at)
    ask.correct(first, {"given": "Тарасик"}, by=for_enquirer(first), at=cast.at)
    assert Enquiry.objects.get(pk=second.pk).change == 1


def test_a_question_is_a_field_and_never_a_sentence(cast: Cast) -> None:
    enquiry = cast.asked()
    Enquiry.objects.update(state="searching")
    enquiry.refresh_from_db()
    with pytest.raises(StepError, match="unknown_field"):
        ask.ask_information(enquiry, "Is he in C1?", by=cast.by("reviewer_a"), at=cast.at)
    ask.ask_information(enquiry, "mother", by=cast.by("reviewer_a"), at=cast.at)
    assert Enquiry.objects.get().needs == "mother"
    ask.give_information(enquiry, {"mother": "Олена Коваль"}, by=for_enquirer(enquiry), at=cast.at)
    again = Enquiry.objects.get()
    assert (again.state, again.needs, again.sought.mother, again.change) == (
        "searching",
        "",
        "Олена Коваль",
        1,
    )


def test_the_level_of_kinship_only_rises_and_names_its_basis(cast: Cast) -> None:
    enquiry = cast.asked()
    ask.raise_level(enquiry, 2, basis="birth certificate seen", by=cast.by("operator"), at=cast.at)
    assert Enquirer.objects.get().level == 2
    for level, basis in ((1, "x"), (2, "x"), (4, "x"), (3, " ")):
        with pytest.raises(StepError):
            ask.raise_level(enquiry, level, basis=basis, by=cast.by("liaison_a"), at=cast.at)
    with pytest.raises(MoveRefused):
        ask.raise_level(enquiry, 3, basis="mine", by=for_enquirer(enquiry), at=cast.at)


def test_an_enquiry_is_withdrawn_and_can_be_asked_again(cast: Cast) -> None:
    enquiry = cast.asked()
    ask.withdraw(enquiry, reason="he called", by=for_enquirer(enquiry), at=cast.at)
    assert (Enquiry.objects.get().state, Enquiry.objects.get().outcome) == ("closed", "withdrawn")
    ask.reopen(enquiry, reason="it was not he", by=for_enquirer(enquiry), at=cast.at)
    assert (Enquiry.objects.get().state, Enquiry.objects.get().outcome) == ("searching", "")


def test_captivity_or_death_close_nothing_without_an_answer_or_notice(cast: Cast) -> None:
    enquiry = cast.asked()
    for outcome in ("captivity_confirmed", "deceased_confirmed"):
        with pytest.raises(MoveRefused):
            ask.close(enquiry, outcome, by=cast.by("liaison_a"), at=cast.at)
    with pytest.raises(StepError, match="unknown_outcome"):
        ask.close(enquiry, "dead", by=cast.by("liaison_a"), at=cast.at)
    ask.close(enquiry, "duplicate", by=cast.by("liaison_a"), at=cast.at)
    assert Enquiry.objects.get().outcome == "duplicate"


def test_an_enquiry_sleeps_only_after_a_year_without_a_word(cast: Cast) -> None:
    enquiry = cast.asked()
    with pytest.raises(MoveRefused, match="heard of on 2022-03-03"):
        ask.lapse(enquiry, at=cast.at + timedelta(days=364))
    ask.lapse(enquiry, at=cast.at + timedelta(days=365))
    assert Enquiry.objects.get().state == "dormant"
