"""Accepted claims meet enquiries as possible, and never become more."""

from __future__ import annotations

import pytest

from cast import Cast
from gathered import PAGE, gathered, lead
from regreso import story
from regreso.casebook.models import Custody, Lead, Match, Person, Possible
from regreso.steps import ask, meet, read
from regreso.story import MoveRefused


def accepted(cast: Cast, page: str = PAGE, name: str = "Тарас Шевченко") -> Lead:
    gathered(cast, page)
    one = lead(cast, "person", as_written=name)
    read.accept(one, by=cast.by("reader_a"), at=cast.at)
    return one


def test_an_accepted_claim_meets_the_enquiry_about_the_same_name(cast: Cast) -> None:
    enquiry = cast.asked()
    one = accepted(cast)
    meet.meet_lead(one.pk, at=cast.at)
    row = Possible.objects.get()
    assert (row.enquiry, row.lead, row.state) == (enquiry, one, "possible")
    assert 0 < row.probability < 1
    assert row.reasons


def test_no_move_of_the_story_leads_above_possible() -> None:
    states = {rule.after for rule in story.STORY if rule.subject == "possible"} - {story.SAME}
    assert states == {"possible", "set_aside", "superseded"}


def test_a_meeting_makes_no_match_no_person_and_moves_no_enquiry(cast: Cast) -> None:
    enquiry = cast.asked()
    before = enquiry.state
    meet.meet_lead(accepted(cast).pk, at=cast.at)
    enquiry.refresh_from_db()
    assert enquiry.state == before
    assert (Match.objects.count(), Person.objects.count(), Custody.objects.count()) == (0, 0, 0)


def test_a_claim_that_nobody_accepted_meets_nobody(cast: Cast) -> None:
    cast.asked()
    gathered(cast)
    meet.meet_lead(lead(cast, "person", as_written="Тарас Шевченко").pk, at=cast.at)
    assert not Possible.objects.exists()


def test_a_pseudonym_meets_nobody_even_if_it_is_accepted(cast: Cast) -> None:
    cast.asked()
    page = PAGE.replace("рассказала его", "(имя изменено), рассказала его")
    meet.meet_lead(accepted(cast, page).pk, at=cast.at)
    assert not Possible.objects.exists()


def test_a_name_marked_as_a_pseudonym_by_a_person_meets_nobody(cast: Cast) -> None:
    cast.asked()
    gathered(cast)
    one = lead(cast, "person", as_written="Тарас Шевченко")
    read.edit(one, {"pseudonym": True}, by=cast.by("reader_a"), at=cast.at)
    read.accept(one, by=cast.by("reader_a"), at=cast.at)
    meet.meet_lead(one.pk, at=cast.at)
    one.refresh_from_db()
    assert (Possible.objects.count(), one.value_index) == (0, None)


def test_another_name_meets_nobody(cast: Cast) -> None:
    cast.asked(surname="Коваленко", given="Богдан", birth="1987-01-02")
    meet.meet_lead(accepted(cast).pk, at=cast.at)
    assert not Possible.objects.exists()


def test_a_relative_or_an_official_is_not_the_one_sought(cast: Cast) -> None:
    cast.asked(surname="Шевченко", given="Олена")
    gathered(cast)
    mother = lead(cast, "person", as_written="Олена Шевченко")
    read.accept(mother, by=cast.by("reader_a"), at=cast.at)
    meet.meet_lead(mother.pk, at=cast.at)
    assert not Possible.objects.filter(lead=mother).exists()


def test_an_enquiry_that_comes_later_meets_what_was_accepted_and_lifts_what_waits(cast: Cast) -> None:
    gathered(cast)
    waiting = lead(cast, "person", as_written="Тарас Шевченко")
    assert waiting.touches == 0
    enquiry = cast.asked()
    meet.meet_enquiry(enquiry.pk, at=cast.at)
    waiting.refresh_from_db()
    assert (waiting.touches, waiting.place) == (1, 0)
    read.accept(waiting, by=cast.by("reader_a"), at=cast.at)
    meet.meet_enquiry(enquiry.pk, at=cast.at)
    assert Possible.objects.get().enquiry == enquiry


def test_what_is_taken_back_takes_its_meetings_along_and_brings_them_back(cast: Cast) -> None:
    cast.asked()
    one = accepted(cast)
    meet.meet_lead(one.pk, at=cast.at)
    read.undo(one, by=cast.by("reader_a"), at=cast.at)
    meet.meet_lead(one.pk, at=cast.at)
    assert Possible.objects.get().state == "superseded"
    read.accept(one, by=cast.by("reader_a"), at=cast.at)
    meet.meet_lead(one.pk, at=cast.at)
    assert Possible.objects.get().state == "possible"


def test_a_withdrawn_enquiry_meets_nothing_any_more_and_touches_nothing(cast: Cast) -> None:
    enquiry = cast.asked()
    page = PAGE.replace("Младший", "Рядовой Тарас Шевченко ранен, сообщила его сестра. Младший")
    one = accepted(cast, page)
    meet.meet_lead(one.pk, at=cast.at)
    ask.withdraw(enquiry, reason="", by=cast.mother_of(enquiry), at=cast.at)
    meet.meet_enquiry(enquiry.pk, at=cast.at)
    assert Possible.objects.get().state == "superseded"


def test_what_a_reviewer_set_aside_comes_back_only_with_new_data(cast: Cast) -> None:
    enquiry = cast.asked()
    one = accepted(cast)
    meet.meet_lead(one.pk, at=cast.at)
    row = Possible.objects.get()
    meet.set_aside(row, "another village", by=cast.by("reviewer_a"), at=cast.at)
    meet.meet_lead(one.pk, at=cast.at)
    assert Possible.objects.get().state == "set_aside"
    ask.correct(enquiry, {"unit": "в/ч 12345"}, by=cast.mother_of(enquiry), at=cast.at)
    meet.meet_enquiry(enquiry.pk, at=cast.at)
    assert Possible.objects.get().state == "possible"


@pytest.mark.parametrize("name", ["reader_a", "operator", "liaison_a", "registrar"])
def test_only_a_reviewer_sets_aside(cast: Cast, name: str) -> None:
    cast.asked()
    meet.meet_lead(accepted(cast).pk, at=cast.at)
    with pytest.raises(MoveRefused, match="role"):
        meet.set_aside(Possible.objects.get(), by=cast.by(name), at=cast.at)
