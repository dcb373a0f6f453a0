"""Labels come from structure: the same page with every word replaced is labelled alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from regreso.reading.blocks import is_time_like, label_blocks
from regreso.reading.markup import split

SAMPLE = Path(__file__).parents[2] / "src/regreso/demo/data/page_es.html"


def labels(source: str) -> list[str]:
    return [block.label for block in label_blocks(split(source))]


def nonsense(source: str) -> str:
    """The page with all letters of its text replaced; markup, figures and signs stand."""
    body = source.index("<body>")
    parts = re.split(r"(<[^>]*>|&\w+;)", source[body:])
    return "".join(part if part[:1] in "<&" else re.sub(r"[a-zñáéíóú]", "ж", part) for part in parts)


def test_no_word_decides_a_label() -> None:
    source = SAMPLE.read_text(encoding="utf-8")
    whole = labels(source)
    assert {"story", "related", "feed", "chrome"} == set(whole)
    assert labels(nonsense(source)) == labels(source[source.index("<body>") :])


@pytest.mark.parametrize(
    "time",
    [
        "2 días ago",
        "hace 3 horas",
        "5h",
        "6 год",
        "2 години тому",
        "12/06/2025",
        "10:35",
        "3 de marzo de 2022",
    ],
)
def test_times_of_feeds_are_recognised(time: str) -> None:
    assert is_time_like(time)


@pytest.mark.parametrize("words", ["Inicio", "Dos heridos", "2", "Más de 200 soldados cautivos", "7,7"])
def test_other_short_texts_are_no_times(words: str) -> None:
    assert not is_time_like(words)


STORY = "Las familias esperaron toda la noche junto a la puerta del cuartel.\n" * 3


@pytest.mark.parametrize(
    "feed",
    [
        "Лента\nПожар на складе\n2 часа назад\nНовый мост открыт\n3 часа назад\n",
        "Top of the hour\n5h\nMarkets fall again\n6h\nA bridge is opened\n7h\nRain is coming\n",
        "Archivo\nChoque en la vía\nResumen…\n12/06/2025\nFeria del libro\nOtro resumen…\n11/06/2025\n",
    ],
)
def test_feeds_are_recognised_by_their_rhythm(feed: str) -> None:
    assert labels(STORY + feed) == ["story"] * 3 + ["feed"] * feed.count("\n")
    assert labels(feed + STORY)[-3:] == ["story"] * 3


def test_a_live_report_with_times_is_a_story() -> None:
    entry = "Los autobuses salieron hacia la frontera con las familias que esperaban desde el lunes. " * 5
    assert labels(f"10:35\n{entry}\n11:10\n{entry}\n11:50\n{entry}\n").count("story") == 3


def test_a_single_date_line_makes_no_feed() -> None:
    assert "feed" not in labels("Título de la nota\n3 de marzo de 2022\n" + STORY)


def test_a_link_between_paragraphs_is_related() -> None:
    paragraph = f"<p>{STORY.splitlines()[0]}</p>"
    linked = "<p>Vea: <a href='/x'>Otra noticia del mismo día</a></p>"
    assert labels(paragraph + linked + paragraph) == ["story", "related", "story"]


def test_a_linked_word_in_a_paragraph_stays_in_the_story() -> None:
    paragraph = "<p>Las familias esperaron <a href='/x'>toda la noche</a> junto a la puerta del cuartel.</p>"
    assert labels(paragraph * 2) == ["story", "story"]
