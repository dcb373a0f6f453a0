"""How a database is copied at one moment while others write, and how a copy is put into an empty one."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
import uuid
import zlib
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, cast
from urllib.parse import unquote, urlsplit, urlunsplit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

PART = 8 << 20  # bytes of one part of a backup
_CHAINS = "SELECT CAST(operation_id AS TEXT), kind, length, head FROM casebook_chain ORDER BY 1, 2"
_MIGRATIONS = "SELECT app, MAX(name) FROM django_migrations GROUP BY app ORDER BY app"


class DatabaseTrouble(Exception):  # noqa: N818 - the sentence that a person reads
    """A database cannot be copied or filled; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A database at one moment.

    Attributes:
        chains: operation, kind, length and head of each audit chain.
        migrations: the last migration of each app.
        parts: the bytes of the copy; read once.
        size: bytes in all, 0 where that is not known beforehand.
    """

    chains: list[list[Any]]
    migrations: dict[str, str]
    parts: Iterator[bytes]
    size: int


class Database(Protocol):
    """A database by its address."""

    @property
    def engine(self) -> str:
        """What a backup says of it: sqlite or postgresql."""

    @property
    def url(self) -> str:
        """Its address."""

    def copied(self) -> AbstractContextManager[Copy]:
        """A context in which the copy can be read."""

    def is_empty(self) -> bool:
        """Whether nothing would be overwritten."""

    def fill(self, copy: Path) -> None:
        """Put a copy into the empty database: all of it or nothing."""

    def aside(self) -> AbstractContextManager[Database]:
        """An empty database beside this one, gone when the context ends."""


def database_at(url: str) -> Database:
    """The database of an address as REGRESO_DATABASE_URL has it."""
    if url.startswith("sqlite:///"):
        return Sqlite(url)
    return Postgres(url)


@dataclass(frozen=True, slots=True)
class Sqlite:
    """An embedded database: one file."""

    url: str
    engine: str = "sqlite"

    @property
    def path(self) -> Path:
        """Its file."""
        return Path(unquote(self.url.removeprefix("sqlite:///")))

    @contextmanager
    def copied(self) -> Iterator[Copy]:
        """VACUUM INTO reads at one moment and holds up nobody; free pages (deleted rows) stay out."""
        if not self.path.is_file():
            message = f"{self.path} is not there: expected the casebook's database"
            raise DatabaseTrouble(message)
        with tempfile.TemporaryDirectory(dir=self.path.parent, prefix=".backup-") as folder:  # mode 0700
            copy = Path(folder) / "copy.sqlite3"
            try:
                with closing(sqlite3.connect(self.path, timeout=60, isolation_level=None)) as live:
                    live.execute("VACUUM INTO ?", (str(copy),))
                with closing(sqlite3.connect(copy)) as still:
                    chains = [list(row) for row in still.execute(_CHAINS)]
                    migrations = dict(still.execute(_MIGRATIONS).fetchall())
            except sqlite3.Error as error:
                message = f"{self.path} cannot be copied: {error}"
                raise DatabaseTrouble(message) from error
            with copy.open("rb") as file:
                yield Copy(chains, migrations, iter(lambda: file.read(PART), b""), copy.stat().st_size)

    def is_empty(self) -> bool:
        """Whether there is no file, or one without tables."""
        if not self.path.exists() or not self.path.stat().st_size:
            return True
        with closing(sqlite3.connect(self.path)) as file:
            return not file.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]

    def fill(self, copy: Path) -> None:
        """Check the copy's pages, then let it take the place in one rename."""
        with closing(sqlite3.connect(copy)) as file:
            told = file.execute("PRAGMA quick_check").fetchone()[0]
        if told != "ok":
            message = f"the database in the backup is damaged: {told}"
            raise DatabaseTrouble(message)
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = self.path.with_name(f".{self.path.name}.{uuid.uuid4().hex}")
        try:
            shutil.copyfile(copy, beside)
            beside.chmod(0o600)
            with beside.open("rb") as file:
                os.fsync(file.fileno())
            beside.replace(self.path)
        finally:
            beside.unlink(missing_ok=True)

    @contextmanager
    def aside(self) -> Iterator[Sqlite]:
        """A file in a folder of its own."""
        with tempfile.TemporaryDirectory(dir=self.path.parent, prefix=".drill-") as folder:
            yield Sqlite(f"sqlite:///{folder}/regreso.sqlite3")


@dataclass(frozen=True, slots=True)
class Postgres:
    """A PostgreSQL database, copied and filled with its own pg_dump and pg_restore."""

    url: str
    engine: str = "postgresql"

    @contextmanager
    def copied(self) -> Iterator[Copy]:
        """One exported snapshot for the heads of the chains and for pg_dump, so that both tell one moment."""
        import psycopg  # noqa: PLC0415 - an installation on SQLite need not have it

        try:
            with psycopg.connect(self.url) as moment:
                moment.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                (snapshot,) = moment.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
                chains = [list(row) for row in moment.execute(_CHAINS)]
                migrations: dict[str, str] = dict(moment.execute(_MIGRATIONS).fetchall())
                dump = ["pg_dump", "--format=custom", "--compress=1", "--no-owner", "--no-acl"]
                yield Copy(chains, migrations, _output([*dump, f"--snapshot={snapshot}", self.url]), 0)
        except psycopg.Error as error:
            message = f"the database cannot be copied: {str(error).strip()}"
            raise DatabaseTrouble(message) from error

    def is_empty(self) -> bool:
        """Whether the public schema has no table."""
        import psycopg  # noqa: PLC0415 - as above

        with psycopg.connect(self.url) as there:
            tables = "SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'"
            return not (there.execute(tables).fetchone() or (0,))[0]

    def fill(self, copy: Path) -> None:
        """In one transaction."""
        told = ["pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-acl"]
        for _ in _output([*told, f"--dbname={self.url}", str(copy)]):
            pass

    @contextmanager
    def aside(self) -> Iterator[Postgres]:
        """A database of its own on the same server: the role needs CREATEDB."""
        import psycopg  # noqa: PLC0415 - as above

        name = f"regreso_drill_{uuid.uuid4().hex[:12]}"
        try:
            with psycopg.connect(self.url, autocommit=True) as server:
                server.execute(f'CREATE DATABASE "{name}"'.encode())
        except psycopg.Error as error:
            message = f"no database for the drill can be made: {str(error).strip()}; the role needs CREATEDB"
            raise DatabaseTrouble(message) from error
        try:
            yield Postgres(beside(self.url, name))
        finally:
            with psycopg.connect(self.url, autocommit=True) as server:
                server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


def beside(url: str, name: str) -> str:
    """The address of another database of the same server; without a host, too, as through a socket."""
    parts = urlsplit(url)
    slashes = "" if parts.netloc else "//"  # without a host it would be put together without them
    return urlunsplit(parts._replace(path=f"{slashes}/{name}"))


def packed(parts: Iterator[bytes]) -> Iterator[bytes]:
    """Each part as a gzip member of its own: one after the other they are a gzip file of the whole."""
    for part in parts:
        packer = zlib.compressobj(1, wbits=31)
        yield packer.compress(part) + packer.flush()


def unpacked(part: bytes) -> bytes:
    """What `packed` was given.

    Raises:
        zlib.error: it is no such part.

    >>> unpacked(next(packed(iter([b"abc"]))))
    b'abc'
    """
    return zlib.decompress(part, wbits=31)


def _output(command: list[str]) -> Iterator[bytes]:
    """What a program prints, in parts; its complaint when it fails."""
    with tempfile.TemporaryFile() as complaint:
        try:
            running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=complaint)  # noqa: S603 - ours
        except FileNotFoundError as error:
            message = f"{command[0]} is not here: install PostgreSQL's client (Debian: postgresql-client)"
            raise DatabaseTrouble(message) from error
        with running:
            printed = cast("BinaryIO", running.stdout)  # it was asked for
            try:
                yield from iter(lambda: printed.read(PART), b"")
            except BaseException:
                running.kill()
                raise
        if running.returncode:
            complaint.seek(0)
            said = complaint.read().decode(errors="replace").strip().splitlines()
            message = f"{command[0]}: {said[-1] if said else running.returncode}"
            raise DatabaseTrouble(message)
