"""Claims of public material on their way through the hands of people: never facts, never for a family."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, state, word
from regreso.casebook.sealed import SealedList, SealedMap, SealedText

IDENTITY = DataClass.IDENTITY


class Lead(models.Model):
    """One claim: who, how many, whom to call, which way. `claim` is its record, `excerpt` its sentence."""

    SUBJECT: ClassVar[str] = "lead"

    id = key()
    operation = operation()
    document = clear(models.ForeignKey("casebook.Document", models.PROTECT, related_name="leads"))
    passage = clear(
        models.ForeignKey("casebook.Passage", models.PROTECT, null=True, blank=True, related_name="leads")
    )
    state = state()
    kind = word(16)  # person, count, contact, procedure, announcement, date, unreadable
    section = word(16)  # story, related, feed, list, chrome
    place = clear(models.PositiveSmallIntegerField(default=9))  # in the queue: 0 is the most useful
    touches = clear(models.PositiveIntegerField(default=0))  # open enquiries that it may concern
    conf = clear(models.FloatField(default=0.0))
    told_on = clear(models.DateField())  # day of publication or of the message; else the day it was found
    found_at = moment()
    fingerprint = clear(models.BinaryField(max_length=16))  # keyed digest: the same claim never twice
    root = clear(models.BinaryField(max_length=16))  # the same digest, whatever corrected the claim since
    value_index = clear(
        models.BinaryField(max_length=16, null=True)
    )  # keyed digest of a contact's value or of a person's likeliest name
    change = clear(models.PositiveIntegerField(default=0))  # of what matching reads: edits, decisions
    claim = SealedMap(IDENTITY)
    excerpt = SealedList(IDENTITY)  # pieces of the sentence: [text, mark], mark 0 plain, 1 its field
    event = clear(
        models.ForeignKey("casebook.Event", models.PROTECT, null=True, blank=True, related_name="claims")
    )
    decided_by = clear(
        models.ForeignKey("casebook.Staff", models.PROTECT, null=True, blank=True, related_name="+")
    )
    decided_at = moment()
    why = word(24)  # of a rejection: not_a_claim, misread, duplicate, scam, not_ours, other

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operation", "fingerprint"], name="one_lead_per_claim")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["operation", "state", "place", "-told_on", "-conf", "id"], name="lead_queue"
            ),
            models.Index(fields=["operation", "state", "-found_at", "id"], name="lead_newest"),
            models.Index(
                fields=["operation", "state", "kind", "place", "-told_on", "-conf", "id"], name="lead_kind"
            ),
            models.Index(
                fields=["operation", "state", "section", "place", "-told_on", "-conf", "id"],
                name="lead_section",
            ),
            models.Index(fields=["operation", "state", "-conf", "id"], name="lead_surest"),
            models.Index(fields=["operation", "state", "-decided_at", "id"], name="lead_decided"),
            models.Index(fields=["operation", "root"], name="lead_root"),
            models.Index(fields=["operation", "value_index"], name="lead_value"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Event(models.Model):
    """What several sources count: a line of the claims ledger."""

    id = key()
    operation = operation()
    title = SealedText(IDENTITY)
    status = word(16)  # captured, killed …
    first_on = clear(models.DateField(null=True, blank=True))
    last_on = clear(models.DateField(null=True, blank=True))

    def __str__(self) -> str:
        return str(self.id)
