"""What devices wrote is taken in, once however often it comes, and everybody it concerns is added up anew.

Every whole row is kept, every other is kept with its reason. The order in which uploads come changes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Count

from regreso.casebook.actor import SYSTEM
from regreso.casebook.boxes import BoxError, open_box
from regreso.casebook.models import (
    Device,
    ManifestEvent,
    Passenger,
    PersonStanding,
    Upload,
    append_move,
    take_turn,
)
from regreso.movement.manifest.events import Event, EventError, Kind, event_of
from regreso.movement.manifest.fold import Manifest
from regreso.steps.errors import StepError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Move, Recognition, Trip
    from regreso.movement.manifest.standing import Standing

_BATCH = 500  # SQLite takes no more than some hundreds of values in one question
MOST_ROWS = 1_000_000
OF_PERSON = (
    "name", "surname", "given", "patronymic", "sex", "birth", "age", "settlement", "region",
)  # fmt: skip
_LONGEST_TOLD = 200
_FOLDED = (
    "household", "state", "registered", "boarded", "joined", "taken_off", "boarded_at",
    "last_at", "faults", "last",
)  # fmt: skip
_Key = tuple[str, str]
_Boxes = dict[str, tuple[int, str]]  # by token: the row it came in, and the box


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken: its place in the upload from 0, its id if it said one, the key, and why."""

    row: int
    id: str
    field: str
    why: str


@dataclass(slots=True)
class Taken:
    """What became of each row: taken now, known before, or rejected. No move when nothing was new."""

    move: Move | None = None
    new: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


def take_in(upload: Upload, rows: Sequence[object], *, by: Actor, at: datetime) -> Taken:
    """These rows are kept, and whoever they concern stands as all their events say.

    From a device a row must bear the device's own name in its id; from a file of a coordinator it keeps the
    device that wrote it. A row that is there already changes nothing.
    """
    if len(rows) > MOST_ROWS:
        raise StepError("too_many_rows", given=len(rows), expected=f"{MOST_ROWS} at most")
    upload.received_at = at
    events, boxes, taken = _read(upload, rows)
    with transaction.atomic():
        take_turn(upload.operation_id)  # two devices at once would both add up without the other
        new = _unknown(upload, events, taken)
        _meet(upload, boxes, taken)
        if upload.device_id:
            Device.objects.filter(pk=upload.device_id).update(seen_at=at)
        if new or taken.rejected:
            upload.taken, upload.refused = len(new), len(taken.rejected)
            upload.rejected = [_kept(one, rows) for one in taken.rejected]
            taken.move = append_move(upload, "take_in", by=by, at=at, said={"detail": _figures(new, taken)})
            ManifestEvent.objects.bulk_create((_row(upload, event) for event in new), batch_size=_BATCH)
            _add_up(upload.operation_id, _concerned(upload.operation_id, new))
    return taken


def allotted(trip: Trip, *, at: datetime, by: Actor = SYSTEM) -> Taken:
    """Those who are to travel are on the manifest as allotted; whoever was before stays as they were."""
    mine = Passenger.objects.filter(trip=trip, on_the_way=False)
    people = {f"allot-{one.pk}": one for one in mine.only("token", "household", "vehicle")}
    for some in _portions(list(people)):
        known = ManifestEvent.objects.filter(operation=trip.operation_id, name__in=some)
        for name in known.values_list("name", flat=True):
            del people[name]
    rows = [
        {"id": name, "kind": Kind.ALLOTTED.value, "person": one.token, "trip": trip.code, "device": "desk",
         "sequence": 0, "at": at.isoformat(), "household": one.household, "vehicle": one.vehicle}
        for name, one in people.items()
    ]  # fmt: skip
    return take_in(Upload(operation_id=trip.operation_id), rows, by=by, at=at)


def recognised(found: Recognition, *, at: datetime, by: Actor = SYSTEM) -> Taken:
    """What was written of someone without a token holds for whom they were recognised as.

    Nothing is changed: each event is corrected, and the same is written of the other.
    """
    rows: list[object] = []
    theirs = ManifestEvent.objects.filter(operation=found.operation_id, person=found.arrived.token)
    for number, event in enumerate(sorted(_events(theirs.exclude(kind=Kind.CORRECTED)))):
        name, written = f"recognised-{found.pk}-{number}", event._asdict()
        times = {key: written[key].isoformat() for key in ("at", "received") if written[key]}
        again = {"id": name, "person": found.allotted.token, "household": found.allotted.household}
        # By a device of its own: its count orders its events as the first device's did.
        rows.append(
            {**written, **times, **again, "kind": event.kind.value, "device": f"desk-{event.device}"[:80]}
        )
        rows.append({"id": f"{name}-void", "kind": Kind.CORRECTED.value, "corrects": event.id,
                     "device": "desk", "sequence": 0, "at": at.isoformat()})  # fmt: skip
    return take_in(Upload(operation_id=found.operation_id), rows, by=by, at=at)


def corrected(upload: Upload) -> set[str]:
    """Whom the corrections of an upload mean."""
    voids = ManifestEvent.objects.filter(upload=upload, kind=Kind.CORRECTED)
    return _corrected(upload.operation_id, set(voids.values_list("corrects", flat=True)))


def rebuild(operation_id: UUID) -> int:
    """Add up every person of the operation anew from all rows: after a repair. How many people there are."""
    with transaction.atomic():
        take_turn(operation_id)
        mine = ManifestEvent.objects.filter(operation=operation_id)
        people = set(mine.exclude(kind=Kind.CORRECTED).values_list("person", flat=True))
        _add_up(operation_id, people)
    return len(people)


def read_manifest(operation_id: UUID) -> Manifest:
    """All events of the operation as the library adds them up."""
    manifest = Manifest()
    manifest.add(_events(ManifestEvent.objects.filter(operation=operation_id)))
    return manifest


def _read(upload: Upload, rows: Sequence[object]) -> tuple[list[Event], _Boxes, Taken]:
    events: list[Event] = []
    boxes: _Boxes = {}
    taken = Taken()
    for number, row in enumerate(rows):
        try:
            event = event_of(_of_device(upload, row))
        except EventError as error:
            taken.rejected.append(Rejected(number, _id_of(row), error.field, str(error)))
            continue
        events.append(event)
        box = row.get("box") if isinstance(row, Mapping) else None
        if box:
            boxes[event.person] = number, str(box)
    return events, boxes, taken


def _of_device(upload: Upload, row: object) -> object:
    """The row with what only we can know: who sent it, and when it came."""
    if not isinstance(row, Mapping):
        return row
    received = upload.received_at.isoformat()
    if upload.device_id is None:
        return {"received": received, **row}
    name = name_of(upload.device_id)
    if not str(row.get("id", "")).startswith(f"{name}-"):
        raise EventError("id", f"“id” is “{_id_of(row)}”; expected it to begin with “{name}-”")
    return {**row, "device": name, "received": received}


def name_of(device_id: UUID) -> str:
    """What a device is called in its events: enough of its id to be its own."""
    return device_id.hex[:12]


def _id_of(row: object) -> str:
    given = row.get("id", "") if isinstance(row, Mapping) else ""
    return str(given)[:80].encode("utf-8", "replace").decode()


def _kept(one: Rejected, rows: Sequence[object]) -> dict[str, Any]:
    text = json.dumps(rows[one.row], ensure_ascii=True, default=str)
    return {"row": one.row, "id": one.id, "field": one.field, "why": one.why, "given": text[:4000]}


def _figures(new: list[Event], taken: Taken) -> dict[str, Any]:
    people = sorted({event.person for event in new if event.person})
    return {
        "taken": len(new),
        "known": len(taken.known),
        "rejected": len(taken.rejected),
        "people": len(people),
    }


def _unknown(upload: Upload, events: list[Event], taken: Taken) -> list[Event]:
    """Those that are not there yet, each once. Of one that is, the earliest time of receipt counts."""
    there: dict[_Key, tuple[UUID, datetime | None]] = {}
    names = list({event.id for event in events})
    for some in _portions(names):
        rows = ManifestEvent.objects.filter(operation=upload.operation_id, name__in=some)
        there |= {(n, d): (k, r) for k, n, d, r in rows.values_list("pk", "name", "digest", "received_at")}
    new: dict[_Key, Event] = {}
    for event in events:
        place = event.id, _digest(event)
        if place in there:
            taken.known.append(event.id)
            key, received = there[place]
            if event.received is not None and (received is None or event.received < received):
                ManifestEvent.objects.filter(pk=key).update(received_at=event.received)
        elif place in new:
            taken.known.append(event.id)
        else:
            new[place] = event
            taken.new.append(event.id)
    return list(new.values())


def _digest(event: Event) -> str:
    said = json.dumps([str(part) for part in event.said()], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _meet(upload: Upload, boxes: _Boxes, taken: Taken) -> None:
    """Who was met on the way without a token has said who they are: kept sealed, once."""
    known = set()
    for some in _portions(list(boxes)):
        rows = Passenger.objects.filter(operation=upload.operation_id, token__in=some)
        known |= set(rows.values_list("token", flat=True))
    met = []
    for token in boxes.keys() - known:
        number, box = boxes[token]
        try:
            told = open_box(box)
        except BoxError as error:
            taken.rejected.append(Rejected(number, token, "box", str(error)))
            continue
        met.append(
            Passenger(operation_id=upload.operation_id, token=token, on_the_way=True, told=_told(told))
        )
    Passenger.objects.bulk_create(met, batch_size=_BATCH)


def _told(told: object) -> dict[str, str]:
    given = told if isinstance(told, Mapping) else {}
    texts = {name: given.get(name) for name in OF_PERSON}
    return {name: text.strip()[:_LONGEST_TOLD] for name, text in texts.items() if isinstance(text, str)}


def _row(upload: Upload, event: Event) -> ManifestEvent:
    said = {"place": event.place, "vehicle": event.vehicle, "note": event.note}
    return ManifestEvent(
        operation_id=upload.operation_id, upload=upload, name=event.id, digest=_digest(event),
        kind=event.kind.value, person=event.person, trip=event.trip, at=event.at, device=event.device,
        sequence=event.sequence, received_at=event.received, household=event.household, to=event.to,
        corrects=event.corrects, said={name: text for name, text in said.items() if text},
    )  # fmt: skip


_COLUMNS = (
    "pk", "name", "kind", "person", "trip", "at", "device", "sequence", "received_at", "household", "to",
    "corrects", "said",
)  # fmt: skip
_KINDS = {kind.value: kind for kind in Kind}


def _events(rows: Any) -> Iterator[Event]:  # noqa: ANN401 - a queryset of events
    """Events out of rows. Not through objects: a million of them would take four times as long."""
    sealed: Any = ManifestEvent._meta.get_field("said")  # noqa: SLF001 - Django's documented API
    holder = ManifestEvent()
    for cells in rows.values_list(*_COLUMNS).iterator(chunk_size=5000):
        pk, name, kind, person, trip, at, device, sequence, received, household, to, corrects, said = cells
        told: dict[str, str] = {}
        if said is not None:
            holder.pk = pk
            told = sealed.opened(said, holder)
        yield Event(
            name, _KINDS[kind], person, trip, at, device, sequence, received, told.get("place", ""),
            told.get("vehicle", ""), household, to, corrects, told.get("note", ""),
        )  # fmt: skip


def _concerned(operation_id: UUID, new: list[Event]) -> set[str]:
    """Who may stand otherwise because of these events."""
    people = {event.person for event in new if event.kind is not Kind.CORRECTED}
    targets = {event.corrects for event in new if event.kind is Kind.CORRECTED}
    for some in _portions([event.id for event in new]):
        rows = ManifestEvent.objects.filter(operation=operation_id, name__in=some)
        twice = [one["name"] for one in rows.values("name").annotate(n=Count("pk")).filter(n__gt=1)]
        if twice:
            rows.filter(name__in=twice).update(twice=True)
            targets |= set(twice)
    return people | _corrected(operation_id, targets)


def _corrected(operation_id: UUID, targets: set[str]) -> set[str]:
    """Whom corrections of these events mean, through corrections of corrections."""
    people: set[str] = set()
    waiting, been = targets, set[str]()
    while waiting:
        been |= waiting
        further: set[str] = set()
        for some in _portions(list(waiting)):
            rows = ManifestEvent.objects.filter(operation=operation_id, name__in=some)
            for kind, person, corrects in rows.values_list("kind", "person", "corrects"):
                if kind == Kind.CORRECTED:
                    further.add(corrects)
                else:
                    people.add(person)
        waiting = further - been
    return people


def _add_up(operation_id: UUID, people: set[str]) -> None:
    """Write how each of these people stands, from all their events and whatever corrects them."""
    for some in _portions(sorted(people), 5000):
        manifest = Manifest()
        names: set[str] = set()
        for few in _portions(some):
            mine = ManifestEvent.objects.filter(operation=operation_id, person__in=few)
            events = list(_events(mine.exclude(kind=Kind.CORRECTED)))
            names |= {event.id for event in events}
            manifest.add(events)
        _add_clashing(operation_id, manifest, names)
        _add_corrections(operation_id, manifest, names)
        _write(operation_id, some, manifest)


def _add_clashing(operation_id: UUID, manifest: Manifest, names: set[str]) -> None:
    """Rows of other people that bear a name of theirs: which one is kept is the library's to say."""
    clashing = ManifestEvent.objects.filter(operation=operation_id, twice=True)
    if clashing.exists():
        for some in _portions(list(names)):
            manifest.add(_events(clashing.filter(name__in=some)))


def _add_corrections(operation_id: UUID, manifest: Manifest, names: set[str]) -> None:
    waiting, been = names, set(names)
    any_row = ManifestEvent.objects.filter(operation=operation_id, kind=Kind.CORRECTED)
    if not any_row.exists():
        return
    while waiting:
        found = [
            event for some in _portions(list(waiting)) for event in _events(any_row.filter(corrects__in=some))
        ]
        manifest.add(found)
        _add_clashing(operation_id, manifest, {event.id for event in found})
        waiting = {event.id for event in found} - been
        been |= waiting


def _write(operation_id: UUID, people: Sequence[str], manifest: Manifest) -> None:
    mine = set(people)
    standings = [one for one in manifest.standings().values() if one.person in mine]
    twice = {fault.where for fault in manifest.faults() if fault.code == "two-contents"}
    clashing = {event.person for event in manifest.events() if event.id in twice} if twice else set()
    rows = [_standing(operation_id, one, clash=one.person in clashing) for one in standings]
    PersonStanding.objects.bulk_create(
        rows, batch_size=_BATCH, update_conflicts=True, unique_fields=["id"], update_fields=_FOLDED
    )
    kept = {row.pk for row in rows}
    for some in _portions(list(people)):
        there = PersonStanding.objects.filter(operation=operation_id, person__in=some).exclude(state="")
        gone = set(there.values_list("pk", flat=True)) - kept
        PersonStanding.objects.filter(pk__in=list(gone)).update(state="", boarded=False, faults="")


def _standing(operation_id: UUID, one: Standing, *, clash: bool) -> PersonStanding:
    faults = sorted({*one.faults, *(["two-contents"] if clash else [])})
    last = {"place": one.last_place, "vehicle": one.vehicle}
    return PersonStanding(
        # Always the same id for a person on a trip: what is sealed is bound to it and outlives the writing.
        id=uuid5(operation_id, f"{one.person}\0{one.trip}"), operation_id=operation_id, person=one.person,
        trip=one.trip, household=one.household, state=one.state.value, registered=one.registered,
        boarded=one.boarded, joined=one.joined, taken_off=one.taken_off, boarded_at=one.boarded_at,
        last_at=one.last_moment, faults=" ".join(faults),
        last={name: text for name, text in last.items() if text},
    )  # fmt: skip


def _portions(items: Sequence[Any], size: int = _BATCH) -> Iterator[Sequence[Any]]:
    return (items[start : start + size] for start in range(0, len(items), size))
