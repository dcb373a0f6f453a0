"""Build src/regreso/facts/names/data/arabic_names.tsv: Arabic names with the Latin spellings seen of them.

    python tools/build_arabic_names.py WD_ARABIC.tsv

Needs the package faker for the names (MIT); WD_ARABIC.tsv has Latin token, Arabic token, count, as in
NETransliteration-COLING2018 (MIT). A Latin token counts only where its consonants are the Arabic ones.
"""

from __future__ import annotations

import importlib
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

from regreso.facts.names.arabic import bones_of

TARGET = Path(__file__).parents[1] / "src/regreso/facts/names/data/arabic_names.tsv"
PARTS = (("first_names_male", "m"), ("first_names_female", "f"), ("last_names", ""))
MOST, WORDS = 12, 2


def plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if not unicodedata.combining(c)).replace(
        "ـ", ""
    )


def main(source: Path) -> None:
    latin: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for line in source.read_text("utf8").splitlines():
        spelt, arabic, count = line.split("\t")
        if re.fullmatch("[a-zà-ÿ']+", spelt) and set(bones_of(spelt)) & set(bones_of(arabic)):
            latin[arabic].append((-int(count), spelt.replace("'", "")))
    rows: dict[tuple[str, str], None] = {}
    for locale in ("ar_AA", "ar_PS", "ar_SA", "ar_DZ"):
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute, sex in PARTS:
            names = (plain(name) for name in getattr(provider, attribute))
            rows |= dict.fromkeys(
                (sex, name) for name in names if len(name.split()) <= WORDS and "(" not in name
            )
    with TARGET.open("w", encoding="utf8") as out:
        out.write("sex\tarabic\tlatin\n")
        for sex, name in rows:
            forms = [form for _, form in sorted(latin.get(name, []))][:MOST]
            out.write(f"{sex}\t{name}\t{' '.join(dict.fromkeys(forms))}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
