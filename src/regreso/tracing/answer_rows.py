"""The table of answers that `regreso link`, frames and Spark share: its columns, and a row's cells."""

from __future__ import annotations

import json
from dataclasses import asdict
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
COLLECTIVE_COLUMNS: dict[str, type] = {"collective": float, "cluster": str}
DUPLICATE_COLUMNS: dict[str, type] = {
    "record_id": str,
    "other_id": str,
    "probability": float,
    "weight": float,
}


def link_cells(row: LinkRow, *, language: str = "") -> list[Cell]:
    """The cells of a row, in the order of the columns; the nobody row has no weight and no reasons.

    Args:
        row: a candidate of an enquiry, or its nobody row.
        language: es, uk, ru or en adds to each reason `said`, the reason as a phrase.

    >>> from regreso.tracing.link import LinkRow
    >>> link_cells(LinkRow("E1", "", 0, 1.0, 0.0))
    ['E1', '', 0, 1.0, None, '', '']
    """
    told = [asdict(reason) for reason in row.reasons]
    if told and row.rank:
        told.append(_others(row.fits_as_well))
    if language:
        _say(told, row, language)
    reasons = json.dumps(told, ensure_ascii=False) if told else ""
    weight = row.weight if row.rank else None
    return [row.enquiry_id, row.record_id, row.rank, row.probability, weight, row.same_as, reasons]


def _others(fits_as_well: int) -> dict[str, object]:
    """How many other records fit about as well, in the shape of a reason, with `bearers` the number."""
    return {
        "field": "others", "level": "", "bits": 0.0, "asked": "", "found": "", "rule": "fits_as_well",
        "bearers": fits_as_well,
    }  # fmt: skip


def _say(told: list[dict[str, object]], row: LinkRow, language: str) -> None:
    from regreso.matching import say, say_fits  # noqa: PLC0415 - the columns above load without the matcher

    phrases = [say(reason, language) for reason in row.reasons] + [say_fits(row.fits_as_well, language)]
    for one, phrase in zip(told, phrases, strict=False):
        one["said"] = phrase
