"""Whatever stands in whatever field of a scenario: a fault report comes of it, never a traceback."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

import pytest

from corridors import small
from regreso.movement.corridor.check import check
from regreso.movement.corridor.faults import CODES
from regreso.movement.corridor.plan import plan
from regreso.movement.corridor.schema import misfits
from regreso.movement.corridor.verify import verify
from regreso.movement.errors import MovementError

Path = tuple[str | int, ...]
GONE = object()
ODD: dict[str, Any] = {
    "missing": GONE, "null": None, "true": True, "negative": -1, "zero": 0, "huge": 10**400,
    "nan": float("nan"), "infinite": float("inf"),
    "empty": "", "unicode": "Ünïcødé \u202e Місто", "list": [], "object": {},
    "list of null": [None], "list of objects": [{}],
}  # fmt: skip


def whole() -> dict[str, Any]:
    raw = small()
    raw["escorts"] = {"teams": 1, "vehicles_per_team": 2}
    raw["links"] = [{"id": "l", "a": "way", "b": "way", "rule": "together"}]
    raw["rules"] = [{"id": "r", "place": "gate", "says": "x", "source": "s", "checked": "2022-03-01"}]
    raw["manifest"] = [{"id": "m", "token": "t", "kind": "boarded", "at": "2022-03-05T09:00Z"}]
    return raw


def paths(value: object, here: Path = ()) -> Iterator[Path]:
    if here:
        yield here
    if isinstance(value, dict):
        for name, one in value.items():
            yield from paths(one, (*here, name))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from paths(one, (*here, number))


def changed(path: Path, value: object) -> dict[str, Any]:
    raw = whole()
    there: Any = raw
    for step in path[:-1]:
        there = there[step]
    if value is GONE:
        del there[path[-1]]
    else:
        there[path[-1]] = copy.deepcopy(value)
    return raw


@pytest.mark.parametrize("kind", ODD)
def test_every_field_may_hold_anything(kind: str) -> None:
    faulty = 0
    for path in paths(whole()):
        told = check(changed(path, ODD[kind])).as_row()
        assert list(misfits(told, name="faults")) == []
        assert {fault["code"] for fault in told["faults"]} <= set(CODES)
        faulty += bool(told["faults"])
    assert faulty > 30


@pytest.mark.parametrize("seed", range(4))
def test_what_can_still_be_planned_keeps_what_is_left_of_the_scenario(seed: int) -> None:
    dice, planned = random.Random(seed), 0
    for path in dice.sample(list(paths(whole())), 12):
        raw = changed(
            path, dice.choice([one for name, one in ODD.items() if name not in {"nan", "infinite"}])
        )
        try:
            made = plan(raw, marginal=False, standby=False, tried=False, seconds=2.0)
        except MovementError:
            continue
        planned += 1
        assert verify(raw, made) == [], path
    assert planned
