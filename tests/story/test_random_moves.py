"""Random moves by random hands in random roles, over every subject of the story, on real rows.

What may happen is told here a second time, by the table alone and in other words than the ledger's: so no
forbidden move ever succeeds, no allowed one is refused, nothing changes by a refusal, and in the end no row
is in a state that no move gave it.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from regreso import story
from regreso.casebook.actor import Actor
from regreso.casebook.audit import verify
from regreso.casebook.models import Move, Operation, append_move
from regreso.casebook.sealed import Sealed
from regreso.story import NEW, SAME, MoveRefused, Rule

AT = datetime(2022, 3, 3, 9, tzinfo=UTC)
KINDS: dict[str, type[models.Model]] = {
    model.SUBJECT: model
    for model in apps.get_app_config("casebook").get_models()
    if hasattr(model, "SUBJECT") and model is not Operation
}
HANDS = ("ada", "bob", "eve")
TABLE = {(row.subject, row.move): row for row in story.STORY}
FIRST = {
    subject: [row for row in story.STORY if row.subject == subject and NEW in row.before] for subject in KINDS
}
NAMES = sorted({row.move for row in story.STORY})


class Story(RuleBasedStateMachine):
    """A crisis in which anybody tries anything."""

    def __init__(self) -> None:
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.now, self.numbers = AT, count(1)
        self.rows: list[Any] = []
        self.told: dict[
            Any, list[tuple[str, ...]]
        ] = {}  # of a row: moves and whose hand made them, oldest first
        self.states: dict[Any, str] = {}
        self.operation = Operation(name="An invented crisis")
        append_move(self.operation, "open", by=Actor("administrator", "ada"), at=AT)

    @rule(data=st.data(), subject=st.sampled_from(sorted(KINDS)))
    def something_begins(self, data: st.DataObject, subject: str) -> None:
        self.begun(subject, data.draw(st.sampled_from(FIRST[subject])), data.draw(st.sampled_from(HANDS)))

    @rule(data=st.data())
    def something_is_tried(self, data: st.DataObject) -> None:
        if not self.rows:
            return
        row = data.draw(st.sampled_from(self.rows[-6:]))
        likely = [
            one.move
            for one in story.STORY
            if one.subject == row.SUBJECT and self.states[row.pk] in one.before
        ]
        name = data.draw(st.sampled_from(likely or NAMES) | st.sampled_from(NAMES))
        known = TABLE.get((row.SUBJECT, name))
        role = data.draw(st.sampled_from(known.by if known else story.ROLES) | st.sampled_from(story.ROLES))
        hand, via = data.draw(st.sampled_from(HANDS)), data.draw(st.sampled_from(("", "", *HANDS)))
        self.tried(row, name, Actor(role, hand, via))

    @rule(data=st.data(), name=st.sampled_from(NAMES))
    def somebody_judges_by_an_old_state(self, data: st.DataObject, name: str) -> None:
        if not self.rows:
            return
        row = data.draw(st.sampled_from(self.rows[-6:]))
        stale = type(row)(pk=row.pk, operation_id=row.operation_id)
        stale._state.adding = False
        stale.state = data.draw(st.sampled_from(sorted({s for one in story.STORY for s in one.before if s})))
        known = TABLE.get((row.SUBJECT, name))
        if known is None or stale.state == self.states[row.pk]:
            return
        with pytest.raises(MoveRefused), transaction.atomic():
            append_move(stale, name, by=Actor(known.by[0], "stranger"), at=self.now)
        self.unchanged(row)

    def begun(self, subject: str, first: Rule, hand: str) -> Any:
        row = self.filled(KINDS[subject])
        append_move(row, first.move, by=Actor(first.by[0], hand), at=self.now)
        self.rows.append(row)
        self.told[row.pk], self.states[row.pk] = [(first.move, hand)], first.after
        return row

    def tried(self, row: Any, name: str, by: Actor) -> None:
        self.now += timedelta(minutes=1)
        if self.allowed(row, name, by):
            append_move(row, name, by=by, at=self.now)
            known = TABLE[row.SUBJECT, name]
            self.told[row.pk].append((name, by.hand, by.id))  # both bar a second half
            if known.after != SAME:
                self.states[row.pk] = known.after
        else:
            with pytest.raises(MoveRefused), transaction.atomic():
                append_move(row, name, by=by, at=self.now)
        self.unchanged(row)

    def allowed(self, row: Any, name: str, by: Actor) -> bool:
        """By the table alone: it starts here, this role may make it, and the first half was another's."""
        known = TABLE.get((row.SUBJECT, name))
        if known is None or self.states[row.pk] not in known.before or by.role not in known.by:
            return False
        firsts = [made for made in self.told[row.pk] if made[0] in known.other_than]
        barring = firsts[-1:] if known.newest else firsts
        return not any(by.hand in made[1:] for made in barring)

    def unchanged(self, row: Any) -> None:
        there = type(row)._default_manager.values_list("state", flat=True).get(pk=row.pk)
        assert there == self.states[row.pk]
        moves = Move.objects.filter(subject=row.SUBJECT, subject_id=row.pk).order_by("number")
        assert list(moves.values_list("name", flat=True)) == [made[0] for made in self.told[row.pk]]

    def filled(self, kind: type[models.Model]) -> Any:
        """A row with whatever it cannot be without."""
        values: dict[str, Any] = {}
        kept_apart = [one for one in kind._meta.constraints if isinstance(one, models.UniqueConstraint)]
        alone = {name for one in kept_apart for name in one.fields}
        for column in kind._meta.concrete_fields:
            if column.primary_key or column.null or isinstance(column, Sealed):
                continue
            if isinstance(column, models.ForeignKey):
                values[column.name] = self.there(column.related_model)
            elif column.unique or not column.has_default() or column.name in alone:
                values[column.name] = self.value(column)
        return kind(**values)

    def there(self, kind: Any) -> Any:
        if kind is Operation:
            return self.operation
        if hasattr(kind, "SUBJECT"):
            return self.begun(kind.SUBJECT, FIRST[kind.SUBJECT][0], "ada")
        row = self.filled(kind)
        row.save()
        return row

    def value(self, column: Any) -> Any:
        if isinstance(column, models.DateTimeField):
            return self.now
        if isinstance(column, models.DateField):
            return self.now.date()
        if isinstance(column, models.BinaryField):
            return os.urandom(16)
        if isinstance(column, (models.IntegerField, models.FloatField)):
            return next(self.numbers)
        if isinstance(column, models.UUIDField):
            return column.to_python(os.urandom(16).hex())
        return os.urandom(8).hex()[: column.max_length or 16]

    def teardown(self) -> None:
        try:
            assert verify(self.operation) == [], "no state without a row, and the chain is whole"
        finally:
            transaction.set_rollback(True)
            self.around.__exit__(None, None, None)


@pytest.mark.slow
@pytest.mark.django_db
def test_no_forbidden_move_ever_succeeds() -> None:
    few = settings(
        max_examples=12,
        stateful_step_count=40,
        suppress_health_check=list(HealthCheck),
        phases=(
            Phase.explicit,
            Phase.reuse,
            Phase.generate,
        ),  # to shrink takes minutes
    )
    run_state_machine_as_test(Story, settings=few)


@pytest.mark.django_db
@pytest.mark.parametrize("subject", sorted(KINDS))
def test_every_subject_of_the_story_can_be_begun_here(subject: str) -> None:
    """So that the random moves above leave none out."""
    machine = Story()
    for first in FIRST[subject]:
        row = machine.begun(subject, first, "ada")
        machine.unchanged(row)
    machine.teardown()


def test_every_subject_is_a_row_of_ours() -> None:
    assert {*KINDS, "operation"} == set(story.SUBJECTS)
