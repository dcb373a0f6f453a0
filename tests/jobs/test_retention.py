"""A closed enquiry forgets how the family can be reached; what will be deleted is told before it is."""

from __future__ import annotations

import pytest

from cast import Cast
from regreso.casebook.models import Enquirer, Enquiry, Move
from regreso.jobs.clock import TICKS, tick
from regreso.jobs.retention import DELETES, dry_run
from regreso.steps import ask


def closed(cast: Cast) -> Enquiry:
    enquiry = cast.asked()
    family = enquiry.enquirer
    family.phone, family.email, family.safe_contact = "+380", "o@example.org", {"when": "evenings"}
    family.save()
    enquiry.note_to_sought = "We are well"
    enquiry.save()
    ask.close(enquiry, "ceased", by=cast.by("liaison_a"), at=cast.at)
    return enquiry


def test_thirty_days_after_it_was_closed_nobody_can_reach_the_family_by_it(cast: Cast) -> None:
    closed(cast)
    tick(cast.later(days=29))
    assert Enquirer.objects.get().phone == "+380"
    tick(cast.later(days=30))
    family, enquiry = Enquirer.objects.get(), Enquiry.objects.get()
    assert (family.phone, family.email, family.safe_contact, enquiry.note_to_sought) == ("", "", {}, "")
    assert family.name, "who asked is needed when they come back"
    assert enquiry.sought.surname == "Шевченко"
    assert Move.objects.filter(name="minimise").count() == 1
    tick(cast.later(days=31))
    assert Move.objects.filter(name="minimise").count() == 1, "once is enough"


def test_an_enquiry_that_was_taken_up_again_keeps_its_contacts(cast: Cast) -> None:
    enquiry = closed(cast)
    ask.reopen(enquiry, reason="she asks again", by=cast.by("liaison_a"), at=cast.later(days=3))
    tick(cast.later(days=40))
    assert Enquirer.objects.get().phone == "+380"
    ask.close(enquiry, "ceased", by=cast.by("liaison_a"), at=cast.later(days=50))
    tick(cast.later(days=79))
    assert Enquirer.objects.get().phone == "+380", "the days run from the newest closing"
    tick(cast.later(days=80))
    assert Enquirer.objects.get().phone == ""


def test_a_family_with_another_open_enquiry_can_still_be_reached(cast: Cast) -> None:
    enquiry = closed(cast)
    other = cast.asked(surname="Коваль", given="Іван")
    Enquiry.objects.filter(pk=other.pk).update(enquirer=enquiry.enquirer)
    tick(cast.later(days=31))
    assert Enquirer.objects.get(pk=enquiry.enquirer_id).phone == "+380"


def test_a_dry_run_tells_what_is_due_and_writes_nothing(cast: Cast) -> None:
    closed(cast)
    moves = Move.objects.count()
    found = {one.name: (one.now, one.ahead) for one in dry_run(cast.later(days=10))}
    assert found["enquiry.minimise"] == (0, 1)
    assert {one.name: one.now for one in dry_run(cast.later(days=30))}["enquiry.minimise"] == 1
    assert Move.objects.count() == moves


@pytest.mark.parametrize("name", DELETES)
def test_every_rule_is_one_of_the_clock(name: str) -> None:
    assert name in {tick.name for tick in TICKS}
