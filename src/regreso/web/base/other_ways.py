"""Other ways when the one on a sheet can no longer be gone: side by side, each one click from a new sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from regreso.casebook.models import Journey
from regreso.movement.journeys import shipped
from regreso.movement.journeys.plan import Option, Tier, plan_journey
from regreso.steps import borders, travel
from regreso.story import moves_from
from regreso.web.base.enquiry_form import new_token
from regreso.web.base.journey_acts import PLANNED, key_of
from regreso.web.base.ways import hurdle_words, mode

if TYPE_CHECKING:
    from uuid import UUID

    from regreso.movement.journeys.plan import Plan
    from regreso.web.base.words import Word

MOST = 4  # side by side; more are found by planning anew
_TOLD: dict[Tier, Word] = {
    Tier.READY: _("Nothing that we know stands in these ways."),
    Tier.DOCUMENTS: _("These ways can be gone once the documents are there."),
    Tier.UNKNOWN: _("Of these ways nobody can say whether they are open. Ask, and write it into the book."),
    Tier.BLOCKED: _("Every way that we know is refused. Let the traveller stay where it is safe."),
}


@dataclass(frozen=True, slots=True)
class WayLeft:
    """One way as a page shows it; `sent` is what a form hands in for the new sheet, None if it may not."""

    arrives: str
    changes: int
    cost: int | None
    legs: list[str]
    missing: list[str]
    sent: list[tuple[str, object]] | None


@dataclass(frozen=True, slots=True)
class WaysLeft:
    """The ways from where the traveller is now, and what stands in them all if there are none."""

    start: str
    told: Word
    ways: list[WayLeft]
    stands: list[str]
    token: UUID


def other_ways(row: Journey, role: str) -> WaysLeft | None:
    """What else there is while something stands in the way of a planned sheet; None while nothing does."""
    if not row.start_stop or row.warning.get("why") == "meeting":
        return None
    atlas = borders.atlas(row.operation_id)
    if row.warned_at is None and not travel.standing_in(row, atlas):
        return None
    may = any(rule.move == "replace" for rule in moves_from("journey", row.state, role=role))
    start = travel.reached_stop(row) or row.start_stop
    leaves = travel.first_day(row, timezone.now().date())
    found = plan_journey(atlas, travel.traveller(row), start=start, end=row.end_stop, on=leaves)
    sendable = may and found.tier in (Tier.READY, Tier.DOCUMENTS)
    first = {
        "traveller": row.traveller, "language": row.language, "start": PLANNED, "from_place": start,
        "to_place": row.end_stop, "leaves_on": leaves.isoformat(), "passport": row.passport,
        "purpose": row.purpose or "family", "documents": ", ".join(row.documents),
    }  # fmt: skip
    ways = [_way(option, first if sendable else None) for option in found.options[:MOST]]
    names = shipped.names_in(get_language() or "en")
    return WaysLeft(names.get(start, start), _TOLD[found.tier], ways, _stands(found), new_token())


def _way(option: Option, first: dict[str, object] | None) -> WayLeft:
    names = shipped.names_in(get_language() or "en")
    legs = [
        " · ".join(
            part
            for part in (
                f"{names.get(leg['from'], leg['from'])} → {names.get(leg['to'], leg['to'])}",
                mode(leg["mode"]),
                leg["depart"][:16].replace("T", " "),
                names.get(leg["crossing"] or "", leg["crossing"] or ""),
            )
            if part
        )
        for leg in option.legs
    ]
    missing = [_missing(one) for one in option.documents_to_get]
    missing += [gettext("not known: %(rule)s") % {"rule": hurdle_words(one)} for one in option.unknown_rules]
    sent = None if first is None else [*first.items(), ("way", key_of(option))]
    return WayLeft(option.arrive[:16].replace("T", " "), option.changes, option.cost, legs, missing, sent)


def _missing(one: Any) -> str:  # noqa: ANN401 - a document to get
    names = shipped.names_in(get_language() or "en")
    code = one.document.code
    what = gettext("to get: %(what)s") % {"what": names.get(code, one.document.name or code)}
    return what + (gettext(", apply by %(day)s") % {"day": one.apply_by} if one.apply_by else "")


def _stands(found: Plan) -> list[str]:
    return [hurdle_words(one) for one in found.blocked_by]
