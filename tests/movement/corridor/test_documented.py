"""docs/reference/corridor.md suffices to write a scenario: its example runs, each code and field is told."""

from __future__ import annotations

import json
import re

from regreso.movement.corridor.check import check
from regreso.movement.corridor.faults import CODES
from regreso.movement.corridor.plan import plan
from regreso.movement.corridor.schema import schema
from regreso.movement.corridor.verify import PLAN_CODES, verify
from tree import ROOT

PAGE = (ROOT / "docs" / "reference" / "corridor.md").read_text(encoding="utf-8")


def test_the_example_has_no_fault_and_its_plan_keeps_it() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    raw = json.loads(example)
    assert check(raw).faults == ()
    assert verify(raw, plan(raw)) == []


def test_every_code_is_listed_with_what_it_means() -> None:
    assert all(f"| `{code}` | {wrong} | {done} |" in PAGE for code, (wrong, done) in CODES.items())
    assert all(f"| `{code}` | {wrong} |" in PAGE for code, wrong in PLAN_CODES.items())


def test_every_field_of_a_scenario_is_told() -> None:
    whole = schema("scenario")
    fields = set(whole["properties"])
    for part in whole["$defs"].values():
        fields |= set(part.get("properties", {}))
    assert {name for name in fields if not re.search(rf"\b{name}\b", PAGE)} == set()


def test_every_field_of_a_plan_is_told() -> None:
    assert {name for name in schema("plan")["properties"] if not re.search(rf"\b{name}\b", PAGE)} == set()
