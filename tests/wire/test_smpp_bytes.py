"""The bytes of SMPP: the standard's own example, parts of long texts, and what is no message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regreso.wire import smpp
from regreso.wire.errors import WireError
from regreso.wire.smpp import Pdu


def test_the_example_of_the_standard_is_read_as_it_says() -> None:
    """Section 3.2.4 of SMPP 3.4: a bind_transmitter."""
    raw = bytes.fromhex(
        "0000002F 00000002 00000000 00000001 53 4D 50 50 33 54 45 53 54 00 73 65 63 72 65 74 30 38 00"
        "53 55 42 4D 49 54 31 00 00 01 01 00"
    )
    assert smpp.size_of(raw) == len(raw) == 0x2F
    one = smpp.unpacked(raw)
    assert (one.command, one.number, one.status) == (smpp.BIND_TRANSMITTER, 1, 0)
    assert one.packed() == raw
    assert smpp.bind("SMPP3TEST", "secret08")[:19] == raw[16:35]


@given(st.text(st.characters(codec="utf-8"), max_size=600))
def test_parts_are_the_text_and_each_fits(text: str) -> None:
    parts = smpp.parts_of(text)
    assert "".join(parts) == text
    most = smpp.WHOLE if len(parts) == 1 else smpp.PART
    assert all(len(part.encode("utf-16-be")) // 2 <= most for part in parts)


@given(st.binary(max_size=300))
def test_no_bytes_bring_down_whoever_reads_a_message(body: bytes) -> None:
    try:
        smpp.delivered(body)
    except WireError:
        return


@pytest.mark.parametrize("head", ["0000000f", "00000000", "7fffffff", "48545450"])
def test_what_is_no_smpp_is_told_at_once(head: str) -> None:
    with pytest.raises(WireError):
        smpp.size_of(bytes.fromhex(head))


def test_the_alphabet_of_gsm_is_read() -> None:
    said = b"Mam" + bytes((0x7F, 0x20, 0x1B, 0x65, 0x35, 0x20, 0x7D, 0x5C))
    body = b"\0\1\1380445550118\0\1\1100\0\0\0\0\0\0\0\0\0\0" + bytes((len(said),)) + said
    assert smpp.delivered(body).text == "Mamà €5 ñÖ"


def test_a_message_in_the_payload_of_an_option_is_read_too() -> None:
    said = "Шевченко Тарас".encode("utf-16-be")
    body = b"\0\1\1380445550118\0\1\1100\0\0\0\0\0\0\0\0\x08\0\0" + b"\x04\x24" + len(said).to_bytes(2) + said
    assert smpp.delivered(body).text == "Шевченко Тарас"


def test_a_text_that_no_telephone_joins_is_refused() -> None:
    with pytest.raises(WireError):
        smpp.submit("+380445550118", "ш" * (67 * 255 + 1), source="100")


def test_an_unpacked_unit_is_the_one_that_was_packed() -> None:
    one = Pdu(smpp.ENQUIRE_LINK, 5, b"", 0)
    assert smpp.unpacked(one.packed()) == one
