"""One lead on a page: its sentence, what is claimed, and the keys that decide on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from regreso.casebook import claims
from regreso.casebook.models import Lead, Staff
from regreso.web.base.acts import ActForm, filled
from regreso.web.base.claims import Facts, facts_of, title_of
from regreso.web.base.lead_words import KINDS, POLARITIES, SECTIONS, STATUSES, WHYS, said
from regreso.web.base.moves import move_of
from regreso.web.base.words import Word, state_of
from regreso.web.sources.acts import ACTS

Claim = Mapping[str, Any]
_BY_MOVE = {act.move: act for act in ACTS}


@dataclass(frozen=True, slots=True)
class Card:
    """What the template of a lead needs. `note` says what went wrong with the last key."""

    lead: Lead
    staff: Staff
    note: str = ""
    edit: ActForm | None = None
    full: bool = False

    @property
    def title(self) -> str:
        """What it is about."""
        return title_of(self.lead)

    @property
    def kind(self) -> str:
        """Its kind in words."""
        return said(KINDS, self.lead.kind)

    @property
    def section(self) -> str:
        """In which part of the page it stands; nothing for the main text."""
        return "" if self.lead.section in ("story", "list") else said(SECTIONS, self.lead.section)

    @property
    def state(self) -> Word:
        """Its state in words."""
        return state_of("lead", self.lead.state)

    @property
    def why(self) -> str:
        """Why it was rejected."""
        return said(WHYS, self.lead.why) if self.lead.why else ""

    @property
    def facts(self) -> Facts:
        """What is claimed."""
        return facts_of(self.lead)

    @property
    def sure(self) -> str:
        """How sure the reading is, in words: a figure would be taken for the truth of the claim."""
        if self.lead.conf >= 0.8:  # noqa: PLR2004 - of the calibrated confidence of the reader
            return str(_("surely read"))
        return str(_("probably read")) if self.lead.conf >= 0.5 else str(_("doubtfully read"))  # noqa: PLR2004 - as above

    @property
    def yes(self) -> tuple[str, Word] | None:
        """The move by which this reader accepts it, and its words; None where they cannot."""
        if self.lead.kind == "unreadable":
            return None
        if self.lead.state == "new":
            move = "propose" if claims.takes_two(self.lead) else "accept"
        elif self.lead.state == "proposed" and not self.own:
            move = "confirm"
        else:
            return None
        return move, move_of("lead", move)

    @property
    def own(self) -> bool:
        """Whether this reader made the last decision."""
        return bool(self.lead.decided_by_id == self.staff.pk)

    @property
    def may_reject(self) -> bool:
        """Whether it waits for a decision."""
        return self.lead.state in ("new", "proposed")

    @property
    def may_edit(self) -> bool:
        """Whether its reading can be put right."""
        return self.lead.state == "new" and bool(claims.editable(self.lead.kind))

    @property
    def may_undo(self) -> bool:
        """Whether there is a decision to take back."""
        return self.lead.state in ("accepted", "proposed", "rejected")

    @property
    def waits(self) -> bool:
        """Whether a colleague has to decide."""
        return self.lead.state == "proposed" and self.own

    @property
    def warned(self) -> bool:
        """A contact that its own source warns of."""
        return bool(self.lead.claim.get("scam"))

    @property
    def reasons(self) -> list[tuple[int, str, Word]]:
        """The reasons to reject, each with its key."""
        return [(n, code, words) for n, (code, words) in enumerate(WHYS.items(), 1)]


def opened(lead: Lead, staff: Staff) -> Card:
    """The card with its form open."""
    return Card(lead, staff, edit=filled(_BY_MOVE["edit"], lead))


@dataclass(frozen=True, slots=True)
class Other:
    """What another lead says of the same name or contact. `clash`: both cannot be true."""

    lead: Lead
    told: str
    state: Word
    clash: bool


def other_of(lead: Lead, other: Lead) -> Other:
    """This lead beside that one."""
    claim = other.claim
    words = [said(STATUSES, claim["status"])] if claim.get("status") else []
    words += [said(POLARITIES, claim.get("polarity")), str(claim.get("told_by") or "")]
    source = claim.get("source", {})
    words.append(str(source.get("address") or source.get("file") or ""))
    told = " · ".join(filter(None, words))
    return Other(other, told, state_of("lead", other.state), _clash(lead.claim, claim))


def _clash(one: Claim, other: Claim) -> bool:
    """One speaks of a death, the other of somebody living."""
    dead = {_lives(one), _lives(other)}
    return dead == {True, False}


def _lives(claim: Claim) -> bool | None:
    """Whether a claim speaks of somebody living; None when it says neither."""
    status, sure = claim.get("status"), claim.get("polarity") in ("asserted", "hedged")
    if "killed" in (claim.get("denies") or []) or (status == "killed" and not sure):
        return True
    if status == "killed":
        return False
    return True if sure and status in claims.LIVING else None
