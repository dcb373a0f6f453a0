"""Set-up makes .venv once, sees what is half made, moved or outdated, and says what it lacks."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tree import ROOT

# Stands in for Python: it notes what it is asked to do and makes the folder that venv would make.
FAKE = """#!/bin/sh
here=$(dirname "$0")
case "$1 $2" in
"-c import"*) exit 0 ;;
"-m venv") echo venv >>"$NOTES"; mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
"-m pip") echo "pip $(echo "$*" | grep -o 'requirements/[a-z]*.txt\\|--editable')" >>"$NOTES"
    [ ! -e "$NOTES.offline" ] || { echo "no route to host" >&2; exit 1; }
    mkdir -p .venv/lib/python3.11/site-packages
    echo "$PWD/src" >.venv/lib/python3.11/site-packages/_editable_impl_regreso.pth ;;
esac
"""
PROGRAMS = ["sh", "cat", "cksum", "cp", "dirname", "flock", "grep", "head", "mkdir", "rm", "sed", "tail"]
FRESH = ["venv", "pip requirements/run.txt", "pip --editable"]
FRESH_DEV = ["venv", "pip requirements/dev.txt", "pip --editable"]


class Folder:
    """A copy of what set-up reads, in a folder with a space in its name; its Python only takes notes."""

    def __init__(self, path: Path) -> None:
        self.path = path / "наш our house"
        self.notes = path / "notes"
        shutil.copytree(ROOT / "requirements", self.path / "requirements")
        (self.path / "tools").mkdir()
        for name in ("Makefile", "pyproject.toml", "tools/setup"):
            shutil.copy(ROOT / name, self.path / name)
        self.bin = path / "bin"
        self.bin.mkdir()
        for program in PROGRAMS:
            (self.bin / program).symlink_to(shutil.which(program) or program)
        self.python("python3.11", FAKE)

    def python(self, name: str, script: str) -> None:
        (self.bin / name).write_text(script, encoding="utf-8")
        (self.bin / name).chmod(0o755)

    def setup(self, kind: str = "run", **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.path / "tools" / "setup", kind, "demo"],
            cwd=self.path,
            env={"PATH": str(self.bin), "NOTES": str(self.notes)} | more,
            capture_output=True,
            text=True,
            check=False,
        )

    def did(self, kind: str = "run") -> list[str]:
        """Set up, and tell what had to be done for it."""
        self.notes.unlink(missing_ok=True)
        done = self.setup(kind)
        assert done.returncode == 0, done.stderr
        return self.notes.read_text(encoding="utf-8").splitlines() if self.notes.exists() else []


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_it_is_made_once(folder: Folder) -> None:
    assert folder.did() == FRESH
    assert folder.did() == []


def test_our_code_is_linked_by_a_path_that_any_locale_can_read(folder: Folder) -> None:
    folder.did()
    (link,) = folder.path.glob(".venv/lib/python3*/site-packages/*.pth")
    assert (link.parent / link.read_text(encoding="ascii").strip()).resolve() == folder.path / "src"


def test_the_tools_are_added_to_what_stands(folder: Folder) -> None:
    assert folder.did() == FRESH
    assert folder.did("dev") == ["pip requirements/dev.txt"]
    assert folder.did("dev") == []
    assert folder.did("run") == []


def test_the_tools_alone_are_installed_in_one_go(folder: Folder) -> None:
    assert folder.did("dev") == FRESH_DEV
    assert folder.did("run") == []


def test_a_half_made_one_is_made_again(folder: Folder) -> None:
    Path(f"{folder.notes}.offline").touch()
    failed = folder.setup()
    assert failed.returncode == 1
    assert "could not be installed" in failed.stderr
    Path(f"{folder.notes}.offline").unlink()
    assert folder.did() == FRESH


def test_a_half_made_addition_is_made_again(folder: Folder) -> None:
    folder.did()
    Path(f"{folder.notes}.offline").touch()
    assert folder.setup("dev").returncode == 1
    Path(f"{folder.notes}.offline").unlink()
    assert folder.did("dev") == FRESH_DEV


def test_a_moved_one_is_made_again(folder: Folder) -> None:
    folder.did()
    folder.path = folder.path.rename(folder.path.with_name("another house"))
    assert folder.did() == FRESH


def test_new_locks_are_installed(folder: Folder) -> None:
    folder.did()
    with (folder.path / "requirements" / "run.txt").open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    assert folder.did() == FRESH


def test_one_whose_python_went_away_is_made_again(folder: Folder) -> None:
    folder.did()
    (folder.path / ".venv" / "bin" / "python").unlink()
    assert folder.did() == FRESH


def test_without_python_one_sentence_says_what_to_do(folder: Folder) -> None:
    (folder.bin / "python3.11").unlink()
    failed = folder.setup()
    assert failed.returncode == 1
    (sentence,) = failed.stderr.splitlines()
    assert "needs Python 3.11 or newer with its venv module; python3 is not there; install it" in sentence


def test_an_older_python_is_named(folder: Folder) -> None:
    (folder.bin / "python3.11").unlink()
    folder.python("python3", '#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2"\nexit 1\n')
    (sentence,) = folder.setup().stderr.splitlines()
    assert "python3 is “Python 3.9.2”, too old or without venv" in sentence


def test_a_named_python_is_taken(folder: Folder) -> None:
    (folder.bin / "python3.11").rename(folder.bin / "mine")
    assert folder.setup(PYTHON="mine").returncode == 0
    failed = folder.setup("dev", PYTHON="yours")
    assert failed.returncode == 0  # what stands needs no Python to be found


def test_a_named_python_that_is_not_there_is_not_replaced_by_another(folder: Folder) -> None:
    (sentence,) = folder.setup(PYTHON="yours").stderr.splitlines()
    assert "yours is not there" in sentence
