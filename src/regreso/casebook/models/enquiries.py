"""Those who ask, what they ask, and whom they seek."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, secret_index, state, word
from regreso.casebook.sealed import SealedList, SealedMap, SealedText

IDENTITY, CONTACT = DataClass.IDENTITY, DataClass.CONTACT


class Enquirer(models.Model):
    """A relative or friend who asks, under their name or a pseudonym."""

    id = key()
    operation = operation()
    name = SealedText(IDENTITY)
    sex = SealedText(IDENTITY)
    birth = SealedText(IDENTITY)
    nationality = SealedText(IDENTITY)
    address = SealedText(CONTACT)
    phone = SealedText(CONTACT)
    email = SealedText(CONTACT)
    safe_contact = SealedMap(CONTACT)  # how, when, under what name; what never to do
    consents = SealedMap(CONTACT)  # what they agreed to: {"store": true, "share_with_holding_side": …}
    language = word(8)
    pseudonymous = clear(models.BooleanField(default=False))
    level = clear(
        models.PositiveSmallIntegerField(default=0)
    )  # of kinship: 0 phrase, 1 contact, 2 papers, 3 captive
    phrase_index = (
        secret_index()
    )  # finds the enquirer by the retrieval phrase; the phrase itself is kept nowhere

    def __str__(self) -> str:
        return str(self.id)


class Sought(models.Model):
    """The person sought, as the family describes them."""

    id = key()
    operation = operation()
    as_written = SealedText(IDENTITY)  # the name, or the whole message, exactly as it came
    surname = SealedText(IDENTITY)
    given = SealedText(IDENTITY)
    patronymic = SealedText(IDENTITY)
    other_names = SealedList(IDENTITY)  # other spellings, earlier surnames, nickname
    sex = SealedText(IDENTITY)
    birth = SealedText(IDENTITY)  # "1999-04-21", "1999-04", "1999"
    age = SealedText(IDENTITY)  # whole years, as told
    birthplace = SealedText(IDENTITY)
    settlement = SealedText(IDENTITY)  # where they lived before
    region = SealedText(IDENTITY)
    nationality = SealedText(IDENTITY)
    languages = SealedText(IDENTITY)
    religion = SealedText(IDENTITY)
    father = SealedText(IDENTITY)  # names, and whether alive
    mother = SealedText(IDENTITY)  # with her maiden name
    marks = SealedText(IDENTITY)
    rank = SealedText(IDENTITY)
    unit = SealedText(IDENTITY)
    service_number = SealedText(IDENTITY)
    phone = SealedText(CONTACT)

    def __str__(self) -> str:
        return str(self.id)


class Unsent(models.Model):
    """What a family has written and not sent: found again by a phrase of its own, gone after thirty days."""

    SUBJECT: ClassVar[str] = "unsent"

    id = key()
    operation = operation()
    state = state()
    told = SealedMap(IDENTITY)  # field of the form → what stands in it; {} when sent or discarded
    language = word(8)
    phrase_index = secret_index()  # None when sent or discarded
    kept_at = moment()
    ends_at = moment()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "ends_at"], name="unsent_over")]

    def __str__(self) -> str:
        return str(self.id)


class Enquiry(models.Model):
    """A tracing request: this enquirer seeks this person."""

    SUBJECT: ClassVar[str] = "enquiry"

    id = key()
    operation = operation()
    enquirer = clear(models.ForeignKey("casebook.Enquirer", models.PROTECT, related_name="enquiries"))
    sought = clear(models.ForeignKey("casebook.Sought", models.PROTECT, related_name="enquiries"))
    state = state()
    outcome = (
        word()
    )  # of a closed one: located_alive, captivity_confirmed, deceased_confirmed, withdrawn, duplicate, ceased
    channel = word(16)  # web, phone, file
    language = word(8)
    relationship = SealedText(IDENTITY)
    last_contact = SealedMap(
        IDENTITY
    )  # date, channel, place, said_destination, circumstances, latest_news, with_whom
    note_to_sought = SealedText(DataClass.MESSAGE)
    needs = SealedText(IDENTITY)  # the one piece of information that was asked for
    assigned_to = clear(
        models.ForeignKey("casebook.Staff", models.PROTECT, null=True, blank=True, related_name="+")
    )
    opened_at = moment()
    searched_at = moment()
    minimised_at = moment()  # of a closed one: when the ways to reach the family were deleted
    first_look_due_at = moment()  # a person looks within 72 h
    call_back_at = moment()  # when an operator promised to call them back
    nobody = clear(models.FloatField(null=True))  # probability that nobody in the register is the one sought
    evidence = clear(
        models.FloatField(null=True)
    )  # bits: how much likelier the enquiry is if someone held is meant
    change = clear(models.PositiveBigIntegerField(default=0))  # of what is told about the sought

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["operation", "state", "opened_at"], name="enquiry_queue"),
            models.Index(fields=["assigned_to", "state"], name="enquiry_mine"),
            models.Index(fields=["assigned_to", "call_back_at"], name="enquiry_callbacks"),
            # As the operator's list is ordered, so that SQLite sorts nothing however much is assigned to one.
            models.Index(
                fields=["assigned_to", "first_look_due_at", "-opened_at", "id"], name="enquiry_due_first"
            ),
            models.Index(fields=["assigned_to", "-opened_at", "id"], name="enquiry_newest_first"),
        ]

    def __str__(self) -> str:
        return str(self.id)
