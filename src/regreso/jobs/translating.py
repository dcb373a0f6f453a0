"""Translations follow messages: asked for where its reader has another language, dropped where it changes."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from regreso.casebook.actor import SYSTEM
from regreso.casebook.correspondence import TRANSLATABLE, reader_of
from regreso.casebook.models import Message, Translation
from regreso.facts.letter import LANGUAGES, reads
from regreso.jobs import reaching
from regreso.steps import translate
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.models import Move


def ask(move: Move, at: datetime) -> None:
    """Whoever it is written to may not read its language: a translator is asked, while the reviews go on."""
    sent = Message.objects.select_related("custody__person", "enquiry__enquirer").get(pk=move.subject_id)
    reader = reader_of(sent)
    if sent.state not in TRANSLATABLE or reader not in LANGUAGES or reads(reader, sent.language):
        return
    with suppress(MoveRefused):  # there is one already
        translate.ask(sent, reader, by=SYSTEM, at=at)


def drop(move: Move, at: datetime) -> None:
    """The message is with its writer again: what was translated is not what it will say."""
    for one in Translation.objects.filter(message=move.subject_id).exclude(state="dropped"):
        translate.drop(one, at=at)


def tell(move: Move, at: datetime) -> None:
    """A letter that the family may read has its translation now."""
    made = Translation.objects.select_related("message").get(pk=move.subject_id)
    letter = made.message
    if letter.direction == "to_family" and letter.state in ("passed_receiver", "delivered"):
        reaching.new_translation(move, letter.enquiry_id, at)
