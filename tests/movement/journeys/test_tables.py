"""Tables of rules are read whole or told what is wrong, row by row and column by column."""

from __future__ import annotations

from datetime import date

import pytest

from regreso.movement.journeys.rules import Says
from regreso.movement.journeys.tables import DOCUMENTS, RIDES, RULES, STATUSES, STOPS, VISAS, WAITS

GOOD = "r1,POL,enter,coach|rail,RUS|BLR,family,,need,POL,2022-01-01,2022-02-01,2022-01-15,a report,carry it"
HEADER = ",".join(RULES.columns)


def faults(*rows: str) -> list[tuple[int, str, str]]:
    return [(f.row, f.column, f.given) for f in RULES.read("\n".join([HEADER, *rows]))[1]]


def test_a_whole_rule_is_read_as_it_was_written() -> None:
    (rule,), none = RULES.read(f"\ufeff{HEADER}\n{GOOD}\n")
    assert none == []
    assert (rule.name, rule.place, rule.says, rule.documents) == ("r1", "POL", Says.NEED, ("POL",))
    assert rule.passports == {"RUS", "BLR"}
    assert rule.modes == {"coach", "rail"}
    assert (rule.days.first, rule.days.end, rule.checked) == (
        date(2022, 1, 1), date(2022, 2, 1), date(2022, 1, 15),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("column", "bad"),
    [
        ("rule", ""), ("place", ""), ("says", "perhaps"), ("source", ""), ("modes", "camel"),
        ("passports", "Russia"), ("purposes", "love"), ("except_purposes", "love"), ("documents", ""),
        ("from", "1.1.2022"), ("to", "2021-12-31"), ("last_checked", "yesterday"),
    ],
)  # fmt: skip
def test_each_bad_cell_is_named(column: str, bad: str) -> None:
    cells = GOOD.split(",")
    cells[RULES.columns.index(column)] = bad
    assert faults(GOOD, ",".join(cells)) == [(3, column, bad)]


def test_the_faults_of_every_row_are_told_at_once() -> None:
    text = [
        GOOD,
        GOOD.replace("need", "nede"),
        GOOD.replace("2022-01-15", "?").replace("coach", "couch"),
        GOOD,
    ]
    assert [(row, column) for row, column, _ in faults(*text)] == [
        (3, "says"), (4, "modes"), (4, "last_checked"),
    ]  # fmt: skip


def test_a_row_with_too_many_cells_is_a_fault() -> None:
    assert faults(GOOD + ",more") == [(2, "", "more")]


def test_a_missing_column_is_named() -> None:
    rows, (fault,) = STATUSES.read("crossing,status\nx,open")
    assert rows == []
    assert (fault.row, fault.column) == (1, "source")


@pytest.mark.parametrize(
    ("departures", "hours", "fault"),
    [("25:00", "1", "departures"), ("6", "1", "departures"), ("06:00", "-1", "hours"),
     ("06:00", "49", "hours"),     ("06:00", "x", "hours"), ("06:00", "nan", "hours")],
)  # fmt: skip
def test_a_ride_that_cannot_be_is_a_fault(departures: str, hours: str, fault: str) -> None:
    _, found = RIDES.read(f"from,to,mode,hours,departures\nMinsk,Brest,rail,{hours},{departures}")
    assert [f.column for f in found] == [fault]


def test_modes_are_joined_by_bars_or_spaces() -> None:
    for modes in ("car coach", "car|coach", "car | coach"):
        (status,), none = STATUSES.read(f"crossing,status,source,modes\nx,open,report,{modes}")
        assert status.modes == {"car", "coach"}
        assert none == []


def test_the_other_tables_name_their_faults() -> None:
    _, found = STOPS.read("stop,country,timezone\nKyiv,UKR,Kyiv")
    assert [f.column for f in found] == ["timezone"]
    _, found = VISAS.read(
        "passport,destination,requirement,first_seen,last_seen\nRUS,POL,90,2022-02-01,2022-01-01"
    )
    assert [f.column for f in found] == ["last_seen"]
    _, found = DOCUMENTS.read("document,en,source,lead_days\nPOL,visa,report,soon")
    assert [f.column for f in found] == ["lead_days"]
    _, found = WAITS.read("crossing,entering,mode,date,hours,source\nx,POL,foot,2022-02-26,999,report")
    assert [f.column for f in found] == ["hours"]
