"""The files of the repository as the tests of the house read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "regreso"
PURE = ("facts", "matching", "movement", "reading", "tracing", "wire", "story")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files(*endings: str) -> tuple[Path, ...]:
    """Every file that is committed or about to be, with one of these endings (all files without any)."""
    # A clone that belongs to another account is read too: CI often runs as root in a user's folder.
    command = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    paths = (ROOT / name for name in sorted(set(listed.split("\0"))) if name.endswith(endings or ""))
    return tuple(path for path in paths if path.is_file())


def name_of(path: Path) -> str:
    """The path as a reader of the repository knows it."""
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    """The text, or "" for what is no text (a picture, a compiled catalogue)."""
    data = path.read_bytes()
    return "" if b"\0" in data[:4096] else data.decode("utf-8")


@cache
def modules() -> tuple[tuple[Path, ast.Module], ...]:
    """Every module of the package, parsed; migrations are made by Django and left out."""
    ours = (path for path in files(".py") if path.is_relative_to(SOURCE) and "migrations" not in path.parts)
    return tuple((path, ast.parse(path.read_text(encoding="utf-8"))) for path in ours)


def room_of(path: Path) -> str:
    """`matching` for src/regreso/matching/find.py, `story` for src/regreso/story/rules.py."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def rooms() -> set[str]:
    """The rooms that exist: those that hold a line of Python."""
    return {room_of(path) for path, _ in modules()} - {"__init__"}


def functions(tree: ast.AST) -> Iterator[Function]:
    """Every function and method, also inner ones."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def is_public(node: Function | ast.ClassDef) -> bool:
    """Whether others may use it."""
    return not node.name.startswith("_")
