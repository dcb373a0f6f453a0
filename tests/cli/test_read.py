"""`regreso read`: a run that is killed goes on to the same result; a part that dies is left out."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from regreso.cli import main
from regreso.reading import document, telegram
from regreso.reading.child import Limits
from regreso.reading.telegram import Later, Message

_TEXTS = (
    "Взят в плен рядовой Иван Серов, 12.03.199{n} г.р.",
    "Ищу брата: Пётр Зайцев, не выходит на связь с {n} мая.",
    "Звоните на горячую линию +380 44 555 0{n} 17.",
    "Сегодня обменяли 5{n} пленных.",
)


def export(path: Path, many: int) -> None:
    messages = [
        {
            "id": n,
            "type": "message",
            "date": f"2023-05-1{n % 9}T10:00:00",
            "text": _TEXTS[n % 4].format(n=n % 9 + 1),
        }
        for n in range(1, many + 1)
    ]
    messages[many // 2]["text"] = "Исправление: Иван Серов жив и дома."
    path.write_text(json.dumps({"name": "x", "messages": messages}, ensure_ascii=False), "utf8")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_run_that_is_killed_goes_on_to_the_same_result() -> None:
    export(Path("result.json"), 4_000)
    Path("page.txt").write_text("Llame a la línea 1648 si su hijo está entre los militares cautivos.", "utf8")
    command = [sys.executable, "-m", "regreso.cli", "read", "result.json", "page.txt", "--out"]
    subprocess.run([*command, "whole.jsonl"], check=True, capture_output=True)
    with subprocess.Popen(
        [*command, "leads.jsonl"], stdout=subprocess.DEVNULL, start_new_session=True
    ) as running:
        until = time.monotonic() + 60
        while time.monotonic() < until and not _parts_done() >= 2:
            time.sleep(0.02)
        os.killpg(running.pid, signal.SIGKILL)
    assert 2 <= _parts_done() < 8, "the run was to be stopped in the middle"
    assert not Path("leads.jsonl").exists()
    with Path("leads.jsonl.part").open("ab") as part:
        part.write(b'{"half": ')  # what a power cut leaves behind the last whole part
    subprocess.run([*command, "leads.jsonl", "--resume"], check=True, capture_output=True)
    assert Path("leads.jsonl").read_bytes() == Path("whole.jsonl").read_bytes()
    assert not list(Path().glob("*.part*"))


def _parts_done() -> int:
    try:
        return int(json.loads(Path("leads.jsonl.part.state").read_text("utf8"))["part"])
    except (OSError, ValueError):
        return 0


def test_other_files_or_settings_are_not_mixed_into_a_stopped_run(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("Llame a la línea 1648 si su hijo está entre los militares cautivos.", "utf8")
    state = {"made_from": {}, "file": 0, "part": 0, "size": 0, "found": 0, "unread": 0}
    Path("leads.jsonl.part.state").write_text(json.dumps(state), "utf8")
    Path("leads.jsonl.part").write_bytes(b"")
    assert main(["read", "a.txt", "--out", "leads.jsonl", "--resume"]) == 1
    assert "other files or settings" in capsys.readouterr().err


def test_a_part_that_costs_too_much_is_left_out_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    export(Path("result.json"), 1_600)
    meant = telegram.read_messages

    def hanging(read: list[Message], later: Later, *, retrieved: date | None, lang: str) -> object:
        if read[0].number == 501:
            while True:
                pass
        return meant(read, later, retrieved=retrieved, lang=lang)

    monkeypatch.setattr(document, "read_messages", hanging)
    monkeypatch.setattr(Limits, "of", classmethod(lambda cls, _name: cls(3)))
    assert main(["read", "result.json", "--out", "leads.jsonl"]) == 0
    records = [json.loads(line) for line in Path("leads.jsonl").read_text("utf8").splitlines()]
    (failure,) = [r for r in records if r["kind"] == "unreadable"]
    assert failure["stage"] == "time"
    assert "messages 501 to 1,000 were left out" in failure["reason"]
    told = {int(r["source"]["locator"].split()[1]) for r in records if r["kind"] != "unreadable"}
    assert min(told) < 500
    assert max(told) > 1000
    assert not told & set(range(501, 1001))


def test_leads_of_two_messages_have_different_ids() -> None:
    export(Path("result.json"), 8)
    assert main(["read", "result.json", "--out", "leads.jsonl"]) == 0
    ids = [json.loads(line)["id"] for line in Path("leads.jsonl").read_text("utf8").splitlines()]
    assert len(ids) == len(set(ids)) > 8


def test_progress_tells_how_far_of_the_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    export(Path("result.json"), 1_200)
    monkeypatch.setattr("regreso.cli.progress._ELSEWHERE", 0.0)
    assert main(["read", "result.json", "--out", "leads.jsonl"]) == 0
    said = capsys.readouterr().err
    size = Path("result.json").stat().st_size
    assert f"{size:,} of {size:,} bytes of result.json (100 %)" in said


_MANY = b" ".join(b'a%d="x"' % n for n in range(100_000))
_DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aa">]>'


@pytest.mark.parametrize(
    ("name", "data", "kinds"),
    [
        ("attributes.html", b"<html><body><p " + _MANY + b">hola</p>", set()),
        ("deep.html", b"<html><body>" + b"<div>" * 50_000 + b"texto" + b"</div>" * 50_000, set()),
        ("unclosed.html", b"<html><body>" + b"<b><i><a href=x>" * 20_000 + b"texto", set()),
        ("nested.result.json", b"[" * 100_000, {"unreadable"}),
        ("laughs.rss", _DOCTYPE + b"<rss><channel><title>&a;</title></channel></rss>", {"unreadable"}),
        ("nul.txt", b"\x00\xff\xfe" * 10_000, {"unreadable"}),
        ("page.txt", b"Call the hotline 0800 555 0142 if your son is a captive soldier.", {"contact"}),
    ],
)
def test_hostile_files_end_under_a_limit_of_a_gibibyte(name: str, data: bytes, kinds: set[str]) -> None:
    """Whoever runs the command may himself be under a limit: what can be read is read."""
    Path(name).write_bytes(data)
    command = [sys.executable, "-m", "regreso.cli", "read", name, "--out", "leads.jsonl"]
    within = f"import os, resource; resource.setrlimit(resource.RLIMIT_AS, ({1 << 30},) * 2)"
    within += f"; os.execv({sys.executable!r}, {command!r})"
    done = subprocess.run([sys.executable, "-c", within], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    found = {json.loads(line)["kind"] for line in Path("leads.jsonl").read_text("utf8").splitlines()}
    assert found == kinds
