"""Short messages by SMPP 3.4, straight to an operator's centre: one line a message out, one line that hears.

Out: bound as transmitter, the parts of one text, unbound. In: bound as receiver while the line holds; a
message is acknowledged only after `take` has heard it, so a centre brings again what a killed process had.
Only the first parts of a long one are acknowledged before, once they are kept: a centre may bring no second
part otherwise.
"""

from __future__ import annotations

import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Protocol
from urllib.parse import urlsplit

from regreso.wire import smpp
from regreso.wire.errors import WireError
from regreso.wire.notice import NotSent, Outgoing
from regreso.wire.smpp import Delivered, Pdu


class Parts(Protocol):
    """Where the parts of long messages wait for the others: as `smpp.Joined` in memory, or kept for longer.

    `add` may raise NotSent: the part could not be kept, and is to be brought again.
    """

    def add(self, one: Delivered, *, at: float) -> str | None:
        """Keep a part; the whole text, once it is whole."""

    def heard(self, one: Delivered) -> None:
        """Its parts are let go."""

    def left(self, *, at: float | None = None) -> list[Delivered]:
        """What waited too long for a part; what is to be heard now that the line ends where `at` is None."""


Take = Callable[[Delivered], bool]
SECONDS = 20.0
QUIET = 30.0  # seconds without a word, after which the line is asked whether it is still there
_LONGEST = 60.0  # seconds for all parts of a text: the outbox thinks us gone after two minutes
_BREATH = 1.0
_PORT, _TLS_PORT = 2775, 3550
# What a centre says: full or too fast; no such number; who we are.
_LATER = {0x14, 0x58}
_NUMBER = {0x0A, 0x0B, 0x33, 0x34}
_DENIED = {0x0D, 0x0E, 0x0F}
_ITS_OWN = {smpp.AGAIN, 0xFE, 0xFF}
_NO_MESSAGE = 0x40  # “invalid esm_class”: the nearest to “no message at all”
_PAUSE = 30  # seconds that a full centre is left alone: it does not say how long


@dataclass
class Line:
    """A line to a centre, with the number that the next unit bears."""

    wire: socket.socket
    number: int = 0
    _rest: bytes = b""

    def say(self, command: int, body: bytes = b"") -> int:
        """Send a unit of ours; its number."""
        self.number = self.number % 0x7FFFFFFF + 1
        self.wire.sendall(Pdu(command, self.number, body).packed())
        return self.number

    def answer(self, one: Pdu, body: bytes = b"", *, status: int = smpp.OK) -> None:
        """Answer a unit of theirs."""
        self.wire.sendall(Pdu(one.command | smpp.RESPONSE, one.number, body, status).packed())

    def hear(self) -> Pdu:
        """The next unit.

        Raises:
            TimeoutError: none came in time; what came of one is kept.
            OSError: the line is broken. WireError: this is not SMPP.
        """
        while len(self._rest) < smpp.HEAD or len(self._rest) < smpp.size_of(self._rest):
            more = self.wire.recv(4096)
            if not more:
                raise ConnectionResetError
            self._rest += more
        size = smpp.size_of(self._rest)
        raw, self._rest = self._rest[:size], self._rest[size:]
        return smpp.unpacked(raw)

    def ask(self, command: int, body: bytes = b"") -> Pdu:
        """A unit of ours and its answer; what else comes meanwhile is answered as it must be."""
        number = self.say(command, body)
        while True:
            one = self.hear()
            if one.number == number and one.command in (command | smpp.RESPONSE, smpp.GENERIC_NACK):
                return one
            if one.command == smpp.UNBIND:
                self.answer(one)
                raise ConnectionResetError
            if one.command == smpp.ENQUIRE_LINK:
                self.answer(one)


@dataclass(frozen=True, slots=True)
class Centre:
    """An operator's centre: `smpp://host:port` or `smpps://`, `name:password`, and whom messages are from."""

    address: str
    key: str = ""
    source: str = ""

    def send(self, notice: Outgoing) -> dict[str, Any]:
        """Send all parts; the ids that the centre gave them.

        Raises:
            NotSent: it did not leave, or nobody knows (the line broke after a part of it had gone).
        """
        try:
            parts = smpp.submit(
                notice.to, notice.text, source=self.source, ref=zlib.crc32(notice.key.encode()),
                valid=int(notice.more.get("lasts") or 0),
            )  # fmt: skip
        except WireError:
            raise NotSent("too_long", permanent=True) from None
        ids: list[str] = []
        end = time.monotonic() + _LONGEST
        with self._bound(smpp.BIND_TRANSMITTER) as line:
            for part in parts:
                if time.monotonic() > end:
                    raise NotSent("unreachable", unknown=bool(ids))
                ids.append(self._one(line, part, begun=bool(ids)))
            with _if_it_still_holds():
                line.ask(smpp.UNBIND)
        return {"to": notice.to, "ids": ids}

    def listen(self, take: Take, *, stopped: Callable[[], bool], parts: Parts | None = None) -> None:
        """Hear what the centre brings until `stopped`.

        `take` is given each message whole, and tells whether it is heard: what is not is brought again.
        `parts` keeps the first parts of a long one, which are acknowledged before; without it they are kept
        as long as this line holds.

        Raises:
            NotSent: the line is not there, or broke; with `token` when the centre does not know us.
        """
        with self._bound(smpp.BIND_RECEIVER) as line:
            try:
                _Ear(line, take, stopped, parts or smpp.Joined()).hear()
            except (OSError, WireError) as error:
                raise NotSent("unreachable", type(error).__name__) from None

    @contextmanager
    def _bound(self, kind: int) -> Iterator[Line]:
        name, _, password = self.key.partition(":")
        try:
            wire = self._wire()
        except OSError as error:
            raise NotSent("unreachable", type(error).__name__) from None
        with wire:
            line = Line(wire)
            try:
                bound = line.ask(kind, smpp.bind(name, password))
            except (OSError, WireError) as error:
                raise NotSent("unreachable", type(error).__name__) from None
            if bound.status in _DENIED:
                raise NotSent("token", permanent=True)
            if bound.status:
                raise NotSent("trouble", f"bind: {bound.status:#x}")
            yield line

    def _wire(self) -> socket.socket:
        parts = urlsplit(self.address)
        secure, host = parts.scheme == "smpps", parts.hostname or ""
        wire = socket.create_connection((host, parts.port or (_TLS_PORT if secure else _PORT)), SECONDS)
        if not secure:
            return wire
        try:
            return ssl.create_default_context().wrap_socket(wire, server_hostname=host)
        except OSError:
            wire.close()
            raise

    def _one(self, line: Line, part: bytes, *, begun: bool) -> str:
        """One part; `begun`: one before it has left, so what goes wrong now leaves a doubt."""
        try:
            said = line.ask(smpp.SUBMIT_SM, part)
        except (OSError, WireError) as error:
            raise NotSent("unreachable", type(error).__name__, unknown=True) from None
        if said.status == smpp.OK and said.command != smpp.GENERIC_NACK:
            return said.body.partition(b"\0")[0].decode("ascii", "replace")[:65]
        why = f"{said.status:#x}"
        if begun:
            raise NotSent("trouble", why, unknown=True)
        if said.status in _LATER:
            raise NotSent("later", why, after=_PAUSE)
        if said.status in _ITS_OWN:
            raise NotSent("trouble", why)
        raise NotSent("number" if said.status in _NUMBER else "refused", why, permanent=True)


@dataclass
class _Ear:
    """One line that hears, as long as it holds."""

    line: Line
    take: Take
    stopped: Callable[[], bool]
    joined: Parts

    def hear(self) -> None:
        """Until told to stop, or the centre ends it."""
        quiet = 0.0
        self.line.wire.settimeout(_BREATH)
        while not self.stopped():
            try:
                one = self.line.hear()
            except TimeoutError:
                quiet += _BREATH
                if quiet == QUIET:
                    self.line.say(smpp.ENQUIRE_LINK)
                elif quiet > QUIET + SECONDS:
                    raise
                self._late(time.monotonic())
                continue
            quiet = 0.0
            if not self._answered(one):
                break
        self._late(None)
        with _if_it_still_holds():
            self.line.say(smpp.UNBIND)

    def _answered(self, one: Pdu) -> bool:
        """Answer a unit of theirs; False when it was their last."""
        if one.command == smpp.DELIVER_SM:
            self.line.answer(one, b"\0", status=self._heard(one))
        elif one.command in (smpp.ENQUIRE_LINK, smpp.UNBIND):
            self.line.answer(one)
        elif not one.command & smpp.RESPONSE:
            self.line.answer(one, status=smpp.UNKNOWN_COMMAND)
        return one.command != smpp.UNBIND

    def _heard(self, one: Pdu) -> int:
        """What the centre is answered: that we have it, or that it is to bring it again."""
        try:
            told = smpp.delivered(one.body)
        except WireError:
            return _NO_MESSAGE
        if told.receipt:
            return smpp.OK
        if told.parts == 1:
            return smpp.OK if self.take(told) else smpp.AGAIN
        try:
            whole = self.joined.add(told, at=time.monotonic())
            if whole is not None:
                if not self.take(replace(told, text=whole)):
                    return smpp.AGAIN
                self.joined.heard(told)
        except NotSent:
            return smpp.AGAIN
        return smpp.OK

    def _late(self, at: float | None) -> None:
        """What lacks a part is heard as far as it came: half a message is more than none."""
        try:
            for one in self.joined.left(at=at):
                if self.take(one):
                    self.joined.heard(one)
        except NotSent:
            return  # it stays, and is looked for again


@contextmanager
def _if_it_still_holds() -> Iterator[None]:
    """A parting word: whether it arrives is all the same."""
    try:
        yield
    except (OSError, WireError):
        return
