"""A list of ten thousand is taken in while a person waits."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import Cast
from regreso.casebook.models import Custody, CustodyList, Person
from regreso.steps import register


@pytest.mark.slow
def test_ten_thousand_are_registered_by_hundreds(cast: Cast) -> None:
    rows = [
        (
            Custody(operation=cast.operation, site=cast.camp),
            Person(
                operation=cast.operation, surname=f"Бондар{n}", given="Іван", birth="1999-04-21", rank="x"
            ),
        )
        for n in range(10_000)
    ]
    custody_list = CustodyList(operation=cast.operation, site=cast.camp, digest="d")
    with CaptureQueriesContext(connection) as asked:
        register.register_list(custody_list, rows, by=cast.by("registrar"), at=cast.at)
    assert Custody.objects.count() == 10_000
    assert len(asked) < 100 + 10_000 // 10, "rows go in by hundreds, not one by one"
