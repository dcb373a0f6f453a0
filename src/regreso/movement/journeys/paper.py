"""A plan on paper: a PDF by typst, on every page marked as a planning copy."""

from __future__ import annotations

import json
from importlib import resources

from regreso.movement.errors import MovementError
from regreso.movement.journeys.plan import Plan
from regreso.movement.journeys.telling import (
    PLANNING_COPY,
    WARNING,
    Question,
    hurdle_line,
    option_line,
    option_lines,
    tier_line,
)

_MOST_ON_PAPER = 3


def as_pdf(question: Question, plan: Plan) -> bytes:
    """The plan as a PDF of A4 pages in greyscale, with the first three options.

    Raises:
        MovementError: typst is not installed.

    No doctest: typst is an extra; see the tests.
    """
    try:
        import typst  # noqa: PLC0415 - deferred: an extra, for those who print
    except ImportError:
        raise MovementError(
            "a PDF needs typst, which is not installed; run: pip install typst, or use --format text"
        ) from None
    template = resources.files("regreso.movement.journeys").joinpath("data", "planning_copy.typ").read_bytes()
    return bytes(typst.compile(template, sys_inputs={"plan": _content(question, plan)}))


def _content(question: Question, plan: Plan) -> str:
    return json.dumps({
        "title": f"{PLANNING_COPY}: {question.line()}",
        "mark": PLANNING_COPY,
        "warning": WARNING,
        "question": question.line(),
        "tier": tier_line(plan.tier),
        "options": [
            {"line": f"{number}. {option_line(option)}", "lines": list(option_lines(option))}
            for number, option in enumerate(plan.options[:_MOST_ON_PAPER], 1)
        ],
        "blocked_by": [hurdle_line(hurdle) for hurdle in plan.blocked_by],
    })  # fmt: skip
