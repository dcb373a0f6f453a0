"""Backups go in time, and never the last one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from regreso.jobs.backup.keeping import expire, last_made, made_at, name_at

NOW = datetime(2026, 11, 29, 17, 5, 9, tzinfo=UTC)
KEEP = timedelta(days=30)


def lay(folder: Path, *ages: float) -> list[Path]:
    paths = [folder / name_at(NOW - timedelta(days=age)) for age in ages]
    for path in paths:
        path.write_bytes(b"x")
    return paths


def test_what_is_older_goes_and_strangers_stay(tmp_path: Path) -> None:
    new, kept, old = lay(tmp_path, 0, 30, 30.1)
    half = tmp_path / f"{name_at(NOW)}.part"
    strange = tmp_path / "regreso-notes.txt"
    for path in (half, strange):
        path.write_bytes(b"x")
    assert set(expire(tmp_path, at=NOW, keep=KEEP)) == {old, half}
    assert set(tmp_path.iterdir()) == {new, kept, strange}


def test_the_last_one_stays_however_old(tmp_path: Path) -> None:
    older, old = lay(tmp_path, 500, 400)
    assert expire(tmp_path, at=NOW, keep=KEEP) == [older]
    assert last_made(tmp_path) == made_at(old)


def test_the_name_tells_the_moment_and_nothing_else_does(tmp_path: Path) -> None:
    assert made_at(tmp_path / name_at(NOW)) == NOW
    assert made_at(tmp_path / f"{name_at(NOW)}.part") is None
    assert made_at(tmp_path / "regreso-20269999T000000Z.tar") is None
    assert last_made(tmp_path) is None
    assert last_made(tmp_path / "nowhere") is None
