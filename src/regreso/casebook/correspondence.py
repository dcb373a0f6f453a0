"""What a captive has written this month beside what was promised, and the heads of a message's form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regreso.casebook.contact import answer_between
from regreso.casebook.models import Message
from regreso.facts.letter import CARD, LETTER, Month, kind_of
from regreso.facts.other_script import other_script

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regreso.casebook.models import Custody, Enquiry, Translation

NOT_SENT = ("drafted", "written", "returned", "discarded")  # not on its way: it does not count for the month
LONGEST_HEAD = 300  # letters of a name or an address
HEAD = ("name", "name_other", "place", "place_other")
# A message to him is the family's and the reviewers' until it is on its way to his side.
# A translation may be asked for while the words stand as they are.
TRANSLATABLE = ("accepted", "passed_sender", "in_transit", "passed_receiver", "delivered", "undeliverable")
AT_HIS_SIDE = ("in_transit", "passed_receiver", "delivered", "undeliverable")


def month_of(custody: Custody, at: datetime) -> Month:
    """What this captive has sent in the month of `at`. Capture cards are not counted (GC III 71)."""
    sent = Message.objects.filter(
        custody=custody, direction="to_family", written_at__year=at.year, written_at__month=at.month
    ).exclude(state__in=NOT_SENT)
    # What came on paper and was not typed counts as a letter: nobody looks at how long it is.
    kinds = [kind_of(message.text) if message.text else LETTER for message in sent]
    promised = custody.operation
    return Month(kinds.count(LETTER), kinds.count(CARD), promised.letters_a_month, promised.cards_a_month)


def head(
    name: str, place: str = "", *, language: str = "", spelled: Mapping[str, str] | None = None
) -> dict[str, str]:
    """A name and an address for the form, each once more in the other script where it has one.

    `spelled` is how the writer puts them there (`name_other`, `place_other`); else it is by sound.
    """
    told = {"name": name.strip(), "place": place.strip()}
    own = {part: text.strip() for part, text in (spelled or {}).items()}
    other = {
        f"{part}_other": (own.get(f"{part}_other") or other_script(text, language=language)) if text else ""
        for part, text in told.items()
    }
    return {part: text for part, text in (told | other).items() if text}


def own_spelling(told: Mapping[str, str], *, language: str = "") -> dict[str, str]:
    """What of a head in the other script its writer spelled, and not the sound of the first."""
    by_sound = head(told.get("name", ""), told.get("place", ""), language=language)
    kept = {part: told.get(part, "") for part in ("name_other", "place_other")}
    return {part: text if text != by_sound.get(part, "") else "" for part, text in kept.items()}


def reader_of(message: Message) -> str:
    """The language of whoever it is written to: as he was questioned in, or as the family asked in."""
    if message.direction == "to_captive":
        return str(message.custody.person.questioned_in or "uk")  # else of the side that holds him
    return str(message.enquiry.enquirer.language or message.enquiry.language or "")


def translation_of(message: Message, into: str = "") -> Translation | None:
    """What a translator has made of it, for this language or for its reader's; None when there is none."""
    made = [one for one in message.translations.all() if one.state == "made"]
    wanted = into or reader_of(message)
    return next((one for one in made if one.into == wanted), made[0] if made and not into else None)


def head_of_captive(enquiry: Enquiry, custody: Custody) -> dict[str, str]:
    """His name as registered, and the address that he agreed to give this family; none, if he gave none."""
    person, answer = custody.person, answer_between(enquiry, custody)
    name = " ".join(part for part in (person.given, person.patronymic, person.surname) if part)
    return head(name, str(answer.shown.get("address", "")) if answer else "", language=person.questioned_in)


def head_of_family(enquiry: Enquiry, custody: Custody) -> dict[str, str]:
    """How the family signs: as in its last letter to him; else by name, if it agreed that he may know it."""
    letters = Message.objects.filter(enquiry=enquiry, custody=custody, direction="to_captive")
    last = letters.filter(state__in=AT_HIS_SIDE).order_by("-written_at").first()
    if last and last.sender:
        return dict(last.sender)
    enquirer = enquiry.enquirer
    told = enquirer.name if enquirer.consents.get("share_with_holding_side") else ""
    return head(told, language=enquirer.language or enquiry.language)
