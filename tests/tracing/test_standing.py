"""Both sides of the standing search stay current."""

from __future__ import annotations

from regreso.facts.person import PersonFacts, PersonName, Weighted
from regreso.tracing.standing import MIN_PROBABILITY, TOP, Standing


def named(surname: str, given: str) -> PersonFacts:
    return PersonFacts(names=(Weighted(PersonName.of_parts(surname, given)),))


def test_a_changed_enquiry_is_outdated_and_one_that_waits_no_longer_is_forgotten() -> None:
    standing = Standing()
    standing.take_in_waiting([("E1", 0, named("Коваль", "Іван")), ("E2", 0, named("Мороз", "Петро"))])
    assert standing.outdated({"E1": 1, "E2": 0}) == {"E1"}
    standing.take_in_waiting([("E1", 1, named("Бондар", "Іван"))])
    assert standing.concerned(named("Koval", "Ivan")) == []
    assert standing.concerned(named("Bondar", "Ivan")) == ["E1"]
    assert standing.outdated({"E1": 1}) == set()
    assert standing.gone({"E1": 1}) == {"E2"}
    standing.let_go(["E2"])
    assert standing.concerned(named("Moroz", "Petro")) == []


def test_changed_records_take_the_place_of_the_old() -> None:
    standing = Standing()
    standing.take_in_held([("R1", named("Коваль", "Іван"))], seen=1)
    standing.take_in_held([("R1", named("Бондар", "Іван"))], seen=2)
    assert standing.seen == 2
    assert standing.candidates(named("Koval", "Ivan")).candidates == ()
    assert [c.record_id for c in standing.candidates(named("Bondar", "Ivan")).candidates] == ["R1"]


def test_what_is_not_worth_a_look_is_left_out() -> None:
    standing = Standing()
    standing.take_in_held(((f"R{n}", named("Коваль", "Іван")) for n in range(300)), seen=1)
    found = standing.candidates(named("Коваль", "Іван")).candidates
    assert len(found) <= TOP
    assert all(c.probability >= MIN_PROBABILITY for c in found)
