"""The parts of a person's page: his letters, calls, handovers, each with what can be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Consent, Custody, Message, history
from regreso.casebook.queries import TOLD
from regreso.web.base import translations
from regreso.web.base.acts import Act, Bench, Bound, Offer
from regreso.web.base.desks import Desk
from regreso.web.base.letter_words import REASONS
from regreso.web.base.pages import Part, Seat
from regreso.web.base.people import FIELDS
from regreso.web.base.words import Word, state_of
from regreso.web.holding import challenges
from regreso.web.holding.questions import ACTS as QUESTION
from regreso.web.holding.word import ASKING, families
from regreso.web.holding.word_acts import CALL, FRESH, HANDOVER, MESSAGE

READ_BY_HIM = ("passed_receiver", "delivered")


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a section: its state in words, what may be read of it, what can be done."""

    row: Any  # a message, call, handover or death notice
    state: Word
    text: str
    pages: list[int]
    why: list[str]
    note: Word
    prints: bool
    translations: list[Part]
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
    letters = access.held_messages_for(staff).filter(custody=custody).exclude(state="discarded")
    letters = letters.select_related("custody__person", "enquiry__enquirer")
    letters = letters.prefetch_related("pages", "translations").order_by("-written_at", "pk")
    calls = access.held_calls_for(staff).filter(custody=custody).order_by("-starts_at", "pk")
    handovers = access.held_handovers_for(staff).filter(custody=custody).order_by("pk")
    notices = custody.death_notices.order_by("pk")
    begin = Bench(desk, (*FRESH, challenges.SET), "holding-custody-act", bound).offers(
        custody, state=story.NEW
    )
    fresh: dict[str, list[Offer]] = {}
    for offer in begin:
        fresh.setdefault(offer.act.subject, []).append(offer)
    nobody = not families(custody, TOLD)
    if not families(custody, ASKING):
        fresh.pop("challenge", None)

    def section(key: str, title: Word, rows: Iterable[Any], *, acts: tuple[Act, ...] = ()) -> Section:
        bench = Bench(desk, acts, f"holding-{key}-act", bound)
        items = [_item(row, bench) for row in rows]
        if nobody and key in ("message", "call"):
            words = _("No family was told of him yet.") if key == "message" else ""
            return Section(key, title, items, [], words)
        return Section(key, title, items, fresh.get(key, []))

    asked = access.held_questions_for(staff).filter(custody=custody).order_by("state", "pk")
    everything = [
        section("question", _("Questions to put"), asked, acts=QUESTION),
        section(
            "challenge",
            _("What only he and his family know"),
            challenges.on_page(custody, staff),
            acts=challenges.ACTS,
        ),
        section("message", _("Family messages"), letters, acts=MESSAGE),
        section("call", _("Video calls"), calls, acts=CALL),
        section("handover", _("Handover"), handovers, acts=HANDOVER),
        section("death_notice", _("In case of death"), notices),
    ]
    return [one for one in everything if one.items or one.fresh or one.words]


def _item(row: Any, bench: Bench) -> Item:  # noqa: ANN401 - a row of any noun
    state, offers = state_of(row.SUBJECT, row.state), bench.offers(row)
    if row.SUBJECT == "question":
        note = FIELDS[row.field]
        return Item(row, state, "", [], [], note, prints=False, translations=[], offers=offers)
    if row.SUBJECT == "challenge":
        return Item(row, challenges.words_of(row), row.question, [], [], "", prints=False, translations=[],
                    offers=offers)  # fmt: skip
    if row.SUBJECT != "message":
        return Item(row, state, _when(row), [], [], "", prints=False, translations=[], offers=offers)
    legible = _legible(row)
    why = [f"{REASONS.get(one['reason'], '')} “{one['quote']}”" for one in row.findings if one.get("sure")]
    return Item(
        row, state, row.text if legible else "",
        pages=[page.number for page in row.pages.all()] if legible else [],
        why=_returned_for(row, why) if row.state == "returned" and row.direction == "to_family" else [],
        note=_note(row),
        prints=legible and row.state in READ_BY_HIM,
        translations=_translations(row, bench) if legible and row.state in READ_BY_HIM else [],
        offers=offers,
    )  # fmt: skip


def _translations(row: Message, bench: Bench) -> list[Part]:
    seat = Seat(bench.desk, bench.bound)
    return list(translations.parts(row, seat, "holding-message-act"))


def _when(row: Any) -> str:  # noqa: ANN401 - a row of any noun
    """When a call is, in the time of the site."""
    if row.SUBJECT != "call" or not (row.starts_at and row.holding_zone):
        return ""
    zone = ZoneInfo(row.holding_zone)
    starts, ends = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
    return f"{starts:%Y-%m-%d %H:%M} – {ends:%H:%M} ({row.holding_zone})"


def _legible(row: Message) -> bool:
    """A message to him once it may be read out; his own while it is his to change."""
    if row.direction == "to_captive":
        return row.state in READ_BY_HIM
    return row.state in ("drafted", "returned")


def _returned_for(row: Message, found: list[str]) -> list[str]:
    last = history(row).filter(name="return").order_by("number").last()
    return [last.reason, *found] if last and last.reason else found


def _note(row: Message) -> Word:
    """Whose letter it is, and what its writer asked for."""
    if row.direction == "to_family":
        return _("From him to the family")
    return _("To him. The family asks: read it aloud to him, alone.") if row.aloud else _("To him")
