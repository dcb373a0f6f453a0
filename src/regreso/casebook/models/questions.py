"""What the person held is asked about himself, when a pair cannot be told; who was told of a mistake."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, state, word
from regreso.casebook.sealed import SealedList


class Question(models.Model):
    """One field of his own record that he may tell, asked by a registrar. It names no family."""

    SUBJECT: ClassVar[str] = "question"

    id = key()
    operation = operation()
    custody = clear(models.ForeignKey("casebook.Custody", models.PROTECT, related_name="questions"))
    match = clear(models.ForeignKey("casebook.Match", models.PROTECT, related_name="questions"))
    state = state()
    field = word(24)
    due_at = moment()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["custody", "field"],
                condition=models.Q(state="asked"),
                name="one_question_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.state}"


class Correction(models.Model):
    """A revoked answer, and one who had learnt of it: they are to be told, and asked whether they know."""

    SUBJECT: ClassVar[str] = "correction"

    id = key()
    operation = operation()
    answer = clear(models.ForeignKey("casebook.Answer", models.PROTECT, related_name="corrections"))
    state = state()
    whom = word(16)  # family, captive, bureau, escort
    knew = SealedList(DataClass.CUSTODY)  # what they had been told or given, by its code
    how = word(16)
    due_at = moment()  # to be told within a day

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer", "whom"], name="one_correction_for_each")
        ]

    def __str__(self) -> str:
        return f"{self.whom}: {self.state}"
