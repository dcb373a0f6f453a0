"""Nobody is dead because somebody said so, nor by a single hand, and no family hears it from a machine."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from pair import Pair
from regreso import story
from regreso.casebook import certificates
from regreso.casebook.models import DeathNotice, SupportPlan
from regreso.steps import mourn, support
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

FACTS = {"date": "2022-03-01", "place": "invented", "cause": "unknown"}
SOURCE = {"what": "invented certificate 12/4", "issuer": "invented hospital"}


@pytest.fixture(autouse=True)
def papers_seen(pair: Pair) -> None:
    pair.enquiry.enquirer.level = 2
    pair.enquiry.enquirer.save(update_fields=["level"])


def drafted(pair: Pair, **more: Any) -> DeathNotice:
    told = {"facts": FACTS, "source": SOURCE, "source_class": "certificate", **more}
    notice = DeathNotice(operation=pair.cast.operation, custody=pair.custody, enquiry=pair.enquiry, **told)
    mourn.draft(notice, by=pair.cast.by("registrar"), at=pair.at)
    return notice


def signed(pair: Pair) -> DeathNotice:
    notice = drafted(pair)
    mourn.certify(notice, by=pair.cast.by("officer_a"), at=pair.at)
    mourn.sign(notice, by=pair.cast.by("officer_b"), at=pair.at)
    return notice


def confirmed(pair: Pair) -> DeathNotice:
    notice, liaison = signed(pair), pair.cast.by("liaison_a")
    mourn.name_pair(notice, (pair.cast.liaison_a, pair.cast.officer_a), by=liaison, at=pair.at)
    mourn.tell(notice, "in_person", by=liaison, at=pair.at)
    mourn.confirm_writing(notice, by=liaison, at=pair.at)
    return notice


def test_the_whole_notice(pair: Pair) -> None:
    notice = confirmed(pair)
    mourn.offer_support(notice, by=pair.cast.by("liaison_a"), at=pair.at)
    notice = DeathNotice.objects.get(pk=notice.pk)
    assert (notice.state, notice.told_how, notice.told_at) == ("support_offered", "in_person", pair.at)
    assert notice.bureau_due_at == pair.at + timedelta(hours=24)
    assert notice.certificate is not None
    assert notice.certificate.kind == "death"
    assert certificates.check(notice.certificate.code, at=pair.at)


def test_a_witness_alone_certifies_nothing(pair: Pair) -> None:
    notice = drafted(pair, source_class="witness")
    with pytest.raises(MoveRefused, match="a witness alone"):
        mourn.certify(notice, by=pair.cast.by("officer_a"), at=pair.at)
    assert DeathNotice.objects.get().state == "drafted"
    mourn.strike(notice, reason="only hearsay", by=pair.cast.by("officer_a"), at=pair.at)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"source": {"what": "a list"}}, "no_source: “issuer”"),
        ({"facts": {"date": "2022-03-01", "place": "x"}}, "no_fact: “cause”"),
        ({"facts": {"place": "x", "cause": "y"}}, "no_fact: “date”"),
    ],
)
def test_a_certified_notice_names_its_source_and_says_what_is_known(
    pair: Pair, more: dict[str, Any], code: str
) -> None:
    notice = drafted(pair, **more)
    with pytest.raises(StepError, match=code):
        mourn.certify(notice, by=pair.cast.by("officer_a"), at=pair.at)


def test_who_certified_cannot_sign(pair: Pair) -> None:
    notice = drafted(pair)
    mourn.certify(notice, by=pair.cast.by("officer_a"), at=pair.at)
    with pytest.raises(MoveRefused, match="another person"):
        mourn.sign(notice, by=pair.cast.by("officer_a"), at=pair.at)


def test_who_drafted_cannot_sign(pair: Pair) -> None:
    notice = DeathNotice(
        operation=pair.cast.operation,
        custody=pair.custody,
        facts=FACTS,
        source=SOURCE,
        source_class="forensic",
    )
    mourn.draft(notice, by=pair.cast.by("officer_b"), at=pair.at)
    mourn.certify(notice, by=pair.cast.by("officer_a"), at=pair.at)
    with pytest.raises(MoveRefused, match="another person"):
        mourn.sign(notice, by=pair.cast.by("officer_b"), at=pair.at)


def test_two_different_trained_people_tell_the_family(pair: Pair) -> None:
    notice, liaison = signed(pair), pair.cast.by("liaison_a")
    with pytest.raises(StepError, match="same_person"):
        mourn.name_pair(notice, (pair.cast.liaison_a, pair.cast.liaison_a), by=liaison, at=pair.at)
    for untrained in (pair.cast.stranger, pair.cast.registrar, pair.cast.operator):
        with pytest.raises(StepError, match="not_trained"):
            mourn.name_pair(notice, (pair.cast.liaison_a, untrained), by=liaison, at=pair.at)
    mourn.name_pair(notice, (pair.cast.liaison_b, pair.cast.officer_a), by=liaison, at=pair.at)
    with pytest.raises(MoveRefused, match="only the two who were named"):
        mourn.tell(notice, "in_person", by=liaison, at=pair.at)
    mourn.tell(notice, "trained_caller", by=pair.cast.by("liaison_b"), at=pair.at)


@pytest.mark.parametrize("how", ["sms", "email", "letter", "bot", ""])
def test_the_family_hears_it_from_a_person_only(pair: Pair, how: str) -> None:
    notice, liaison = signed(pair), pair.cast.by("liaison_a")
    mourn.name_pair(notice, (pair.cast.liaison_a, pair.cast.liaison_b), by=liaison, at=pair.at)
    with pytest.raises(StepError, match="unknown_how"):
        mourn.tell(notice, how, by=liaison, at=pair.at)


def test_no_machine_makes_any_move_of_a_notice() -> None:
    assert [r.move for r in story.contact.DEATH_NOTICE if {story.SYSTEM, story.CLOCK} & set(r.by)] == []


def test_there_is_one_notice_about_a_person(pair: Pair) -> None:
    first = drafted(pair)
    with pytest.raises(MoveRefused, match="a notice about this person already"):
        drafted(pair)
    mourn.strike(first, reason="mistaken", by=pair.cast.by("officer_a"), at=pair.at)
    assert drafted(pair).state == "drafted"


@pytest.mark.parametrize(
    ("more", "code"),
    [({"source_class": "rumour"}, "unknown_source"), ({"facts": {**FACTS, "date": "May"}}, "not_a_date")],
)
def test_a_draft_that_cannot_be_is_refused(pair: Pair, more: dict[str, Any], code: str) -> None:
    with pytest.raises(StepError, match=code):
        drafted(pair, **more)


def test_a_family_whose_papers_nobody_saw_is_not_told(pair: Pair) -> None:
    pair.enquiry.enquirer.level = 1
    pair.enquiry.enquirer.save()
    notice = signed(pair)
    with pytest.raises(MoveRefused, match="papers were not seen"):
        mourn.name_pair(
            notice, (pair.cast.liaison_a, pair.cast.liaison_b), by=pair.cast.by("liaison_a"), at=pair.at
        )


def test_a_wrong_notice_is_corrected_by_another_and_its_paper_no_longer_holds(pair: Pair) -> None:
    notice = confirmed(pair)
    assert notice.certificate is not None
    with pytest.raises(MoveRefused, match="another person"):
        mourn.correct(notice, reason="he called", by=pair.cast.by("officer_a"), at=pair.at)
    mourn.correct(notice, reason="he called", by=pair.cast.by("officer_b"), at=pair.at)
    assert not certificates.check(notice.certificate.code, at=pair.at)


@pytest.fixture
def plan(pair: Pair) -> SupportPlan:
    notice = confirmed(pair)
    mourn.offer_support(notice, by=pair.cast.by("liaison_a"), at=pair.at)
    made = SupportPlan(operation=pair.cast.operation, death_notice=notice, enquiry=pair.enquiry)
    support.offer(made, at=pair.at)
    return made


def test_support_is_offered_again_after_two_and_eight_weeks(pair: Pair, plan: SupportPlan) -> None:
    liaison = pair.cast.by("liaison_a")
    assert plan.next_contact_at == pair.cast.later(weeks=2)
    support.contact(plan, "wants to be left alone", by=liaison, at=pair.cast.later(weeks=2))
    assert plan.next_contact_at == pair.cast.later(weeks=8)
    support.decline(plan, by=pair.mother, at=pair.cast.later(weeks=3))
    support.accept(plan, by=pair.mother, at=pair.cast.later(weeks=5))
    support.refer(plan, {"need": "pension", "to": "invented office"}, by=liaison, at=pair.cast.later(weeks=8))
    plan = SupportPlan.objects.get(pk=plan.pk)
    assert (plan.state, plan.next_contact_at) == ("open", None)
    assert [line["said"] for line in plan.contacts] == ["wants to be left alone"]
    assert plan.referrals[0]["to"] == "invented office"
    support.close(plan, reason="she said so", by=liaison, at=pair.cast.later(weeks=9))


def test_another_family_answers_nothing(pair: Pair, plan: SupportPlan) -> None:
    stranger = pair.cast.mother_of(pair.cast.asked(surname="Коваль", given="Ольга"))
    for step in (support.accept, support.decline):
        with pytest.raises(MoveRefused, match="another family"):
            step(plan, by=stranger, at=pair.at)


def test_support_needs_words(pair: Pair, plan: SupportPlan) -> None:
    liaison = pair.cast.by("liaison_a")
    with pytest.raises(StepError, match="nothing_said"):
        support.contact(plan, " ", by=liaison, at=pair.at)
    with pytest.raises(StepError, match="no_to"):
        support.refer(plan, {"need": "pension"}, by=liaison, at=pair.at)
