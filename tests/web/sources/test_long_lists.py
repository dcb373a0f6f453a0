"""A list of leads costs the database what its page holds, however long it is: nothing is sorted or scanned.

The time it takes is measured by bench/long_lists.py; here the work is counted, which no busy machine changes.
"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cast import Cast
from desks import sit, there
from gathered import rows
from reads import work_of_the_database
from regreso.casebook.models import Lead

FEW, MANY = 60, 3000
QUERIES = (
    "?part=waiting", "?part=waiting&kind=count", "?part=waiting&section=feed", "?part=waiting&section=story",
    "?part=waiting&sort=newest", "?part=waiting&sort=oldest", "?part=waiting&sort=sure", "?part=accepted",
    "?part=rejected", "?part=second",
)  # fmt: skip


def some(cast: Cast, number: int, first: int) -> None:
    """Leads in every part; few of them in a feed."""
    rows(cast, number, first=first)
    now = timezone.now()
    mine = Lead.objects.filter(state="new").values_list("pk", flat=True)
    for at, state in enumerate(("accepted", "rejected", "proposed")):
        keys = list(mine[: number // 5])
        Lead.objects.filter(pk__in=keys).update(
            state=state, decided_at=now, decided_by=cast.reader_b, touches=at
        )
    Lead.objects.filter(pk__in=list(mine[:12])).update(section="feed")


def cost(client: Client, query: str) -> int:
    client.get(there("sources") + query)
    with work_of_the_database() as work:
        page = client.get(there("sources") + query)
    assert page.content.decode().count("data-lead ") == 10
    return work.steps


def test_fifty_times_as_many_leads_cost_no_more_to_show(cast: Cast) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own counter of steps is what is compared; PostgreSQL has none")
    client = sit(cast.reader_a)
    some(cast, FEW, 0)
    few = {query: cost(client, query) for query in QUERIES}
    some(cast, MANY, FEW)
    many = {query: cost(client, query) for query in QUERIES}
    # A row that is looked at costs ten steps and more: 300 leave room for a deeper tree, not for sixty rows.
    assert {query: (few[query], many[query]) for query in QUERIES if many[query] > few[query] + 300} == {}


def test_a_page_far_down_passes_over_keys_of_an_index_alone(cast: Cast) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the plan is told as SQLite tells it")
    client = sit(cast.reader_a)
    rows(cast, 400)
    with CaptureQueriesContext(connection) as asked:
        cost(client, "?part=waiting&page=30")
    (far,) = {query["sql"] for query in asked if " OFFSET 290" in query["sql"]}
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + far)
        plan = [row[-1] for row in cursor.fetchall()]
    assert [line for line in plan if "COVERING INDEX lead_queue" in line] != []
    assert [line for line in plan if "TEMP B-TREE" in line] == []


def test_far_down_is_the_same_order_as_at_the_top(cast: Cast) -> None:
    rows(cast, 45)
    client, seen = sit(cast.reader_a), list[str]()
    for number in range(1, 6):
        page = client.get(there("sources") + f"?part=waiting&page={number}").content.decode()
        seen += [part.split('"')[0] for part in page.split('id="lead-')[1:]]
    wanted = Lead.objects.order_by("place", "-told_on", "-conf", "pk").values_list("pk", flat=True)
    assert seen == [str(key) for key in wanted]


def test_the_count_of_work_sees_a_list_that_is_sorted(cast: Cast) -> None:
    """The first test above can fail: without the index of the surest, all of them are sorted for ten."""
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own counter of steps is what is compared; PostgreSQL has none")
    client = sit(cast.reader_a)
    rows(cast, 600)
    before = cost(client, "?part=waiting&sort=sure")
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX lead_surest")
    assert cost(client, "?part=waiting&sort=sure") > before + 300
