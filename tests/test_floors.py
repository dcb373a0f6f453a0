"""The import contracts follow the rooms: a room that exists stands in them without brackets."""

from __future__ import annotations

import tomllib
from typing import Any

from tree import PURE, ROOT, SOURCE, rooms

NO_DJANGO = {*PURE, "channels"}
NO_SOCKET = {*PURE, "casebook", "steps", "web", "jobs", "project"}


def contract(name: str) -> dict[str, Any]:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (one,) = (c for c in config["tool"]["importlinter"]["contracts"] if c["id"] == name)
    return dict(one)


def test_every_room_has_its_floor() -> None:
    placed = [room.strip() for layer in contract("floors")["layers"] for room in layer.split("|")]
    needed = {room for room in placed if not room.startswith("(")}
    optional = {room.strip("()") for room in placed} - needed
    assert rooms() - needed - optional == set(), "these rooms stand on no floor"
    assert rooms() & optional == set(), "these rooms exist: take their brackets off in pyproject.toml"


def test_every_pure_room_is_kept_from_django() -> None:
    assert set(contract("pure")["source_modules"]) == {f"regreso.{room}" for room in rooms() & NO_DJANGO}


def test_every_room_but_channels_is_kept_from_sockets() -> None:
    assert set(contract("one-door")["source_modules"]) == {f"regreso.{room}" for room in rooms() & NO_SOCKET}


def test_the_casebook_knows_no_room_that_thinks() -> None:
    thinking = {f"regreso.{room}" for room in rooms() & {"matching", "movement", "reading"}}
    assert set(contract("rows-only")["forbidden_modules"]) == thinking


def test_the_contracts_of_rooms_that_exist_are_kept() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    kept = {one["id"] for one in config["tool"]["importlinter"]["contracts"]}
    due = {
        "casebook": "rows-only",
        "steps": "steps-apart",
        "web": "doors-apart",
        "channels": "send-last",
        "matching/engines": "face",
    }
    assert {name for room, name in due.items() if any((SOURCE / room).glob("*.py"))} - kept == set()
