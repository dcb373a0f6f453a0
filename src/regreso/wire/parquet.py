"""Parquet in and out: columns of any plain type are read as text, exactly as a person would write them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
import pyarrow.compute as pc  # type: ignore[import-untyped]  # it ships no types
import pyarrow.parquet as pq  # type: ignore[import-untyped]  # it ships no types

from regreso.wire.errors import WireError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import datetime
    from decimal import Decimal
    from pathlib import Path

_BATCH = 8192
# What a damaged file makes pyarrow raise: its own family, text that is no UTF-8, days out of the calendar.
_FAULTS = (pa.ArrowException, OSError, ValueError, OverflowError)
_ARROW = {str: pa.string(), int: pa.int64(), float: pa.float64()}


def open_parquet(
    path: Path, *, known: Collection[str], rename: Callable[[str], str]
) -> tuple[list[str], Callable[[], Iterator[dict[str, str]]]]:
    """Open a Parquet file: its column names through `rename`, and a reader of the known columns as text.

    Raises:
        WireError: this is no Parquet file, or a known column is of a nested type.

    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "a.parquet"
    >>> write_parquet(file, {"Record_ID": int}, [[7]])
    >>> columns, rows = open_parquet(file, known=["record_id"], rename=str.lower)
    >>> columns, list(rows())
    (['record_id'], [{'record_id': '7'}])
    """
    try:
        with pq.ParquetFile(path) as file:
            schema = file.schema_arrow
    except _FAULTS as error:
        raise WireError(f"{path} is not a Parquet file that can be read: {_first_line(error)}.") from error
    # One column of an unknown type must not hinder the reading of the others.
    wanted = [name for name in schema.names if rename(name) in known]
    for name in wanted:
        _refuse_nested(path, name, schema.field(name).type)
    return [rename(name) for name in schema.names], lambda: _rows(path, wanted, rename)


def _rows(path: Path, wanted: list[str], rename: Callable[[str], str]) -> Iterator[dict[str, str]]:
    names = [rename(name) for name in wanted]
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=_BATCH, columns=wanted):
                columns = [_text(batch.column(name)) for name in wanted]
                for cells in zip(*columns, strict=True):
                    yield dict(zip(names, cells, strict=True))
    except _FAULTS as error:
        raise WireError(f"{path}: the file is damaged: {_first_line(error)}.") from error


def arrow_rows(
    table: pa.Table, *, name: str, known: Collection[str], rename: Callable[[str], str]
) -> Iterator[dict[str, str]]:
    """The known columns of an Arrow table, which messages call `name`, as text, row by row.

    Raises:
        WireError: a known column is of a nested type.

    >>> table = pa.table({"Record_ID": [7], "x": [0]})
    >>> list(arrow_rows(table, name="mine", known=["record_id"], rename=str.lower))
    [{'record_id': '7'}]
    """
    wanted = [column for column in table.column_names if rename(column) in known]
    for column in wanted:
        _refuse_nested(name, column, table.schema.field(column).type)
    names = [rename(column) for column in wanted]
    for batch in table.select(wanted).to_batches(max_chunksize=_BATCH):
        for cells in zip(*map(_text, batch.columns), strict=True):
            yield dict(zip(names, cells, strict=True))


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__


def _refuse_nested(path: Path | str, name: str, kind: pa.DataType) -> None:
    if pa.types.is_nested(kind):
        raise WireError(f"{path}, column {name}: values of the type {kind} were given, expected text.")


def _text(column: pa.Array) -> list[str]:
    """One text a cell; "" for a missing one.

    >>> _text(pa.array([7.0, None, float("nan"), 1.5]))
    ['7', '', '', '1.5']
    """
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    kind = column.type
    if pa.types.is_null(kind):
        return [""] * len(column)
    if pa.types.is_timestamp(kind):
        moments = pc.cast(column, pa.timestamp("us", kind.tz), safe=False).to_pylist()
        return ["" if moment is None else _moment_text(moment) for moment in moments]
    if pa.types.is_floating(kind):
        return ["" if x is None else _number_text(x) for x in column.to_pylist()]
    if pa.types.is_decimal(kind):
        return ["" if x is None else _decimal_text(x) for x in column.to_pylist()]
    return ["" if x is None else x for x in pc.cast(column, pa.string()).to_pylist()]


def _number_text(number: float) -> str:
    if math.isnan(number):
        return ""
    return str(int(number)) if number.is_integer() else repr(number)


def _decimal_text(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment_text(moment: datetime) -> str:
    midnight = moment.hour == moment.minute == moment.second == moment.microsecond == 0
    return moment.date().isoformat() if midnight else moment.isoformat()


def write_parquet(path: Path, columns: Mapping[str, type], rows: Sequence[Sequence[object]]) -> None:
    """Write rows of the given column types (str, int or float; None is missing) as one Parquet file.

    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "a.parquet"
    >>> write_parquet(file, {"name": str, "score": float}, [["Petr", 0.5], ["Ivan", None]])
    >>> pq.read_table(file).column("score").to_pylist()
    [0.5, None]
    """
    schema = pa.schema([(name, _ARROW[kind]) for name, kind in columns.items()])
    values = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    arrays = [pa.array(column, type=kind.type) for column, kind in zip(values, schema, strict=True)]
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), path)


def join_parquet(parts: Sequence[Path], *, into: Path) -> None:
    """Write the rows of all parts, in their order, into one file.

    >>> import tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> write_parquet(folder / "1.parquet", {"n": int}, [[1]])
    >>> write_parquet(folder / "2.parquet", {"n": int}, [[2]])
    >>> join_parquet([folder / "1.parquet", folder / "2.parquet"], into=folder / "all.parquet")
    >>> pq.read_table(folder / "all.parquet").column("n").to_pylist()
    [1, 2]
    """
    with pq.ParquetWriter(into, pq.read_schema(parts[0])) as writer:
        for part in parts:
            writer.write_table(pq.read_table(part, partitioning=None))
