"""A message in another language: by a person, within a day, never in the way of the message."""

from __future__ import annotations

import pytest

from cast import Cast, cast
from pair import Pair, pair
from regreso.casebook import access
from regreso.casebook.correspondence import translation_of
from regreso.casebook.models import Enquirer, Grant, Message, Notice, Person, Translation, history
from regreso.jobs.worker import drain
from regreso.steps import administer, message, translate
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

__all__ = ["cast", "pair"]


def spanish(pair: Pair, text: str = "Hijo, estamos todos bien y te esperamos.") -> Message:
    """A letter of hers that he, questioned in Ukrainian, may not read."""
    Person.objects.filter(pk=pair.custody.person_id).update(questioned_in="uk")
    letter = pair.letter(text, language="es")
    message.write(letter, by=pair.mother, at=pair.at)
    drain(at=pair.at)
    letter.refresh_from_db()
    return letter


def only() -> Translation:
    return Translation.objects.select_related("message").get()


def test_it_is_asked_for_by_itself_where_the_reader_has_another_language(pair: Pair) -> None:
    letter = spanish(pair)
    wanted = only()
    assert (letter.state, wanted.state, wanted.of, wanted.into) == ("accepted", "asked", "es", "uk")
    assert wanted.due_at == pair.at + translate.GIVEN
    assert history(wanted)[0].role == "system"


def test_between_ukrainian_and_russian_nobody_is_asked_by_itself(pair: Pair) -> None:
    Person.objects.filter(pk=pair.custody.person_id).update(questioned_in="uk")
    message.write(pair.letter(), by=pair.mother, at=pair.at)
    drain(at=pair.at)
    assert not Translation.objects.exists()


def test_the_message_never_waits_for_it(pair: Pair) -> None:
    letter = spanish(pair)
    message.pass_sender(letter, by=pair.cast.by("message_reviewer_a"), at=pair.at)
    drain(at=pair.at)
    letter.refresh_from_db()
    message.pass_receiver(letter, by=pair.cast.by("message_reviewer_b"), at=pair.at)
    message.deliver(letter, "read", by=pair.cast.by("registrar"), at=pair.at)
    assert (letter.state, only().state) == ("delivered", "asked")


def test_it_is_taken_kept_and_handed_in_by_one(pair: Pair) -> None:
    letter, a, b = spanish(pair), pair.cast.by("translator_a"), pair.cast.by("translator_b")
    wanted = only()
    with pytest.raises(MoveRefused):
        translate.hand_in(wanted, "Синку", by=a, at=pair.at)  # nobody has taken it
    translate.take(wanted, by=a, at=pair.at)
    with pytest.raises(MoveRefused, match="you have it already"):
        translate.take(wanted, by=a, at=pair.at)
    translate.keep(wanted, "Синку, ми всі", by=a, at=pair.at)
    assert translation_of(letter) is None, "half of it is for nobody"
    with pytest.raises(MoveRefused, match="a colleague has it in hand"):
        translate.hand_in(wanted, "Синку", by=b, at=pair.at)
    with pytest.raises(StepError, match="no_text"):
        translate.hand_in(wanted, " ", by=a, at=pair.at)
    with pytest.raises(StepError, match="letter_too_long"):
        translate.hand_in(wanted, "я" * 6001, by=a, at=pair.at)
    translate.hand_in(wanted, "Синку, ми всі здорові й чекаємо на тебе.", by=a, at=pair.at)
    made = translation_of(Message.objects.get(pk=letter.pk))
    assert made is not None
    assert (made.state, made.text, made.due_at) == ("made", "Синку, ми всі здорові й чекаємо на тебе.", None)


def test_another_takes_over_what_one_left_lying(pair: Pair) -> None:
    spanish(pair)
    wanted = only()
    translate.take(wanted, by=pair.cast.by("translator_a"), at=pair.at)
    translate.keep(wanted, "Синку", by=pair.cast.by("translator_a"), at=pair.at)
    translate.take(wanted, by=pair.cast.by("translator_b"), at=pair.at)
    assert (only().text, only().taken_by) == ("Синку", str(pair.cast.translator_b.pk))
    translate.put_back(wanted, by=pair.cast.by("translator_b"), at=pair.at)
    assert (only().state, only().text) == ("asked", "Синку")


def test_a_wrong_one_is_sent_back_with_its_reason_and_the_clock_runs_again(pair: Pair) -> None:
    spanish(pair)
    wanted = only()
    translate.take(wanted, by=pair.cast.by("translator_a"), at=pair.at)
    translate.hand_in(wanted, "Синку, ми всі хворі.", by=pair.cast.by("translator_a"), at=pair.at)
    with pytest.raises(StepError, match="no_reason"):
        translate.return_(wanted, reason=" ", by=pair.cast.by("message_reviewer_a"), at=pair.at)
    later = pair.cast.later(hours=5)
    translate.return_(wanted, reason="bien: здорові", by=pair.cast.by("message_reviewer_a"), at=later)
    assert (only().state, only().taken_by, only().due_at) == ("asked", "", later + translate.GIVEN)


def test_it_goes_when_the_message_goes_back_to_its_writer_and_is_asked_for_anew(pair: Pair) -> None:
    letter = spanish(pair)
    translate.take(only(), by=pair.cast.by("translator_a"), at=pair.at)
    translate.keep(only(), "Синку", by=pair.cast.by("translator_a"), at=pair.at)
    by = pair.cast.by("message_reviewer_a")
    message.return_(letter, reason="names a street", by=by, at=pair.at)
    drain(at=pair.at)
    assert (only().state, only().text) == ("dropped", "")
    with pytest.raises(MoveRefused, match="with its writer"):
        translate.ask(letter, "uk", by=by, at=pair.at)
    message.rewrite(letter, "Hijo, estamos bien.", by=pair.mother, at=pair.at)
    drain(at=pair.at)
    assert sorted(Translation.objects.values_list("state", flat=True)) == ["asked", "dropped"]


def test_only_one_into_each_language_and_not_into_its_own(pair: Pair) -> None:
    letter, by = spanish(pair), pair.cast.by("message_reviewer_a")
    with pytest.raises(MoveRefused, match="there is one already"):
        translate.ask(letter, "uk", by=by, at=pair.at)
    for into in ("es", "fr", ""):
        with pytest.raises(StepError, match="not_a_language"):
            translate.ask(letter, into, by=by, at=pair.at)
    translate.ask(letter, "en", by=by, at=pair.at)
    assert Translation.objects.count() == 2


def test_a_translator_sees_only_what_they_read_on_both_sides(pair: Pair) -> None:
    spanish(pair)
    cast = pair.cast
    assert [one.into for one in access.translations_for(cast.translator_a)] == ["uk"]
    assert not access.translations_for(cast.translator_b).exists(), "they read es and en, no uk"
    assert not access.translations_for(cast.message_reviewer_a).exists()
    Grant.objects.filter(staff=cast.translator_a).update(state="ended")
    assert not access.translations_for(cast.translator_a).exists()


def test_the_family_is_told_when_a_letter_that_it_may_read_is_translated(pair: Pair) -> None:
    plan = {"plan": {"way": "sms", "zone": "Europe/Kyiv"}}
    mother = Enquirer.objects.get(pk=pair.enquiry.enquirer_id)
    mother.language, mother.phone, mother.safe_contact = "es", "+380441234567", plan
    mother.save(update_fields=["language", "phone", "safe_contact"])
    letter = pair.reply()
    message.write(letter, by=pair.son, at=pair.at)
    drain(at=pair.at)
    letter.refresh_from_db()
    message.pass_sender(letter, by=pair.cast.by("message_reviewer_a"), at=pair.at)
    drain(at=pair.at)
    letter.refresh_from_db()
    message.pass_receiver(letter, by=pair.cast.by("message_reviewer_b"), at=pair.at)
    drain(at=pair.at)
    Notice.objects.all().update(state="sent")
    wanted = only()
    assert (wanted.of, wanted.into) == ("ru", "es")
    translate.take(wanted, by=pair.cast.by("translator_a"), at=pair.at)
    translate.hand_in(
        wanted, "Mamá, estoy vivo. Abraza a todos.", by=pair.cast.by("translator_a"), at=pair.at
    )
    drain(at=pair.at)
    told = Notice.objects.get(state="waiting")
    assert told.kind == "letter"
    assert "Mamá" not in str(told.content)


def test_another_family_cannot_ask_for_one(pair: Pair) -> None:
    letter = spanish(pair)
    stranger = pair.cast.mother_of(pair.cast.asked(surname="Бондар"))
    with pytest.raises(MoveRefused, match="another family"):
        translate.ask(letter, "en", by=stranger, at=pair.at)


@pytest.mark.parametrize(
    ("role", "languages"), [("translator", ""), ("translator", "es"), ("liaison", "es uk")]
)
def test_languages_are_a_translators_and_two_at_least(cast: Cast, role: str, languages: str) -> None:
    grant = Grant(operation=cast.operation, staff=cast.stranger, role=role, languages=languages)
    with pytest.raises(StepError, match="wrong_languages"):
        administer.ask_grant(grant, reason="a test", by=cast.by("administrator_a"), at=cast.at)
