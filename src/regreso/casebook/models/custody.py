"""The register: persons held, their custody, presence, consents, and the lists they came on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, state, word
from regreso.casebook.sealed import SealedFile, SealedList, SealedMap, SealedText

IDENTITY, CONTACT, CUSTODY = DataClass.IDENTITY, DataClass.CONTACT, DataClass.CUSTODY


class Person(models.Model):
    """A person held or found, as registered: GC III arts 17 and 122 ¶4, GC IV art. 138.

    Only surname, first names, rank, birth and number may be asked of a prisoner of war (art. 17); any
    other field may be empty, or named in `declined` when the person did not want to tell.
    """

    id = key()
    operation = operation()
    identity_level = clear(models.CharField(max_length=24, default="self_stated"))
    surname = SealedText(IDENTITY)
    given = SealedText(IDENTITY)
    patronymic = SealedText(IDENTITY)
    other_names = SealedList(IDENTITY)
    sex = SealedText(IDENTITY)
    birth = SealedText(IDENTITY)  # "1999-04-21", "1999-04", "1999"
    birthplace = SealedText(IDENTITY)
    settlement = SealedText(IDENTITY)  # last residence
    region = SealedText(IDENTITY)
    nationality = SealedText(IDENTITY)
    rank = SealedText(IDENTITY)
    service_number = SealedText(IDENTITY)  # army, regimental, personal or serial number
    unit = SealedText(IDENTITY)
    power = SealedText(IDENTITY)  # the Power on which he depends
    father = SealedText(IDENTITY)  # first name of the father
    mother = SealedText(IDENTITY)  # maiden name of the mother
    marks = SealedText(IDENTITY)
    inform = SealedText(CONTACT)  # name and address of the person to be informed
    correspondence = SealedText(CONTACT)  # address for correspondence
    declined = SealedList(IDENTITY)  # fields that the person declined to tell
    questioned_in = word(8)  # language of questioning

    def __str__(self) -> str:
        return str(self.id)


class Custody(models.Model):
    """One person held at one site: what happens to them, and the clocks that run."""

    SUBJECT: ClassVar[str] = "custody"

    id = key()
    operation = operation()
    person = clear(models.ForeignKey("casebook.Person", models.PROTECT, related_name="custodies"))
    site = clear(models.ForeignKey("casebook.Site", models.PROTECT, related_name="custodies"))
    listed_in = clear(
        models.ForeignKey("casebook.CustodyList", models.PROTECT, null=True, blank=True, related_name="rows")
    )
    state = state()
    kind = clear(
        models.CharField(max_length=24, default="prisoner_of_war")
    )  # or civilian_internee, wounded, found
    capture = SealedMap(CUSTODY)  # date, place, coming_from
    health = SealedText(CUSTODY)
    health_class = SealedText(CUSTODY)  # grave, lasting, may_recover, light, well (GC III 109, 110)
    number = SealedText(CUSTODY)  # prisoner number
    meeting = SealedMap(CUSTODY)  # where and when a relative may meet them, as the holding side named it
    source = SealedMap(CUSTODY)  # who said so, when first seen; line of the list
    arrived_at = moment()
    card_due_at = moment()  # capture card: 7 days after arrival, sickness, hospital, transfer (GC III 70)
    card_sent_at = moment()
    bureau_due_at = moment()  # data to the National Information Bureau within 24 h
    forms_due_at = moment()  # forms for a month's letters and cards, every 30 days (GC III 71)
    health_due_at = moment()  # weekly while gravely ill or wounded (GC III 122)
    change = clear(
        models.PositiveBigIntegerField(default=0)
    )  # number of the registry change that touched it last

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["site", "state", "card_due_at"], name="custody_cards"),
            models.Index(fields=["operation", "change"], name="custody_changes"),
            models.Index(fields=["listed_in", "id"], name="custody_of_list"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Presence(models.Model):
    """Someone was seen where: append-only."""

    id = key()
    operation = operation()
    custody = clear(models.ForeignKey("casebook.Custody", models.PROTECT, related_name="presences"))
    site = clear(models.ForeignKey("casebook.Site", models.PROTECT, related_name="+"))
    at = clear(models.DateTimeField())
    kind = clear(models.CharField(max_length=16, default="counted"))  # arrived, counted, left
    noted_by = clear(models.ForeignKey("casebook.Staff", models.PROTECT, null=True, related_name="+"))

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "at", "kind"], name="presence_of_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class HeadCount(models.Model):
    """Heads counted at a site, beside what the register says at that moment. Only numbers, and a remark."""

    SUBJECT: ClassVar[str] = "head_count"

    id = key()
    operation = operation()
    site = clear(models.ForeignKey("casebook.Site", models.PROTECT, related_name="head_counts"))
    state = state()
    at = clear(models.DateTimeField())
    counted = clear(models.PositiveIntegerField())  # heads, by those who counted
    expected = clear(models.PositiveIntegerField())  # by the register
    seen = clear(models.PositiveIntegerField())  # of those, noted as seen on this day
    arrived = clear(models.PositiveIntegerField(default=0))  # since the count before
    left = clear(models.PositiveIntegerField(default=0))  # since the count before
    before = clear(models.PositiveIntegerField(null=True, blank=True))  # expected at the count before
    remark = SealedText(CUSTODY)  # what explains a difference

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "-at"], name="head_counts_newest")]

    def __str__(self) -> str:
        return f"{self.counted} of {self.expected}"


class Consent(models.Model):
    """What the person held agreed to or refused, asked alone. The newest row of a purpose holds."""

    id = key()
    operation = operation()
    custody = clear(models.ForeignKey("casebook.Custody", models.PROTECT, related_name="consents"))
    enquiry = clear(
        models.ForeignKey("casebook.Enquiry", models.PROTECT, null=True, blank=True, related_name="+")
    )
    purpose = clear(
        models.CharField(max_length=24)
    )  # tell_family, share_address, share_health, messages, calls
    given = clear(models.BooleanField())
    asked_alone = clear(models.BooleanField(default=False))
    at = clear(models.DateTimeField())
    witness = clear(models.ForeignKey("casebook.Staff", models.PROTECT, null=True, related_name="+"))

    class Meta:
        indexes: ClassVar = [models.Index(fields=["custody", "purpose", "at"], name="consent_newest")]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.given}"


class CustodyList(models.Model):
    """A list of persons held that was taken in as a whole; each row keeps its line.

    One that comes by the registrar's desk lies here as it was handed in, is gone through without writing,
    and is taken in by portions: `done` rows of `total`, so that whoever goes on after a crash knows where.
    """

    SUBJECT: ClassVar[str] = "custody_list"

    id = key()
    operation = operation()
    site = clear(models.ForeignKey("casebook.Site", models.PROTECT, related_name="+"))
    state = state()
    digest = clear(models.CharField(max_length=64))  # SHA-256 of what was handed in
    size = clear(models.PositiveIntegerField(default=0))  # people of it that are in the register
    left_out = SealedList(CUSTODY)  # the first rows that cannot be taken in as they are, each with its reason
    handed_in_at = moment()
    name = SealedText(CUSTODY)  # of the file
    contents = SealedFile(IDENTITY)  # the file; gone when the list is dropped, undone or 14 days old
    plan = SealedMap(CUSTODY)  # {"columns": [field, …], "kind", "without_cells", "alike_too"}
    total = clear(models.PositiveIntegerField(default=0))  # rows in the file
    done = clear(models.PositiveIntegerField(default=0))  # row up to which the work at hand has come
    takes = clear(models.PositiveIntegerField(default=0))  # rows that would be taken in as planned
    faulty = clear(models.PositiveIntegerField(default=0))  # rows with at least one faulty cell
    alike = clear(models.PositiveIntegerField(default=0))  # rows of people who seem to be here already
    stayed = clear(models.PositiveIntegerField(default=0))  # of an undone list: people who stay

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "-handed_in_at"], name="custody_lists_newest")]

    def __str__(self) -> str:
        return str(self.id)
