"""The book of borders: lines that a coordinator wrote over what is shipped, a change at a time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, operation, state, word
from regreso.casebook.sealed import SealedList, SealedMap


class BorderChange(models.Model):
    """One import or edit of a table of the book; undone as a whole. Its lines are never overwritten."""

    SUBJECT: ClassVar[str] = "border_change"

    id = key()
    operation = operation()
    state = state()
    table = word(16)  # rules, statuses, rides, waits, documents
    kind = word(16)  # import, edit, withdrawal
    number = clear(
        models.PositiveIntegerField(default=0)
    )  # 1, 2, 3 … in the operation: of lines the last holds
    digest = clear(models.CharField(max_length=64, default=""))  # SHA-256 of what was handed in
    added = clear(models.PositiveIntegerField(default=0))
    replaced = clear(models.PositiveIntegerField(default=0))
    left_out = SealedList(DataClass.CUSTODY)  # faulty rows, each with its faults

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operation", "number"], name="one_change_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.number}"


class BorderLine(models.Model):
    """One version of one line. Without cells it says that the line is withdrawn."""

    id = key()
    operation = operation()
    change = clear(models.ForeignKey("casebook.BorderChange", models.PROTECT, related_name="lines"))
    table = word(16)
    version = clear(models.PositiveIntegerField(default=1))  # of its key, 1 for the first of the book
    line_key = SealedList(DataClass.CUSTODY)  # which line: the cells that it is known by
    cells = SealedMap(DataClass.CUSTODY)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["operation", "table"], name="border_table")]

    def __str__(self) -> str:
        return f"{self.table} v{self.version}"
