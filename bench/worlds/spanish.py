"""A Spanish-speaking operation: two surnames, compound given names, Pepe for José, lost accents.

    python bench/worlds/spanish.py DIR [--records 100000] [--messages 0.33] [--hand a] [--seed 1]

Writes registry, enquiries and truth as bench/linkage.py reads them. The people do not exist. How often
families err is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import timedelta
from random import Random

import making
import telling
from making import Person, Row, Stock, some

KINDS = ("Brigada", "Batallón", "Regimiento", "Compañía", "Brigada de Infantería", "Batallón de Selva")
PARTICLED = (("de la Cruz",), ("de León",), ("del Río",), ("de la Torre",), ("de los Santos",), ("de Jesús",))
SLIPS = (
    ("v", "b"), ("b", "v"), ("z", "s"), ("ce", "se"), ("ci", "si"), ("s", "z"), ("h", ""), ("ll", "y"),
    ("y", "ll"), ("ge", "je"), ("gi", "ji"), ("qu", "k"), ("c(?=[aou])", "k"), ("ñ", "n"), ("y$", "i"),
    ("^j", "y"), ("x", "j"), ("ez$", "es"), ("rr", "r"), ("gui", "gi"), ("ü", "u"),
)  # fmt: skip


def bare(text: str) -> str:
    """Without accents, as most people type."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


class Spanish:
    """Registered in Spanish, asked for in Spanish."""

    def __init__(self, random: Random, hand: str) -> None:
        self.random = random
        table = making.rows("names_es.tsv")
        self.surnames = self._stock(table, "surname", "")
        self.givens = {sex: self._stock(table, "given", sex) for sex in "mf"}
        self.towns = making.rows("places_es.tsv")
        self.places = Stock([[str(n)] for n in range(len(self.towns))])
        self.capital = {(c, r): name for c, r, name, _ in reversed(self.towns)}
        self.units = Stock([[name] for name in making.unit_names(random, KINDS)])
        self.short = {formal: shorts.split() for formal, shorts in making.rows("short_es.tsv")}
        self.told: Row = {}  # what the last message was made of: bench/messages.py compares with it
        self.texts = list(making.templates("es", hand))

    @staticmethod
    def _stock(table: list[list[str]], part: str, sex: str) -> Stock:
        kept = [row for row in table if row[:2] == [part, sex]]
        return Stock([[row[2]] for row in kept], [float(row[3]) ** 0.9 for row in kept])

    def _surname(self) -> str:
        drawn = (
            self.random.choice(PARTICLED) if self.random.random() < 0.02 else self.surnames.draw(self.random)
        )
        return drawn[0]

    def _given(self, sex: str) -> tuple[str, ...]:
        names = [
            self.givens[sex].draw(self.random)[0] for _ in range(2 if self.random.random() < 0.62 else 1)
        ]
        return tuple(dict.fromkeys(" ".join(names).split()[:2]))

    def person(self) -> Person:
        sex = "f" if self.random.random() < 0.1 else "m"
        family = (self._surname(), self._surname())
        place = int(self.places.draw(self.random)[0])
        unit = self.units.draw(self.random)[0]
        return Person(sex, family, self._given(sex), "", making.birthday(self.random), place, unit)

    def brother(self, of: Person) -> Person:
        born = of.born + timedelta(days=self.random.choice((-1, 1)) * self.random.randrange(330, 3000))
        given = self._given(of.sex)
        while given[0] == of.given[0]:
            given = self._given(of.sex)
        return replace(of, given=given, born=min(born, making.REF - timedelta(days=6600)))

    def relative(self, of: Person) -> Person:
        """A father, son or cousin: the first surname and the place, perhaps the given name too."""
        other = self.person()
        given = of.given if self.random.random() < 0.4 and other.sex == of.sex else other.given
        return replace(other, family=(of.family[0], other.family[1]), given=given, place=of.place)

    def _misspelt(self, text: str, tags: list[str], tag: str) -> str:
        low = text.lower()
        slips = [s for s in SLIPS if re.search(s[0], low)]
        if not slips:
            return text
        tags.append(tag)
        for pattern, sound in self.random.sample(slips, min(len(slips), self.random.choice((1, 1, 2)))):
            low = re.sub(pattern, sound, low, count=1)
        return low.title() if text[0].isupper() else low

    def _town(self, place: int) -> tuple[str, str]:
        country, region, name, _ = self.towns[place]
        return name, self.capital[country, region]

    def record(self, of: Person) -> Row:
        """As a clerk writes it: both surnames mostly, capitals or not, some slips."""
        random = self.random
        family = of.family if random.random() < 0.93 else of.family[:1]
        surname, given = " ".join(family), " ".join(of.given if random.random() < 0.92 else of.given[:1])
        kind = some(random, typo=4, slip=5, given_slip=3)
        if kind == "typo":
            surname = making.typo(random, surname)
        elif kind == "slip":
            surname = self._misspelt(surname, [], "")
        elif kind == "given_slip":
            given = self._misspelt(given, [], "")
        if random.random() < 0.35:
            surname, given = bare(surname), bare(given)
        if random.random() < 0.25:
            surname, given = surname.upper(), given.upper()
        town, region = self._town(of.place)
        kept = some(random, none=22, region=15, town=10)
        return {
            "surname": surname,
            "given": given,
            "sex": of.sex if random.random() < 0.97 else "",
            "dob": making.registered_date(random, of.born),
            "settlement": "" if kept in ("none", "region") else town,
            "region": "" if kept in ("none", "town") else region,
            "unit": of.unit if random.random() < 0.55 else "",
        }

    def _asked_names(self, of: Person, tags: list[str]) -> tuple[str, str]:
        random = self.random
        family, given = list(of.family), list(of.given)
        if of.sex == "f" and random.random() < 0.25:
            family[1] = "de " + self._surname()
            tags.append("married")
        elif random.random() < 0.42:
            family = family[:1]
            tags.append("one_surname")
        elif random.random() < 0.04:
            family.reverse()
            tags.append("surnames_turned")
        kind = some(random, first=30, second=7, nickname=14, initial=3)
        if kind in ("first", "second") and len(given) > 1:
            given = given[:1] if kind == "first" else given[1:]
            tags.append("given_" + kind)
        elif kind == "nickname" and given[0] in self.short:
            given = [random.choice(self.short[given[0]])]
            tags.append("nickname")
        elif kind == "initial" and len(given) > 1:
            given[1] = given[1][0] + "."
            tags.append("initial")
        return self._misread(" ".join(family), " ".join(given), tags)

    def _misread(self, surname: str, given: str, tags: list[str]) -> tuple[str, str]:
        random = self.random
        kind = some(random, surname_slip=15, surname_typo=6, given_slip=6, particle=3)
        if kind == "surname_slip":
            surname = self._misspelt(surname, tags, kind)
        elif kind == "surname_typo":
            surname, _ = making.typo(random, surname), tags.append(kind)
        elif kind == "given_slip":
            given = self._misspelt(given, tags, kind)
        elif kind == "particle" and re.search(r"\bde", surname):
            cut = re.sub(r"\b(?:de|del) (?:la |los )?", "", surname)
            surname = random.choice((cut, surname.replace(" ", "", 1))) if cut else surname
            tags.append(kind)
        if random.random() < 0.45:
            surname, given = bare(surname), bare(given)
            tags.append("no_accents")
        return surname, given

    def enquiry(self, of: Person) -> tuple[Row, list[str]]:
        random, tags = self.random, list[str]()
        surname, given = self._asked_names(of, tags)
        order = some(random, comma=12, surname_first=18)
        sign = {"comma": ", ", "surname_first": " "}.get(order)
        name = f"{surname}{sign}{given}" if sign else f"{given} {surname}"
        row = {"name": making.typed(random, name), "sex": of.sex if random.random() < 0.9 else ""}
        kind = some(random, one_field=35, swapped_fields=4)
        tags.append(kind or "fields")
        if kind != "one_field":
            parts = (surname, given) if kind != "swapped_fields" else (given, surname)
            row |= dict(zip(("surname", "given"), parts, strict=True))
        row |= making.asked_date(random, of.born, tags)
        row |= making.asked_place(random, of.place, self._town, len(self.towns))
        if random.random() < 0.3:
            row["unit"] = of.unit
        return row, tags

    def message(self, of: Person) -> tuple[Row, list[str]]:
        """A whole message: the name with its mistakes, whoever asks, and what a family tells."""
        random, tags = self.random, list[str]()
        surname, given = self._asked_names(of, tags)
        town, region = self._town(of.place)
        asker, friend = self.person(), self.person()
        brother = self.brother(of)
        values = telling.common(random, of, "es") | {
            "name": f"{given} {surname}",
            "list": f"{surname} {given}",
            "given": given,
            "surname": surname,
            "place": town,
            "region": region,
            "city": self._town(int(self.places.draw(random)[0]))[0],
            "unit": of.unit,
            "asker": f"{asker.given[0]} {of.family[0] if random.random() < 0.6 else asker.family[0]}",
            "friend": f"{friend.given[0]} {friend.family[0]}",
            "relative": f"{brother.given[0]} {of.family[0]}",
            "spelled": telling.spelled(random, surname),
        }
        _, text = random.choice(self.texts)
        self.told = values
        text = telling.roughened(random, making.fill(random, text, values, of.sex))
        return {"name": bare(text) if "no_accents" in tags else text}, tags


if __name__ == "__main__":
    making.run(__doc__, Spanish)
