"""Sources that are switched on and due are looked at; what goes wrong is noted and keeps no other waiting."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from cast import Cast
from gathered import PAGE
from host import Answer, Host, host
from regreso.casebook.models import Document, Lead, Source
from regreso.channels.guard import Guard
from regreso.channels.robots import Manners
from regreso.jobs import fetcher as fetcher_module
from regreso.jobs.fetcher import Fetcher, due_sources
from regreso.steps import source as steps

__all__ = ["host"]
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>
<item><guid>n1</guid><title>Новость</title>
<pubDate>Thu, 03 Mar 2022 10:00:00 GMT</pubDate>
<description>Звоните на горячую линию +380 44 555 01 18.</description></item></channel></rss>"""


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(Manners(guard=Guard(loopback=True), sleep=lambda _s: None, pause=0))


@pytest.fixture(autouse=True)
def _allowed(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.REGRESO_FETCH, settings.REGRESO_WATCH = True, str(tmp_path)
    # The test's transaction lives in this connection: with it closed, all that the test wrote is gone.
    monkeypatch.setattr(fetcher_module, "close_old_connections", lambda: None)


def on(cast: Cast, kind: str, address: str) -> Source:
    row = Source(operation=cast.operation, kind=kind, address=address, name="x")
    steps.add(row, by=cast.by("administrator_a"), at=cast.at)
    steps.switch_on(row, by=cast.by("administrator_a"), at=cast.at)
    return row


def again(row: Source) -> Source:
    Source.objects.filter(pk=row.pk).update(due_at=timezone.now())
    row.refresh_from_db()
    return row


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    long_ago = timezone.now().timestamp() - 60
    os.utime(path, (long_ago, long_ago))
    return path


def test_a_feed_is_read_and_the_next_look_asks_only_for_what_changed(
    cast: Cast, host: Host, fetcher: Fetcher
) -> None:
    host.answers["/rss"] = Answer(FEED.encode(), headers={"ETag": '"1"'})
    row = on(cast, "feed", f"{host.address}/rss")
    assert fetcher.run(once=True) == 1
    assert Lead.objects.filter(kind="contact").count() == 1
    document = Document.objects.get()
    assert (document.source, document.state, document.about["address"]) == (
        row,
        "read",
        f"{host.address}/rss",
    )
    assert fetcher.look(again(row)).result == "same"
    assert host.asked[-1][1]["If-None-Match"] == '"1"'
    row.refresh_from_db()
    assert (row.result, row.failures) == ("same", 0)
    assert row.due_at is not None
    assert row.due_at > timezone.now() + timedelta(minutes=50)


def test_a_source_that_is_off_is_never_asked(cast: Cast, host: Host, fetcher: Fetcher) -> None:
    row = Source(operation=cast.operation, kind="feed", address=f"{host.address}/rss", name="x")
    steps.add(row, by=cast.by("administrator_a"), at=cast.at)
    assert fetcher.run(once=True) == 0
    assert host.asked == []


def test_an_installation_that_does_not_fetch_asks_nobody(
    cast: Cast, host: Host, fetcher: Fetcher, settings: Any
) -> None:
    settings.REGRESO_FETCH = False
    row = on(cast, "feed", f"{host.address}/rss")
    assert fetcher.look(row).result == "not_allowed"
    assert host.asked == []


def test_without_the_override_of_tests_this_machine_is_not_asked(cast: Cast, host: Host) -> None:
    row = on(cast, "feed", f"{host.address}/rss")
    assert Fetcher(Manners(sleep=lambda _s: None)).look(row).result == "refused"
    assert host.asked == []


def test_failures_double_the_pause_and_success_ends_it(cast: Cast, host: Host, fetcher: Fetcher) -> None:
    row = on(cast, "feed", f"{host.address}/rss")
    host.answers["/rss"] = Answer(status=500)
    pauses = []
    for _ in range(3):
        fetcher.look(again(row))
        row.refresh_from_db()
        assert row.due_at is not None
        assert row.looked_at is not None
        pauses.append(round((row.due_at - row.looked_at).total_seconds() / 60))
    assert pauses == [120, 240, 480]
    host.answers["/rss"] = Answer(FEED.encode())
    fetcher.look(again(row))
    row.refresh_from_db()
    assert (row.failures, row.result) == (0, "new")


def test_a_host_that_wants_to_be_left_longer_is(cast: Cast, host: Host, fetcher: Fetcher) -> None:
    row = on(cast, "feed", f"{host.address}/rss")
    host.answers["/rss"] = Answer(status=429, headers={"Retry-After": "80000"})
    fetcher.look(row)
    row.refresh_from_db()
    assert row.due_at is not None
    assert row.due_at > timezone.now() + timedelta(hours=22)


def test_an_export_at_an_address_is_read(cast: Cast, host: Host, fetcher: Fetcher) -> None:
    told = {"id": 7, "type": "message", "date": "2022-03-01T10:00:00", "date_unixtime": "1646118000",
            "text": "Взят в плен: рядовой Воронов Даниил Сергеевич, в/ч 12345."}  # fmt: skip
    export = {"name": "Invented", "type": "public_channel", "id": 1, "messages": [told]}
    host.answers["/result.json"] = Answer(json.dumps(export).encode())
    on(cast, "export", f"{host.address}/result.json")
    fetcher.run(once=True)
    assert Lead.objects.get(kind="person").claim["source"]["locator"] == "message 7"


def test_a_picture_at_an_address_is_not_kept(cast: Cast, host: Host, fetcher: Fetcher) -> None:
    host.answers["/rss"] = Answer(b"\xff\xd8\xff\xe0" + b"face" * 50)
    fetcher.look(on(cast, "feed", f"{host.address}/rss"))
    row = Document.objects.get()
    assert (row.state, row.contents) == ("unreadable", "")


def test_a_folder_is_read_file_by_file_and_each_file_once(
    cast: Cast, fetcher: Fetcher, tmp_path: Path
) -> None:
    put(tmp_path, "сторінка.html", PAGE)
    put(tmp_path, ".hidden.html", PAGE)
    put(tmp_path, "half.html.part", PAGE)
    row = on(cast, "folder", str(tmp_path))
    assert fetcher.look(row).result == "new"
    assert Document.objects.get().about["file"] == "сторінка.html"
    assert fetcher.look(again(row)).result == "same"
    put(tmp_path, "second.txt", "Звоните на горячую линию +380 44 555 01 77.")
    assert fetcher.look(again(row)).result == "new"
    assert Document.objects.count() == 2


def test_a_file_that_is_still_being_copied_waits(cast: Cast, fetcher: Fetcher, tmp_path: Path) -> None:
    (tmp_path / "fresh.html").write_text(PAGE, encoding="utf-8")
    assert fetcher.look(on(cast, "folder", str(tmp_path))).result == "same"
    assert not Document.objects.exists()


def test_a_folder_outside_the_watched_one_or_a_link_out_of_it_is_not_read(
    cast: Cast, fetcher: Fetcher, tmp_path: Path, settings: Any
) -> None:
    inside, outside = tmp_path / "watched", tmp_path / "elsewhere"
    inside.mkdir()
    outside.mkdir()
    secret = put(outside, "secret.txt", PAGE)
    settings.REGRESO_WATCH = str(inside)
    assert fetcher.look(on(cast, "folder", str(outside))).result == "not_allowed"
    assert fetcher.look(on(cast, "folder", f"{inside}/../elsewhere")).result == "not_allowed"
    (inside / "link.txt").symlink_to(secret)
    assert fetcher.look(on(cast, "folder", str(inside))).result == "same"
    (inside / "way").symlink_to(outside)
    assert fetcher.look(on(cast, "folder", f"{inside}/way")).result == "not_allowed"
    settings.REGRESO_WATCH = ""
    assert fetcher.look(on(cast, "folder", str(inside))).result == "not_allowed"
    assert not Document.objects.exists()


def test_a_source_that_fails_keeps_no_other_waiting(cast: Cast, host: Host, fetcher: Fetcher) -> None:
    on(cast, "feed", f"{host.address}/gone")
    host.answers["/rss"] = Answer(FEED.encode())
    good = on(cast, "feed", f"{host.address}/rss")
    assert fetcher.run(once=True) == 2
    good.refresh_from_db()
    assert good.result == "new"


def test_a_source_is_due_only_when_its_time_has_come(cast: Cast) -> None:
    row = on(cast, "feed", "https://news.example/rss")
    assert list(due_sources(cast.at)) == [row]
    assert list(due_sources(cast.at - timedelta(minutes=1))) == []
