"""What is released is posted; what is corrected, withdrawn or over is marked where it was posted."""

from __future__ import annotations

from typing import Any

import pytest

from announced import TEXTS, corrected, drafted, released
from bot_api import TOKEN, BotApi, bot_api
from cast import Cast, cast
from gathered import gathered, lead
from regreso.casebook.models import Draft, Notice
from regreso.channels.telegram import Bot
from regreso.jobs.clock import tick
from regreso.jobs.outbox import Outbox
from regreso.jobs.worker import drain
from regreso.steps import announce, prefill, read

__all__ = ["bot_api", "cast"]


@pytest.fixture(autouse=True)
def _channels(settings: Any) -> None:
    settings.REGRESO_TELEGRAM_CHANNELS = {"uk": "@uk", "*": "@all"}
    settings.REGRESO_SITE = "https://regreso.example"


def work(cast: Cast, api: BotApi, *, hours: float = 0) -> None:
    """The worker and the sender have done what there was to do."""
    drain(at=cast.later(hours=hours))
    outbox = Outbox({"telegram": Bot(TOKEN, api.address)})
    for minutes in (1, 3):
        outbox.round(cast.later(hours=hours, minutes=minutes))


def changed() -> dict[str, dict[str, str]]:
    return {lang: {**one, "title": f"{one['title']}!"} for lang, one in TEXTS.items()}


def test_each_channel_gets_its_languages_once(cast: Cast, bot_api: BotApi) -> None:
    row = released(cast)
    work(cast, bot_api)
    work(cast, bot_api, hours=1)
    assert [text.splitlines()[0] for text in bot_api.texts("@uk")] == [TEXTS["uk"]["title"]]
    titles = [TEXTS[lang]["title"] for lang in ("es", "uk", "ru", "en")]
    assert sorted(text.splitlines()[0] for text in bot_api.texts("@all")) == sorted(titles)
    post = bot_api.texts("@uk")[0]
    assert "Оголошення № 2022-0001" in post
    assert f"https://regreso.example/uk/announcements/{row.pk}/" in post
    assert "Ми ніколи не просимо грошей" in post


@pytest.mark.parametrize("columns", [{"release_class": "parties"}, {"outlets": ""}])
def test_what_is_not_for_the_channels_is_not_posted(
    cast: Cast, bot_api: BotApi, columns: dict[str, Any]
) -> None:
    released(cast, **columns)
    work(cast, bot_api)
    assert bot_api.calls == []


def test_a_correction_answers_the_old_post_and_marks_it(cast: Cast, bot_api: BotApi) -> None:
    first = released(cast)
    work(cast, bot_api)
    corrected(cast, first, changed())
    work(cast, bot_api, hours=2)
    old, new = bot_api.chats["@uk"]
    assert old["text"].startswith("ВИПРАВЛЕНО")
    assert new["text"].startswith("ВИПРАВЛЕННЯ")
    assert new["reply_parameters"]["message_id"] == old["message_id"]
    first.refresh_from_db()
    assert first.state == "superseded"


def test_a_withdrawal_marks_the_post_and_tells_all_who_read(cast: Cast, bot_api: BotApi) -> None:
    row = released(cast)
    work(cast, bot_api)
    announce.withdraw(row, "danger", by=cast.by("coordinator_a"), at=cast.later(hours=1))
    work(cast, bot_api, hours=2)
    old, new = bot_api.chats["@uk"]
    assert old["text"].startswith("ВІДКЛИКАНО")
    assert "Залишайтеся в безпечному місці" in new["text"]


def test_one_that_was_withdrawn_before_it_left_never_leaves(cast: Cast, bot_api: BotApi) -> None:
    row = released(cast)
    drain(at=cast.at)
    announce.withdraw(row, "mistake", by=cast.by("coordinator_a"), at=cast.at)
    Outbox({"telegram": Bot(TOKEN, bot_api.address)}).round(cast.later(minutes=1))  # before the worker came
    work(cast, bot_api, hours=1)
    assert bot_api.chats == {}
    assert set(Notice.objects.values_list("state", flat=True)) == {"dropped"}


def test_the_clock_ends_it_and_the_post_says_so(cast: Cast, bot_api: BotApi) -> None:
    row = released(cast, ends_at=cast.later(hours=3))
    work(cast, bot_api)
    assert tick(cast.later(hours=2)) == 0
    assert tick(cast.later(hours=3)) == 1
    work(cast, bot_api, hours=4)
    row.refresh_from_db()
    assert (row.state, bot_api.texts("@uk")[0].splitlines()[0]) == (
        "expired",
        "ТЕРМІН МИНУВ: оголошення вже не чинне.",
    )
    assert len(bot_api.chats["@uk"]) == 1


def test_a_post_whose_answer_was_lost_is_marked_only_once_it_is_known(cast: Cast, bot_api: BotApi) -> None:
    row = released(cast)
    drain(at=cast.at)
    bot_api.trouble = ["before"]
    outbox = Outbox({"telegram": Bot(TOKEN, bot_api.address)})
    outbox.round(cast.later(minutes=1))
    announce.withdraw(row, "mistake", by=cast.by("coordinator_a"), at=cast.later(minutes=2))
    work(cast, bot_api, hours=1)
    shown = {chat: [text.splitlines()[0] for text in bot_api.texts(chat)] for chat in bot_api.chats}
    for texts in shown.values():
        assert not any(text in {one["title"] for one in TEXTS.values()} for text in texts), shown


def test_an_accepted_announcement_of_others_is_taken_by_the_draft_that_begins_with_it(cast: Cast) -> None:
    gathered(cast)
    one = lead(cast, "announcement", type="corridor")
    read.accept(one, by=cast.by("reader_a"), at=cast.at)
    prefill.prefill(one, at=cast.at)
    source = Draft.objects.get()
    drafted(cast, about={"draft": str(source.pk)})
    drain(at=cast.at)
    source.refresh_from_db()
    assert source.state == "taken"
