"""From the telephone she puts something right, takes her enquiry back and takes it up again."""

from __future__ import annotations

import pytest

from cast import cast
from regreso.casebook.models import Enquiry, Move
from telephones import ASKED, Telephone, phrase_in

__all__ = ["cast"]
pytestmark = pytest.mark.usefixtures("cast")


def asking() -> Telephone:
    phone = Telephone()
    phone.sends(*ASKED)
    return phone


def test_a_birth_is_put_right_and_never_said_back() -> None:
    phone = asking()
    assert "2 Дата народження" in phone.send("виправити")
    phone.send("2")
    answer = phone.send("22.04.1998")
    assert "1998" not in answer
    assert Enquiry.objects.get().sought.birth == "1998-04-22"
    assert Move.objects.filter(subject="enquiry", name="correct").count() == 1


def test_what_is_no_date_is_asked_again_and_changes_nothing() -> None:
    phone = asking()
    phone.sends("виправити", "2", "31.02.1998")
    assert phone.row.asked == "change_to"
    assert Enquiry.objects.get().sought.birth == "1999-04-21"
    phone.sends("виправити", "99")
    assert phone.row.asked == "change_what"


def test_she_takes_it_back_after_one_more_question_and_up_again() -> None:
    phone = asking()
    phone.send("відкликати")
    assert Enquiry.objects.get().state != "closed"
    phone.send("1")
    row = Enquiry.objects.get()
    assert (row.state, row.outcome) == ("closed", "withdrawn")
    assert "Поновити" in phone.send("статус")
    phone.sends("поновити", "так")
    row.refresh_from_db()
    assert (row.state, row.outcome) == ("searching", "")


def test_a_no_leaves_all_as_it_was_and_so_does_anything_else() -> None:
    phone = asking()
    phone.sends("відкликати", "може")
    assert phone.row.asked == "withdraw_sure"
    phone.send("ні")
    assert Enquiry.objects.get().state == "open"
    assert phone.row.asked == "menu"


def test_twice_yes_takes_back_once() -> None:
    phone = asking()
    phone.sends("відкликати", "1", "1")
    assert Move.objects.filter(subject="enquiry", name="withdraw").count() == 1


def test_of_several_she_names_one_by_its_number() -> None:
    phone = asking()
    phone.sends("1", *ASKED)
    first, second = Enquiry.objects.order_by("-opened_at")
    Enquiry.objects.filter(pk=second.pk).update(enquirer=first.enquirer_id)  # one family asks for two
    phone.send("відкликати")
    phone.sends("3", "2", "1")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("open", "closed")


@pytest.mark.parametrize("word", ["виправити", "відкликати", "поновити"])
def test_without_the_phrase_nothing_can_be_changed(word: str) -> None:
    phrase = phrase_in(asking().answers[-1])
    other = Telephone(to="+34600123456")
    other.sends("UK", word)
    assert other.row.asked == "phrase"
    assert Enquiry.objects.get().state == "open"
    other.sends(phrase, word)
    assert other.row.asked in ("change_what", "withdraw_sure", "menu")


def test_what_is_being_told_meanwhile_is_not_lost() -> None:
    phone = asking()
    phone.sends("1", "Бондар Микола", "відкликати", "ні")
    assert phone.row.told["as_written"] == "Бондар Микола"
    assert phone.row.token is not None


def test_a_word_in_the_other_three_languages() -> None:
    phone = asking()
    for word in ("withdraw", "отозвать", "retirar"):
        phone.send(word)
        assert phone.row.asked == "withdraw_sure"
        phone.send("2")


def test_of_several_the_one_is_put_right_that_she_names_and_no_name_is_said() -> None:
    phone = asking()
    phone.sends("1", *ASKED)
    first, second = Enquiry.objects.order_by("-opened_at")
    Enquiry.objects.filter(pk=second.pk).update(enquirer=first.enquirer_id)
    asked = phone.send("виправити")
    assert phone.row.asked == "correct_which"
    answers = [asked, phone.send("7"), phone.send("2")]
    assert phone.row.asked == "change_what"
    answers += [phone.send("2"), phone.send("22.04.1998")]
    assert not any("1998" in said or first.sought.as_written.split()[0] in said for said in answers)
    assert Enquiry.objects.get(pk=first.pk).sought.birth == "1999-04-21"
    assert Enquiry.objects.get(pk=second.pk).sought.birth == "1998-04-22"
