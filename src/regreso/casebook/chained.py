"""The rows of a chain as its verifier reads them: straight from the database, one after another, none kept.

A million rows are gone through in seconds, so no row becomes an object: each is the columns that its hash
covers, in their order, and the sealed words with the digest that the hash covers instead of them.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import CharField
from django.db.models.functions import Cast

from regreso.casebook.keys import KeyGoneError, KeysError
from regreso.casebook.models.ledger import GENESIS, MOVES, READS, Chain, Move, Read
from regreso.casebook.operation_keys import unseal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TextIO

    from regreso.casebook.models import Operation
    from regreso.casebook.sealed import Sealed

_STEP = 2000
_KEYS, _ID = ("operation_id", "id", "subject_id"), 2
# The columns that a row's hash covers after `previous`, in the order of `link` in the ledger.
COVERED: dict[type[Move | Read], tuple[str, ...]] = {
    Move: (
        "number", "operation_id", "id", "subject", "subject_id", "name", "before", "after", "role",
        "actor_id", "via_id", "at", "said_digest",
    ),
    Read: (
        "number", "operation_id", "id", "kind", "ids_digest", "count", "page", "reader_id", "at",
        "said_digest",
    ),
}  # fmt: skip
_TO_ESCAPE = re.compile(r'["\\\x00-\x1f]')


class Linked(NamedTuple):
    """One row: its place, its id, what its hash covers as words, and the sealed words themselves."""

    number: int
    row_id: str
    covered: list[str]
    previous: str
    hash: str
    said: bytes | None


def linked_rows(operation: Operation, model: type[Move | Read], *, after: int = 0) -> Iterator[Linked]:
    """The rows of one chain in their order, from the one after `after` on."""
    rows = model.objects.filter(operation=operation, number__gt=after).order_by("number")
    columns = rows.values_list(*_columns(model), "previous", "hash", "said")
    names = COVERED[model]
    time, keys = names.index("at"), [names.index(name) for name in names if name in _KEYS]
    for *covered, previous, own, said in columns.iterator(chunk_size=_STEP):
        covered[time] = f"{covered[time].timestamp():.6f}"
        for place in keys:
            covered[place] = _dashed(covered[place])
        words = [str(word) for word in covered]
        yield Linked(covered[0], words[_ID], words, previous, own, said)


def _columns(model: type[Move | Read]) -> list[str | Cast]:
    """The covered columns, keys as text: to make an object of each costs more than all the rest."""
    return [Cast(name, CharField()) if name in _KEYS else name for name in COVERED[model]]


def _dashed(key: str) -> str:
    """A key as UUIDs are written; SQLite keeps them without dashes."""
    return key if "-" in key else f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"


def hash_of(previous: str, covered: list[str]) -> str:
    """The hash that a row with these columns must bear after `previous` (64 hex characters)."""
    words = [previous, *covered]
    text = '["' + '", "'.join(words) + '"]'
    if _TO_ESCAPE.search(
        "".join(words)
    ):  # as JSON writes it; most rows need no escape, so not each asks json
        text = json.dumps(words, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def said_checker(model: type[Move | Read], *, ended: bool = False) -> Callable[[Linked], bool]:
    """Whether the sealed words of a row open, and are those whose digest the row's hash covers.

    Of an operation that `ended` by the destruction of its keys, what they sealed can be opened by nobody.
    """
    field: Sealed = model._meta.get_field("said")  # noqa: SLF001 - Django's documented API
    data_class = field.data_class
    where = f"{model._meta.db_table}.{field.column}:"  # noqa: SLF001 - as above

    def checked(row: Linked) -> bool:
        if row.said is None:
            return False
        try:
            plain: Any = unseal(row.said, data_class=data_class, where=where + row.row_id)
        except KeyGoneError:
            return ended
        except KeysError:
            return False
        return hashlib.sha256(plain).hexdigest() == row.covered[-1]

    return checked


def export(operation: Operation, out: TextIO) -> int:
    """Both chains of an operation for outsiders: hashes, ids and names of states, no word of what was said.

    JSON lines: a head for each chain, then its rows as lists in the order that the head names. How many rows.
    """
    written = 0
    for kind, model in ((MOVES, Move), (READS, Read)):
        chain = Chain.objects.filter(operation=operation, kind=kind).first()
        told = {
            "format": 1, "operation": str(operation.pk), "kind": kind,
            "columns": [*COVERED[model], "previous", "hash"],
            "length": chain.length if chain else 0, "head": chain.head if chain else GENESIS,
        }  # fmt: skip
        out.write(json.dumps(told) + "\n")
        for row in linked_rows(operation, model):
            out.write(json.dumps([*row.covered, row.previous, row.hash], ensure_ascii=False) + "\n")
            written += 1
    return written
