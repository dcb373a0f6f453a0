from regreso.facts.person import PersonFacts, PersonName, Weighted
from regreso.matching import Registry


def named(text: str) -> PersonFacts:
    return PersonFacts(names=(Weighted(PersonName(text)),))


def test_a_record_added_is_found_by_the_next_search() -> None:
    registry = Registry()
    registry.add("R1", named("Петров Олег"))
    before = registry.search(named("Sergei Ivanov"))
    registry.add("R2", named("Иванов Сергей"))
    after = registry.search(named("Sergei Ivanov"))
    assert all(c.record_id != "R2" for c in before.candidates)
    assert after.candidates[0].record_id == "R2"


def test_groups_and_nobody_share_one_whole() -> None:
    registry = Registry()
    registry.add_many((f"R{i}", named("Иванов Сергей")) for i in range(3))
    answer = registry.search(named("Иванов Сергей"))
    groups = {c.same_as: c.probability for c in answer.candidates}
    assert sum(groups.values()) + answer.nobody <= 1 + 1e-9


def test_a_record_removed_is_not_found() -> None:
    registry = Registry()
    registry.add("R1", named("Петров Олег"))
    registry.remove("R1")
    assert registry.search(named("Петров Олег")).candidates == ()
