"""The rule of each kind of notice is written down for those who operate the service."""

from __future__ import annotations

from regreso.casebook.notices import KINDS
from tree import ROOT

_MODES = {"at_least_once": "at least once", "at_most_once": "at most once"}


def test_every_kind_stands_in_the_table_with_its_mode_and_reason() -> None:
    page = (ROOT / "docs/reference/notices.md").read_text(encoding="utf-8")
    missing = [
        name
        for name, kind in KINDS.items()
        if f"| `{name}` | {_MODES[kind.mode]} | {kind.why} | {kind.desk} |" not in page
    ]
    assert missing == []
