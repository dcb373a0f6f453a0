"""The second look at an answer: it changes how much is believed, never who comes first."""

from dataclasses import replace

import pytest

from regreso.facts.person import PersonFacts, PersonName, Weighted
from regreso.matching import Registry, Settings
from regreso.matching.second import Second, shared_anew
from regreso.matching.weights import learned

SEVEN = [("Іван", "Коваль"), ("Петро", "Коваль"), ("Іван", "Кобаль"), ("Олег", "Бондар"), ("Ivan", "Koval")]


def person(given: str, surname: str) -> PersonFacts:
    return PersonFacts(names=(Weighted(PersonName.of_parts(surname, given)),))


def registry(second: Second | None, held: float = 0.6) -> Registry:
    made = Registry(Settings(held_share=held), weights=replace(learned(), second=second))
    made.add_many((f"R{n}", person(*name)) for n, name in enumerate(SEVEN))
    return made


@pytest.mark.parametrize("held", [0.02, 0.6, 0.97])
def test_order_stays_and_all_is_one_whole(held: float) -> None:
    for second in (None, learned().second):
        answer = registry(second, held).search(person("Иван", "Коваль"))
        shares = {c.same_as: c.probability for c in answer.candidates}
        assert answer.nobody + sum(shares.values()) <= 1 + 1e-9
        probabilities = [c.probability for c in answer.candidates]
        assert probabilities == sorted(probabilities, reverse=True)
    before, after = (registry(s, held).search(person("Иван", "Коваль")) for s in (None, learned().second))
    assert [c.record_id for c in before.candidates] == [c.record_id for c in after.candidates]


def test_trees_that_say_nothing_change_nothing() -> None:
    same = registry(Second.of({"here": [0.0], "which": [0.0]})).search(person("Иван", "Коваль"))
    plain = registry(None).search(person("Иван", "Коваль"))
    assert same.nobody == pytest.approx(plain.nobody)
    pairs = zip(same.candidates, plain.candidates, strict=True)
    assert all(a.probability == pytest.approx(b.probability, abs=1e-9) for a, b in pairs)


def test_trees_that_doubt_give_to_nobody_and_to_the_others() -> None:
    plain = registry(None).search(person("Иван", "Коваль"))
    doubting = registry(Second.of({"here": [-3.0], "which": []})).search(person("Иван", "Коваль"))
    assert doubting.nobody > plain.nobody
    assert doubting.candidates[0].probability < plain.candidates[0].probability


def test_the_best_is_never_made_less_probable_than_the_next() -> None:
    each = shared_anew([0.5, 0.4], [], here=0.9, best=0.01, was_here=0.95)
    assert each[0] >= each[1]
    assert sum(each) <= 0.9 + 1e-12
