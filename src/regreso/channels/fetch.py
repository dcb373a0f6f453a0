"""Fetch one public address: politely, within limits, and only from the open internet."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from contextlib import closing, suppress
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from regreso.channels.guard import Guard, Refused

AGENT = "Regreso/0.1 (tracing of missing people; reads public pages)"
MOST_BYTES = 20_000_000
SECONDS = 60.0
_WAIT = 15.0  # for any one answer of a host
_REDIRECTS = 5
_PIECE = 65536
_NO_TEXT = ("image/", "video/", "audio/")
_PORTS = {"http": 80, "https": 443}
_MOVED = (301, 302, 303, 307, 308)
_SAME, _OK = 304, 200
_TROUBLE = 500
_LATER = (429, 503)
_MOST_WAIT = 86_400


class FetchError(Exception):
    """Nothing came. `code` is a word for the desk; `after` seconds the host wants to be left alone."""

    def __init__(self, code: str, message: str, *, after: int = 0) -> None:
        super().__init__(message)
        self.code, self.after = code, after


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a host; `etag` and `modified` are its own words for the copy that we have."""

    address: str
    etag: str = ""
    modified: str = ""
    most_bytes: int = MOST_BYTES
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came. `same`: what we have is still so, and `data` is empty."""

    address: str
    data: bytes
    etag: str = ""
    modified: str = ""
    same: bool = False


@dataclass(slots=True)
class _Way:
    """One request on its way through redirects, with the moment when it must be over."""

    asked: Asked
    guard: Guard
    end: float = field(init=False)

    def __post_init__(self) -> None:
        self.end = time.monotonic() + self.asked.seconds


def fetch(asked: Asked, *, guard: Guard | None = None) -> Fetched:
    """Ask for an address; every redirect is judged like a first address.

    Raises:
        FetchError: nothing came, with the reason.
    """
    way = _Way(asked, guard or Guard())
    address = asked.address
    for _ in range(_REDIRECTS + 1):
        try:
            found = _once(way, address)
        except Refused as refused:
            raise FetchError("refused", str(refused)) from None
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            code = "slow" if time.monotonic() >= way.end else "unreachable"
            raise FetchError(code, f"{_host(address)}: {type(error).__name__}") from error
        if isinstance(found, Fetched):
            return found
        if urlsplit(address).scheme == "https" and urlsplit(found).scheme != "https":
            raise FetchError("refused", f"{_host(address)}: it leads from a safe address to an open one")
        address = found
    raise FetchError("redirects", f"{_host(asked.address)}: it leads on more than {_REDIRECTS} times")


def _once(way: _Way, address: str) -> Fetched | str:
    """What this address answers, or where it leads."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
        raise Refused(f"{parts.scheme or 'nothing'}: only http and https without a name are asked")
    line = _line(way, parts.scheme, parts.hostname, parts.port)
    connection = http.client.HTTPConnection(parts.hostname, parts.port or _PORTS[parts.scheme])
    connection.sock = line
    # The host may answer a letter a minute: whatever it does, at the end its line is cut.
    cut = threading.Timer(max(way.end - time.monotonic(), 0.01), _cut, (line,))
    cut.daemon = True
    cut.start()
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", _ascii(target), headers=_headers(way.asked))
        with closing(connection.getresponse()) as response:
            return _answer(way, address, response)
    finally:
        cut.cancel()
        connection.close()
        line.close()


def _line(way: _Way, scheme: str, host: str, port: int | None) -> socket.socket:
    """A line to the very address that was judged."""
    number = port or _PORTS[scheme]
    addresses = way.guard.addresses(host, number)
    left = way.end - time.monotonic()
    if left <= 0:
        raise FetchError("slow", f"{host}: more than {way.asked.seconds:.0f} s")
    wait = min(_WAIT, left)
    line = socket.create_connection((addresses[0], number), timeout=wait)
    if scheme == "https":
        try:
            return ssl.create_default_context().wrap_socket(line, server_hostname=host)
        except OSError:
            line.close()
            raise
    return line


def _answer(way: _Way, address: str, response: http.client.HTTPResponse) -> Fetched | str:
    host, status = _host(address), response.status
    if status in _MOVED:
        to = response.getheader("Location")
        if not to:
            raise FetchError("answer", f"{host}: it leads nowhere")
        # Headers are read as Latin letters; hosts write addresses in UTF-8.
        return urljoin(address, to.encode("latin-1", "replace").decode("utf-8", "replace"))
    if status == _SAME:
        return Fetched(address, b"", same=True, etag=way.asked.etag, modified=way.asked.modified)
    if status in _LATER:
        raise FetchError("later", f"{host}: it answers {status}", after=_after(response))
    if status != _OK:
        code = "trouble" if status >= _TROUBLE else "answer"
        raise FetchError(code, f"{host}: it answers {status}")
    kind = (response.getheader("Content-Type") or "").strip().lower()
    if kind.startswith(_NO_TEXT):
        raise FetchError("picture", f"{host}: a picture, a sound or a film")
    etag, modified = response.getheader("ETag") or "", response.getheader("Last-Modified") or ""
    return Fetched(address, _body(way, response, host), etag=etag, modified=modified)


def _body(way: _Way, response: http.client.HTTPResponse, host: str) -> bytes:
    coding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if coding not in ("identity", "gzip"):
        raise FetchError("answer", f"{host}: packed as {coding[:20]}, which was not asked for")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if coding == "gzip" else None
    kept, most = bytearray(), way.asked.most_bytes
    while piece := response.read(_PIECE):
        if time.monotonic() > way.end:
            raise FetchError("slow", f"{host}: more than {way.asked.seconds:.0f} s")
        # One piece more than allowed is enough to know that it is too much: nothing is unpacked past it.
        kept += unpack.decompress(piece, most + 1 - len(kept)) if unpack else piece
        if len(kept) > most:
            raise FetchError("size", f"{host}: more than {most:,} bytes")
    if time.monotonic() > way.end:
        raise FetchError("slow", f"{host}: more than {way.asked.seconds:.0f} s")
    return bytes(kept)


def _headers(asked: Asked) -> dict[str, str]:
    headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip, identity", "Connection": "close"}
    if asked.etag:
        headers["If-None-Match"] = asked.etag
    if asked.modified:
        headers["If-Modified-Since"] = asked.modified
    return headers


def _after(response: http.client.HTTPResponse) -> int:
    told = (response.getheader("Retry-After") or "").strip()
    return min(int(told), _MOST_WAIT) if told.isascii() and told.isdecimal() else 0


def _ascii(target: str) -> str:
    """A path with letters of any alphabet, as a request line takes it."""
    return "".join(letter if "!" <= letter <= "~" else _coded(letter) for letter in target)


def _coded(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "surrogatepass"))


def _host(address: str) -> str:
    return urlsplit(address).hostname or "?"


def _cut(line: socket.socket) -> None:
    with suppress(OSError):  # it may be closed already
        line.shutdown(socket.SHUT_RDWR)
