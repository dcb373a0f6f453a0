"""Family messages are read once on each side by two people, and are never held back or kept short."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pair import Pair
from regreso.casebook.correspondence import month_of
from regreso.casebook.models import DeathNotice, Message, history
from regreso.facts.letter import Month
from regreso.steps import message
from regreso.steps.errors import StepError
from regreso.story import MoveRefused


def accepted(pair: Pair, letter: Message) -> Message:
    writer = pair.mother if letter.direction == "to_captive" else pair.son
    message.write(letter, by=writer, at=pair.at)
    message.check(letter, at=pair.at)
    return letter


def carried(pair: Pair, letter: Message) -> Message:
    accepted(pair, letter)
    message.pass_sender(letter, by=pair.cast.by("message_reviewer_a"), at=pair.at)
    message.send(letter, at=pair.at)
    message.pass_receiver(letter, by=pair.cast.by("message_reviewer_b"), at=pair.at)
    return letter


def test_a_letter_goes_to_him_and_his_reply_comes_back(pair: Pair) -> None:
    letter = carried(pair, pair.letter())
    message.deliver(letter, "read_aloud", by=pair.cast.by("registrar"), at=pair.cast.later(days=1))
    reply = carried(pair, pair.reply(reply_to=letter))
    message.open_(reply, by=pair.mother, at=pair.cast.later(days=2))
    read = Message.objects.get(pk=reply.pk)
    assert (read.state, read.delivered_how, read.text) == ("delivered", "opened", "Мама, я жив. Обними всех.")
    assert Message.objects.get(pk=letter.pk).delivered_at == pair.cast.later(days=1)


def test_the_text_stands_in_no_move(pair: Pair) -> None:
    letter = carried(pair, pair.letter("Слово, которого нет нигде"))
    assert all("Слово" not in str(move.said) for move in history(letter))


def test_one_person_cannot_read_for_both_sides(pair: Pair) -> None:
    letter = accepted(pair, pair.letter())
    message.pass_sender(letter, by=pair.cast.by("message_reviewer_a"), at=pair.at)
    message.send(letter, at=pair.at)
    with pytest.raises(MoveRefused, match="another person"):
        message.pass_receiver(letter, by=pair.cast.by("message_reviewer_a"), at=pair.at)


def test_each_side_reads_once(pair: Pair) -> None:
    letter = accepted(pair, pair.letter())
    message.pass_sender(letter, by=pair.cast.by("message_reviewer_a"), at=pair.at)
    with pytest.raises(MoveRefused):
        message.pass_sender(letter, by=pair.cast.by("message_reviewer_b"), at=pair.at)
    with pytest.raises(MoveRefused, match="expected “written” or “accepted”"):
        message.return_(letter, reason="too late", by=pair.cast.by("message_reviewer_b"), at=pair.at)


def test_each_review_is_due_in_48_hours_and_its_clock_stops(pair: Pair) -> None:
    letter = accepted(pair, pair.letter())
    assert letter.review_due_at == pair.at + timedelta(hours=48)
    message.pass_sender(letter, by=pair.cast.by("message_reviewer_a"), at=pair.cast.later(hours=3))
    assert letter.review_due_at is None
    message.send(letter, at=pair.cast.later(hours=4))
    assert letter.review_due_at == pair.cast.later(hours=52)
    message.pass_receiver(letter, by=pair.cast.by("message_reviewer_b"), at=pair.cast.later(hours=5))
    assert Message.objects.get(pk=letter.pk).review_due_at is None


def test_what_is_no_family_news_comes_back_with_the_words_and_can_be_put_otherwise(pair: Pair) -> None:
    letter = accepted(pair, pair.letter("Пришли 5000 руб на карту"))
    assert letter.state == "returned"
    (finding,) = Message.objects.get(pk=letter.pk).findings
    assert (finding["reason"], finding["quote"], finding["sure"]) == ("money", "5000 руб", True)
    message.rewrite(letter, "Нам всего хватает.", by=pair.mother, at=pair.at)
    message.check(letter, at=pair.at)
    assert (letter.state, letter.findings) == ("accepted", [])


def test_a_reviewer_returns_with_a_reason(pair: Pair) -> None:
    letter = accepted(pair, pair.letter())
    with pytest.raises(StepError, match="no_reason"):
        message.return_(letter, reason=" ", by=pair.cast.by("message_reviewer_a"), at=pair.at)
    message.return_(letter, reason="names a street", by=pair.cast.by("message_reviewer_a"), at=pair.at)
    last = history(letter).last()
    assert last is not None
    assert last.reason == "names a street"


def test_nobody_writes_to_whom_they_were_not_told_of(pair: Pair) -> None:
    other = pair.cast.held(surname="Бондаренко", given="Іван")
    letter = pair.letter()
    letter.custody = other
    with pytest.raises(MoveRefused, match="no answer about this person was released"):
        message.write(letter, by=pair.mother, at=pair.at)
    pair.answer.state = "withheld"
    pair.answer.save()
    with pytest.raises(MoveRefused, match="no answer about this person was released"):
        message.write(pair.letter(), by=pair.mother, at=pair.at)
    with pytest.raises(MoveRefused, match="no answer about this person was released"):
        message.write(pair.reply(), by=pair.son, at=pair.at)
    assert not Message.objects.exists()


def test_a_letter_on_its_way_stops_when_the_match_was_a_mistake(pair: Pair) -> None:
    letter, reply = carried(pair, pair.letter()), carried(pair, pair.reply())
    pair.answer.state = "revoked"
    pair.answer.save()
    with pytest.raises(MoveRefused, match="no answer about this person"):
        message.deliver(letter, "read", by=pair.cast.by("registrar"), at=pair.at)
    with pytest.raises(MoveRefused, match="no answer about this person"):
        message.open_(reply, by=pair.mother, at=pair.at)


def test_a_last_letter_is_still_delivered(pair: Pair) -> None:
    reply = carried(pair, pair.reply())
    DeathNotice.objects.create(operation=pair.cast.operation, custody=pair.custody, state="told")
    message.deliver(reply, "read_aloud", by=pair.cast.by("liaison_a"), at=pair.at)
    assert reply.state == "delivered"


def test_a_letter_to_the_dead_is_taken_until_a_person_told_this_family(pair: Pair) -> None:
    notice = DeathNotice.objects.create(
        operation=pair.cast.operation, custody=pair.custody, enquiry=pair.enquiry, state="pair_named"
    )
    message.write(pair.letter(), by=pair.mother, at=pair.at)  # a refusal would be the news itself
    with pytest.raises(MoveRefused, match="the liaison speaks with the family"):
        message.write(pair.reply(), by=pair.son, at=pair.at)
    notice.state = "told"
    notice.save()
    with pytest.raises(MoveRefused, match="the liaison speaks with the family"):
        message.write(pair.letter(), by=pair.mother, at=pair.at)


def test_nobody_writes_in_the_name_of_another(pair: Pair) -> None:
    with pytest.raises(MoveRefused, match="only the one whose message it is"):
        message.write(pair.letter(), by=pair.son, at=pair.at)
    stranger = pair.cast.mother_of(pair.cast.asked(surname="Коваль", given="Ольга"))
    with pytest.raises(MoveRefused, match="only the one whose message it is"):
        message.write(pair.letter(), by=stranger, at=pair.at)


def test_a_second_click_writes_no_second_message(pair: Pair) -> None:
    letter, again = pair.letter(), pair.letter()
    again.pk = letter.pk
    message.write(letter, by=pair.mother, at=pair.at)
    with pytest.raises(MoveRefused, match="already there"):
        message.write(again, by=pair.mother, at=pair.at)
    assert Message.objects.count() == 1


@pytest.mark.parametrize(("text", "code"), [("  ", "no_text"), ("ж" * 4001, "too_long")])
def test_an_empty_or_endless_text_is_refused(pair: Pair, text: str, code: str) -> None:
    with pytest.raises(StepError, match=code):
        message.write(pair.letter(text), by=pair.mother, at=pair.at)


def test_a_message_is_handed_over_on_its_own_side(pair: Pair) -> None:
    letter = carried(pair, pair.letter())
    with pytest.raises(MoveRefused, match="handed over by a registrar"):
        message.deliver(letter, "read", by=pair.cast.by("liaison_a"), at=pair.at)
    with pytest.raises(MoveRefused, match="only the family"):
        message.open_(letter, by=pair.mother, at=pair.at)


def test_what_could_not_be_delivered_is_sent_again_and_read_again(pair: Pair) -> None:
    letter = carried(pair, pair.letter())
    with pytest.raises(StepError, match="unknown_reason"):
        message.fail(letter, "lazy", by=pair.cast.by("registrar"), at=pair.at)
    message.fail(letter, "moved", by=pair.cast.by("registrar"), at=pair.at)
    message.send_again(letter, by=pair.cast.by("registrar"), at=pair.at)
    assert (letter.state, letter.review_due_at) == ("in_transit", pair.cast.later(hours=48))


def test_a_reply_answers_a_delivered_message_of_the_other_side(pair: Pair) -> None:
    letter = accepted(pair, pair.letter())
    with pytest.raises(StepError, match="no_reply_to_that"):
        message.write(pair.reply(reply_to=letter), by=pair.son, at=pair.at)


def test_the_floor_of_two_letters_and_four_cards_is_counted_and_no_ceiling_exists(pair: Pair) -> None:
    assert (month_of(pair.custody, pair.at).letters_owed, month_of(pair.custody, pair.at).cards_owed) == (
        2,
        4,
    )
    long = "Дорогая мама, " + "я часто вспоминаю наш сад и как мы варили варенье всей семьёй. " * 5
    for _ in range(4):
        carried(pair, pair.reply(long))
    for _ in range(6):
        carried(pair, pair.reply())
    month = month_of(pair.custody, pair.at)
    assert month == Month(letters=4, cards=6)
    assert (month.letters_owed, month.cards_owed) == (0, 0)
    assert month_of(pair.custody, pair.cast.later(days=31)) == Month(0, 0)


def test_a_returned_message_does_not_use_up_the_floor(pair: Pair) -> None:
    accepted(pair, pair.reply("Пришли 5000 руб"))
    assert month_of(pair.custody, pair.at) == Month(0, 0)


def test_a_letter_too_many_counts_as_a_card() -> None:
    assert (Month(letters=3, cards=1).letters_owed, Month(letters=3, cards=1).cards_owed) == (0, 2)
