"""Words can be read: the pairs of colours that the sheet uses reach WCAG AA, by day and by night."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SHEET = (Path(__file__).parents[3] / "src/regreso/web/static/regreso/regreso.css").read_text(encoding="utf-8")
TEXT, SHAPE = 4.5, 3.0
PAIRS = [
    ("ink", "paper", TEXT), ("ink", "card", TEXT), ("ink", "glow", TEXT), ("ink", "alarm-paper", TEXT),
    ("ink", "good-paper", TEXT), ("soft", "paper", TEXT), ("soft", "card", TEXT), ("soft", "glow", TEXT),
    ("deep", "paper", TEXT), ("deep", "card", TEXT), ("deep", "glow", TEXT), ("deep", "alarm-paper", TEXT),
    ("on-deep", "deep", TEXT), ("on-deep", "alarm", TEXT), ("alarm", "paper", TEXT), ("alarm", "card", TEXT),
    ("focus", "paper", SHAPE), ("focus", "card", SHAPE), ("soft", "card", SHAPE),
]  # fmt: skip


def colours(night: bool) -> dict[str, str]:  # noqa: FBT001 - day or night
    roots = re.findall(r":root \{([^}]*)\}", SHEET)[: 1 + night]
    return {name: value for root in roots for name, value in re.findall(r"--([\w-]+): #(\w{6})", root)}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_the_measure() -> None:
    assert contrast("000000", "ffffff") == pytest.approx(21)


@pytest.mark.parametrize("night", [False, True])
def test_words_and_shapes_stand_out(night: bool) -> None:  # noqa: FBT001 - day or night
    of = colours(night)
    weak = {
        (a, b): round(contrast(of[a], of[b]), 2) for a, b, least in PAIRS if contrast(of[a], of[b]) < least
    }
    assert weak == {}
