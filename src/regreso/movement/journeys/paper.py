"""A plan on paper: a PDF by typst, on every page marked as a planning copy."""

from __future__ import annotations

import json
from importlib import resources

from regreso.movement.errors import MovementError
from regreso.movement.journeys.plan import Plan
from regreso.movement.journeys.telling import Question, hurdle_line, option_line, option_lines, tier_line
from regreso.movement.journeys.words import word

_MOST_ON_PAPER = 3


def as_pdf(question: Question, plan: Plan, *, language: str = "en") -> bytes:
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
    return bytes(typst.compile(template, sys_inputs={"plan": _content(question, plan, language)}))


def _content(question: Question, plan: Plan, language: str) -> str:
    copy, asked = word("planning_copy", language), question.line(language)
    return json.dumps({
        "title": f"{copy}: {asked}", "lang": language, "mark": copy, "warning": word("warning", language),
        "question": asked, "tier": tier_line(plan.tier, language),
        "options": [
            {"line": f"{at}. {option_line(option, language)}", "lines": list(option_lines(option, language))}
            for at, option in enumerate(plan.options[:_MOST_ON_PAPER], 1)
        ],
        "blocked_by": [hurdle_line(hurdle, language) for hurdle in plan.blocked_by],
    })  # fmt: skip
