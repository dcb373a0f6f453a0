"""What we say in public, and everything that leaves: announcements and notices."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, state, word
from regreso.casebook.sealed import SealedMap, SealedText


class Announcement(models.Model):
    """One version of something we announce, in four languages. A correction is another row that follows it.

    `texts` has for each language {title, text, by, checked_by, checked}: who wrote it last, who read it in
    that language, and the digest of what they read. `about` has {areas, agreed, source}.
    """

    SUBJECT: ClassVar[str] = "announcement"

    id = key()
    operation = operation()
    state = state()
    kind = word(16)  # notice, corridor, ceasefire, exchange, rumour
    release_class = word(8)  # public, parties
    number = word(24)  # as people quote it; given at the release
    series = clear(models.UUIDField())  # versions of one announcement share it
    version = clear(models.PositiveIntegerField(default=1))
    follows = clear(
        models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    )
    outlets = word(80)  # where it is to be posted besides the page and the feeds: telegram, email
    urgency = word(12)
    certificate = clear(
        models.ForeignKey("casebook.Certificate", models.PROTECT, null=True, blank=True, related_name="+")
    )
    drafted_at = moment()
    starts_at = moment()
    ends_at = moment()
    released_at = moment()
    ended_at = moment()
    ended_why = word(24)  # of a withdrawn one
    texts = SealedMap(DataClass.CUSTODY)  # sealed: a draft may hold what the check is to keep from the public
    about = SealedMap(DataClass.CUSTODY)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "version"], name="one_announcement_per_version"),
            models.UniqueConstraint(
                fields=["operation", "number", "version"],
                condition=~models.Q(number=""),
                name="one_announcement_number",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["operation", "state", "-drafted_at"], name="announcement_newest"),
            models.Index(fields=["state", "release_class", "-released_at"], name="announcement_public"),
            models.Index(fields=["state", "ends_at"], name="announcement_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.number or self.kind} {self.version}"


class Subscriber(models.Model):
    """An address that asked for our announcements by e-mail. It belongs to nobody whom we know."""

    id = key()
    place = clear(models.CharField(max_length=32, unique=True))  # a keyed digest, as on its notices
    language = word(8)
    asked_at = clear(models.DateTimeField())
    confirmed_at = moment()  # until then it is sent one letter, and forgotten after two days
    address = SealedText(DataClass.CONTACT)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["confirmed_at", "asked_at"], name="subscriber_age")]

    def __str__(self) -> str:
        return str(self.id)


class Notice(models.Model):
    """One thing that we send to one place: a row of the outbox.

    `content` has {to, subject, text, …}; `receipt` what the other side answered.
    """

    SUBJECT: ClassVar[str] = "notice"

    id = key()
    operation = operation()
    state = state()
    kind = word()
    mode = word(16)  # at_least_once, at_most_once: declared by the kind
    transport = word(16)  # telegram, email, sms
    language = word(8)
    about = clear(models.UUIDField(null=True))  # the row, or the move, that it tells of
    place = word(32)  # a keyed digest of the address: the same thing goes to the same place once
    enquirer = clear(
        models.ForeignKey("casebook.Enquirer", models.PROTECT, null=True, blank=True, related_name="notices")
    )
    queued_at = moment()
    due_at = moment()
    begun_at = moment()  # the heart of the sender: silent for too long, and the row is taken back
    sent_at = moment()
    tries = clear(models.PositiveSmallIntegerField(default=0))
    trouble = word(48)
    content = SealedMap(DataClass.CONTACT)
    receipt = SealedMap(DataClass.CONTACT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["about", "kind", "place", "language"], name="one_notice_per_place"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"], name="notice_due"),
            models.Index(fields=["operation", "state", "-queued_at"], name="notice_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.state}"
