"""Once a day it is noted that everything in the register has been held against every enquiry, up to here.

The search goes on all the time: each new or changed record is compared with every waiting enquiry. What is
noted here is that nothing of it is outstanding. A family reads these days; they are the same for every family
of an operation, whoever is held.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from regreso.casebook import queries
from regreso.casebook.actor import CLOCK
from regreso.casebook.models import (
    Custody,
    CustodyList,
    Move,
    Operation,
    Reaction,
    append_move,
    history,
    take_turn,
)
from regreso.casebook.rows import set_columns
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

EVERY = timedelta(days=1)
SMALL = 5  # a number below is told to nobody
REACTION = "enquiry.search"
# The moves from which a search follows, by subject.
SEARCHED = {
    "custody": ("report", "register", "correct", "identify"),
    "custody_list": ("import", "finish", "keep", "finish_undo"),
    "enquiry": ("hand_receipt", "give_information", "correct", "reopen", "unconfirm", "look_for"),
    "message": ("fail",),
}


def due(at: datetime) -> QuerySet[Operation]:
    """Open operations of which it was noted a day ago, or that were opened a day ago."""
    last = Operation.objects.filter(state="open").annotate(last=Coalesce("searched_at", "opened_at"))
    return last.filter(last__lte=at - EVERY).order_by("pk")


def search_again(operation: Operation, *, at: datetime) -> Move:
    """Everything that came in up to now is compared. Refused while a comparison is outstanding."""
    with transaction.atomic():
        take_turn(operation.pk)
        newest = history(operation).filter(name="search_again").last()
        before = newest.detail if newest else {}
        through = queries.newest_move(operation.pk)
        if _outstanding(operation, after=int(before.get("through", 0))):
            raise MoveRefused("operation", "search_again", "records wait to be compared")
        change = Operation.objects.values_list("registry_change", flat=True).get(pk=operation.pk)
        told = {
            "through": through,
            "change": change,
            "new": change > int(before.get("change", 0)),
            "records": about(Custody.objects.filter(operation=operation).exclude(state="struck").count()),
        }
        move = append_move(operation, "search_again", by=CLOCK, at=at, said={"detail": told})
        set_columns(operation, searched_at=at)
    return move


def _outstanding(operation: Operation, *, after: int) -> bool:
    """Whether a move since then waits for its search, or its search was given up."""
    wanted = Q()
    for subject, names in SEARCHED.items():
        wanted |= Q(subject=subject, name__in=names)
    done = Reaction.objects.filter(move=OuterRef("pk"), name=REACTION)
    half = CustodyList.objects.filter(operation=operation, state__in=("being_taken", "being_undone"))
    moves = Move.objects.filter(wanted, operation=operation, number__gt=after)
    return half.exists() or moves.filter(~Exists(done)).exists()


def about(number: int) -> int:
    """A number of records as families may read it: its first figure, then noughts; 0 for a few.

    >>> [about(n) for n in (0, 4, 5, 9, 38, 399, 1234, 81_000)]
    [0, 0, 5, 5, 30, 300, 1000, 80000]
    """
    if number < 2 * SMALL:
        return number // SMALL * SMALL
    figures = str(number)
    return int(figures[0].ljust(len(figures), "0"))
