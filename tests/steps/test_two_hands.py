"""Nobody is both of the two, neither by undoing a first half nor by letting another make it anew.

Where the last column of the story says "the newest", an earlier first half bars nobody: it was gone back on.
That is safe only where each round needs a first half of its own, by a person; these tests hold it to that,
and walk each such round over the real steps.
"""

from __future__ import annotations

import pytest

from cast import Cast
from pair import Pair
from regreso import story
from regreso.casebook.access import actor
from regreso.casebook.actor import Actor
from regreso.casebook.models import Answer, Custody, CustodyList, Grant, Operation, Site, Staff
from regreso.steps import administer, handover, import_list
from regreso.steps import answer as answering
from regreso.story import MoveRefused, Rule
from steps.test_answer import answer, cleared
from steps.test_handover import WATCH, known, met

__all__ = ["answer"]

NEWEST = [rule for rule in story.STORY if rule.newest]
# What happens between the two halves without a new first half, and why it changes nothing that was signed.
BETWEEN = {
    ("custody_list", "shred"): "the clock deletes the file; who is in the register stays",
    ("corridor", "register_channels"): "who is told of an abort, not where anybody goes",
    ("handover", "check_in"): "how far they have come",
}
# A step back to the state that a first half had made: that half and whoever made it count as before.
BACK = {("operation", "keep")}


def named(rule: Rule) -> str:
    return f"{rule.subject}.{rule.move}"


def test_only_these_let_somebody_act_who_made_an_earlier_first_half() -> None:
    assert {named(rule) for rule in NEWEST} == {
        "answer.release",
        "correction.settle",
        "correction.tell_again",
        "record.remove",
        "match.keep",
        "match.revoke",
        "custody_list.undo",
        "operation.reopen",
        "operation.shred",
        "corridor.go",
        "handover.check_identity_again",
        "handover.countersign",
    }


@pytest.mark.parametrize("rule", NEWEST, ids=named)
def test_every_way_to_a_second_half_leads_through_a_new_first_half(rule: Rule) -> None:
    firsts = [story.rule_for(rule.subject, move) for move in rule.other_than]
    ways = [one for one in story.STORY if one.subject == rule.subject and one.after in rule.before]
    assert ways
    leads = {one.move for one in ways if (one.subject, one.move) not in BACK}
    assert leads <= set(rule.other_than)
    for first in firsts:
        assert set(first.by) <= set(story.STAFF), "a first half is a person's, never the machine's"
        assert not set(first.before) & set(rule.before), "nobody makes a second first half over another's"


@pytest.mark.parametrize("rule", NEWEST, ids=named)
def test_nothing_is_changed_between_the_two_halves(rule: Rule) -> None:
    stay = [
        one
        for one in story.STORY
        if one.subject == rule.subject and one.after == story.SAME and set(one.before) & set(rule.before)
    ]
    assert {(one.subject, one.move) for one in stay} <= set(BETWEEN)


def test_an_answer_signed_anew_by_another_may_be_released_by_whoever_had_signed_before(
    cast: Cast, answer: Answer
) -> None:
    one, two = cast.by("liaison_a"), cast.by("liaison_b")
    cleared(cast, answer)
    answering.sign(answer, {"note": "the first words"}, by=one, at=cast.at)
    answering.withhold(answer, "a mistake in the words", by=one, at=cast.at)
    assert Answer.objects.get().shown == {}, "what the first one signed is gone with the signature"
    answering.clear(answer, "consent", by=one, at=cast.at)
    answering.sign(answer, {"note": "the second words"}, by=two, at=cast.at)
    with pytest.raises(MoveRefused, match="two-person"):
        answering.release(answer, by=two, at=cast.at)
    answering.release(answer, by=one, at=cast.at)
    assert Answer.objects.get().shown == {"note": "the second words"}, "the words that both signed"


def test_whoever_signs_withdraws_and_signs_again_releases_nothing(cast: Cast, answer: Answer) -> None:
    one, two = cast.by("liaison_a"), cast.by("liaison_b")
    cleared(cast, answer)
    for by in (two, one):
        answering.sign(answer, {}, by=by, at=cast.at)
        answering.withhold(answer, "again", by=one, at=cast.at)
        answering.clear(answer, "consent", by=one, at=cast.at)
    with pytest.raises(MoveRefused, match="expected “signed”"):
        answering.release(answer, by=one, at=cast.at)
    answering.sign(answer, {}, by=one, at=cast.at)
    with pytest.raises(MoveRefused, match="two-person"):
        answering.release(answer, by=one, at=cast.at)


def test_who_restated_an_answer_once_never_releases_it_anew() -> None:
    rule = story.rule_for("answer", "release_anew")
    assert (rule.newest, rule.other_than) == (False, ("restate",))


def test_who_asked_to_undo_a_list_and_kept_it_cannot_undo_it_alone(cast: Cast) -> None:
    one, two = cast.by("registrar"), registrar(cast, "another", cast.camp)
    taken = CustodyList(operation=cast.operation, site=cast.camp, state="imported")
    taken.save(force_insert=True)
    import_list.ask_undo(taken, reason="a wrong camp", by=one, at=cast.at)
    import_list.keep(taken, by=one, at=cast.at)
    with pytest.raises(MoveRefused, match="expected “undo_asked”"):
        import_list.undo(taken, by=one, at=cast.at)
    import_list.ask_undo(taken, reason="a wrong camp after all", by=one, at=cast.at)
    with pytest.raises(MoveRefused, match="two-person"):
        import_list.undo(taken, by=one, at=cast.at)
    import_list.keep(taken, by=two, at=cast.at)
    import_list.ask_undo(taken, reason="yes, a wrong camp", by=two, at=cast.at)
    with pytest.raises(MoveRefused, match="two-person"):
        import_list.undo(taken, by=two, at=cast.at)
    import_list.undo(taken, by=one, at=cast.at)
    assert CustodyList.objects.get(pk=taken.pk).state == "being_undone"
    assert not Custody.objects.filter(state="struck").exists()


def test_whoever_closed_an_operation_last_does_not_open_it_again(cast: Cast) -> None:
    one, two = cast.by("administrator_a"), cast.by("administrator_b")
    operation = Operation.objects.get(pk=cast.operation.pk)
    administer.close_operation(operation, reason="over", by=one, at=cast.at)
    with pytest.raises(MoveRefused, match="two-person"):
        administer.reopen_operation(operation, reason="alone", by=one, at=cast.at)
    administer.reopen_operation(operation, reason="not over", by=two, at=cast.at)
    administer.close_operation(operation, reason="over", by=two, at=cast.at)
    with pytest.raises(MoveRefused, match="two-person"):
        administer.reopen_operation(operation, reason="alone", by=two, at=cast.at)
    administer.reopen_operation(operation, reason="not over", by=one, at=cast.at)
    assert operation.state == "open"


def test_an_identity_is_checked_by_two_on_the_day_itself_whoever_checked_before(pair: Pair) -> None:
    one, two, liaison = pair.cast.by("officer_a"), pair.cast.by("officer_b"), pair.cast.by("liaison_a")
    file = met(pair)
    handover.check_identity(file, {"asked": "name"}, by=one, at=pair.at)
    handover.doubt_identity(file, reason="he did not know the street", by=one, at=pair.at)
    with pytest.raises(MoveRefused, match="it is “postponed”"):
        handover.check_identity_again(file, {"asked": "name"}, by=two, at=pair.at)
    assert file.identity == [], "the first look is worth nothing on another day"
    handover.tell_postponed(file, by=liaison, at=pair.at)
    handover.fix_itinerary(file, {"on": "2022-03-20", "point": "hall 2"}, by=liaison, at=pair.at)
    handover.inform_family(file, by=liaison, at=pair.at)
    met(pair, file)
    handover.check_identity(file, {"asked": "name"}, by=one, at=pair.at)
    with pytest.raises(MoveRefused, match="two-person"):
        handover.check_identity_again(file, {"asked": "name"}, by=one, at=pair.at)


def test_who_signed_a_handover_that_was_postponed_may_countersign_anothers_signature(pair: Pair) -> None:
    one, two, liaison = pair.cast.by("officer_a"), pair.cast.by("officer_b"), pair.cast.by("liaison_a")
    file = known(pair)
    handover.sign(file, [WATCH], by=one, at=pair.at)
    handover.postpone(file, reason="shelling", by=one, at=pair.at)
    with pytest.raises(MoveRefused, match="it is “postponed”"):
        handover.countersign(file, by=two, at=pair.at)
    handover.tell_postponed(file, by=liaison, at=pair.at)
    handover.fix_itinerary(file, {"on": "2022-03-20", "point": "hall 2"}, by=liaison, at=pair.at)
    handover.inform_family(file, by=liaison, at=pair.at)
    met(pair, file)
    handover.check_identity(file, {"asked": "name"}, by=two, at=pair.at)
    handover.check_identity_again(file, {"asked": "birth"}, by=one, at=pair.at)
    handover.sign(file, [], by=two, at=pair.at)
    with pytest.raises(MoveRefused, match="two-person"):
        handover.countersign(file, by=two, at=pair.at)
    handover.countersign(file, by=one, at=pair.at)
    assert [line["by"] for line in file.signatures] == [two.hand, one.hand]
    assert file.effects == [], "the list that both signed, not the one of the first day"


def registrar(cast: Cast, name: str, site: Site) -> Actor:
    """One more registrar of this site."""
    other = Staff.objects.create_user(name)
    grant = Grant(operation=cast.operation, staff=other, role=story.REGISTRAR, site=site)
    administer.ask_grant(grant, reason="two are needed", by=cast.by("administrator_a"), at=cast.at)
    administer.give_grant(grant, by=cast.by("administrator_b"), at=cast.at)
    return actor(other, story.REGISTRAR)
