"""Train the small tables of the reader from the name lists in this repository (make train-reading).

    python tools/train_reading.py    writes src/regreso/reading/data/surname_ends.tsv

How often a surname ends so in the nominative (men's form), from the lists of the demo:
realistic-russian-names (Unlicense) and Faker (MIT), see NOTICE. Takes seconds.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "regreso"
LISTS = SOURCE / "demo" / "data"
OUT = SOURCE / "reading" / "data" / "surname_ends.tsv"
LONGEST, LEAST = 5, 8
UKRAINIAN_WEIGHT = 3_000  # a name of the short Ukrainian list, in bearers


def surnames() -> Counter[str]:
    """Men's surnames in the nominative and their weights, Russian and Ukrainian."""
    found: Counter[str] = Counter()
    for line in (LISTS / "surnames_ru.tsv").read_text("utf8").splitlines():
        name, count = line.split("\t")
        found[name.lower()] += int(count)
        if name.endswith(("ский", "цкий")):
            found[name.lower()[:-3] + "ький"] += int(count) // 4
    for line in (LISTS / "names_uk_es.tsv").read_text("utf8").splitlines():
        lang, kind, _, name = line.split("\t")
        if (lang, kind) == ("uk", "surname"):
            found[name.lower()] += UKRAINIAN_WEIGHT
    return found


def main() -> None:
    """Count endings of one to five letters, evened out so that a few great families do not decide."""
    ends: Counter[str] = Counter()
    for name, weight in surnames().items():
        for length in range(1, LONGEST + 1):
            ends["^" * (len(name) < length) + name[-length:]] += max(1, round(weight**0.5))
    kept = {end: count for end, count in ends.items() if count >= LEAST or len(end) == 1}
    lines = [f"{end}\t{count}" for end, count in sorted(kept.items(), key=lambda item: (-item[1], item[0]))]
    OUT.write_text("end\tcount\n" + "\n".join(lines) + "\n", "utf8")
    print(f"{len(lines)} endings -> {OUT.name}")


if __name__ == "__main__":
    main()
