"""Signalling of many calls at once: calls.py [ROOMS] [OUT].

The realtime process serves as in use, over a casebook on SQLite. In each room, joined by its officer
before, two pages hand in their links one right after the other, are paired, and exchange what two browsers
do: an offer and an answer of 5 kB each and ten candidates a side. Measured: from the second page's join
until both sides have all of it, which is the signalling part of join-to-connected (the picture goes by the
relay, not through this process); processor time, and memory with all rooms open. Once with rooms that join
over twenty seconds, once with all in one moment. The pages run in this process, on the same processors.
"""

from __future__ import annotations

import asyncio
import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

HOME = tempfile.mkdtemp(prefix="regreso-bench-")
os.environ.update(REGRESO_HOME=HOME, REGRESO_KEYS_FILE=f"{HOME}/keys.json", REGRESO_ALLOWED_HOSTS="127.0.0.1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regreso.project.settings")

import django

from regreso.casebook.keys import make_key_file

make_key_file(Path(HOME) / "keys.json")
django.setup()

from django.core.management import call_command
from django.utils import timezone
from websockets.asyncio.client import ClientConnection, connect

from regreso.casebook import seats
from regreso.casebook.models import Call, Custody, Enquirer, Enquiry, Operation, Person, Site, Sought

CANDIDATES, DESCRIPTION = 10, "x" * 5000
SPREAD = 20.0  # seconds over which the rooms of the first run join


def made(rooms: int) -> list[dict[str, str]]:
    """So many calls whose officer has joined the two, each with its two links. All invented."""
    operation = Operation.objects.create(name="An invented crisis", state="open")
    site = Site.objects.create(operation=operation, code="C1")
    person = Person.objects.create(operation=operation, surname="Шевченко")
    custody = Custody.objects.create(operation=operation, site=site, person=person, state="held")
    enquirer, sought = (
        Enquirer.objects.create(operation=operation),
        Sought.objects.create(operation=operation),
    )
    enquiry = Enquiry.objects.create(operation=operation, enquirer=enquirer, sought=sought, state="answered")
    now, links = timezone.now(), []
    for _ in range(rooms):
        told = {party: seats.new_secret() for party in seats.PARTIES}
        columns = {
            seats.COLUMNS[party]: seats.index_of(link, kind="link", party=party)
            for party, link in told.items()
        }
        Call.objects.create(
            operation=operation, enquiry=enquiry, custody=custody, state="connected",
            starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(hours=1),
            family_met_at=now, captive_met_at=now, connected_at=now, **columns,
        )  # fmt: skip
        links.append(told)
    return links


class Tab:
    """A page of a call, as far as signalling goes."""

    def __init__(self, wire: ClientConnection) -> None:
        self.wire, self.heard, self.sent, self.done = wire, 0, False, 0.0

    async def say(self, **body: object) -> None:
        await self.wire.send(json.dumps(body))

    async def live(self) -> None:
        """Answer until both sides have everything; what follows is only kept open."""
        async for text in self.wire:
            told = json.loads(text)
            if told.get("pair") and told["pair"]["offer"]:
                self.sent = True
                await self._describe(told["pair"]["round"])
            if "signal" in told:
                self.heard += 1
                if not self.sent:
                    self.sent = True
                    await self._describe(told["round"])
                if self.heard == CANDIDATES + 1:
                    self.done = time.perf_counter()

    async def _describe(self, of_round: int) -> None:
        await self.say(signal={"sdp": DESCRIPTION}, round=of_round)
        for number in range(CANDIDATES):
            candidate = f"candidate:{number} 1 udp 1 203.0.113.7 5000 typ relay"
            await self.say(signal={"ice": {"candidate": candidate}}, round=of_round)


async def room(address: str, links: dict[str, str], *, after: float, tabs: list[Tab]) -> float:
    """One room: two pages join, and everything passes between them. Returns how long it took."""
    await asyncio.sleep(after)
    pair = [
        Tab(
            await connect(
                address, origin="http://127.0.0.1", max_size=None, open_timeout=None, compression=None
            )
        )
        for _ in range(2)
    ]  # type: ignore[arg-type]  # a plain origin
    tabs += pair
    lives = [asyncio.create_task(tab.live()) for tab in pair]
    began = 0.0
    for tab, party in zip(pair, seats.PARTIES, strict=True):
        began = time.perf_counter()
        await tab.say(join={"link": links[party]})
    while not all(tab.done for tab in pair):
        if lives[0].done() or lives[1].done():
            raise RuntimeError("a page was refused")
        await asyncio.sleep(0.005)
    return max(tab.done for tab in pair) - began


async def run(address: str, rooms: list[dict[str, str]], spread: float, pid: int) -> dict[str, Any]:
    """All rooms join over `spread` seconds and stay."""
    tabs: list[Tab] = []
    before, cpu = memory(pid), processor(pid)
    waits = sorted(
        await asyncio.gather(
            *(
                room(address, links, after=spread * number / len(rooms), tabs=tabs)
                for number, links in enumerate(rooms)
            )
        )
    )
    with_all, spent = memory(pid), processor(pid) - cpu
    for tab in tabs:
        await tab.wire.close()
    many = len(rooms)
    return {
        "rooms": many, "joined_over_s": spread,
        "join_to_connected_ms": {
            "median": round(1000 * waits[many // 2]), "p95": round(1000 * waits[int(many * 0.95)]),
            "most": round(1000 * waits[-1]),
        },
        "memory_mb_before": round(before / 1024, 1), "memory_mb_with_all": round(with_all / 1024, 1),
        "kb_per_room": round((with_all - before) / many, 1),
        "processor_ms_per_room": round(1000 * spent / many, 1),
    }  # fmt: skip


def memory(pid: int) -> int:
    """kB that the process holds."""
    line = next(
        one for one in Path(f"/proc/{pid}/status").read_text().splitlines() if one.startswith("VmRSS")
    )
    return int(line.split()[1])


def processor(pid: int) -> float:
    """Seconds of processor that it has used."""
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Both runs, each with a fresh process."""
    many, out = int((sys.argv[1:2] or ["200"])[0]), (sys.argv[2:3] or [""])[0]
    call_command("migrate", verbosity=0)
    found = []
    for spread in (SPREAD, 0.0):
        rooms = made(many)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "uvicorn", "regreso.project.asgi:application", "--port", str(port),
                   "--log-level", "warning", "--lifespan", "off",
                   "--ws-per-message-deflate", "false"]  # fmt: skip
        with subprocess.Popen(command) as server:
            try:
                address = f"ws://127.0.0.1:{port}/ws/call/"
                asyncio.run(answers(address))
                found.append(asyncio.run(run(address, rooms, spread, server.pid)))
            finally:
                server.kill()  # it would wait for pages that a fault has left open
    told = {
        "command": f"python bench/calls.py {many}",
        "machine": f"{os.cpu_count()} cores, {platform.machine()}",
        "python": platform.python_version(), "load_1m": round(os.getloadavg()[0], 1), "runs": found,
    }  # fmt: skip
    text = json.dumps(told, indent=1)
    print(text)
    if out:
        Path(out).write_text(text + "\n", encoding="utf-8")


async def answers(address: str) -> None:
    """Wait until the process takes sockets."""
    for _ in range(900):
        try:
            async with connect(address, origin="http://127.0.0.1"):  # type: ignore[arg-type]  # a plain origin
                return
        except OSError:
            await asyncio.sleep(0.1)
    raise RuntimeError("the realtime process did not start")


if __name__ == "__main__":
    main()
