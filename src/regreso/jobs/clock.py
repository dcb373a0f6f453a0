"""What time itself moves: each tick looks for what fell due and makes the move, as the actor `clock`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from regreso.casebook.actor import CLOCK, SYSTEM
from regreso.casebook.models import (
    Announcement,
    Call,
    CustodyList,
    DisasterRecord,
    Enquiry,
    Journey,
    Lead,
    Operation,
    SelfReport,
    Trip,
    Unsent,
)
from regreso.casebook.survivors import GONE
from regreso.steps import (
    administer,
    alive,
    announce,
    ask,
    board,
    call,
    gather,
    import_list,
    minimise,
    record,
    search_again,
    travel,
    unsent,
)
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.db.models import QuerySet


_AT_ONCE = 500  # of one kind in one tick: the rest is still due at the next


@dataclass(frozen=True, slots=True)
class Tick:
    """Rows that fell due by a time, and the step that moves one of them."""

    name: str
    due: Callable[[datetime], QuerySet[Any]]
    step: Callable[[Any, datetime], object]


def _unheld(at: datetime) -> QuerySet[Call]:
    return Call.objects.filter(state__in=("scheduled", "lobby"), ends_at__lte=at)


def _running_over(at: datetime) -> QuerySet[Call]:
    return Call.objects.filter(state="connected", ends_at__lte=at)


def _unheard(at: datetime) -> QuerySet[Journey]:
    return Journey.objects.filter(state="under_way", next_check_in_at__lte=at)


def _unused(at: datetime) -> QuerySet[Journey]:
    return Journey.objects.filter(state__in=("planned", "issued"), expires_at__lte=at)


def _late(at: datetime) -> QuerySet[Trip]:
    return Trip.objects.filter(state="open", look_at__lte=at)


def _test_over(at: datetime) -> QuerySet[Operation]:
    return Operation.objects.filter(
        test=True, state__in=("open", "closed", "shredding_proposed"), wipes_at__lte=at
    )


def _asleep(at: datetime) -> QuerySet[Enquiry]:
    waiting = Enquiry.objects.filter(state__in=("open", "searching", "needs_information"))
    return waiting.filter(opened_at__lte=at - ask.DORMANT_AFTER)


def _stale(at: datetime) -> QuerySet[Lead]:
    old = Lead.objects.exclude(state="lapsed").filter(found_at__lte=at - gather.KEPT_FOR, touches=0)
    needed = Q(state="accepted") & (
        Q(event__isnull=False) | Q(cards__state="ready") | Q(drafts__isnull=False)
    )
    return old.exclude(needed).exclude(possibles__state="possible").order_by("found_at", "pk")[:_AT_ONCE]


def _outlived(at: datetime) -> QuerySet[CustodyList]:
    """Lists whose file has lain here for as long as it may."""
    old = CustodyList.objects.filter(handed_in_at__lte=at - import_list.KEPT_FOR, contents__isnull=False)
    return old.filter(state__in=("handed_in", "mapped", "checked", "imported", "undo_asked"))


def _let_file_go(row: CustodyList, at: datetime) -> None:
    taken = row.state in ("imported", "undo_asked")
    (import_list.shred if taken else import_list.drop)(row, at=at)


def _unchecked(at: datetime) -> QuerySet[SelfReport]:
    return SelfReport.objects.filter(state="told", told_at__lte=at - alive.KEPT_FOR)


def _never_sent(at: datetime) -> QuerySet[Unsent]:
    return Unsent.objects.filter(state="kept", ends_at__lte=at)


def _over(at: datetime) -> QuerySet[Announcement]:
    return Announcement.objects.filter(state="released", ends_at__lte=at)


def _records_due(at: datetime) -> QuerySet[DisasterRecord]:
    there = DisasterRecord.objects.exclude(state__in=GONE).filter(expires_at__lte=at)
    return there.order_by("expires_at", "pk")[:_AT_ONCE]


def _records_gone(at: datetime) -> QuerySet[DisasterRecord]:
    return DisasterRecord.objects.filter(state="expired", shred_at__lte=at).order_by("pk")[:_AT_ONCE]


def _closed_long(at: datetime) -> QuerySet[Enquiry]:
    return minimise.due(at)[:_AT_ONCE]


TICKS = (
    Tick(
        "call.cancel", _unheld, lambda row, at: call.cancel(row, reason="its window passed", by=CLOCK, at=at)
    ),
    Tick("call.end", _running_over, lambda row, at: call.end(row, "completed", by=SYSTEM, at=at)),
    Tick("journey.alarm", _unheard, lambda row, at: travel.alarm(row, at=at)),
    Tick("journey.expire", _unused, lambda row, at: travel.expire(row, at=at)),
    Tick("trip.alarm", _late, lambda row, at: board.alarm(row, at=at)),
    Tick("announcement.expire", _over, lambda row, at: announce.expire(row, at=at)),
    Tick("lead.lapse", _stale, lambda row, at: gather.lapse(row, at=at)),
    Tick("custody_list.shred", _outlived, _let_file_go),
    Tick("record.expire", _records_due, lambda row, at: record.expire(row, at=at)),
    Tick("record.shred", _records_gone, lambda row, at: record.shred(row, at=at)),
    Tick("operation.wipe", _test_over, lambda row, at: administer.wipe(row, at=at)),
    Tick("self_report.lapse", _unchecked, lambda row, at: alive.lapse(row, at=at)),
    Tick("unsent.discard", _never_sent, lambda row, at: unsent.discard(row, at=at)),
    Tick("enquiry.minimise", _closed_long, lambda row, at: minimise.minimise(row, at=at)),
    Tick("enquiry.lapse", _asleep, lambda row, at: ask.lapse(row, at=at)),
    Tick("operation.search_again", search_again.due, lambda row, at: search_again.search_again(row, at=at)),
)


def tick(at: datetime) -> int:
    """Make every move that fell due by `at`; how many there were. Two workers may tick at once."""
    return sum(_moved(tick, row, at) for tick in TICKS for row in tick.due(at))


def _moved(tick: Tick, row: Any, at: datetime) -> int:  # noqa: ANN401 - a row of any noun
    try:
        tick.step(row, at)
    except MoveRefused:
        # Another worker was faster, or the rule of the step is finer than the query: not due after all.
        return 0
    return 1
