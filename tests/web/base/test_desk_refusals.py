"""Whatever a step refuses, the person at the desk reads why, and not a shrug."""

from __future__ import annotations

import ast

import pytest
from django.utils.translation import override

from regreso.story import MoveRefused
from regreso.web.base.refusals import friendly
from tree import modules, room_of

SHRUG = "This cannot be done now"
# Nobody at a desk can meet these: the clock or the family's own page does, or the page does not offer them.
NEVER_AT_A_DESK = (
    "its day has not passed",
    "it is not late yet",
    "an enquiry looks for this person already",
    "its window is not over",
    "the next word is not due yet",
    "the family was heard of on ",
    "it is the call of another family",
    "it is the journey of another family",
    "it is the plan of another family",
    "it is another family's enquiry",
    "only the family it was written to may open it",
    "only the one whose message it is may write it",
    "only the person held may agree or refuse",
    "only the person who is to be given back may say so",
    "the family and the person are not of one operation",
    "nobody gives a role to themselves",
)


def said(node: ast.expr) -> str:
    """What a refusal begins with: its text, with “…” where a value is put in."""
    if isinstance(node, ast.JoinedStr):
        return "".join(p.value if isinstance(p, ast.Constant) else "…" for p in node.values)  # type: ignore[misc]  # texts
    return str(getattr(node, "value", ""))


def refusals() -> list[str]:
    found = [
        said(node.args[2])
        for path, tree in modules()
        if room_of(path) in {"steps", "casebook"}
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) == "MoveRefused"
        and len(node.args) > 2
    ]
    return sorted({text for text in found if text})


def test_the_refusals_are_found() -> None:
    assert len(refusals()) > 20


@pytest.mark.parametrize("why", [why for why in refusals() if not why.startswith(NEVER_AT_A_DESK)])
def test_each_refusal_is_told_in_words(why: str) -> None:
    with override("en"):
        assert not friendly(MoveRefused("answer", "release", why)).startswith(SHRUG)
