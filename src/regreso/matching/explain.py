"""Reasons in words, in the four languages of the desks."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regreso.matching.answer import Candidate, Reason
    from regreso.matching.apart import Rival
    from regreso.matching.question import Question

_RARE_FIELDS = frozenset({"surname", "given", "patronymic", "place", "unit"})
_FALLBACK = "en"


@cache
def _phrases() -> dict[str, dict[str, str]]:
    text = files("regreso.matching").joinpath("data", "phrases.json").read_text(encoding="utf8")
    phrases: dict[str, dict[str, str]] = json.loads(text)
    return phrases


def _words(language: str) -> dict[str, str]:
    return _phrases().get(language.partition("-")[0].lower(), _phrases()[_FALLBACK])


def languages() -> tuple[str, ...]:
    """Codes of the languages in which reasons can be said.

    >>> languages()
    ('en', 'es', 'ru', 'uk')
    """
    return tuple(_phrases())


def say(reason: Reason, language: str) -> str:
    """One reason as a phrase.

    Args:
        reason: a field's part in a match.
        language: es, uk, ru or en, also as `es-mx`; English where we do not speak it.

    Returns:
        Both spellings, how they agree, and how many bear the name.

    >>> from regreso.matching.answer import Reason
    >>> say(Reason("surname", "same", 9.0, "Schukow", "Жуков", "reading", 34), "en")
    'Surname: “Schukow” – “Жуков”: sounds the same (34 in the registry fit)'
    """
    words = _words(language)
    field = words[reason.field]
    if reason.level == "missing":
        return words["missing"].format(field=field)
    how = words.get(reason.rule, words[""])
    alike = reason.asked.casefold() == reason.found.casefold()
    said = words["one" if alike else "pair"].format(
        field=field, asked=reason.asked, found=reason.found, how=how
    )
    if reason.level == "different" or reason.bearers < 1 or reason.field not in _RARE_FIELDS:
        return said
    rarity = words["bearers_one"] if reason.bearers == 1 else words["bearers"].format(n=reason.bearers)
    return f"{said} ({rarity})"


def strongest(reasons: Iterable[Reason], n: int = 2) -> tuple[Reason, ...]:
    """The `n` reasons that weigh most, for or against, strongest first; missing ones are left out.

    >>> from regreso.matching.answer import Reason
    >>> kept = strongest([Reason("sex", "same", 0.1), Reason("birth", "different", -7.0)], 1)
    >>> kept[0].field
    'birth'
    """
    told = [reason for reason in reasons if reason.level != "missing"]
    return tuple(sorted(told, key=lambda reason: -abs(reason.bits))[:n])


def say_all(reasons: Iterable[Reason], language: str) -> tuple[str, ...]:
    """Every reason as a phrase, strongest first.

    >>> from regreso.matching.answer import Reason
    >>> say_all([Reason("sex", "same", 0.1, "m", "m", "same")], "es")
    ('Sexo: «m»: igual',)
    """
    return tuple(say(reason, language) for reason in strongest(reasons, 99))


def say_others(candidate: Candidate, language: str) -> str:
    """How many others fit about as well: what keeps a namesake from being taken for the son.

    >>> from regreso.matching.answer import Candidate
    >>> say_others(Candidate("R1", 0.4, 20.0, (), fits_as_well=2), "en")
    '2 others fit as well'
    """
    return say_fits(candidate.fits_as_well, language)


def say_fits(n: int, language: str) -> str:
    """The same, for a number of records.

    >>> say_fits(1, "es"), say_fits(0, "en")
    ('otra persona encaja igual de bien', 'nobody else fits as well')
    """
    words = _words(language)
    return words["fits_none"] if not n else words["fits_one"] if n == 1 else words["fits"].format(n=n)


def say_missing(reasons: Iterable[Reason], language: str) -> str:
    """Which fields one side or both do not tell, in one phrase; "" where all are told.

    >>> from regreso.matching.answer import Reason
    >>> say_missing([Reason("unit", "missing", 0.0), Reason("sex", "same", 0.1)], "uk")
    'Не сказано: частина'
    """
    words = _words(language)
    fields = [words[reason.field].lower() for reason in reasons if reason.level == "missing"]
    return words["all_missing"].format(fields=", ".join(fields)) if fields else ""


def say_rival(rival: Rival, language: str, *, other: str = "") -> str:
    """Who else could be taken for a candidate, and what would tell the two apart.

    Args:
        rival: the other record.
        language: as for `say`.
        other: what the other record is called; its id if nothing is said.

    >>> from regreso.matching.apart import Rival
    >>> say_rival(Rival("R2", "namesake", "birth", "1999-04-21", "1987"), "en")
    'R2 bears the same name. What tells them apart: birth, “1999-04-21” here, “1987” there; the enquiry \
does not tell it: ask'
    """
    words = _words(language)
    said = words[f"rival_{rival.kind}"].format(other=other or rival.record_id)
    if not rival.field:
        return said
    field = words[rival.field].lower()
    apart = words["apart"].format(rival=said, field=field, here=rival.here, there=rival.there)
    if not rival.asked:
        return words["apart_ask"].format(apart=apart)
    return words["apart_asked"].format(apart=apart, asked=rival.asked)


def say_question(question: Question, language: str) -> str:
    """The next best question and what its answer is worth.

    >>> from regreso.matching.question import Question
    >>> say_question(Question("birth", 1.52, 2.0), "es")
    'Conviene preguntar: nacimiento. De media quita 1,5 de 2,0 bits de duda'
    """
    words = _words(language)
    bits, doubt = (_number(value, language) for value in (question.bits, question.doubt))
    return words["question"].format(field=words[question.field].lower(), bits=bits, doubt=doubt)


def _number(value: float, language: str) -> str:
    return f"{value:.1f}" if _words(language) is _phrases()[_FALLBACK] else f"{value:.1f}".replace(".", ",")
