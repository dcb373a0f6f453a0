"""Compile the matcher before it is needed: a machine does so once, and keeps the result beside the sources."""

from __future__ import annotations

from regreso.facts.person import PersonFacts, PersonName, Weighted
from regreso.tracing.meeting import Side
from regreso.tracing.standing import Standing


def compile_all() -> None:
    """Ask once for each thing that the desks ask the matcher for.

    >>> compile_all()
    """
    he = PersonFacts(names=(Weighted(PersonName.of_parts("Иванов", "Пётр")),))
    standing = Standing()
    with standing.changing():
        standing.take_in_held((("R1", he), ("R2", he)), seen=1)
        standing.take_in_waiting([("E1", 0, he)])
    standing.candidates(he)
    standing.concerned(he)
    side = Side()
    side.take_in([("E1", 0, he)])
    side.meet(he)
