"""Make facts/data/settlements.tsv from GeoNames rows: python tools/build_places.py ROWS.tsv OUT.tsv.

ROWS.tsv has no header and the columns geonameid, Latin, Russian, Ukrainian, country, admin1,
population, latitude, longitude, other Latin spellings joined by "|". Only sounds are kept.
"""

import sys
from pathlib import Path

from regreso.facts.places import settlement_sounds


def sounds(names: list[str]) -> str:
    kept = [sound for name in names if name for sound in settlement_sounds(name)[:2]]
    return " ".join(list(dict.fromkeys(kept))[:8])


def main() -> None:
    source, target = (Path(p) for p in sys.argv[1:])
    out = ["country\tregion\tlatitude\tlongitude\tsounds"]
    for line in source.read_text(encoding="utf8").splitlines():
        _, latin, russian, ukrainian, country, region, _, latitude, longitude, *others = line.split("\t")
        spoken = sounds([russian, ukrainian, latin, *(others[0].split("|") if others else [])])
        out.append("\t".join((country, region, f"{float(latitude):.2f}", f"{float(longitude):.2f}", spoken)))
    target.write_text("\n".join(out) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
