"""A kind of row at the desk of a role: which rows, what is shown of one, what can be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook.models import Move, Staff, history
from regreso.web.base.acts import Act, Bench, Bound, Offer, Taking, act_of, take
from regreso.web.base.clocks import Clock, clock
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.reads import note_read
from regreso.web.base.timeline import timeline
from regreso.web.base.words import Word, state_of

Facts = list[tuple[Word, str]]
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Part:
    """Another row that stands on a page, with what can be done with it."""

    title: Word
    state: Word
    text: str
    address: str
    offers: list[Offer]


@dataclass(frozen=True, slots=True)
class Seat:
    """The one who looks at a page: their desk, and a form that came back."""

    desk: Desk
    bound: Bound | None = None

    def offers(
        self,
        row: Any,  # noqa: ANN401 - a row of any noun
        acts: Sequence[Act],
        to: str,
        *,
        moves: Sequence[Move] = (),
        state: str | None = None,
    ) -> list[Offer]:
        """What can be done with this row."""
        return Bench(self.desk, acts, to, self.bound).offers(row, moves=moves, state=state)


@dataclass(frozen=True, slots=True)
class Page:
    """`rows` are those that this role may see; what it shows of one is told by title, facts, due and parts.

    `fresh` are acts that begin something new from this row; `more` is what its own template shows besides.
    """

    noun: str
    role: str
    rows: Callable[[Staff], QuerySet[Any]]
    sides: tuple[str, ...]
    acts: tuple[Act, ...]
    title: Callable[[Any], str]
    back: str
    facts: Callable[[Any], Facts] = field(default=lambda _row: [])
    due: Callable[[Any], datetime | None] = field(default=lambda _row: None)
    parts: Callable[[Any, Seat], Iterable[Part]] = field(default=lambda _row, _seat: ())
    more: Callable[[Any], dict[str, Any]] = field(default=lambda _row: {})
    fresh: tuple[Act, ...] = ()
    may_begin: Callable[[Any], bool] = field(default=lambda _row: True)
    template: str = "row.html"
    with_history: bool = True
    stays: bool = True  # whether the row is still at this desk after an act

    @property
    def name(self) -> str:
        """The name of its address."""
        return f"{self.role}-{self.noun}".replace("_", "-")

    def paths(self) -> list[URLPattern]:
        """Its two addresses: the page, and the acts taken from it."""
        place = self.name.replace("-", "/", 1)
        return [
            path(f"{place}/<uuid:row_id>/", self.look(), name=self.name),
            path(f"{place}/<uuid:row_id>/<slug:move>/", self.act(), name=f"{self.name}-act"),
        ]

    def part_act(self, acts: Sequence[Act]) -> View:
        """The view that takes a step with something of this row that stands on its page."""

        def view(request: HttpRequest, desk: Desk, *, row_id: UUID, move: str) -> HttpResponse:
            row = self.one(desk, row_id)
            again = self.again(request, desk, row_id)
            to = reverse(self.name, args=[row_id])
            return take(request, desk, Taking(act_of(acts, move, desk), row, again, to))

        return desk_view(self.role)(view)

    def look(self) -> View:
        """The view of the page."""

        def view(request: HttpRequest, desk: Desk, row_id: UUID) -> HttpResponse:
            return self.shown(request, desk, row_id=row_id)

        return require_safe(desk_view(self.role)(view))

    def act(self) -> View:
        """The view that takes a step."""

        def view(request: HttpRequest, desk: Desk, *, row_id: UUID, move: str) -> HttpResponse:
            row = self.one(desk, row_id)
            act = act_of((*self.acts, *self.fresh), move, desk)
            again = self.again(request, desk, row_id)
            to = reverse(self.name, args=[row_id]) if self.stays else reverse(self.back)
            return take(request, desk, Taking(act, row, again, to))

        return desk_view(self.role)(view)

    def one(self, desk: Desk, row_id: UUID) -> Any:  # noqa: ANN401 - a row of any noun
        """The row, if it is this desk's to see."""
        return get_object_or_404(self.rows(desk.staff).select_related("operation", *self.sides), pk=row_id)

    def again(self, request: HttpRequest, desk: Desk, row_id: UUID) -> Callable[[Bound], HttpResponse]:
        """The page once more, with a form that came back."""
        return lambda bound: self.shown(request, desk, row_id=row_id, bound=bound)

    def shown(
        self, request: HttpRequest, desk: Desk, *, row_id: UUID, bound: Bound | None = None
    ) -> HttpResponse:
        """The page of one row."""
        row = self.one(desk, row_id)
        note_read(request, [row])
        seat = Seat(desk, bound)
        moves = list(history(row))
        to = f"{self.name}-act"
        context = {
            "row": row,
            "page": self,
            "title": self.title(row),
            "state": state_of(self.noun, row.state),
            "clock": self.clock(row),
            "facts": [(label, value) for label, value in self.facts(row) if value],
            "offers": seat.offers(row, self.acts, to, moves=moves),
            "fresh": seat.offers(row, self.fresh, to, state=story.NEW) if self.may_begin(row) else [],
            "parts": self.parts(row, seat),
            "timeline": timeline(moves, desk.staff) if self.with_history else [],
            "back": reverse(self.back),
            **self.more(row),
        }
        return render(request, self.template, context)

    def clock(self, row: Any) -> Clock | None:  # noqa: ANN401 - a row of any noun
        """How long is left."""
        return clock(self.due(row), now=timezone.now())
