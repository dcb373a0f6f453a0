"""A lead's claim as a page shows it: each value with its label, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from regreso.casebook.models import Lead
from regreso.web.base.lead_words import ANNOUNCED, COMPARISONS, POLARITIES, ROLES, STAGES, STATUSES, said
from regreso.web.base.words import Word

Facts = list[tuple[Word, str]]
_READINGS = 3


def title_of(lead: Lead) -> str:
    """What a lead is about, in a few words."""
    claim = lead.claim
    if lead.kind == "person":
        return name_of(claim)
    if lead.kind == "contact":
        return str(claim.get("value") or claim.get("as_written", ""))
    if lead.kind == "procedure":
        steps = claim.get("steps") or []
        return " → ".join(str(step.get("text", "")) for step in steps)
    if lead.kind == "announcement":
        places = " – ".join(map(str, claim.get("places") or []))
        return ": ".join(filter(None, [said(ANNOUNCED, claim.get("type")), places]))
    return str(claim.get("as_written") or claim.get("reason") or "—")


def name_of(claim: Mapping[str, Any]) -> str:
    """The likeliest reading of a person's name."""
    readings = claim.get("readings") or []
    return str(readings[0]["nominative"]) if readings else str(claim.get("as_written", "—"))


def facts_of(lead: Lead) -> Facts:
    """What is claimed, field by field; what was not said is left out."""
    told = _TELLING[lead.kind](lead.claim) if lead.kind in _TELLING else []
    polarity = str(lead.claim.get("polarity") or "asserted")
    about: Facts = [
        # What is plainly said is not repeated on every lead: whoever reads ten in a minute sees what differs.
        (_("How it is told"), "" if polarity == "asserted" else said(POLARITIES, polarity)),
        (_("Told by"), str(lead.claim.get("told_by") or "")),
    ]
    return [(label, value) for label, value in (*told, *about) if value]


def _person(claim: Mapping[str, Any]) -> Facts:
    told = [str(one["nominative"]) for one in claim.get("readings") or []]
    readings = [one for one in dict.fromkeys(told) if one != name_of(claim)]
    role, written = str(claim.get("role") or ""), str(claim.get("as_written", ""))
    age = claim.get("age") or {}
    return [
        (_("What became of them"), said(STATUSES, claim.get("status"))),
        (_("Denied"), ", ".join(said(STATUSES, one) for one in claim.get("denies") or [])),
        (_("Part in the text"), "" if role == "subject" else said(ROLES, role)),
        (_("Written"), "" if written == name_of(claim) else written),
        (_("Other readings of the name"), "; ".join(readings[:_READINGS])),
        (_("Rank"), str(claim.get("rank") or "")),
        (_("Unit"), str(claim.get("unit") or "")),
        (_("Date of birth"), str((claim.get("birth") or {}).get("edtf", ""))),
        (_("Age in whole years"), str(age.get("n") or "")),
        (_("When"), _when(claim.get("when"))),
        (_("Where"), _where(claim.get("where"))),
        (_("Pseudonym"), gettext("yes: never matched") if claim.get("pseudonym") else ""),
    ]


def _count(claim: Mapping[str, Any]) -> Facts:
    return [
        (_("Number"), number_of(claim)),
        (_("Of whom"), str(claim.get("of_whom") or "")),
        (_("What became of them"), said(STATUSES, claim.get("status"))),
        (_("Counts"), gettext("each side by itself") if claim.get("per_side") else ""),
    ]


def number_of(claim: Mapping[str, Any]) -> str:
    """A number with its bounds in words."""
    low, best, high = claim.get("low"), claim.get("best"), claim.get("high")
    if claim.get("cmp") == "range":
        return " – ".join(str(one) for one in (low, high) if one is not None)
    value = next((one for one in (best, low, high) if one is not None), "")
    sign = str(claim.get("cmp", "="))
    return str(value) if sign == "=" else f"{said(COMPARISONS, sign)} {value}"


def _contact(claim: Mapping[str, Any]) -> Facts:
    warning = gettext("The source itself warns of it. It is never offered.") if claim.get("scam") else ""
    return [
        (_("Contact"), str(claim.get("value") or "")),
        (
            _("Written"),
            "" if claim.get("as_written") == claim.get("value") else str(claim.get("as_written", "")),
        ),
        (_("What it is for"), str(claim.get("purpose") or "")),
        (_("Warning"), warning),
    ]


def _procedure(claim: Mapping[str, Any]) -> Facts:
    steps = claim.get("steps") or []
    told: Facts = [(f"{n}.", str(step.get("text", ""))) for n, step in enumerate(steps, 1)]
    return [
        (_("Steps"), ngettext("%(n)d step", "%(n)d steps", len(steps)) % {"n": len(steps)}),
        (_("For whom"), str(claim.get("condition") or claim.get("for_whom") or "")),
        *told,
    ]


def _announcement(claim: Mapping[str, Any]) -> Facts:
    return [
        (_("What is announced"), said(ANNOUNCED, claim.get("type"))),
        (_("Places in their order"), " – ".join(map(str, claim.get("places") or []))),
        (_("From"), str(claim.get("start") or "")),
        (_("Until"), str(claim.get("end") or "")),
        (_("Time zone"), str(claim.get("tz") or "")),
        (_("Parties"), "; ".join(map(str, claim.get("parties") or []))),
    ]


def _date(claim: Mapping[str, Any]) -> Facts:
    return [(_("Day"), str(claim.get("edtf") or "")), (_("Written"), str(claim.get("as_written", "")))]


def _unreadable(claim: Mapping[str, Any]) -> Facts:
    return [
        (_("File"), str(claim.get("file") or "")),
        (_("What happened"), said(STAGES, claim.get("stage"))),
        (_("The reader says"), str(claim.get("reason") or "")),
    ]


def _when(value: Any) -> str:  # noqa: ANN401 - of a record
    return str(value.get("edtf", "")) if isinstance(value, Mapping) else str(value or "")


def _where(value: Any) -> str:  # noqa: ANN401 - of a record
    return str(value.get("as_written", "")) if isinstance(value, Mapping) else str(value or "")


_TELLING: dict[str, Callable[[Mapping[str, Any]], Facts]] = {
    "person": _person,
    "count": _count,
    "contact": _contact,
    "procedure": _procedure,
    "announcement": _announcement,
    "date": _date,
    "unreadable": _unreadable,
}
