"""What Spark writes is what the local engine writes, to the last bit."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from regreso.cli import main
from regreso.tracing.answer_rows import link_cells
from regreso.tracing.link import link

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ON = date(2022, 7, 1)
SURNAMES = ("Иванов", "Шевченко", "Коваль", "Жуков", "Мельник", "García", "Ковальчук", "Петренко")
GIVEN = ("Сергей", "Тарас", "Иван", "Олег", "Дмитрий", "José", "Микола")


def has_java() -> bool:
    java = shutil.which("java")
    return (
        bool(java)
        and subprocess.run([str(java), "-version"], capture_output=True, check=False).returncode == 0
    )


pytest.importorskip("pyspark", reason="PySpark is not installed: pip install 'regreso[spark]'")
pytestmark = [
    pytest.mark.skipif(not has_java(), reason="Java 17 is not installed"),
    # Py4J leaves its socket to the garbage collector.
    pytest.mark.filterwarnings(
        "ignore::ResourceWarning", "ignore::DeprecationWarning", "ignore::FutureWarning"
    ),
]


@pytest.fixture
def spark() -> Iterator[SparkSession]:
    from regreso.tracing.spark import session  # noqa: PLC0415 - only where PySpark is

    made = session("local[2]")
    made.sparkContext.setLogLevel("ERROR")
    yield made
    made.stop()


def lists(
    records: int, enquiries: int, *, seed: int = 1
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    rng = random.Random(seed)

    def person() -> dict[str, str]:
        day = f"{rng.randrange(1960, 2004)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        return {
            "surname": rng.choice(SURNAMES),
            "given": rng.choice(GIVEN),
            "dob": day if rng.random() < 0.8 else "",
        }

    people = [{"record_id": f"R{n}", **person()} for n in range(records)]
    asked = [
        {"enquiry_id": f"E{n}", **{k: v for k, v in rng.choice(people).items() if k != "record_id"}}
        for n in range(enquiries)
    ]
    return people, asked


def local(people: list[dict[str, str]], asked: list[dict[str, str]]) -> list[tuple[str, list[list[Any]]]]:
    rows = [link_cells(row) for row in link(people, asked, as_of=ON)]
    return [(key, list(cells)) for key, cells in groupby(rows, key=lambda cells: str(cells[0]))]


def test_spark_and_local_agree_to_the_last_bit(spark: SparkSession, monkeypatch: pytest.MonkeyPatch) -> None:
    from regreso.tracing import spark as engine  # noqa: PLC0415 - only where PySpark is

    monkeypatch.setattr(engine, "_SLICE", 7)
    monkeypatch.setattr(engine, "_WAVE", 3)
    people, asked = lists(300, 50)
    found = list(engine.link_on_spark(spark, people, asked, manner=engine.Manner(ON)))
    assert found == local(people, asked)


def test_a_register_that_changes_is_not_answered_from_the_old_index(spark: SparkSession) -> None:
    from regreso.tracing import spark as engine  # noqa: PLC0415 - only where PySpark is

    for seed in (2, 3):
        people, asked = lists(60, 6, seed=seed)
        assert list(engine.link_on_spark(spark, people, asked, manner=engine.Manner(ON))) == local(
            people, asked
        )


def test_no_enquiry_no_answer(spark: SparkSession) -> None:
    from regreso.tracing import spark as engine  # noqa: PLC0415 - only where PySpark is

    assert list(engine.link_on_spark(spark, lists(5, 0)[0], [], manner=engine.Manner(ON))) == []


def test_the_files_are_the_same_byte_by_byte(spark: SparkSession, tmp_path: Path) -> None:
    del spark  # the command finds this session, and ends it
    people, asked = lists(80, 12)
    for name, rows in (("register.csv", people), ("enquiries.csv", asked)):
        lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
        (tmp_path / name).write_text("\n".join(lines) + "\n", "utf-8")
    for engine in ("local", "spark"):
        command = ["link", "register.csv", "enquiries.csv", "--as-of", "2022-07-01", "--engine", engine]
        command = [str(tmp_path / word) if word.endswith(".csv") else word for word in command]
        assert main([*command, "--out", str(tmp_path / f"{engine}.csv")]) == 0
    assert (tmp_path / "spark.csv").read_bytes() == (tmp_path / "local.csv").read_bytes()


@pytest.mark.slow
def test_a_hundred_thousand_records_agree_to_the_last_bit(spark: SparkSession) -> None:
    from regreso.tracing import spark as engine  # noqa: PLC0415 - only where PySpark is

    people, asked = lists(100_000, 2_000)
    found = list(engine.link_on_spark(spark, people, asked, manner=engine.Manner(ON)))
    assert found == local(people, asked)
