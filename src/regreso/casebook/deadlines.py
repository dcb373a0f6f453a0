"""The clocks that treaties and practice start: which run, which are overdue, and how often each was kept.

What runs now stands in columns of due moments. How often a clock was kept is read from the ledger: every move
that starts it, and the first one after it that stops it. Only moments and states are read, never a name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Min, Q
from django.utils import timezone

from regreso.casebook.arrivals import MONTH
from regreso.casebook.models import (
    BreakGlass,
    Call,
    Correction,
    Custody,
    Enquiry,
    Handover,
    Journey,
    Match,
    Message,
    Move,
    Question,
    SupportPlan,
    Translation,
)

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import Model

_LEAVES = ("release", "exchange", "repatriate", "escape", "hand_to_authority")
_ENDS = (*_LEAVES, "die")
# A transfer does not put off the next letter; each handing out of forms begins another month.
_TAKEN_IN = ("report", "register", "register_listed", "offer_forms")
_ARRIVALS = ("register", "register_listed", "transfer", "admit", "discharge")
DAY, WEEK = timedelta(days=1), timedelta(days=7)
SAME_DAY = timedelta(0)  # by the end of the day on which it began


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: the column that says when it is due, and the moves that start and stop it.

    `over` are states in which a column that is still filled does not count; `site` is the way from the row to
    the site it belongs to, "" where none has it. `let_go` are moves that end it, neither kept nor missed.
    """

    code: str
    article: str
    model: type[Model]
    column: str
    limit: timedelta
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    over: tuple[str, ...] = ()
    site: str = ""
    let_go: tuple[str, ...] = ()
    kind: str = ""  # of a custody
    only: str = ""  # the one state in which its column counts

    @property
    def subject(self) -> str:
        """The noun whose moves start and stop it."""
        return str(getattr(self.model, "SUBJECT", ""))


CLOCKS: tuple[Clock, ...] = (
    Clock("card", "GC III 70", Custody, "card_due_at", WEEK, _ARRIVALS, ("send_card",),
          over=("struck",), site="site__code", let_go=(*_ENDS, "strike_listed"), kind="prisoner_of_war"),
    Clock("card_civilian", "GC IV 106", Custody, "card_due_at", WEEK, _ARRIVALS, ("send_card",),
          over=("struck",), site="site__code", let_go=(*_ENDS, "strike_listed"), kind="civilian_internee"),
    Clock("bureau", "GC III 122", Custody, "bureau_due_at", DAY, (*_ARRIVALS, *_LEAVES),
          ("notify", "forward_change"), over=("struck", "died"), site="site__code",
          let_go=("strike_listed", "die")),
    Clock("civilians", "GC IV 136", Custody, "", 2 * WEEK, ("register", "register_listed"), ("notify",),
          site="site__code", let_go=(*_ENDS, "strike_listed"), kind="civilian_internee"),
    Clock("health", "GC III 122", Custody, "health_due_at", WEEK, ("admit",), ("report_health",),
          site="site__code", let_go=("discharge", *_ENDS)),
    Clock("death_bureau", "GC III 120", Custody, "bureau_due_at", DAY, ("die",), ("forward_change",),
          only="died", site="site__code", let_go=("reopen",)),
    Clock("review_sender", "GC III 76", Message, "review_due_at", timedelta(hours=48), ("accept", "insist"),
          ("pass_sender", "return"), site="custody__site__code"),
    Clock("review_receiver", "GC III 76", Message, "", timedelta(hours=48), ("send",),
          ("pass_receiver", "fail"), site="custody__site__code"),
    Clock("translation", "", Translation, "due_at", DAY, ("ask", "return"), ("hand_in",),
          over=("dropped",), site="message__custody__site__code", let_go=("drop",)),
    Clock("forms", "GC III 71", Custody, "forms_due_at", MONTH, _TAKEN_IN, ("offer_forms",), over=("struck",),
          site="site__code", let_go=(*_ENDS, "strike_listed"), kind="prisoner_of_war"),
    Clock("forms_civilian", "GC IV 107", Custody, "forms_due_at", MONTH, _TAKEN_IN, ("offer_forms",),
          over=("struck",), site="site__code", let_go=(*_ENDS, "strike_listed"), kind="civilian_internee"),
    Clock("first_look", "", Enquiry, "first_look_due_at", timedelta(hours=72), ("hand_receipt", "look_for"),
          ("look", "ask_information", "raise_level", "take_up", "follow_up"),
          over=("closed", "dormant", "draft"), let_go=("close", "withdraw", "heard_of")),
    Clock("second_reviewer", "", Match, "second_due_at", DAY, ("propose",), ("confirm", "dissent"),
          over=("confirmed", "disputed", "rejected", "revoked")),
    Clock("correction", "", Correction, "due_at", DAY, ("owe", "tell_again"), ("tell",), over=("settled",)),
    Clock("question", "", Question, "due_at", timedelta(hours=72), ("ask",), ("answer", "decline"),
          site="custody__site__code", let_go=("drop",)),
    Clock("postponed", "", Handover, "tell_due_at", SAME_DAY, ("postpone", "doubt_identity", "refuse"),
          ("tell_postponed",), site="custody__site__code"),
    Clock("after_handover", "", Handover, "contact_due_at", timedelta(hours=72), ("countersign",),
          ("contact_home",), site="custody__site__code"),
    Clock("after_call", "", Call, "care_due_at", DAY, ("end",), ("care_after",), site="custody__site__code"),
    Clock("opened", "", BreakGlass, "due_at", DAY, ("open",), ("accept", "object")),
    Clock("bereaved", "", SupportPlan, "next_contact_at", 2 * WEEK, ("offer",),
          ("contact", "accept", "decline"), over=("closed", "declined")),
    Clock("traveller", "", Journey, "next_check_in_at", timedelta(hours=12), ("depart",),
          ("check_in", "arrive"), let_go=("cancel", "replace")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Running:
    """How a clock stands at one site ("" where it belongs to none)."""

    site: str
    running: int
    overdue: int
    oldest: datetime | None  # when the most overdue was due


@dataclass(slots=True)
class Kept:
    """How often a clock fell due in a period, and what became of it."""

    in_time: int = 0
    late: int = 0
    missed: int = 0  # overdue and still not stopped
    waits: list[timedelta] = field(default_factory=list)  # from start to stop, of those that were stopped

    @property
    def due(self) -> int:
        """Every time it fell due."""
        return self.in_time + self.late + self.missed

    @property
    def longest(self) -> timedelta | None:
        """The longest wait of all that were stopped."""
        return max(self.waits, default=None)

    @property
    def median(self) -> timedelta | None:
        """The wait of the one in the middle."""
        return sorted(self.waits)[len(self.waits) // 2] if self.waits else None


def running(
    clock: Clock, operations: Iterable[UUID], *, at: datetime, sites: Iterable[UUID] | None = None
) -> list[Running]:
    """How a clock stands now, by site, the most overdue first: one query. With `sites` only there."""
    if not clock.column:
        return []
    rows: Any = clock.model._default_manager.filter(operation__in=list(operations))  # noqa: SLF001 - Django's name
    rows = rows.filter(**{f"{clock.column}__isnull": False}).exclude(state__in=clock.over)
    if clock.only:
        rows = rows.filter(state=clock.only)
    if clock.kind:
        rows = rows.filter(kind=clock.kind)
    if sites is not None:
        rows = rows.filter(**{clock.site.removesuffix("__code") + "__in": list(sites)})
    late = Q(**{f"{clock.column}__lt": at})
    if not clock.site:
        whole = rows.aggregate(
            n=Count("pk"), late=Count("pk", filter=late), oldest=Min(clock.column, filter=late)
        )
        return [Running("", whole["n"], whole["late"], whole["oldest"])] if whole["n"] else []
    found = (
        rows.values_list(clock.site)
        .annotate(n=Count("pk"), late=Count("pk", filter=late), oldest=Min(clock.column, filter=late))
        .order_by(clock.site)
    )
    told = [Running(*row) for row in found]
    return sorted(told, key=lambda one: (-one.overdue, one.site))


def kept(
    clock: Clock,
    operations: Iterable[UUID],
    *,
    since: datetime,
    at: datetime,
    sites: Iterable[UUID] | None = None,
) -> Kept:
    """How often this clock was kept, of all that fell due between `since` and `at`."""
    names = (*clock.starts, *clock.stops, *clock.let_go)
    moves = Move.objects.filter(
        operation__in=list(operations), subject=clock.subject, name__in=names, at__lte=at
    )
    mine = _of(clock, sites)
    if mine is not None:
        moves = moves.filter(subject_id__in=mine)
    result = Kept()
    open_since: dict[Any, datetime] = {}
    rows = moves.order_by("number").values_list("subject_id", "name", "at").iterator(chunk_size=5000)
    for key, name, when in rows:
        began = open_since.get(key)
        if began is not None and name in clock.stops:
            _judge(result, clock, (began, when), since=since, at=at)
        if name in clock.stops or name in clock.let_go:
            open_since.pop(key, None)
        if name in clock.starts:
            # A second arrival before the card of the first has left: the first was missed from then on.
            if began is not None and name not in clock.stops and due(clock, began) < when:
                _judge(result, clock, (began, None), since=since, at=at)
            open_since[key] = when
    for began in open_since.values():
        _judge(result, clock, (began, None), since=since, at=at)
    return result


def due(clock: Clock, began: datetime) -> datetime:
    """When a clock that began then is due."""
    if clock.limit == SAME_DAY:
        day = timezone.localtime(began).replace(hour=0, minute=0, second=0, microsecond=0)
        return day + DAY
    return began + clock.limit


def _judge(
    result: Kept, clock: Clock, span: tuple[datetime, datetime | None], *, since: datetime, at: datetime
) -> None:
    began, stopped = span
    end = due(clock, began)
    if not since <= end <= at and not (stopped and since <= stopped <= at and stopped <= end):
        return
    if stopped is None:
        result.missed += 1
        return
    result.waits.append(stopped - began)
    if stopped <= end:
        result.in_time += 1
    else:
        result.late += 1


def _of(clock: Clock, sites: Iterable[UUID] | None) -> Any:  # noqa: ANN401 - a query set of ids, or nothing
    """The rows that count: of one kind, at these sites; None where all do."""
    if not clock.kind and sites is None:
        return None
    rows: Any = clock.model._default_manager.all()  # noqa: SLF001 - Django's documented name
    if clock.kind:
        rows = rows.filter(kind=clock.kind)
    if sites is not None:
        rows = rows.filter(**{clock.site.removesuffix("__code") + "__in": list(sites)})
    return rows.values("pk")
