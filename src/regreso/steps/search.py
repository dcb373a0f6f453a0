"""Every enquiry is held against every record, and again on every change of either side.

All processes of a machine share both sides of each operation in its memory, and whoever searches brings them
up to date from the counters of change first: nothing of it lies on a disk. A search writes matches for
reviewers and tells nobody: to the family a hit and a miss look alike.
"""

from __future__ import annotations

import shutil
from dataclasses import asdict, dataclass, replace
from math import log2
from threading import RLock
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from regreso.casebook import queries
from regreso.casebook.actor import SYSTEM
from regreso.casebook.facts import person_facts
from regreso.casebook.models import (
    Custody,
    CustodyList,
    Enquiry,
    Match,
    Operation,
    append_move,
    history,
)
from regreso.matching import Settings, Torn, compare, evidence_in, held_share_of
from regreso.steps.sought import facts_of
from regreso.tracing.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from regreso.casebook.models import Move
    from regreso.facts.person import PersonFacts
    from regreso.matching import Answer, Candidate

T = TypeVar("T")
SEARCHES = ("search", "search_on")
SETTLED = ("confirmed", "answered", "follow_up")
# A match that a reviewer has in hand stays when it fits no longer, with what speaks against it.
IN_HAND = ("assigned", "under_review", "proposed", "disputed")
_PORTION = 500  # rows asked for by their keys at a time
NOTICEABLE = 0.005  # a probability that moved less is not written again
# The share of the held is told from so many enquiries on, by so many of the newest, at every so manyth.
SHARE_LEAST, SHARE_MOST, SHARE_EVERY = 100, 2000, 20
_READ = (
    "surname", "given", "patronymic", "other_names", "sex", "birth", "settlement", "region", "unit", "mother",
)  # fmt: skip
_PERSON = [f"person__{name}" for name in _READ]  # nothing else is opened to fill the memory

_STANDING: dict[UUID, Standing] = {}
# Held for reading only, never while a row is written: so it cannot wait for one who waits for it.
_lock = RLock()


@dataclass(frozen=True, slots=True)
class _Scored:
    """A candidate in its place; `judged_on` names the versions of both descriptions."""

    candidate: Candidate
    rank: int
    judged_on: str


def search_enquiry(enquiry_id: UUID, *, at: datetime) -> Move | None:
    """This enquiry was held against everyone in the register; its matches are up to date.

    Nobody is told. None when the enquiry is not one to be searched for (closed, or not yet open). When
    neither side changed since the last search, that search stands and nothing is written.
    """
    with transaction.atomic():
        enquiry = Enquiry.objects.select_related("sought").filter(pk=enquiry_id).first()
        if enquiry is None or enquiry.state not in queries.LOOKED_FOR:
            return None
        return _search(enquiry, at=at)


def search_custodies(custody_ids: Iterable[UUID], *, at: datetime) -> list[Move]:
    """Every waiting enquiry that these records may concern was searched again; a move for each.

    It concerns those whose description fits a record, and those that have a match with one already.
    """
    with transaction.atomic():
        custodies = list(Custody.objects.filter(pk__in=list(custody_ids)).select_related("person"))
        moves = []
        for operation_id in {custody.operation_id for custody in custodies}:
            mine = [custody for custody in custodies if custody.operation_id == operation_id]
            moves += _search_all(_concerned(operation_id, mine), at=at)
    return moves


def search_list(custody_list_id: UUID, *, at: datetime) -> list[Move]:
    """Every waiting enquiry that someone on this list may concern was searched again; a move for each."""
    listed = CustodyList.objects.get(pk=custody_list_id)
    if listed.size > queries.looked_for(listed.operation_id).count():
        return search_operation(listed.operation_id, at=at)
    return search_custodies(listed.rows.values_list("pk", flat=True), at=at)


def search_operation(operation_id: UUID, *, at: datetime) -> list[Move]:
    """Every waiting enquiry of the operation was held against every record; a move for each."""
    with transaction.atomic():
        moves = _search_all(queries.looked_for(operation_id).values_list("pk", flat=True), at=at)
        Operation.objects.filter(pk=operation_id).update(searched_at=at)
        _tell_share(operation_id)
    return moves


def look_up(operation_id: UUID) -> None:
    """This process knows both sides as they stand now. Nothing is written and nobody is made to wait.

    The first look opens every record of the operation, which takes seconds: call it before the transaction
    of a search, not in it.
    """
    _opened_again(operation_id, lambda: _waiting(operation_id))


def _standing(operation_id: UUID) -> Standing:
    """Both sides as this machine keeps them."""
    known = _STANDING.get(operation_id)
    if known is None:
        folder = settings.REGRESO_INDEX_FOLDER
        if folder:
            _sweep(folder)
        known = _STANDING[operation_id] = Standing(folder / str(operation_id) if folder else None)
    return known


def let_go(operation_id: UUID) -> None:
    """The operation is over: what this machine's memory held of its names goes."""
    with _lock:
        _STANDING.pop(operation_id, None)
        if settings.REGRESO_INDEX_FOLDER:
            shutil.rmtree(settings.REGRESO_INDEX_FOLDER / str(operation_id), ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Let the memory go of operations that are no longer in the database."""
    there = Operation.objects.exclude(state__in=("wiped", "shredded"))
    kept = {str(key) for key in there.values_list("pk", flat=True)}
    for left in folder.iterdir() if folder.exists() else ():
        if left.name not in kept:
            shutil.rmtree(left, ignore_errors=True)


def _opened_again(operation_id: UUID, look: Callable[[], T]) -> T:
    """What a look at both sides gives; once more where the one who wrote them was killed meanwhile."""
    with _lock:
        try:
            return look()
        except Torn:  # the database is the truth: what is torn is filled from it again
            _STANDING.pop(operation_id, None)
            return look()


def _current(operation_id: UUID) -> tuple[Standing, int]:
    """Take in what changed in the register; the sides, and the newest change that counts for this search."""
    standing = _standing(operation_id)
    newest = Operation.objects.values_list("registry_change", flat=True).get(pk=operation_id)
    if newest < standing.seen and _taken_back():
        standing.wipe()
        del _STANDING[operation_id]
        standing = _standing(operation_id)
    if newest > standing.seen:
        with standing.changing():
            changed = Custody.objects.filter(operation=operation_id, change__gt=standing.seen)
            struck = changed.filter(state="struck").values_list("pk", flat=True)
            standing.let_go_held(str(key) for key in struck)
            rows = changed.exclude(state="struck").select_related("person").only("person", *_PERSON)
            people = ((str(row.pk), person_facts(row.person)) for row in rows.iterator(chunk_size=2000))
            standing.take_in_held(people, seen=max(newest, standing.seen))
    return standing, newest


def _taken_back() -> bool:
    """Whether memory that is ahead of the database means that what was seen was taken back.

    What others share may be ahead of what this transaction sees; alone, or outside of one, it may not.
    """
    return settings.REGRESO_INDEX_FOLDER is None or not connection.in_atomic_block


def _answer(operation_id: UUID, facts: PersonFacts, held_share: float) -> tuple[Answer, int]:
    """Who is held that may be the one sought, and the newest change of the register that was seen."""

    def look() -> tuple[Answer, int]:
        standing, seen = _current(operation_id)
        return standing.candidates(facts, held_share=held_share), seen

    return _opened_again(operation_id, look)


def _waiting(operation_id: UUID) -> Standing:
    """Take in what changed on both sides since anybody on this machine last looked.

    Enquiries are read by the number of the newest move that is in: those that nobody moved are not looked at.
    """
    standing, _ = _current(operation_id)
    newest = queries.newest_move(operation_id)
    if newest < standing.asked and _taken_back():
        standing.wipe()
        del _STANDING[operation_id]
        standing, _ = _current(operation_id)
    if newest > standing.asked:
        with standing.changing():
            _take_in_asked(standing, operation_id, newest)
    return standing


def _take_in_asked(standing: Standing, operation_id: UUID, newest: int) -> None:
    """The enquiries that moved since, and those of others who ask for the same person."""
    waiting = queries.looked_for(operation_id)
    if standing.asked:
        since = queries.moved_enquiries(operation_id, after=standing.asked, apart_from=SEARCHES)
        rows = Enquiry.objects.filter(sought__in=since.values("sought"))
        versions = {str(key): change for key, change in rows.values_list("pk", "change")}
        waits = {str(key) for key in waiting.filter(pk__in=list(versions)).values_list("pk", flat=True)}
        standing.let_go(versions.keys() - waits)
        versions = {key: change for key, change in versions.items() if key in waits}
    else:
        versions = {str(key): change for key, change in waiting.values_list("pk", "change")}
        standing.let_go(standing.gone(versions))
    outdated = sorted(standing.outdated(versions))
    for start in range(0, len(outdated), _PORTION):
        rows = waiting.filter(pk__in=outdated[start : start + _PORTION]).select_related("sought")
        standing.take_in_waiting((str(row.pk), row.change, facts_of(row)) for row in rows)
    standing.take_in_waiting((), seen=max(newest, standing.asked))


def _concerned(operation_id: UUID, custodies: list[Custody]) -> set[UUID]:
    """The waiting enquiries to search again because of these records."""
    people = [person_facts(custody.person) for custody in custodies]

    def look() -> set[str]:
        standing = _waiting(operation_id)
        return {key for held in people for key in standing.concerned(held)}

    fits = _opened_again(operation_id, look)
    matched = Match.objects.filter(custody__in=custodies).values_list("enquiry_id", flat=True)
    return {UUID(key) for key in fits} | set(matched)


def asks_for(operation_id: UUID, facts: PersonFacts) -> list[tuple[UUID, float]]:
    """The waiting enquiries that may mean this person, each with its evidence in bits, the surest first."""
    found = _opened_again(operation_id, lambda: _waiting(operation_id).concerned(facts))
    rows = queries.looked_for(operation_id).filter(pk__in=found).select_related("sought")
    weighed = [(row.pk, compare(facts_of(row), facts).weight) for row in rows]
    return sorted(weighed, key=lambda one: (-one[1], one[0]))


def _search_all(enquiry_ids: Iterable[UUID], *, at: datetime) -> list[Move]:
    waiting = Enquiry.objects.filter(pk__in=list(enquiry_ids), state__in=queries.LOOKED_FOR)
    return [
        _search(enquiry, at=at) for enquiry in waiting.select_related("sought").order_by("opened_at", "pk")
    ]


def _search(enquiry: Enquiry, *, at: datetime) -> Move:
    newest = history(enquiry).order_by("-number").first()
    if newest and newest.name in SEARCHES:
        _, seen = _opened_again(enquiry.operation_id, lambda: _current(enquiry.operation_id))
        if newest.detail["judged_on"] == f"{enquiry.change}.{seen}":
            return newest
    facts = facts_of(enquiry)
    share = _share_of(enquiry.operation_id)
    answer, seen = _answer(enquiry.operation_id, facts, share)
    judged_on = f"{enquiry.change}.{seen}"
    _write_matches(enquiry, facts, answer, at=at)
    name = "search" if enquiry.state in ("open", "searching") else "search_on"
    detail = {"judged_on": judged_on, "nobody": answer.nobody, "candidates": len(answer.candidates)}
    move = append_move(enquiry, name, by=SYSTEM, at=at, said={"detail": detail})
    asked_first = enquiry.evidence is None
    enquiry.nobody, enquiry.searched_at = answer.nobody, at
    enquiry.evidence = log2(evidence_in(answer.nobody, share))
    enquiry.save(update_fields=["nobody", "evidence", "searched_at"])
    if asked_first:
        _tell_share(enquiry.operation_id, every=SHARE_EVERY)
    return move


def _share_of(operation_id: UUID) -> float:
    """The share of this operation's sought who are held, or the usual one while few have asked."""
    told = Operation.objects.values_list("held_share", flat=True).get(pk=operation_id)
    return Settings().held_share if told is None else told


def _tell_share(operation_id: UUID, *, every: int = 1) -> None:
    """The operation knows the share of the held, from all that was asked, answered or not.

    A probability that was written before stays until its enquiry is searched again.
    """
    asked = Enquiry.objects.filter(operation=operation_id, evidence__isnull=False)
    count = asked.count()
    if count >= SHARE_LEAST and count % every == 0:
        newest = asked.order_by("-opened_at", "pk").values_list("evidence", flat=True)[:SHARE_MOST]
        share = held_share_of([2.0**bits for bits in newest if bits is not None])
        Operation.objects.filter(pk=operation_id).update(held_share=share)


def _write_matches(enquiry: Enquiry, facts: PersonFacts, answer: Answer, *, at: datetime) -> None:
    found = Custody.objects.in_bulk([UUID(candidate.record_id) for candidate in answer.candidates])
    known = {match.custody_id: match for match in enquiry.matches.select_related("custody__person")}
    # Another process may have seen a record that this transaction does not: its own search comes with it.
    seen = [c for c in answer.candidates if UUID(c.record_id) in found]
    for rank, candidate in enumerate(seen, 1):
        custody = found[UUID(candidate.record_id)]
        scored = _Scored(candidate, rank, f"{enquiry.change}.{custody.change}")
        match = known.pop(custody.pk, None)
        if match is None:
            match = Match(operation_id=enquiry.operation_id, enquiry=enquiry, custody=custody)
        name = _move_for(match, scored, settled=enquiry.state in SETTLED)
        if name:
            _score(match, name, scored, at=at)
    for match in known.values():
        _fit_no_longer(match, facts, version=enquiry.change, at=at)


def _move_for(match: Match, scored: _Scored, *, settled: bool) -> str:
    """What happens to this pair; "" when nothing does.

    A pair that reviewers rejected or left open comes back only with new data about one of the two.
    """
    new_data = match.judged_on != scored.judged_on
    if not match.state:
        return "suggest"
    if match.state in queries.OFFERED:
        moved = abs(match.probability - scored.candidate.probability) >= NOTICEABLE
        return "rescore" if new_data or moved or match.rank != scored.rank else ""
    if match.state == "superseded":
        return "" if settled else "offer_again"
    return "offer_again" if match.state in ("rejected", "inconclusive") and new_data else ""


def _score(match: Match, name: str, scored: _Scored, *, at: datetime) -> None:
    found = scored.candidate
    detail = {"judged_on": scored.judged_on, "probability": found.probability, "weight": found.weight}
    columns = {
        "probability": found.probability,
        "weight": found.weight,
        "rank": scored.rank,
        "same_as": found.same_as,
        "fits_as_well": found.fits_as_well,
        "reasons": [asdict(reason) for reason in found.reasons],
        "judged_on": scored.judged_on,
    }
    if name == "offer_again":
        columns |= {"assigned_to": None, "second_due_at": None}
    for column, value in columns.items():
        setattr(match, column, value)
    is_new = not match.state
    append_move(match, name, by=SYSTEM, at=at, said={"detail": detail})
    if not is_new:
        match.save(update_fields=list(columns))


def _fit_no_longer(match: Match, facts: PersonFacts, *, version: int, at: datetime) -> None:
    """A match that the newest data do not bear out: taken off the queue, or shown as it stands now."""
    if match.state == "potential":
        append_move(match, "supersede", by=SYSTEM, at=at, said="the newest data do not bear it out")
    elif match.state in IN_HAND and match.probability > 0:
        against = replace(compare(facts, person_facts(match.custody.person)), probability=0.0)
        scored = _Scored(against, match.rank, f"{version}.{match.custody.change}")
        _score(match, "rescore", scored, at=at)
