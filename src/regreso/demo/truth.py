"""Who is truly held and whom each enquiry truly seeks: drawn from one seed, known to the generator alone."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regreso.demo import people

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from regreso.demo.people import Human

NAMESPACE = uuid.UUID("6f0f7a0e-3d0c-4b5e-9a52-5d5b8a7a2a11")  # ids of the demo: the same seed makes the same


@dataclass(frozen=True)
class Size:
    """How large the demo is, and the seed that draws it."""

    people: int = 10_000
    enquiries: int = 300
    seed: int = 7


def humans(size: Size, day: date) -> list[Human]:
    """Those held. One in a hundred has a brother among them, so that the matcher is put to the test."""
    rng = random.Random(size.seed)
    made = [people.draw(rng, day) for _ in range(size.people * 99 // 100)]
    return made + [people.brother(rng.choice(made), rng) for _ in range(size.people - len(made))]


def held_id(size: Size, number: int) -> uuid.UUID:
    """The id of the custody of the person with this number."""
    return uuid.uuid5(NAMESPACE, f"{size}:held:{number}")


@dataclass(frozen=True)
class Truth:
    """Whom an enquiry really seeks: known to the generator, used for nothing but `--json`."""

    enquiry_id: uuid.UUID
    human: Human
    custody_id: uuid.UUID | None


def truths(size: Size, day: date) -> Iterator[Truth]:
    """Six in ten seek someone held; the rest seek nobody held: strangers, brothers, namesakes."""
    rng, held = random.Random(size.seed + 2), humans(size, day)
    for number, place in enumerate(rng.sample(range(len(held)), size.enquiries)):
        key = uuid.uuid5(NAMESPACE, f"{size}:enquiry:{number}")
        kind = rng.choices(("held", "stranger", "brother", "namesake"), (60, 28, 8, 4))[0]
        if kind == "held":
            yield Truth(key, held[place], held_id(size, place))
        elif kind == "stranger":
            yield Truth(key, people.draw(rng, day), None)
        else:
            other = people.brother if kind == "brother" else people.namesake
            yield Truth(key, other(held[place], rng), None)
