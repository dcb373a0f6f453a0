"""Announcements: two people, four languages each read by another, nobody named, nothing mended in silence."""

from __future__ import annotations

from datetime import timedelta

import pytest

from announced import CORRIDOR, TEXTS, corrected, drafted, read, released, signed
from cast import Cast
from regreso.casebook import announced, certificates
from regreso.casebook.announced import asked_about
from regreso.casebook.models import Announcement, history
from regreso.steps import announce
from regreso.steps.errors import StepError
from regreso.story import MoveRefused


def changed(language: str, **words: str) -> dict[str, dict[str, str]]:
    return {**TEXTS, language: {**TEXTS[language], **words}}


def test_two_people_and_then_it_is_public_with_a_number_and_a_seal(cast: Cast) -> None:
    row = released(cast)
    assert (row.state, row.number, row.version) == ("released", "2022-0001", 1)
    for written in ("2022-0001", "№ 2022–0001", "2022 - 0001", "2022—0001/1", "2022-0001 / 1"):
        assert asked_about(written, at=cast.at) == (True, row), written
    assert list(announced.in_force()) == [row]
    assert row.certificate is not None
    assert certificates.check(row.certificate.code, at=cast.at).issued
    assert released(cast).number == "2022-0002"


def test_who_wrote_or_signed_does_not_release(cast: Cast) -> None:
    row = signed(cast)
    with pytest.raises(MoveRefused, match="another person"):
        announce.release(row, by=cast.by("coordinator_a"), at=cast.at)
    with pytest.raises(MoveRefused, match="role"):
        announce.release(row, by=cast.by("liaison_a"), at=cast.at)
    assert not announced.public().exists()


def test_who_mended_one_word_counts_as_a_writer(cast: Cast) -> None:
    row = drafted(cast)
    fixed = changed("en", text="Families can write letters. Nobody pays.")
    announce.edit(row, fixed, {}, by=cast.by("coordinator_b"), at=cast.at)
    for language in ("es", "uk", "ru"):
        announce.check(row, language, by=cast.by("coordinator_b"), at=cast.at)
    with pytest.raises(MoveRefused, match="wrote these words"):
        announce.check(row, "en", by=cast.by("coordinator_b"), at=cast.at)
    announce.check(row, "en", by=cast.by("liaison_a"), at=cast.at)
    announce.sign(row, by=cast.by("coordinator_a"), at=cast.at)
    with pytest.raises(MoveRefused, match="another person"):
        announce.release(row, by=cast.by("coordinator_b"), at=cast.at)
    announce.release(row, by=cast.by("officer_a"), at=cast.at)
    assert row.state == "released"


def test_each_language_is_read_by_somebody_else_and_read_again_after_a_change(cast: Cast) -> None:
    row = drafted(cast)
    with pytest.raises(StepError, match="language_unread: “es”"):
        announce.sign(row, by=cast.by("coordinator_a"), at=cast.at)
    read(cast, row)
    announce.edit(
        row, changed("uk", text="Родини можуть писати."), {}, by=cast.by("coordinator_a"), at=cast.at
    )
    with pytest.raises(StepError, match="language_unread: “uk”"):
        announce.sign(row, by=cast.by("coordinator_a"), at=cast.at)
    announce.check(row, "uk", by=cast.by("officer_b"), at=cast.at)
    announce.sign(row, by=cast.by("coordinator_a"), at=cast.at)
    assert row.state == "signed"


def test_a_language_that_is_missing_keeps_all_back(cast: Cast) -> None:
    row = drafted(cast, {"es": TEXTS["es"], "uk": {"title": "Лише заголовок", "text": " "}})
    with pytest.raises(StepError, match="unknown_language"):
        announce.check(row, "uk", by=cast.by("coordinator_b"), at=cast.at)
    announce.check(row, "es", by=cast.by("coordinator_b"), at=cast.at)
    with pytest.raises(StepError, match="language_missing: “uk”"):
        announce.sign(row, by=cast.by("coordinator_a"), at=cast.at)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Родина Тараса Шевченка чекає."),
        ("en", "Taras Shevchenko is well."),
        ("es", "Carta para Oleksandr Bondarenko."),
        ("ru", "Рядовой 1999 г. р. ждёт письма."),
    ],
)
def test_nobody_is_named(cast: Cast, language: str, text: str) -> None:
    row = read(cast, drafted(cast, changed(language, text=text)))
    with pytest.raises(StepError, match="not_fit"):
        announce.sign(row, by=cast.by("coordinator_a"), at=cast.at)
    assert row.state == "drafted"


@pytest.mark.parametrize(
    "text", ["Ждём: Зорблат Квимпер.", "Ждём: Квимпер Зорблат.", "Зорблату Квимперу передали лист."]
)
def test_a_name_that_only_our_register_knows_stops_it_too(cast: Cast, text: str) -> None:
    innocent = read(cast, drafted(cast, changed("ru", text=text)))
    announce.findings(innocent, "ru")
    cast.held(surname="Kvimper", given="Zorblat")
    with pytest.raises(StepError, match="not_fit"):
        announce.sign(innocent, by=cast.by("coordinator_a"), at=cast.at)


def test_somebody_registered_while_it_was_signed_stops_the_release(cast: Cast) -> None:
    row = signed(cast, changed("ru", text="Ждём: Зорблат Квимпер."))
    cast.held(surname="Kvimper", given="Zorblat")
    with pytest.raises(StepError, match="not_fit"):
        announce.release(row, by=cast.by("coordinator_b"), at=cast.at)
    assert not announced.public().exists()


def test_place_and_hour_only_with_the_agreement_of_all_parties(cast: Cast) -> None:
    row = read(cast, drafted(cast, CORRIDOR, kind="corridor"))
    with pytest.raises(StepError, match="not_fit"):
        announce.sign(row, by=cast.by("coordinator_a"), at=cast.at)
    announce.edit(
        row, {}, {"about": {"agreed": "letter 12 of 7 March"}}, by=cast.by("coordinator_a"), at=cast.at
    )
    announce.sign(row, by=cast.by("coordinator_a"), at=cast.at)
    assert row.state == "signed"


def test_two_languages_with_two_hours_are_stopped(cast: Cast) -> None:
    apart = {**CORRIDOR, "ru": {**CORRIDOR["ru"], "text": CORRIDOR["ru"]["text"].replace("9:00", "11:00")}}
    row = read(cast, drafted(cast, apart, kind="corridor", about={"agreed": "letter 12"}))
    with pytest.raises(StepError, match="figures_differ: “ru: 09:00, 11:00”"):
        announce.sign(row, by=cast.by("coordinator_a"), at=cast.at)


def test_a_correction_follows_in_sight_and_keeps_the_number(cast: Cast) -> None:
    first = released(cast)
    second = corrected(cast, first, changed("en", text="Families can write two letters. It is free."))
    assert (second.number, second.version, second.series) == (first.number, 2, first.series)
    assert announced.standing(first) == "superseded"  # at once, before any worker
    assert list(announced.in_force()) == [second]
    announce.supersede(first, at=cast.later(hours=1))
    assert [one.version for one in announced.public()] == [2, 1]


def test_what_is_not_in_force_or_has_its_correction_takes_no_other(cast: Cast) -> None:
    first = released(cast)
    corrected(cast, first, TEXTS)
    with pytest.raises(MoveRefused, match="has its own"):
        drafted(cast, follows=first)
    other = released(cast)
    announce.withdraw(other, "mistake", by=cast.by("officer_b"), at=cast.at)
    with pytest.raises(MoveRefused, match="not in force"):
        drafted(cast, follows=other)


def test_one_person_withdraws_at_once_and_it_stays_to_be_seen(cast: Cast) -> None:
    row = released(cast)
    with pytest.raises(StepError, match="unknown_reason"):
        announce.withdraw(row, "whatever", by=cast.by("coordinator_a"), at=cast.at)
    announce.withdraw(row, "danger", by=cast.by("coordinator_a"), at=cast.later(hours=2))
    assert not announced.in_force().exists()
    assert (announced.public().get().ended_why, row.ended_at) == ("danger", cast.later(hours=2))


def test_for_parties_only_is_nowhere_in_public(cast: Cast) -> None:
    row = released(cast, release_class="parties")
    assert row.state == "released"
    assert not announced.public().exists()


def test_a_returned_one_goes_the_whole_way_again(cast: Cast) -> None:
    row = signed(cast)
    with pytest.raises(StepError, match="no_reason"):
        announce.return_(row, reason=" ", by=cast.by("officer_a"), at=cast.at)
    announce.return_(row, reason="say who may write", by=cast.by("officer_a"), at=cast.at)
    assert (row.state, [move.reason for move in history(row)][-1]) == ("drafted", "say who may write")


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"kind": "sale"}, "unknown_kind"),
        ({"release_class": "friends"}, "unknown_kind"),
        ({"outlets": "telegram pigeons"}, "unknown_kind"),
    ],
)
def test_bad_columns_are_refused(cast: Cast, columns: dict[str, str], code: str) -> None:
    with pytest.raises(StepError, match=code):
        drafted(cast, **columns)
    assert not Announcement.objects.exists()


def test_an_end_before_the_beginning_or_in_the_past_is_refused(cast: Cast) -> None:
    with pytest.raises(StepError, match="ends_before"):
        drafted(cast, starts_at=cast.at, ends_at=cast.at - timedelta(minutes=1))
    row = read(cast, drafted(cast, ends_at=cast.at))
    with pytest.raises(StepError, match="meeting_passed"):
        announce.sign(row, by=cast.by("coordinator_a"), at=cast.at)


def test_signs_that_no_feed_can_carry_are_left_out_and_long_texts_refused(cast: Cast) -> None:
    row = drafted(cast, changed("en", text="One\x00\r\nTwo\u202e\ufeff"))
    assert row.texts["en"]["text"] == "One\nTwo"
    with pytest.raises(StepError, match="too_long"):
        drafted(cast, changed("en", text="x" * 3001))
