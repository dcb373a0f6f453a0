"""The pure rooms work for a researcher without Django or a network, and answer the same on any day."""

from __future__ import annotations

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

from tree import PURE, ROOT, SOURCE, files, functions, modules, name_of, room_of

CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime"}
OF_CLOCKS = {"datetime", "date", "time", "timezone"}
ALONE = """
import importlib, sys
sys.modules["django"] = None  # importing it raises ImportError
def refuse(event, _):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo"):
        raise RuntimeError(event)
sys.addaudithook(refuse)
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def pure() -> list[tuple[Path, ast.Module]]:
    return [(path, tree) for path, tree in modules() if room_of(path) in PURE]


def test_the_pure_rooms_load_without_django_and_without_sockets() -> None:
    names = [".".join(path.relative_to(SOURCE.parent).with_suffix("").parts) for path, _ in pure()]
    assert len(names) > 5
    done = subprocess.run(
        [sys.executable, "-c", ALONE, *(name.removesuffix(".__init__") for name in names)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def asks_a_clock(tree: ast.Module) -> list[int]:
    """The lines that ask what time it is."""
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [
        call.lineno
        for call in calls
        if isinstance(call, ast.Attribute)
        and call.attr in CLOCKS
        and getattr(call.value, "attr", getattr(call.value, "id", "")) in OF_CLOCKS
    ]


def test_the_pure_rooms_ask_no_clock() -> None:
    assert [f"{name_of(path)}:{line}" for path, tree in pure() for line in asks_a_clock(tree)] == []


def test_a_question_to_the_clock_would_be_seen() -> None:
    asked = "datetime.now(tz=UTC)\ndatetime.date.today()\ntime.time()\nself.date(2022, 3, 3)\nnow()"
    assert asks_a_clock(ast.parse(asked)) == [1, 2, 3]


def test_settings_are_not_read_by_the_pure_rooms() -> None:
    reads = [
        f"{name_of(path)}:{node.lineno}"
        for path, tree in pure()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    ]
    assert reads == []


def test_no_function_hides_another_world() -> None:
    """A `global` statement makes an answer depend on what was asked before."""
    hidden = [
        f"{name_of(path)}:{function.name}"
        for path, tree in pure()
        for function in functions(tree)
        for node in ast.walk(function)
        if isinstance(node, ast.Global)
    ]
    assert hidden == []


def test_the_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    """Data, templates, translations and static files travel with the code."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    ours = {path.relative_to(SOURCE.parent).as_posix() for path in files() if path.is_relative_to(SOURCE)}
    assert ours - packed == set()
    assert [name for name in packed if name.endswith("licenses/NOTICE")]
