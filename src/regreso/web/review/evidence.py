"""A match as a reviewer reads it: both sides field by field, how they agree and what it weighs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, gettext, ngettext

from regreso.casebook.models import Match
from regreso.matching import (
    Answer,
    Candidate,
    Reason,
    next_question,
    rivals,
    say,
    say_missing,
    say_question,
    say_rival,
)
from regreso.web.base.people import COMPARED, FIELD_OF, FIELDS, SEXES, shown
from regreso.web.base.words import Word

STRONG, SOME = 6.0, 1.0  # bits
LEAST, MOST = 0.01, 0.99  # beyond these a percentage would pretend to know more than we do
_SEX = dict(SEXES[1:])


@dataclass(frozen=True, slots=True)
class Row:
    """One field on both sides. `level` is the code for colour; `why` and `weight` say it in words."""

    label: Word
    asked: str
    found: str
    level: str = ""
    why: str = ""
    weight: str = ""


def rows(match: Match) -> dict[str, Row]:
    """Every field that at least one side tells, with its reason where the search gave one."""
    reasons = {FIELD_OF.get(one["field"], one["field"]): Reason(**one) for one in match.reasons}
    return dict(_rows(match, reasons))


def told(compared: Mapping[str, Row]) -> dict[str, tuple[str, str]]:
    """What each side says, by field: also what was read out of a whole message."""
    return {name: (row.asked, row.found) for name, row in compared.items()}


def _rows(match: Match, reasons: dict[str, Reason]) -> Iterator[tuple[str, Row]]:
    for name in COMPARED:
        asked, found = shown(match.enquiry.sought, name), shown(match.custody.person, name)
        reason = reasons.get(name)
        if reason is not None and (asked or found or reason.level != "missing"):
            yield name, _row(name, asked, found, reason)
        elif asked or found:
            yield name, Row(FIELDS[name], asked, found)


def _row(name: str, asked: str, found: str, reason: Reason) -> Row:
    known = reason.level != "missing"
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
        f"{weight(reason.bits)} ({_bits(reason.bits)})" if known else "",
    )


def _bits(bits: float) -> str:
    """A weight as a number: each bit doubles or halves the odds."""
    return ngettext("%(n)s bit", "%(n)s bits", round(abs(bits))) % {"n": f"{bits:+.0f}".replace("-", "−")}


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


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a reviewer should know besides the fields: who else could be meant, what to ask, what is missing.

    `rivals` are (the other match, who it may be and what tells the two apart).
    """

    rivals: list[tuple[Match, str]]
    question: str
    missing: str


def doubt(match: Match, others: Sequence[Match]) -> Doubt:
    """Weigh a match against the other candidates of its enquiry; for reviewers only."""
    language = get_language() or "en"
    by_id = {str(one.pk): one for one in others}
    answer = Answer(match.enquiry.nobody or 0.0, tuple(_candidate(one) for one in (match, *others)))
    question = next_question(answer)
    near = [
        (by_id[rival.record_id], say_rival(rival, language, other=_other(by_id[rival.record_id])))
        for rival in rivals(answer, str(match.pk))
    ]
    reasons = answer.candidates[0].reasons
    return Doubt(near, say_question(question, language) if question else "", say_missing(reasons, language))


def _candidate(match: Match) -> Candidate:
    reasons = tuple(Reason(**one) for one in match.reasons)
    return Candidate(
        str(match.pk), match.probability, match.weight, reasons, match.same_as, match.fits_as_well
    )


def _other(match: Match) -> str:
    return gettext("candidate no. %(rank)s") % {"rank": match.rank}
