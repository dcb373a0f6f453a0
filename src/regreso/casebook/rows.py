"""Writing columns that belong to a move, in the move's transaction and after it is appended."""

from __future__ import annotations

from typing import Any


def set_columns(row: Any, **columns: object) -> None:  # noqa: ANN401 - any noun's row
    """Write these columns of the row and no others."""
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=list(columns))


def add_line(row: Any, column: str, line: dict[str, Any]) -> None:  # noqa: ANN401 - any noun's row
    """Add a line to a sealed list as it stands in the database now: a page's old copy loses nobody's line."""
    row.refresh_from_db(fields=[column])
    set_columns(row, **{column: [*getattr(row, column), line]})
