"""The whole way from page to page: registered, confirmed by two, told, called, given back, mourned."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import Cast
from desks import buttons, do, look, send, sit, there, wrong
from regreso.casebook.access import for_enquirer
from regreso.casebook.models import (
    Answer,
    Call,
    Challenge,
    Consent,
    Custody,
    DeathNotice,
    Enquiry,
    Handover,
    Journey,
    Message,
    Move,
    SupportPlan,
    history,
)
from regreso.jobs import consequences
from regreso.steps import answer as answering
from regreso.steps import challenge, message, support
from sheets import pages_of
from way import TOLD


def challenge_met(cast: Cast, answer: Answer) -> Challenge:
    """She set a question, and he answers it."""
    asked = Challenge(operation=cast.operation, enquiry=answer.enquiry)
    asked.question, asked.expected = "Як звати нашу кішку?", "Мурка"
    challenge.set_question(asked, by=cast.mother_of(answer.enquiry), at=cast.at)
    do(sit(cast.registrar), "holding-challenge-act", asked.pk, "answer", said="кішка Мурка")
    asked.refresh_from_db()
    return asked


def test_the_answer_is_told_after_two_signatures(cast: Cast, answer: Answer) -> None:
    assert (answer.state, answer.shown) == ("told", {"address": "Camp post office 7"})
    client = sit(cast.liaison_a)
    do(client, "liaison-answer-act", answer.pk, "acknowledge")
    do(client, "liaison-family-act", answer.pk, "follow_up")
    asked = challenge_met(cast, answer)
    assert asked.state == "met"
    do(client, "liaison-family-act", answer.pk, "raise_level", level="3", basis="he knew her")
    do(client, "liaison-family-act", answer.pk, "close", outcome="captivity_confirmed")
    do(client, "liaison-family-act", answer.pk, "reopen", reason="she asks again")
    enquiry = Enquiry.objects.get(pk=answer.enquiry_id)
    assert (enquiry.state, enquiry.enquirer.level) == ("searching", 3)
    assert Answer.objects.get().state == "acknowledged"


def test_a_message_goes_both_ways(cast: Cast, answer: Answer) -> None:
    now, custody = timezone.now(), answer.match.custody
    hers = Message(
        operation=cast.operation, enquiry=answer.enquiry, custody=custody, direction="to_captive",
        language="uk", text="Ми всі здорові.",
    )  # fmt: skip
    message.write(hers, by=for_enquirer(answer.enquiry), at=now)
    registrar, token = sit(cast.registrar), uuid.uuid4()
    do(
        registrar, "holding-custody-act", custody.pk, "write", token=token, enquiry=answer.enquiry_id,
        language="uk", text="Мамо, я живий.",
    )  # fmt: skip
    his = Message.objects.get(pk=token)
    (written,) = history(his)
    assert (written.role, written.actor_id, written.via_id) == (
        "captive",
        str(custody.person_id),
        str(cast.registrar.pk),
    )
    for letter in (hers, his):
        letter.refresh_from_db()
        message.check(letter, at=now)
        carried(cast, letter)
    assert "Ми всі здорові." in look(registrar, "holding-custody", custody.pk)
    do(registrar, "holding-message-act", hers.pk, "deliver", how="read_aloud")
    do(sit(cast.liaison_a), "liaison-letter-act", his.pk, "deliver", how="read_aloud")
    assert {m.state for m in Message.objects.all()} == {"delivered"}


def carried(cast: Cast, letter: Message) -> None:
    one, two = sit(cast.message_reviewer_a), sit(cast.message_reviewer_b)
    to = ("message-reviewer-message-act", letter.pk)
    do(one, *to, "pass_sender")
    letter.refresh_from_db()
    message.send(letter, at=timezone.now())
    assert send(one, *to, "pass_receiver").status_code == 422
    do(two, *to, "pass_receiver")


def test_a_returned_message_is_written_anew(cast: Cast, answer: Answer) -> None:
    registrar, token, custody = sit(cast.registrar), uuid.uuid4(), answer.match.custody_id
    do(
        registrar, "holding-custody-act", custody, "write", token=token, enquiry=answer.enquiry_id,
        language="uk", text="Мамо, я живий.",
    )  # fmt: skip
    do(
        sit(cast.message_reviewer_a),
        "message-reviewer-message-act",
        token,
        "return",
        reason="leave out the place",
    )
    do(registrar, "holding-message-act", token, "rewrite", text="Мамо, я живий і здоровий.")
    do(sit(cast.message_reviewer_a), "message-reviewer-message-act", token, "accept")
    assert Message.objects.get().state == "accepted"


def test_a_call_is_asked_for_agreed_to_and_scheduled(cast: Cast, answer: Answer) -> None:
    liaison, token = sit(cast.liaison_a), uuid.uuid4()
    do(liaison, "liaison-answer-act", answer.pk, "request", token=token)
    do(sit(cast.registrar), "holding-call-act", token, "consent", asked_alone="on")
    do(liaison, "liaison-call-act", token, "verify", safe_time="after eight", family_word="umbrella")
    when = timezone.now() + timedelta(days=2)
    plan = {
        "day": when.date().isoformat(), "hour": "18:00", "minutes": "40", "family_zone": "Europe/Moscow",
        "holding_zone": "Europe/Kyiv",
    }  # fmt: skip
    page = send(liaison, "liaison-call-act", token, "schedule", **plan).content.decode()
    links = re.findall(r'class="phrase"[^>]*>([^<]+)<', page)
    assert len({link.partition("#")[2] for link in links}) == 2
    made = Call.objects.get()
    assert made.state == "scheduled"
    assert made.starts_at is not None
    assert (made.starts_at.hour, made.starts_at.minute) == (15, 0)
    assert all(link not in look(liaison, "liaison-call", token) for link in links)
    do(sit(cast.registrar), "holding-call-act", token, "refuse")
    assert Call.objects.get().state == "refused"


def test_he_may_ask_for_a_call_himself(cast: Cast, answer: Answer) -> None:
    token = uuid.uuid4()
    do(
        sit(cast.registrar), "holding-custody-act", answer.match.custody_id, "request", token=token,
        enquiry=answer.enquiry_id,
    )  # fmt: skip
    do(sit(cast.liaison_a), "liaison-call-act", token, "cancel", reason="the line is down")
    assert [m.role for m in history(Call.objects.get())] == ["captive", "liaison"]


def test_a_journey_is_planned_issued_and_followed(cast: Cast, answer: Answer) -> None:
    liaison, token, later = sit(cast.liaison_a), uuid.uuid4(), uuid.uuid4()
    plan = {
        "traveller": "Олена Шевченко", "start": "kaliningrad", "language": "es",
    }  # fmt: skip
    refused = send(liaison, "liaison-answer-act", answer.pk, "plan", token=token, **plan)
    assert "The holding side has named no meeting yet" in wrong(refused)[0]
    day = (timezone.now() + timedelta(days=9)).date().isoformat()
    custody = ("holding-custody-act", answer.match.custody_id)
    do(sit(cast.registrar), *custody, "name_meeting", point="Invented checkpoint", on=day)
    do(liaison, "liaison-answer-act", answer.pk, "plan", token=token, **plan)
    do(liaison, "liaison-journey-act", token, "issue")
    do(liaison, "liaison-journey-act", token, "replace", token=later, **{**plan, "start": "minsk"})
    do(liaison, "liaison-journey-act", later, "issue")
    (sheet,) = pages_of(liaison.get(there("liaison-sheet", later)))
    assert "Hoja de viaje" in sheet
    assert "Minsk" in sheet
    assert re.search(r"RGS(-\w{4})+", sheet)
    assert "Invented checkpoint" in sheet
    assert "Тарас" not in sheet
    assert liaison.get(reverse("liaison-sheet", args=[token])).status_code == 404
    do(liaison, "liaison-journey-act", later, "depart")
    do(liaison, "liaison-journey-act", later, "check_in", leg="1")
    do(liaison, "liaison-journey-act", later, "arrive")
    assert {j.state for j in Journey.objects.all()} == {"replaced", "arrived"}


def test_a_person_is_given_back_by_many_hands(cast: Cast, answer: Answer) -> None:
    liaison, registrar = sit(cast.liaison_a), sit(cast.registrar)
    one, two, token = sit(cast.officer_a), sit(cast.officer_b), uuid.uuid4()
    do(liaison, "liaison-answer-act", answer.pk, "propose", token=token, basis="to_family")
    do(registrar, "holding-handover-act", token, "wish", wants_to_go="yes", where="home", asked_alone="on")
    do(sit(cast.bureau), "bureau-handover-act", token, "agree_lists", ours="A-1", theirs="B-1")
    do(one, "officer-handover-act", token, "clear", medical="on", legal="on", identity="on")
    do(liaison, "liaison-handover-act", token, "fix_itinerary", on="2026-12-01", point="the bridge")
    do(liaison, "liaison-handover-act", token, "inform_family")
    do(liaison, "liaison-handover-act", token, "postpone", reason="the road is closed")
    do(liaison, "liaison-handover-act", token, "tell_postponed")
    do(liaison, "liaison-handover-act", token, "fix_itinerary", on="2026-12-02", point="the bridge")
    do(liaison, "liaison-handover-act", token, "inform_family")
    do(registrar, "holding-handover-act", token, "depart")
    do(one, "officer-handover-act", token, "check_in", where="half way")
    do(one, "officer-handover-act", token, "meet")
    do(one, "officer-handover-act", token, "check_identity", answers="his mother's maiden name: right")
    assert send(one, "officer-handover-act", token, "check_identity_again", papers="card").status_code == 422
    assert "maiden name: right" not in look(two, "officer-handover", token)
    do(two, "officer-handover-act", token, "check_identity_again", papers="card")
    do(one, "officer-handover-act", token, "sign", returned="ring\nphone", kept="watch: with the Bureau")
    do(two, "officer-handover-act", token, "countersign")
    do(liaison, "liaison-handover-act", token, "contact_home", said="he sleeps badly")
    for said in ("he sleeps better", "he works again"):
        do(liaison, "liaison-handover-act", token, "contact_again", said=said)
    (paper,) = pages_of(liaison.get(there("handover-sheet", "liaison", token)))
    written = ("Third Geneva Convention", "asked alone: he wants to go", "A doctor says he can travel",
               "A-1 · B-1", "Identity checked by", "Signed at (UTC)", "he works again")  # fmt: skip
    assert [told for told in written if told not in " ".join(paper.split())] == []
    do(liaison, "liaison-handover-act", token, "close")
    done = Handover.objects.get()
    assert done.state == "closed"
    consequences.end_custody(Move.objects.get(subject="handover", name="countersign"), timezone.now())
    one, two = sit(cast.liaison_a), sit(cast.liaison_b)
    assert "Шевченко" in look(one, "liaison"), "who is free waits in the list until the family reads it"
    do(one, "liaison-answer-act", answer.pk, "restate")
    assert send(one, "liaison-answer-act", answer.pk, "release_anew").status_code == 422
    do(two, "liaison-answer-act", answer.pk, "release_anew")
    assert Answer.objects.get().rung == "released"
    assert [(e["what"], e["returned"]) for e in done.effects] == [
        ("ring", True),
        ("phone", True),
        ("watch", False),
    ]


def test_nobody_is_given_back_against_his_will(cast: Cast, answer: Answer) -> None:
    token = uuid.uuid4()
    do(sit(cast.liaison_a), "liaison-answer-act", answer.pk, "propose", token=token, basis="exchange")
    registrar = sit(cast.registrar)
    answer_no = send(registrar, "holding-handover-act", token, "wish", wants_to_go="no", asked_alone="on")
    assert answer_no.status_code == 422
    assert "refuses" in wrong(answer_no)[0]
    do(registrar, "holding-handover-act", token, "refuse", reason="he is afraid to go back")
    assert Handover.objects.get().state == "refused"


def test_a_death_is_certified_signed_told_and_mourned_by_people(cast: Cast, answer: Answer) -> None:
    registrar, token = sit(cast.registrar), uuid.uuid4()
    do(
        registrar, "holding-custody-act", answer.match.custody_id, "draft", token=token,
        source_class="certificate", what="certificate 12", issuer="the hospital", place="H1", cause="illness",
    )  # fmt: skip
    assert DeathNotice.objects.get().enquiry_id == answer.enquiry_id
    one, two, liaison = sit(cast.officer_a), sit(cast.officer_b), sit(cast.liaison_a)
    assert liaison.get(reverse("liaison-death-notice", args=[token])).status_code == 404
    do(one, "officer-death-notice-act", token, "certify")
    assert send(one, "officer-death-notice-act", token, "sign").status_code == 422
    do(two, "officer-death-notice-act", token, "sign")
    pair = {"speaks": cast.liaison_a.pk, "beside": cast.liaison_b.pk, "family": answer.enquiry_id}
    alone = send(
        liaison, "liaison-death-notice-act", token, "name_pair", **{**pair, "beside": cast.liaison_a.pk}
    )
    assert alone.status_code == 422
    do(liaison, "liaison-death-notice-act", token, "name_pair", **pair)
    do(liaison, "liaison-death-notice-act", token, "tell", how="in_person")
    do(liaison, "liaison-death-notice-act", token, "confirm_writing")
    do(liaison, "liaison-death-notice-act", token, "offer_support")
    notice = DeathNotice.objects.get()
    plan = SupportPlan(operation=cast.operation, death_notice=notice, enquiry=answer.enquiry)
    support.offer(plan, at=timezone.now())
    for move, said in (
        ("contact", {"said": "she wants to be called again"}),
        ("accept", {}),
        ("decline", {}),
        ("close", {"reason": "she asked us to"}),
    ):
        do(liaison, "liaison-support-plan-act", plan.pk, move, **said)
    assert (notice.state, SupportPlan.objects.get().state) == ("support_offered", "closed")


def test_a_witness_alone_certifies_nothing(cast: Cast, custody: Custody) -> None:
    token = uuid.uuid4()
    do(
        sit(cast.registrar), "holding-custody-act", custody.pk, "draft", token=token,
        source_class="witness", what="a word", issuer="a comrade",
    )  # fmt: skip
    officer = sit(cast.officer_a)
    assert send(officer, "officer-death-notice-act", token, "certify").status_code == 422
    do(officer, "officer-death-notice-act", token, "strike", reason="nobody can confirm it")
    assert DeathNotice.objects.get().state == "struck"


def test_a_mistake_is_revoked_by_two_and_corrected_in_person(cast: Cast, answer: Answer) -> None:
    one, two, reviewer = sit(cast.liaison_a), sit(cast.liaison_b), sit(cast.reviewer_a)
    do(one, "liaison-match-act", answer.pk, "ask_revocation", reason="another birthplace")
    assert send(one, "liaison-match-act", answer.pk, "revoke", reason="x").status_code == 422
    do(two, "liaison-match-act", answer.pk, "keep", reason="the village was renamed")
    do(reviewer, "review-match-act", answer.match_id, "ask_revocation", reason="his brother wrote")
    do(sit(cast.reviewer_c), "review-match-act", answer.match_id, "revoke", reason="it is the brother")
    answering.revoke(Answer.objects.get(), at=timezone.now())
    do(two, "liaison-answer-act", answer.pk, "correct", how="in_person")
    assert Answer.objects.get().state == "corrected"


def test_the_registrar_follows_a_person_through_the_camp(cast: Cast, custody: Custody) -> None:
    client: Client = sit(cast.registrar)
    to = ("holding-custody-act", custody.pk)
    assert "7 days left" in look(client, "holding") or "6 days left" in look(client, "holding")
    do(client, *to, "send_card")
    do(client, "holding-seen", id=str(custody.pk))
    assert "seen today" in look(client, "holding-heads")
    do(client, *to, "report_health", health="wounded in the leg", grave="on")
    do(client, *to, "correct", field="birthplace", value="Moryntsi")
    do(client, *to, "identify", level="documented", basis="military card")
    bureau = sit(cast.bureau)
    do(bureau, "bureau-custody-act", custody.pk, "notify")
    do(bureau, "bureau-custody-act", custody.pk, "receive_receipt", receipt="NIB-7")
    do(client, *to, "admit", site=cast.hospital.pk)
    assert client.get(reverse("holding-custody", args=[custody.pk])).status_code == 404
    other = sit(cast.other_registrar)
    assert "capture card" in look(other, "holding-custody", custody.pk)
    do(other, *to, "discharge", site="")
    do(other, *to, "transfer", site=cast.camp.pk)
    do(client, *to, "exchange", reason="exchange of 3 March")
    custody.refresh_from_db()
    assert (custody.state, custody.person.birthplace) == ("exchanged", "Moryntsi")
    assert buttons(look(client, "holding-custody", custody.pk)) & {"release", "exchange"} == set()


@pytest.mark.parametrize("how", ["release", "repatriate", "escape", "hand_to_authority"])
def test_each_end_is_made_from_the_page(cast: Cast, custody: Custody, how: str) -> None:
    do(sit(cast.registrar), "holding-custody-act", custody.pk, how, reason="as ordered")
    assert history(custody).last().name == how  # type: ignore[union-attr]  # it has a history


def test_a_refusal_counts_without_being_alone_and_a_yes_does_not(cast: Cast, custody: Custody) -> None:
    client = sit(cast.registrar)
    to = ("holding-custody-act", custody.pk, "consent")
    said = {"about": "all", "purpose": "tell_family"}
    assert send(client, *to, **said, given="yes").status_code == 422
    assert not Consent.objects.exists()
    do(client, *to, **said, given="no")
    asked = Consent.objects.get()
    assert (asked.given, asked.witness_id) == (False, cast.registrar.pk)


def test_somebody_who_cannot_speak_is_reported_and_registered_later(cast: Cast) -> None:
    client, token = sit(cast.registrar), uuid.uuid4()
    do(
        client, "holding-new", token=token, site=cast.camp.pk, kind="wounded", identity_level="unidentified",
        only_report="on",
    )  # fmt: skip
    assert Custody.objects.get().state == "reported"
    do(client, "holding-custody-act", token, "register", identity_level="self_stated", **TOLD)
    held = Custody.objects.get()
    assert (held.state, held.person.surname) == ("registered", "Шевченко")
