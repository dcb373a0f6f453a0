"""A register is taken up by columns where its rows allow it, and answers as one taken up row by row."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from regreso.matching import Answer, Registry
from regreso.tracing.facts import row_facts
from regreso.tracing.link import registry_of

ON = date(2022, 7, 1)


def row(random: Random, number: int) -> dict[str, str]:
    made = {
        "record_id": f"R{number}",
        "surname": random.choice(["Иванов", "Ivanov", "Коваль", "Жуков", "de la Cruz", ""]),
        "given": random.choice(["Олег", "Oleh", "Мария", "Микола", "О", ""]),
        "patronymic": random.choice(["Петрович", "Petrovych", ""]),
        "sex": random.choice(["", "m", "f", "x"]),
        "dob": random.choice(["", "1990", "1990-04", "1990-04-21", "1990-02-31"]),
        "settlement": random.choice(["Рязань", "Тула", ""]),
        "region": random.choice(["", "Рязанская область"]),
        "unit": random.choice(["", "93 ОМБр"]),
    }
    if random.random() < 0.3:
        made["surname"], made["given"] = made["given"], made["surname"]
    if random.random() < 0.2:
        name = f"{made.pop('surname')} {made.pop('given')}".strip() or "Олег"
        made |= {"name": random.choice([name, f"ищу сына, {name}, 20 лет"]), "patronymic": ""}
    return made


def told(answer: Answer) -> list[object]:
    return [answer.nobody, *((c.record_id, c.probability, c.weight, c.reasons) for c in answer.candidates)]


@pytest.mark.parametrize("seed", range(4))
def test_both_ways_answer_alike_to_the_last_bit(seed: int) -> None:
    random = Random(seed)
    rows = [row(random, n) for n in range(120)]
    one = Registry()
    one.add_many((r["record_id"], row_facts(r, as_of=ON)[0]) for r in rows)
    many = registry_of(rows, as_of=ON)
    assert len(many) == len(one) == 120
    for asked in rows[:40]:
        facts = row_facts(asked, as_of=ON)[0]
        assert told(many.search(facts)) == told(one.search(facts))


def test_of_two_rows_with_one_id_the_later_one_holds() -> None:
    rows = [{"record_id": "R1", "surname": "Коваль", "given": "Олег"}]
    rows.append({"record_id": "R1", "surname": "Гнатюк", "given": "Ян"})
    registry = registry_of(rows, as_of=ON)
    facts = row_facts(rows[0], as_of=ON)[0]
    assert len(registry) == 1
    assert registry.search(facts).candidates == ()
