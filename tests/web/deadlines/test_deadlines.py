"""Which clocks run by site, what is overdue, and how often each was kept: told in numbers, never in names."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cast import Cast
from desks import buttons, do, look, sit, there
from regreso.casebook import deadlines
from regreso.casebook.deadlines import CLOCKS, Clock, Kept, Running
from regreso.casebook.models import Custody, DeathNotice, Person
from regreso.steps import ask, confirm, mourn, register, review
from regreso.story import STORY
from regreso.web.deadlines.words import CLOCKS as NAMES
from regreso.web.deadlines.words import RULES
from shots import enter, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

BY_CODE = {one.code: one for one in CLOCKS}


def held(cast: Cast, at: datetime, *, hospital: bool = False, kind: str = "prisoner_of_war") -> Custody:
    site = cast.hospital if hospital else cast.camp
    row = Custody(operation=cast.operation, site=site, kind=kind)
    by = cast.by("other_registrar" if hospital else "registrar")
    register.register(row, Person(operation=cast.operation, surname="Таємний", given="Іван"), by=by, at=at)
    return row


def runs(cast: Cast, code: str, at: datetime) -> list[Running]:
    return deadlines.running(BY_CODE[code], [cast.operation.pk], at=at)


def kept(cast: Cast, code: str, at: datetime, days: int = 30) -> Kept:
    clock, since = BY_CODE[code], at - timedelta(days=days)
    return deadlines.kept(clock, [cast.operation.pk], since=since, at=at)


def numbers(found: Kept) -> tuple[int, int, int]:
    return found.in_time, found.late, found.missed


def test_every_clock_has_words_and_moves_that_the_story_knows() -> None:
    assert set(NAMES) == set(BY_CODE)
    assert {one.article for one in CLOCKS} - {""} == set(RULES)
    known = {(rule.subject, rule.move) for rule in STORY}
    named = {(one.subject, move) for one in CLOCKS for move in (*one.starts, *one.stops, *one.let_go)}
    assert named - known == set()


def test_what_runs_stands_by_site_the_most_overdue_first(cast: Cast) -> None:
    held(cast, cast.at)
    held(cast, cast.at)
    held(cast, cast.later(days=5), hospital=True)
    assert runs(cast, "card", cast.later(days=6)) == [Running("C1", 2, 0, None), Running("H1", 1, 0, None)]
    late = cast.later(days=7, hours=1)
    assert runs(cast, "card", late) == [Running("C1", 2, 2, cast.later(days=7)), Running("H1", 1, 0, None)]
    register.send_card(Custody.objects.filter(site=cast.camp)[0], by=cast.by("registrar"), at=late)
    assert runs(cast, "card", late)[0].running == 1


def test_a_card_is_kept_late_or_still_open(cast: Cast) -> None:
    by = cast.by("registrar")
    in_time, late, _open, ended = (held(cast, cast.at) for _ in range(4))
    register.send_card(in_time, by=by, at=cast.later(days=7))
    register.send_card(late, by=by, at=cast.later(days=9))
    register.end(ended, "release", by=by, at=cast.later(days=1))
    found = kept(cast, "card", cast.later(days=20))
    assert numbers(found) == (1, 1, 1)
    assert (found.median, found.longest) == (timedelta(days=9), timedelta(days=9))
    assert numbers(kept(cast, "card", cast.later(days=6))) == (0, 0, 0), "nothing was due yet"
    assert numbers(kept(cast, "card", cast.later(days=200))) == (0, 0, 0), "another period"


def test_each_arrival_starts_its_own_clock(cast: Cast) -> None:
    by, row = cast.by("registrar"), held(cast, cast.at)
    register.transfer(row, cast.hospital, by=by, at=cast.later(days=2))  # before it was due: a new one
    register.send_card(row, by=by, at=cast.later(days=8))
    assert numbers(kept(cast, "card", cast.later(days=20))) == (1, 0, 0)
    register.admit(row, by=by, at=cast.later(days=10))
    register.discharge(row, by=by, at=cast.later(days=19))  # that card never left
    assert numbers(kept(cast, "card", cast.later(days=20))) == (1, 0, 1)


def test_internment_cards_and_two_weeks_are_for_civilians_alone(cast: Cast) -> None:
    held(cast, cast.at)
    civilian = held(cast, cast.at, kind="civilian_internee")
    assert [one.running for one in runs(cast, "card_civilian", cast.at)] == [1]
    at = cast.later(days=15)
    assert numbers(kept(cast, "civilians", at)) == (0, 0, 1)
    register.notify(civilian, by=cast.by("bureau"), at=cast.later(days=13))
    assert numbers(kept(cast, "civilians", at)) == (1, 0, 0)


def test_the_bureau_hears_of_every_change_and_its_clock_stops(cast: Cast) -> None:
    row, bureau = held(cast, cast.at), cast.by("bureau")
    register.notify(row, by=bureau, at=cast.later(hours=2))
    register.receive_receipt(row, by=bureau, at=cast.later(hours=3))
    register.transfer(row, cast.hospital, by=cast.by("registrar"), at=cast.later(days=1))
    register.end(row, "release", by=cast.by("other_registrar"), at=cast.later(days=3))
    (stands,) = runs(cast, "bureau", cast.later(days=5))
    assert (stands.site, stands.overdue) == ("H1", 1)
    client = sit(cast.bureau)
    assert "forward_change" in buttons(look(client, "bureau-custody", row.pk))
    do(client, "bureau-custody-act", row.pk, "forward_change")
    assert runs(cast, "bureau", cast.later(days=4)) == []
    assert client.get(there("bureau-custody", row.pk)).status_code == 404, "nothing more is to be done"
    assert numbers(kept(cast, "bureau", timezone.now(), days=9999)) == (1, 1, 1)


def test_a_death_has_its_own_line(cast: Cast) -> None:
    row = held(cast, cast.at)
    register.die(row, at=cast.at)
    notice = DeathNotice(
        operation=cast.operation, custody=row, bureau_due_at=cast.later(days=1), state="signed"
    )
    notice.save()
    assert [one.overdue for one in runs(cast, "death_bureau", cast.later(days=2))] == [1]
    assert runs(cast, "bureau", cast.later(days=2)) == []
    register.forward_change(row, by=cast.by("bureau"), at=cast.later(hours=3))
    notice.refresh_from_db()
    assert notice.bureau_due_at is None
    assert numbers(kept(cast, "death_bureau", cast.later(days=2))) == (1, 0, 0)
    assert timedelta(days=1) == mourn.BUREAU


def test_looking_at_an_enquiry_stops_the_seventy_two_hours(cast: Cast) -> None:
    one, other = cast.asked(), cast.asked(surname="Коваль", given="Іван")
    type(one).objects.update(assigned_to=cast.operator)
    at = cast.later(hours=80)
    assert [(found.running, found.overdue) for found in runs(cast, "first_look", at)] == [(2, 2)]
    do(sit(cast.operator), "desk-enquiry-act", one.pk, "look")
    assert [found.running for found in runs(cast, "first_look", at)] == [1]
    ask.withdraw(other, reason="found", by=cast.mother_of(other), at=cast.later(hours=1))
    assert runs(cast, "first_look", at) == []


def test_the_second_reviewer_is_timed(cast: Cast) -> None:
    match = cast.proposed()
    assert [found.overdue for found in runs(cast, "second_reviewer", cast.later(hours=25))] == [1]
    confirm.confirm(match, cast.verdict(), by=cast.by("reviewer_b"), at=cast.later(hours=30))
    assert runs(cast, "second_reviewer", cast.later(hours=40)) == []
    assert numbers(kept(cast, "second_reviewer", cast.later(hours=40))) == (0, 1, 0)
    assert timedelta(hours=24) == review.SECOND_LOOK


def test_the_same_day_ends_at_midnight_of_the_server(cast: Cast) -> None:
    clock = BY_CODE["postponed"]
    evening = timezone.localtime(cast.at).replace(hour=23, minute=30)
    assert deadlines.due(clock, evening) == evening.replace(hour=0, minute=0) + timedelta(days=1)


@pytest.mark.parametrize("role", ["bureau", "auditor", "registrar"])
def test_no_page_names_anybody(cast: Cast, role: str) -> None:
    held(cast, timezone.now() - timedelta(days=30))
    for name in (f"deadlines-{role}", f"deadlines-{role}-report"):
        page = look(sit(cast.staff[role]), name)
        assert "Таємний" not in page
        assert "Capture card, 7 days" in page


def test_a_registrar_sees_only_their_sites(cast: Cast) -> None:
    long_ago = timezone.now() - timedelta(days=30)
    held(cast, long_ago)
    held(cast, long_ago, hospital=True)
    held(cast, long_ago, hospital=True)
    page = look(sit(cast.registrar), "deadlines-registrar")
    assert re.findall(r'<th scope="row" translate="no">(\w+)</th>', page) == ["C1"] * 3
    report = look(sit(cast.registrar), "deadlines-registrar-report")
    row = report.split('id="r-card"')[1].split("</tr>")[0]
    assert re.findall(r"<td[^>]*>([^<]*)</td>", row)[:4] == ["1", "0 (0 %)", "0", "1"]
    assert "Second reviewer" not in report
    whole = look(sit(cast.auditor), "deadlines-auditor")
    assert {"C1", "H1"} <= set(re.findall(r'<th scope="row" translate="no">(\w+)</th>', whole))


@pytest.mark.parametrize("role", ["bureau", "auditor", "registrar"])
def test_the_pages_are_there_for_one_role_alone(cast: Cast, role: str) -> None:
    may = {"registrar": {"registrar", "other_registrar"}}.get(role, {role})
    for suffix in ("", "-report"):
        address = there(f"deadlines-{role}{suffix}")
        found = {name for name in cast.staff if sit(cast.staff[name]).get(address).status_code == 200}
        assert found == may


def test_the_report_is_a_table_too_and_knows_periods(cast: Cast) -> None:
    held(cast, timezone.now() - timedelta(days=60))
    client = sit(cast.auditor)
    for period, due in (("month", "0"), ("quarter", "1"), ("nonsense", "0")):
        answer = client.get(there("deadlines-auditor-report"), {"period": period, "as": "csv"})
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert rows[0][2] == "Fell due"
        assert len(rows) == len(CLOCKS) + 1
        assert next(row for row in rows if row[1].startswith("Capture card"))[2] == due


def test_the_board_asks_as_often_with_many_as_with_few(cast: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            look(sit(cast.auditor), "deadlines-auditor")
        return len(asked)

    held(cast, cast.at)
    few = queries()
    for _ in range(20):
        held(cast, cast.at)
    assert queries() == few


def test_of_nothing_the_report_says_a_dash(cast: Cast) -> None:
    page = look(sit(cast.auditor), "deadlines-auditor-report")
    assert "0 (—)" in page
    assert "No clock runs." in look(sit(cast.auditor), "deadlines-auditor")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_board_fits_a_phone(cast: Cast, page: Page, live_site: str) -> None:
    for days in (1, 8, 40):
        held(cast, timezone.now() - timedelta(days=days))
        held(cast, timezone.now() - timedelta(days=days), hospital=True)
    cast.proposed()
    enter(page, live_site, sit(cast.auditor))
    for language in ("en", "uk", "ru", "es"):
        visit(page, live_site, language, "deadlines-auditor")
        visit(page, live_site, language, "deadlines-auditor-report")


def test_a_clock_without_a_column_is_only_reported(cast: Cast) -> None:
    assert isinstance(BY_CODE["civilians"], Clock)
    assert runs(cast, "civilians", cast.at) == []
