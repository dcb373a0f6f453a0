"""From a claim of public material to what matching may read of a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from regreso.facts.dates import DateInterval
from regreso.facts.errors import FactError
from regreso.facts.person import PersonFacts, PersonName, Sex, Weighted

_LEAST = 0.02  # a reading of the name below this share is noise
_MOST = 6


def lead_facts(claim: Mapping[str, Any], *, told_on: date | None) -> PersonFacts | None:
    """Who a lead speaks of; None where nobody may be looked for by it.

    Args:
        claim: the record of a lead, as `regreso read` writes it.
        told_on: the day of publication, on which an age holds.

    Returns:
        None for anything but the subject of a text, and for every pseudonym, call sign or withheld name.

    >>> reading = {"nominative": "Иван Серов", "parts": {"last": "Серов", "first": "Иван"}, "gender": "m"}
    >>> claim = {"kind": "person", "role": "subject", "pseudonym": False, "readings": [reading]}
    >>> facts = lead_facts(claim, told_on=None)
    >>> facts.names[0].value.surname, facts.sex
    ('Серов', 'm')
    >>> lead_facts({**claim, "pseudonym": True}, told_on=None) is None
    True
    """
    if claim.get("kind") != "person" or claim.get("role") != "subject" or claim.get("pseudonym"):
        return None
    readings = [one for one in claim.get("readings") or [] if one.get("nominative")][:_MOST]
    if not readings:
        return None
    place, unit = claim.get("where") or {}, str(claim.get("unit") or "")
    settlement = str(place.get("as_written", "")) if isinstance(place, Mapping) else str(place)
    return PersonFacts(
        names=_names(readings),
        births=_births(claim, told_on),
        sex=_sex(readings),
        # Where he fell or was taken is not where he lived: matching compares residences, so it stays context.
        units=(Weighted(unit),) if unit else (),
        rest=settlement,
    )


def _names(readings: list[Mapping[str, Any]]) -> tuple[Weighted[PersonName], ...]:
    scores = [max(float(one.get("score") or 0.0), 0.0) for one in readings]
    total = sum(scores)
    shares = [score / total for score in scores] if total else [1 / len(readings)] * len(readings)
    kept = [pair for pair in zip(readings, shares, strict=True) if pair[1] >= _LEAST]
    whole = sum(share for _, share in kept)
    return tuple(Weighted(_name(one), share / whole) for one, share in kept)


def _name(reading: Mapping[str, Any]) -> PersonName:
    parts = reading.get("parts") or {}
    last, first, patronymic = (str(parts.get(key, "")) for key in ("last", "first", "patronymic"))
    return PersonName(str(reading["nominative"]), last, first, patronymic)


def _sex(readings: list[Mapping[str, Any]]) -> Sex:
    sexes = {str(one.get("gender", "")) for one in readings}
    return cast("Sex", sexes.pop()) if len(sexes) == 1 and sexes <= {"m", "f"} else ""


def _births(claim: Mapping[str, Any], told_on: date | None) -> tuple[Weighted[DateInterval], ...]:
    birth, age = claim.get("birth") or {}, claim.get("age") or {}
    try:
        if isinstance(birth, Mapping) and birth.get("edtf"):
            return (Weighted(DateInterval.parse(str(birth["edtf"]))),)
        if isinstance(age, Mapping) and age.get("n") and told_on:
            return (Weighted(DateInterval.of_age(int(age["n"]), on=told_on)),)
    except (FactError, ValueError):
        return ()
    return ()
