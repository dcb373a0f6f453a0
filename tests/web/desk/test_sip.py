"""Real SIP calls: a caller rings, presses keys and hangs up, and the operator's desk follows it."""

from __future__ import annotations

import pytest

from cast import Cast, cast
from desks import sit, there
from regreso.casebook.models import HotlineCall
from telephone_line import CALLER, Line, line

__all__ = ["cast", "line"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_call_rings_chooses_and_ends_at_the_desk(cast: Cast, line: Line) -> None:
    sipp = line.call("25")  # Ukrainian, and wants to be called back
    assert sipp.returncode == 0, sipp.stdout[-2000:]
    line.wait_for("end", 1)
    assert [one["event"] for one in line.told] == ["start", "choice", "choice", "end"]
    row = HotlineCall.objects.get()
    assert (row.number, row.language, row.wants) == (CALLER, "uk", "call_back")
    assert None not in (row.started_at, row.ended_at)
    assert row.ending == "abandoned", "nobody had taken it yet"
    page = sit(cast.operator).get(there("desk-calls")).content.decode()
    assert CALLER in page


@pytest.mark.usefixtures("cast")
def test_whoever_hangs_up_without_a_key_is_known_by_the_call_alone(line: Line) -> None:
    assert line.call("").returncode == 0
    line.wait_for("end", 1)
    row = HotlineCall.objects.get()
    assert (row.language, row.wants, row.ending) == ("", "", "abandoned")


@pytest.mark.usefixtures("cast")
def test_ten_at_five_a_second_are_ten_calls(line: Line) -> None:
    sipp = line.call("35", calls=10)
    assert sipp.returncode == 0, sipp.stdout[-2000:]
    line.wait_for("end", 10)
    assert HotlineCall.objects.count() == 10
    assert set(HotlineCall.objects.values_list("language", "wants")) == {("ru", "call_back")}
    assert set(line.answers) == {200}
