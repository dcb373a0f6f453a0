"""Leads in the flat form that reviewers' scorers read: one object a fact, with the file's own name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from regreso.reading.leads import Lead, Value

_SECTIONS = {"story": "main", "list": "main", "related": "related", "feed": "feed", "chrome": "main"}
_CERTAIN = {
    "asserted": "reported",
    "hedged": "alleged",
    "asked": "alleged",
    "denied": "denied",
    "withdrawn": "denied",
}


def flat(lead: Lead, *, doc: str) -> Iterator[dict[str, Value]]:
    """The facts of one lead; a procedure gives one a step, what could not be read gives none.

    >>> from regreso.reading.source import Span
    >>> lead = Lead("contact", "story", (Span(0, 4, "1648"),), 0.9, fields={"type": "short", "value": "1648", "as_written": "1648"})
    >>> next(flat(lead, doc="a.txt"))["norm"]
    '1648'
    """
    make = _MAKERS.get(lead.kind)
    if make is None:
        return
    for fact in make(lead):
        first = next(
            (s for s in lead.spans if s.field in ("name", "text")), lead.spans[0] if lead.spans else None
        )
        place: dict[str, Value] = {}
        if first and first.quote == fact.get("w"):
            place = {"start": first.start, "end": first.end}
        yield {"doc": doc, **fact, "section": _SECTIONS[lead.section], **place}


def _person(lead: Lead) -> Iterator[dict[str, Value]]:
    fields = lead.fields
    readings = cast("list[Mapping[str, Value]]", fields["readings"])
    role = "other" if fields["role"] == "journalist" else fields["role"]
    certain = _CERTAIN[lead.polarity]
    if certain == "reported" and fields.get("official"):
        certain = "confirmed"
    fact: dict[str, Value] = {
        "t": "person",
        "w": fields["as_written"],
        "n": readings[0]["nominative"] if readings else fields["as_written"],
        "role": role,
        "status": fields["status"] if role in ("subject", "other") else None,
        "cert": certain,
        "pseudonym": fields["pseudonym"],
    }
    for key in ("rank", "unit"):
        if key in fields:
            fact[key] = fields[key]
    for key, inner in (("birth", "edtf"), ("age", "n"), ("when", "edtf"), ("where", "name")):
        if isinstance(value := fields.get(key), dict):
            fact[key] = value.get(inner)
    yield fact


def _count(lead: Lead) -> Iterator[dict[str, Value]]:
    fields = lead.fields
    if fields.get("vague"):
        return  # “dozens” has no number to compare
    value: Value = [fields["low"], fields["high"]] if fields["cmp"] == "range" else fields["best"]
    status = fields["status"] if fields["status"] != "unknown" else None
    yield {
        "t": "count",
        "w": fields["as_written"],
        "value": value,
        "status": status,
        "cmp": fields["cmp"],
        "cert": _CERTAIN[lead.polarity],
    }


def _contact(lead: Lead) -> Iterator[dict[str, Value]]:
    fields = lead.fields
    if fields["type"] != "hotline":
        yield {
            "t": "contact",
            "w": fields["as_written"],
            "kind": fields["type"],
            "norm": fields["value"],
            "scam": fields.get("scam", False),
        }


def _steps(lead: Lead) -> Iterator[dict[str, Value]]:
    for step in cast("list[Mapping[str, Value]]", lead.fields["steps"]):
        yield {"t": "step", "order": step["order"], "w": step["text"], "places": step["places"]}


def _announcement(lead: Lead) -> Iterator[dict[str, Value]]:
    fields = lead.fields
    yield {
        "t": "announce",
        "kind": fields["type"],
        "w": fields["as_written"],
        "places": fields["places"],
        "start_at": fields["start"] or None,
        "end_at": fields["end"] or None,
        "tz": fields["tz"] or None,
        "cert": _CERTAIN[lead.polarity],
    }


def _date(lead: Lead) -> Iterator[dict[str, Value]]:
    fields = lead.fields
    if fields["edtf"]:
        yield {"t": "date", "w": fields["as_written"], "edtf": fields["edtf"], "anchor": fields["anchor"]}


_MAKERS = {
    "person": _person,
    "count": _count,
    "contact": _contact,
    "procedure": _steps,
    "announcement": _announcement,
    "date": _date,
}
