"""The table of answers that `regreso link`, frames and Spark share: its columns, and a row's cells."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regreso.tracing.link import LinkRow
    from regreso.wire.table_output import Cell

LINK_COLUMNS: dict[str, type] = {
    "enquiry_id": str,
    "record_id": str,
    "rank": int,
    "probability": float,
    "weight": float,
    "same_as": str,
    "reasons": str,
}
_REASON = ("field", "level", "bits", "asked", "found", "rule", "bearers")


def link_cells(row: LinkRow) -> list[Cell]:
    """The cells of a row, in the order of the columns; the nobody row has no weight and no reasons.

    >>> from regreso.tracing.link import LinkRow
    >>> link_cells(LinkRow("E1", "", 0, 1.0, 0.0))
    ['E1', '', 0, 1.0, None, '', '']
    """
    told = [{name: getattr(reason, name) for name in _REASON} for reason in row.reasons]
    reasons = json.dumps(told, ensure_ascii=False) if told else ""
    weight = row.weight if row.rank else None
    return [row.enquiry_id, row.record_id, row.rank, row.probability, weight, row.same_as, reasons]
