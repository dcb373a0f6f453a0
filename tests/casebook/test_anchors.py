"""The chain is anchored outside, and outsiders check it with a program that shares nothing with ours."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.db import connection

from regreso.casebook import anchors
from regreso.casebook.actor import Actor
from regreso.casebook.audit import verify
from regreso.casebook.chained import COVERED, export, hash_of, linked_rows
from regreso.casebook.models import Chain, Grant, Operation, Reading, Staff, append_move, append_read
from regreso.casebook.models.ledger import Move, Read
from regreso.channels.stamps import Stamper, question
from regreso.jobs.anchoring import anchor, anchor_daily
from regreso.wire.notice import NotSent
from tree import ROOT

ADA = Actor("administrator", "ada")
SECOND = ROOT / "docs" / "reference" / "verify_chain.py"


@pytest.fixture
def five(operation: Operation, at: datetime) -> Operation:
    """Five moves and two reads, one with words that JSON has to escape."""
    staff = Staff.objects.create_user("olena")
    for n in range(4):
        grant = Grant(operation=operation, staff=staff, role="operator")
        append_move(grant, "ask", by=Actor("administrator", f'a“d\\a"{n}'), at=at, said=f"reason {n}")
    for n in range(2):
        append_read(Reading(operation.pk, "custody", (f"id{n}",), "holding"), by=ADA, at=at)
    return operation


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def rewritten(operation: Operation, number: int, **columns: str) -> None:
    """Whoever has the keys changes a row and makes the chain whole again from there on."""
    head = ""
    for row in Move.objects.filter(operation=operation, number__gte=number).order_by("number"):
        if row.number == number:
            for name, value in columns.items():
                setattr(row, name, value)
        row.previous = head or row.previous
        row.hash = head = row.link()
        row.save()
    chain = Chain.objects.get(operation=operation, kind="moves")
    chain.head = head
    chain.seal = chain.sealed()
    chain.save()


def test_the_fast_reader_hashes_each_row_as_the_ledger_does(five: Operation) -> None:
    for model in (Move, Read):
        rows = {str(row.pk): row for row in model.objects.all()}
        found = list(linked_rows(five, model))
        assert [row.number for row in found] == sorted(row.number for row in rows.values())
        assert all(hash_of(row.previous, row.covered) == row.hash == rows[row.row_id].link() for row in found)


def test_a_past_that_was_rewritten_with_the_keys_is_found_by_its_anchor(
    five: Operation, at: datetime, tmp_path: Path
) -> None:
    anchors.add_anchors(tmp_path, at=at)
    known = anchors.read_anchors(tmp_path / anchors.FILE)
    assert [(a.kind, a.length) for a in known] == [("moves", 5), ("reads", 2)]
    assert verify(five, anchors=known) == []
    rewritten(five, 3, actor_id="eve")
    assert verify(five) == [], "without the anchor nobody could tell"
    (fault,) = verify(five, anchors=known)
    assert (fault.kind, fault.number) == ("moves", 5)
    assert "its past was rewritten" in fault.what


def test_a_chain_cut_short_with_the_keys_is_found_by_its_anchor(
    five: Operation, at: datetime, tmp_path: Path
) -> None:
    anchors.add_anchors(tmp_path, at=at)
    known = anchors.read_anchors(tmp_path / anchors.FILE)
    Read.objects.filter(number=2).delete()
    chain = Chain.objects.get(operation=five, kind="reads")
    chain.length, chain.head = 1, Read.objects.get().hash
    chain.seal = chain.sealed()
    chain.save()
    (fault,) = verify(five, anchors=known)
    assert "had 2 rows, and has 1 now" in fault.what


@pytest.mark.parametrize("change", ["edit", "drop", "cut", "forge"])
def test_a_file_of_anchors_that_was_altered_is_refused_by_its_line(
    five: Operation, at: datetime, tmp_path: Path, change: str
) -> None:
    for day in range(3):
        anchors.add_anchors(tmp_path, at=at + timedelta(days=day))
    assert verify(five) == []
    path = tmp_path / anchors.FILE
    lines = path.read_bytes().splitlines(keepends=True)
    told = json.loads(lines[2])
    made = {
        "edit": [*lines[:2], lines[2].replace(b'"length": 5', b'"length": 4'), *lines[3:]],
        "drop": [*lines[:2], *lines[3:]],
        "cut": [*lines[:2], lines[2][:40]],
        "forge": [*lines[:2], json.dumps({**told, "signature": "00" * 64}).encode() + b"\n"],
    }
    path.write_bytes(b"".join(made[change]))
    with pytest.raises(anchors.AnchorsError, match="line 3"):
        anchors.read_anchors(path)


def test_each_day_is_anchored_once(five: Operation, at: datetime, tmp_path: Path, settings: Any) -> None:
    settings.REGRESO_ANCHORS, settings.REGRESO_STAMP_URL = tmp_path / "anchors", ""
    assert verify(five) == []
    days = [at, at + timedelta(hours=1), at + timedelta(days=1)]
    assert [anchor_daily(at=day) for day in days] == [True, False, True]
    assert len(anchors.read_anchors(tmp_path / "anchors" / anchors.FILE)) == 4
    assert (tmp_path / "anchors").stat().st_mode & 0o077 == 0


def second(*paths: Path) -> tuple[int, str]:
    """What the outsiders' program says; it runs by itself, without Regreso on its path."""
    command = [sys.executable, "-I", "-S", str(SECOND), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def exported(operation: Operation, path: Path) -> Path:
    with path.open("w", encoding="utf-8") as file:
        assert export(operation, file) == 7
    return path


def test_the_second_verifier_is_short_and_needs_nothing() -> None:
    text = SECOND.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 150
    named = {line.split()[1] for line in text.splitlines() if line.startswith(("import ", "from "))}
    assert named <= set(sys.stdlib_module_names)


def test_outsiders_find_a_whole_chain_whole(five: Operation, at: datetime, tmp_path: Path) -> None:
    anchors.add_anchors(tmp_path, at=at)
    code, said = second(exported(five, tmp_path / "chain"), tmp_path / anchors.FILE)
    assert (code, said.count("whole")) == (0, 2)
    assert {
        kind: " ".join(names) for kind, names in (("moves", COVERED[Move]), ("reads", COVERED[Read]))
    } == {
        "moves": "number operation_id id subject subject_id name before after role actor_id via_id at"
        " said_digest",
        "reads": "number operation_id id kind ids_digest count page reader_id at said_digest",
    }


def test_the_export_tells_no_word_of_what_was_said(five: Operation, tmp_path: Path) -> None:
    assert "reason" not in exported(five, tmp_path / "chain").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE casebook_move SET actor_id = 'eve' WHERE number = 3", "row 3 ("),
        ("UPDATE casebook_move SET said_digest = 'x' WHERE number = 2", "row 2 ("),
        ("DELETE FROM casebook_move WHERE number = 3", "row 3: it is missing"),
        ("DELETE FROM casebook_move WHERE number = 5", "row 5: the chain ends here"),
        ("DELETE FROM casebook_read WHERE number = 1", "row 1: it is missing"),
        ("UPDATE casebook_move SET previous = 'x' WHERE number = 4", "row 4: it does not follow"),
        ("UPDATE casebook_chain SET head = 'x' WHERE kind = 'reads'", "row 3: the chain ends here"),
    ],
)
def test_outsiders_find_what_we_find(five: Operation, tmp_path: Path, statement: str, says: str) -> None:
    sql(statement)
    path = tmp_path / "chain"
    with path.open("w", encoding="utf-8") as file:
        export(five, file)
    code, said = second(path)
    assert (code, said.count("BAD")) == (1, 1)
    assert says in said
    (fault,) = (fault for fault in verify(five) if fault.kind in ("moves", "reads"))
    assert f"row {fault.number}" in says.rstrip(" (") or "chain ends" in says


def test_outsiders_find_a_rewritten_past_by_the_anchors(
    five: Operation, at: datetime, tmp_path: Path
) -> None:
    anchors.add_anchors(tmp_path, at=at)
    rewritten(five, 2, actor_id="eve")
    path = exported(five, tmp_path / "chain")
    assert second(path)[0] == 0
    code, said = second(path, tmp_path / anchors.FILE)
    assert (code, "row 5: the anchor of 2022-03-03 says that another row stood here" in said) == (1, True)


def test_outsiders_are_told_of_a_file_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "chain"
    for text, says in (
        ("", "nothing in it"),
        ("[1]\n", "no export"),
        ("{", "cut off"),
        ('{"format": 9}\n', "form"),
    ):
        path.write_text(text)
        code, said = second(path)
        assert code == 1
        assert says in said


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A time stamping authority on this machine, made of openssl; its address, and its certificate."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl, which is the stamping authority here: apt-get install openssl")

    def run(*words: str) -> None:
        subprocess.run([openssl, *words], cwd=tmp_path, check=True, capture_output=True)

    (tmp_path / "tsa.cnf").write_text(
        "[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\nCN=Invented clock\n[ext]\n"
        "extendedKeyUsage=critical,timeStamping\n[tsa]\ndefault_tsa=one\n[one]\nserial=serial\n"
        "signer_cert=tsa.pem\nsigner_key=tsa.key\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\n"
        "digests=sha256\n"
    )
    (tmp_path / "serial").write_text("01\n")
    run(
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "tsa.key",
        "-out",
        "tsa.pem",
        "-config",
        "tsa.cnf",
    )

    class Clock(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (tmp_path / "query").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            run("ts", "-reply", "-queryfile", "query", "-out", "answer", "-config", "tsa.cnf")
            self.send_response(200)
            self.end_headers()
            self.wfile.write((tmp_path / "answer").read_bytes())

        def log_message(self, *_words: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Clock)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", tmp_path / "tsa.pem"
    server.shutdown()
    server.server_close()


def test_a_foreign_clock_stamps_the_anchors_and_openssl_checks_it_without_us(
    five: Operation, at: datetime, tmp_path: Path, settings: Any, authority: tuple[str, Path]
) -> None:
    assert verify(five) == []
    settings.REGRESO_ANCHORS, settings.REGRESO_STAMP_URL = tmp_path / "anchors", authority[0]
    stamp = anchor(at=at)
    assert stamp is not None
    line = anchors.last_line(tmp_path / "anchors")
    assert stamp.name == f"{hashlib.sha256(line).hexdigest()[:16]}.tsr"
    (tmp_path / "line").write_bytes(line)
    check = ["openssl", "ts", "-verify", "-data", str(tmp_path / "line"), "-in", str(stamp)]
    check += ["-CAfile", str(authority[1])]
    assert "OK" in subprocess.run(check, capture_output=True, text=True, check=True).stdout
    (tmp_path / "line").write_bytes(line + b" ")
    assert subprocess.run(check, capture_output=True, check=False).returncode != 0


def test_a_stamp_about_something_else_is_refused(authority: tuple[str, Path], tmp_path: Path) -> None:
    stamper = Stamper(authority[0])
    answer = stamper.stamp(b"one thing")
    assert hashlib.sha256(b"one thing").digest() in answer
    (tmp_path / "tsa.cnf").unlink()  # from now on it answers with what it said before, or not at all
    with pytest.raises(NotSent):
        stamper.stamp(b"another thing")


def test_without_its_clock_a_day_is_anchored_all_the_same(
    five: Operation, at: datetime, tmp_path: Path, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    assert verify(five) == []
    settings.REGRESO_ANCHORS, settings.REGRESO_STAMP_URL = tmp_path, "http://127.0.0.1:9/"
    assert anchor(at=at) is None
    assert len(anchors.read_anchors(tmp_path / anchors.FILE)) == 2
    assert "no foreign stamp" in caplog.text


def test_a_question_to_a_clock_is_the_one_that_openssl_asks(tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl, which is the stamping authority here: apt-get install openssl")
    (tmp_path / "query").write_bytes(question(bytes(range(32)), b"\x00\x8f" + bytes(6)))
    words = ["openssl", "ts", "-query", "-in", str(tmp_path / "query"), "-text"]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    assert "Hash Algorithm: sha256" in said
    assert "Nonce: 0x8F000000000000" in said
    assert "Certificate required: yes" in said
