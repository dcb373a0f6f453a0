"""`regreso link` on a cluster: the register goes whole to every machine, the enquiries are spread over them.

A probability needs the whole register: how many bear a name, who else fits, how much is left for nobody. So
the register is not cut up; Spark broadcasts it, each Python worker makes its index once, and every enquiry is
answered by the very function that answers it here. Nothing is joined and nothing shuffled, and the answers
come back in the order of the enquiries: what Spark writes is what `--engine local` writes, to the last bit.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types

from regreso.tracing.answer_rows import LINK_COLUMNS, link_cells
from regreso.tracing.link import answers, registry_of
from regreso.tracing.lists import ENQUIRIES, REGISTRY

if TYPE_CHECKING:
    from pyspark.broadcast import Broadcast
    from pyspark.sql import SparkSession

    from regreso.matching import Registry

    Rows = Iterable[Mapping[str, str]]

NEEDS = "PySpark 4 (pip install 'regreso[spark]') and Java 17"
_ANY_PYTHON = "python3"  # what Spark takes where nobody said which
_SLICE = 2_000  # enquiries of one task: minutes at worst, so that a lost machine costs little
_WAVE = 64  # tasks in flight before their answers are taken in
_TYPES = {str: "string", int: "long", float: "double"}
_SCHEMA = ", ".join(f"{name} {_TYPES[kind]}" for name, kind in LINK_COLUMNS.items())
_KINDS = {str: pa.string(), int: pa.int64(), float: pa.float64()}
_ARROW = pa.schema([(name, _KINDS[kind]) for name, kind in LINK_COLUMNS.items()])


class NoSpark(Exception):  # noqa: N818 - it is the sentence that the user reads
    """Spark cannot be started here; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a list is linked: as in `tracing.link`; `language` as in `link_cells`, `weights` as in `registry_of`."""

    as_of: date
    top: int = 10
    min_probability: float = 0.01
    held_share: float | None = None
    language: str = ""
    weights: str = ""


def session(master: str = "") -> SparkSession:
    """A Spark session: the one there is, else the one that Spark's own settings name, else all cores here.

    No doctest: it takes Java to start.

    Args:
        master: as for Spark, e.g. "local[2]" or "spark://host:7077".

    Raises:
        NoSpark: PySpark or Java is missing or too old.
    """
    try:
        from pyspark import SparkConf  # noqa: PLC0415 - an optional extra
        from pyspark.sql import SparkSession  # noqa: PLC0415 - as above

        # Spark's own reading of its settings starts Java.
        settings = SparkConf()
        builder = SparkSession.builder.appName("regreso")
        if master or not settings.contains("spark.master"):
            builder = builder.master(master or "local[*]")
        made = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    except ImportError as error:
        raise NoSpark(f"the engine “spark” needs {NEEDS}; {error.name} is missing.") from error
    except Exception as error:
        # Without Java PySpark raises whatever its gateway met: the sentence is the same.
        if type(error).__module__.partition(".")[0] not in ("pyspark", "py4j"):
            raise
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise NoSpark(f"the engine “spark” needs {NEEDS}; it did not start: {first}") from error
    context = made.sparkContext
    if context.master.startswith("local") and context.pythonExec == _ANY_PYTHON:
        context.pythonExec = sys.executable  # where regreso is installed; a cluster's own setting stays
    return made


def link_on_spark(
    spark: SparkSession, registry_rows: Rows, enquiry_rows: Rows, *, manner: Manner
) -> Iterator[tuple[str, list[list[Any]]]]:
    """Answer each enquiry in turn, in the order given: its id and its rows as cells of `LINK_COLUMNS`.

    No doctest: it takes Java to start.

    Args:
        spark: a session; its workers need regreso and the same Python.
        registry_rows: rows as `link` takes them; they are read once.
        enquiry_rows: the same; they are read as they are answered.
        manner: how to link.
    """
    shared = spark.sparkContext.broadcast(_pack(registry_rows, REGISTRY.columns))
    asked = iter(enquiry_rows)
    try:
        while wave := list(islice(asked, _SLICE * _WAVE)):
            slices = [wave[at : at + _SLICE] for at in range(0, len(wave), _SLICE)]
            yield from _answered(spark, slices, _Task(shared, manner))
    finally:
        shared.destroy()


def _answered(
    spark: SparkSession, slices: list[list[Mapping[str, str]]], task: _Task
) -> Iterator[tuple[str, list[list[Any]]]]:
    packed = [(number, _pack(rows, ENQUIRIES.columns)) for number, rows in enumerate(slices)]
    spread = spark.createDataFrame(
        spark.sparkContext.parallelize(packed, len(packed)), "number long, rows binary"
    )
    waiting: list[list[Any]] = []
    for row in spread.mapInArrow(task, _SCHEMA).toLocalIterator(prefetchPartitions=True):
        cells = list(row)
        if waiting and waiting[0][0] != cells[0]:
            yield waiting[0][0], waiting
            waiting = []
        waiting.append(cells)
    if waiting:
        yield waiting[0][0], waiting


class _Task:
    """What a worker does with its slices. Only the broadcast and the manner travel with it."""

    def __init__(self, shared: Broadcast[bytes], manner: Manner) -> None:
        self.shared, self.manner = shared, manner

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Arrow batches of packed slices in, Arrow batches of answers out."""
        manner = self.manner
        registry = _registry(self.shared, manner)
        for batch in batches:
            for packed in batch.column("rows").to_pylist():
                found = answers(
                    registry,
                    _unpack(packed),
                    as_of=manner.as_of,
                    top=manner.top,
                    min_probability=manner.min_probability,
                )
                yield _batch([link_cells(row, language=manner.language) for row in found])


@lru_cache(maxsize=1)
def _registry(shared: Broadcast[bytes], manner: Manner) -> Registry:
    """The index of this worker: it lives on between tasks, and so does the broadcast it was made of."""
    people, weights = _unpack(shared.value), manner.weights
    return registry_of(people, as_of=manner.as_of, held_share=manner.held_share, weights=weights)


def _batch(rows: list[list[Any]]) -> pa.RecordBatch:
    columns = zip(*rows, strict=True)
    arrays = [pa.array(cells, type=one.type) for cells, one in zip(columns, _ARROW, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=_ARROW)


def _pack(rows: Rows, columns: Iterable[str]) -> bytes:
    """Rows as compressed Arrow: a register of a million is some 30 MB.

    >>> list(_unpack(_pack([{"record_id": "R1", "name": "Ян"}], ["record_id", "name"])))
    [{'record_id': 'R1', 'name': 'Ян'}]
    """
    names = list(columns)
    schema = pa.schema([(name, pa.string()) for name in names])
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        rest = iter(rows)
        while some := list(islice(rest, 10_000)):
            arrays = [pa.array([row.get(name, "") for row in some], pa.string()) for name in names]
            writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=schema))
    return sink.getvalue()


def _unpack(packed: bytes) -> Iterator[dict[str, str]]:
    with pa.ipc.open_stream(packed) as reader:
        yield from chain.from_iterable(batch.to_pylist() for batch in reader)
