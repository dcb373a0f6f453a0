"""An operation is founded from the command line, by two administrators."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from regreso.project.ready import ready


def regreso(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    code = [sys.executable, "-m", "regreso.cli", *words]
    environment = {"REGRESO_HOME": str(home), "PATH": ""}
    return subprocess.run(code, env=environment, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("founded")
    start = f"from {ready.__module__} import ready; ready(first_start=True)"
    subprocess.run(
        [sys.executable, "-c", start], env={"REGRESO_HOME": str(home), "PATH": ""}, check=True, timeout=120
    )
    (home / "password").write_text("a long enough one\n", encoding="utf-8")
    return home


def done(home: Path, line: str) -> None:
    made = regreso(home, "administer", *line.split())
    assert (made.returncode, made.stderr) == (0, "")


def refused(home: Path, line: str, *, why: str) -> None:
    made = regreso(home, "administer", *line.split())
    assert made.returncode == 1
    assert why in made.stderr
    assert "Traceback" not in made.stderr


def test_two_administrators_found_an_operation_and_someone_can_work_in_it(home: Path) -> None:
    for name in ("ada", "bob"):
        done(home, f"staff {name} --administrator --password-file {home}/password")
    done(home, f"staff r.koval --password-file {home}/password")
    refused(home, "open Winter --as r.koval", why="no administrator")
    done(home, "open Winter --as ada")
    done(home, "site C1 --as ada --name Invented")
    refused(home, "site C1 --as bob", why="a code that no other site has")
    refused(home, "ask registrar r.koval --as ada", why="a site for a registrar")
    done(home, "ask registrar r.koval --site C1 --as ada --reason needed")
    refused(home, "give registrar r.koval --as ada", why="another person")
    refused(home, "give reviewer r.koval --as bob", why="nobody asked for the role")
    done(home, "give registrar r.koval --as bob")
    registered = regreso(home, "register", "--as", "r.koval", "--site", "C1", "--surname", "Шевченко")
    assert registered.returncode == 0, registered.stderr
    whole = regreso(home, "audit", "verify")
    assert whole.returncode == 0, whole.stdout
    done(home, "end registrar r.koval --as bob --reason left")
    again = regreso(home, "register", "--as", "r.koval", "--site", "C1", "--surname", "Коваль")
    assert "two administrators give that role" in again.stderr


@pytest.mark.parametrize("line", ["staff x --password-file {home}/short", "staff x"])
def test_a_bad_or_missing_password_is_told_in_one_sentence(home: Path, line: str) -> None:
    (home / "short").write_text("short\n", encoding="utf-8")
    refused(home, line.format(home=home), why="password" if line == "staff x" else "letters or more")


def test_the_first_administrator_gets_a_link_and_only_the_first(tmp_path: Path) -> None:
    start = f"from {ready.__module__} import ready; ready(first_start=True)"
    environment = {"REGRESO_HOME": str(tmp_path), "PATH": ""}
    subprocess.run([sys.executable, "-c", start], env=environment, check=True, timeout=120)
    made = regreso(tmp_path, "administer", "first", "ada")
    assert re.fullmatch(r"http://localhost:8000/en/join/[\w-]{32}/\n", made.stdout), made.stderr
    refused(tmp_path, "invite bob --as ada", why="no account")  # she has not come in yet
    (tmp_path / "password").write_text("a long enough one\n", encoding="utf-8")
    done(tmp_path, f"staff bob --administrator --password-file {tmp_path}/password")
    refused(tmp_path, "first carl", why="an installation without administrator")
    assert "/en/join/" in regreso(tmp_path, "administer", "invite", "carl", "--as", "bob").stdout
    refused(tmp_path, "invite bob --as bob", why="another administrator")
