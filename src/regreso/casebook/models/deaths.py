"""The dead, and support for the bereaved."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, state, word
from regreso.casebook.sealed import SealedList, SealedMap


class DeathNotice(models.Model):
    """A notification of death: a certified source, two signers, told by two, correctable for ever."""

    SUBJECT: ClassVar[str] = "death_notice"

    id = key()
    operation = operation()
    custody = clear(models.ForeignKey("casebook.Custody", models.PROTECT, related_name="death_notices"))
    enquiry = clear(
        models.ForeignKey(
            "casebook.Enquiry", models.PROTECT, null=True, blank=True, related_name="death_notices"
        )
    )
    certificate = clear(
        models.ForeignKey("casebook.Certificate", models.PROTECT, null=True, blank=True, related_name="+")
    )
    state = state()
    source_class = word(16)  # official_list, certificate, forensic, witness
    source = SealedMap(DataClass.FORENSIC)  # what it is, its date, who issued it
    facts = SealedMap(DataClass.FORENSIC)  # GC III 120: date, place, cause, burial …
    notifier = clear(
        models.ForeignKey("casebook.Staff", models.PROTECT, null=True, blank=True, related_name="+")
    )
    notifier_beside = clear(
        models.ForeignKey("casebook.Staff", models.PROTECT, null=True, blank=True, related_name="+")
    )
    told_how = word(16)  # in_person, trained_caller
    told_at = moment()
    bureau_due_at = moment()  # to the National Information Bureau within 24 h

    def __str__(self) -> str:
        return str(self.id)


class SupportPlan(models.Model):
    """Support for a bereaved family: offered now, again at two and eight weeks."""

    SUBJECT: ClassVar[str] = "support_plan"

    id = key()
    operation = operation()
    death_notice = clear(
        models.OneToOneField("casebook.DeathNotice", models.PROTECT, related_name="support_plan")
    )
    enquiry = clear(
        models.ForeignKey(
            "casebook.Enquiry", models.PROTECT, null=True, blank=True, related_name="support_plans"
        )
    )
    state = state()
    needs = SealedMap(DataClass.CONTACT)
    referrals = SealedList(DataClass.CONTACT)
    contacts = SealedList(DataClass.CONTACT)  # what was said when, shortly
    next_contact_at = moment()

    def __str__(self) -> str:
        return str(self.id)
