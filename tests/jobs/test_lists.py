"""A list is looked through, taken in by portions that survive a crash, searched, and undone by two."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from cast import Cast
from regreso import story
from regreso.casebook.access import actor
from regreso.casebook.models import Custody, CustodyList, Grant, Match, Move, Person, Presence, Staff, history
from regreso.jobs import lists
from regreso.jobs.clock import tick
from regreso.jobs.worker import drain
from regreso.steps import administer, import_list, register
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

HEAD = "Прізвище;Ім'я;Дата нар.;Звання\n"
COLUMNS = ["surname", "given", "birth", "rank"]


def rows(number: int, first: int = 0) -> str:
    return "".join(f"Коваль{n};Іван;1990-01-01;солдат\n" for n in range(first, first + number))


def handed(cast: Cast, text: str, **plan: Any) -> CustodyList:
    """A list that was handed in, mapped and looked through."""
    one = CustodyList(operation=cast.operation, site=cast.camp)
    by = cast.by("registrar")
    import_list.hand_in(one, (HEAD + text).encode(), name="табір.csv", by=by, at=cast.at)
    whole = {
        "columns": COLUMNS,
        "kind": "prisoner_of_war",
        "without_cells": False,
        "alike_too": False,
        **plan,
    }
    import_list.map_columns(one, whole, by=by, at=cast.at)
    drain(at=cast.at)
    one.refresh_from_db()
    return one


def taken(cast: Cast, text: str, **plan: Any) -> CustodyList:
    one = handed(cast, text, **plan)
    import_list.take_in(one, by=cast.by("registrar"), at=cast.at)
    drain(at=cast.at)
    one.refresh_from_db()
    return one


def second(cast: Cast) -> Staff:
    """Another registrar of the same camp."""
    other = Staff.objects.create_user("second_registrar")
    grant = Grant(operation=cast.operation, staff=other, role=story.REGISTRAR, site=cast.camp)
    administer.ask_grant(grant, reason="two are needed", by=cast.by("administrator_a"), at=cast.at)
    administer.give_grant(grant, by=cast.by("administrator_b"), at=cast.at)
    return other


def test_a_look_writes_nobody_and_counts_everything(cast: Cast) -> None:
    cast.held(surname="Мороз", given="Олег", birth="1980-02-03")
    one = handed(cast, "Коваль;Іван;31.02.1990;\n;;1980;\nМороз;Олег;03.02.1980;\nЛис;Петро;1970;капітан\n")
    assert Custody.objects.count() == 1
    assert (one.state, one.total, one.takes, one.faulty, one.alike) == ("checked", 4, 1, 2, 1)
    assert one.left_out == [
        {"row": 2, "faults": [["birth", "31.02.1990", "not_a_date"]], "alike": ""},
        {"row": 3, "faults": [["surname", "", "no_name"]], "alike": ""},
        {"row": 4, "faults": [], "alike": "register"},
    ]


def test_what_was_announced_is_what_comes_in(cast: Cast) -> None:
    text = "Коваль;Іван;31.02.1990;\n;;1980;\nМороз;Олег;1980;капітан\nМороз;Олег;1980;\n"
    for plan, names in (
        ({}, ["Мороз"]),
        ({"without_cells": True}, ["Коваль", "Мороз"]),
        ({"alike_too": True, "without_cells": True}, ["Коваль", "Мороз", "Мороз"]),
    ):
        Custody.objects.all().update(state="struck")
        before = set(Custody.objects.values_list("pk", flat=True))
        one = handed(cast, text + f"\n;;{len(names)};\n", **plan)
        expected = one.takes
        import_list.take_in(one, by=cast.by("registrar"), at=cast.at)
        drain(at=cast.at)
        one.refresh_from_db()
        fresh = Custody.objects.exclude(pk__in=before).select_related("person")
        assert sorted(held.person.surname for held in fresh) == names
        assert (one.state, one.size, expected) == ("imported", len(names), len(names))


def test_each_has_clocks_a_presence_and_a_move_of_the_registrar(cast: Cast) -> None:
    taken(cast, rows(3))
    for held in Custody.objects.all():
        assert held.card_due_at == cast.at + timedelta(days=7)
        assert held.bureau_due_at == cast.at + timedelta(hours=24)
        (move,) = history(held)
        assert (move.name, move.actor_id) == ("register_listed", str(cast.registrar.pk))
        assert Presence.objects.get(custody=held).kind == "arrived"


def test_the_search_follows(cast: Cast) -> None:
    cast.asked(surname="Шевченко", given="Тарас", birth="1999-04-21")
    taken(cast, "Шевченко;Тарас;21.04.1999;\n")
    assert Match.objects.get().custody.person.surname == "Шевченко"


def test_a_crash_in_the_middle_loses_nobody_and_doubles_nobody(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "_PORTION", 10)
    one = handed(cast, rows(95))
    import_list.take_in(one, by=cast.by("registrar"), at=cast.at)
    whole, calls = import_list.take_portion, iter(range(100))

    def dies(*args: Any, **kwargs: Any) -> bool:
        if next(calls) == 4:
            raise KeyboardInterrupt
        return whole(*args, **kwargs)

    move = history(one).get(name="take_in")
    with monkeypatch.context() as patched:
        patched.setattr(import_list, "take_portion", dies)
        with pytest.raises(KeyboardInterrupt):
            lists.take_in(move)
    one.refresh_from_db()
    assert (one.state, one.done, one.size, Custody.objects.count()) == ("being_taken", 40, 40, 40)
    drain(at=cast.at)
    one.refresh_from_db()
    assert (one.state, one.done, one.size) == ("imported", 95, 95)
    assert len({held.person.surname for held in Custody.objects.select_related("person")}) == 95


def test_two_workers_at_one_list_register_everybody_once(cast: Cast) -> None:
    one = handed(cast, rows(5))
    import_list.take_in(one, by=cast.by("registrar"), at=cast.at)
    said = [{"surname": "Коваль", "given": "Іван"}]
    late = CustodyList.objects.get(pk=one.pk)
    assert import_list.take_portion(one, said, upto=1, at=cast.at)
    assert not import_list.take_portion(late, said, upto=1, at=cast.at)
    assert Custody.objects.count() == 1


def test_the_same_list_counts_once_until_it_is_dropped(cast: Cast) -> None:
    one = handed(cast, rows(2))
    with pytest.raises(MoveRefused, match="taken in before"):
        handed(cast, rows(2))
    import_list.drop(one, by=cast.by("registrar"), at=cast.at)
    assert CustodyList.objects.get(pk=one.pk).contents == b""
    assert handed(cast, rows(2)).takes == 2


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        ({"columns": ["rank"]}, "no_name_column"),
        ({"columns": ["surname", "surname"]}, "column_twice"),
        ({"columns": ["surname", "shoe_size"]}, "unknown_field"),
        ({"kind": "guest"}, "unknown_kind"),
    ],
)
def test_columns_that_cannot_be_are_refused(cast: Cast, plan: dict[str, Any], code: str) -> None:
    with pytest.raises(StepError) as refused:
        handed(cast, rows(1), **plan)
    assert refused.value.code == code


def test_nobody_is_taken_from_a_list_without_anybody(cast: Cast) -> None:
    one = handed(cast, ";;1990;\n")
    with pytest.raises(StepError) as refused:
        import_list.take_in(one, by=cast.by("registrar"), at=cast.at)
    assert refused.value.code == "nobody_to_take"


def test_undoing_takes_a_second_registrar(cast: Cast) -> None:
    one = taken(cast, rows(2))
    import_list.ask_undo(one, reason="another camp's list", by=cast.by("registrar"), at=cast.at)
    with pytest.raises(MoveRefused, match="two-person"):
        import_list.undo(one, by=cast.by("registrar"), at=cast.at)
    assert Custody.objects.filter(state="registered").count() == 2


def test_undone_are_those_whom_nothing_has_happened_to(cast: Cast) -> None:
    cast.asked(surname="Шевченко", given="Тарас", birth="1999-04-21")
    one = taken(cast, "Шевченко;Тарас;21.04.1999;\n" + rows(3))
    assert Match.objects.get().state == "potential"
    moved, spoke, *_ = Custody.objects.filter(listed_in=one).exclude(matches__isnull=False).order_by("pk")
    register.send_card(moved, by=cast.by("registrar"), at=cast.at)
    cast.agreed(spoke)
    import_list.ask_undo(one, reason="a draft", by=cast.by("registrar"), at=cast.at)
    import_list.undo(one, by=actor(second(cast), story.REGISTRAR), at=cast.at)
    drain(at=cast.at)
    one.refresh_from_db()
    assert (one.state, one.stayed, one.contents) == ("undone", 2, b"")
    assert set(one.rows.exclude(state="struck")) == {moved, spoke}
    gone = one.rows.filter(state="struck")
    assert {(held.card_due_at, held.bureau_due_at) for held in gone} == {(None, None)}
    assert Match.objects.get().state == "superseded", "the struck are no longer proposed to anybody"
    assert Presence.objects.filter(custody__in=gone, kind="left").count() == 2


def test_a_match_in_a_reviewers_hands_keeps_its_person_in(cast: Cast) -> None:
    cast.asked(surname="Шевченко", given="Тарас", birth="1999-04-21")
    one = taken(cast, "Шевченко;Тарас;21.04.1999;\n")
    Match.objects.update(state="under_review")
    import_list.ask_undo(one, reason="a draft", by=cast.by("registrar"), at=cast.at)
    import_list.undo(one, by=actor(second(cast), story.REGISTRAR), at=cast.at)
    drain(at=cast.at)
    assert Custody.objects.get().state == "registered"


def test_asking_stops_the_taking_and_keeping_lets_it_stand(cast: Cast) -> None:
    one = handed(cast, rows(5))
    import_list.take_in(one, by=cast.by("registrar"), at=cast.at)
    assert import_list.take_portion(one, [{"surname": "Коваль0"}], upto=1, at=cast.at)
    import_list.ask_undo(one, reason="stop", by=cast.by("registrar"), at=cast.at)
    drain(at=cast.at)
    assert Custody.objects.count() == 1
    import_list.keep(one, by=cast.by("registrar"), at=cast.at)
    drain(at=cast.at)
    one.refresh_from_db()
    assert (one.state, one.size) == ("imported", 1)


def test_nothing_of_anybody_lies_in_clear(cast: Cast) -> None:
    one = handed(cast, "Коваль;Іван;31.02.1990;\n")
    table = CustodyList.objects.filter(pk=one.pk).values_list("contents", "left_out", "name", "plan").get()
    for column in table:
        assert "Коваль".encode() not in bytes(column)
        assert b"31.02" not in bytes(column)
        assert "табір".encode() not in bytes(column)


def test_the_file_goes_after_a_fortnight_and_the_people_stay(cast: Cast) -> None:
    waiting, done = handed(cast, rows(1)), taken(cast, rows(2, first=5))
    tick(cast.later(days=13))
    assert all(one.contents for one in CustodyList.objects.all())
    tick(cast.later(days=14))
    waiting.refresh_from_db()
    done.refresh_from_db()
    assert [(one.state, one.contents) for one in (waiting, done)] == [("dropped", b""), ("imported", b"")]
    assert (Person.objects.count(), Move.objects.filter(name="register_listed").count()) == (2, 2)
