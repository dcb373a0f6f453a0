"""Who is sought, trapped, in hospital, in a shelter or safe in a disaster. No captive ever stands here."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, secret_index, state, word
from regreso.casebook.sealed import SealedList, SealedText

IDENTITY, CONTACT = DataClass.IDENTITY, DataClass.CONTACT


class DisasterRecord(models.Model):
    """One person of a disaster, as a registrar of a site noted them or as a list from elsewhere told.

    It has a day on which it goes, chosen when it was made; after it only its id and moments stay (a
    tombstone), so that whoever copied it learns to delete it, too.
    """

    SUBJECT: ClassVar[str] = "record"

    id = key()
    operation = operation()
    site = clear(models.ForeignKey("casebook.Site", models.PROTECT, related_name="records"))
    state = state()
    foreign_index = secret_index()  # finds a record from elsewhere by its own id
    foreign_id = SealedText(IDENTITY)  # example.org/p17; "" for ours
    name = SealedText(IDENTITY)  # as written, in the order of its writer
    given = SealedText(IDENTITY)
    surname = SealedText(IDENTITY)
    other_names = SealedList(IDENTITY)
    sex = SealedText(IDENTITY)
    birth = SealedText(IDENTITY)
    age = SealedText(IDENTITY)  # whole years, or a range such as 20-30
    home = SealedText(IDENTITY)  # town or village
    region = SealedText(IDENTITY)
    marks = SealedText(IDENTITY)
    where = SealedText(DataClass.CUSTODY)  # ward, shelter, building: never the address of a safe person
    told_by = SealedText(CONTACT)
    first_told_at = moment()  # in its home registry
    entered_at = moment()  # grows with each change, so that whoever copies asks for what is newer
    expires_at = moment()
    shred_at = moment()  # of one that went: until then it can be brought back
    kept_days = clear(models.PositiveSmallIntegerField(default=60))
    source = word(64)  # the domain it came from, "" for ours

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["operation", "entered_at"], name="record_newest"),
            models.Index(fields=["state", "expires_at"], name="record_expiry"),
            models.Index(fields=["site", "state", "-entered_at"], name="record_of_site"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class RecordCopy(models.Model):
    """All records of a disaster as a PFIF file for a named recipient: asked by one, granted by another."""

    SUBJECT: ClassVar[str] = "record_copy"

    id = key()
    operation = operation()
    state = state()
    recipient = SealedText(CONTACT)
    reason = SealedText(CONTACT)
    asked_at = moment()
    granted_at = moment()

    def __str__(self) -> str:
        return str(self.id)
