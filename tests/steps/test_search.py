"""The standing search."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import Cast
from regreso.casebook.access import for_enquirer
from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import (
    Answer,
    Custody,
    CustodyList,
    Enquirer,
    Enquiry,
    Match,
    Move,
    Operation,
    Person,
    append_move,
    history,
)
from regreso.steps import ask, register, search

SON = {"surname": "Шевченко", "given": "Тарас", "patronymic": "Григорович", "birth": "1999-04-21"}
SAME_SON = {"surname": "Shevchenko", "given": "Taras", "birth": "1999-04-21"}
NAMES = [
    "Коваль",
    "Бондар",
    "Мельник",
    "Ткачук",
    "Кравець",
    "Олійник",
    "Лисенко",
    "Руденко",
    "Мороз",
    "Панченко",
]


@pytest.fixture(autouse=True)
def _fresh_memory() -> None:
    search._STANDING.clear()


@pytest.fixture
def crowd(cast: Cast) -> list[Custody]:
    given = ("Іван", "Петро", "Богдан")
    return [
        cast.held(surname=surname, given=name, birth=f"199{n}-0{k + 1}-11")
        for n, surname in enumerate(NAMES)
        for k, name in enumerate(given)
    ]


def matches(enquiry: Enquiry) -> list[tuple[object, str]]:
    return [(m.custody_id, m.state) for m in Match.objects.filter(enquiry=enquiry).order_by("rank")]


@pytest.mark.usefixtures("crowd")
def test_a_son_is_found_across_alphabets_with_reasons(cast: Cast) -> None:
    custody, enquiry = cast.held(**SAME_SON), cast.asked(**SON)
    search.search_enquiry(enquiry.pk, at=cast.at)
    match = Match.objects.get()
    enquiry.refresh_from_db()
    assert (match.custody, match.state, match.rank) == (custody, "potential", 1)
    assert match.probability > 0.9
    assert match.probability + (enquiry.nobody or 0) <= 1 + 1e-9
    assert {reason["field"] for reason in match.reasons} >= {"surname", "given", "birth"}
    assert (enquiry.state, enquiry.searched_at) == ("searching", cast.at)


@pytest.mark.usefixtures("crowd")
def test_a_hit_and_a_miss_look_alike_to_the_family(cast: Cast) -> None:
    cast.held(**SAME_SON)
    seen = []
    for told in (SON, {"surname": "Гончаренко", "given": "Микола", "birth": "1985-01-02"}):
        enquiry = cast.asked(**told)
        search.search_enquiry(enquiry.pk, at=cast.at)
        enquiry.refresh_from_db()
        moves = [(m.name, m.before, m.after) for m in history(enquiry)]
        seen.append((enquiry.state, enquiry.needs, enquiry.searched_at, enquiry.first_look_due_at, moves))
    assert seen[0] == seen[1]
    assert Match.objects.count() == 1
    assert not Answer.objects.exists()


@pytest.mark.usefixtures("crowd")
def test_nobody_is_an_answer(cast: Cast) -> None:
    enquiry = cast.asked(surname="Гончаренко", given="Микола", birth="1985-01-02")
    search.search_enquiry(enquiry.pk, at=cast.at)
    enquiry.refresh_from_db()
    assert matches(enquiry) == []
    assert (enquiry.nobody or 0) > 0.9


@pytest.mark.usefixtures("crowd")
def test_a_new_record_reaches_the_enquiries_that_wait_for_it_and_no_others(cast: Cast) -> None:
    waiting, other = cast.asked(**SON), cast.asked(surname="Гончаренко", given="Микола")
    for enquiry in (waiting, other):
        search.search_enquiry(enquiry.pk, at=cast.at)
    custody = cast.held(**SAME_SON)
    moves = search.search_custodies([custody.pk], at=cast.later(hours=1))
    assert [move.subject_id for move in moves] == [waiting.pk]
    assert matches(waiting) == [(custody.pk, "potential")]
    assert Enquiry.objects.get(pk=other.pk).searched_at == cast.at


@pytest.mark.usefixtures("crowd")
def test_a_list_reaches_all_who_wait(cast: Cast) -> None:
    waiting = [cast.asked(**SON), cast.asked(surname="Гончаренко", given="Микола")]
    rows = [
        (Custody(operation=cast.operation, site=cast.camp), Person(operation=cast.operation, **stated))
        for stated in (SAME_SON, {"surname": "Honcharenko", "given": "Mykola"}, {"surname": "Сидоренко"})
    ]
    custody_list = CustodyList(operation=cast.operation, site=cast.camp, digest="d")
    register.register_list(custody_list, rows, by=cast.by("registrar"), at=cast.at)
    search.search_list(custody_list.pk, at=cast.at)
    assert [matches(enquiry)[0][0] for enquiry in waiting] == [rows[0][0].pk, rows[1][0].pk]
    assert Operation.objects.get().searched_at == cast.at


@pytest.mark.usefixtures("crowd")
def test_searching_again_without_a_change_writes_nothing(cast: Cast) -> None:
    cast.held(**SAME_SON)
    enquiry = cast.asked(**SON)
    first = search.search_enquiry(enquiry.pk, at=cast.at)
    count = Move.objects.count()
    assert search.search_enquiry(enquiry.pk, at=cast.later(hours=1)) == first
    assert search.search_operation(cast.operation.pk, at=cast.later(hours=1)) == [first]
    assert Move.objects.count() == count


@pytest.mark.usefixtures("crowd")
def test_another_process_comes_to_the_same_result(cast: Cast) -> None:
    enquiry = cast.asked(**SON)
    search.search_enquiry(enquiry.pk, at=cast.at)
    custody = cast.held(surname="Шевчук", given="Тарас")
    register.correct(custody, {"surname": "Шевченко", "birth": "1999"}, by=cast.by("registrar"), at=cast.at)
    search.search_custodies([custody.pk], at=cast.at)
    grown = Match.objects.get()
    search._STANDING.clear()
    enquiry.refresh_from_db()
    ask.correct(enquiry, {"unit": ""}, by=cast.mother_of(enquiry), at=cast.at)
    search.search_enquiry(enquiry.pk, at=cast.at)
    built = Match.objects.get()
    assert built.judged_on != grown.judged_on
    assert (built.probability, built.weight, built.reasons) == (
        grown.probability,
        grown.weight,
        grown.reasons,
    )


def in_review(cast: Cast, match: Match) -> None:
    for move in ("assign", "review"):
        append_move(match, move, by=cast.by("reviewer_a"), at=cast.at)


@pytest.mark.usefixtures("crowd")
def test_a_rejected_pair_comes_back_only_with_new_data(cast: Cast) -> None:
    custody, enquiry = cast.held(**SAME_SON), cast.asked(**SON)
    search.search_enquiry(enquiry.pk, at=cast.at)
    match = Match.objects.get()
    in_review(cast, match)
    append_move(match, "reject", by=cast.by("reviewer_a"), at=cast.at)
    cast.held(surname="Сидоренко")
    search.search_enquiry(enquiry.pk, at=cast.at)
    assert matches(enquiry) == [(custody.pk, "rejected")]
    register.correct(custody, {"patronymic": "Hryhorovych"}, by=cast.by("registrar"), at=cast.at)
    search.search_custodies([custody.pk], at=cast.at)
    assert matches(enquiry) == [(custody.pk, "potential")]
    assert [m.name for m in history(match)][-2:] == ["reject", "offer_again"]


@pytest.mark.usefixtures("crowd")
def test_a_superseded_pair_comes_back_when_the_enquiry_searches_again(cast: Cast) -> None:
    enquiry = cast.asked(**SON)
    custody = cast.held(**SAME_SON)
    search.search_enquiry(enquiry.pk, at=cast.at)
    append_move(Match.objects.get(), "supersede", by=SYSTEM, at=cast.at)
    ask.confirm(enquiry := Enquiry.objects.get(), at=cast.at)
    search.search_enquiry(enquiry.pk, at=cast.at)
    assert matches(enquiry) == [(custody.pk, "superseded")]
    ask.unconfirm(enquiry, at=cast.at)
    search.search_enquiry(enquiry.pk, at=cast.at)
    assert matches(enquiry) == [(custody.pk, "potential")]


@pytest.mark.usefixtures("crowd")
def test_a_match_that_fits_no_longer_leaves_the_queue_unless_someone_holds_it(cast: Cast) -> None:
    wrong = {"surname": "Кузьменко", "given": "Остап", "birth": "1971-10-30"}
    untouched, held = cast.held(**SAME_SON), cast.asked(**SON)
    search.search_enquiry(held.pk, at=cast.at)
    in_review(cast, Match.objects.get())
    second = cast.asked(**SON)
    search.search_enquiry(second.pk, at=cast.at)
    register.correct(untouched, wrong, by=cast.by("registrar"), at=cast.at)
    search.search_custodies([untouched.pk], at=cast.at)
    assert (matches(second), matches(held)) == (
        [(untouched.pk, "superseded")],
        [(untouched.pk, "under_review")],
    )
    match = Match.objects.get(enquiry=held)
    assert match.probability == 0
    assert {r["level"] for r in match.reasons if r["field"] in ("surname", "given")} == {"different"}
    count = Move.objects.filter(subject="match").count()
    cast.held(surname="Сидоренко")
    search.search_operation(cast.operation.pk, at=cast.at)
    assert Move.objects.filter(subject="match").count() == count


@pytest.mark.usefixtures("crowd")
def test_one_no_longer_held_is_still_found(cast: Cast) -> None:
    custody = cast.held(**SAME_SON)
    register.end(custody, "exchange", by=cast.by("registrar"), at=cast.at)
    enquiry = cast.asked(**SON)
    search.search_enquiry(enquiry.pk, at=cast.at)
    assert Match.objects.get().custody.state == "exchanged"


def test_operations_never_meet(cast: Cast) -> None:
    other = Operation(name="Another")
    append_move(other, "open", by=cast.by("administrator_a"), at=cast.at)
    enquiry = cast.asked(**SON)
    Enquiry.objects.filter(pk=enquiry.pk).update(operation=other)
    cast.held(**SON)
    search.search_enquiry(enquiry.pk, at=cast.at)
    assert not Match.objects.exists()
    assert Enquiry.objects.get().nobody == 1.0


@pytest.mark.usefixtures("crowd")
def test_a_closed_or_unopened_enquiry_is_not_searched_for(cast: Cast) -> None:
    drafted, closed = cast.drafted(**SON), cast.asked(**SON)
    ask.withdraw(closed, reason="", by=cast.mother_of(closed), at=cast.at)
    custody = cast.held(**SAME_SON)
    assert [search.search_enquiry(e.pk, at=cast.at) for e in (drafted, closed)] == [None, None]
    assert search.search_custodies([custody.pk], at=cast.at) == []
    assert not Match.objects.exists()


@pytest.mark.usefixtures("crowd")
def test_a_sleeping_enquiry_is_searched_for_and_its_page_stays_as_it_was(cast: Cast) -> None:
    enquiry = cast.asked(**SON)
    search.search_enquiry(enquiry.pk, at=cast.at)
    ask.lapse(enquiry := Enquiry.objects.get(), at=cast.later(days=366))
    custody = cast.held(**SAME_SON)
    search.search_custodies([custody.pk], at=cast.later(days=400))
    assert (Enquiry.objects.get().state, matches(enquiry)) == ("dormant", [(custody.pk, "potential")])
    ask.confirm(enquiry, at=cast.later(days=401))
    assert Enquiry.objects.get().state == "confirmed"


@pytest.mark.usefixtures("crowd")
def test_a_name_written_as_a_whole_is_searched_for(cast: Cast) -> None:
    custody = cast.held(**SAME_SON)
    enquiry = cast.asked(as_written="Тарас Шевченко", birth="1999-04-21")
    search.search_enquiry(enquiry.pk, at=cast.at)
    assert matches(enquiry) == [(custody.pk, "potential")]
    assert Match.objects.get().probability > 0.5


@pytest.mark.usefixtures("crowd")
def test_an_enquiry_that_is_under_review_is_searched_on(cast: Cast) -> None:
    enquiry = cast.asked(**SON)
    search.search_enquiry(enquiry.pk, at=cast.at)
    ask.take_up(enquiry := Enquiry.objects.get(), at=cast.at)
    custody = cast.held(**SAME_SON)
    search.search_custodies([custody.pk], at=cast.at)
    assert (Enquiry.objects.get().state, matches(enquiry)) == ("under_review", [(custody.pk, "potential")])


def test_after_a_look_a_search_opens_no_other_record(cast: Cast) -> None:
    for number in range(5):
        cast.held(surname=f"Ковальчук{number}", given="Іван")
    enquiry = cast.asked()
    with CaptureQueriesContext(connection) as asked:
        search.look_up(cast.operation.pk)
    newer = '"casebook_custody"."change" > '
    assert [q for q in asked if newer in q["sql"]], "this is how it takes in what changed"
    with CaptureQueriesContext(connection) as asked:
        search.search_enquiry(enquiry.pk, at=cast.at)
    assert [q["sql"] for q in asked if newer in q["sql"]] == []


ABSENT = [
    {"surname": name + "енко", "given": "Микола", "birth": f"19{80 + n}-05-17"}
    for n, name in enumerate(NAMES)
]


@pytest.mark.usefixtures("crowd")
def test_where_few_are_held_a_doubtful_answer_says_nobody(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "SHARE_LEAST", len(ABSENT) + 1)
    monkeypatch.setattr(search, "SHARE_EVERY", 1)
    doubtful = {"surname": "Бондарь", "given": "Петя"}
    before = cast.asked(**doubtful)
    search.search_enquiry(before.pk, at=cast.at)
    assert Operation.objects.get(pk=before.operation_id).held_share is None
    for told in ABSENT:
        search.search_enquiry(cast.asked(**told).pk, at=cast.at)
    share = Operation.objects.get(pk=before.operation_id).held_share
    assert share is not None
    assert 0 < share < 0.4
    after = cast.asked(**doubtful)
    search.search_enquiry(after.pk, at=cast.at)
    before.refresh_from_db()
    after.refresh_from_db()
    assert (after.nobody or 0) > (before.nobody or 0) + 0.1
    assert after.evidence == pytest.approx(
        before.evidence, abs=0.2
    )  # the evidence is the same, the share is not


@pytest.mark.usefixtures("crowd")
def test_a_search_of_all_tells_the_share_anew(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "SHARE_LEAST", 3)
    enquiry = cast.asked(**SON)
    for told in ABSENT[:3]:
        cast.asked(**told)
    search.search_operation(enquiry.operation_id, at=cast.at)
    first = Operation.objects.get(pk=enquiry.operation_id).held_share
    cast.held(**SAME_SON)
    search.search_operation(enquiry.operation_id, at=cast.at)
    second = Operation.objects.get(pk=enquiry.operation_id).held_share
    assert first is not None
    assert second is not None
    assert second > first + 0.1


def test_a_look_reads_only_the_enquiries_that_moved_since_the_last(cast: Cast) -> None:
    asked = [cast.asked(surname=name, given="Іван", birth="1990") for name in NAMES]
    search.look_up(cast.operation.pk)
    with CaptureQueriesContext(connection) as quiet:
        search.look_up(cast.operation.pk)
    assert not any("casebook_sought" in query["sql"] for query in quiet)
    ask.correct(asked[0], {"unit": "A0101"}, by=cast.mother_of(asked[0]), at=cast.at)
    ask.withdraw(asked[1], reason="", by=cast.mother_of(asked[1]), at=cast.at)
    with CaptureQueriesContext(connection) as busy:
        search.look_up(cast.operation.pk)
    opened = [query["sql"] for query in busy if "casebook_sought" in query["sql"]]
    assert sum(one.pk.hex in sql or str(one.pk) in sql for one in asked[2:] for sql in opened) == 0
    standing = search._standing(cast.operation.pk)
    version = Enquiry.objects.get(pk=asked[0].pk).change
    assert standing.outdated({str(asked[0].pk): version}) == set()
    assert standing.outdated({str(asked[1].pk): asked[1].change}) == {str(asked[1].pk)}


def test_a_sister_who_asks_for_the_same_person_is_taken_in_with_the_one_who_told_more(cast: Cast) -> None:
    mother = cast.asked(**SON)
    sister = Enquiry(operation=cast.operation, channel="web", language="uk")
    enquirer = Enquirer(operation=cast.operation, consents={"store": True})
    sister.enquirer = enquirer
    by = for_enquirer(sister)
    ask.draft(sister, enquirer, mother.sought, by=by, at=cast.at)
    ask.submit(sister, by=by, at=cast.at)
    ask.hand_receipt(sister, language="uk", by=by, at=cast.at)
    search.look_up(cast.operation.pk)
    ask.correct(mother, {"unit": "A0101"}, by=cast.mother_of(mother), at=cast.at)
    search.look_up(cast.operation.pk)
    sister.refresh_from_db()
    standing = search._standing(cast.operation.pk)
    assert standing.outdated({str(sister.pk): sister.change, str(mother.pk): sister.change}) == set()
