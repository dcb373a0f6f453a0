"""Video calls between a captive and the family. There is no column for a recording."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, secret_index, state, word
from regreso.casebook.sealed import SealedMap


class Call(models.Model):
    """A call: asked for, agreed to by the captive alone, scheduled in both time zones, really held."""

    SUBJECT: ClassVar[str] = "call"

    id = key()
    operation = operation()
    enquiry = clear(models.ForeignKey("casebook.Enquiry", models.PROTECT, related_name="calls"))
    custody = clear(models.ForeignKey("casebook.Custody", models.PROTECT, related_name="calls"))
    state = state()
    starts_at = moment()  # the links open
    ends_at = moment()  # the links close
    family_zone = word(48)
    holding_zone = word(48)
    plan = SealedMap(DataClass.CONTACT)  # safe time as the family told it; duress words of both sides
    family_link = secret_index()
    captive_link = secret_index()
    family_met_at = moment()  # the officer met this party alone in the lobby
    captive_met_at = moment()
    connected_at = moment()
    ended_at = moment()
    alarm_at = moment()  # a party typed its word of duress; its own page and the other one show nothing
    care_due_at = moment()  # both sides are asked how they are, within 24 h
    family_cared_at = moment()
    captive_cared_at = moment()
    ended_how = word(16)  # completed, cut, distress, duress

    def __str__(self) -> str:
        return str(self.id)
