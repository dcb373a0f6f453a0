"""What a family writes to us from a telephone, message by message, until it is an enquiry."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, word
from regreso.casebook.sealed import SealedMap


class Conversation(models.Model):
    """One chat or number that writes to us, and where we stand with it.

    `told` is what was told and not sent yet, field by field as on the page; it belongs to no operation until
    it is sent, and is forgotten when nobody goes on with it.
    """

    id = key()
    transport = word(16)  # sms, telegram
    place = clear(models.CharField(max_length=32, unique=True))  # a keyed digest of the number or chat
    language = word(8)
    asked = word(32)  # what we asked last: a field of the enquiry, or a choice
    token = clear(models.UUIDField(null=True))  # of the enquiry that this becomes
    enquirer = clear(models.UUIDField(null=True))  # who brought their phrase here, for half an hour
    known_at = moment()
    heard_at = moment()
    stopped_at = moment()  # they sent STOP: nothing but answers goes there any more
    told = SealedMap(DataClass.CONTACT)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["heard_at"], name="conversation_age")]

    def __str__(self) -> str:
        return f"{self.transport}: {self.asked}"


class ShortPart(models.Model):
    """A part of a long short message that was acknowledged before the others came.

    It outlives the process that heard it; number and words are sealed. It goes when the message was heard.
    """

    id = key()
    place = clear(models.CharField(max_length=32))  # a keyed digest of the number
    ref = clear(models.PositiveIntegerField())
    parts = clear(models.PositiveSmallIntegerField())
    part = clear(models.PositiveSmallIntegerField())
    came_at = clear(models.DateTimeField())
    said = SealedMap(DataClass.CONTACT)  # {"from": number, "text": words of this part}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "ref", "parts", "part"], name="short_part_once")
        ]
        indexes: ClassVar = [models.Index(fields=["came_at"], name="short_part_age")]

    def __str__(self) -> str:
        return f"{self.part} of {self.parts}"


class Heard(models.Model):
    """A message from outside that was answered: one that comes again, for its carrier was unsure, is not."""

    digest = clear(models.BinaryField(max_length=16, primary_key=True))
    at = clear(models.DateTimeField())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["at"], name="heard_age")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
