"""Build the table of given names in Latin letters that the reader knows names by.

    pip install faker==40.63.0        # MIT; not a dependency of Regreso
    python tools/build_reading_names.py

Writes src/regreso/reading/data/given_latin.tsv: name and sex (m, f or mf), of the locales below.
"""

from __future__ import annotations

import importlib
import re
from collections import defaultdict
from pathlib import Path

LOCALES = [
    "en",
    "en_GB",
    "en_IE",
    "en_US",
    "en_NZ",
    "es_AR",
    "es_CA",
    "es_CL",
    "es_CO",
    "es_ES",
    "es_MX",
    "pt_PT",
    "pt_BR",
    "fr_FR",
    "it_IT",
    "de_DE",
    "pl_PL",
    "nl_NL",
    "cs_CZ",
    "sk_SK",
    "ro_RO",
    "tr_TR",
    "sv_SE",
    "no_NO",
    "da_DK",
    "lt_LT",
    "lv_LV",
    "et_EE",
    "hr_HR",
    "hu_HU",
]
OUT = Path(__file__).parent.parent / "src" / "regreso" / "reading" / "data" / "given_latin.tsv"
_NAME = re.compile(r"[A-ZÀ-ÞŁŚŻŹĆŠČŽĐ][^\W\d_]{2,14}")


def main() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for sex, field in (("m", "first_names_male"), ("f", "first_names_female")):
            for name in getattr(provider, field, ()):
                if _NAME.fullmatch(name) and name not in {"May", "June", "April", "August", "Will", "Summer"}:
                    found[name].add(sex)
    lines = [f"{name}\t{''.join(sorted(sexes, reverse=True))}" for name, sexes in sorted(found.items())]
    OUT.write_text("name\tsex\n" + "\n".join(lines) + "\n", "utf8")
    print(f"{len(lines)} names -> {OUT.name}")


if __name__ == "__main__":
    main()
