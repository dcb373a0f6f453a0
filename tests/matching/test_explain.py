import json
from importlib.resources import files

import pytest

from regreso.matching.answer import Reason
from regreso.matching.compare import names
from regreso.matching.explain import languages, say, strongest
from regreso.matching.reasons import _BIRTH_RULES

RULES = {*names.LEVELS[1:], "reading", "region", *(rule for _, rule in _BIRTH_RULES.values())}


@pytest.mark.parametrize("language", languages())
def test_every_rule_has_words_in_every_language(language: str) -> None:
    phrases = json.loads(files("regreso.matching").joinpath("data", "phrases.json").read_text("utf8"))
    assert set(phrases[language]) >= RULES


@pytest.mark.parametrize("language", languages())
def test_no_phrase_is_left_in_english(language: str) -> None:
    said = say(Reason("surname", "close", 5.0, "Pepe", "José", "nickname", 3), language)
    assert language == "en" or "short form" not in said


def test_a_field_that_differs_is_told_as_strongly_as_one_that_agrees() -> None:
    reasons = [Reason("given", "same", 5.0), Reason("birth", "different", -9.0), Reason("unit", "missing", 0)]
    assert [r.field for r in strongest(reasons, 2)] == ["birth", "given"]


def test_rarity_is_not_told_of_what_differs() -> None:
    assert "registry" not in say(Reason("surname", "different", -6.0, "A", "B", "", 12), "en")
