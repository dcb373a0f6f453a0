"""Everything that was written in one operation, deleted at once: how a test ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connections, router, transaction

from regreso.casebook.models import Chain, Grant, Lease, Move, Operation, Reaction, Read, Site
from regreso.casebook.sealed import way_to_operation

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

# The ledger and what it needs to be read: who held which role, where, and what followed from a move.
KEPT: tuple[type[Model], ...] = (Operation, Chain, Move, Read, Reaction, Lease, Grant, Site)


def deleted(operation: Operation) -> int:
    """Delete every row of this operation but its ledger; how many there were.

    Foreign keys are checked at the end of the transaction, on both databases, so the order does not matter.
    """
    gone = 0
    with transaction.atomic():
        for rows in rows_of(operation):
            using = router.db_for_write(rows.model)
            assert connections[using].in_atomic_block  # noqa: S101 - all or nothing
            gone += rows._raw_delete(using)  # noqa: SLF001 - Django's own fast path, without its collector
    return gone


def rows_of(operation: Operation) -> list[QuerySet[Any]]:
    """The rows to delete, table by table: those of the operation, and those that hang on them."""
    found, pending = {}, [one for one in apps.get_app_config("casebook").get_models() if one not in KEPT]
    for model in pending:
        if way := way_to_operation(model):
            found[model] = model._default_manager.filter(**{"__".join(way): operation.pk})  # noqa: SLF001 - Django's documented name for it
    return list(found.values())
