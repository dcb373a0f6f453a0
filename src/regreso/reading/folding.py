"""Signs that people write in more ways than one, made one of a kind: for the checks of words."""

from __future__ import annotations

_FOLDED = str.maketrans("ёЁ'ʼ‘`´", "еЕ’’’’’")


def folded(text: str) -> str:
    """Sign for sign, so that offsets stay: ё is е, and every apostrophe is one.

    >>> folded("Миномёт п'ять пʼять")
    'Миномет п’ять п’ять'
    """
    return text.translate(_FOLDED)
