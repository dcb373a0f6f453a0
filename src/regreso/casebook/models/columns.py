"""Columns that every noun has."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models

from regreso.casebook.data_class import clear


def key() -> models.UUIDField[Any, Any]:
    """A random primary key: addresses tell nothing about how many there are or which came first."""
    return clear(models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False))


def state() -> models.CharField[Any, Any]:
    """The state of a subject of the story; only `append_move` writes it."""
    return clear(models.CharField(max_length=32, default="", editable=False))


def operation() -> models.ForeignKey[Any, Any]:
    """The operation (crisis) that the row belongs to; rows of two operations never meet."""
    return clear(models.ForeignKey("casebook.Operation", models.PROTECT, related_name="+"))


def moment() -> models.DateTimeField[Any, Any]:
    """A clock that may not run: when something happened or falls due, None when neither."""
    return clear(models.DateTimeField(null=True, blank=True))


def word(length: int = 32) -> models.CharField[Any, Any]:
    """A code in clear (kind, language, outcome): never free text."""
    return clear(models.CharField(max_length=length, blank=True, default=""))


def secret_index() -> models.BinaryField[Any, Any]:
    """A keyed digest by which a phrase or code is found; None until it is handed out."""
    return clear(models.BinaryField(max_length=16, null=True, unique=True))
