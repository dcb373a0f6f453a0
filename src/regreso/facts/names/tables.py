"""The data files of this room: tab-separated, one header line, each with its source in data/README.md."""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def rows_of(name: str) -> list[list[str]]:
    """The rows of a data file without its header, each as a list of cells.

    >>> rows_of("letters.tsv")[0][:3]
    ['cyrillic', 'а', 'a']
    """
    text = files("regreso.facts.names").joinpath("data", name).read_text(encoding="utf8")
    return [line.split("\t") for line in text.splitlines()[1:] if line]


@cache
def _text_of_the_room() -> str:
    """A name for this very text of the rules and tables: what was worked out of others is of no use."""
    here = Path(__file__).parent
    whole = hashlib.sha256(sys.version.encode())
    for path in sorted([*here.glob("*.py"), *here.glob("data/*.tsv")]):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:16]


def kept(name: str, make: Callable[[], T]) -> T:
    """What `make` works out of the tables, read from a file that an earlier process left beside the sources.

    Args:
        name: the file's own part of its name.
        make: gives plain values (numbers, texts, tuples, lists, sets, dicts); the same for the same tables.

    Returns:
        What it gives. Where no file may be written it is worked out in every process.

    >>> kept("doctest", lambda: {"a": (1, 2)}), kept("doctest", lambda: {})
    ({'a': (1, 2)}, {'a': (1, 2)})
    """
    folder = Path(__file__).parent / "__pycache__"
    path = folder / f"{name}.{_text_of_the_room()}.bin"
    try:
        known: T = marshal.loads(path.read_bytes())  # noqa: S302 - beside the byte code, which is trusted alike
    except (OSError, ValueError, EOFError, TypeError):
        known = make()
        _keep(path, marshal.dumps(cast("Any", known)))
    return known


def _keep(path: Path, whole: bytes) -> None:
    """Write a file in one step, so that no process reads half of it; those of older tables go."""
    new = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(exist_ok=True)
        try:
            new.write_bytes(whole)
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)
        for old in path.parent.glob(f"{path.name.partition('.')[0]}.*.bin"):
            if old != path:
                old.unlink(missing_ok=True)
    except OSError:  # installed where only an administrator may write
        return
