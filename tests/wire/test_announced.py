"""Feeds, CAP and the sheet: well formed, in the order of their standards, honest about what holds no more."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest

from regreso.movement.corridor.printing import qr
from regreso.wire.announced import LANGUAGES, Announced, plain, say
from regreso.wire.cap import NAMESPACE, cap
from regreso.wire.feeds import atom, json_feed, rss
from regreso.wire.sheet import sheet

AT = datetime(2022, 3, 5, 9, tzinfo=UTC)
SITE = "https://regreso.example"
TEXTS = {
    "es": ("Corredor <Sumy> & Poltava", "De 9:00 a 21:00, hora de Kiev.\nLleve agua."),
    "uk": ("Коридор Суми – Полтава", "З 9:00 до 21:00 за київським часом.\nВізьміть воду."),
    "ru": ("Коридор Сумы – Полтава", "С 9:00 до 21:00 по киевскому времени.\nВозьмите воду."),
    "en": ("Corridor Sumy – Poltava", "From 9:00 to 21:00 Kyiv time.\nBring water."),
}
ONE = Announced(
    "0a6f0000-0000-4000-8000-000000000001", "2022-0001", 1, "corridor", "released", TEXTS, AT, urgency="now",
    ends=AT + timedelta(hours=12), code="RGS-1111-2222-3333-4444", address=f"{SITE}/{{}}/announcements/1/",
)  # fmt: skip
SECOND = replace(ONE, version=2, before=("2022-0001", 1, AT), released=AT + timedelta(hours=1))
GONE = replace(ONE, standing="withdrawn", why="danger", ended=AT + timedelta(hours=2))
# CAP 1.2, section 3.2: the elements in the order of the schema.
ALERT = "identifier sender sent status msgType source scope restriction addresses code note references incidents info"
INFO = (
    "language category event responseType urgency severity certainty audience eventCode effective onset expires "
    "senderName headline description instruction web contact parameter resource area"
)


def tags(element: ET.Element) -> list[str]:
    return [child.tag.removeprefix(f"{{{NAMESPACE}}}") for child in element]


def value(element: ET.Element, name: str) -> str:
    return str(element.findtext(f"{{{NAMESPACE}}}{name}"))


@pytest.mark.parametrize("one", [ONE, SECOND, GONE])
def test_a_cap_message_has_its_elements_in_the_order_of_the_schema(one: Announced) -> None:
    alert = ET.fromstring(cap(one, site=SITE).encode())
    order, inner = ALERT.split(), INFO.split()
    assert alert.tag == f"{{{NAMESPACE}}}alert"
    assert tags(alert) == sorted(tags(alert), key=order.index)
    infos = alert.findall(f"{{{NAMESPACE}}}info")
    assert [value(info, "language") for info in infos] == list(LANGUAGES)
    for info in infos:
        assert tags(info) == sorted(tags(info), key=inner.index)
        assert {"category", "event", "urgency", "severity", "certainty", "area"} <= set(tags(info))


def test_alert_update_and_cancel_refer_to_each_other() -> None:
    first, second, gone = (ET.fromstring(cap(one, site=SITE).encode()) for one in (ONE, SECOND, GONE))
    assert [value(one, "msgType") for one in (first, second, gone)] == ["Alert", "Update", "Cancel"]
    reference = f"regreso.example,{value(first, 'identifier')},{value(first, 'sent')}"
    assert value(second, "references") == value(gone, "references") == reference
    assert len({value(one, "identifier") for one in (first, second, gone)}) == 3
    assert value(first, "sent") == "2022-03-05T09:00:00-00:00"
    assert value(first, "status") == "Actual"
    assert value(ET.fromstring(cap(ONE, site="http://localhost:8000").encode()), "status") == "Test"
    info = gone.find(f"{{{NAMESPACE}}}info")
    assert info is not None
    assert value(info, "responseType") == "Shelter"


@pytest.mark.parametrize("language", LANGUAGES)
def test_feeds_are_well_formed_and_say_first_what_holds_no_more(language: str) -> None:
    told = {"language": language, "here": f"{SITE}/feed", "page": f"{SITE}/x?a=1&b=2"}
    mark, title = say("withdrawn", language), TEXTS[language][0]
    feed = ET.fromstring(atom([GONE, ONE], **told).encode())
    names = {"a": "http://www.w3.org/2005/Atom"}
    titles = [one.text for one in feed.findall("a:entry/a:title", names)]
    assert titles == [f"{mark} {title}", title]
    assert feed.findtext("a:updated", namespaces=names) == "2022-03-05T11:00:00+00:00"
    channel = ET.fromstring(rss([GONE, ONE], **told).encode()).find("channel")
    assert channel is not None
    guids = [one.findtext("guid") for one in channel.findall("item")]
    assert len(set(guids)) == 2
    assert channel.findtext("item/pubDate") == "Sat, 05 Mar 2022 11:00:00 GMT"
    items = json.loads(json_feed([GONE, ONE], **told))["items"]
    assert [one["_regreso"]["standing"] for one in items] == ["withdrawn", "released"]
    assert items[0]["title"].startswith(mark)


def test_a_post_tells_whether_it_corrects_and_never_lacks_number_and_page() -> None:
    assert plain(SECOND, "es").startswith("CORRECCIÓN")
    for language in LANGUAGES:
        text = plain(GONE, language)
        assert text.splitlines()[:2] == [say("withdrawn", language), say("danger", language)]
        assert "2022-0001" in text
        assert f"{SITE}/{language}/announcements/1/" in text


def printed(one: Announced, languages: tuple[str, ...]) -> list[str]:
    pdf = pypdfium2.PdfDocument(io.BytesIO(sheet(one, languages, qr=qr(one.page("uk")))))
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]


def test_the_sheet_is_one_page_with_number_code_and_what_holds() -> None:
    (page,) = printed(GONE, ("uk",))
    for words in ("ВІДКЛИКАНО", "Коридор Суми – Полтава", "2022-0001", ONE.code, "Візьміть воду"):
        assert words in page
    (page,) = printed(ONE, ("es", "uk"))
    assert "Corredor" in page
    assert len(printed(ONE, LANGUAGES)) == 4


@pytest.mark.parametrize(
    "words", ["Вода " * 40, "Вода " * 180, "Вода\n" * 40, "Вода " * 598, "Вода\n\n" * 20 + "Вода " * 500]
)
def test_whatever_its_length_a_text_stays_on_its_page(words: str) -> None:
    one = replace(ONE, texts=dict.fromkeys(LANGUAGES, ("Дуже довга назва " * 7, words)))
    (page,) = printed(one, ("uk",))
    assert (page.count("Вода"), "/uk/announcements/1/" in page) == (words.count("Вода"), True)


def test_a_short_text_is_printed_large_enough_for_a_wall() -> None:
    def tallest(words: str) -> float:
        one = replace(ONE, texts=dict.fromkeys(LANGUAGES, ("Назва", words)))
        text = pypdfium2.PdfDocument(io.BytesIO(sheet(one, ("uk",), qr=qr("https://x.example"))))[
            0
        ].get_textpage()
        _, bottom, _, top = text.get_charbox(text.get_text_range().index("Вода"))
        return float(top - bottom)

    assert tallest("Вода є") > 1.7 * tallest("Вода " * 560)
