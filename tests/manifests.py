"""A manifest for tests: a trip, people allotted to it, a telephone at its door, and what it writes."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from cast import Cast
from regreso.casebook import boxes
from regreso.casebook.actor import Actor
from regreso.casebook.models import Device, Passenger, PersonStanding, Trip, Upload
from regreso.steps import board, count, equip
from regreso.steps.count import Taken


@dataclass
class Door:
    """A telephone that writes: each event gets the next number, as the page gives it."""

    cast: Cast
    device: Device
    code: str
    number: int = 0
    written: list[dict[str, Any]] = field(default_factory=list)

    @property
    def by(self) -> Actor:
        return Actor("device", str(self.device.pk))

    def event(
        self, kind: str, person: str, trip: str = "T1", *, minute: int = 0, **more: Any
    ) -> dict[str, Any]:
        """One event as the page writes it, not sent yet."""
        self.number += 1
        at = self.cast.at + timedelta(minutes=minute or self.number)
        name = f"{count.name_of(self.device.pk)}-run-{self.number}"
        made = {
            "id": name,
            "kind": kind,
            "person": person,
            "trip": trip,
            "sequence": self.number,
            "at": at.isoformat(),
        }
        self.written.append(made | more)
        return made | more

    def send(self, *events: object, at: datetime | None = None) -> Taken:
        """What the endpoint does with a body."""
        upload = Upload(operation=self.cast.operation, device=self.device)
        return count.take_in(upload, events, by=self.by, at=at or self.cast.later(hours=12))


def trip_of(cast: Cast, code: str = "T1", **more: Any) -> Trip:
    trip = Trip(operation=cast.operation, code=code, expected_at=cast.later(hours=6), margin=60, **more)
    board.open_trip(trip, by=cast.by("coordinator_a"), at=cast.at)
    return trip


def door_of(cast: Cast, label: str = "gate") -> Door:
    device = Device(operation=cast.operation, label=label)
    handed = equip.hand_out(device, by=cast.by("coordinator_a"), at=cast.at)
    return Door(cast, device, handed.code)


def someone(token: str, household: str = "", **told: str) -> Passenger:
    return Passenger(token=token, household=household, told=told)


def states(cast: Cast, trip: str = "T1") -> dict[str, str]:
    """How everybody stands on a trip, by person."""
    rows = PersonStanding.objects.filter(operation=cast.operation, trip=trip).exclude(state="")
    return dict(rows.values_list("person", "state"))


Shut = Callable[[object], str]


@pytest.fixture
def shut() -> Shut:
    """What a browser does with what somebody says of themselves."""

    def box(what: object) -> str:
        ours = ec.generate_private_key(ec.SECP256R1())
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(
            ec.SECP256R1(), base64.b64decode(boxes.public_key())
        )
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"regreso box 1")
        key = derived.derive(ours.exchange(ec.ECDH(), theirs))
        point = ours.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        nonce = os.urandom(12)
        sealed = AESGCM(key).encrypt(nonce, json.dumps(what).encode(), point)
        return base64.b64encode(point + nonce + sealed).decode()

    return box
