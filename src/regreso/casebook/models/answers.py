"""What a family is told, and the paper by which anyone can check that it came from us."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, secret_index, state, word
from regreso.casebook.sealed import SealedMap, SealedText


class Answer(models.Model):
    """The rung of the ladder that a family may see, after two signatures."""

    SUBJECT: ClassVar[str] = "answer"

    id = key()
    operation = operation()
    enquiry = clear(models.ForeignKey("casebook.Enquiry", models.PROTECT, related_name="answers"))
    match = clear(models.OneToOneField("casebook.Match", models.PROTECT, related_name="answer"))
    state = state()
    rung = word(24)  # held, released
    basis = word(24)  # consent, vital_interest, public_interest
    shown = SealedMap(
        DataClass.CUSTODY
    )  # what the family sees: address for correspondence, health if he agrees
    certificate = clear(
        models.ForeignKey("casebook.Certificate", models.PROTECT, null=True, blank=True, related_name="+")
    )
    released_at = moment()
    told_at = moment()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["operation", "-released_at", "id"], name="answers_newest")]

    def __str__(self) -> str:
        return str(self.id)


class Certificate(models.Model):
    """A sealed, checkable paper: code and signature. The public check says only "issued by us" or not."""

    id = key()
    operation = operation()
    kind = clear(models.CharField(max_length=24))  # captivity, journey, death
    code_index = secret_index()
    code = SealedText(DataClass.CUSTODY)
    content = SealedMap(DataClass.CUSTODY)
    digest = clear(models.CharField(max_length=64))  # SHA-256 of the signed form
    signature = clear(models.BinaryField(max_length=64))
    issued_at = clear(models.DateTimeField())
    expires_at = moment()
    revoked_at = moment()

    def __str__(self) -> str:
        return str(self.id)
