"""The question that helps most, for reviewers by the candidates and for families by the enquiry alone."""

import math
from dataclasses import replace

import pytest

from regreso.facts.dates import DateInterval
from regreso.facts.person import PersonFacts, PersonName, PlaceText, Weighted
from regreso.matching import Answer, Candidate, Reason, Registry, next_question, open_question, say_question
from regreso.matching.explain import languages
from regreso.matching.question import Question


def person(*name: str, born: str = "", home: str = "", unit: str = "") -> PersonFacts:
    return PersonFacts(
        names=(Weighted(PersonName.of_parts(*name)),),
        births=(Weighted(DateInterval.parse(born)),) if born else (),
        places=(Weighted(PlaceText(home)),) if home else (),
        units=(Weighted(unit),) if unit else (),
    )


def registry(*people: PersonFacts) -> Registry:
    made = Registry()
    made.add_many((f"R{n}", one) for n, one in enumerate(people, 1))
    return made


def two(field: str, a: str, b: str, *, asked: str = "") -> Answer:
    """Two candidates of equal probability that differ in one field."""
    level = "compatible" if asked else "missing"
    return Answer(
        0.0,
        tuple(
            Candidate(n, 0.5, 9.0, (Reason(field, level, 0.0, asked, found),))  # type: ignore[arg-type]  # a level
            for n, found in (("R1", a), ("R2", b))
        ),
    )


def test_the_field_in_which_candidates_differ_is_asked_for() -> None:
    both = registry(
        person("Коваль", "Іван", "Петрович", home="Lugo", unit="93 ОМБр"),
        person("Коваль", "Іван", "Петрович", home="Чугуїв", unit="93 ОМБр"),
    )
    asked = next_question(both.search(person("Коваль", "Іван", "Петрович", unit="93")))
    assert asked is not None
    assert asked.field == "place"


@pytest.mark.parametrize(
    ("field", "a", "b"), [("birth", "1999-04-21", "1987-02-03"), ("mother", "Ганна", "Olha")]
)
def test_two_equal_candidates_are_one_bit_apart_at_most(field: str, a: str, b: str) -> None:
    asked = next_question(two(field, a, b))
    assert asked is not None
    assert asked.field == field
    assert 0.3 < asked.bits <= asked.doubt == pytest.approx(1.0)


def test_a_field_that_both_share_tells_nothing_between_them() -> None:
    assert next_question(two("birth", "1999-04-21", "1999-04-21")) is None


def test_what_was_told_is_not_asked_again() -> None:
    assert next_question(two("mother", "Ганна", "Olha", asked="Ганна")) is None
    assert next_question(two("birth", "1999-04-21", "1999-05-03", asked="1999-04-21")) is None


def test_after_a_year_the_day_is_still_worth_asking() -> None:
    asked = next_question(two("birth", "1999-04-21", "1999-11-03", asked="1999-01-01/1999-12-31"))
    assert asked is not None
    assert asked.field == "birth"


def test_no_candidate_no_question() -> None:
    assert next_question(Answer(1.0)) is None


def test_the_value_is_the_doubt_that_falls_on_average() -> None:
    """Against a count by hand: two equal candidates, an answer right two times in three and else anything."""
    right, chance = 0.67, 1e-4
    hit, miss, other = right + (1 - right) * chance, (1 - right) * chance, (1 - right) * (1 - 2 * chance)

    def entropy(*shares: float) -> float:
        return -sum(p * math.log2(p) for p in shares)

    by_hand = entropy((hit + miss) / 2, (hit + miss) / 2, other) - entropy(hit, miss, other)
    asked = next_question(two("birth", "1999-04-21", "1987-02-03"))
    assert asked is not None
    assert asked.bits == pytest.approx(by_hand, abs=1e-9)


def test_families_are_asked_for_the_date_then_the_rest() -> None:
    told = person("Коваль", "Іван")
    assert open_question(told) == open_question(told)
    fields = []
    for more in ({}, {"born": "1999-04-21"}, {"born": "1999", "home": "Чугуїв"}):
        asked = open_question(person("Коваль", "Іван", **more))
        fields.append(asked.field if asked else "")
    assert fields == ["birth", "patronymic", "birth"]


def test_the_question_to_a_family_knows_nothing_of_a_register() -> None:
    """Its only argument is the enquiry: hit and miss cannot differ."""
    asked = open_question(person("García", "José", born="1999-04-21", home="Lugo", unit="Brigada 3"))
    assert asked is None or asked.field not in ("patronymic", "birth", "place", "unit")


def test_no_patronymic_is_asked_where_none_are_borne() -> None:
    tellings = [
        {},
        {"born": "1999-04-21"},
        {"home": "Lugo"},
        {"born": "1999-04-21", "home": "Lugo"},
        {"unit": "3"},
    ]
    slavic, spanish = (
        {asked.field for told in tellings if (asked := open_question(person(*name, **told)))}
        for name in (("Коваль", "Іван"), ("García", "José"))
    )
    assert slavic == {"birth", "patronymic"}
    assert spanish == {"birth", "place", "mother"}


def test_what_more_is_worth_nothing_where_enough_was_told() -> None:
    full = person("Коваль", "Іван", "Петрович", born="1999-04-21", home="Чугуїв", unit="93 ОМБр")
    asked = open_question(full)
    assert asked is not None
    assert (asked.field, asked.bits) == ("mother", 0.0)


def test_nothing_is_asked_where_everything_was_told() -> None:
    full = person("Коваль", "Іван", "Петрович", born="1999-04-21", home="Чугуїв", unit="93 ОМБр")
    assert open_question(replace(full, mothers=(Weighted("Ганна"),))) is None


@pytest.mark.parametrize("language", languages())
def test_a_question_is_said_with_its_value_in_every_language(language: str) -> None:
    said = say_question(Question("birth", 1.52, 2.0), language)
    assert "1.5" in said or "1,5" in said
    assert language == "en" or "ask" not in said.lower()
