"""What follows from accepted leads: possible meetings, cards for families, drafts for those who plan."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, state, word
from regreso.casebook.sealed import SealedList, SealedMap


class Possible(models.Model):
    """An accepted lead may speak of the person whom this enquiry seeks. It is never more than possible."""

    SUBJECT: ClassVar[str] = "possible"

    id = key()
    operation = operation()
    enquiry = clear(models.ForeignKey("casebook.Enquiry", models.PROTECT, related_name="possibles"))
    lead = clear(models.ForeignKey("casebook.Lead", models.PROTECT, related_name="possibles"))
    state = state()
    probability = clear(models.FloatField(default=0.0))
    reasons = SealedList(DataClass.CUSTODY)
    judged_on = word(48)  # which data (enquiry change, lead change) the newest scoring saw

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enquiry", "lead"], name="one_possible_per_pair")
        ]
        indexes: ClassVar = [
            models.Index(fields=["operation", "state", "-probability"], name="possible_queue")
        ]

    def __str__(self) -> str:
        return str(self.id)


class Card(models.Model):
    """A contact or the steps of a way, checked by a person, that a liaison may send to a family."""

    SUBJECT: ClassVar[str] = "card"

    id = key()
    operation = operation()
    state = state()
    lead = clear(models.ForeignKey("casebook.Lead", models.PROTECT, related_name="cards"))
    kind = word(16)  # contact, procedure
    series = clear(models.UUIDField())  # versions of one card share it
    version = clear(models.PositiveIntegerField(default=1))
    value_index = clear(models.BinaryField(max_length=16, null=True))
    told_on = clear(models.DateField())
    made_at = moment()
    content = SealedMap(DataClass.CONTACT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "version"], name="one_card_per_version")
        ]
        indexes: ClassVar = [models.Index(fields=["operation", "state", "-made_at"], name="card_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class Sending(models.Model):
    """This card was sent to this family."""

    id = key()
    operation = operation()
    card = clear(models.ForeignKey("casebook.Card", models.PROTECT, related_name="sendings"))
    enquiry = clear(models.ForeignKey("casebook.Enquiry", models.PROTECT, related_name="cards"))
    sent_at = clear(models.DateTimeField())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["card", "enquiry"], name="one_sending_per_family")
        ]

    def __str__(self) -> str:
        return str(self.id)


class Draft(models.Model):
    """What an accepted announcement fills in beforehand of a corridor or of an announcement of ours."""

    SUBJECT: ClassVar[str] = "draft"

    id = key()
    operation = operation()
    state = state()
    lead = clear(models.ForeignKey("casebook.Lead", models.PROTECT, related_name="drafts"))
    kind = word(16)  # corridor, announcement
    told_on = clear(models.DateField())
    made_at = moment()
    filled = SealedMap(DataClass.IDENTITY)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["operation", "kind", "state", "-made_at"], name="draft_newest")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.state}"
