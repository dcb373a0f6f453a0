"""Drafts, paper, the form's heads, a writer who stands by the words, and what a captive is given."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from pair import Pair
from regreso import story
from regreso.casebook.access import held_messages_for
from regreso.casebook.correspondence import month_of
from regreso.casebook.models import Custody, Message, Move, Operation, history
from regreso.facts.letter import Month
from regreso.jobs import consequences
from regreso.steps import administer, message, register
from regreso.steps.errors import StepError
from regreso.story import MoveRefused


def paper() -> bytes:
    """A photograph of a sheet, with what a telephone writes into it."""
    out = io.BytesIO()
    picture = Image.new("RGB", (900, 1200), "white")
    told = picture.getexif()
    told[0x010F] = "An invented telephone"
    picture.save(out, "JPEG", exif=told, comment=b"taken at the camp")
    return out.getvalue()


def test_a_message_is_never_held() -> None:
    words = {word for rule in story.STORY if rule.subject == "message" for word in (*rule.before, rule.after)}
    assert "held" not in words
    stuck = words - {word for rule in story.STORY if rule.subject == "message" for word in rule.before}
    assert stuck == {"delivered", "discarded", story.SAME}


def test_a_draft_is_kept_changed_and_sent_and_nobody_else_sees_it(pair: Pair) -> None:
    letter = pair.letter("Сынок")
    message.draft(letter, by=pair.mother, at=pair.at)
    assert not held_messages_for(pair.cast.registrar).exists()
    message.redraft(letter, "Сынок, мы здоровы", by=pair.mother, at=pair.at)
    with pytest.raises(MoveRefused, match="only the one whose message it is"):
        message.redraft(letter, "Иначе", by=pair.son, at=pair.at)
    kept = Message.objects.get(pk=letter.pk)
    assert (kept.state, kept.text, kept.written_at) == ("drafted", "Сынок, мы здоровы", None)
    kept.text += " и ждём."
    message.write(kept, by=pair.mother, at=pair.cast.later(days=1))
    sent = Message.objects.get(pk=letter.pk)
    assert (sent.state, sent.text, sent.written_at) == (
        "written",
        "Сынок, мы здоровы и ждём.",
        pair.cast.later(days=1),
    )
    assert all("Сынок" not in str(move.said) for move in history(letter))


def test_what_is_thrown_away_is_gone(pair: Pair) -> None:
    letter = pair.letter()
    message.draft(letter, by=pair.mother, at=pair.at)
    message.discard(letter, by=pair.mother, at=pair.at)
    assert Message.objects.get(pk=letter.pk).text == ""
    letter.text = "Всё же отправлю."
    with pytest.raises(MoveRefused):
        message.write(letter, by=pair.mother, at=pair.at)


def test_the_form_bears_both_sides_in_both_scripts(pair: Pair) -> None:
    pair.answer.shown = {"address": "Табір 7, п/с 12"}
    pair.answer.save()
    letter = pair.letter(sender={"name": "Мама", "place": "Тверь"})
    message.write(letter, by=pair.mother, at=pair.at)
    told = Message.objects.get(pk=letter.pk)
    assert told.receiver["name"] == "Тарас Шевченко"
    assert told.receiver["name_other"] == "Taras Shevchenko"
    assert told.receiver["place_other"] == "Tabir 7, p/s 12"
    assert told.sender == {"name": "Мама", "place": "Тверь"}


def test_her_name_and_address_reach_him_only_as_far_as_she_said(pair: Pair) -> None:
    enquirer = pair.enquiry.enquirer
    enquirer.address = "Тверь, ул. Мира 1"
    enquirer.save()
    reply = pair.reply()
    message.write(reply, by=pair.son, at=pair.at)
    assert reply.receiver == {}
    enquirer.consents = {"share_with_holding_side": True}
    enquirer.save()
    second = pair.reply()
    message.write(second, by=pair.son, at=pair.at)
    assert second.receiver == {"name": "Олена Шевченко", "name_other": "Olena Shevchenko"}


@pytest.mark.parametrize("head", [{"phone": "1"}, {"name": "ж" * 301}])
def test_a_head_holds_names_and_addresses_and_nothing_else(pair: Pair, head: dict[str, str]) -> None:
    with pytest.raises(StepError, match="bad_head"):
        message.write(pair.letter(sender=head), by=pair.mother, at=pair.at)


def test_paper_comes_in_as_a_fresh_picture_and_goes_to_a_person(pair: Pair) -> None:
    reply = pair.reply("")
    message.write(reply, paper=paper(), by=pair.son, at=pair.at)
    page = reply.pages.get()
    assert b"invented telephone" not in bytes(page.picture)
    assert b"camp" not in bytes(page.picture)
    message.check(reply, at=pair.at)
    assert (reply.state, reply.review_due_at) == ("accepted", pair.at + timedelta(hours=48))
    assert month_of(pair.custody, pair.at) == Month(1, 0)


def test_what_is_no_picture_is_refused_and_an_empty_page_too(pair: Pair) -> None:
    with pytest.raises(StepError, match="not_a_scan"):
        message.write(pair.reply(""), paper=b"GIF89a", by=pair.son, at=pair.at)
    with pytest.raises(StepError, match="no_text"):
        message.write(pair.reply(""), by=pair.son, at=pair.at)
    assert not Message.objects.exists()


def test_who_stands_by_his_words_is_read_by_a_person(pair: Pair) -> None:
    letter = pair.letter("Деду на день рождения подарили 300 рублей, он купил торт.")
    message.write(letter, by=pair.mother, at=pair.at)
    message.check(letter, at=pair.at)
    assert letter.state == "returned"
    message.insist(letter, by=pair.mother, at=pair.at)
    assert (letter.state, letter.review_due_at) == ("accepted", pair.at + timedelta(hours=48))
    assert [one["quote"] for one in Message.objects.get(pk=letter.pk).findings] == ["300 рублей"]


def test_who_saw_the_words_before_sending_is_not_asked_twice(pair: Pair) -> None:
    letter = pair.letter("Деду подарили 300 рублей.")
    message.write(letter, stands_by=True, by=pair.mother, at=pair.at)
    message.check(letter, at=pair.at)
    assert (letter.state, len(letter.findings)) == ("accepted", 1)


def test_nobody_insists_against_a_person(pair: Pair) -> None:
    letter = pair.letter()
    message.write(letter, by=pair.mother, at=pair.at)
    message.check(letter, at=pair.at)
    message.return_(letter, reason="names a street", by=pair.cast.by("message_reviewer_a"), at=pair.at)
    with pytest.raises(MoveRefused, match="a person has read it"):
        message.insist(letter, by=pair.mother, at=pair.at)


def test_about_thirty_lines_are_carried_and_no_endless_ones(pair: Pair) -> None:
    message.write(pair.letter("строка\n" * 34), by=pair.mother, at=pair.at)
    with pytest.raises(StepError, match="too_long"):
        message.write(pair.letter("строка\n" * 45), by=pair.mother, at=pair.at)


def test_what_could_not_be_handed_over_sends_the_search_out_again(pair: Pair) -> None:
    letter = pair.letter()
    message.write(letter, by=pair.mother, at=pair.at)
    Message.objects.filter(pk=letter.pk).update(state="passed_receiver")
    letter.refresh_from_db()
    move = message.fail(letter, "moved", by=pair.cast.by("registrar"), at=pair.at)
    before = pair.enquiry.searched_at
    consequences.search_again(move, pair.cast.later(hours=1))
    pair.enquiry.refresh_from_db()
    assert pair.enquiry.searched_at != before


def test_he_is_given_forms_for_a_month_and_never_fewer_than_the_floor(pair: Pair) -> None:
    custody, by = pair.custody, pair.cast.by("registrar")
    assert custody.forms_due_at == pair.cast.later(days=30)
    for given in ((1, 4), (2, 3), (0, 9)):
        with pytest.raises(StepError, match="too_few_forms"):
            register.offer_forms(custody, given, by=by, at=pair.at)
    register.offer_forms(custody, (2, 4), by=by, at=pair.cast.later(days=7))
    assert Custody.objects.get(pk=custody.pk).forms_due_at == pair.cast.later(days=37)
    move = Move.objects.get(name="offer_forms")
    assert move.detail == {"letters": 2, "cards": 4}
    register.transfer(custody, pair.cast.hospital, by=by, at=pair.cast.later(days=8))
    assert custody.forms_due_at == pair.cast.later(days=37), "a transfer puts no letter off"
    register.end(custody, how="release", reason="home", by=pair.cast.by("other_registrar"), at=pair.at)
    assert custody.forms_due_at is None


def test_an_administrator_can_promise_more_and_never_less(pair: Pair) -> None:
    operation, by = pair.cast.operation, pair.cast.by("administrator_a")
    for a_month in ((1, 4), (2, 3), (0, 0)):
        with pytest.raises(StepError, match="below_the_floor"):
            administer.promise(operation, a_month, by=by, at=pair.at)
    administer.promise(operation, (3, 6), by=by, at=pair.at)
    pair.custody.operation.refresh_from_db()
    with pytest.raises(StepError, match="at least 3 letters and 6 cards"):
        register.offer_forms(pair.custody, (2, 4), by=pair.cast.by("registrar"), at=pair.at)
    assert month_of(pair.custody, pair.at) == Month(0, 0, 3, 6)


def test_even_the_database_refuses_less_than_the_floor(pair: Pair) -> None:
    for less in ({"letters_a_month": 1}, {"cards_a_month": 3}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Operation.objects.filter(pk=pair.cast.operation.pk).update(**less)
