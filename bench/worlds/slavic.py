"""An operation that speaks Russian, Ukrainian and Belarusian: names and villages on none of the lists tuned on.

    python bench/worlds/slavic.py DIR [--records 100000] [--messages 0.33] [--hand c] [--seed 1]

Latin spellings are of traditions that shared/bench's maker does not write: Polish, Czech, Baltic, Turkish,
Dutch, Italian, Portuguese, scientific, Ukrainian national and others. The people do not exist; how often
families err is guessed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from random import Random

import making
import telling
from declining import declined, place_in
from making import Person, Row, Stock, some

KINDS = ("омбр", "мсп", "тп", "одшбр", "абр", "зрп", "осб", "бригада", "полк", "отдельный батальон")
VOICES = (("о", "а"), ("а", "о"), ("е", "и"), ("и", "е"), ("я", "е"), ("щ", "ш"), ("(.)\\1", "\\1"), ("ь", ""), ("б", "п"),
          ("в", "ф"), ("г", "х"), ("д", "т"), ("з", "с"), ("ж", "ш"), ("тс|дс", "ц"), ("м", "н"))  # fmt: skip
ENDINGS = {"ru": ("овна", "евна", "ович", "евич"), "uk": ("івна", "ївна", "ович", "йович")}
LETTERS = "абвгґдеёєжзиіїйклмнопрстуфхцчшщъыьэюя"


def uk(text: str) -> str:
    """A Russian word in Ukrainian letters, as clerks do it."""
    for old, new in (
        ("ье", "'є"),
        ("ё", "ьо"),
        ("и", "і"),
        ("ы", "и"),
        ("э", "е"),
        ("ъ", "'"),
        ("Э", "Е"),
        ("И", "І"),
    ):
        text = text.replace(old, new)
    return re.sub(
        "цкий$", "цький", re.sub("ский$", "ський", text.replace("скій", "ський").replace("цкій", "цький"))
    )


def be(text: str) -> str:
    """The same in Belarusian letters, roughly: о without stress as а, щ as шч."""
    for old, new in (("щ", "шч"), ("и", "і"), ("И", "І"), ("ов", "оў"), ("ев", "еў"), ("дм", "дзм")):
        text = text.replace(old, new)
    return re.sub("(?<=.)о(?=.{2})", "а", text)


class Slavic:
    """Registered in Russian, Ukrainian and Latin letters, asked in seven languages."""

    def __init__(self, random: Random, hand: str) -> None:
        self.random = random
        table = making.rows("names_slavic.tsv")
        self.surnames = Stock(
            [[r[2]] for r in table if r[0] == "surname"], [float(r[4]) for r in table if r[0] == "surname"]
        )
        self.givens = {
            sex: Stock([[r[2], r[3] or uk(r[2])] for r in table if r[:2] == ["given", sex]],
                       [float(r[4]) ** 0.85 for r in table if r[:2] == ["given", sex]])
            for sex in "mf"
        }  # fmt: skip
        self.ukrainian = {r[2]: r[3] or uk(r[2]) for r in table if r[0] == "given"}
        self.towns = making.rows("places_slavic.tsv")
        self.places = Stock(
            [[str(n)] for n in range(len(self.towns))], [(float(t[7]) + 300) ** 0.7 for t in self.towns]
        )
        self.units = Stock([[name] for name in making.unit_names(random, KINDS)])
        self.short = {formal: shorts.split() for formal, shorts in making.rows("short_slavic.tsv")}
        self.schemes: dict[str, list[tuple[str, str]]] = {}
        for scheme, letters in making.rows("schemes.tsv"):
            self.schemes[scheme] = [tuple(pair.split("=")) for pair in letters.split(" ")]
        self.told: Row = {}  # what the last message was made of: bench/messages.py compares with it
        self.texts = list(making.templates("slavic", hand))

    def person(self) -> Person:
        sex = "f" if self.random.random() < 0.08 else "m"
        surname = self.surnames.draw(self.random)[0]
        given, father = self.givens[sex].draw(self.random)[0], self.givens["m"].draw(self.random)[0]
        place, unit = int(self.places.draw(self.random)[0]), self.units.draw(self.random)[0]
        return Person(sex, (surname,), (given,), father, making.birthday(self.random), place, unit)

    def brother(self, of: Person) -> Person:
        given = of.given
        while given == of.given:
            given = (self.givens[of.sex].draw(self.random)[0],)
        born = of.born + timedelta(days=self.random.choice((-1, 1)) * self.random.randrange(330, 3000))
        return replace(of, given=given, born=min(born, making.REF - timedelta(days=6600)))

    def relative(self, of: Person) -> Person:
        other = replace(self.person(), family=of.family, place=of.place)
        if self.random.random() < 0.5:
            return replace(other, father=of.given[0] if of.sex == "m" else of.father)
        return replace(other, given=of.given, sex=of.sex)

    # ---- one name in one language
    def _family(self, of: Person, family: str, language: str) -> str:
        if of.sex == "f":
            family = re.sub(
                "(ский|цкий|ской)$", lambda m: m[0][:-2] + "ая", re.sub("(ов|ев|ёв|ин)$", r"\1а", family)
            )
        return self._letters(family, language)

    def _letters(self, text: str, language: str) -> str:
        return uk(text) if language == "uk" else be(text) if language == "be" else text

    def _given(self, name: str, language: str) -> str:
        return self.ukrainian.get(name, uk(name)) if language == "uk" else self._letters(name, language)

    def _father(self, of: Person, language: str) -> str:
        name = self._given(of.father, language)
        own, woman = ENDINGS.get(language, ENDINGS["ru"]), of.sex == "f"
        odd = {
            "Илья": "Ильи",
            "Никита": "Никити",
            "Лев": "Льво",
            "Павел": "Павло",
            "Пётр": "Петро",
            "Михаил": "Михайло",
        }
        if of.father in odd and language != "uk":
            stem = odd[of.father]
            return self._letters(
                stem + ({"и": "нична", "о": "вна"}[stem[-1]] if woman else {"и": "ч", "о": "вич"}[stem[-1]]),
                language,
            )
        if language == "uk":
            stem = name[:-1] if name[-1] in "ойьая" else name
            soft = name[-1] in "йь"
            return stem + (own[1] if woman and soft else own[0] if woman else own[3] if soft else own[2])
        if name.endswith("ий"):
            name = name[:-1] + "й" if name.endswith("трий") else name[:-2] + "ь"
        soft = name[-1] in "йь"
        stem = name.rstrip("йаяь") if not name.endswith("ь") or soft else name
        stem = name[:-1] + ("ь" if name.endswith("ь") and len(name) > 4 else "") if soft else stem
        return stem + (own[1 if soft else 0] if woman else own[3 if soft else 2])

    def latin(self, text: str, scheme: str) -> str:
        low = text.lower()
        for old, new in self.schemes[scheme]:
            low = re.sub(old, new, low) if old[-1] == "$" or old[0] == "^" else low.replace(old, new)
        return low.title().replace("'", "")

    def _all(self, of: Person, language: str, scheme: str) -> tuple[str, str, str]:
        spoken = "ru" if language == "la" else language
        names = (
            self._family(of, of.family[0], spoken),
            self._given(of.given[0], spoken),
            self._father(of, spoken),
        )
        return tuple(self.latin(n, scheme) for n in names) if language == "la" else names

    def _heard(self, text: str) -> str:
        able = [v for v in VOICES if re.search(f"(?<=.)(?:{v[0]})", text)] if "\\" not in text else []
        if not able:
            return text
        old, new = self.random.choice(able)
        return text[0] + re.sub(old, new, text[1:], count=1)

    def _place(self, place: int, language: str, scheme: str) -> tuple[str, str]:
        _, _, russian, ukrainian, latin, region, region_en, _ = self.towns[place]
        if language == "la":
            return (latin if self.random.random() < 0.5 else self.latin(russian, scheme)), region_en
        return (ukrainian or uk(russian)) if language == "uk" else russian, uk(
            region
        ) if language == "uk" else region

    # ---- the register
    def record(self, of: Person) -> Row:
        random = self.random
        language = random.choices(("ru", "uk", "la"), (70, 18, 12))[0]
        scheme = random.choice(list(self.schemes))
        surname, given, father = self._all(of, language, scheme)
        kind = some(random, typo=4, heard=3, given_typo=2)
        if kind == "typo":
            surname = making.typo(random, surname)
        elif kind == "heard" and language != "la":
            surname = self._heard(surname)
        elif kind == "given_typo":
            given = making.typo(random, given)
        town, region = self._place(of.place, language, scheme)
        kept = some(random, none=22, region=15, town=10)
        return {
            "surname": surname,
            "given": given,
            "patronymic": father if random.random() < 0.9 else "",
            "sex": of.sex if random.random() < 0.97 else "",
            "dob": making.registered_date(random, of.born),
            "settlement": "" if kept in ("none", "region") else town,
            "region": "" if kept in ("none", "town") else region,
            "unit": of.unit if random.random() < 0.55 else "",
        }

    # ---- the family
    def _asked(self, of: Person, language: str, scheme: str, tags: list[str]) -> tuple[str, str, str]:
        random, one = self.random, of
        kind = some(random, other=2 if of.sex == "m" else 16, heard=8, typo=6)
        if kind == "other":
            one = replace(of, family=(self.surnames.draw(random)[0],))
        elif kind == "heard":
            one = replace(of, family=(self._heard(of.family[0]),))
        surname, given, father = self._all(one, language, scheme)
        if kind == "typo":
            surname = making.typo(random, surname)
        tags.extend([kind] if kind else [])
        kind = some(random, nickname=15, initial=3, given_typo=3)
        if kind == "nickname" and of.given[0] in self.short:
            short = random.choice(self.short[of.given[0]])
            given = self.latin(short, scheme) if language == "la" else self._letters(short, language)
        elif kind == "initial":
            given = given[0] + "."
        elif kind == "given_typo":
            given = making.typo(random, given)
        tags.extend([kind] if kind else [])
        if random.random() < 0.38:
            father = ""
            tags.append("no_patronymic")
        elif random.random() < 0.05:
            father = father[0] + "."
        return surname, given, father

    def _language(self) -> tuple[str, str]:
        language = self.random.choices(("ru", "uk", "be", "la"), (45, 20, 3, 32))[0]
        return language, self.random.choice(list(self.schemes))

    def enquiry(self, of: Person) -> tuple[Row, list[str]]:
        random = self.random
        language, scheme = self._language()
        tags = [f"{language}:{scheme}" if language == "la" else language]
        surname, given, father = self._asked(of, language, scheme, tags)
        order = random.choices(
            ((surname, given, father), (given, father, surname), (given, surname, father)), (45, 30, 25)
        )[0]
        row = {
            "name": making.typed(random, " ".join(x for x in order if x)),
            "sex": of.sex if random.random() < 0.9 else "",
        }
        kind = some(random, one_field=30, swapped_fields=4)
        tags.append(kind or "fields")
        if kind != "one_field":
            parts = (surname, given, father) if kind != "swapped_fields" else (given, surname, father)
            row |= dict(zip(("surname", "given", "patronymic"), parts, strict=True))
        row |= making.asked_date(random, of.born, tags)
        row |= making.asked_place(
            random, of.place, lambda p: self._place(p, language, scheme), len(self.towns)
        )
        if random.random() < 0.3:
            row["unit"] = of.unit if random.random() < 0.65 else of.unit.split(" ")[0]
        return row, tags

    def message(self, of: Person) -> tuple[Row, list[str]]:
        random = self.random
        language, template = random.choice(self.texts)
        scheme = random.choice(list(self.schemes))
        spoken = language if language in ("ru", "uk", "be") else "la"
        tags = [language]
        surname, given, father = self._asked(of, spoken, scheme, tags)
        order = random.choices(
            ((surname, given, father), (given, father, surname), (given, surname, father)), (40, 35, 25)
        )[0]
        others = [self.person() for _ in range(2)]
        brother = self.brother(of)
        town, region = self._place(of.place, spoken, scheme)
        away, _ = self._place(int(self.places.draw(random)[0]), spoken, scheme)
        values = telling.common(random, of, language) | {
            "list": " ".join(x for x in (surname, given, father) if x),
            "surname": surname, "given": given, "patronymic": father or "—",
            "short": self._letters(random.choice(self.short.get(of.given[0], [of.given[0]])), language) if spoken != "la" else given,
            "spelled": telling.spelled(random, surname),
            "place": town, "region": region, "city": away, "unit": of.unit,
            "asker": self._short_name(replace(others[0], family=of.family if random.random() < 0.6 else others[0].family, sex="f"), spoken, scheme),
            "friend": self._short_name(others[1], spoken, scheme),
            "relative": self._short_name(brother, spoken, scheme),
        }  # fmt: skip
        for case in "agdi":
            values[f"name_{case}"] = " ".join(declined(x, case, of.sex, spoken) for x in order if x)
            values[f"friend_{case}"] = " ".join(
                declined(x, case, "m", spoken) for x in values["friend"].split()
            )
            values[f"place_{case}"] = place_in(town, case, spoken)
            values[f"city_{case}"] = place_in(away, case, spoken)
        values |= {
            "name": " ".join(x for x in order if x),
            "region_g": region_of(region),
            "place_l": place_in(town, "l", spoken),
        }
        values["place_adj"] = f"из {values['place_g']}"
        self.told = values
        return {"name": telling.roughened(random, making.fill(random, template, values, of.sex))}, tags

    def _short_name(self, of: Person, language: str, scheme: str) -> str:
        given = (
            self.random.choice(self.givens[of.sex].things)[0]
            if of.given[0] not in self.ukrainian
            else of.given[0]
        )
        if of.sex == "f" and of.given[0] not in {t[0] for t in self.givens["f"].things}:
            given = self.givens["f"].draw(self.random)[0]
        surname, first, _ = self._all(replace(of, given=(given,)), language, scheme)
        return f"{first} {surname}"


def region_of(region: str) -> str:
    """Рязанская область → Рязанской области."""
    return re.sub("ская область", "ской области", region)


if __name__ == "__main__":
    making.run(__doc__, Slavic)
