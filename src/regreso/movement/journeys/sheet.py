"""A journey sheet on paper: one A4 page in greyscale, in the traveller's language, by typst.

The words come from the caller, who knows the language. Whether a sheet may exist at all is not decided here:
what the command line prints is a planning copy and comes from `paper`.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from regreso.movement.errors import MovementError

# Sizes of the letters, in points; below the last one nobody reads it by torchlight.
SIZES = (12.0, 11.0, 10.0, 9.3, 8.6, 8.0, 7.5, 7.0)
NEEDED = (
    "title", "lang", "traveller", "code_label", "code", "expires", "meeting_label", "meeting", "warning",
    "legs", "carry_label", "carry", "numbers_label", "numbers", "check", "money", "rules_label", "rules",
)  # fmt: skip


def sheet_pdf(content: dict[str, Any]) -> bytes:
    """The sheet as a PDF of one page, in the largest letters that fit.

    Args:
        content: the words, by the names of NEEDED; each of `legs` has order, line, when, what, notes, source.

    Raises:
        MovementError: a word is missing, typst is not installed, or it does not fit on one page at 7 points.

    No doctest: typst is an extra; see the tests.
    """
    missing = [name for name in NEEDED if name not in content]
    if missing:
        raise MovementError(f"the sheet has no “{missing[0]}”; expected {', '.join(NEEDED)}")
    try:
        import typst  # noqa: PLC0415 - deferred: an extra, for those who print
    except ImportError:
        raise MovementError("a sheet needs typst, which is not installed; run: pip install typst") from None
    template = resources.files("regreso.movement.journeys").joinpath("data", "journey_sheet.typ").read_bytes()
    words = json.dumps(content, ensure_ascii=False)
    for size in SIZES:
        inputs = {"sheet": words, "size": str(size)}
        pages = json.loads(typst.query(template, "<pages>", field="value", one=True, sys_inputs=inputs))
        if pages == 1:
            return bytes(typst.compile(template, sys_inputs=inputs))
    raise MovementError(
        f"the sheet does not fit on one page at {SIZES[-1]} points; shorten the notes of its legs"
    )
