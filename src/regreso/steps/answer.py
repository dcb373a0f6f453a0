"""Consent, two signatures, and only then the family is told.

The captive's word stands between a confirmed match and an answer. It is asked again at each signature: a
refusal said in between holds, and no lawful ground sets it aside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regreso.casebook import certificates, queries, told_of
from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import Enquirer, Match, append_move, take_turn
from regreso.casebook.once import once
from regreso.steps.errors import StepError
from regreso.story import LIAISON, MoveRefused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Answer, Move

BASES = ("consent", "vital_interest", "public_interest")
# What a family may be shown, and the purpose to which the captive must have agreed for it.
SHOWN = {"address": "share_address", "health": "share_health", "note": "tell_family"}
HOWS = ("in_person", "phone", "page")
CORRECTED_HOW = ("in_person", "phone")
KINSHIP = 2  # papers seen: below it a hit and a miss look alike


def prepare(answer: Answer, *, at: datetime, by: Actor = SYSTEM) -> Move:
    """A confirmed match waits for the word of the captive. The family is not told that anything waits."""
    with once(answer, "prepare"):
        take_turn(answer.operation_id)
        match = _match(answer)
        if match.state != "confirmed":
            raise MoveRefused("answer", "prepare", f"the match is “{match.state}”; expected “confirmed”")
        if queries.answered(match).exists():
            raise MoveRefused("answer", "prepare", "this match has its answer already")
        answer.enquiry, answer.rung = match.enquiry, queries.rung_of(match.custody)
        return append_move(answer, "prepare", by=by, at=at)


def clear(answer: Answer, basis: str, *, reason: str = "", by: Actor, at: datetime) -> Move:
    """The family may be told: the captive agreed, or, where he was not asked, on a lawful ground."""
    if basis not in BASES:
        raise StepError("unknown_basis", given=basis, expected="one of " + ", ".join(BASES))
    if basis != "consent" and (by.role != LIAISON or not reason.strip()):
        raise StepError("no_reason", given=reason, expected="a liaison and the reason for a lawful ground")
    with transaction.atomic():
        take_turn(answer.operation_id)
        answer.rung = queries.rung_of(_match(answer).custody)
        _pass_gate(answer, "clear", basis)
        move = append_move(answer, "clear", by=by, at=at, said={"reason": reason, "detail": {"basis": basis}})
        answer.basis = basis
        answer.save(update_fields=["basis", "rung"])
    return move


def withhold(answer: Answer, reason: str, *, at: datetime, by: Actor = SYSTEM) -> Move:
    """The family is not told now: the captive refused, or telling would harm."""
    if not reason.strip():
        raise StepError("no_reason", given=reason, expected="why the family is not told")
    with transaction.atomic():
        move = append_move(answer, "withhold", by=by, at=at, said=reason)
        answer.basis, answer.shown = "", {}
        answer.save(update_fields=["basis", "shown"])
    return move


def sign(answer: Answer, shown: Mapping[str, str], *, by: Actor, at: datetime) -> Move:
    """The first signature, under what the family will see. Another liaison must sign, too."""
    with transaction.atomic():
        take_turn(answer.operation_id)
        _refuse_unagreed(answer, shown)
        _pass_gate(answer, "sign", answer.basis)
        move = append_move(answer, "sign", by=by, at=at, said={"detail": {"shown": sorted(shown)}})
        answer.shown = dict(shown)
        answer.save(update_fields=["shown"])
    return move


def release(answer: Answer, *, by: Actor, at: datetime) -> Move:
    """The second signature: the family may see the answer and holds a certificate that anyone can check."""
    with transaction.atomic():
        take_turn(answer.operation_id)
        _refuse_unagreed(answer, answer.shown)
        _pass_gate(answer, "release", answer.basis)
        _refuse_unknown_kin(answer)
        move = append_move(answer, "release", by=by, at=at)
        answer.released_at = at
        answer.certificate = certificates.issue(
            "captivity", _content(answer), operation=answer.operation, at=at
        )
        answer.save(update_fields=["released_at", "certificate"])
    return move


def restate(answer: Answer, *, by: Actor, at: datetime) -> Move:
    """The register says otherwise by now: the family is to be told so, once another liaison has signed.

    Until then they read what they read before.
    """
    with transaction.atomic():
        take_turn(answer.operation_id)
        rung = queries.rung_of(_match(answer).custody)
        if rung in ("", answer.rung):
            raise MoveRefused("answer", "restate", "the register says nothing new that this page may tell")
        answer.rung = rung
        _pass_gate(answer, "restate", answer.basis)
        return append_move(answer, "restate", by=by, at=at, said={"detail": {"rung": rung}})


def release_anew(answer: Answer, *, by: Actor, at: datetime) -> Move:
    """The second signature under what changed: the family sees it, and holds a new paper for the old one.

    Where he was held, and how he was there, is no longer shown.
    """
    with transaction.atomic():
        take_turn(answer.operation_id)
        answer.rung, before = queries.rung_of(_match(answer).custody), answer.certificate
        _pass_gate(answer, "release_anew", answer.basis)
        _refuse_unknown_kin(answer)
        move = append_move(answer, "release_anew", by=by, at=at)
        answer.shown = {name: value for name, value in answer.shown.items() if name == "note"}
        answer.released_at = at
        answer.certificate = certificates.issue(
            "captivity", _content(answer), operation=answer.operation, at=at
        )
        answer.save(update_fields=["released_at", "certificate", "rung", "shown"])
        if before:
            certificates.revoke(before, at=at)
    return move


def tell(answer: Answer, how: str, *, by: Actor, at: datetime) -> Move:
    """A liaison told the family, or led them to their page."""
    if how not in HOWS:
        raise StepError("unknown_way", given=how, expected="one of " + ", ".join(HOWS))
    with transaction.atomic():
        move = append_move(answer, "tell", by=by, at=at, said={"detail": {"how": how}})
        answer.told_at = at
        answer.save(update_fields=["told_at"])
    return move


def acknowledge(answer: Answer, *, by: Actor, at: datetime) -> Move:
    """The family knows."""
    return append_move(answer, "acknowledge", by=by, at=at)


def revoke(answer: Answer, *, at: datetime, by: Actor = SYSTEM) -> Move:
    """It was a mistake: the family no longer sees it and the certificate is not ours any more.

    A liaison tells everyone who was told, in person.
    """
    with transaction.atomic():
        move = append_move(answer, "revoke", by=by, at=at)
        if answer.certificate:
            certificates.revoke(answer.certificate, at=at)
    return move


def correct(answer: Answer, how: str, *, by: Actor, at: datetime) -> Move:
    """Whoever had been told was told of the mistake, by a person."""
    if how not in CORRECTED_HOW:
        raise StepError("unknown_way", given=how, expected="one of " + ", ".join(CORRECTED_HOW))
    if told_of.not_set_right(answer):
        raise MoveRefused(
            "answer", "correct", "somebody who had learnt of it was not told of the mistake yet"
        )
    return append_move(answer, "correct", by=by, at=at, said={"detail": {"how": how}})


def _match(answer: Answer) -> Match:
    """The match as it is now, not as it was when the desk was opened."""
    return Match.objects.select_related("custody", "enquiry").get(pk=answer.match_id)


def _pass_gate(answer: Answer, move: str, basis: str) -> None:
    """Refuse when the captive refused or was not asked, or when things are no longer as the answer says."""
    match = _match(answer)
    word = queries.newest_consent(match.custody, "tell_family", enquiry=match.enquiry)
    if word and not word.given:
        raise MoveRefused("answer", move, "he does not want his family to be told")
    if basis == "consent" and not (word and word.asked_alone):
        raise MoveRefused("answer", move, "he was not asked yet, alone, whether his family may be told")
    if match.state != "confirmed":
        raise MoveRefused("answer", move, f"the match is “{match.state}”; expected “confirmed”")
    rung = queries.rung_of(match.custody)
    if not rung or rung != answer.rung:
        raise MoveRefused(
            "answer", move, f"the custody is “{match.custody.state}” now; withhold and look again"
        )


def _refuse_unknown_kin(answer: Answer) -> None:
    level = Enquirer.objects.values_list("level", flat=True).get(enquiries=answer.enquiry_id)
    if level < KINSHIP:
        raise MoveRefused(
            "answer", "release", f"kinship is at level {level}; expected {KINSHIP}: papers seen"
        )


def _refuse_unagreed(answer: Answer, shown: Mapping[str, str]) -> None:
    for name in shown:
        if name not in SHOWN:
            raise StepError("unknown_field", given=name, expected="one of " + ", ".join(SHOWN))
        asked = name != "note"
        if asked and not queries.consents(answer.match.custody, SHOWN[name], enquiry=answer.enquiry):
            raise StepError("not_agreed", given=name, expected="what the captive agreed to share")


def _content(answer: Answer) -> dict[str, str]:
    """What the paper says: that he is held (or was released), and nothing of where."""
    person = answer.match.custody.person
    names = (person.surname, person.given, person.patronymic)
    return {
        "rung": answer.rung,
        "name": " ".join(name for name in names if name),
        "birth": person.birth,
        "issued_for": answer.enquiry.enquirer.name,
    }
