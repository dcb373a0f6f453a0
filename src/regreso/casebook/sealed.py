"""The one field type for what must not be read from a stolen disk: JSON inside AES-GCM, bound to its row."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import models

from regreso.casebook.data_class import DataClass
from regreso.casebook.operation_keys import seal, unseal

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.expressions import BaseExpression

    FieldBase = models.Field[Any, Any]
else:
    FieldBase = models.Field


class SealedBytes(bytes):
    """What came from the database and was not opened yet: it needs its row to open."""

    __slots__ = ()


def operation_of(row: models.Model) -> uuid.UUID | None:
    """The operation that a row belongs to, by its own column or by the row that it hangs on."""
    found: Any = row
    for name in way_to_operation(type(row)):
        found = getattr(found, name, None)
    return None if found is row else found


@cache
def way_to_operation(model: type[models.Model]) -> tuple[str, ...]:
    """The names by which a row of this model leads to its operation's id; () when it belongs to none.

    A page of a proof: `("proof", "operation_id")`.
    """
    return _way(model, frozenset())


def _way(model: type[models.Model], seen: frozenset[type[models.Model]]) -> tuple[str, ...]:
    parents = [field for field in model._meta.concrete_fields if field.many_to_one]  # noqa: SLF001 - Django's documented API
    names = {field.name for field in parents}
    if "operation" in names:
        return ("operation_id",)
    for field in parents:
        target = field.related_model
        if not isinstance(target, type) or target in seen or target is model:
            continue
        way = _way(target, seen | {model})
        if way:
            return (field.name, *way)
    return ()


class _Opener:
    """Opens the value when it is first read, with the row's own id; writing replaces it."""

    def __init__(self, field: Sealed) -> None:
        self.field = field

    def __get__(self, row: models.Model | None, owner: type[models.Model]) -> Any:  # noqa: ANN401 - any JSON
        if row is None:
            return self
        name = self.field.attname
        if name not in row.__dict__:
            row.refresh_from_db(fields=[name])
        value = row.__dict__[name]
        if value is None:
            value = row.__dict__[name] = self.field.empty()
        elif isinstance(value, SealedBytes):
            value = row.__dict__[name] = self.field.opened(value, row)
        return value

    def __set__(self, row: models.Model, value: object) -> None:
        row.__dict__[self.field.attname] = value


class Sealed(FieldBase):
    """JSON sealed under the key of its data class. What is empty is stored as NULL and reads as empty.

    It cannot be filtered by, nor written by `update()` or `bulk_update()`: those have no row to bind to.
    """

    empty: Callable[[], Any] = str

    def __init__(self, data_class: DataClass | str, **options: Any) -> None:  # noqa: ANN401 - Django's own
        self.data_class = DataClass(data_class)
        options.update(null=True, blank=True, default=self.empty)
        super().__init__(**options)

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's signature
        """Put the opener in the place of the column."""
        super().contribute_to_class(cls, name, private_only=private_only)
        setattr(cls, self.attname, _Opener(self))

    def deconstruct(self) -> Any:  # noqa: ANN401 - Django's own tuple
        """Migrations keep the data class."""
        name, path, args, options = super().deconstruct()
        kept = {k: v for k, v in options.items() if k not in ("null", "blank", "default")}
        return name, path, args, {**kept, "data_class": str(self.data_class)}

    def get_internal_type(self) -> str:
        """Bytes, on every database."""
        return "BinaryField"

    def where(self, row: models.Model) -> str:
        """What a value is bound to: its table, column and row."""
        return self.where_of(row.pk)

    def where_of(self, pk: object) -> str:
        """The same for the row of this key."""
        return f"{self.model._meta.db_table}.{self.column}:{pk}"  # noqa: SLF001 - Django's documented API

    def opened(self, value: bytes, row: models.Model) -> Any:  # noqa: ANN401 - any JSON
        """The plain value of this row."""
        return self.loads(unseal(value, data_class=self.data_class, where=self.where(row)))

    def loads(self, plain: bytes) -> Any:  # noqa: ANN401 - any JSON
        """The value in the plain bytes."""
        return json.loads(plain)

    def dumps(self, value: Any) -> bytes:  # noqa: ANN401 - any JSON
        """The plain bytes of a value."""
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def pre_save(self, model_instance: models.Model, add: bool) -> SealedBytes | None:  # noqa: FBT001 - Django's signature
        """Seal on the way in; what was never opened goes back as it came."""
        del add
        value = model_instance.__dict__.get(self.attname)
        if isinstance(value, SealedBytes):
            return value
        if not value:
            return None
        return self.sealed_for(self.dumps(value), model_instance.pk, operation_of(model_instance))

    def sealed_for(self, plain: bytes, pk: object, operation_id: uuid.UUID | None) -> SealedBytes:
        """Plain bytes sealed for the row of this key, with the secret of its operation."""
        where = self.where_of(pk)
        return SealedBytes(seal(plain, data_class=self.data_class, where=where, operation_id=operation_id))

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002 - Django's signature
        """Only sealed bytes may reach the database.

        Raises:
            TypeError: a plain value came without its row (from `filter`, `update` or `bulk_update`).
        """
        del connection, prepared
        if value is None or value == self.empty():  # as a new column's default is
            return None
        if not isinstance(value, SealedBytes):
            raise TypeError(
                f"{self.name} is sealed: save it through its row; it cannot be filtered by or bulk-updated."
            )
        return bytes(value)

    def from_db_value(
        self, value: bytes | str | None, expression: BaseExpression, connection: BaseDatabaseWrapper
    ) -> SealedBytes | None:
        """Bytes as they lie; the opener opens them when the row is known."""
        del expression, connection
        # SQLite lets a tamperer put text into a column of bytes: it must fail when opened, not here.
        return None if value is None else SealedBytes(value.encode() if isinstance(value, str) else value)

    def value_to_string(self, obj: models.Model) -> str:
        """Serialisation writes the sealed form, never the plain one."""
        value = obj.__dict__.get(self.attname)
        return value.hex() if isinstance(value, SealedBytes) else ""


if TYPE_CHECKING:

    class SealedText(Sealed, models.Field[str, str]):
        """Sealed text; "" when nothing was said."""

    class SealedMap(Sealed, models.Field[dict[str, Any], dict[str, Any]]):
        """A sealed mapping of JSON values; {} when nothing was said."""

    class SealedList(Sealed, models.Field[list[Any], list[Any]]):
        """A sealed list of JSON values; [] when nothing was said."""

    class SealedFile(Sealed, models.Field[bytes, bytes]):
        """Sealed bytes as they are; b"" when there are none."""

else:

    class SealedText(Sealed):
        """Sealed text; "" when nothing was said."""

    class SealedMap(Sealed):
        """A sealed mapping of JSON values; {} when nothing was said."""

        empty = dict

    class SealedList(Sealed):
        """A sealed list of JSON values; [] when nothing was said."""

        empty = list

    class SealedFile(Sealed):
        """Sealed bytes as they are; b"" when there are none."""

        empty = bytes

        def loads(self, plain: bytes) -> bytes:
            """The bytes themselves."""
            return plain

        def dumps(self, value: bytes) -> bytes:
            """The bytes themselves."""
            return bytes(value)
