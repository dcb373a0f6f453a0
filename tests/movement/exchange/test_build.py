"""Who goes on a list: own wish first, then health, then days waited; whoever is passed over is named."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from regreso.movement.errors import MovementError
from regreso.movement.exchange.build import Built, Kind, Why, build_list
from regreso.movement.exchange.candidates import CANDIDATES, MEDICAL, Candidate, Health, Wish
from regreso.movement.exchange.telling import as_csv, as_text

ON = date(2022, 6, 29)
HEADER = "reference,held_since,health,wish,hindrance,asked_by_name,group\n"


def one(reference: str, days: int, health: Health = Health.WELL, **more: object) -> Candidate:
    told = {"wish": Wish.GO, **more}
    return Candidate(reference, ON - timedelta(days=days), health, **told)  # type: ignore[arg-type]  # a shorthand


def world(seed: int) -> Built:
    rng = random.Random(seed)
    table = [
        Candidate(
            f"p{n}", ON - timedelta(days=rng.randrange(120)), rng.choice(tuple(Health)),
            rng.choice((Wish.GO, Wish.GO, Wish.GO, Wish.STAY, Wish.NOT_ASKED)),
            rng.choice(("", "", "", "in proceedings")), rng.random() < 0.15, rng.choice(("pow", "civilian")),
        )
        for n in range(rng.randrange(40))
    ]  # fmt: skip
    return build_list(table, places=rng.randrange(25), on=ON, kind=rng.choice(tuple(Kind)))


def chosen(built: Built) -> list[str]:
    return [one.candidate.reference for one in built.chosen]


def test_the_gravest_go_first_then_who_waited_longest() -> None:
    table = [
        one("a", 100),
        one("b", 10, Health.GRAVE),
        one("c", 90, Health.LIGHT),
        one("d", 20, Health.LASTING),
    ]
    assert chosen(build_list(table, places=3, on=ON)) == ["b", "d", "a"]


def test_nobody_goes_who_was_not_asked_or_wants_to_stay_whatever_the_places() -> None:
    table = [one("a", 9, wish=Wish.STAY, asked_by_name=True), one("b", 9, Health.GRAVE, wish=Wish.NOT_ASKED)]
    built = build_list(table, places=9, on=ON)
    assert chosen(built) == []
    assert {left.candidate.reference: left.why for left in built.left} == {
        "a": Why.WANTS_TO_STAY, "b": Why.NOT_ASKED,
    }  # fmt: skip


def test_who_is_asked_for_by_name_is_shown_against_whom_they_passed() -> None:
    built = build_list([one("old", 100), one("new", 1, asked_by_name=True)], places=1, on=ON)
    assert chosen(built) == ["new"]
    (passed,) = built.passed_over()
    assert (passed.candidate.reference, passed.turn, passed.behind) == ("old", 1, ("new",))
    assert "old: turn 1, 100 days, well; passed over for new, asked for by name" in as_text(built)
    assert built.report()["passed_over"] == [
        {"reference": "old", "turn": 1, "waited": 100, "health": "well", "behind": ["new"]}
    ]


def test_random_tables_keep_every_promise() -> None:
    passed = 0
    for seed in range(600):
        built = world(seed)
        gone = [one.candidate for one in built.chosen]
        assert len(gone) <= built.places
        assert all(who.wish is Wish.GO and not who.hindrance for who in gone)
        assert built.kind is Kind.EXCHANGE or all(who.health in MEDICAL for who in gone)
        waiting = [left for left in built.left if left.turn]
        assert not waiting or len(gone) == built.places
        for left in waiting:
            before = [go for go in built.chosen if go.turn > left.turn]
            assert all(go.by_name for go in before)
            assert left.behind == tuple(go.candidate.reference for go in before)
            assert (left.why is Why.PASSED_OVER) is bool(before)
            passed += bool(before)
        everyone = [*gone, *(left.candidate for left in built.left)]
        assert len({who.reference for who in everyone}) == len(everyone)
        assert len(as_csv(built).splitlines()) == len(everyone) + 1
    assert passed > 100


def test_the_same_people_in_any_order_give_the_same_list() -> None:
    table = [one(f"p{n}", n % 5) for n in range(30)]
    again = random.Random(1).sample(table, len(table))
    assert build_list(table, places=7, on=ON) == build_list(again, places=7, on=ON)


@pytest.mark.parametrize(
    ("table", "places", "told"),
    [
        ([one("a", 1), one("a", 2)], 1, "person 2: the reference “a” stands twice"),
        ([one("a", -1)], 1, "held_since 2022-06-30 is after 2022-06-29"),
        ([], -1, "-1 places; expected 0 or more"),
    ],
)
def test_a_bad_table_is_refused_in_a_sentence(table: list[Candidate], places: int, told: str) -> None:
    with pytest.raises(MovementError, match=told):
        build_list(table, places=places, on=ON)


def test_each_faulty_cell_is_named() -> None:
    rows, faults = CANDIDATES.read(
        f"{HEADER}a,2022-03-01,grave,go,,yes,pow\nb,1.3.2022,dying,perhaps,,maybe,\n,2022-03-01,well,go,,,"
    )
    assert [who.reference for who in rows] == ["a"]
    assert [(fault.row, fault.column) for fault in faults] == [
        (3, "held_since"), (3, "health"), (3, "wish"), (3, "asked_by_name"), (4, "reference"),
    ]  # fmt: skip


def test_no_cell_of_the_csv_is_a_formula() -> None:
    built = build_list([one("=1+1", 1)], places=1, on=ON)
    assert as_csv(built).splitlines()[1].startswith("'=1+1,yes")
