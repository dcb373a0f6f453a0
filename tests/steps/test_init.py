"""Every row of the story has its verb."""

from __future__ import annotations

import ast

import pytest

from regreso.story import STORY, SUBJECTS
from tree import SOURCE

VERBS = {
    "enquiry": ("ask", "minimise", "search", "trace", "reach", "attend"),
    "custody": ("register", "import_list"),
    "match": ("search", "review", "confirm"),
    "record": ("record",),
    "record_copy": ("record",),
    "question": ("inquire",),
    "answer": ("answer",),
    "correction": ("set_right",),
    "message": ("message",),
    "translation": ("translate",),
    "call": ("call",),
    "journey": ("travel",),
    "handover": ("handover",),
    "death_notice": ("mourn",),
    "support_plan": ("support",),
    "proof": ("proof",),
    "challenge": ("challenge",),
    "unsent": ("unsent",),
    "self_report": ("alive",),
    "head_count": ("head_count",),
    "custody_list": ("register", "import_list"),
    "source": ("source",),
    "document": ("gather",),
    "lead": ("gather", "read", "tally"),
    "trip": ("board",),
    "device": ("equip",),
    "upload": ("count",),
    "recognition": ("recognise",),
    "possible": ("meet",),
    "card": ("guide",),
    "draft": ("prefill",),
    "announcement": ("announce",),
    "notice": ("notify",),
    "exchange_list": ("exchange",),
    "border_change": ("borders",),
    "corridor": ("evacuate", "convoy"),
    "corridor_plan": ("arrange",),
    "broadcast": ("convoy",),
    "manifest_copy": ("hand_out",),
    "operation": ("administer", "search_again"),
    "grant": ("administer",),
    "hook": ("hook",),
    "break_glass": ("break_glass",),
}


def words(name: str) -> set[str]:
    """Every word that stands as a text in this step."""
    tree = ast.parse((SOURCE / "steps" / f"{name}.py").read_text(encoding="utf-8"))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_move_of_the_story_has_a_step(subject: str) -> None:
    made = set().union(*(words(name) for name in VERBS[subject]))
    assert {rule.move for rule in STORY if rule.subject == subject} - made == set()


def test_the_room_lists_its_verbs_in_order() -> None:
    listed = (SOURCE / "steps" / "__init__.py").read_text(encoding="utf-8")
    files = {path.stem for path in (SOURCE / "steps").glob("*.py")} - {"__init__", "errors", "sought"}
    assert [name for name in files if f"\n    {name} " not in listed] == []
