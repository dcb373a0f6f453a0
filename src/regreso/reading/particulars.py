"""What is told of a person beside his fate: rank, unit, birth and age, and when and where it happened."""

from __future__ import annotations

import re
from collections.abc import Sequence

from regreso.reading.blocks import Block
from regreso.reading.clocks import Clocks, find_dates
from regreso.reading.details import age_before, beside, rank_before, where
from regreso.reading.fates import Fate
from regreso.reading.leads import Value
from regreso.reading.mentions import Mention, Someone, sentences_of
from regreso.reading.names import find_names
from regreso.reading.places import named
from regreso.reading.sentences import Sentence

_AGE_ALONE = re.compile(
    r"^(?:He|She) (?:was|is) (?P<n>\d{2})\b|^(?:Ему|Ей|Йому|Їй) (?:был[оa]?|було|исполнилось|виповнилося)? ?(?P<m>\d{2})\b"
)
HE = re.compile(
    r"^\W*(?:(?:está|sigue|he is|he's|is|живой|жив|живий|ранен|поранений|у полоні|в плену|пленён)\b|(?:він|его|его|он|она|вона|його|її|её|ее|him|he|she|his|her|él|ella|lo|le)\b|"
    r"(?:the |el |la |los )?(?:воин|воїн|боец|боєць|солдат|военный|защитник|захисник|парень|хлопець|мужчина|чоловік|сын|син|"
    r"soldier|man|fighter|son|serviceman|corporal|lance corporal|sergeant|lieutenant|captain|major|private|medic|driver|sailor|marine|volunteer|sargento|teniente|capitán|cabo|marinero|médico|сержант|лейтенант|капитан|капітан|майор|рядовой|рядовий|ефрейтор|прапорщик|матрос|"
    r"медик|водитель|водій|волонт[её]р|доброволец|доброволець|морпех|морпіх|soldado|joven|militar|combatiente|hijo|voluntario|uniformado)\w*\b)"
    r"|(?:\b(?:его|її|його|him|his|he|lo|le|сын|син|hijo|son)\b)",
    re.IGNORECASE,
)


def details(blocks: Sequence[Block], someone: Someone) -> dict[str, Value]:
    """Rank, unit, birth and age of a person, from all places that name him.

    >>> details([], Someone())
    {}
    """
    found: dict[str, Value] = {}
    for m in someone.mentions:
        words = m.sentence.words
        later = [name.start for name in find_names(words) if name.start >= m.name.end]
        for key, value in beside(words, m.name.end, min(later, default=len(words))).items():
            found.setdefault(key, value)
        if rank := rank_before(words, m.name.start):
            found.setdefault("rank", rank)
        if years := age_before(words, m.name.start):
            found.setdefault("age", {"n": years})
        if "age" not in found and not later and (age := _age_behind(blocks[m.block], m)):
            found["age"] = age
    return found


def _age_behind(block: Block, mention: Mention) -> Value:
    """“He was 34.”, “Ему было 30 лет” in the next sentence, where it names nobody."""
    told = list(sentences_of(block))
    behind = next((s for s in told if s.start > mention.sentence.start), None)
    if behind is None or find_names(behind.words) or not HE.search(behind.words[:60]):
        return None
    bare = _AGE_ALONE.search(behind.words)
    return beside(behind.words, 0, len(behind.words)).get("age") or (
        {"n": int(bare["n"] or bare["m"])} if bare else None
    )


def circumstances(block: Block, sentence: Sentence, fate: Fate, *, clocks: Clocks) -> dict[str, Value]:
    """When and where it happened, as the sentence says; the places are in the nominative.

    >>> from regreso.reading.blocks import label_blocks
    >>> from regreso.reading.fates import fates
    >>> from regreso.reading.markup import split
    >>> (block,) = label_blocks(split("Серов пропал под Суджей."))
    >>> (sentence,) = sentences_of(block)
    >>> circumstances(block, sentence, fates(sentence.words)[0], clocks=Clocks())["where"]["name"]
    'Суджа'
    """
    found: dict[str, Value] = {}
    days = [d for d in find_dates(sentence.words, block.label, clocks) if d.edtf]
    if days:
        near = min(days, key=lambda day: abs(day.start - fate.start))
        found["when"] = {"edtf": near.edtf, "anchor": near.anchor}
    if place := where(sentence.words[fate.start :]) or where(sentence.words):
        found["where"] = {**place, "name": named(str(place["as_written"]))}
    return found
