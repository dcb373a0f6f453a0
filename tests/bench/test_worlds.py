"""The made worlds are whole: the truth names records that are there, messages have no blanks left."""

import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq  # type: ignore[import-untyped]  # it ships no types
import pytest

WORLDS = Path(__file__).parents[2] / "bench/worlds"


def made(world: str, folder: Path, hand: str, seed: str = "5") -> dict[str, list[dict[str, str]]]:
    sizes = ["--records", "400", "--enquiries", "120", "--hand", hand, "--seed", seed]
    command = [sys.executable, str(WORLDS / f"{world}.py"), str(folder), *sizes]
    subprocess.run(command, check=True)
    return {n: pq.read_table(folder / f"{n}.parquet").to_pylist() for n in ("registry", "enquiries", "truth")}


@pytest.mark.parametrize(("world", "hand"), [("spanish", "a"), ("arabic", "b")])
def test_a_seed_makes_one_whole_world(world: str, hand: str, tmp_path: Path) -> None:
    tables = made(world, tmp_path / "one", hand)
    ids = {row["record_id"] for row in tables["registry"]}
    assert len(ids) == 400
    sought = [row for row in tables["truth"] if row["kind"] == "found"]
    assert all(set(row["record_ids"].split()) <= ids and row["record_ids"] for row in sought)
    assert 50 <= len(sought) <= 90
    messages = [
        e for e, t in zip(tables["enquiries"], tables["truth"], strict=True) if "message" in t["tags"]
    ]
    assert 25 <= len(messages) <= 55
    assert not any(sign in row["name"] for row in messages for sign in "{}[]<>")
    assert made(world, tmp_path / "two", hand) == tables
    assert made(world, tmp_path / "three", hand, seed="6") != tables
