"""What a lead's claim may hold: which fields a reading officer may put right, and which values they take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regreso.casebook.changes import Fault
from regreso.casebook.keys import keyring

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from regreso.casebook.models import Lead

STATUSES = (
    "captured", "killed", "wounded", "missing", "evacuated", "trapped", "released", "safe", "alive",
    "unknown",
)  # fmt: skip
LIVING = ("captured", "wounded", "released", "evacuated", "trapped", "safe", "alive")
POLARITIES = ("asserted", "hedged", "denied", "asked", "withdrawn")
ROLES = ("subject", "relative", "official", "journalist", "other")
ANNOUNCED = ("ceasefire", "corridor", "corridor_cancelled", "corridor_disputed", "exchange")
COMPARISONS = ("=", ">", ">=", "<", "<=", "~", "range")
KINDS = ("person", "count", "contact", "procedure", "announcement", "date", "unreadable")
_LONGEST, _MOST = 2000, 10_000_000


def takes_two(lead: Lead) -> bool:
    """Whether someone is said to have been killed, be it doubted or denied."""
    claim = lead.claim
    return claim.get("status") == "killed" or "killed" in (claim.get("denies") or [])


def index_of(kind: str, claim: Mapping[str, Any]) -> bytes | None:
    """A keyed digest by which one contact, or one name, is known wherever it is told; None for all else.

    A pseudonym has none: nobody is put beside another by it.
    """
    if kind == "contact":
        return keyring().index(str(claim.get("value", "")).casefold().strip(), purpose="contact")
    readings = claim.get("readings") or []
    if kind != "person" or not readings or claim.get("pseudonym"):
        return None
    words = sorted(str(readings[0]["nominative"]).casefold().replace("ё", "е").split())
    return keyring().index(" ".join(words), purpose="name")


def faults_in(lead: Lead, changes: Mapping[str, Any]) -> list[Fault]:
    """What is wrong with these changes of a claim; [] when nothing is.

    What the source itself says (quotes, places in it, who published it) is nobody's to edit. A contact that
    its own source warns of stays marked.
    """
    allowed = _FIELDS.get(lead.kind, {})
    faults = [] if changes else [Fault("nothing_told", "", "at least one field")]
    for name, value in changes.items():
        check = allowed.get(name)
        if check is None:
            faults.append(Fault("unknown_field", name, "one of " + ", ".join(allowed)))
        elif expected := check(value):
            faults.append(Fault("wrong_value", f"{name}: {value}", expected))
    if lead.claim.get("scam") and changes.get("scam") is False:
        faults.append(Fault("warned_of", str(lead.claim.get("value", "")), "a contact that nobody warns of"))
    return faults


def editable(kind: str) -> tuple[str, ...]:
    """The fields of this kind of lead that people may put right."""
    return tuple(_FIELDS.get(kind, {}))


def _one_of(*words: str) -> Callable[[Any], str]:
    return lambda value: "" if value in words else "one of " + ", ".join(words)


def _text(value: Any) -> str:  # noqa: ANN401 - what a form said
    return "" if isinstance(value, str) and len(value) <= _LONGEST else f"at most {_LONGEST} letters"


def _needed(value: Any) -> str:  # noqa: ANN401 - the same
    return _text(value) if isinstance(value, str) and value.strip() else "some letters"


def _yes_no(value: Any) -> str:  # noqa: ANN401 - the same
    return "" if isinstance(value, bool) else "yes or no"


def _number(value: Any) -> str:  # noqa: ANN401 - the same
    whole = value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST)
    return "" if whole else f"nothing, or a whole number up to {_MOST:,}"


def _names(value: Any) -> str:  # noqa: ANN401 - the same
    good = isinstance(value, list) and len(value) <= 50 and all(_needed(one) == "" for one in value)  # noqa: PLR2004 - no route has more places
    return "" if good else "a list of names"


def _steps(value: Any) -> str:  # noqa: ANN401 - the same
    good = isinstance(value, list) and value and all(isinstance(s, dict) and s.get("text") for s in value)
    return "" if good else "the steps in their order, each with its text"


def _readings(value: Any) -> str:  # noqa: ANN401 - the same
    good = (
        isinstance(value, list) and value and all(isinstance(r, dict) and r.get("nominative") for r in value)
    )
    return "" if good else "the readings of the name, the likeliest first"


def _when(value: Any) -> str:  # noqa: ANN401 - the same
    return "" if isinstance(value, dict) and isinstance(value.get("edtf", ""), str) else "a date as EDTF"


_ALL: dict[str, Callable[[Any], str]] = {"told_by": _text, "polarity": _one_of(*POLARITIES)}
_FIELDS: dict[str, dict[str, Callable[[Any], str]]] = {
    "person": {
        **_ALL, "readings": _readings, "role": _one_of(*ROLES), "status": _one_of(*STATUSES),
        "pseudonym": _yes_no, "rank": _text, "unit": _text, "birth": _when, "when": _when,
    },
    "count": {
        **_ALL, "low": _number, "best": _number, "high": _number, "cmp": _one_of(*COMPARISONS),
        "of_whom": _text, "status": _one_of(*STATUSES),
    },
    "contact": {**_ALL, "value": _needed, "purpose": _text, "scam": _yes_no},
    "procedure": {**_ALL, "steps": _steps, "condition": _text},
    "announcement": {
        **_ALL, "type": _one_of(*ANNOUNCED), "places": _names, "start": _text, "end": _text, "tz": _text,
        "parties": _names,
    },
}  # fmt: skip
