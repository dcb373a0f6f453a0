"""Make movement/journeys/data from the project's data set: python tools/build_journey_data.py FOLDER OUT.

FOLDER holds places.csv and visa_rules.csv (see the README beside OUT). Places gain their sounds, so that a
name is found in any alphabet; countries get their names in four languages from the CLDR by way of Babel.
"""

import csv
import sys
from pathlib import Path

from babel import Locale
from babel.core import get_global

from regreso.facts.places import settlement_sounds

LANGUAGES = ("en", "es", "uk", "ru")
ALPHA2 = 2


def sounds(names: list[str]) -> str:
    kept = [sound for name in names if name for sound in settlement_sounds(name)[:4]]
    return " ".join(dict.fromkeys(kept))


def alpha2_of() -> dict[str, str]:
    aliases = get_global("territory_aliases")
    found = {old: new[0] for old, new in aliases.items() if len(old) == ALPHA2 + 1 and len(new) == 1}
    return {**found, "XKX": "XK", "KOS": "XK"}


def write(path: Path, rows: list[list[str]], delimiter: str) -> None:
    with path.open("w", encoding="utf8", newline="") as file:
        csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(rows)


def countries(passports: list[str]) -> list[list[str]]:
    names = {language: Locale(language).territories for language in LANGUAGES}
    codes = alpha2_of()
    rows = [["alpha3", "alpha2", *LANGUAGES]]
    return rows + [
        [code, codes[code], *(names[language][codes[code]] for language in LANGUAGES)] for code in passports
    ]


def places(source: Path, alpha3: dict[str, str]) -> list[list[str]]:
    rows = [["id", "name", "ru", "uk", "country", "population", "latitude", "longitude", "zone", "sounds"]]
    with source.open(encoding="utf8", newline="") as file:
        for row in csv.DictReader(file):
            names = [row["name"], row["name_ru"], row["name_uk"]]
            where = [row["population"], row["lat"], row["lon"], row["timezone"]]
            if row["country"]:
                rows.append([row["geonameid"], *names, alpha3[row["country"]], *where, sounds(names)])
    return rows


def main() -> None:
    source, target = (Path(p) for p in sys.argv[1:])
    visas = (source / "visa_rules.csv").read_text(encoding="utf8")
    (target / "visa_rules.csv").write_text(visas, encoding="utf8")
    passports = sorted({line.split(",")[0] for line in visas.splitlines()[1:] if line})
    found = countries(passports)
    write(target / "countries.csv", found, ",")
    alpha3 = {row[1]: row[0] for row in found[1:]}
    write(target / "places.tsv", places(source / "places.csv", alpha3), "\t")


if __name__ == "__main__":
    main()
