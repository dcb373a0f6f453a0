"""A million events from 200 devices, out of order and twice over: movement_manifest.py [EVENTS] [OUT].

100,000 invented people on 2,000 vehicles board, pass checkpoints and arrive, leave, or are taken off. Every
event is written by one of 200 devices with wrong clocks; a fifth come in twice; all are shuffled. Measured:
taking them in and folding, asking who is open, and that the reverse order gives the same.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from movement_made import stamp

from regreso.movement.manifest.events import Event, Kind
from regreso.movement.manifest.fold import Manifest
from regreso.movement.manifest.reconcile import count_trips
from regreso.movement.manifest.standing import State

START = datetime(2022, 5, 3, 5, tzinfo=UTC)
DEVICES, VEHICLES, PEOPLE_OF_A_MILLION = 200, 2000, 100_000
TWICE = 0.2
ENDS = [(Kind.ARRIVED, 0.96), (Kind.LEFT_BY_CHOICE, 0.02), (Kind.TAKEN_OFF, 0.005), (None, 0.015)]
TARGET = {"fold_s": 20.0, "open_s": 0.5}


class Devices:
    """Devices count their events and have wrong clocks."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.counts = [0] * DEVICES
        self.skew = [timedelta(minutes=rng.gauss(0, 10)) for _ in range(DEVICES)]

    def write(self, kind: Kind, person: int, minute: float, **more: str) -> Event:
        device = self.rng.randrange(DEVICES)
        self.counts[device] += 1
        at = START + timedelta(minutes=minute)
        name = f"d{device}-{self.counts[device]}"
        return Event(
            name, kind, f"p{person}", f"trip{person % 40}", at + self.skew[device], f"d{device}",
            self.counts[device], at + timedelta(minutes=self.rng.expovariate(1 / 300)),
            vehicle=f"v{person % VEHICLES}", household=f"h{person // 3}", **more,
        )  # fmt: skip


def events(count: int, rng: random.Random) -> tuple[list[Event], int]:
    """The events of all people in their true order, and how many people are truly open."""
    devices, made, left_open = Devices(rng), [], 0
    people = max(1, count * PEOPLE_OF_A_MILLION // 1_000_000)
    checkpoints = max(0, round(count / people) - 5)
    for person in range(people):
        before = (Kind.REGISTERED, Kind.CONSENTED, Kind.ALLOTTED, Kind.BOARDED)
        made += [devices.write(kind, person, 10 * n) for n, kind in enumerate(before)]
        made += [devices.write(Kind.PASSED, person, 90 + 45 * n, place=f"cp{n}") for n in range(checkpoints)]
        end = rng.choices([kind for kind, _ in ENDS], [share for _, share in ENDS])[0]
        if end is None:
            left_open += 1
        else:
            made.append(devices.write(end, person, 600, place="Zaporizhzhia"))
    return made, left_open


def measure(count: int) -> dict[str, object]:
    rng = random.Random(20220503)
    made, left_open = events(count, rng)
    arriving = made + rng.sample(made, int(len(made) * TWICE))
    rng.shuffle(arriving)
    began, used = time.perf_counter(), time.process_time()
    manifest = Manifest()
    manifest.add(arriving)
    standings = manifest.standings()
    folded, fold_used = time.perf_counter(), time.process_time() - used
    found = manifest.open_people()
    asked = time.perf_counter()
    other = Manifest()
    other.add(reversed(arriving))
    same = other.standings() == standings
    counts = count_trips(standings.values())
    return {
        "events": len(made), "arrivals_with_copies": len(arriving), "people": len(standings),
        "devices": DEVICES, "vehicles": VEHICLES, "fold_s": round(folded - began, 2),
        "fold_cpu_s": round(fold_used, 2),
        "open_s": round(asked - folded, 3), "open_found": len(found), "open_true": left_open,
        "taken_off": sum(count.taken_off for count in counts), "same_in_reverse_order": same,
        "wrongly_open": sum(standing.state is not State.OPEN for standing in found), "targets": TARGET,
        "load_average": os.getloadavg()[0],
    }  # fmt: skip


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    result = json.dumps(stamp(seed=20220503) | measure(count), indent=1)
    print(result)
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_text(result + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
