"""Make facts/names/data/spoken.tsv: Latin names whose letters do not tell how they are said, in Cyrillic.

    python tools/build_spoken.py WD_RUSSIAN.tsv

WD_RUSSIAN.tsv has Latin token, Cyrillic token, count, as in NETransliteration-COLING2018 (MIT): names of
people in Wikidata. Kept are those seen often, mostly written so, that no rule of ours reads (James).
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

from rapidfuzz.distance import OSA

from regreso.facts.names.readings import heard, readings, skeleton

TARGET = Path(__file__).parents[1] / "src/regreso/facts/names/data/spoken.tsv"
OFTEN, MOSTLY, FAR, SHORT = 4, 0.5, 0.6, 3


def alike(latin: str, cyrillic: str) -> bool:
    """Whether the two may be one name at all: the tokens of some people are not in one order."""
    sounds = [s for sound in readings(cyrillic)[:1] for s in (sound, sound.replace("dZ", "Z"))]  # j is дж
    said = {skeleton(s) for s in sounds}
    pairs = [(skeleton(a), b) for a in readings(latin) for b in said]
    return any(OSA.normalized_distance(a, b) <= FAR and a[:1] == b[:1] for a, b in pairs)


def main(source: Path) -> None:
    seen: dict[str, dict[str, int]] = defaultdict(dict)
    for line in source.read_text("utf8").splitlines():
        latin, cyrillic, count = line.split("\t")
        if re.fullmatch("[a-zà-ÿ]+", latin) and re.fullmatch("[а-яё-]+", cyrillic) and len(latin) >= SHORT:
            seen[latin][cyrillic] = int(count)
    TARGET.write_text("latin\tcyrillic\n", "utf8")  # first: what the table holds already must not hide a name
    with TARGET.open("a", encoding="utf8") as out:
        for latin, forms in sorted(seen.items()):
            own = set(map(heard, readings(latin)))
            for cyrillic, times in sorted(forms.items(), key=lambda f: -f[1])[:2]:
                usual = times >= OFTEN and times >= MOSTLY * max(forms.values())
                if usual and own.isdisjoint(map(heard, readings(cyrillic))) and alike(latin, cyrillic):
                    out.write(f"{latin}\t{cyrillic}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
