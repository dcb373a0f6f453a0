"""Papers of the desk on A4 in greyscale: facts, tables, notes, places to sign. By typst."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from regreso.movement.errors import MovementError

NEEDED = ("title", "lang", "code", "facts", "tables", "notes", "signatures")


def form_pdf(content: dict[str, Any]) -> bytes:
    """A paper as a PDF.

    Args:
        content: the words, by the names of NEEDED: `facts` are pairs, each of `tables` has title, columns and
            rows, and in `short` the numbers of columns as wide as their words; `signatures` says under each
            place to sign who signs there.

    Raises:
        MovementError: a word is missing, or typst is not installed.

    No doctest: typst is an extra; see the tests.
    """
    missing = [name for name in NEEDED if name not in content]
    if missing:
        raise MovementError(f"the paper has no “{missing[0]}”; expected {', '.join(NEEDED)}")
    try:
        import typst  # noqa: PLC0415 - deferred: an extra, for those who print
    except ImportError:
        raise MovementError("a paper needs typst, which is not installed; run: pip install typst") from None
    template = resources.files("regreso.movement.exchange").joinpath("data", "form.typ").read_bytes()
    return bytes(typst.compile(template, sys_inputs={"form": json.dumps(content, ensure_ascii=False)}))
