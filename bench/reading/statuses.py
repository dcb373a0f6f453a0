"""Single sentences with what each says of whom: python bench/reading/statuses.py [-v] [FILE …].

Every second sentence of `calibration.txt` is held back: its errors are counted and never printed.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from score import key

from regreso.reading.leads import Lead
from regreso.reading.page import read_page

FOLDER = Path(__file__).parent
_READ = {"asserted": "", "hedged": "alleged", "asked": "alleged", "denied": "denied", "withdrawn": "denied"}
_ROLES = {"relative", "official", "other", "journalist"}


@dataclass(frozen=True, slots=True)
class Said:
    """One label: who, and either a role or a status with its certainty ("", "alleged", "denied")."""

    name: str
    what: str
    certain: str


def sentences(path: Path) -> Iterator[tuple[int, str, str, list[Said]]]:
    """Number, language, text and labels of every sentence of a file."""
    lines = [line for line in path.read_text("utf8").splitlines() if line and not line.startswith("#")]
    for number, line in enumerate(lines):
        lang, text, labels = line.split(" | ")
        said = []
        for label in labels.split("; "):
            name, _, told = label.partition("=")
            what, _, certain = told.partition("/")
            said.append(Said(name, what, certain.split(",")[0].replace("confirmed", "")))
        yield number, lang, text, said


def persons(text: str, lang: str) -> dict[str, Lead]:
    """The person leads of a text by their name as written."""
    page = read_page(text, published=date(2023, 6, 1), lang=lang)
    return {key(lead.fields["as_written"]): lead for lead in page.leads if lead.kind == "person"}


def judge(said: Said, lead: Lead | None) -> str:
    """One word for what became of a label: right, unknown, wrong, unsafe, or lost."""
    if lead is None:
        return "lost"
    if said.what in _ROLES:
        return "right" if lead.fields["role"] != "subject" else "role"
    status, certain = str(lead.fields["status"]), _READ[lead.polarity]
    if status == "killed" and certain != "denied" and "killed" not in said.what:
        return "unsafe"
    if said.certain == "denied" and certain != "denied":
        return "unsafe"
    if status == "unknown":
        return "right" if "unknown" in said.what else "unknown"
    return "right" if status in said.what.split(",") and certain == said.certain else "wrong"


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("files", nargs="*", type=Path)
    ask.add_argument("-v", action="store_true")
    args = ask.parse_args()
    for path in args.files or (FOLDER / "calibration.txt", FOLDER / "sentences.txt"):
        found: dict[str, Counter[str]] = {"looked at": Counter(), "held back": Counter()}
        for number, lang, text, labels in sentences(path):
            held = path.name == "calibration.txt" and number % 2
            read = persons(text, lang)
            for said in labels:
                word = judge(said, read.get(key(said.name)))
                found["held back" if held else "looked at"][word] += 1
                if args.v and not held and word != "right":
                    lead = read.get(key(said.name))
                    told = (
                        f"{lead.fields['status']}/{lead.polarity}/{lead.fields['role']}" if lead else "nobody"
                    )
                    print(f"{word}: {text}\n    {said.name}: {said.what}/{said.certain} read {told}")
        for half, words in found.items():
            if words:
                print(path.name, half, sum(words.values()), dict(words.most_common()))


if __name__ == "__main__":
    main()
