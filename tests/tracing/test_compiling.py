"""Compiled before it is needed means: the searches of the desks find nothing left to compile."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Any

from regreso.facts.dates import DateInterval
from regreso.facts.person import PersonFacts, PersonName, PlaceText, Weighted
from regreso.matching import compare, kernels
from regreso.tracing.compiling import compile_all
from regreso.tracing.meeting import Side
from regreso.tracing.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator


def _compiled() -> Iterator[tuple[str, Any]]:
    """Every compiled function of the matcher, by its name."""
    for module in pkgutil.iter_modules(kernels.__path__, kernels.__name__ + "."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if hasattr(value, "signatures") and hasattr(value, "py_func"):
                yield f"{value.py_func.__module__}.{value.py_func.__name__}", (name, value)


def _signatures() -> dict[str, int]:
    return {where: len(value.signatures) for where, (_, value) in _compiled()}


def _someone(number: int) -> PersonFacts:
    surname, given = ("Іваненко", "Шевчук", "Bondarenko")[number % 3], ("Петро", "Oleh", "حسين")[number % 3]
    return PersonFacts(
        names=(Weighted(PersonName.of_parts(f"{surname}{chr(1072 + number % 30)}", given, "Петрович")),),
        births=(Weighted(DateInterval.parse(f"{1970 + number % 40}-05-{number % 28 + 1:02}")),),
        sex="m",
        places=(Weighted(PlaceText("Чугуїв", "Харківська", "UA")),),
        units=(Weighted("36 бригада"),),
        mothers=(Weighted("Ольга"),),
        otherwise=(Weighted(PersonFacts((Weighted(PersonName("мій син Oleh")),)), 0.2),),
    )


def test_what_the_desks_ask_compiles_nothing_more() -> None:
    compile_all()
    before = _signatures()
    assert sum(before.values()) > 40
    people = [(f"R{number}", _someone(number)) for number in range(1200)]
    standing, side = Standing(), Side()
    with standing.changing():
        standing.take_in_held(people, seen=1)
        standing.take_in_waiting([("E1", 0, _someone(7))])
        standing.let_go_held(["R3"])
    assert standing.candidates(_someone(5)).candidates
    assert standing.concerned(_someone(7)) == ["E1"]
    side.take_in([("E1", 0, _someone(7))])
    assert side.meet(_someone(7))
    compare(_someone(1), _someone(2))
    assert _signatures() == before
