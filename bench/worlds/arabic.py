"""An Arabic-speaking operation: a register in Arabic script asked in Latin letters, and the reverse.

    python bench/worlds/arabic.py DIR [--records 100000] [--messages 0.33] [--hand a] [--seed 1]

A person has a given name, a father's, a grandfather's and a family name. Clerks of one site write Arabic,
of another English or French spellings; families write all three. The people do not exist; how often families
err is guessed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from random import Random

import making
import telling
from making import Person, Row, Stock, some

KINDS = ("لواء", "كتيبة", "فوج", "سرية")
LATIN_KINDS = {"لواء": "Brigade", "كتيبة": "Battalion", "فوج": "Regiment", "سرية": "Company"}
SUN = "tdrzsn"  # letters before which al- is said otherwise; ash- stands in the list of names
RESPELT = (
    ("kh", "h"), ("gh", "g"), ("q", "k"), ("k", "q"), ("sh", "ch"), ("ch", "sh"), ("ou", "u"), ("u", "ou"),
    ("ee", "i"), ("i", "ee"), ("oo", "u"), ("j", "g"), ("dj", "j"), ("w", "ou"), ("ss", "s"), ("mm", "m"),
    ("dd", "d"), ("aa", "a"), ("a", "e"), ("e", "a"), ("u", "o"), ("o", "u"), ("i", "e"), ("ai", "ay"),
    ("ay", "ai"),
    ("h$", ""), ("a$", "ah"),
)  # fmt: skip
BLURRED = (
    ("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ة", "ه"), ("ى", "ي"), ("ي$", "ى"), ("ؤ", "و"), ("ئ", "ي"),
    ("ء", ""), ("ذ", "د"), ("ظ", "ض"), ("ض", "ظ"), ("ث", "س"), ("عبد ال", "عبدال"), ("(?<![^ ])ال", ""),
)  # fmt: skip
DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class Arabic:
    """Names are numbers of rows; writing one down chooses script and spelling."""

    def __init__(self, random: Random, hand: str) -> None:
        self.random = random
        self.names = {key: (arabic, latin.split("|")) for key, arabic, latin in self._names()}
        self.givens = {sex: Stock([[k] for k in self.names if k.startswith(f"given{sex}")]) for sex in "mf"}
        self.families = self._families()
        self.towns = [(c, r, a, latin.split("|")) for c, r, a, latin, _ in making.rows("places_ar.tsv")]
        self.places = Stock([[str(n)] for n in range(len(self.towns))])
        self.capital = {(c, r): (a, latin) for c, r, a, latin in reversed(self.towns)}
        self.units = Stock([[name] for name in making.unit_names(random, KINDS)])
        self.told: Row = {}  # what the last message was made of: bench/messages.py compares with it
        self.texts = list(making.templates("ar", hand))

    @staticmethod
    def _names() -> list[tuple[str, str, str]]:
        return [
            (f"{part}{sex}{n}", a, la) for n, (part, sex, a, la) in enumerate(making.rows("names_ar.tsv"))
        ]

    def _families(self) -> Stock:
        """Family names of the list, and given names of forefathers, as they are or after Abu."""
        men = [k for k in self.names if k.startswith("givenm")]
        for n, man in enumerate(men[5:]):
            arabic, latin = self.names[man]
            self.names[f"family{man}"] = (arabic, latin)
            if n % 2 and " " not in arabic:
                self.names[f"abu{man}"] = (
                    f"أبو {arabic}",
                    [f"Abu {la}" for la in latin] + [f"Abou {latin[-1]}"],
                )
        families = [k for k in self.names if k.startswith(("family", "abu"))]
        self.random.shuffle(families)
        return Stock([[k] for k in families])

    def person(self) -> Person:
        sex = "f" if self.random.random() < 0.1 else "m"
        given, father, grandfather = (self.givens[s].draw(self.random)[0] for s in (sex, "m", "m"))
        family = (self.families.draw(self.random)[0], grandfather)
        place, unit = int(self.places.draw(self.random)[0]), self.units.draw(self.random)[0]
        return Person(sex, family, (given,), father, making.birthday(self.random), place, unit)

    def brother(self, of: Person) -> Person:
        given = of.given
        while given == of.given:
            given = (self.givens[of.sex].draw(self.random)[0],)
        born = of.born + timedelta(days=self.random.choice((-1, 1)) * self.random.randrange(330, 3000))
        return replace(of, given=given, born=min(born, making.REF - timedelta(days=6600)))

    def relative(self, of: Person) -> Person:
        """A cousin or nephew: the family and the place, one of the names shared."""
        other = replace(self.person(), family=of.family, place=of.place)
        if self.random.random() < 0.5:
            return replace(other, father=of.given[0] if of.sex == "m" else of.father)
        return replace(other, given=of.given, sex=of.sex)

    def _written(self, name: str, script: str, slip: float) -> str:
        """A name in Arabic ("ar") or in an English or French spelling, with a slip now and then."""
        arabic, latin = self.names[name]
        if script == "ar":
            return self._changed(arabic, BLURRED) if self.random.random() < 0.25 + slip else arabic
        text = latin[0] if self.random.random() < 0.4 else self.random.choice(latin)
        text = self._changed(text, RESPELT) if self.random.random() < 0.2 + slip else text
        return self._article(text)

    def _changed(self, text: str, table: tuple[tuple[str, str], ...]) -> str:
        able = [(p, new) for p, new in table if re.search(p, text)]
        if not able:
            return text
        old, new = self.random.choice(able)
        places = [m for m in re.finditer(old, text) if m.start() or table is BLURRED]
        at = self.random.choice(places) if places else None
        return text[: at.start()] + new + text[at.end() :] if at else text

    def _article(self, text: str) -> str:
        """al-Tamimi, Al Tamimi, AlTamimi, at-Tamimi, Tamimi."""
        if not text.startswith("al-"):
            return text[0].upper() + text[1:]
        kind, core = some(self.random, dash=35, space=25, joined=12, sun=10, el=10, none=8), text[3:]
        sun = f"a{core[0].lower()}-" if core[0].lower() in SUN and core[1] != "h" else "al-"
        lead = {"dash": "al-", "space": "Al ", "joined": "Al", "sun": sun, "el": "El ", "none": ""}[kind]
        return lead + core

    def _place(self, place: int, script: str) -> tuple[str, str]:
        country, region, arabic, latin = self.towns[place]
        big_arabic, big_latin = self.capital[country, region]
        if script == "ar":
            return arabic, big_arabic
        return self.random.choice(latin[:2]), big_latin[0]

    def _unit(self, unit: str, script: str) -> str:
        number, kind = unit.split(" ", 1)
        return f"{kind} {number}" if script == "ar" else f"{number} {LATIN_KINDS[kind]}"

    def record(self, of: Person) -> Row:
        """Two thirds of the clerks write Arabic."""
        random = self.random
        script = some(random, ar=66, en=34)
        slip = 0.1
        town, region = self._place(of.place, script)
        kept = some(random, none=22, region=15, town=10)
        return {
            "surname": self._written(of.family[0], script, slip),
            "given": self._written(of.given[0], script, slip),
            "patronymic": self._written(of.father, script, slip) if random.random() < 0.85 else "",
            "sex": of.sex if random.random() < 0.97 else "",
            "dob": making.registered_date(random, of.born),
            "settlement": "" if kept in ("none", "region") else town,
            "region": "" if kept in ("none", "town") else region,
            "unit": self._unit(of.unit, script) if random.random() < 0.55 else "",
        }

    def _asked_names(self, of: Person, script: str, tags: list[str]) -> tuple[str, str, str]:
        """Family, given and father's name, as the family writes or says them."""
        random = self.random
        slip = 0.2 if random.random() < 0.3 else 0.0
        family, given, father = (
            self._written(n, script, slip) for n in (of.family[0], of.given[0], of.father)
        )
        if random.random() < 0.07:
            family = making.typo(random, family)
            tags.append("surname_typo")
        kind = some(random, no_father=35, kunya=4, ibn=6, grandfather=8)
        tags.extend([kind] if kind else [])
        if kind == "no_father":
            father = ""
        elif kind == "kunya" and script != "ar":
            given = f"{given} (Abu {self._written(self.givens['m'].draw(random)[0], script, 0)})"
        elif kind == "ibn":
            son = random.choice(("بن", "ابن") if script == "ar" else ("bin", "ibn", "ben"))
            father = f"{son} {father}"
        elif kind == "grandfather":
            father = f"{father} {self._written(of.family[1], script, 0)}"
        return family, given, father

    def enquiry(self, of: Person) -> tuple[Row, list[str]]:
        random = self.random
        script = some(random, ar=45, en=55)
        tags = [script]
        family, given, father = self._asked_names(of, script, tags)
        order = (family, given, father) if random.random() < 0.15 else (given, father, family)
        name = making.typed(random, " ".join(part for part in order if part))
        row = {"name": name, "sex": of.sex if random.random() < 0.9 else ""}
        kind = some(random, one_field=40, swapped_fields=3)
        tags.append(kind or "fields")
        if kind != "one_field":
            parts = (family, given, father) if kind != "swapped_fields" else (given, family, father)
            row |= dict(zip(("surname", "given", "patronymic"), parts, strict=True))
        row |= making.asked_date(random, of.born, tags)
        row |= making.asked_place(random, of.place, lambda p: self._place(p, script), len(self.towns))
        if random.random() < 0.3:
            row["unit"] = self._unit(of.unit, script)
        return row, tags

    def message(self, of: Person) -> tuple[Row, list[str]]:
        """A whole message in Arabic, French or English."""
        random = self.random
        language, text = random.choice(self.texts)
        tags = [language]
        script = "ar" if language == "ar" else "en"
        family, given, father = self._asked_names(of, script, tags)
        town, region = self._place(of.place, script)
        asker, friend = self.person(), self.person()
        brother = self.brother(of)
        away, _ = self._place(int(self.places.draw(random)[0]), script)
        values = telling.common(random, of, language) | {
            "name": " ".join(part for part in (given, father, family) if part),
            "list": " ".join(part for part in (family, given, father) if part),
            "surname": family,
            "given": given,
            "patronymic": father or "—",
            "city": away,
            "place": town,
            "region": region,
            "unit": self._unit(of.unit, script),
            "asker": self._other(asker, of.family[0], script),
            "friend": self._other(friend, friend.family[0], script),
            "relative": self._other(brother, of.family[0], script),
            "spelled": telling.spelled(random, family),
        }
        self.told = values
        text = telling.roughened(random, making.fill(random, text, values, of.sex))
        return {"name": text.translate(DIGITS) if language == "ar" and random.random() < 0.3 else text}, tags

    def _other(self, person: Person, family: str, script: str) -> str:
        return f"{self._written(person.given[0], script, 0)} {self._written(family, script, 0)}"


if __name__ == "__main__":
    making.run(__doc__, Arabic)
