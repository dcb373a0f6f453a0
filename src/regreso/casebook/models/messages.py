"""Family messages: Red Cross messages both ways, one review per side, never "held"."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, state, word
from regreso.casebook.sealed import SealedFile, SealedList, SealedMap, SealedText


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
    text = SealedText(DataClass.MESSAGE)  # "" when it came on paper and nobody has typed it
    # Of the form: {"name", "name_other", "place", "place_other"}, each also in the other script.
    sender = SealedMap(DataClass.MESSAGE)
    receiver = SealedMap(DataClass.MESSAGE)
    aloud = clear(models.BooleanField(default=False))  # to be read aloud when it is handed over
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


class Translation(models.Model):
    """One message in another language, by a person who reads both. No machine is asked."""

    SUBJECT: ClassVar[str] = "translation"

    id = key()
    operation = operation()
    message = clear(models.ForeignKey("casebook.Message", models.PROTECT, related_name="translations"))
    state = state()
    of = word(8)  # the language of the message
    into = word(8)
    text = SealedText(DataClass.MESSAGE)  # as far as the translator has come
    findings = SealedList(DataClass.MESSAGE)  # of the family-news check of these words
    taken_by = word(40)
    due_at = moment()
    made_at = moment()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["message", "into"],
                condition=~models.Q(state="dropped"),
                name="one_translation_per_language",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["operation", "state", "due_at"], name="translation_queue")]

    def __str__(self) -> str:
        return str(self.id)


class MessagePage(models.Model):
    """One page of a message that came on paper, as a fresh picture: nothing of the file handed in."""

    id = key()
    message = clear(models.ForeignKey("casebook.Message", models.CASCADE, related_name="pages"))
    number = clear(models.PositiveSmallIntegerField())
    picture = SealedFile(DataClass.MESSAGE)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "number"], name="one_message_page_per_number")
        ]

    def __str__(self) -> str:
        return str(self.id)
