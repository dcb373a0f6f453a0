"""Public material: where it comes from, what was handed in, and the text that its leads point into."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, state, word
from regreso.casebook.sealed import SealedMap, SealedText

CUSTODY, IDENTITY = DataClass.CUSTODY, DataClass.IDENTITY


class Source(models.Model):
    """A place that is looked at again and again: a folder, a feed, an export. Off until it is switched on."""

    SUBJECT: ClassVar[str] = "source"

    id = key()
    operation = operation()
    state = state()
    kind = word(16)  # folder, feed, export
    name = SealedText(CUSTODY)  # which channels somebody reads tells whom they fear for
    address = SealedText(CUSTODY)  # of a folder its path
    language = word(8)
    every = clear(models.PositiveIntegerField(default=60))  # minutes between two looks
    due_at = moment()
    looked_at = moment()
    changed_at = moment()  # when something new was last found there
    result = word(24)  # of the last look: new, same, refused …; "" before the first
    failures = clear(models.PositiveIntegerField(default=0))  # in a row; each doubles the pause
    marks = SealedMap(CUSTODY)  # what the host said of its copy: {"etag", "modified"}

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "due_at"], name="source_due")]

    def __str__(self) -> str:
        return str(self.id)


class Document(models.Model):
    """Something that was handed in, whatever it was. What cannot be read stays here with its reason."""

    SUBJECT: ClassVar[str] = "document"

    id = key()
    operation = operation()
    source = clear(
        models.ForeignKey("casebook.Source", models.PROTECT, null=True, blank=True, related_name="documents")
    )
    state = state()
    kind = word(16)  # page, flat_text, telegram, rss, csv, xlsx, pdf, mail; "" while it is not read
    fingerprint = clear(models.BinaryField(max_length=16))  # keyed digest of the bytes: the same never twice
    size = clear(models.PositiveBigIntegerField(default=0))  # in bytes
    about = SealedMap(CUSTODY)  # file, address, published, retrieved, lang, sha256
    contents = SealedText(IDENTITY)  # base64, only from the door to the reading; then it is gone
    failure = SealedMap(CUSTODY)  # {"stage", "reason"} of what could not be read at all
    handed_in_at = moment()
    read_at = moment()
    found = clear(models.PositiveIntegerField(default=0))  # leads that were new
    known = clear(models.PositiveIntegerField(default=0))  # leads that were there already
    unread = clear(models.PositiveIntegerField(default=0))  # parts that could not be read

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operation", "fingerprint"], name="one_document_per_contents")
        ]
        indexes: ClassVar = [models.Index(fields=["operation", "-handed_in_at"], name="document_newest")]

    def __str__(self) -> str:
        return str(self.id)


class Passage(models.Model):
    """The text that leads point into: a page, a message, an item. Never a picture, a sound or a film."""

    id = key()
    operation = operation()
    document = clear(models.ForeignKey("casebook.Document", models.PROTECT, related_name="passages"))
    number = clear(models.PositiveIntegerField(default=0))  # its place among those that were kept
    text = SealedText(IDENTITY)

    def __str__(self) -> str:
        return str(self.id)
