"""What a family is told of each enquiry: all that two people have released, and nothing that hints at more.

The page of an enquiry without a released answer is made by the same queries from the same words, whether
the register holds a likely match or nobody at all. Nothing here looks at a match, nor at the enquiry's state
between the receipt and the answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Max, Min

from regreso.casebook.models import (
    Answer,
    Call,
    DeathNotice,
    Enquiry,
    Hearing,
    Journey,
    Message,
    Move,
    Reaction,
)
from regreso.casebook.queries import TOLD
from regreso.story import rule_for
from regreso.web.family.cards import SentCard, sent_cards

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regreso.casebook.models import Enquirer
    from regreso.web.base.words import Word

ENDED = ("closed", "dormant")
TO_READ = ("passed_receiver", "delivered")
TRAVELS = ("issued", "under_way", "overdue", "arrived")
WRITTEN = ("confirmed", "support_offered")


TELLINGS = ("correct", "give_information")
AGAIN = 5  # so many of the days on which we searched again are shown
CALLED_OFF = rule_for("call", "cancel").before


@dataclass(frozen=True, slots=True)
class Again:
    """A day up to which everything in the register had been held against every enquiry of the operation."""

    at: datetime
    new: bool  # whether the register said anything that it had not said the time before
    records: int  # about so many records; 0 for a few, which are not told


@dataclass(slots=True)
class Standing:
    """One enquiry as its family sees it. Without `answer` the lists are empty, whatever the rows hold."""

    enquiry: Enquiry
    searched_first: datetime | None = None
    searched_with_more: datetime | None = None  # after the family last told more
    again: list[Again] = field(default_factory=list)  # the newest first; the same for every family
    answer: Answer | None = None
    messages: list[Message] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    journeys: list[Journey] = field(default_factory=list)
    notices: list[DeathNotice] = field(default_factory=list)
    cards: list[SentCard] = field(default_factory=list)
    heard: list[Hearing] = field(default_factory=list)  # what the one sought says of themself
    helps: Word = ""  # what would help most to know, by the enquiry alone

    @property
    def calling(self) -> list[tuple[Call, bool]]:
        """Its calls, each with whether the family can still call it off."""
        return [(call, call.state in CALLED_OFF) for call in self.calls]

    @property
    def searched_last(self) -> datetime | None:
        """When the whole register was last held against it; never when one record touched this enquiry."""
        last: datetime | None = self.enquiry.operation.searched_at
        return max(filter(None, (self.searched_first, last)), default=None)

    @property
    def unread(self) -> bool:
        """Whether a letter to the family waits to be opened."""
        return any(
            letter.state == "passed_receiver" for letter in self.messages if letter.direction == "to_family"
        )

    @property
    def ended(self) -> bool:
        """Closed or asleep: the family can ask again."""
        return self.enquiry.state in ENDED


def standings(enquirer: Enquirer) -> list[Standing]:
    """Each enquiry of this enquirer, the newest first, always with the same number of queries."""
    enquiries = Enquiry.objects.filter(enquirer=enquirer).exclude(state__in=("draft", "submitted"))
    ordered = enquiries.select_related("sought", "operation").order_by("-opened_at")
    found = {one.pk: Standing(one) for one in ordered}
    searches = Move.objects.filter(subject="enquiry", name="search", subject_id__in=enquiries.values("pk"))
    for pk, first in searches.values_list("subject_id").annotate(first=Min("at")):
        found[pk].searched_first = first
    with_more = Reaction.objects.filter(
        name="enquiry.search", move__subject="enquiry", move__name__in=TELLINGS,
        move__subject_id__in=enquiries.values("pk"),
    ).values_list("move__subject_id")  # fmt: skip
    for pk, last in with_more.annotate(last=Max("done_at")):
        found[pk].searched_with_more = last
    again = _searched_again(enquirer)
    for one in found.values():
        one.again = [day for day in again if one.searched_first and day.at >= one.searched_first]
    released = Answer.objects.filter(enquiry__enquirer=enquirer, state__in=TOLD)
    for answer in released.select_related("certificate").order_by("released_at"):
        found[answer.enquiry_id].answer = answer
    heard = Hearing.objects.filter(enquiry__enquirer=enquirer).select_related("report", "certificate")
    for hearing in heard.order_by("at"):
        found[hearing.enquiry_id].heard.append(hearing)
    _add_what_follows(found, enquirer)
    return list(found.values())


def _searched_again(enquirer: Enquirer) -> list[Again]:
    """The last days on which it was noted that all was compared: of the operation, not of an enquiry."""
    noted = Move.objects.filter(
        subject="operation", subject_id=enquirer.operation_id, name="search_again"
    ).order_by("-number")
    return [
        Again(move.at, bool(move.detail.get("new")), int(move.detail.get("records", 0)))
        for move in noted[:AGAIN]
    ]


def _add_what_follows(found: dict[UUID, Standing], enquirer: Enquirer) -> None:
    """Messages, calls, journeys and papers: only beside an answer that was released and still holds."""
    told = Enquiry.objects.filter(enquirer=enquirer, answers__state__in=TOLD).values("pk")
    for message in Message.objects.filter(enquiry__in=told).order_by("written_at"):
        if message.direction == "to_captive" or message.state in TO_READ:
            found[message.enquiry_id].messages.append(message)
    for enquiry_id, card in sent_cards(told):
        found[enquiry_id].cards.append(card)
    for call in Call.objects.filter(enquiry__in=told).order_by("starts_at"):
        found[call.enquiry_id].calls.append(call)
    journeys = Journey.objects.filter(answer__enquiry__in=told, state__in=TRAVELS)
    for journey in journeys.select_related("answer", "certificate").order_by("expires_at"):
        found[journey.answer.enquiry_id].journeys.append(journey)
    # A person has told them before, and it is written: it needs no answer of the living beside it.
    notices = DeathNotice.objects.filter(enquiry__enquirer=enquirer, state__in=WRITTEN)
    for notice in notices.select_related("certificate").order_by("told_at"):
        if notice.enquiry_id:
            found[notice.enquiry_id].notices.append(notice)
