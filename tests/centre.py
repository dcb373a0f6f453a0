"""An operator's centre on this machine: SMPP 3.4 read and written by hand here, not by the code under test.

`trouble` is what happens to the next submit_sm: `0x58` a status, `before` (the line breaks), `after` (taken,
and the answer is lost). `bring` is handed to whoever is bound as receiver; what is not acknowledged returns.
"""

from __future__ import annotations

import socketserver
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest

NAME, PASSWORD = "regreso", "secret08"
KEY = f"{NAME}:{PASSWORD}"


@dataclass
class Operator:
    """What it was sent, and what it has to bring."""

    address: str = ""
    sent: list[dict[str, Any]] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    bring: list[bytes] = field(default_factory=list)  # bodies of deliver_sm
    acked: list[int] = field(default_factory=list)  # the status of each deliver_sm_resp
    bound: list[int] = field(default_factory=list)
    heard: list[int] = field(default_factory=list)  # every command, in order
    ask_link: bool = False  # asks “are you there” before it brings
    hang_up: bool = False

    @property
    def texts(self) -> list[str]:
        return [one["text"] for one in self.sent]


def text_of(octets: bytes, at: int) -> tuple[str, int]:
    end = octets.index(0, at)
    return octets[at:end].decode("ascii"), end + 1


def read_submit(body: bytes) -> dict[str, Any]:
    """The fields of a submit_sm, one after the other, as section 4.4.1 of the standard lists them."""
    told: dict[str, Any] = {}
    told["service"], at = text_of(body, 0)
    told["from_ton"], told["from_npi"] = body[at], body[at + 1]
    told["from"], at = text_of(body, at + 2)
    told["to_ton"], told["to_npi"] = body[at], body[at + 1]
    told["to"], at = text_of(body, at + 2)
    told["esm_class"] = body[at]
    told["when"], at = text_of(body, at + 3)
    told["valid"], at = text_of(body, at)
    told["coding"], length, at = body[at + 2], body[at + 4], at + 5
    said = body[at : at + length]
    assert len(body) == at + length <= 400
    assert length <= 140, "no telephone takes more"
    told["header"], said = (said[:6], said[6:]) if told["esm_class"] & 0x40 else (b"", said)
    told["text"] = said.decode("utf-16-be")
    return told


def deliver(
    text: str, *, sender: str = "380445550118", ton: int = 1, esm: int = 0, head: bytes = b""
) -> bytes:
    """The body of a deliver_sm, in UCS-2."""
    said = head + text.encode("utf-16-be")
    return b"".join((
        b"\0", bytes((ton, 1)), sender.encode() + b"\0", bytes((1, 1)), b"100\0",
        bytes((esm | (0x40 if head else 0), 0, 0)), b"\0\0", bytes((0, 0, 8, 0, len(said))), said,
    ))  # fmt: skip


class _Line(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.centre: Operator = cast("Any", self.server).centre
        self.number = 1000
        try:
            while (head := self.rfile.read(16)) and len(head) == 16:
                size, command, status, number = struct.unpack(">IIII", head)
                body = self.rfile.read(size - 16)
                self.centre.heard.append(command)
                if not self._take(command, status, number, body):
                    return
        except OSError:
            return

    def _say(self, command: int, number: int, body: bytes = b"", status: int = 0) -> None:
        self.wfile.write(struct.pack(">IIII", 16 + len(body), command, status, number) + body)

    def _take(self, command: int, status: int, number: int, body: bytes) -> bool:
        if command in (1, 2, 9):
            name, at = text_of(body, 0)
            password, at = text_of(body, at)
            good = (name, password) == (NAME, PASSWORD)
            self._say(command | 1 << 31, number, b"SMSC\0", 0 if good else 0x0E)
            self.centre.bound.append(command)
            if good and command == 1:
                self._bring()
        elif command == 4:
            return self._submitted(number, body)
        elif command == 6:
            self._say(6 | 1 << 31, number)
            return False
        elif command == 5 | 1 << 31:
            self.centre.acked.append(status)
            if status == 0:
                self.centre.bring.pop(0)
            self._bring()
        elif command == 0x15:
            self._say(0x15 | 1 << 31, number)
        return True

    def _bring(self) -> None:
        if self.centre.ask_link:
            self._say(0x15, 7)
        if self.centre.bring:
            self.number += 1
            self._say(5, self.number, self.centre.bring[0])
        elif self.centre.hang_up:
            self._say(6, 9999)

    def _submitted(self, number: int, body: bytes) -> bool:
        trouble = self.centre.trouble.pop(0) if self.centre.trouble else ""
        if trouble == "before":
            return False
        if trouble.startswith("0x"):
            self._say(4 | 1 << 31, number, status=int(trouble, 16))
            return True
        self.centre.sent.append(read_submit(body))
        if trouble == "after":
            return False
        self._say(4 | 1 << 31, number, f"id-{len(self.centre.sent)}".encode() + b"\0")
        return True


@contextmanager
def serving(certificate: tuple[Path, Path] | None = None) -> Iterator[Operator]:
    centre = Operator()
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Line)
    server.daemon_threads = True
    cast("Any", server).centre = centre
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    scheme = "smpps" if certificate else "smpp"
    centre.address = f"{scheme}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield centre
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def operator() -> Iterator[Operator]:
    with serving() as centre:
        yield centre
