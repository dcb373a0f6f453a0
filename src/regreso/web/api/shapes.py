"""What is sent and answered. Nothing answered tells who anybody is: ids, states and clocks."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field, StrictBool

# No control signs: a NUL in a name is a fault of a program, and no database takes it.
Text = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Long = Annotated[str, Field(max_length=4000, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$")]
Language = Literal["es", "uk", "ru", "en"]
Sex = Literal["", "m", "f"]


class Sent(Schema):
    """What is not known is refused, so that a slip in a name is not lost in silence."""

    model_config = ConfigDict(extra="forbid")


class NewEnquiry(Sent):
    """An enquiry that a family made somewhere else, with their consent that we keep it."""

    as_written: Text = ""
    surname: Text = ""
    given: Text = ""
    patronymic: Text = ""
    sex: Sex = ""
    birth: Text = Field("", description="1999-04-21, 1999-04 or 1999")
    age: Text = Field("", description="whole years")
    settlement: Text = ""
    unit: Text = ""
    rank: Text = ""
    relationship: Text = ""
    circumstances: Long = ""
    enquirer_name: Text = ""
    language: Language = "en"
    consent: StrictBool = Field(description="the enquirer agreed that we keep what they told")


class EnquiryMade(Schema):
    """The phrase is for the family, and is shown once."""

    id: UUID
    phrase: str
    received: datetime


class EnquiryStands(Schema):
    """What the family's own page says of the search, and nothing that hints at a record."""

    id: UUID
    received: datetime | None
    open: bool
    searched: datetime | None


class NewCustody(Sent):
    """Somebody who arrived at a site. Article 17: only names, rank, birth and number may be asked."""

    site: Annotated[str, Field(max_length=24)] = Field(description="code of the site")
    kind: Literal["prisoner_of_war", "civilian_internee", "wounded", "found"] = "prisoner_of_war"
    surname: Text = ""
    given: Text = ""
    patronymic: Text = ""
    sex: Sex = ""
    birth: Text = Field("", description="1999-04-21, 1999-04 or 1999")
    rank: Text = ""
    service_number: Text = ""
    unit: Text = ""
    father: Text = ""
    mother: Text = ""
    unidentified: StrictBool = False
    capture_date: Text = ""
    capture_place: Text = ""


class CustodyStands(Schema):
    """The record and its clocks."""

    id: UUID
    state: str
    card_due: datetime | None
    bureau_due: datetime | None


class Waiting(Schema):
    """A record whose data a bureau is to send, or whose receipt it waits for."""

    id: UUID
    state: str
    due: datetime | None


class WaitingList(Schema):
    """A part of the queue; `next` is "" at its end."""

    items: list[Waiting]
    next: str


class Receipt(Sent):
    """The number under which the other side confirmed."""

    receipt: Text = ""
