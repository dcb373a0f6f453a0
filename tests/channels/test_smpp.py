"""Short messages by SMPP against a centre that reads the standard for itself: out, in, lines that break."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from centre import KEY, Operator, deliver, operator, serving
from regreso.channels.smpp import Centre
from regreso.wire.notice import NotSent, Outgoing
from regreso.wire.smpp import Delivered
from relay import certified

__all__ = ["operator"]
NUMBER = "+380445550118"
FLOWN = "🕊"


def centre(of: Operator, key: str = KEY) -> Centre:
    return Centre(of.address, key, "+380445550100")


def test_a_short_text_is_one_message_in_two_bytes_a_letter(operator: Operator) -> None:
    told = centre(operator).send(Outgoing("k1", NUMBER, "Для вас є новина.", more={"lasts": 93_784}))
    assert told == {"to": NUMBER, "ids": ["id-1"]}
    (one,) = operator.sent
    assert (one["to"], one["to_ton"], one["from"], one["from_ton"]) == ("380445550118", 1, "380445550100", 1)
    assert (one["text"], one["coding"], one["esm_class"]) == ("Для вас є новина.", 8, 0)
    assert one["valid"] == "000001020304000R", "a day, two hours, three minutes, four seconds"
    assert operator.heard == [2, 4, 6], "bound, sent, unbound"


def test_a_long_text_goes_in_parts_that_a_telephone_joins_and_no_smile_is_cut(operator: Operator) -> None:
    text = "ш" * 66 + FLOWN + "щ" * 80
    centre(operator).send(Outgoing("k1", NUMBER, text))
    assert "".join(operator.texts) == text
    assert [len(one["header"]) for one in operator.sent] == [6] * 3
    assert [tuple(one["header"][:3]) for one in operator.sent] == [(5, 0, 3)] * 3
    assert {one["header"][3] for one in operator.sent} == {operator.sent[0]["header"][3]}, (
        "one number for all"
    )
    assert [tuple(one["header"][4:]) for one in operator.sent] == [(3, 1), (3, 2), (3, 3)]
    assert not operator.texts[0].endswith(FLOWN[0:1])


@pytest.mark.parametrize(
    ("trouble", "code", "expected"),
    [
        (["0x58"], "later", {"after": 30, "unknown": False, "permanent": False}),
        (["0x14"], "later", {"after": 30, "unknown": False, "permanent": False}),
        (["0x0b"], "number", {"after": 0, "unknown": False, "permanent": True}),
        (["0x45"], "refused", {"after": 0, "unknown": False, "permanent": True}),
        (["0x08"], "trouble", {"after": 0, "unknown": False, "permanent": False}),
        (["before"], "unreachable", {"after": 0, "unknown": True, "permanent": False}),
        (["after"], "unreachable", {"after": 0, "unknown": True, "permanent": False}),
        (["", "0x58"], "trouble", {"after": 0, "unknown": True, "permanent": False}),
    ],
)
def test_what_came_of_it_is_told_apart(
    operator: Operator, trouble: list[str], code: str, expected: dict[str, object]
) -> None:
    operator.trouble = trouble
    with pytest.raises(NotSent) as told:
        centre(operator).send(Outgoing("k", NUMBER, "ш" * 90))
    assert told.value.code == code
    assert {name: getattr(told.value, name) for name in expected} == expected


def test_a_centre_that_does_not_know_us_or_is_not_there(operator: Operator) -> None:
    with pytest.raises(NotSent) as told:
        centre(operator, "regreso:wrong").send(Outgoing("k", NUMBER, "x"))
    assert (told.value.code, told.value.permanent) == ("token", True)
    with pytest.raises(NotSent) as told:
        Centre("smpp://127.0.0.1:9", KEY).send(Outgoing("k", NUMBER, "x"))
    assert (told.value.code, told.value.unknown) == ("unreachable", False)


def test_a_line_whose_certificate_nobody_trusts_carries_no_password(tmp_path: Path) -> None:
    with serving(certified(tmp_path)) as secure:
        with pytest.raises(NotSent) as told:
            centre(secure).send(Outgoing("k", NUMBER, "x"))
        assert (told.value.code, told.value.unknown, secure.bound) == ("unreachable", False, [])


def listening(of: Operator, take: list[Delivered], *, deaf: int = 0) -> None:
    """Listen until the centre has nothing more to bring; the first `deaf` messages are not heard."""
    left = deaf

    def hear(one: Delivered) -> bool:
        nonlocal left
        if left:
            left -= 1
            return False
        take.append(one)
        return True

    of.hang_up = True
    end = time.monotonic() + 10
    centre(of).listen(hear, stopped=lambda: time.monotonic() > end)


def test_what_is_brought_is_heard_whole_and_acknowledged(operator: Operator) -> None:
    operator.ask_link = True
    operator.bring = [
        deliver("шукаю сина"),
        deliver("Тарас", head=bytes((5, 0, 3, 9, 2, 2))),
        deliver("Шевченко ", head=bytes((5, 0, 3, 9, 2, 1))),
        deliver("id:1 stat:DELIVRD", esm=0x04),
        deliver("реклама", sender="SHOP", ton=5),
    ]
    heard: list[Delivered] = []
    listening(operator, heard)
    assert [(one.sender, one.text) for one in heard] == [
        (NUMBER, "шукаю сина"), (NUMBER, "Шевченко Тарас"), ("SHOP", "реклама"),
    ]  # fmt: skip
    assert operator.acked == [0] * 5
    assert operator.heard.count(0x15 | 1 << 31) >= 5, "each “are you there” was answered"


def test_what_could_not_be_heard_is_brought_again_also_the_last_part(operator: Operator) -> None:
    operator.bring = [
        deliver("Шевченко ", head=bytes((5, 0, 3, 9, 2, 1))),
        deliver("Тарас", head=bytes((5, 0, 3, 9, 2, 2))),
    ]
    heard: list[Delivered] = []
    listening(operator, heard, deaf=2)
    assert [one.text for one in heard] == ["Шевченко Тарас"]
    assert operator.acked == [0, 0x08, 0x08, 0]


def test_a_part_that_never_gets_its_other_half_is_heard_as_far_as_it_came(operator: Operator) -> None:
    operator.bring = [deliver("Шевченко ", head=bytes((5, 0, 3, 9, 2, 1)))]
    heard: list[Delivered] = []
    listening(operator, heard)
    assert [one.text for one in heard] == ["Шевченко "]
