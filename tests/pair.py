"""A family that was told, and the person they were told of: where messages, calls and journeys begin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pytest

from cast import Cast
from regreso.casebook.actor import Actor
from regreso.casebook.models import Answer, Call, Custody, Enquiry, Journey, Match, Message
from regreso.steps import register


@dataclass
class Pair:
    """A mother and her son."""

    cast: Cast
    enquiry: Enquiry
    custody: Custody
    answer: Answer

    @property
    def at(self) -> datetime:
        return self.cast.at

    @property
    def mother(self) -> Actor:
        return self.cast.mother_of(self.enquiry)

    @property
    def son(self) -> Actor:
        return self.cast.captive_of(self.custody)

    def letter(self, text: str = "Сынок, мы все здоровы и ждём тебя.", **more: object) -> Message:
        """A message that is not written yet: hers to him."""
        return Message(
            operation=self.cast.operation, enquiry=self.enquiry, custody=self.custody, text=text,
            **{"language": "ru", "direction": "to_captive", **more},
        )  # fmt: skip

    def reply(self, text: str = "Мама, я жив. Обними всех.", **more: object) -> Message:
        """A message that is not written yet: his to her."""
        return self.letter(text, direction="to_family", **more)

    def call(self) -> Call:
        """A call that nobody asked for yet."""
        return Call(operation=self.cast.operation, enquiry=self.enquiry, custody=self.custody)

    def name_meeting(self, *, point: str = "Invented checkpoint", days: int = 9) -> None:
        """The holding side names where and when she may meet him."""
        meeting = {"point": point, "on": self.cast.later(days=days).date().isoformat()}
        register.name_meeting(self.custody, meeting, by=self.cast.by("registrar"), at=self.at)

    def journey(self, **more: object) -> Journey:
        """A journey that is not planned yet; the holding side has named the meeting."""
        if not self.custody.meeting:
            self.name_meeting()
        told = {"language": "ru", "traveller": "Олена Шевченко"}
        answer = Answer.objects.select_related("match__custody", "enquiry").get(pk=self.answer.pk)
        return Journey(operation=self.cast.operation, answer=answer, **{**told, **more})


@pytest.fixture
def pair(cast: Cast) -> Pair:
    """The answer is as `steps.answer` leaves it; how it came about is tested there."""
    enquiry, custody = cast.asked(), cast.held()
    match = Match.objects.create(
        operation=cast.operation, enquiry=enquiry, custody=custody, state="confirmed"
    )
    answer = Answer.objects.create(
        operation=cast.operation, enquiry=enquiry, match=match, state="released", released_at=cast.at
    )
    return Pair(cast, enquiry, custody, answer)
