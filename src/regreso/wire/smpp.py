"""SMPP 3.4, as much of it as short messages need: bytes of a PDU in and out, parts of a long text, no socket.

Texts go as UCS-2: sixty-seven signs a part with a header that joins them, seventy where one is enough. A sign
outside the basic plane (a smile) is two of them and is never cut in the middle.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from regreso.wire.errors import WireError

GENERIC_NACK, BIND_RECEIVER, BIND_TRANSMITTER = 0x80000000, 0x01, 0x02
SUBMIT_SM, DELIVER_SM, UNBIND, BIND_TRANSCEIVER, ENQUIRE_LINK = 0x04, 0x05, 0x06, 0x09, 0x15
RESPONSE = 0x80000000
OK, UNKNOWN_COMMAND, AGAIN = 0x00, 0x03, 0x08
HEAD = 16
LONGEST = 1 << 16  # bytes of one PDU: a message_payload holds no more
WHOLE, PART = 70, 67  # UTF-16 units of one message, and of one part of several
_INTERNATIONAL, _NATIONAL_PLAN = 1, 1
_UCS2, _LATIN1, _ASCII, _DEFAULT = 0x08, 0x03, 0x01, 0x00
_WITH_HEADER, _IS_RECEIPT = 0x40, 0x3C
_PAYLOAD, _REF, _TOTAL, _SEQ = 0x0424, 0x020C, 0x020E, 0x020F
_MOST_PARTS = 255
_SHORT = 254  # bytes of a short_message
# The GSM alphabet of 03.38: what a centre sends under “its own default”; an escape stands before the others.
_GSM = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_ESCAPE = 0x1B
_GSM_MORE = {
    0x14: "^",
    0x28: "{",
    0x29: "}",
    0x2F: "\\",
    0x3C: "[",
    0x3D: "~",
    0x3E: "]",
    0x40: "|",
    0x65: "€",
}


_Key = tuple[str, int, int]  # sender, number, parts


@dataclass(frozen=True, slots=True)
class Pdu:
    """One unit of the protocol: what it is, how it went, its number, and what stands in it."""

    command: int
    number: int
    body: bytes = b""
    status: int = OK

    def packed(self) -> bytes:
        """As it goes over the line.

        >>> Pdu(ENQUIRE_LINK, 7).packed().hex()
        '00000010000000150000000000000007'
        """
        return struct.pack(">IIII", HEAD + len(self.body), self.command, self.status, self.number) + self.body


@dataclass(frozen=True, slots=True)
class Delivered:
    """A message that the centre brings, or a part of one; a receipt about one of ours has `receipt`."""

    sender: str
    text: str
    receipt: bool = False
    ref: int = 0
    part: int = 1
    parts: int = 1


@dataclass(slots=True)
class Joined:
    """The parts of long messages until the last one is there, each by its sender and number.

    >>> joined = Joined()
    >>> joined.add(Delivered("+380445550118", "Taras", ref=3, part=2, parts=2), at=0.0) is None
    True
    >>> joined.add(Delivered("+380445550118", "Shevchenko ", ref=3, part=1, parts=2), at=1.0)
    'Shevchenko Taras'
    """

    patience: float = 120.0  # seconds until what is there of a message is heard without the rest
    _kept: dict[_Key, dict[int, str]] = field(default_factory=dict)
    _since: dict[_Key, float] = field(default_factory=dict)

    def add(self, one: Delivered, *, at: float) -> str | None:
        """The whole text, once it is whole; it stays until it is `heard`."""
        key = (one.sender, one.ref, one.parts)
        there = self._kept.setdefault(key, {})
        there[one.part] = one.text
        self._since.setdefault(key, at)
        return "".join(there[number] for number in sorted(there)) if len(there) == one.parts else None

    def heard(self, one: Delivered) -> None:
        """It is answered for: its parts are let go."""
        self._kept.pop((one.sender, one.ref, one.parts), None)
        self._since.pop((one.sender, one.ref, one.parts), None)

    def left(self, *, at: float | None = None) -> list[Delivered]:
        """What waited too long for a part, as far as it came; all that waits where `at` is None."""
        late = [key for key, since in self._since.items() if at is None or at - since > self.patience]
        return [
            Delivered(
                key[0], "".join(self._kept[key][n] for n in sorted(self._kept[key])), False, key[1], 1, key[2]
            )
            for key in late
        ]


def size_of(head: bytes) -> int:
    """How many bytes the PDU has that begins so.

    Raises:
        WireError: no PDU begins so.

    >>> size_of(Pdu(ENQUIRE_LINK, 7).packed())
    16
    """
    size = int(struct.unpack(">I", head[:4])[0])
    if not HEAD <= size <= LONGEST:
        raise WireError(f"not SMPP: a unit of {size} bytes")
    return size


def unpacked(raw: bytes) -> Pdu:
    """The PDU of these bytes; they are as many as `size_of` told.

    >>> unpacked(Pdu(UNBIND, 3, b"x").packed())
    Pdu(command=6, number=3, body=b'x', status=0)
    """
    _size, command, status, number = struct.unpack(">IIII", raw[:HEAD])
    return Pdu(command, number, raw[HEAD:], status)


def bind(name: str, password: str) -> bytes:
    r"""The body of a bind: who we are, by version 3.4.

    >>> bind("regreso", "secret")[:15]
    b'regreso\x00secret\x00'
    """
    return _text(name, 15) + _text(password, 8) + _text("", 12) + bytes((0x34, 0, 0)) + _text("", 40)


def parts_of(text: str) -> list[str]:
    """The text in as many parts as it needs.

    >>> [len(part) for part in parts_of("ш" * 70)], [len(part) for part in parts_of("ш" * 71)]
    ([70], [67, 4])
    >>> [part[-1] for part in parts_of("ш" * 66 + "🕊" + "ш" * 9)]
    ['ш', 'ш']
    """
    if _units(text) <= WHOLE:
        return [text]
    parts, part, filled = [], "", 0
    for sign in text:
        if filled + _units(sign) > PART:
            parts.append(part)
            part, filled = "", 0
        part, filled = part + sign, filled + _units(sign)
    return [*parts, part]


def submit(number: str, text: str, *, source: str, ref: int = 0, valid: int = 0) -> list[bytes]:
    """The bodies by which a text goes to a number (with its country, with or without “+”).

    Args:
        number: of the telephone.
        text: what is said.
        source: whom it is from: a number, a short number or a word of up to eleven letters.
        ref: by which a telephone joins the parts; any number.
        valid: seconds after which it is let fall, 0 for the centre's own.

    Raises:
        WireError: it has more parts than a telephone joins.

    >>> len(submit("+380445550118", "ш" * 71, source="100"))
    2
    """
    parts = parts_of(text)
    if len(parts) > _MOST_PARTS:
        raise WireError(f"a text of {len(parts)} parts")
    return [
        _submit_one(number, part, source=source, valid=valid, head=_join(ref, len(parts), at))
        for at, part in enumerate(parts, 1)
    ]


def delivered(body: bytes) -> Delivered:
    """What a deliver_sm brings.

    Raises:
        WireError: it ends too soon.

    >>> addresses = bytes(1) + bytes((1, 1)) + b"380445550118" + bytes(3) + b"100" + bytes(1)
    >>> delivered(addresses + bytes(9) + bytes((2,)) + b"Hi").text
    'Hi'
    """
    try:
        return _delivered(body)
    except (IndexError, struct.error, ValueError) as error:
        raise WireError("not a message: it ends too soon") from error


def _delivered(body: bytes) -> Delivered:
    at = body.index(0) + 1  # service type
    sender, at = _address(body, at)
    _to, at = _address(body, at)
    kind = body[at]
    at += 3  # esm class, protocol, priority
    for _time in range(2):
        at = body.index(0, at) + 1
    coding, length, at = body[at + 2], body[at + 4], at + 5
    said, more = body[at : at + length], _options(body[at + length :])
    if len(said) < length:
        raise ValueError
    said = said or more.get(_PAYLOAD, b"")
    ref, part, parts = (int.from_bytes(more.get(tag, b"\x00")) for tag in (_REF, _SEQ, _TOTAL))
    if kind & _WITH_HEADER and said:
        head, said = said[1 : said[0] + 1], said[said[0] + 1 :]
        ref, parts, part = _joining(head) or (ref, parts, part)
    whole = not (parts > 1 and 1 <= part <= parts)
    where = (0, 1, 1) if whole else (ref, part, parts)
    return Delivered(sender, _decoded(said, coding), bool(kind & _IS_RECEIPT), *where)


def _joining(head: bytes) -> tuple[int, int, int] | None:
    """Of a message's header: its number, how many parts there are, which one this is."""
    at = 0
    while at + 1 < len(head):
        kind, length = head[at], head[at + 1]
        told = head[at + 2 : at + 2 + length]
        if kind in (0, 8) and len(told) == (3 if kind == 0 else 4):
            return int.from_bytes(told[:-2]), told[-2], told[-1]
        at += 2 + length
    return None


def _submit_one(number: str, text: str, *, source: str, valid: int, head: bytes) -> bytes:
    said = head + text.encode("utf-16-be")
    days, rest = divmod(valid, 86_400)
    hours, rest = divmod(rest, 3_600)
    lasts = f"0000{min(days, 28):02}{hours:02}{rest // 60:02}{rest % 60:02}000R" if valid else ""
    to = bytes((_INTERNATIONAL, _NATIONAL_PLAN)) + _text(number.lstrip("+"), 20)
    return b"".join(
        (
            _text("", 5), _from(source), to,
            bytes((_WITH_HEADER if head else 0, 0, 0)), _text("", 16), _text(lasts, 16),
            bytes((0, 0, _UCS2, 0, len(said))), said,
        )
    )  # fmt: skip


def _join(ref: int, parts: int, at: int) -> bytes:
    return bytes((5, 0, 3, ref % 256, parts, at)) if parts > 1 else b""


def _from(source: str) -> bytes:
    plain = source.lstrip("+")
    if source.startswith("+") and plain.isdecimal():
        kind = (_INTERNATIONAL, _NATIONAL_PLAN)
    else:
        kind = (3, 0) if plain.isdecimal() else (5, 0)  # a short number; a word
    return bytes(kind) + _text(plain, 20)


def _address(body: bytes, at: int) -> tuple[str, int]:
    kind, end = body[at], body.index(0, at + 2)
    number = body[at + 2 : end].decode("ascii", "replace")
    return (f"+{number}" if kind == _INTERNATIONAL and number.isdecimal() else number), end + 1


def _options(rest: bytes) -> dict[int, bytes]:
    found, at = {}, 0
    while at + 4 <= len(rest):
        tag, length = struct.unpack(">HH", rest[at : at + 4])
        found[int(tag)] = rest[at + 4 : at + 4 + length]
        at += 4 + length
    return found


def _decoded(said: bytes, coding: int) -> str:
    if coding & 0x0C == _UCS2:
        return said.decode("utf-16-be", "replace")
    if coding in (_LATIN1, _ASCII):
        return said.decode("latin-1")
    text, escaped = [], False
    for byte in said:
        if byte == _ESCAPE and not escaped:
            escaped = True
            continue
        text.append(_GSM_MORE.get(byte, " ") if escaped else _GSM[byte] if byte < len(_GSM) else "?")
        escaped = False
    return "".join(text)


def _text(text: str, most: int) -> bytes:
    return text.encode("ascii", "replace")[:most] + b"\x00"


def _units(text: str) -> int:
    return len(text.encode("utf-16-be", "surrogatepass")) // 2
