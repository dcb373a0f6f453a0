"""Operations and roles: given by two, never to oneself."""

from __future__ import annotations

import pytest

from cast import Cast
from regreso import story
from regreso.casebook.access import actor, grants_of, holds
from regreso.casebook.models import Grant, Operation, Staff, history
from regreso.steps import administer
from regreso.steps.errors import StepError
from regreso.story import MoveRefused


@pytest.fixture
def grant(cast: Cast) -> Grant:
    return Grant(operation=cast.operation, staff=cast.stranger, role=story.REVIEWER)


def ask(cast: Cast, grant: Grant) -> None:
    administer.ask_grant(grant, reason="trained", by=cast.by("administrator_a"), at=cast.at)


def test_a_role_holds_only_after_a_second_administrator_gave_it(cast: Cast, grant: Grant) -> None:
    ask(cast, grant)
    assert not holds(cast.stranger, story.REVIEWER, cast.operation)
    with pytest.raises(MoveRefused, match="another person"):
        administer.give_grant(grant, by=cast.by("administrator_a"), at=cast.at)
    administer.give_grant(grant, by=cast.by("administrator_b"), at=cast.at)
    assert holds(cast.stranger, story.REVIEWER, cast.operation)


def test_nobody_gives_a_role_to_themselves(cast: Cast) -> None:
    own = Grant(operation=cast.operation, staff=cast.administrator_b, role=story.REVIEWER)
    with pytest.raises(MoveRefused, match="themselves"):
        administer.ask_grant(own, reason="", by=cast.by("administrator_b"), at=cast.at)
    ask(cast, own)
    with pytest.raises(MoveRefused, match="themselves"):
        administer.give_grant(own, by=cast.by("administrator_b"), at=cast.at)


def test_an_ended_role_no_longer_holds(cast: Cast) -> None:
    given = Grant.objects.get(staff=cast.operator)
    administer.end_grant(given, reason="left us", by=cast.by("administrator_a"), at=cast.at)
    assert not grants_of(cast.operator).exists()


def test_a_role_nobody_knows_and_a_registrar_without_a_site_are_refused(cast: Cast) -> None:
    for role, code in (("king", "unknown_role"), (story.REGISTRAR, "wrong_site")):
        with pytest.raises(StepError) as refused:
            ask(cast, Grant(operation=cast.operation, staff=cast.stranger, role=role))
        assert refused.value.code == code


def test_others_than_administrators_give_no_roles(cast: Cast, grant: Grant) -> None:
    with pytest.raises(MoveRefused, match="administrator"):
        administer.ask_grant(grant, reason="", by=cast.by("liaison_a"), at=cast.at)


def test_a_second_click_asks_no_second_time(cast: Cast, grant: Grant) -> None:
    ask(cast, grant)
    with pytest.raises(MoveRefused, match="already there"):
        ask(cast, Grant(pk=grant.pk, operation=cast.operation, staff=cast.stranger, role=story.REVIEWER))
    assert history(grant).count() == 1


def test_a_closed_operation_leaves_nobody_a_role(cast: Cast) -> None:
    administer.close_operation(cast.operation, reason="peace", by=cast.by("administrator_a"), at=cast.at)
    assert [s for s in Staff.objects.all() if grants_of(s).exists()] == []


def test_an_operation_has_a_name_and_a_kind_we_know(cast: Cast) -> None:
    by = actor(cast.administrator_a, story.ADMINISTRATOR)
    for wrong, code in (({"name": " "}, "no_name"), ({"name": "x", "kind": "feud"}, "unknown_kind")):
        with pytest.raises(StepError) as refused:
            administer.open_operation(Operation(**wrong), by=by, at=cast.at)
        assert refused.value.code == code
