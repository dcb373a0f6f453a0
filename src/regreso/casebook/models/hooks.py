"""Addresses of other programs that are told when something changed: that, and nothing of whom."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, state, word
from regreso.casebook.sealed import SealedText


class Hook(models.Model):
    """Where a program is told of events of one purpose, as far as one member of staff may see the rows."""

    SUBJECT: ClassVar[str] = "hook"

    id = key()
    operation = operation()
    staff = clear(models.ForeignKey("casebook.Staff", models.PROTECT, related_name="hooks"))
    state = state()
    purpose = word(16)  # ask, register, exchange
    address = SealedText(DataClass.CONTACT)
    secret = SealedText(DataClass.CONTACT)  # shown once, when it is set up
    set_up_at = moment()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["operation", "state"], name="hooks_on")]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.state}"
