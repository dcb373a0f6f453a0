"""The class of each column: what harm it would do in a thief's hand. Only `operational` lies in clear."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeVar

from django.db import models


class DataClass(StrEnum):
    """Sensitivity of a column (field.md, group G10)."""

    IDENTITY = "identity"  # names, birth, kin, marks
    CONTACT = "contact"  # how and when a family can be reached
    CUSTODY = "custody"  # where and in what state someone is held; why we think it is he
    MESSAGE = "message"  # family news
    FORENSIC = "forensic"  # the dead
    OPERATIONAL = "operational"  # ids, states, clocks, counters: never who or where


F = TypeVar("F", bound="models.Field[Any, Any]")


def clear(field: F) -> F:
    """Declare a column operational: it is stored in clear, so it must not tell who anyone is."""
    field.data_class = DataClass.OPERATIONAL  # type: ignore[attr-defined]  # our mark on Django's field
    return field


def class_of(field: models.Field[Any, Any]) -> DataClass | None:
    """The declared class of a model field, None when nobody declared one (a test forbids that)."""
    return getattr(field, "data_class", None)
