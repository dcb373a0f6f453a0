"""Lists of an exchange from page to page: drafted, weighed, signed by two, and only then read with names."""

from __future__ import annotations

import uuid

import pytest

from cast import Cast
from desks import do, look, send, sit, there, wrong
from regreso.casebook.models import Custody, ExchangeList, Handover, Read
from regreso.steps import handover
from sheets import texts_of

WISH = {"wants_to_go": True, "asked_alone": True}


@pytest.fixture
def two(cast: Cast) -> tuple[Custody, Custody]:
    """Two who want to go: one has waited longer."""
    made = cast.held(surname="Коваль", given="Іван"), cast.held(surname="Бондар", given="Петро")
    Custody.objects.filter(pk=made[0].pk).update(arrived_at=cast.later(days=-90))
    for one in made:
        file = Handover(operation=cast.operation, custody=one, basis="exchange")
        handover.propose(file, by=cast.by("liaison_a"), at=cast.at)
        handover.wish(file, WISH, by=cast.captive_of(one), at=cast.at)
    return made


def paper(cast: Cast, who: str, role: str, row: uuid.UUID) -> str:
    answer = sit(cast.staff[who]).get(there("exchange-paper", role, row))
    assert answer.status_code == 200
    return "\n".join(texts_of(answer.content))


def test_a_list_is_weighed_signed_by_two_and_then_bears_names(
    cast: Cast, two: tuple[Custody, Custody]
) -> None:
    bureau, officer, token = sit(cast.bureau), sit(cast.officer_a), uuid.uuid4()
    do(bureau, "bureau-lists", token=token, kind="exchange")
    people = {one["custody"]: one["reference"] for one in ExchangeList.objects.get().people}
    longest, other = (people[str(one.pk)] for one in two)
    assert longest in look(bureau, "bureau-exchange-list", token)
    said = {"places": "1", "held_on": "2022-06-29", "hindered": "", "by_name": other.lower()}
    do(bureau, "bureau-exchange-list-act", token, "weigh", **said)
    page = look(bureau, "bureau-exchange-list", token)
    assert f"{longest} (" in page
    assert "passed over" in page
    assert "Коваль" not in page
    assert "Бондар" not in paper(cast, "bureau", "bureau", token)
    do(bureau, "bureau-exchange-list-act", token, "sign")
    assert send(bureau, "bureau-exchange-list-act", token, "countersign").status_code == 422
    do(officer, "officer-exchange-list-act", token, "countersign")
    printed = paper(cast, "bureau", "bureau", token)
    assert "Бондар" in printed, "who goes"
    assert "Коваль" not in printed, "who stays is named to nobody"
    assert Read.objects.filter(kind="custody", page="exchange-paper").count() == 1


def test_a_slip_of_the_pen_is_told(cast: Cast, two: tuple[Custody, Custody]) -> None:
    assert two
    bureau, token = sit(cast.bureau), uuid.uuid4()
    do(bureau, "bureau-lists", token=token, kind="medical")
    said = {"places": "1", "held_on": "2022-06-29"}
    answer = send(bureau, "bureau-exchange-list-act", token, "weigh", **said, by_name="Коваль")
    assert "This is no pseudonym of the list" in wrong(answer)[0]
    answer = send(bureau, "bureau-exchange-list-act", token, "weigh", **said, hindered="P-00000000")
    assert "Say why" in wrong(answer)[0]


def test_lists_are_for_bureau_and_officer_and_drafts_for_the_bureau_alone(cast: Cast) -> None:
    token = uuid.uuid4()
    do(sit(cast.bureau), "bureau-lists", token=token, kind="exchange")
    for name, mine in (("bureau", {"bureau"}), ("officer", {"officer_a", "officer_b"})):
        found = {
            who for who in cast.staff if sit(cast.staff[who]).get(there(f"{name}-lists")).status_code == 200
        }
        assert found == mine
    assert sit(cast.officer_a).get(there("officer-exchange-list", token)).status_code == 404
    for role in ("liaison", "bureau", "nobody"):
        assert sit(cast.liaison_a).get(there("exchange-paper", role, token)).status_code == 404
