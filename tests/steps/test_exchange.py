"""A list of an exchange: everyone held is on it by pseudonym; two sign before names are read."""

from __future__ import annotations

from typing import Any

import pytest

from cast import Cast
from regreso.casebook.models import Custody, ExchangeList, Handover
from regreso.steps import exchange, handover, register
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

WISH = {"wants_to_go": True, "asked_alone": True}


def asked(cast: Cast, custody: Custody, *, wants: bool = True) -> None:
    """He was asked alone whether he wants to go."""
    file = Handover(operation=cast.operation, custody=custody, basis="exchange")
    handover.propose(file, by=cast.by("liaison_a"), at=cast.at)
    if wants:
        handover.wish(file, WISH, by=cast.captive_of(custody), at=cast.at)
    else:
        handover.refuse(file, by=cast.captive_of(custody), at=cast.at)


def drafted(cast: Cast, kind: str = "exchange") -> ExchangeList:
    row = ExchangeList(operation=cast.operation, kind=kind)
    exchange.draft(row, by=cast.by("bureau"), at=cast.at)
    return row


def of(row: ExchangeList, custody: Custody) -> dict[str, object]:
    (one,) = [one for one in row.people if one["custody"] == str(custody.pk)]
    return dict(one)


def weighed(cast: Cast, row: ExchangeList, places: int = 1, *, named: str = "") -> dict[str, Any]:
    marks = {named: {"asked_by_name": True}} if named else {}
    exchange.weigh(row, places=places, held_on="2022-06-29", marks=marks, by=cast.by("bureau"), at=cast.at)
    return dict(row.result)


def test_the_own_wish_decides_and_without_one_nobody_goes(cast: Cast) -> None:
    goes, stays, silent = (cast.held(surname=name, given="Іван") for name in ("Коваль", "Бондар", "Мороз"))
    asked(cast, goes)
    asked(cast, stays, wants=False)
    row = drafted(cast)
    assert [of(row, one)["wish"] for one in (goes, stays, silent)] == ["go", "stay", "not_asked"]
    result = weighed(cast, row, places=9)
    assert [one["reference"] for one in result["list"]] == [of(row, goes)["reference"]]


def test_the_newest_word_counts(cast: Cast) -> None:
    held = cast.held()
    asked(cast, held, wants=False)
    asked(cast, held)
    assert of(drafted(cast), held)["wish"] == "go"
    asked(cast, held, wants=False)
    assert of(drafted(cast), held)["wish"] == "stay"


def test_the_gravely_ill_go_first_and_a_name_asked_for_is_shown_against_them(cast: Cast) -> None:
    ill, well = cast.held(surname="Коваль", given="Іван"), cast.held(surname="Бондар", given="Іван")
    register.report_health(ill, "seriously wounded", grave=True, by=cast.by("registrar"), at=cast.at)
    for one in (ill, well):
        asked(cast, one)
    row = drafted(cast)
    references = str(of(row, ill)["reference"]), str(of(row, well)["reference"])
    assert [one["reference"] for one in weighed(cast, row)["list"]] == [references[0]]
    result = weighed(cast, row, named=references[1])
    assert [one["reference"] for one in result["list"]] == [references[1]]
    assert result["report"]["passed_over"][0]["reference"] == references[0]


def test_a_pseudonym_is_another_on_every_list_and_no_name_is_kept(cast: Cast) -> None:
    held = cast.held()
    one, two = drafted(cast), drafted(cast)
    assert of(one, held)["reference"] != of(two, held)["reference"]
    assert "Шевченко" not in str(one.people)


def test_two_sign_and_the_same_hand_does_not_sign_twice(cast: Cast) -> None:
    row = drafted(cast)
    with pytest.raises(MoveRefused):
        exchange.sign(row, by=cast.by("bureau"), at=cast.at)
    weighed(cast, row)
    exchange.sign(row, by=cast.by("bureau"), at=cast.at)
    with pytest.raises(MoveRefused, match="another person"):
        exchange.countersign(row, by=cast.by("bureau"), at=cast.at)
    exchange.countersign(row, by=cast.by("officer_a"), at=cast.at)
    assert row.state == "agreed"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"held_on": "soon"}, "not_weighed"),
        ({"places": -1}, "not_weighed"),
        ({"marks": {"P-00000000": {"hindrance": "x"}}}, "unknown_reference"),
    ],
)
def test_what_cannot_be_weighed_is_refused(cast: Cast, said: dict[str, object], code: str) -> None:
    cast.held()
    row = drafted(cast)
    given = {"places": 1, "held_on": "2022-06-29", "marks": {}, **said}
    with pytest.raises(StepError, match=code):
        exchange.weigh(row, by=cast.by("bureau"), at=cast.at, **given)  # type: ignore[arg-type]  # bad on purpose


def test_those_of_another_operation_and_those_who_are_free_stand_on_no_list(cast: Cast) -> None:
    free = cast.held()
    register.end(free, "release", reason="x", by=cast.by("registrar"), at=cast.at)
    assert drafted(cast).people == []
    with pytest.raises(StepError, match="unknown_kind"):
        drafted(cast, "sale")
