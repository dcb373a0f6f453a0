"""Who may be in touch with whom: a family that was told, and the person they were told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regreso.casebook.models import Answer, DeathNotice
from regreso.casebook.queries import TOLD
from regreso.story import ENQUIRER, MoveRefused

if TYPE_CHECKING:
    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Call, Custody, Enquiry, Message

AFTER_TELLING = ("told", "confirmed", "support_offered")
AFTER_SIGNING = ("signed", "pair_named", *AFTER_TELLING)


def answer_between(enquiry: Enquiry, custody: Custody) -> Answer | None:
    """The answer by which this family knows of this person, if it was released and still holds."""
    told = Answer.objects.filter(enquiry=enquiry, match__custody=custody, state__in=TOLD)
    return told.order_by("-released_at").first()


def refuse_untold(row: Message | Call, move: str) -> None:
    """Refuse to go on between two who are not, or no longer, known to each other.

    Raises:
        MoveRefused: no answer about this person was released to this family, or it was revoked since.
    """
    if len({row.operation_id, row.enquiry.operation_id, row.custody.operation_id}) > 1:
        raise MoveRefused(row.SUBJECT, move, "the family and the person are not of one operation")
    if answer_between(row.enquiry, row.custody) is None:
        raise MoveRefused(row.SUBJECT, move, "no answer about this person was released to this family")


def refuse_strangers(row: Message | Call, move: str, *, by: Actor) -> None:
    """Refuse to begin anything between two who do not know of each other, or after a death.

    Until a person has told this family, their page takes what they write as on any day: a refusal would be
    the news itself.

    Raises:
        MoveRefused: as `refuse_untold`, or a notice of death was signed: a person speaks with the family.
    """
    refuse_untold(row, move)
    notices = DeathNotice.objects.filter(custody=row.custody, state__in=AFTER_SIGNING)
    if by.role == ENQUIRER:
        notices = notices.filter(enquiry=row.enquiry, state__in=AFTER_TELLING)
    if notices.exists():
        raise MoveRefused(
            row.SUBJECT, move, "a notice of death was signed; the liaison speaks with the family"
        )
