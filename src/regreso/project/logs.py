"""What may stand in a log: when, how grave, which part, what in our own words, where in the code. No data.

A message of ours is a sentence in the code with ids, counts and codes put in. Everything else is not let
through: the text of an exception may quote a row, an address somebody typed may hold a name, a library may
print what it was given. Of an exception the kind and the places are kept, of a request its status.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path

_OURS = "regreso."
_SAFE = re.compile(r"[A-Za-z0-9 .,:;()+_/=-]{0,300}\Z")  # nothing of ours needs another letter
_FRAMES = 12


class Plain(logging.Formatter):
    """One line a record, as JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "part": record.name,
            "what": _words(record),
        }
        status = getattr(record, "status_code", None)
        if isinstance(status, int):
            told["status"] = status
        if record.exc_info and record.exc_info[0] is not None:
            told |= _fault(record.exc_info[1], record.exc_info[0].__name__)
        return json.dumps(told, ensure_ascii=True)


class Told(Plain):
    """The same for a person at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told = json.loads(super().format(record))
        fault = f" [{told['error']} at {'; '.join(told['places'][-3:])}]" if "error" in told else ""
        return f"{told['at'][:19]} {told['level']} {told['part']}: {told['what']}{fault}"


def _words(record: logging.LogRecord) -> str:
    """Our own sentence; of a library only the sentence before anything was put into it."""
    if record.name.startswith(_OURS):
        words = record.getMessage()
        return words if _SAFE.match(words) else str(record.msg)
    return str(record.msg) if record.args else _cut(str(record.msg))


def _cut(words: str) -> str:
    """What was put together before it reached us may hold anything: only plain words stay, and no path."""
    return words if _SAFE.match(words) and "/" not in words else "(not shown)"


def _fault(error: BaseException | None, kind: str) -> dict[str, object]:
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:] if error else []
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": kind, "places": places}
