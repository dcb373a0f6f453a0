"""Sealing everything anew, while others read and write: after a new secret, or under a new master key.

A pass goes through every table in the order of its keys, a batch a transaction, and writes a value only if
nobody changed it meanwhile. What is sealed as it should be is left alone, so a pass that was interrupted is
simply begun again. The caller makes passes until one finds nothing, and only then lets an old key go.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import transaction

from regreso.casebook.keys import keyring
from regreso.casebook.operation_keys import current, sealed_by, unseal
from regreso.casebook.sealed import Sealed, SealedBytes, way_to_operation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from uuid import UUID

    from django.db.models import Model, QuerySet

BATCH = 500


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one table that one operation's secret (or, without operation, the master) has to seal."""

    model: type[Model]
    fields: tuple[Sealed, ...]
    operation_id: UUID | None

    def queryset(self) -> QuerySet[Any]:
        """These rows, in the order of their keys."""
        way = "__".join(way_to_operation(self.model))
        rows = self.model._default_manager.order_by("pk")  # noqa: SLF001 - Django's documented name for it
        return rows.filter(**{way: self.operation_id}) if way else rows

    def batches(self) -> Iterator[list[tuple[Any, ...]]]:
        """Key and sealed values as they lie, a batch at a time: the next begins behind the last key."""
        names, rows, last = [field.attname for field in self.fields], self.queryset(), None
        while True:
            after = rows if last is None else rows.filter(pk__gt=last)
            found = list(after.values_list("pk", *names)[:BATCH])
            if not found:
                return
            yield found
            last = found[-1][0]


def tables(operation_id: UUID | None) -> list[Rows]:
    """Every table that may hold a sealed value of this operation; without one, of none."""
    found = []
    for model in apps.get_app_config("casebook").get_models():
        fields = tuple(field for field in model._meta.concrete_fields if isinstance(field, Sealed))  # noqa: SLF001 - Django's documented API
        if fields and (way_to_operation(model) or operation_id is None):
            found.append(Rows(model, fields, operation_id))
    return found


def count_rows(operation_id: UUID | None) -> int:
    """How many rows a pass goes through."""
    return sum(rows.queryset().count() for rows in tables(operation_id))


def reseal(operation_id: UUID | None, *, progress: Callable[[int], None] = lambda _n: None) -> int:
    """One pass over all that belongs to this operation, or to none; how many values were sealed anew.

    Raises:
        KeysError: a value does not open; it is named, and everything before it is sealed anew.
    """
    anew = done = 0
    for rows in tables(operation_id):
        for batch in rows.batches():
            with transaction.atomic():
                anew += sum(_row(rows, *values) for values in batch)
            done += len(batch)
            progress(done)
    return anew


def sealers(operation_id: UUID | None) -> dict[bytes | int, int]:
    """Which key sealed how many values: the id of a secret, or the number of a master key."""
    found: dict[bytes | int, int] = {}
    for rows in tables(operation_id):
        for batch in rows.batches():
            for value in (one for _, *values in batch for one in values if one is not None):
                by = sealed_by(value)
                found[by] = found.get(by, 0) + 1
    return found


def _row(rows: Rows, pk: Any, *values: SealedBytes | None) -> int:  # noqa: ANN401 - any key
    wanted: bytes | int | None = current(rows.operation_id) if rows.operation_id else None
    wanted = keyring().current if wanted is None else wanted
    was, now = {}, {}
    for field, value in zip(rows.fields, values, strict=True):
        by = wanted if value is None else sealed_by(value)
        # Of an operation whose secret was destroyed only what the master sealed can be opened.
        if value is not None and by != wanted and not (isinstance(by, bytes) and isinstance(wanted, int)):
            was[field.attname], now[field.attname] = value, _anew(rows, field, pk, value)
    if not was:
        return 0
    # Somebody who wrote meanwhile sealed it with the newest key; if not, the next pass finds it.
    same = rows.model._default_manager.filter(pk=pk, **was)  # noqa: SLF001 - as above
    return len(was) if same.update(**now) else 0


def _anew(rows: Rows, field: Sealed, pk: Any, value: SealedBytes) -> SealedBytes:  # noqa: ANN401 - any key
    where = field.where_of(pk)
    plain = unseal(value, data_class=field.data_class, where=where)
    return field.sealed_for(plain, pk, rows.operation_id)
