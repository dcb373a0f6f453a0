"""What follows from a manifest: whoever is missing is looked for, whoever was met is recognised.

The steps that count, that trace and that recognise are strangers to each other; here they meet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regreso import story
from regreso.casebook import manifests as rows
from regreso.casebook.models import Enquiry, ManifestEvent, Recognition, Trip, Upload, history
from regreso.steps import count, recognise, trace

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regreso.casebook.models import Move, PersonStanding

_BATCH = 500
# What a standing that is nobody's worry any more says of the one who was looked for.
HEARD = {
    "arrived": "located_alive", "left_by_choice": "located_alive", "transferred": "located_alive",
    "expected": "ceased", "no_show": "ceased", "": "ceased",
}  # fmt: skip


def write_allotments(move: Move, _at: datetime) -> None:
    """People were allotted to a trip: the manifest says so, each by their token."""
    count.allotted(Trip.objects.get(pk=move.subject_id), at=move.at)


def look_for_the_late(move: Move, at: datetime) -> None:
    """A trip is late: whoever is still open on it is looked for."""
    trip = Trip.objects.get(pk=move.subject_id)
    for standing in rows.not_looked_for(trip.operation_id).filter(trip=trip.code):
        _look(standing, at)


def settle_upload(move: Move, at: datetime) -> None:
    """Events came in: whoever they concern is looked for, or was heard of."""
    people, late = _people(move.subject_id), rows.late_trips(move.operation_id)
    for start in range(0, len(people), _BATCH):
        for standing in rows.standings_of(move.operation_id, people[start : start + _BATCH]):
            _settle(standing, at, late)


def recognise_upload(move: Move, at: datetime) -> None:
    """Somebody arrived without having been registered: who of those on the lists may it be?"""
    people = _people(move.subject_id)
    met = [one.person for start in range(0, len(people), _BATCH)
           for one in rows.unregistered(move.operation_id, people[start : start + _BATCH])]  # fmt: skip
    recognise.suggest(move.operation_id, met, at=at)


def write_recognition(move: Move, at: datetime) -> None:
    """A person said who the arrival is: its events are void, and the same is written of whom was allotted."""
    accepted = Recognition.objects.select_related("arrived", "allotted").get(pk=move.subject_id)
    written = count.recognised(accepted, at=at)
    if written.move is not None:
        for other in rows.rivals(accepted):
            recognise.supersede(other, at=at)


def _people(upload_id: UUID) -> list[str]:
    """Everybody whom an upload concerns, also through what it corrects."""
    upload = Upload.objects.get(pk=upload_id)
    events = ManifestEvent.objects.filter(upload=upload)
    direct = events.exclude(person="").values_list("person", flat=True)
    corrected = count.corrected(upload)
    return sorted({*direct, *corrected})


def _settle(standing: PersonStanding, at: datetime, late: set[str]) -> None:
    if standing.enquiry_id is None:
        if standing.state == "taken_off" or (standing.state == "open" and standing.trip in late):
            _look(standing, at)
        return
    enquiry = Enquiry.objects.get(pk=standing.enquiry_id)
    outcome = HEARD.get(standing.state)
    if outcome is not None:
        if enquiry.state in story.rule_for("enquiry", "heard_of").before:
            trace.heard_of(enquiry, outcome, at=at)
    elif standing.state != "died" and _was_heard_of(enquiry):
        trace.look_again(enquiry, at=at)


def _was_heard_of(enquiry: Enquiry) -> bool:
    """Whether it was the manifest that closed the enquiry: what a person closed stays closed."""
    last = history(enquiry).last()
    return enquiry.state == "closed" and last is not None and last.name == "heard_of"


def _look(standing: PersonStanding, at: datetime) -> None:
    if standing.enquiry_id is None:
        trace.look_for(standing, "taken_off" if standing.state == "taken_off" else "overdue", at=at)
