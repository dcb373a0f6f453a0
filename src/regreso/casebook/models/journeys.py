"""The way: a relative's journey, and the handover at its end."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, state, word
from regreso.casebook.sealed import SealedList, SealedMap, SealedText


class Journey(models.Model):
    """A journey sheet: legs with dated sources, a meeting point, and a day on which it expires."""

    SUBJECT: ClassVar[str] = "journey"

    id = key()
    operation = operation()
    answer = clear(models.ForeignKey("casebook.Answer", models.PROTECT, related_name="journeys"))
    certificate = clear(
        models.ForeignKey("casebook.Certificate", models.PROTECT, null=True, blank=True, related_name="+")
    )
    state = state()
    language = word(8)
    traveller = SealedText(DataClass.IDENTITY)
    meeting_point = SealedText(DataClass.CUSTODY)
    meeting_on = SealedText(DataClass.CUSTODY)  # ISO date
    legs = SealedList(DataClass.CONTACT)  # order, from, to, mode, what to do, source, source date
    check_ins = SealedList(DataClass.CONTACT)
    passport = SealedText(DataClass.IDENTITY)  # alpha-3
    purpose = word(24)
    documents = SealedList(DataClass.IDENTITY)  # in hand, by code
    start_stop = SealedText(DataClass.CONTACT)
    end_stop = SealedText(DataClass.CONTACT)
    rules_used = SealedList(DataClass.CONTACT)  # rule, place, says, source, last seen: what the legs rest on
    book_version = clear(
        models.PositiveIntegerField(default=0)
    )  # of the book of borders, when it was planned
    replaces = clear(
        models.ForeignKey(
            "casebook.Journey", models.PROTECT, null=True, blank=True, related_name="replaced_by"
        )
    )
    warned_at = moment()  # a crossing closed, or the meeting may not hold: nobody goes on by this sheet
    warning = SealedMap(DataClass.CONTACT)  # {"why": code, "legs": [...], "hurdles": [...]}
    next_check_in_at = moment()
    expires_at = moment()

    def __str__(self) -> str:
        return str(self.id)


class Handover(models.Model):
    """Giving a person back: wish, lists, clearance, identity checked by two, effects, two signatures."""

    SUBJECT: ClassVar[str] = "handover"

    id = key()
    operation = operation()
    custody = clear(models.ForeignKey("casebook.Custody", models.PROTECT, related_name="handovers"))
    enquiry = clear(
        models.ForeignKey("casebook.Enquiry", models.PROTECT, null=True, blank=True, related_name="handovers")
    )
    state = state()
    basis = word(24)  # medical, exchange, unilateral, to_family
    wish = SealedMap(DataClass.CUSTODY)  # the person's own wish (non-refoulement)
    lists = SealedMap(DataClass.CUSTODY)  # references of both sides
    clearance = SealedMap(DataClass.CUSTODY)  # medical, legal, identity
    itinerary = SealedMap(DataClass.CUSTODY)
    identity = SealedList(DataClass.IDENTITY)  # what each of the two officers checked
    effects = SealedList(DataClass.CUSTODY)  # line by line (GC III 119)
    baggage_kg = SealedText(DataClass.CUSTODY)  # what he may carry: never less than 25 (GC III 119)
    signatures = SealedList(DataClass.CUSTODY)
    contacts = SealedList(DataClass.CUSTODY)  # after 72 hours, two weeks, eight weeks
    code = SealedText(DataClass.CUSTODY)  # the family's paper bears the code, not the name
    planned_at = moment()
    handed_over_at = moment()
    contact_due_at = moment()  # the next of the three contacts
    tell_due_at = moment()  # postponed: the family is told the same day

    def __str__(self) -> str:
        return str(self.id)
