"""Devices: telephones at doors get a code of their own, and lose it when they are lost."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regreso.casebook.devices import CODE_LENGTH, index_of
from regreso.casebook.models import append_move
from regreso.casebook.once import once
from regreso.casebook.rows import set_columns
from regreso.movement.manifest.tokens import SIGNS
from regreso.steps.errors import StepError

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Device, Move

LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class Handed:
    """The move, and the device's code: shown now, never again."""

    move: Move
    code: str


def hand_out(device: Device, *, by: Actor, at: datetime) -> Handed:
    """A telephone may write down who boards and arrives. Its code is kept nowhere."""
    if not device.label.strip() or len(device.label) > LONGEST_LABEL:
        raise StepError("bad_label", given=device.label, expected=f"1 to {LONGEST_LABEL} letters")
    code = "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))
    with once(device, "hand_out"):
        device.code_index = index_of(code)
        move = append_move(device, "hand_out", by=by, at=at)
    return Handed(move, "-".join(code[n : n + 4] for n in range(0, CODE_LENGTH, 4)))


def end(device: Device, *, reason: str = "", by: Actor, at: datetime) -> Move:
    """The telephone is lost, or done with: its code opens nothing any more. What it wrote stays."""
    move = append_move(device, "end", by=by, at=at, said=reason)
    set_columns(device, code_index=None)
    return move
