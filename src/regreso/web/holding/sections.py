"""The parts of a person's page: his letters, calls, handovers, each with what can be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Consent, Custody
from regreso.casebook.queries import TOLD
from regreso.web.base.acts import Act, Bench, Bound, Offer
from regreso.web.base.desks import Desk
from regreso.web.base.words import Word, state_of
from regreso.web.holding.word import families
from regreso.web.holding.word_acts import CALL, FRESH, HANDOVER, MESSAGE

READ_BY_HIM = ("passed_receiver", "delivered")


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a section: its state in words, what may be read of it, what can be done."""

    row: Any  # a message, call, handover or death notice
    state: Word
    text: str
    offers: list[Offer]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, its rows, and what can be begun."""

    key: str
    title: Word
    items: list[Item]
    fresh: list[Offer]
    words: Word = ""


def newest_consents(custody: Custody) -> list[Consent]:
    """His newest word on each purpose, for each family."""
    newest: dict[tuple[str, object], Consent] = {}
    for consent in custody.consents.order_by("at", "-given"):
        newest[consent.purpose, consent.enquiry_id] = consent
    return list(newest.values())


def of(custody: Custody, desk: Desk, bound: Bound | None) -> list[Section]:
    """The sections of this person's page: one query each, whatever they hold."""
    staff = desk.staff
    letters = access.held_messages_for(staff).filter(custody=custody).order_by("-written_at", "pk")
    calls = access.held_calls_for(staff).filter(custody=custody).order_by("-starts_at", "pk")
    handovers = access.held_handovers_for(staff).filter(custody=custody).order_by("pk")
    notices = custody.death_notices.order_by("pk")
    begin = Bench(desk, FRESH, "holding-custody-act", bound).offers(custody, state=story.NEW)
    fresh = {offer.act.subject: [offer] for offer in begin}
    nobody = not families(custody, TOLD)

    def section(key: str, title: Word, rows: Iterable[Any], *, acts: tuple[Act, ...] = ()) -> Section:
        bench = Bench(desk, acts, f"holding-{key}-act", bound)
        items = [Item(row, state_of(row.SUBJECT, row.state), _text(row), bench.offers(row)) for row in rows]
        if nobody and key in ("message", "call"):
            words = _("No family was told of him yet.") if key == "message" else ""
            return Section(key, title, items, [], words)
        return Section(key, title, items, fresh.get(key, []))

    everything = [
        section("message", _("Family messages"), letters, acts=MESSAGE),
        section("call", _("Video calls"), calls, acts=CALL),
        section("handover", _("Handover"), handovers, acts=HANDOVER),
        section("death_notice", _("In case of death"), notices),
    ]
    return [one for one in everything if one.items or one.fresh or one.words]


def _text(row: Any) -> str:  # noqa: ANN401 - a row of any noun
    """A message to him once it may be read out; his own when he is to write it anew."""
    if row.SUBJECT != "message":
        return ""
    to_him = row.direction == "to_captive" and row.state in READ_BY_HIM
    return str(row.text) if to_him or (row.direction == "to_family" and row.state == "returned") else ""
