"""The holding side writes the register."""

from __future__ import annotations

import uuid

import pytest

from cast import Cast
from regreso.casebook import queries
from regreso.casebook.access import for_enquirer
from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import (
    Consent,
    Custody,
    CustodyList,
    Enquiry,
    Operation,
    Person,
    Presence,
    history,
)
from regreso.steps import register
from regreso.steps.errors import StepError
from regreso.story import MoveRefused


def _new(cast: Cast, **stated: object) -> tuple[Custody, Person]:
    return Custody(operation=cast.operation, site=cast.camp), Person(operation=cast.operation, **stated)


def test_article_17_is_all_that_is_needed(cast: Cast) -> None:
    four = {"surname": "Коваль", "given": "Іван", "rank": "солдат", "birth": "2001-05-09"}
    custody, person = _new(cast, **four, service_number="АА-123456")
    register.register(custody, person, by=cast.by("registrar"), at=cast.at)
    again = Custody.objects.get()
    assert (again.state, again.person.surname, again.person.declined) == ("registered", "Коваль", [])


def test_what_was_not_told_is_written_down_as_declined(cast: Cast) -> None:
    told = ["unit", "father", "service_number", "rank"]
    custody, person = _new(cast, surname="Коваль", declined=told)
    register.register(custody, person, by=cast.by("registrar"), at=cast.at)
    assert Person.objects.get().declined == told
    custody, person = _new(cast, declined=["surname", "given"])
    register.register(custody, person, by=cast.by("registrar"), at=cast.at)
    assert Custody.objects.count() == 2


def test_a_declined_field_cannot_hold_a_value(cast: Cast) -> None:
    for stated, code in (
        ({"unit": "30th", "declined": ["unit"]}, "told_and_declined"),
        ({"declined": ["blood"]}, "unknown_field"),
    ):
        with pytest.raises(StepError) as refused:
            register.register(*_new(cast, surname="Коваль", **stated), by=cast.by("registrar"), at=cast.at)
        assert refused.value.code == code
    assert not Person.objects.exists()


def test_a_kind_of_custody_that_nobody_knows_is_refused(cast: Cast) -> None:
    custody, person = _new(cast, surname="Коваль")
    custody.kind = "hostage"
    with pytest.raises(StepError, match="unknown_kind"):
        register.register(custody, person, by=cast.by("registrar"), at=cast.at)


def test_one_without_a_name_is_unidentified_or_refused(cast: Cast) -> None:
    with pytest.raises(StepError, match="no_name"):
        register.register(*_new(cast, marks="scar"), by=cast.by("registrar"), at=cast.at)
    unknown = _new(cast, marks="scar", identity_level="unidentified")
    register.register(*unknown, by=cast.by("registrar"), at=cast.at)
    assert Custody.objects.get().person.identity_level == "unidentified"


def test_the_clocks_of_an_arrival_run(cast: Cast) -> None:
    custody, person = _new(cast, surname="Коваль")
    custody.arrived_at = cast.later(days=-2)
    register.register(custody, person, by=cast.by("registrar"), at=cast.at)
    again = Custody.objects.get()
    assert (again.card_due_at, again.bureau_due_at) == (cast.later(days=5), cast.later(hours=24))
    assert [(p.kind, p.at, p.noted_by) for p in Presence.objects.all()] == [
        ("arrived", cast.later(days=-2), cast.registrar)
    ]


def test_every_change_has_the_next_number(cast: Cast) -> None:
    first, second = cast.held(), cast.held(surname="Коваль")
    register.correct(first, {"given": "Тарасик"}, by=cast.by("registrar"), at=cast.at)
    numbers = [Custody.objects.get(pk=row.pk).change for row in (first, second)]
    assert (numbers, Operation.objects.get().registry_change) == ([3, 2], 3)


def test_one_reported_is_registered_later_with_their_name(cast: Cast) -> None:
    custody, person = _new(cast, identity_level="unidentified", marks="scar")
    register.report(custody, person, by=cast.by("registrar"), at=cast.at)
    person.surname, person.identity_level = "Коваль", "self_stated"
    register.register(custody, person, by=cast.by("registrar"), at=cast.later(hours=5))
    again = Custody.objects.get()
    assert (again.person.surname, again.arrived_at, again.bureau_due_at) == (
        "Коваль",
        cast.at,
        cast.later(hours=29),
    )
    assert Presence.objects.count() == 1


def test_a_double_click_registers_once(cast: Cast) -> None:
    custody = cast.held()
    again = Custody(pk=custody.pk, operation=cast.operation, site=cast.camp)
    twin = Person(operation=cast.operation, surname="Шевченко")
    with pytest.raises(MoveRefused, match="already there"):
        register.register(again, twin, by=cast.by("registrar"), at=cast.at)
    assert (Custody.objects.count(), Person.objects.count(), history(custody).count()) == (1, 1, 1)


def test_only_a_registrar_registers(cast: Cast) -> None:
    for by in (cast.by("operator"), cast.by("reviewer_a"), SYSTEM):
        with pytest.raises(MoveRefused, match="it is for registrar"):
            register.register(*_new(cast, surname="Коваль"), by=by, at=cast.at)
    assert not Person.objects.exists()


def test_a_transfer_starts_the_clocks_again(cast: Cast) -> None:
    custody = cast.held()
    register.send_card(custody, by=cast.by("registrar"), at=cast.at)
    assert Custody.objects.get().card_due_at is None
    then = cast.later(days=10)
    register.transfer(custody, cast.hospital, by=cast.by("registrar"), at=then)
    again = Custody.objects.get()
    assert (again.site, again.card_due_at, again.card_sent_at) == (cast.hospital, cast.later(days=17), None)
    assert [(p.kind, p.site.code) for p in Presence.objects.order_by("at", "-kind")] == [
        ("arrived", "C1"),
        ("left", "C1"),
        ("arrived", "H1"),
    ]
    with pytest.raises(StepError, match="not_another_site"):
        register.transfer(custody, cast.hospital, by=cast.by("registrar"), at=then)


def test_grave_health_is_told_every_week_until_it_is_not_grave(cast: Cast) -> None:
    custody = cast.held()
    by = cast.by("registrar")
    register.admit(custody, site=cast.hospital, by=by, at=cast.at)
    register.report_health(custody, "seriously wounded", grave=True, by=by, at=cast.later(days=3))
    assert Custody.objects.get().health_due_at == cast.later(days=10)
    register.report_health(custody, "convalescent", grave=False, by=by, at=cast.later(days=9))
    register.discharge(custody, site=cast.camp, by=by, at=cast.later(days=10))
    again = Custody.objects.get()
    assert (again.state, again.health, again.health_due_at, again.site) == (
        "held",
        "convalescent",
        None,
        cast.camp,
    )


def test_the_bureau_is_told_and_answers(cast: Cast) -> None:
    custody = cast.held()
    register.notify(custody, by=cast.by("bureau"), at=cast.at)
    assert Custody.objects.get().bureau_due_at is None
    register.receive_receipt(custody, receipt="NIB 7", by=cast.by("bureau"), at=cast.at)
    assert (custody.state, history(custody).get(name="receive_receipt").detail) == (
        "held",
        {"receipt": "NIB 7"},
    )


def test_identity_and_presence_are_noted(cast: Cast) -> None:
    custody = cast.held()
    register.identify(custody, "documented", basis="passport", by=cast.by("registrar"), at=cast.at)
    register.note_presence(custody, by=cast.by("registrar"), at=cast.later(days=1))
    assert Person.objects.get().identity_level == "documented"
    assert Presence.objects.filter(kind="counted", at=cast.later(days=1)).count() == 1
    with pytest.raises(StepError, match="unknown_level"):
        register.identify(custody, "sure", by=cast.by("officer_a"), at=cast.at)


@pytest.mark.parametrize(
    ("how", "state"),
    [
        ("release", "released"),
        ("exchange", "exchanged"),
        ("repatriate", "repatriated"),
        ("escape", "escaped"),
        ("hand_to_authority", "handed_over"),
    ],
)
def test_custody_ends_in_one_of_five_ways_and_stays_in_the_registry(cast: Cast, how: str, state: str) -> None:
    custody = cast.held()
    register.end(custody, how, by=cast.by("registrar"), at=cast.at)
    again = Custody.objects.get()
    assert (again.state, again.card_due_at, again.change) == (state, None, 1)
    with pytest.raises(MoveRefused):
        register.end(custody, how, by=cast.by("registrar"), at=cast.at)


def test_no_registrar_ends_a_custody_by_death(cast: Cast) -> None:
    custody = cast.held()
    with pytest.raises(StepError, match="unknown_end"):
        register.end(custody, "die", by=cast.by("registrar"), at=cast.at)
    with pytest.raises(MoveRefused):
        register.die(custody, by=cast.by("registrar"), at=cast.at)
    register.die(custody, at=cast.at)
    assert Custody.objects.get().state == "died"


def _asked(cast: Cast, *, given: bool, alone: bool = True, enquiry: Enquiry | None = None) -> Consent:
    return Consent(
        purpose="tell_family", given=given, asked_alone=alone, witness=cast.registrar, enquiry=enquiry
    )


def test_the_newest_word_of_the_captive_holds(cast: Cast) -> None:
    custody, enquiry = cast.held(), cast.asked()
    assert not queries.consents(custody, "tell_family")
    register.consent(custody, _asked(cast, given=True), by=cast.captive_of(custody), at=cast.at)
    assert queries.consents(custody, "tell_family", enquiry=enquiry)
    refusal = _asked(cast, given=False, enquiry=enquiry)
    register.consent(custody, refusal, by=cast.captive_of(custody), at=cast.later(hours=1))
    assert not queries.consents(custody, "tell_family", enquiry=enquiry)
    assert queries.consents(custody, "tell_family")
    assert not queries.consents(custody, "share_health")


def test_only_the_captive_asked_alone_agrees(cast: Cast) -> None:
    custody, other = cast.held(), cast.held(surname="Коваль")
    with pytest.raises(StepError, match="not_alone"):
        register.consent(
            custody, _asked(cast, given=True, alone=False), by=cast.captive_of(custody), at=cast.at
        )
    for by in (cast.captive_of(other), cast.by("registrar"), for_enquirer(cast.asked())):
        with pytest.raises(MoveRefused):
            register.consent(custody, _asked(cast, given=True), by=by, at=cast.at)
    assert not Consent.objects.exists()


def _list(cast: Cast, size: int, digest: str = "d1") -> tuple[CustodyList, list[tuple[Custody, Person]]]:
    rows = [_new(cast, surname=f"Бондар{n}", given="Іван", birth="1999") for n in range(size)]
    return CustodyList(operation=cast.operation, site=cast.camp, digest=digest), rows


def test_a_list_is_registered_as_a_whole(cast: Cast) -> None:
    custody_list, rows = _list(cast, 3)
    register.register_list(custody_list, rows, by=cast.by("registrar"), at=cast.at)
    everybody = Custody.objects.filter(listed_in=custody_list)
    assert {(c.state, c.change, c.card_due_at) for c in everybody} == {("registered", 1, cast.later(days=7))}
    assert sorted(c.person.surname for c in everybody) == ["Бондар0", "Бондар1", "Бондар2"]
    assert (CustodyList.objects.get().size, Presence.objects.filter(kind="arrived").count()) == (3, 3)
    assert [m.name for m in history(rows[0][0])] == ["register_listed"]
    register.notify(rows[0][0], by=cast.by("bureau"), at=cast.at)


def test_the_same_list_counts_once(cast: Cast) -> None:
    register.register_list(*_list(cast, 2), by=cast.by("registrar"), at=cast.at)
    with pytest.raises(MoveRefused, match="taken in before"):
        register.register_list(*_list(cast, 2), by=cast.by("registrar"), at=cast.at)
    assert Custody.objects.count() == 2


def test_a_list_with_a_bad_row_leaves_nobody_in(cast: Cast) -> None:
    custody_list, rows = _list(cast, 3)
    rows[1][1].birth = "31.02.1999"
    with pytest.raises(StepError, match=r"row 2: 31\.02\.1999"):
        register.register_list(custody_list, rows, by=cast.by("registrar"), at=cast.at)
    assert (Custody.objects.count(), CustodyList.objects.count(), Person.objects.count()) == (0, 0, 0)


def test_rows_of_another_operation_never_meet(cast: Cast) -> None:
    other = Operation.objects.create(pk=uuid.uuid4(), name="Another")
    custody, person = _new(cast, surname="Коваль")
    person.operation = other
    with pytest.raises(StepError, match="other_operation"):
        register.register(custody, person, by=cast.by("registrar"), at=cast.at)
