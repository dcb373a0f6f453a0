"""Cases worked out by hand from what is shipped: whoever changes the data must reason them out anew."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from regreso.movement.journeys import shipped
from regreso.movement.journeys.plan import plan_journey
from regreso.movement.journeys.rules import Traveller

CASES = json.loads((Path(__file__).parent / "data/journeys_reasoned.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["why"])[:50])
def test_a_case_reasoned_out_by_hand(case: dict[str, Any]) -> None:
    traveller = Traveller(
        case["passport"], case.get("purpose", "family"), frozenset(case.get("documents", ()))
    )
    on = date.fromisoformat(case["on"])
    plan = plan_journey(shipped.atlas(), traveller, start=case["from"], end=case["to"], on=on)
    assert plan.tier.value == case["tier"], case["why"]
    if "places" in case:
        assert sorted({one.place for one in plan.blocked_by}) == case["places"]
    if case["tier"] in ("ready", "documents"):
        missing = [{one.document.code for one in option.documents_to_get} for option in plan.options]
        assert missing
        assert all(codes == set(case.get("get", ())) for codes in missing)
