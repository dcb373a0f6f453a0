"""Consent, two signatures, and only then the family is told."""

from __future__ import annotations

import pytest

from cast import Cast
from regreso.casebook.actor import SYSTEM
from regreso.casebook.certificates import check
from regreso.casebook.models import Answer, Certificate, Enquirer, history
from regreso.steps import answer as answering
from regreso.steps import confirm, register
from regreso.steps.errors import StepError
from regreso.story import MoveRefused


@pytest.fixture
def answer(cast: Cast) -> Answer:
    match = cast.confirmed()
    made = Answer(operation=cast.operation, match=match)
    answering.prepare(made, at=cast.at)
    Enquirer.objects.update(level=2)
    return made


def cleared(cast: Cast, answer: Answer) -> Answer:
    cast.agreed(answer.match.custody)
    answering.clear(answer, "consent", by=SYSTEM, at=cast.at)
    return answer


def released(cast: Cast, answer: Answer) -> Answer:
    cleared(cast, answer)
    answering.sign(answer, {}, by=cast.by("liaison_a"), at=cast.at)
    answering.release(answer, by=cast.by("liaison_b"), at=cast.at)
    return answer


def test_nothing_is_signed_before_the_captive_agreed(cast: Cast, answer: Answer) -> None:
    with pytest.raises(MoveRefused, match="not asked yet"):
        answering.clear(answer, "consent", by=SYSTEM, at=cast.at)
    with pytest.raises(MoveRefused):
        answering.sign(answer, {}, by=cast.by("liaison_a"), at=cast.at)
    assert Answer.objects.get().state == "waiting_for_consent"


def test_two_liaisons_sign_and_a_certificate_is_issued(cast: Cast, answer: Answer) -> None:
    cleared(cast, answer)
    answering.sign(answer, {"note": "He is well"}, by=cast.by("liaison_a"), at=cast.at)
    with pytest.raises(MoveRefused, match="another person"):
        answering.release(answer, by=cast.by("liaison_a"), at=cast.at)
    assert not Certificate.objects.exists()
    answering.release(answer, by=cast.by("liaison_b"), at=cast.at)
    again = Answer.objects.get()
    assert (again.state, again.rung, again.basis, again.released_at) == (
        "released",
        "held",
        "consent",
        cast.at,
    )
    assert again.shown == {"note": "He is well"}
    assert again.certificate
    assert check(again.certificate.code, at=cast.at)


def test_the_paper_tells_nothing_of_the_place(cast: Cast, answer: Answer) -> None:
    released(cast, answer)
    assert Certificate.objects.get().content == {
        "rung": "held",
        "name": "Шевченко Тарас",
        "birth": "1999-04-21",
        "issued_for": "Олена Шевченко",
    }


def test_a_refusal_is_set_aside_by_no_lawful_ground(cast: Cast, answer: Answer) -> None:
    cast.agreed(answer.match.custody, given=False)
    for basis, by in (("consent", SYSTEM), ("vital_interest", cast.by("liaison_a"))):
        with pytest.raises(MoveRefused, match="does not want"):
            answering.clear(answer, basis, reason="she is ill", by=by, at=cast.at)


def test_a_refusal_holds_even_between_the_two_signatures(cast: Cast, answer: Answer) -> None:
    custody = cleared(cast, answer).match.custody
    cast.agreed(custody, given=False)
    with pytest.raises(MoveRefused, match="does not want"):
        answering.sign(answer, {}, by=cast.by("liaison_a"), at=cast.at)
    cast.agreed(custody, at=cast.later(minutes=1))
    answering.sign(answer, {}, by=cast.by("liaison_a"), at=cast.later(minutes=1))
    cast.agreed(custody, given=False, at=cast.later(minutes=2))
    with pytest.raises(MoveRefused, match="does not want"):
        answering.release(answer, by=cast.by("liaison_b"), at=cast.later(minutes=2))
    answering.withhold(answer, "he refused", at=cast.later(minutes=3))
    assert (Answer.objects.get().state, Certificate.objects.exists()) == ("withheld", False)


def test_a_lawful_ground_needs_a_liaison_and_a_reason(cast: Cast, answer: Answer) -> None:
    for reason, by in (("x", SYSTEM), (" ", cast.by("liaison_a"))):
        with pytest.raises(StepError, match="no_reason"):
            answering.clear(answer, "vital_interest", reason=reason, by=by, at=cast.at)
    with pytest.raises(StepError, match="unknown_basis"):
        answering.clear(answer, "curiosity", by=cast.by("liaison_a"), at=cast.at)
    answering.clear(answer, "vital_interest", reason="dying mother", by=cast.by("liaison_a"), at=cast.at)
    assert (Answer.objects.get().state, history(answer).last().reason) == ("ready", "dying mother")  # type: ignore[union-attr]  # there is one


def test_what_is_shown_is_what_he_agreed_to_share(cast: Cast, answer: Answer) -> None:
    cleared(cast, answer)
    for shown, code in (({"address": "Camp 1"}, "not_agreed"), ({"camp": "C1"}, "unknown_field")):
        with pytest.raises(StepError, match=code):
            answering.sign(answer, shown, by=cast.by("liaison_a"), at=cast.at)
    cast.agreed(answer.match.custody, "share_address")
    answering.sign(answer, {"address": "P.O. Box 7"}, by=cast.by("liaison_a"), at=cast.at)
    cast.agreed(answer.match.custody, "share_address", given=False)
    with pytest.raises(StepError, match="not_agreed"):
        answering.release(answer, by=cast.by("liaison_b"), at=cast.at)


def test_below_kinship_level_two_nothing_is_released(cast: Cast, answer: Answer) -> None:
    cleared(cast, answer)
    Enquirer.objects.update(level=1)
    answering.sign(answer, {}, by=cast.by("liaison_a"), at=cast.at)
    with pytest.raises(MoveRefused, match="kinship is at level 1; expected 2"):
        answering.release(answer, by=cast.by("liaison_b"), at=cast.at)


def test_a_doubted_match_is_not_released(cast: Cast, answer: Answer) -> None:
    cleared(cast, answer)
    answering.sign(answer, {}, by=cast.by("liaison_a"), at=cast.at)
    confirm.ask_revocation(answer.match, "doubt", by=cast.by("reviewer_c"), at=cast.at)
    with pytest.raises(MoveRefused, match="revocation_asked"):
        answering.release(answer, by=cast.by("liaison_b"), at=cast.at)


def test_an_answer_that_time_overtook_is_looked_at_again(cast: Cast, answer: Answer) -> None:
    cleared(cast, answer)
    custody = answer.match.custody
    custody.refresh_from_db()
    register.end(custody, "release", by=cast.by("registrar"), at=cast.at)
    with pytest.raises(MoveRefused, match="is “released” now"):
        answering.sign(answer, {}, by=cast.by("liaison_a"), at=cast.at)
    answering.withhold(answer, "he was released", at=cast.at)
    answering.clear(answer, "consent", by=SYSTEM, at=cast.at)
    assert Answer.objects.get().rung == "released"


def test_a_death_is_never_told_by_an_answer(cast: Cast, answer: Answer) -> None:
    cast.agreed(answer.match.custody)
    register.die(answer.match.custody, at=cast.at)
    with pytest.raises(MoveRefused, match="“died” now"):
        answering.clear(answer, "consent", by=SYSTEM, at=cast.at)


def test_only_liaisons_sign(cast: Cast, answer: Answer) -> None:
    cleared(cast, answer)
    for name in ("operator", "reviewer_a", "registrar", "administrator_a"):
        with pytest.raises(MoveRefused, match="it is for liaison"):
            answering.sign(answer, {}, by=cast.by(name), at=cast.at)


def test_a_match_has_one_answer_and_only_when_confirmed(cast: Cast, answer: Answer) -> None:
    with pytest.raises(MoveRefused, match="its answer already"):
        answering.prepare(Answer(operation=cast.operation, match=answer.match), at=cast.at)
    with pytest.raises(MoveRefused, match="already there"):
        answering.prepare(Answer(pk=answer.pk, operation=cast.operation, match=answer.match), at=cast.at)
    assert Answer.objects.count() == 1


def test_an_unconfirmed_match_has_no_answer(cast: Cast) -> None:
    match = cast.proposed()
    with pytest.raises(MoveRefused, match="“proposed”; expected “confirmed”"):
        answering.prepare(Answer(operation=cast.operation, match=match), at=cast.at)


def test_a_revoked_answer_takes_its_certificate_along_and_is_corrected_by_a_person(
    cast: Cast, answer: Answer
) -> None:
    released(cast, answer)
    code = Certificate.objects.get().code
    answering.tell(answer, "phone", by=cast.by("liaison_a"), at=cast.at)
    answering.revoke(answer, at=cast.later(days=1))
    assert not check(code, at=cast.later(days=1))
    with pytest.raises(StepError, match="unknown_way"):
        answering.correct(answer, "page", by=cast.by("liaison_a"), at=cast.later(days=1))
    answering.correct(answer, "in_person", by=cast.by("liaison_a"), at=cast.later(days=1))
    assert Answer.objects.get().state == "corrected"


def test_the_family_is_told_and_acknowledges(cast: Cast, answer: Answer) -> None:
    released(cast, answer)
    answering.tell(answer, "page", by=cast.by("liaison_a"), at=cast.later(hours=1))
    answering.acknowledge(answer, by=cast.mother_of(answer.enquiry), at=cast.later(hours=2))
    again = Answer.objects.get()
    assert (again.state, again.told_at) == ("acknowledged", cast.later(hours=1))


def test_what_changed_is_told_only_when_two_signed_it(cast: Cast, answer: Answer) -> None:
    released(cast, answer)
    old = Certificate.objects.get()
    one, two = cast.by("liaison_a"), cast.by("liaison_b")
    with pytest.raises(MoveRefused, match="nothing new"):
        answering.restate(Answer.objects.get(), by=one, at=cast.at)
    register.end(answer.match.custody, "exchange", by=cast.by("registrar"), at=cast.at)
    answering.restate(Answer.objects.get(), by=one, at=cast.at)
    waiting = Answer.objects.get()
    assert (waiting.state, waiting.rung, waiting.certificate_id) == ("restated", "held", old.pk)
    with pytest.raises(MoveRefused, match="another person"):
        answering.release_anew(Answer.objects.get(), by=one, at=cast.at)
    answering.release_anew(Answer.objects.get(), by=two, at=cast.at)
    told = Answer.objects.get()
    assert (told.state, told.rung, told.shown) == ("released", "released", {})
    assert told.certificate
    assert told.certificate.content["rung"] == "released"
    assert check(told.certificate.code, at=cast.at)
    assert not check(old.code, at=cast.at), "two papers that say two things are not both ours"


def test_a_match_in_doubt_keeps_the_change_from_the_family(cast: Cast, answer: Answer) -> None:
    released(cast, answer)
    register.end(answer.match.custody, "release", by=cast.by("registrar"), at=cast.at)
    answering.restate(Answer.objects.get(), by=cast.by("liaison_a"), at=cast.at)
    match = Answer.objects.select_related("match").get().match
    match.state = "revocation_asked"
    match.save()
    with pytest.raises(MoveRefused, match="the match is"):
        answering.release_anew(Answer.objects.get(), by=cast.by("liaison_b"), at=cast.at)
    assert Answer.objects.get().rung == "held"
