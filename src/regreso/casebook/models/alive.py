"""Those who say of themselves that they live, or that they are not missing, and the families told of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, secret_index, state, word
from regreso.casebook.sealed import SealedList, SealedText

IDENTITY, CONTACT = DataClass.IDENTITY, DataClass.CONTACT


class SelfReport(models.Model):
    """What a person says of themself, and who may hear it. Shown to nobody before two people have looked."""

    SUBJECT: ClassVar[str] = "self_report"

    id = key()
    operation = operation()
    state = state()
    kind = word(16)  # alive, not_missing
    name = SealedText(IDENTITY)
    other_names = SealedList(IDENTITY)
    birth = SealedText(IDENTITY)  # "1999-04-21", "1999-04", "1999"
    settlement = SealedText(IDENTITY)  # where they lived before
    father = SealedText(IDENTITY)
    mother = SealedText(IDENTITY)
    phone = SealedText(CONTACT)
    email = SealedText(CONTACT)
    tell_whom = word(8)  # named, asking, nobody
    viewers = SealedList(CONTACT)  # whom they name, a line each
    words = SealedText(DataClass.MESSAGE)  # what those may read
    language = word(8)
    phrase_index = secret_index()
    told_at = moment()
    look_due_at = moment()  # a person looks within 72 h

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["operation", "state", "told_at"], name="self_report_queue"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Hearing(models.Model):
    """This family was told what a person says of themself, with a code that can be checked."""

    id = key()
    operation = operation()
    report = clear(models.ForeignKey("casebook.SelfReport", models.PROTECT, related_name="hearings"))
    enquiry = clear(models.ForeignKey("casebook.Enquiry", models.PROTECT, related_name="hearings"))
    certificate = clear(models.ForeignKey("casebook.Certificate", models.PROTECT, related_name="+"))
    at = clear(models.DateTimeField())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "enquiry"], name="one_hearing_per_family")
        ]

    def __str__(self) -> str:
        return str(self.id)
