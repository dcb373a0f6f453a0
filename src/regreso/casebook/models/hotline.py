"""Calls of the hotline, as the telephone system tells of them. What is said in them is recorded nowhere."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, word
from regreso.casebook.sealed import SealedText


class HotlineCall(models.Model):
    """One call: when it began, what its caller chose with keys, who answered, when it ended.

    The number is forgotten a day after the call, and the row after a week.
    """

    id = key()
    operation = operation()
    call = clear(models.BinaryField(max_length=16, unique=True))  # a keyed digest of the system's own id
    place = word(32)  # a keyed digest of the number, "" where it was withheld
    language = word(8)
    wants = word(16)  # ask, status, check, person, call_back
    started_at = moment()
    answered_at = moment()
    answered_by = clear(
        models.ForeignKey("casebook.Staff", models.SET_NULL, null=True, blank=True, related_name="+")
    )
    ended_at = moment()
    ending = word(16)  # completed, abandoned, busy, failed, unknown
    number = SealedText(DataClass.CONTACT)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["operation", "ended_at", "-started_at"], name="hotline_newest"),
            models.Index(fields=["place", "started_at"], name="hotline_caller"),
        ]

    def __str__(self) -> str:
        return f"{self.wants or 'call'}: {self.ending or 'open'}"
