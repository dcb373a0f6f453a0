"""Make the operation once: register, enquiries, matching, the walk of two families, what is announced."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from regreso.casebook.models import Operation, Staff
from regreso.demo import walk, world
from regreso.demo.announced import announced
from regreso.demo.kept import Kept
from regreso.demo.truth import Size, truths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regreso.demo.truth import Truth
    from regreso.steps.call import Scheduled

Work = Callable[
    [Callable[[int], None]], object
]  # let the worker do all that follows; tells how many jobs are done
Tell = Callable[[str, int, int], None]  # what, done, of how many (0 when not known)


def make(size: Size, work: Work, tell: Tell) -> Kept:
    """The whole operation. Nothing is remembered before all of it is there."""
    at, seconds = world.now(), {}

    @contextmanager
    def timed(what: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        seconds[what] = round(time.monotonic() - began, 2)

    operation, team = world.open_operation(at)
    with timed("register"):
        said = partial(tell, "registered people")
        world.fill_register(size, operation, team, at=at, progress=said)
        work(lambda n: tell("moves of the register followed up", n, 0))
    with timed("enquiries"):
        said = partial(tell, "enquiries taken in")
        phrases = world.take_in(size, operation, team, at=at, progress=said)
    with timed("matching"):
        work(lambda n: tell("jobs of matching done", n, 0))
    with timed("walk"):
        walked = _walked(operation, team, work)
    with timed("announcements"):
        announced(operation, team, lambda: work(lambda _n: None))
    family = str(walked[0].match.enquiry_id)
    return Kept(
        size=size, operation=str(operation.pk), made_at=at.isoformat(),
        password=team.password, accounts=list(team.staff),
        walked=[str(w.match.pk) for w in walked], seconds=seconds,
        family={"enquiry": family, "phrase": phrases[walked[0].match.enquiry_id]},
    )  # fmt: skip


def _walked(operation: Operation, team: world.Team, work: Work) -> list[walk.Walk]:
    found = walk.likeliest(operation)
    if len(found) < 2:
        raise LookupError("the matcher found fewer than two likely matches: the walk needs more people")
    first, second = (walk.Walk(match, team, lambda: work(lambda _n: None)) for match in found[:2])
    walk.home(first)
    walk.mourned(second)
    return [first, second]


def open_call(kept: Kept, work: Work) -> Scheduled:
    """A third family's call, to be held in two tabs: confirmed, told, scheduled for now."""
    operation = Operation.objects.get(pk=kept.operation)
    third = walk.Walk(walk.likeliest(operation)[0], team_of(kept), lambda: work(lambda _n: None))
    walk.confirmed(third)
    walk.told(third)
    walk.written_from_abroad(third)
    return walk.called(third)


def opened(kept: Kept) -> tuple[Operation, list[Truth]]:
    """The operation, and what only the generator knows."""
    day = datetime.fromisoformat(kept.made_at).date()
    return Operation.objects.get(pk=kept.operation), list(truths(kept.size, day))


def team_of(kept: Kept) -> world.Team:
    """The team of an operation that was made earlier."""
    staff = {member.username: member for member in Staff.objects.filter(username__in=kept.accounts)}
    return world.Team(kept.password, staff)
