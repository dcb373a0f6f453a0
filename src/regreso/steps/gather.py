"""Public material is read into leads: claims with their place, for people to judge.

A document comes to the door (`hand_in`), is read in a child process by whoever has it, its leads are kept
in portions (`keep`), and at last it is read or unreadable (`finish`). Every portion is known by what it
claims, so a second reading, or one that was cut off and begins again, adds nothing twice. Nothing here
makes a person, changes a custody or tells anybody anything.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from regreso.casebook import claims
from regreso.casebook.actor import CLOCK, SYSTEM
from regreso.casebook.keys import keyring
from regreso.casebook.models import Document, Lead, Passage, append_listed, append_move, take_turn
from regreso.casebook.once import once
from regreso.casebook.queue import place_of
from regreso.casebook.rows import set_columns
from regreso.reading.document import Handed, Taken
from regreso.reading.excerpt import MARKUP, excerpt
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Move

KEPT_FOR = timedelta(days=180)  # a claim that meets no enquiry and serves nobody
MOST_BYTES = 20_000_000  # kept sealed until it is read; a larger export is read by whoever brings it
LANGUAGES = ("", "es", "uk", "ru", "en")
_FILMED = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"OggS",
    b"ID3",
    b"II*\0",
    b"MM\0*",
    b"\x1aE\xdf\xa3",
)
_EMBEDDED = re.compile(rb"(data:(?:image|video|audio)/[\w.+-]{1,40}[;,])([^\s\"'()<>]*)", re.IGNORECASE)
_STANDING = ("new", "noted", "proposed", "accepted")
_WITH_TEXT = ("page", "flat_text", "telegram", "rss", "mail")


def hand_in(document: Document, data: bytes, *, digest: str = "", by: Actor, at: datetime) -> Move:
    """Something public is at the door. It is kept sealed until it is read, and read at once by the worker.

    A picture, a sound or a film is turned away, and so is what is too large; the row says so, the contents
    are not kept. With `digest` (SHA-256) `data` is only the beginning of a large export, which whoever
    brings it reads from its file.

    Raises:
        MoveRefused: the same contents were handed in before.
    """
    if document.about.get("lang", "") not in LANGUAGES:
        raise StepError(
            "unknown_language", given=document.about["lang"], expected="es, uk, ru, en or nothing"
        )
    document.about = {**document.about, "sha256": digest or hashlib.sha256(data).hexdigest()}
    document.fingerprint = keyring().index(document.about["sha256"], purpose="document")
    document.handed_in_at = at
    document.size = document.size or len(data)
    reason = _turned_away(data, whole=not digest)
    if reason:
        document.failure = {"stage": "quarantine", "reason": reason}
    elif not digest:
        document.contents = base64.b64encode(without_pictures(data)).decode()
    with once(document, "hand_in"):
        take_turn(document.operation_id)
        if known(document).exists():
            raise MoveRefused("document", "hand_in", "this was handed in before; nothing was done twice")
        return append_move(document, "refuse" if reason else "hand_in", by=by, at=at)


def known(document: Document) -> Any:  # noqa: ANN401 - a query set of documents
    """The row of the same contents in the same operation."""
    same = Document.objects.filter(operation=document.operation_id, fingerprint=document.fingerprint)
    return same.exclude(pk=document.pk)


def contents_of(document: Document) -> bytes:
    """What waits to be read; b"" once it was."""
    return base64.b64decode(document.contents)


def handed(document: Document) -> Handed:
    """What the reader is told of a document."""
    about = document.about
    return Handed(
        name=str(about.get("file") or "document"),
        published=_day(about.get("published")),
        retrieved=_day(about.get("retrieved")),
        address=str(about.get("address") or ""),
        lang=str(about.get("lang") or ""),
    )


def leads_of(document: Document, taken: Iterable[Taken]) -> list[Lead]:
    """Rows of these claims, not saved yet."""
    passages: dict[str, Passage] = {}
    return [_lead(document, one, passages) for one in taken]


def published(lead: Lead) -> date | None:
    """The day on which a claim was published, None where nobody knows."""
    told = lead.claim["source"].get("published") or {}
    return _day(told.get("edtf", ""))


def keep(document: Document, leads: Sequence[Lead], *, at: datetime) -> int:
    """Those of these leads that nobody knew yet are in the queue; how many they are."""
    with transaction.atomic():
        take_turn(document.operation_id)
        fresh, outdated = _by_correction(document, _unknown(document, leads))
        for lead in fresh:
            lead.found_at, lead.place = at, place_of(lead)
        _save_passages(fresh)
        for name in ("find", "note"):
            append_listed([one for one in fresh if _first(one) == name], name, by=SYSTEM, at=at)
        for old in outdated:
            supersede(old, "a later word of the same source corrects it", at=at)
        unread = sum(lead.kind == "unreadable" for lead in fresh)
        kind = next((str(one.claim["source"].get("kind") or "") for one in leads), "")
        set_columns(
            document, found=document.found + len(fresh) - unread, unread=document.unread + unread,
            known=document.known + len(leads) - len(fresh), kind=document.kind or kind,
        )  # fmt: skip
    return len(fresh)


def supersede(lead: Lead, reason: str, *, at: datetime) -> Move:
    """A later word of the same source says otherwise: this claim no longer stands, nor what came of it."""
    with transaction.atomic():
        move = append_move(lead, "supersede", by=SYSTEM, at=at, said=reason)
        set_columns(lead, change=lead.change + 1)
    return move


def lapse(lead: Lead, *, at: datetime, by: Actor = CLOCK) -> Move:
    """Nobody has needed this claim for so long that we keep it no longer: what it said is gone.

    A text goes with the last of its leads. The row stays, so that the same claim does not come back as new.

    Raises:
        MoveRefused: it stands in the ledger of claims, on a card or in a draft, or it meets an enquiry.
    """
    with transaction.atomic():
        take_turn(lead.operation_id)
        if is_needed(lead):
            raise MoveRefused("lead", "lapse", "something still stands on it")
        move = append_move(lead, "lapse", by=by, at=at)
        set_columns(lead, claim={}, excerpt=[], value_index=None, touches=0, change=lead.change + 1)
        if lead.passage_id and not lead.passage.leads.exclude(state="lapsed").exists():
            set_columns(lead.passage, text="")
    return move


def is_needed(lead: Lead) -> bool:
    """Whether a meeting, a card, a draft or an event still stands on this claim."""
    if lead.touches or lead.possibles.filter(state="possible").exists():
        return True
    used = lead.event_id or lead.cards.filter(state="ready").exists() or lead.drafts.exists()
    return lead.state == "accepted" and bool(used)


def finish(document: Document, *, at: datetime) -> Move:
    """The document is read as far as it could be. Its bytes are gone, its text stays with its leads."""
    nothing = document.found == document.known == 0 and document.unread > 0
    with transaction.atomic():
        move = append_move(document, "fail" if nothing else "read", by=SYSTEM, at=at)
        set_columns(document, read_at=at, contents="")
    return move


def without_pictures(data: bytes) -> bytes:
    """A page whose embedded pictures, sounds and films are blanked, letter for letter: no place moves."""
    return _EMBEDDED.sub(lambda found: found[1] + b"x" * len(found[2]), data)


def _turned_away(data: bytes, *, whole: bool) -> str:
    if data[:12].startswith(_FILMED) or data[4:8] == b"ftyp":
        return "a picture, a sound or a film: none is kept or read"
    if whole and len(data) > MOST_BYTES:
        return f"{len(data):,} bytes: expected at most {MOST_BYTES:,}"
    return "" if data else "it is empty"


def _lead(document: Document, taken: Taken, passages: dict[str, Passage]) -> Lead:
    claim = {**taken.record(), "doc": document.about["sha256"]}
    source: Any = claim["source"]
    pieces = excerpt(taken.text, taken.lead.spans, markup=source.get("kind") in MARKUP)
    lead = Lead(
        operation_id=document.operation_id, document=document, kind=taken.lead.kind,
        section=taken.lead.section, conf=taken.lead.conf, claim=claim,
        excerpt=[asdict(piece) for piece in pieces],
    )  # fmt: skip
    if source.get("kind") in _WITH_TEXT and taken.text:
        if taken.text not in passages:
            passages[taken.text] = Passage(
                operation_id=document.operation_id, document=document, text=taken.text
            )
        lead.passage = passages[taken.text]
    lead.told_on = published(lead) or document.handed_in_at.date()
    where = _said_where(document, lead)
    lead.root = keyring().index(where, purpose="lead root")
    lead.fingerprint = keyring().index(f"{where}\0{claim.get('corrected_by', '')}", purpose="lead")
    lead.value_index = claims.index_of(lead.kind, claim)
    return lead


def _said_where(document: Document, lead: Lead) -> str:
    """What a claim is known by: where it was said, and in which words.

    A page that is fetched again, a feed that scrolled on and a longer export of one channel say the same
    things at the same addresses.
    """
    source = lead.claim["source"]
    address, locator, kind = source.get("address", ""), source.get("locator", ""), source.get("kind")
    if kind == "rss" and not locator.removeprefix("item ").isdecimal():
        where = locator  # the item's own key; one without a key is known by its place in its feed
    elif kind == "telegram":
        where = f"{address} {locator} {published(lead)}"
    else:
        where = f"{address or document.about['sha256']} {locator}"
    quotes = [str(span["quote"]) for span in lead.claim["spans"]]
    sentence = "".join(piece["text"] for piece in lead.excerpt)
    said = (
        [*quotes, sentence] if quotes else [str(lead.claim.get("reason", "")), str(lead.claim.get("stage"))]
    )
    return "\0".join([where, lead.kind, *said])


def _unknown(document: Document, leads: Sequence[Lead]) -> list[Lead]:
    by_print = {bytes(lead.fingerprint): lead for lead in reversed(leads)}
    there = Lead.objects.filter(operation=document.operation_id, fingerprint__in=list(by_print))
    for one in there.values_list("fingerprint", flat=True):
        by_print.pop(bytes(one), None)
    return [lead for lead in leads if by_print.get(bytes(lead.fingerprint)) is lead]


def _by_correction(document: Document, fresh: Sequence[Lead]) -> tuple[list[Lead], list[Lead]]:
    """Those that stand, and the kept ones that a correction among them supersedes.

    An older copy of what is corrected already brings nothing: its claim counts as known.
    """
    roots = {bytes(lead.root) for lead in fresh}
    there = Lead.objects.filter(operation=document.operation_id, root__in=roots, state__in=_STANDING)
    kept: dict[bytes, list[Lead]] = {}
    for lead in there:
        kept.setdefault(bytes(lead.root), []).append(lead)
    standing: list[Lead] = []
    outdated: list[Lead] = []
    for lead in fresh:
        others = kept.get(bytes(lead.root), [])
        if all(_correction(lead) > _correction(other) for other in others):
            standing.append(lead)
            outdated += others
    return standing, outdated


def _correction(lead: Lead) -> tuple[int, str]:
    """How late the word stands by which a claim was corrected; it sorts before all others when none was."""
    told = str(lead.claim.get("corrected_by") or "")
    return (int(told), "") if told.isdecimal() else (0, told)


def _save_passages(leads: Sequence[Lead]) -> None:
    passages = {lead.passage.pk: lead.passage for lead in leads if lead.passage}
    fresh = [one for one in passages.values() if one._state.adding]  # noqa: SLF001 - Django's documented state
    kept = Passage.objects.filter(document=fresh[0].document_id).count() if fresh else 0
    for number, one in enumerate(fresh, kept + 1):
        one.number = number
    Passage.objects.bulk_create(fresh, batch_size=100)


def _first(lead: Lead) -> str:
    """The first move of a lead: a date alone is noted and waits for nobody."""
    return "note" if lead.kind == "date" else "find"


def _day(text: Any) -> date | None:  # noqa: ANN401 - what a form, a command or a page said
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
