"""Machines that speak to us: the tokens they hold, and what they were answered, so that none acts twice."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, word
from regreso.casebook.sealed import SealedMap


class ApiToken(models.Model):
    """A machine may act for one member of staff in one of their roles, for one purpose, until a day.

    It may never do more than they: when two administrators gave them no role, or it ended, it opens nothing.
    """

    id = key()
    operation = operation()
    staff = clear(models.ForeignKey("casebook.Staff", models.PROTECT, related_name="api_tokens"))
    purpose = clear(models.CharField(max_length=16))  # ask, register, exchange
    digest = clear(models.BinaryField(max_length=16, unique=True))
    made_by = word(40)
    made_at = clear(models.DateTimeField())
    expires_at = clear(models.DateTimeField())
    revoked_at = moment()

    def __str__(self) -> str:
        return f"{self.purpose}: {self.id}"


class ApiCall(models.Model):
    """A call that changed something, under its sender's key: sent again, it is answered again."""

    id = clear(models.BigAutoField(primary_key=True))
    token = clear(models.ForeignKey("casebook.ApiToken", models.PROTECT, related_name="calls"))
    digest = clear(models.BinaryField(max_length=16))  # of the key
    body = clear(models.BinaryField(max_length=16))  # digest of what was sent
    status = clear(models.PositiveSmallIntegerField(default=0))  # 0 while it is being worked on
    answer = SealedMap(DataClass.CONTACT)
    at = clear(models.DateTimeField())

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["token", "digest"], name="one_call_per_key")]

    def __str__(self) -> str:
        return str(self.id)
