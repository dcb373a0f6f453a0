"""How well whole messages are read, without any registry.

    python bench/messages.py [--hands c d] [--many 400] [--show]

Each made message is compared with what it was made of: is the likeliest name the sought person's (all of its
words and no others), is the date or age the right one, and the place? Hands `b`, `d` and `e` are held back:
look at their figures, not at their texts.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent / "worlds"))
import making
from arabic import Arabic
from slavic import Slavic
from spanish import Spanish

from regreso.facts.names.arabic import plain
from regreso.facts.names.readings import readings
from regreso.facts.names.scripts import words_of
from regreso.facts.person import PersonFacts
from regreso.facts.places import settlement_sounds
from regreso.tracing.facts import row_facts

AS_OF = date(2022, 6, 1)
WORLDS = {"slavic": Slavic, "spanish": Spanish, "arabic": Arabic}
CASED = ("name_a", "name_g", "name_d", "name_i")


def stems(text: str) -> list[str]:
    found = (readings(w.lower())[:1] for w in words_of(plain(text)) if len(w) > 1)
    return [r[0].rstrip("aeiou")[:5] for r in found if r]


def name_read(facts: PersonFacts, told: making.Row) -> str:
    """right; part: some words are missing or added; wrong: another person's or none."""
    best = max(facts.names, key=lambda n: n.weight).value
    said = Counter(stems(best.as_written))
    wanted = [Counter(stems(told["name"])), *(Counter(stems(told[c])) for c in CASED if c in told)]
    if any(set(said) == set(w) for w in wanted):
        return "right"
    shared = max(len(set(said) & set(w)) for w in wanted)
    return "part" if shared >= min(2, len(wanted[0])) else "wrong"


def birth_read(facts: PersonFacts, template: str, born: date) -> str:
    asked = any("{" + k in template for k in ("born", "year", "age", "about", "decade", "dayword"))
    if not facts.births:
        return "missed" if asked else "right"
    if not asked:
        return "invented"
    best = max(facts.births, key=lambda b: b.weight).value
    slack = 2 if "{about" in template or "{age" in template else 0
    ok = best.first.year - slack <= born.year <= best.last.year + slack
    return "right" if ok else "wrong"


def place_read(facts: PersonFacts, told: making.Row, template: str) -> str:
    said = [p.value.settlement for p in facts.places if p.value.settlement]
    if "{place" not in template:
        return "right" if not said else "invented"
    if not said:
        return "missed"
    wanted = {
        s.rstrip("aeiou")[:5] for k, v in told.items() if k.startswith("place") for s in settlement_sounds(v)
    }
    return (
        "right"
        if {s.rstrip("aeiou")[:5] for t in said[:1] for s in settlement_sounds(t)} & wanted
        else "wrong"
    )


def cases(world: str, hand: str, many: int) -> Iterator[tuple[str, str, str, making.Row, date]]:
    made = WORLDS[world](Random(9), hand)
    templates = list(made.texts)
    for number in range(many):
        made.texts = [templates[number % len(templates)]]
        of = made.person()
        row, _ = made.message(of)
        yield *made.texts[0], row["name"], dict(made.told), of.born


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--hands", nargs="+", default=["a", "b", "c", "d", "e"])
    options.add_argument("--worlds", nargs="+", default=list(WORLDS))
    options.add_argument("--many", type=int, default=400)
    options.add_argument("--show", action="store_true", help="print what was read wrongly")
    args = options.parse_args()
    for world in args.worlds:
        for hand in args.hands:
            if any(
                True
                for _ in making.templates({"slavic": "slavic", "spanish": "es", "arabic": "ar"}[world], hand)
            ):
                report(world, hand, args.many, show=args.show)


def report(world: str, hand: str, many: int, *, show: bool) -> None:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for language, template, text, told, born in cases(world, hand, many):
        facts, _ = row_facts({"name": text}, as_of=AS_OF)
        found = {
            "name": name_read(facts, told),
            "birth": birth_read(facts, template, born),
            "place": place_read(facts, told, template),
        }
        for what, how in found.items():
            counts[what][how] += 1
            counts[f"{language} {what}"][how] += 1
        if show and any(how != "right" for how in found.values()):
            names = [(n.value.as_written or n.value, round(n.weight, 2)) for n in facts.names][:3]
            print(
                found,
                "\n  ",
                text,
                "\n  ",
                names,
                [str(b.value) for b in facts.births],
                [p.value for p in facts.places],
                told["name"],
            )
    for what in sorted(counts, key=lambda w: (w.count(" "), w)):
        whole = sum(counts[what].values())
        print(
            world,
            hand,
            f"{what:10s}",
            {h: round(n / whole, 3) for h, n in counts[what].most_common()},
            whole,
            flush=True,
        )


if __name__ == "__main__":
    main()
