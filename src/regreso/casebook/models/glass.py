"""Enquiries of colleagues that an operator opened with a reason, and when another must have looked at it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import clear
from regreso.casebook.models.columns import key, moment, operation, state


class BreakGlass(models.Model):
    """One opening. The reason stands in its first move; what was read meanwhile, in the ledger of reads."""

    SUBJECT: ClassVar[str] = "break_glass"

    id = key()
    operation = operation()
    state = state()
    staff = clear(models.ForeignKey("casebook.Staff", models.PROTECT, related_name="+"))
    opened = clear(models.JSONField(default=list))  # ids of enquiries; none when nothing fitted
    ends_at = moment()  # until then they are open
    due_at = moment()  # a second person looks at it within 24 h

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["staff", "ends_at"], name="break_glass_mine"),
            models.Index(fields=["operation", "state", "due_at"], name="break_glass_queue"),
        ]

    def __str__(self) -> str:
        return str(self.id)
