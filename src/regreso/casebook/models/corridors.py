"""Corridors: what is agreed, the plans made of it, who was told to take shelter, who was given names."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, state, word
from regreso.casebook.sealed import SealedList, SealedMap, SealedText


class Corridor(models.Model):
    """One evacuation: a scenario with one corridor, or several that are planned together.

    `scenario` is as docs/reference/corridor.md tells; where people are and which way they go is nobody's to
    read from a stolen disk. `version` counts its changes: a plan holds only for the version it was made of.
    """

    SUBJECT: ClassVar[str] = "corridor"

    id = key()
    operation = operation()
    state = state()
    code = word(8)  # before the codes of its trips: stands on slips, tells no place
    title = SealedText(DataClass.CUSTODY)
    scenario = SealedMap(DataClass.CUSTODY)
    version = clear(models.PositiveIntegerField(default=1))
    people = clear(models.PositiveIntegerField(default=0))  # who asked to leave, to sort and to count
    begins_at = moment()  # the first and the last minute of its windows, where they can be read
    ends_at = moment()
    draft = clear(
        models.ForeignKey("casebook.Draft", models.PROTECT, null=True, blank=True, related_name="corridors")
    )
    plan = clear(
        models.ForeignKey("casebook.CorridorPlan", models.PROTECT, null=True, blank=True, related_name="+")
    )
    tokens = SealedMap(DataClass.CUSTODY)  # household id → the boarding tokens of those alike
    channels = SealedList(DataClass.CONTACT)  # place, transport, to, language: of collection points
    shelter = SealedMap(DataClass.CUSTODY)  # language → what to do if it is aborted, as two approved it
    outcome = word(16)  # unknown until somebody says another: completed, partly, halted, disputed
    public_from = moment()  # before then nothing is public, whatever was released
    proposed_at = moment()
    gone_at = moment()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["operation", "state", "-proposed_at"], name="corridor_newest"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operation", "code"], name="one_corridor_per_code")
        ]

    def __str__(self) -> str:
        return str(self.code)


class CorridorPlan(models.Model):
    """A plan that was asked for: made by the worker stage by stage, and kept after each of them."""

    SUBJECT: ClassVar[str] = "corridor_plan"

    id = key()
    operation = operation()
    corridor = clear(models.ForeignKey("casebook.Corridor", models.PROTECT, related_name="plans"))
    state = state()
    version = clear(models.PositiveIntegerField())  # of the scenario that it is made from
    case = word(8)  # low, likely, high
    seconds = clear(models.PositiveIntegerField(default=30))  # for each search
    follows = clear(
        models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    )
    asked_at = moment()
    made_at = moment()
    stage = word(16)  # what it works on
    done = clear(models.PositiveSmallIntegerField(default=0))  # stages that are behind it
    stages = clear(models.PositiveSmallIntegerField(default=0))
    scenario = SealedMap(DataClass.CUSTODY)  # as it was when the plan was asked for
    event = SealedMap(DataClass.CUSTODY)  # what happened, where it is a plan made again
    orders = SealedList(DataClass.CUSTODY)  # for those on the road: known before the plan is
    plan = SealedMap(DataClass.CUSTODY)  # as far as it has come
    trouble = SealedText(DataClass.CUSTODY)  # why there is none

    class Meta:
        indexes: ClassVar = [models.Index(fields=["corridor", "-asked_at"], name="corridor_plan_newest")]

    def __str__(self) -> str:
        return f"{self.case}: {self.state}"


class Broadcast(models.Model):
    """The shelter notice to one channel of a collection point, until somebody there has confirmed it."""

    SUBJECT: ClassVar[str] = "broadcast"

    id = key()
    operation = operation()
    corridor = clear(models.ForeignKey("casebook.Corridor", models.PROTECT, related_name="broadcasts"))
    state = state()
    transport = word(16)  # telegram, email, sms, phone, radio
    language = word(8)
    queued_at = moment()
    acknowledged_at = moment()
    place = SealedText(DataClass.CUSTODY)
    content = SealedMap(DataClass.CONTACT)  # to, text

    class Meta:
        indexes: ClassVar = [models.Index(fields=["corridor", "state"], name="broadcast_open")]

    def __str__(self) -> str:
        return f"{self.transport}: {self.state}"


class ManifestCopy(models.Model):
    """The manifest with names, asked for by one and granted by another: for whom, and why."""

    SUBJECT: ClassVar[str] = "manifest_copy"

    id = key()
    operation = operation()
    corridor = clear(models.ForeignKey("casebook.Corridor", models.PROTECT, related_name="copies"))
    state = state()
    asked_at = moment()
    granted_at = moment()
    recipient = SealedText(DataClass.CONTACT)
    reason = SealedText(DataClass.CUSTODY)

    def __str__(self) -> str:
        return str(self.id)
