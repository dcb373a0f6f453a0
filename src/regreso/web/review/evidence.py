"""A match as a reviewer reads it: both sides field by field, how they agree and what it weighs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from regreso.casebook.models import Match
from regreso.matching import Reason, say
from regreso.web.base.people import COMPARED, FIELDS, SEXES, shown
from regreso.web.base.words import Word

STRONG, SOME = 6.0, 1.0  # bits
LEAST, MOST = 0.01, 0.99  # beyond these a percentage would pretend to know more than we do
_SEX = dict(SEXES[1:])
_ROW_OF = {"place": "settlement"}  # where a reason stands that compares more than one field


@dataclass(frozen=True, slots=True)
class Row:
    """One field on both sides. `level` is the code for colour; `why` and `weight` say it in words."""

    label: Word
    asked: str
    found: str
    level: str = ""
    why: str = ""
    weight: str = ""


def rows(match: Match) -> list[Row]:
    """Every field that at least one side tells, with its reason where the search gave one."""
    reasons = {_ROW_OF.get(one["field"], one["field"]): Reason(**one) for one in match.reasons}
    return list(_rows(match, reasons))


def _rows(match: Match, reasons: dict[str, Reason]) -> Iterator[Row]:
    for name in COMPARED:
        asked, found = shown(match.enquiry.sought, name), shown(match.custody.person, name)
        reason = reasons.get(name)
        if reason is not None and (asked or found or reason.level != "missing"):
            yield _row(name, asked, found, reason)
        elif asked or found:
            yield Row(FIELDS[name], asked, found)


def _row(name: str, asked: str, found: str, reason: Reason) -> Row:
    told = reason.level != "missing"
    # What was read out of a whole message stands where its field is empty.
    read = {"asked": reason.asked, "found": reason.found}
    if name == "sex":
        read = {side: str(_SEX.get(code, code)) for side, code in read.items()}
    asked, found = asked or read["asked"], found or read["found"]
    return Row(
        FIELDS[name],
        asked,
        found,
        reason.level,
        say(reason, get_language() or "en"),
        weight(reason.bits) if told else "",
    )


def weight(bits: float) -> str:
    """What a field speaks for, in words."""
    for least, words in (
        (STRONG, gettext("speaks strongly for it")),
        (SOME, gettext("speaks for it")),
        (-SOME, gettext("says little")),
        (-STRONG, gettext("speaks against it")),
    ):
        if bits >= least:
            return words
    return gettext("speaks strongly against it")


def percent(probability: float | None) -> str:
    """A probability that does not pretend to be certain."""
    if probability is None:
        return "—"
    if probability < LEAST:
        return gettext("under %(share)s") % {"share": _share(LEAST)}
    if probability > MOST:
        return gettext("over %(share)s") % {"share": _share(MOST)}
    return _share(probability)


def _share(probability: float) -> str:
    return f"{probability * 100:.0f}\u202f%"
