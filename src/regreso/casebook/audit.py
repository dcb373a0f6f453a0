"""Check the ledger: any row changed, removed, added or reordered is found and named.

Then the ledger is the judge of the rows that it moved: each must be there, in the state of its last move.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import F, Max, OuterRef, Q, Subquery

from regreso.casebook.anchors import of_operation
from regreso.casebook.chained import hash_of, linked_rows, said_checker
from regreso.casebook.keys import keyring
from regreso.casebook.models.ledger import GENESIS, MOVES, READS, Chain, Move, Read

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import Model, QuerySet

    from regreso.casebook.anchors import Anchor
    from regreso.casebook.chained import Linked
    from regreso.casebook.models import Operation

_STEP = 2000
ENDED = {"wiped": "wipe", "shredded": "shred"}  # state of an operation that is over → the move that ended it
_NAMED = 20  # rows of one kind that are named: more are one and the same event


@dataclass(frozen=True, slots=True)
class Fault:
    """The first bad row of a chain: `number` is its place, `row_id` is "" when the row is gone.

    Or a row whose state no move gave it: then `kind` is what it is, and `number` its last move (0: none).
    """

    kind: str
    number: int
    row_id: str
    what: str

    def __str__(self) -> str:
        if self.kind not in {MOVES, READS}:
            return f"{self.kind} {self.row_id}: {self.what}"
        row = f" ({self.row_id})" if self.row_id else ""
        return f"{self.kind} chain, row {self.number}{row}: {self.what}"


def verify(
    operation: Operation, *, anchors: Sequence[Anchor] = (), progress: Callable[[int], None] = lambda _n: None
) -> list[Fault]:
    """The first fault of each chain of this operation, then rows that tell otherwise; [] when whole.

    With `anchors`, lines that were written while the chain grew: whether it still says what it said then.
    """
    faults = []
    for kind, model in ((MOVES, Move), (READS, Read)):
        fault = _first_fault(operation, kind, model, progress)
        if fault:
            faults.append(fault)
        else:
            faults += _rewritten(operation, kind, anchors)
    if operation.state in ENDED:  # its rows and keys are gone, and its last move is signed
        return faults + _unsigned(operation)
    if not any(fault.kind == MOVES for fault in faults):  # a false ledger is no judge
        for moved in apps.get_app_config("casebook").get_models():
            if hasattr(moved, "SUBJECT"):
                faults += _wrong_states(operation, moved, moved.SUBJECT)
                faults += _gone(operation, moved, moved.SUBJECT)
    return faults


def _rewritten(operation: Operation, kind: str, anchors: Sequence[Anchor]) -> list[Fault]:
    """A whole chain that is not the one of which the anchors tell: whoever has the keys can make one."""
    for anchor in sorted(of_operation(anchors, operation), key=attrgetter("length")):
        broken = anchor.broken() if anchor.kind == kind else ""
        if broken:
            return [Fault(kind, anchor.length, "", broken)]
    return []


def _unsigned(operation: Operation) -> list[Fault]:
    """Whether the move that ended an operation bears our signature over the chain before it."""
    last = _moves(operation, "operation").order_by("-number").first()
    if last is None or last.name != ENDED[operation.state]:
        what = f"no move “{ENDED[operation.state]}” ended it"
        return [Fault("operation", last.number if last else 0, str(operation.pk), what)]
    head, signature = str(last.detail.get("head", "")), str(last.detail.get("signature", ""))
    data = f"{operation.state}:{operation.pk}:{head}".encode()
    if head == last.previous and keyring().signed_by_us(data, bytes.fromhex(signature)):
        return []
    return [Fault("operation", last.number, str(operation.pk), "the signature on its end is not ours")]


def _wrong_states(operation: Operation, model: type[Model], subject: str) -> list[Fault]:
    own = {"pk": operation.pk} if model is type(operation) else {"operation": operation}
    last = _moves(operation, subject).filter(subject_id=OuterRef("pk")).order_by("-number")
    rows = model._default_manager.filter(**own)  # noqa: SLF001 - Django's documented name for it
    # Names that no row of ours has for a field of its own.
    told = rows.annotate(
        ledger_state=Subquery(last.values("after")[:1]), ledger_row=Subquery(last.values("number")[:1])
    )
    bad = told.filter(~Q(state=F("ledger_state")) | Q(ledger_state=None))
    found = bad.values_list("pk", "state", "ledger_state", "ledger_row")[:_NAMED]
    return [
        Fault(subject, move or 0, str(pk), f"its state is “{state}”, but {_telling(after, move)}")
        for pk, state, after, move in found
    ]


def _telling(after: str | None, move: int | None) -> str:
    return f"the ledger says “{after}” (row {move})" if move else "no row of the ledger tells of it"


def _gone(operation: Operation, model: type[Model], subject: str) -> list[Fault]:
    there = model._default_manager.values("pk")  # noqa: SLF001 - as above
    # In no order: asked for one, SQLite goes through the whole chain once for each kind of row.
    gone = _moves(operation, subject).exclude(subject_id__in=there).order_by()
    last = sorted(gone.values_list("subject_id").annotate(last=Max("number"))[:_NAMED], key=itemgetter(1))
    said = dict(
        Move.objects.filter(operation=operation, number__in=[n for _, n in last]).values_list(
            "number", "after"
        )
    )
    return [
        Fault(subject, number, str(key), f"it is gone, and the ledger says “{said[number]}” (row {number})")
        for key, number in last
    ]


def _moves(operation: Operation, subject: str) -> QuerySet[Move]:
    return Move.objects.filter(operation=operation, subject=subject)


def _first_fault(
    operation: Operation, kind: str, model: type[Move | Read], progress: Callable[[int], None]
) -> Fault | None:
    previous, number = GENESIS, 0
    said_is_whole = said_checker(model, ended=operation.state in ENDED)
    for row in linked_rows(operation, model):
        number += 1
        wrong = _wrong_with(row, number, previous)
        if not wrong and not said_is_whole(row):
            wrong = "what was said there was changed"
        if wrong:
            gone = row.number > number
            return Fault(kind, number if gone else row.number, "" if gone else row.row_id, wrong)
        previous = row.hash
        if number % _STEP == 0:
            progress(number)
    return _tail(operation, kind, number, previous)


def _wrong_with(row: Linked, number: int, previous: str) -> str:
    """What is wrong with this row at this place; "" when nothing is."""
    if row.number > number:
        return f"the row is missing (the next one there is number {row.number})"
    if row.number < number:
        return "a row with this number stands here twice"
    if row.previous != previous:
        return "it does not follow from the row before: one of the two was changed or exchanged"
    if row.hash != hash_of(row.previous, row.covered):
        return "the row was changed after it was written"
    return ""


def _tail(operation: Operation, kind: str, number: int, previous: str) -> Fault | None:
    chain = Chain.objects.filter(operation=operation, kind=kind).first()
    if chain is None:
        return Fault(kind, 0, "", "the head of the chain is gone") if number else None
    if chain.length > number:
        return Fault(kind, number + 1, "", f"the row is missing: the chain had {chain.length} rows")
    if chain.length < number or chain.head != previous:
        return Fault(kind, number, "", "rows were added past the head of the chain")
    if chain.seal != chain.sealed():
        return Fault(kind, number, "", "the seal on the head of the chain is not ours")
    return None
