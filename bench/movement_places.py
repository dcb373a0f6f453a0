"""Target 9: from the text of a route to places on the map: python bench/movement_places.py [OUT].

Two sets. The routes that were published in March 2022, with positions set by hand from maps (ours; "-" where the
place stands in no gazetteer: it must be flagged). And 1,000 invented ones: two towns, and three places near the
line between them whose names are borne by others, too, written in Ukrainian, Russian or English. A via-point is
right within 50 km; or it is flagged, and a person puts it on the map; or it is wrong and nobody would know.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from movement_made import stamp

from regreso.movement.journeys.gazetteer import Gazetteer, Place, kilometres
from regreso.movement.journeys.shipped import gazetteer
from regreso.movement.locating import NEAR, Located, locate, names_of

ROUTES = Path(__file__).parent / "movement_routes.tsv"
INVENTED = 1_000
Truth = tuple[float, float] | None


def published() -> list[tuple[list[str], list[Truth]]]:
    """Each row: the route as text, and for each place latitude and longitude."""
    found = []
    for line in ROUTES.read_text("utf8").splitlines()[1:]:
        text, places = line.split("\t")
        truth = [None if one == "-" else tuple(map(float, one.split())) for one in places.split(", ")]
        found.append((names_of(text), truth))
    return found  # type: ignore[return-value]  # two numbers each


def verdict(one: Located, truth: Truth) -> str:
    """Right, flagged, or wrong."""
    if one.doubt or one.place is None:
        return "flagged"
    if truth is None:
        return "wrong"
    there = Place("", (), "", 0, *truth, "")
    return "right" if kilometres(one.place, there) <= NEAR else "wrong"


def of_2022(known: Gazetteer) -> dict[str, object]:
    told, ends, took = Counter[str](), Counter[str](), []
    for names, truth in published():
        began = time.process_time()
        found = locate(names, known)
        took.append(1000 * (time.process_time() - began))
        told.update(verdict(one, there) for one, there in zip(found[1:-1], truth[1:-1], strict=True))
        ends.update(verdict(found[at], truth[at]) for at in (0, -1))
    return {"via": dict(told), "ends": dict(ends), "routes": len(took), "most_ms": round(max(took), 1)}


def invented(known: Gazetteer) -> dict[str, object]:
    dice = random.Random(9)
    here = [one for one in known.places if one.country == "UKR"]
    towns = [one for one in here if one.population >= 20_000]
    shared = [one for one in here if len(known.named(one.name)) > 1]
    told = Counter[str]()
    routes = 0
    while routes < INVENTED:
        start, end = dice.sample(towns, 2)
        if not 80 <= kilometres(start, end) <= 300:
            continue
        near = [one for one in shared if _between(start, one, end)]
        if len(near) < 3:
            continue
        routes += 1
        via = sorted(dice.sample(near, 3), key=lambda one, start=start: kilometres(start, one))  # type: ignore[misc]  # a lambda's default
        names = [dice.choice(_spelt(one)) for one in (start, *via, end)]
        found = locate(names, known)
        truth = [(one.latitude, one.longitude) for one in via]
        told.update(verdict(one, there) for one, there in zip(found[1:-1], truth, strict=True))
    return {"via": dict(told), "routes": routes}


def _spelt(place: Place) -> Sequence[str]:
    return place.names[:3] or (place.name,)


def _between(start: Place, one: Place, end: Place) -> bool:
    way = kilometres(start, one) + kilometres(one, end)
    return one not in (start, end) and way <= 1.1 * kilometres(start, end)


def main() -> None:
    known = gazetteer()
    row = {**stamp(seed=9), "of_2022": of_2022(known), "invented": invented(known)}
    result = json.dumps(row, indent=1)
    print(result)
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(result + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
