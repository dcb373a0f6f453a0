"""Family messages: Red Cross messages both ways, one review per side, never "held"."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, state, word
from regreso.casebook.sealed import SealedList, SealedText


class Message(models.Model):
    """Family news from one side to the other."""

    SUBJECT: ClassVar[str] = "message"

    id = key()
    operation = operation()
    enquiry = clear(models.ForeignKey("casebook.Enquiry", models.PROTECT, related_name="messages"))
    custody = clear(models.ForeignKey("casebook.Custody", models.PROTECT, related_name="messages"))
    reply_to = clear(
        models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reply")
    )
    state = state()
    direction = clear(models.CharField(max_length=16))  # to_captive, to_family
    language = word(8)
    text = SealedText(DataClass.MESSAGE)
    findings = SealedList(DataClass.MESSAGE)  # of the family-news check, in codes with the words found
    written_at = moment()
    review_due_at = moment()  # each side's one review within 48 h
    delivered_at = moment()
    delivered_how = word(16)  # read, read_aloud, opened

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["operation", "state", "review_due_at"], name="message_queue")
        ]

    def __str__(self) -> str:
        return str(self.id)
