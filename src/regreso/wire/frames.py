"""Tables in memory, in and out: pandas, polars, Arrow, and whatever else speaks Arrow's C interface.

Neither pandas nor polars is needed: what comes in is asked for its Arrow form, and what goes out is made by
the library that brought it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types

from regreso.wire.errors import WireError
from regreso.wire.parquet import arrow_rows
from regreso.wire.tables import Table, TableRow, column_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

# A pandas or polars frame, an Arrow table, or anything else with `__arrow_c_stream__`.
Frame = TypeVar("Frame")
_ARROW = {str: pa.string(), int: pa.int64(), float: pa.float64()}


def open_frame(frame: object, *, name: str, known: Collection[str]) -> Table:
    """A frame as a table of text cells, its rows counted from 1.

    Args:
        frame: a pandas or polars frame (also a lazy one), an Arrow table, or what has `__arrow_c_stream__`.
        name: what messages call it.
        known: the columns that are read; others are left alone.

    Raises:
        WireError: this is no frame, or its cells are of mixed or nested types.

    >>> table = open_frame(pa.table({"Record ID": [7]}), name="list", known=["record_id"])
    >>> [row.cells for row in table.rows()]
    [{'record_id': '7'}]
    """
    table = _as_arrow(frame, name)
    columns = tuple(column_name(column) for column in table.column_names)
    for column in known:
        if columns.count(column) > 1:
            raise WireError(f"{name}: the column “{column}” was given twice, expected once.")

    def rows() -> Iterator[TableRow]:
        read = arrow_rows(table, name=name, known=known, rename=column_name)
        for number, cells in enumerate(read, 1):
            yield TableRow(number, cells)

    return Table(Path(name), columns, rows)


def frame_like(frame: Frame, columns: Mapping[str, type], rows: Sequence[Sequence[object]]) -> Frame:
    """Rows as a frame of the same library as `frame`; an Arrow table where that library is another.

    Args:
        frame: what the caller works with.
        columns: the names and types (str, int, float) of the columns.
        rows: the cells, None for a missing one.

    >>> frame_like(pa.table({}), {"n": int}, [[1], [None]]).column("n").to_pylist()
    [1, None]
    """
    values = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    arrays = [
        pa.array(cells, type=_ARROW[kind]) for cells, kind in zip(values, columns.values(), strict=True)
    ]
    made: Any = pa.table(dict(zip(columns, arrays, strict=True)))
    library = type(frame).__module__.partition(".")[0]
    if library == "pandas":
        made = made.to_pandas()
    elif library == "polars":
        import polars as pl  # noqa: PLC0415 - only whoever brings polars has it

        made = pl.from_arrow(made)
    result: Frame = made
    return result


def _as_arrow(frame: Any, name: str) -> pa.Table:  # noqa: ANN401 - any library's frame
    if hasattr(frame, "collect") and not hasattr(frame, "__arrow_c_stream__"):
        frame = frame.collect()  # a lazy frame of polars
    try:
        return pa.table(frame)
    except (TypeError, ValueError, pa.ArrowException) as error:
        why = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise WireError(
            f"{name}: {type(frame).__name__} was given, expected a frame of pandas or polars or an Arrow "
            f"table whose columns hold one type each ({why})."
        ) from error
