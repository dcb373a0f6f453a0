"""Proofs of kinship: scans of papers that show who they are to the sought. None of a captive."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, state, word
from regreso.casebook.sealed import SealedFile


class Proof(models.Model):
    """One paper of an enquirer, page by page; its pages go when it is shredded, the row of it stays."""

    SUBJECT: ClassVar[str] = "proof"

    id = key()
    operation = operation()
    enquiry = clear(models.ForeignKey("casebook.Enquiry", models.PROTECT, related_name="proofs"))
    state = state()
    kind = word(16)  # passport, birth, marriage, letter, other
    handed_in_at = moment()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["enquiry", "state"], name="proof_of_enquiry")]

    def __str__(self) -> str:
        return str(self.id)


class ProofPage(models.Model):
    """One page as a fresh picture: nothing of the file that was handed in."""

    id = key()
    proof = clear(models.ForeignKey("casebook.Proof", models.CASCADE, related_name="pages"))
    number = clear(models.PositiveSmallIntegerField())
    picture = SealedFile(DataClass.IDENTITY)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proof", "number"], name="one_page_per_number")
        ]

    def __str__(self) -> str:
        return str(self.id)
