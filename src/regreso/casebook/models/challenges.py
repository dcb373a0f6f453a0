"""What only the person held and his family know: one of them sets it, the other one answers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, state, word
from regreso.casebook.sealed import SealedText


class Challenge(models.Model):
    """A question with its answer, which is compared with what the other side says, and shown to nobody."""

    SUBJECT: ClassVar[str] = "challenge"

    id = key()
    operation = operation()
    enquiry = clear(models.ForeignKey("casebook.Enquiry", models.PROTECT, related_name="challenges"))
    # Of one that he set, his record. One that the family set belongs to whoever their answer is about.
    custody = clear(
        models.ForeignKey(
            "casebook.Custody", models.PROTECT, null=True, blank=True, related_name="challenges"
        )
    )
    state = state()
    set_by = word(8)  # family, captive
    question = SealedText(DataClass.IDENTITY)  # "" once it was taken back
    expected = SealedText(DataClass.IDENTITY)
    tries = clear(models.PositiveSmallIntegerField(default=0))
    set_at = moment()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enquiry", "set_by"],
                condition=~models.Q(state__in=("", "withdrawn")),
                name="one_challenge_each_way",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)
