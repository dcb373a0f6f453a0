"""A death: from a certified source, signed by two, told by a trained person and never by a machine."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from regreso import story
from regreso.casebook import access, certificates
from regreso.casebook.models import DeathNotice, Enquiry, Match, append_move
from regreso.casebook.once import once
from regreso.casebook.rows import set_columns
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Move, Staff

SOURCES = ("official_list", "certificate", "forensic", "witness")
CERTIFIABLE = ("official_list", "certificate", "forensic")  # nobody is dead because somebody said so
NEEDED = ("date", "place", "cause")  # GC III 120; "unknown" is a value, silence is none
HOW = ("in_person", "trained_caller")
KIN = 2  # the level of kinship at which papers were seen: no stranger is told of a death
TRAINED = (story.LIAISON, story.OFFICER)
BUREAU = timedelta(hours=24)
NOT_OVER = ("drafted", "certified", "signed", "pair_named", "told", "confirmed", "support_offered")


def draft(notice: DeathNotice, *, by: Actor, at: datetime) -> Move:
    """Somebody has written down that this person is said to have died. Nobody outside learns of it."""
    if notice.source_class not in SOURCES:
        raise StepError("unknown_source", given=notice.source_class, expected="one of " + ", ".join(SOURCES))
    if notice.custody.operation_id != notice.operation_id:
        raise StepError("other_operation", given=notice.custody_id, expected="a person of this operation")
    _refuse_bad_date(notice)
    with once(notice, "draft"):
        others = DeathNotice.objects.filter(custody=notice.custody, state__in=NOT_OVER)
        if others.exclude(pk=notice.pk).exists():
            raise MoveRefused("death_notice", "draft", "there is a notice about this person already")
        return append_move(notice, "draft", by=by, at=at)


def certify(notice: DeathNotice, *, by: Actor, at: datetime) -> Move:
    """An officer has seen the source and vouches for it. A witness alone is never enough."""
    if notice.source_class not in CERTIFIABLE:
        raise MoveRefused("death_notice", "certify", "a witness alone certifies nothing; find another source")
    for name in ("what", "issuer"):
        if not str(notice.source.get(name, "")).strip():
            raise StepError("no_source", given=name, expected="what the source is, and who issued it")
    for name in NEEDED:
        if not str(notice.facts.get(name, "")).strip():
            raise StepError("no_fact", given=name, expected="date, place and cause, or “unknown”")
    return append_move(notice, "certify", by=by, at=at)


def sign(notice: DeathNotice, *, by: Actor, at: datetime) -> Move:
    """A second officer has signed. The register follows; the Bureau is due within 24 hours.

    No family is told by this: two trained people are named for that.
    """
    with transaction.atomic():
        move = append_move(notice, "sign", by=by, at=at)
        set_columns(notice, bureau_due_at=at + BUREAU)
    return move


def name_pair(
    notice: DeathNotice, pair: tuple[Staff, Staff], *, enquiry: Enquiry | None = None, by: Actor, at: datetime
) -> Move:
    """Two trained people will tell this family: one speaks, one is beside them.

    Only a family whose match with him two reviewers confirmed. Without a family nobody asked for him yet.
    """
    speaks, beside = pair
    if enquiry is not None and not families(notice).filter(pk=enquiry.pk).exists():
        raise StepError("not_his_family", given=enquiry.pk, expected="a family that two reviewers confirmed")
    if speaks.pk == beside.pk:
        raise StepError("same_person", given=speaks.pk, expected="two different people")
    for member in pair:
        if not any(access.holds(member, role, notice.operation) for role in TRAINED):
            raise StepError("not_trained", given=member.pk, expected="a liaison or officer of this operation")
    family = enquiry or notice.enquiry
    if family is not None and family.enquirer.level < KIN:
        raise MoveRefused(
            "death_notice", "name_pair", f"the family's papers were not seen yet (level {KIN} of kinship)"
        )
    with transaction.atomic():
        move = append_move(notice, "name_pair", by=by, at=at)
        set_columns(notice, notifier=speaks, notifier_beside=beside, enquiry=family)
    return move


def families(notice: DeathNotice) -> QuerySet[Enquiry]:
    """The families that asked for him, as two reviewers confirmed."""
    sure = Match.objects.filter(custody=notice.custody_id, state__in=("confirmed", "revocation_asked"))
    return Enquiry.objects.filter(pk__in=sure.values("enquiry")).select_related("enquirer")


def tell(notice: DeathNotice, how: str, *, by: Actor, at: datetime) -> Move:
    """The family has heard it from a person: face to face, or from a trained caller."""
    if how not in HOW:
        raise StepError("unknown_how", given=how, expected=" or ".join(HOW))
    if by.id not in (str(notice.notifier_id), str(notice.notifier_beside_id)):
        raise MoveRefused("death_notice", "tell", "only the two who were named tell the family")
    with transaction.atomic():
        move = append_move(notice, "tell", by=by, at=at, said={"detail": {"how": how}})
        set_columns(notice, told_how=how, told_at=at)
    return move


def confirm_writing(notice: DeathNotice, *, by: Actor, at: datetime) -> Move:
    """The family has it in writing, with a code that anyone can check."""
    with transaction.atomic():
        move = append_move(notice, "confirm_writing", by=by, at=at)
        person = notice.custody.person
        content = {"surname": person.surname, "given": person.given, "facts": notice.facts}
        paper = certificates.issue("death", content, operation=notice.operation, at=at)
        set_columns(notice, certificate=paper)
    return move


def offer_support(notice: DeathNotice, *, by: Actor, at: datetime) -> Move:
    """The family was offered support; a plan opens that asks again after two and eight weeks."""
    return append_move(notice, "offer_support", by=by, at=at)


def strike(notice: DeathNotice, *, reason: str, by: Actor, at: datetime) -> Move:
    """The draft was wrong, or could not be certified. Nobody outside had heard of it."""
    if not reason.strip():
        raise StepError("no_reason", given=reason, expected="why")
    return append_move(notice, "strike", by=by, at=at, said=reason)


def correct(notice: DeathNotice, *, reason: str, by: Actor, at: datetime) -> Move:
    """The notice was wrong: its paper no longer holds, and whoever was told is told so in person."""
    if not reason.strip():
        raise StepError("no_reason", given=reason, expected="what was wrong, and how it is known")
    with transaction.atomic():
        move = append_move(notice, "correct", by=by, at=at, said=reason)
        if notice.certificate is not None:
            certificates.revoke(notice.certificate, at=at)
    return move


def _refuse_bad_date(notice: DeathNotice) -> None:
    told = str(notice.facts.get("date", ""))
    if told in ("", "unknown"):
        return
    try:
        date.fromisoformat(told)
    except ValueError:
        raise StepError("not_a_date", given=told, expected="YYYY-MM-DD, or “unknown”") from None
