"""Somebody has the disk: no column of the whole database tells who is held, who asks or where they live."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from cast import Cast
from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import Answer
from regreso.steps import answer as answering

WORDS = ("Шевченко", "Shevchenko", "Тарас", "Taras", "Олена", "1999-04-21", "501234567", "Вулиця", "шевченко")


def cells() -> list[tuple[str, Any]]:
    """Every cell of every table, as it lies on the disk."""
    found: list[tuple[str, Any]] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a table's own name
            found += [(table, cell) for row in cursor.fetchall() for cell in row]
    return found


def told(cell: Any) -> str:
    if isinstance(cell, bytes | memoryview):
        raw = bytes(cell)
        return raw.decode("utf-8", "replace") + raw.decode("utf-16-le", "replace")
    text = str(cell)
    return text + text.encode().decode("unicode_escape", "replace") if "\\u" in text else text


def test_the_whole_database_names_nobody(cast: Cast, answer: Answer) -> None:
    enquirer = answer.enquiry.enquirer
    enquirer.phone, enquirer.address = "+380501234567", "Вулиця 7"
    enquirer.save()
    cast.agreed(answer.match.custody)
    answering.clear(answer, "consent", by=SYSTEM, at=cast.at)
    answering.sign(answer, {"note": "Тарас is well"}, by=cast.by("liaison_a"), at=cast.at)
    answering.release(answer, by=cast.by("liaison_b"), at=cast.at)
    lying = cells()
    assert len(lying) > 1000
    assert [(table, word) for table, cell in lying for word in WORDS if word in told(cell)] == []


@pytest.mark.usefixtures("cast")
def test_a_clear_cell_would_be_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casebook_staff SET last_name = 'Шевченко' WHERE username = 'operator'")
    assert "casebook_staff" in {table for table, cell in cells() if "Шевченко" in told(cell)}
