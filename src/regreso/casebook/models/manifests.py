"""The manifest: trips, who travels, devices at the doors, what they wrote down, and what it adds up to.

Who travels bears a token; names lie sealed beside it and are on no list by default. What a device wrote is a
`ManifestEvent`, only ever added; a `PersonStanding` is what all events of a person on a trip add up to.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, secret_index, state, word
from regreso.casebook.sealed import SealedList, SealedMap, SealedText

CODE = 80  # letters of a code, as in regreso.movement.manifest.events
MARGIN = 720  # minutes


class Trip(models.Model):
    """One departure of a convoy: whoever boards it shall be counted again where it arrives."""

    SUBJECT: ClassVar[str] = "trip"

    id = key()
    operation = operation()
    state = state()
    code = clear(models.CharField(max_length=CODE))  # as the devices write it; tells no place
    way = SealedText(DataClass.CUSTODY)  # from where to where, in words
    expected_at = moment()
    margin = clear(models.PositiveIntegerField(default=MARGIN))  # minutes after that before we look
    look_at = moment()  # expected_at and the margin: then whoever is open is looked for

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operation", "code"], name="one_trip_per_code")
        ]

    def __str__(self) -> str:
        return self.code


class Passenger(models.Model):
    """Someone who is to travel, or who was met on the way: a token, and sealed who they say they are."""

    id = key()
    operation = operation()
    token = clear(models.CharField(max_length=CODE))
    household = word(CODE)
    trip = clear(models.ForeignKey("casebook.Trip", models.PROTECT, null=True, related_name="passengers"))
    vehicle = word(CODE)
    needs = word()  # wheelchair, stretcher
    on_the_way = clear(models.BooleanField(default=False))  # met by a device, not on any list before
    told = SealedMap(DataClass.IDENTITY)  # surname, given, patronymic, name as said, birth, sex, settlement
    contact = SealedText(DataClass.CONTACT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operation", "token"], name="one_passenger_per_token")
        ]
        indexes: ClassVar = [models.Index(fields=["trip", "household"], name="passenger_household")]

    def __str__(self) -> str:
        return self.token


class Device(models.Model):
    """A telephone at a door, with a code of its own: it writes, and reads only the pseudonymous copy."""

    SUBJECT: ClassVar[str] = "device"

    id = key()
    operation = operation()
    state = state()
    label = word(40)
    code_index = secret_index()
    seen_at = moment()

    def __str__(self) -> str:
        return str(self.label)


class Upload(models.Model):
    """What one device or one file handed in at once; rows that were not taken are kept with their reason."""

    SUBJECT: ClassVar[str] = "upload"

    id = key()
    operation = operation()
    state = state()
    device = clear(
        models.ForeignKey("casebook.Device", models.PROTECT, null=True, blank=True, related_name="uploads")
    )
    received_at = clear(models.DateTimeField())
    taken = clear(models.PositiveIntegerField(default=0))
    refused = clear(models.PositiveIntegerField(default=0))
    rejected = SealedList(DataClass.CUSTODY)  # rows that could not be taken, each with its reason

    class Meta:
        indexes: ClassVar = [models.Index(fields=["operation", "received_at"], name="upload_newest")]

    def __str__(self) -> str:
        return str(self.id)


class ManifestEvent(models.Model):
    """One event as a device wrote it. Rows are only added: a correction is an event of its own."""

    id = key()
    operation = operation()
    upload = clear(models.ForeignKey("casebook.Upload", models.PROTECT, null=True, related_name="events"))
    name = clear(models.CharField(max_length=CODE))  # the id that the device gave it
    digest = clear(models.CharField(max_length=32))  # of what it says: one id with two contents is two rows
    kind = word()
    person = word(CODE)
    trip = word(CODE)
    at = clear(models.DateTimeField())
    device = word(CODE)
    sequence = clear(models.PositiveBigIntegerField())
    received_at = moment()
    household = word(CODE)
    to = word(CODE)
    corrects = word(CODE)
    twice = clear(models.BooleanField(default=False))  # another row has the same name and other contents
    said = SealedMap(DataClass.CUSTODY)  # place, vehicle, note

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operation", "name", "digest"], name="one_event_per_content")
        ]
        indexes: ClassVar = [
            models.Index(fields=["operation", "person"], name="event_of_person"),
            models.Index(fields=["operation", "corrects"], name="event_corrects"),
            models.Index(fields=["operation", "name"], name="event_twice", condition=models.Q(twice=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person}"


class PersonStanding(models.Model):
    """How a person stands on a trip: what their events add up to, written anew with each upload."""

    id = key()
    operation = operation()
    person = clear(models.CharField(max_length=CODE))
    trip = clear(models.CharField(max_length=CODE))
    household = word(CODE)
    state = word()  # "" when every event was corrected away
    registered = clear(models.BooleanField(default=False))
    boarded = clear(models.BooleanField(default=False))
    joined = clear(models.BooleanField(default=False))
    taken_off = clear(models.BooleanField(default=False))
    boarded_at = moment()
    last_at = moment()
    faults = word(200)  # codes with a space between
    last = SealedMap(DataClass.CUSTODY)  # place, vehicle
    enquiry = clear(
        models.ForeignKey("casebook.Enquiry", models.PROTECT, null=True, blank=True, related_name="standings")
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["operation", "state", "trip", "person"], name="standing_state"),
            models.Index(fields=["operation", "trip", "person"], name="standing_trip"),
            models.Index(fields=["operation", "household"], name="standing_household"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.state}"


class Recognition(models.Model):
    """Someone arrived without a token and may be one who was to travel: a person decides."""

    SUBJECT: ClassVar[str] = "recognition"

    id = key()
    operation = operation()
    state = state()
    arrived = clear(models.ForeignKey("casebook.Passenger", models.PROTECT, related_name="recognised_as"))
    allotted = clear(models.ForeignKey("casebook.Passenger", models.PROTECT, related_name="recognised_in"))
    probability = clear(models.FloatField())
    reasons = SealedList(DataClass.CUSTODY)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["arrived", "allotted"], name="one_recognition_per_pair")
        ]

    def __str__(self) -> str:
        return str(self.id)
