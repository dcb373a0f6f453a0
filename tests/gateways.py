"""Doubles of a gateway for short messages and of a mail server on this machine, with lines that break."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest


@dataclass
class SmsGateway:
    """`trouble` is what happens to the next messages: a status, `429:9`, or `after` (sent, and no answer)."""

    address: str = ""
    sent: list[dict[str, str]] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)


class _Sms(BaseHTTPRequestHandler):
    gateway: SmsGateway

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        key, keyed = self.headers.get("Idempotency-Key", ""), self.headers.get("Authorization", "")
        self._take({"to": told["to"], "text": told["text"], "key": key, "as": keyed})

    def do_GET(self) -> None:
        told = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        self._take({**told, "key": ""})

    def _take(self, message: dict[str, str]) -> None:
        trouble = self.gateway.trouble.pop(0) if self.gateway.trouble else ""
        code, _, wait = trouble.partition(":")
        if code.isdigit():
            self._answer(int(code), wait)
            return
        known = {one["key"] for one in self.gateway.sent} - {""}
        if message["key"] not in known:
            self.gateway.sent.append(message)
        if code == "after":
            self.connection.close()
        else:
            self._answer(202, "")

    def _answer(self, code: int, wait: str) -> None:
        self.send_response(code)
        if wait:
            self.send_header("Retry-After", wait)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_args: object) -> None:
        return


@pytest.fixture
def sms() -> Iterator[SmsGateway]:
    gateway = SmsGateway()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Sms,), {"gateway": gateway}))
    gateway.address = f"http://127.0.0.1:{server.server_address[1]}/send"
    with _serving(server):
        yield gateway


@dataclass
class MailServer:
    """`trouble` is what happens to the next letter: `rcpt:550`, `data:451`, `after` (taken, and silent)."""

    address: str = ""
    letters: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)


class _Mail(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server = cast("Any", self.server).mail
        trouble = server.trouble.pop(0) if server.trouble else ""
        self._say("220 invented")
        while line := self.rfile.readline().decode().strip():
            word = line.split(" ")[0].lower()
            if word == "quit":
                self._say("221 bye")
                return
            if trouble.startswith(f"{word}:"):
                self._say(f"{trouble.partition(':')[2]} no")
            elif word == "data":
                self._say("354 go on")
                if not self._letter(server, trouble):
                    return
            else:
                self._say("250 ok")

    def _letter(self, server: MailServer, trouble: str) -> bool:
        lines = []
        while (line := self.rfile.readline().decode()) not in (".\r\n", ""):
            lines.append(line)
        if trouble.startswith("letter:"):
            self._say(f"{trouble.partition(':')[2]} no")
            return True
        server.letters.append("".join(lines))
        if trouble == "after":
            return False
        self._say("250 taken")
        return True

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def mail() -> Iterator[MailServer]:
    made = MailServer()
    socketserver.ThreadingTCPServer.allow_reuse_address = True
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Mail)
    cast("Any", server).mail = made
    made.address = f"smtp+plain://127.0.0.1:{server.server_address[1]}"
    with _serving(server):
        yield made


@contextmanager
def _serving(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
