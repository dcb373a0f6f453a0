"""Frames in, frames out: the matcher for whoever works in pandas, polars or Arrow."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from datetime import date
from typing import Literal

from regreso.matching import name_similarity
from regreso.tracing.answer_rows import LINK_COLUMNS, link_cells
from regreso.tracing.link import estimated_share, link
from regreso.tracing.lists import ENQUIRIES, PAIRS, REGISTRY, ListKind, PeopleList, Rejection
from regreso.wire.frames import Frame, frame_like, open_frame

_SHOWN = 3  # rejections that a warning repeats


class RejectedRows(UserWarning):
    """Some columns, rows or values of a frame were not taken up."""


class _Rejections:
    """Tells every rejection to the caller, or all in one warning at the end."""

    def __init__(self, told: Callable[[Rejection], None] | None) -> None:
        self._told = told
        self._kept: list[Rejection] = []
        self._count = 0

    def add(self, rejection: Rejection) -> None:
        """Take one."""
        if self._told:
            self._told(rejection)
            return
        self._count += 1
        if len(self._kept) < _SHOWN:
            self._kept.append(rejection)

    def warn(self) -> None:
        """Say what was kept back, if anything."""
        if self._count:
            first = "; ".join(map(str, self._kept))
            more = f"; and {self._count - _SHOWN} more" if self._count > _SHOWN else ""
            warnings.warn(f"{self._count} rejected: {first}{more}", RejectedRows, stacklevel=3)


def link_frames(
    registry: object,
    enquiries: Frame,
    *,
    as_of: date,
    held_share: float | Literal["auto"] | None = None,
    reject: Callable[[Rejection], None] | None = None,
) -> Frame:
    """Match a frame of enquiries against a frame of the register.

    Args:
        registry: the columns of `regreso link`: record_id, name or its parts, sex, dob, settlement and so on.
        enquiries: the same with enquiry_id and age; a name may be a whole message.
        as_of: the day on which ages hold, and after which nobody is born.
        held_share: the prior share of the sought who are in the register; "auto" tells it from the enquiries,
            None takes the usual one.
        reject: hears of every row left out and every value dropped; without it one warning sums them up.

    Returns:
        A frame of the library that `enquiries` is of: enquiry_id, record_id, rank, probability, weight (in
        bits), same_as, and `reasons` as JSON. Rank 0 is the row of "nobody in the register".

    Raises:
        WireError: a frame lacks a column, has no rows, or is no frame.

    >>> import pyarrow as pa
    >>> people = pa.table({"record_id": ["R1"], "name": ["Шевченко Тарас"]})
    >>> asked = pa.table({"enquiry_id": ["E1"], "name": ["Taras Shevchenko"]})
    >>> link_frames(people, asked, as_of=date(2022, 7, 1)).column("record_id").to_pylist()
    ['', 'R1']
    """
    rejections = _Rejections(reject)
    people = _list("the register", registry, REGISTRY, as_of)
    asked = _list("the enquiries", enquiries, ENQUIRIES, as_of)
    if held_share == "auto":
        held_share = estimated_share(people.rows(_unheard), asked.rows(_unheard), as_of=as_of)
    found = link(people.rows(rejections.add), asked.rows(rejections.add), as_of=as_of, held_share=held_share)
    made = frame_like(enquiries, LINK_COLUMNS, [link_cells(row) for row in found])
    rejections.warn()
    return made


def name_frame(pairs: Frame, *, reject: Callable[[Rejection], None] | None = None) -> Frame:
    """Score a frame of pairs of written names.

    Args:
        pairs: the columns name1 and name2, and perhaps pair_id (without it, the row's number).
        reject: hears of every pair left out; without it one warning sums them up.

    Returns:
        A frame of the same library: pair_id and score, 0 for two people to 1 for one.

    >>> import pyarrow as pa
    >>> scored = name_frame(pa.table({"name1": ["Олег Иванов"], "name2": ["Ivanov Oleg"]}))
    >>> scored.column("score").to_pylist()[0] > 0.5
    True
    """
    rejections = _Rejections(reject)

    def scored() -> Iterator[list[object]]:
        for pair in _list("the pairs", pairs, PAIRS, date.max).rows(rejections.add):
            yield [pair["pair_id"], name_similarity(pair["name1"], pair["name2"])]

    made = frame_like(pairs, {"pair_id": str, "score": float}, list(scored()))
    rejections.warn()
    return made


def _list(name: str, frame: object, kind: ListKind, as_of: date) -> PeopleList:
    people = PeopleList.of(open_frame(frame, name=name, known=kind.columns), kind, as_of=as_of)
    if people.unread:
        warnings.warn(people.unread, RejectedRows, stacklevel=3)
    return people


def _unheard(_: Rejection) -> None:
    """What is rejected is told when the rows are read for their answers."""
