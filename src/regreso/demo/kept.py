"""What is remembered between two runs of the demo: which operation, the accounts, whose story was walked."""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regreso import __file__ as package_file
from regreso.demo.truth import Size

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATABASE = ("regreso.sqlite3", "regreso.sqlite3-wal", "regreso.sqlite3-shm", "keys.json", "demo.json")
_MARK = "all-invented.txt"


class NotInventedError(Exception):
    """The folder holds an operation that no demo made: it is never deleted."""


@dataclass
class Kept:
    """One finished operation of the demo. It is written last, so a run that was stopped leaves none."""

    size: Size
    operation: str
    made_at: str
    password: str
    accounts: list[str]
    walked: list[str]  # the matches whose story was walked
    family: dict[str, str]  # the walked family's enquiry and retrieval phrase
    code: str = ""
    seconds: dict[str, float] = field(default_factory=dict)


def home() -> Path:
    """The demo's folder."""
    return Path(os.environ["REGRESO_HOME"]).absolute()


@contextmanager
def alone() -> Iterator[None]:
    """Only one run makes the operation at a time; another waits for it."""
    home().mkdir(mode=0o700, parents=True, exist_ok=True)
    with (home() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def load() -> Kept | None:
    """The finished operation of this size and this version of the code; None when it must be made."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        data: dict[str, Any] = json.loads((home() / "demo.json").read_text(encoding="utf-8"))
        data["size"] = Size(**data["size"])
        kept = Kept(**data)
        if kept.code == _code() and (home() / "regreso.sqlite3").exists():
            return kept
    return None


def remember(kept: Kept) -> None:
    """Write it so that only the owner can read it, in one go."""
    kept.code = _code()
    target, part = home() / "demo.json", home() / "demo.json.part"
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(kept), file, indent=1, ensure_ascii=False)
    part.replace(target)


def wipe() -> None:
    """Forget the old operation, whole or half made, and mark the folder as the demo's.

    Raises:
        NotInventedError: there is an operation, and no mark that a demo made it.
    """
    mark = home() / _MARK
    there = [home() / name for name in _DATABASE if (home() / name).exists()]
    if there and not mark.exists() and not (home() / "demo.json").exists():
        raise NotInventedError(
            f"{there[0]} was not made by the demo, which would delete it: unset REGRESO_HOME, "
            "or let it name an empty folder."
        )
    mark.write_text("What this folder holds is invented: `regreso demo` may delete it.\n", encoding="utf-8")
    for name in reversed(_DATABASE):
        (home() / name).unlink(missing_ok=True)


def _code() -> str:
    """What the code looks like: an operation made by other tables or another generator is made anew."""
    folder = Path(package_file).parent
    parts = [*folder.glob("casebook/migrations/*.py"), *folder.glob("demo/**/*"), *folder.glob("story/*.py")]
    return ",".join(
        sorted(f"{p.name}:{p.stat().st_size}" for p in parts if p.is_file() and p.suffix != ".pyc")
    )
