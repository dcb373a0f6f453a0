"""The book of borders: what a coordinator writes stands over what is shipped; each change can be undone."""

from __future__ import annotations

from datetime import date

import pytest

from cast import Cast
from regreso.casebook.models import BorderChange, BorderLine, Operation
from regreso.movement.journeys.plan import Tier, plan_journey
from regreso.movement.journeys.rules import Traveller
from regreso.steps import borders
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

STATUSES = "crossing,from,to,status,modes,source,last_checked\n"
CLOSED = (
    f"{STATUSES}pl-ua-medyka,2022-03-05,,closed,,a call to the post,2022-03-05\n"
    "pl-ua-dorohusk,2022-03-05,,closed,,a call to the post,2022-03-05\n"
)


def change(cast: Cast, table: str = "statuses") -> BorderChange:
    return BorderChange(operation=cast.operation, table=table)


def made(cast: Cast, text: str, table: str = "statuses", **more: bool) -> BorderChange:
    new = change(cast, table)
    borders.make(new, text, by=cast.by("coordinator_a"), at=cast.at, **more)
    return new


def tier(cast: Cast, on: date = date(2022, 3, 10)) -> Tier:
    traveller = Traveller("RUS", "family", frozenset({"POL"}))
    return plan_journey(borders.atlas(cast.operation.pk), traveller, start="Moscow", end="Kyiv", on=on).tier


def test_an_empty_book_is_what_is_shipped(cast: Cast) -> None:
    assert borders.version(cast.operation.pk) == 0
    assert tier(cast) is Tier.READY


def test_a_closure_counts_at_once_and_undoing_it_opens_the_way_again(cast: Cast) -> None:
    closing = made(cast, CLOSED)
    assert (closing.added, closing.replaced, closing.number) == (2, 0, 1)
    assert tier(cast) is Tier.BLOCKED
    assert (
        tier(cast, date(2022, 3, 2)) is Tier.BLOCKED
    )  # it arrives after the day of the closure or needs papers
    borders.undo(closing, by=cast.by("coordinator_b"), at=cast.at)
    assert tier(cast) is Tier.READY
    assert borders.version(cast.operation.pk) == 2
    assert BorderLine.objects.count() == 2, "undone lines are kept"


def test_a_line_of_the_same_key_is_a_new_version_of_it(cast: Cast) -> None:
    made(cast, CLOSED)
    again = made(cast, CLOSED.replace("a call to the post", "seen on the spot"))
    assert (again.added, again.replaced) == (0, 2)
    held = borders.lines(cast.operation.pk, "statuses")
    line = held["pl-ua-medyka", "2022-03-05"]
    assert (line.cells["source"], line.version) == ("seen on the spot", 2)
    borders.undo(again, by=cast.by("coordinator_a"), at=cast.at)
    held = borders.lines(cast.operation.pk, "statuses")
    assert held["pl-ua-medyka", "2022-03-05"].cells["source"] == "a call to the post"
    third = made(cast, CLOSED.replace("a call to the post", "by radio"))
    versions = set(third.lines.values_list("version", flat=True))
    assert versions == {3}, "no number of a version is given twice"


def test_an_older_change_can_be_undone_below_a_later_one(cast: Cast) -> None:
    first = made(cast, CLOSED)
    made(cast, f"{STATUSES}pl-ua-medyka,2022-03-05,,open,foot rail coach,a call,2022-03-06")
    borders.undo(first, by=cast.by("coordinator_a"), at=cast.at)
    assert tier(cast) is Tier.READY


def test_a_withdrawn_line_is_unknown_from_then_on(cast: Cast) -> None:
    for key in [key for key in borders.lines(cast.operation.pk, "statuses") if key[0].startswith("pl-ua")]:
        borders.withdraw(change(cast), key, by=cast.by("coordinator_a"), at=cast.at)
    assert tier(cast) is Tier.UNKNOWN
    with pytest.raises(StepError, match="no_such_line"):
        borders.withdraw(
            change(cast), ("pl-ua-medyka", "2022-02-24"), by=cast.by("coordinator_a"), at=cast.at
        )


def test_one_faulty_row_stops_all_unless_somebody_saw_it(cast: Cast) -> None:
    text = f"{CLOSED}pl-ua-zosin,2022-03-05,,shut,,a call,\npl-ua-medyka,2022-03-05,,closed,,twice,\n,,,,,,\n"
    found = borders.preview(cast.operation.pk, "statuses", text)
    assert [(fault.row, fault.column) for fault in found.faults] == [
        (4, "status"), (5, "crossing"), (6, "crossing"), (6, "status"), (6, "source"), (6, "from"),
    ]  # fmt: skip
    with pytest.raises(StepError, match="faulty_rows"):
        made(cast, text)
    assert not BorderChange.objects.exists()
    taken = made(cast, text, leave_out=True)
    assert (taken.added, [line["row"] for line in taken.left_out]) == (2, [4, 5, 6, 6, 6, 6])


def test_a_state_without_its_first_day_is_a_fault(cast: Cast) -> None:
    (fault,) = borders.preview(
        cast.operation.pk, "statuses", f"{STATUSES}pl-ua-zosin,,,closed,,a call,"
    ).faults
    assert (fault.row, fault.column) == (2, "from")


def test_a_ride_may_serve_any_place_that_is_known_and_no_other(cast: Cast) -> None:
    head = "from,to,mode,hours,departures\n"
    found = borders.preview(
        cast.operation.pk, "rides", f"{head}Київ,Чернігів,rail,2.5,07:00\nKyiv,Atlantis,sea,9,07:00"
    )
    assert [(fault.row, fault.column) for fault in found.faults] == [(3, "to")]
    made(cast, f"{head}Київ,Чернігів,rail,2.5,07:00", "rides")
    atlas = borders.atlas(cast.operation.pk)
    plan = plan_journey(atlas, Traveller("UKR"), start="Lviv", end="Chernihiv", on=date(2022, 3, 10))
    assert [leg["to"] for leg in plan.options[0].legs] == ["Kyiv", "Chernihiv"]


@pytest.mark.parametrize(
    ("table", "text", "code"),
    [
        ("wishes", "a,b", "unknown_table"),
        ("statuses", "", "faulty_rows"),
        ("statuses", STATUSES, "nothing_new"),
        ("statuses", "x" * (borders.MOST_LETTERS + 1), "too_long"),
    ],
)
def test_what_is_no_table_is_refused(cast: Cast, table: str, text: str, code: str) -> None:
    with pytest.raises(StepError, match=code):
        made(cast, text, table)


def test_a_second_click_makes_no_second_change(cast: Cast) -> None:
    new = made(cast, CLOSED)
    with pytest.raises(MoveRefused, match="already there"):
        borders.make(BorderChange(id=new.pk, operation=cast.operation, table="statuses"), CLOSED,
                     by=cast.by("coordinator_a"), at=cast.at)  # fmt: skip


def test_only_a_coordinator_writes_and_undoes(cast: Cast) -> None:
    for name in ("liaison_a", "escort", "operator"):
        with pytest.raises(MoveRefused, match="may not"):
            borders.make(change(cast), CLOSED, by=cast.by(name), at=cast.at)
    assert not BorderLine.objects.exists()


def test_another_operation_has_its_own_book(cast: Cast) -> None:
    other = Operation.objects.create(name="Another invented crisis", state="open")
    made(cast, CLOSED)
    assert borders.version(other.pk) == 0
    assert ("pl-ua-medyka", "2022-03-05") not in borders.lines(other.pk, "statuses")


def test_a_table_from_a_spreadsheet_with_semicolons_is_read(cast: Cast) -> None:
    assert made(cast, "\ufeff" + CLOSED.replace(",", ";")).added == 2
