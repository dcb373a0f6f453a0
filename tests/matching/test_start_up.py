"""Whoever wants the matcher alone does not wait for pages, tables or compilers."""

import subprocess
import sys

HEAVY = {
    "django", "channels", "pandas", "polars", "pyarrow", "pyspark", "numba", "scipy", "sklearn",
    "cryptography", "multiprocessing", "asyncio", "sqlite3",
}  # fmt: skip


def loaded(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_the_matcher_loads_nothing_of_the_web_and_nothing_slow() -> None:
    assert loaded("import regreso.matching") & HEAVY == set()


def test_something_slow_would_be_seen() -> None:
    assert "pyarrow" in loaded("import regreso.matching, pyarrow") & HEAVY
