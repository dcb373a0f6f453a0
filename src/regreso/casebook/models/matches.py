"""Where enquiry and custody meet: matches and the verdicts of two reviewers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, state, word
from regreso.casebook.sealed import SealedList, SealedMap, SealedText


class Match(models.Model):
    """This custody may be of the person sought: how probable, and why."""

    SUBJECT: ClassVar[str] = "match"

    id = key()
    operation = operation()
    enquiry = clear(models.ForeignKey("casebook.Enquiry", models.PROTECT, related_name="matches"))
    custody = clear(models.ForeignKey("casebook.Custody", models.PROTECT, related_name="matches"))
    state = state()
    probability = clear(models.FloatField(default=0.0))
    weight = clear(models.FloatField(default=0.0))  # bits
    rank = clear(models.PositiveSmallIntegerField(default=1))
    same_as = word(64)  # candidates with the same word are proposed to be one registered person
    fits_as_well = clear(models.PositiveIntegerField(default=0))  # how many other records fit about as well
    reasons = SealedList(DataClass.CUSTODY)
    judged_on = word(48)  # which data (enquiry change, registry change) the newest scoring saw
    assigned_to = clear(
        models.ForeignKey("casebook.Staff", models.PROTECT, null=True, blank=True, related_name="+")
    )
    second_due_at = moment()  # the second reviewer decides within 24 h

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enquiry", "custody"], name="one_match_per_pair")
        ]
        indexes: ClassVar = [models.Index(fields=["operation", "state", "-probability"], name="match_queue")]

    def __str__(self) -> str:
        return str(self.id)


class Verdict(models.Model):
    """One reviewer's judgement, with the evidence ticked. The second reviewer does not see the first."""

    id = key()
    operation = operation()
    match = clear(models.ForeignKey("casebook.Match", models.PROTECT, related_name="verdicts"))
    reviewer = clear(models.ForeignKey("casebook.Staff", models.PROTECT, related_name="+"))
    says = clear(models.CharField(max_length=16))  # same, different, unclear
    round = clear(models.PositiveSmallIntegerField(default=1))
    evidence = SealedMap(DataClass.CUSTODY)  # field → what the reviewer ticked
    note = SealedText(DataClass.CUSTODY)
    at = clear(models.DateTimeField())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["match", "reviewer", "round"], name="one_verdict_per_reviewer"),
        ]

    def __str__(self) -> str:
        return str(self.id)
