"""Sentences of a block, and what each says of its own claim: who told it, and whether it is doubted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from regreso.reading.cues import cue
from regreso.reading.leads import Polarity

_END = re.compile(r"[.!?…]+[\"”»’)\]]*(?=\s+[\"“«„¿¡(—–-]*\s*[A-ZÀ-ÞА-ЯІЇЄҐЁ\d])|$")
_SHORTENED = re.compile(
    r"(?:^|[\s(«“.])(?:[A-ZÀ-ÞА-ЯІЇЄҐЁ]|[гссдпмтрв]|нп|ст|мл|мол|тел|вн|доб|дод|ел|им|ім|ул|вул|обл|см|пос|пгт|смт|стор|руб|грн|тис|тыс|млн|"
    r"гв|зам|проф|др|рн|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|янв|фев|апр|авг|сент|окт|нояб|дек|approx|núm|Dr|Dra|Sr|Sra|Lt|Sgt|Col|Gen|Capt|Maj|Mr|Mrs|Ms|ext|Ext|cel|St|No|Tel|tel|Тел|vs|Cnel|Gral|Cap|Tte)\.\Z"
)
_YEAR_END = re.compile(r"\d\s?[гр]\.\Z")
_NUMBER = re.compile(r"\W*\d{1,2}[.)]")  # of an item, with what follows
_BODY = (
    "Ministerio|Cancillería|Gobierno|Ejército|Presidencia|Parlamento|Cruz Roja|Comité|Defensoría|Embajada|"
    "Consulado|Fiscalía|Alcaldía|Policía|ONU|OTAN|Estado Mayor|Centro|Oficina|Agencia|Organización"
)
_NAME = rf"(?P<body>(?:{_BODY})(?:\s+(?:de|del|de la|para|y)?\s?[A-ZÁÉÍÓÚÑ]\w+)*)"
_TELLER = re.compile(
    r"\b(?:[Ss]egún|señal\w+|dij\w+|inform\w+|anunci\w+|explic\w+|afirm\w+|asegur\w+|indic\w+|confirm\w+|"
    rf"public\w+|neg\w+|desminti\w+)(?:\s+\w+)?\s+(?:el|la|los|las)\s+{_NAME}"
)
_TELLER_FIRST = re.compile(
    rf"\b(?:[Ee]l|[Ll]a)\s{_NAME}[^.]{{0,40}}?\s"
    r"(?:señaló|dijo|informó|anunció|explicó|afirmó|aseguró|indicó|confirmó|publicó|negó|desmintió)\b"
)
_BODY_SLAVIC = (
    r"(?P<body>(?:[Мм]инистерств|[Мм]іністерств|[Мм]инобороны|[Мм]іноборони|[Гг]енштаб|[Кк]оордина\w+ (?:штаб|центр)|[Кк]омитет|[Кк]омітет|"
    r"[Пп]равительств|[Уу]ряд|[Пп]оли[цс]|[Пп]олиці|[Пп]оліці|[Аа]дминистрац|[Аа]дміністрац|[Кк]онсульств|[Пп]осольств|"
    r"Красн\w+ Крест|Червон\w+ Хрест|[Оо]мбудсмен|[Оо]мбудсман|[Ш]таб)\w*(?:\s+(?:обороны|оборони|внутренних дел|внутрішніх справ|"
    r"иностранных дел|закордонних справ|по|з|питань|[А-ЯІЇЄҐ]\w+))*)"
)
_BODY_ENGLISH = r"(?P<body>(?:[A-Z]\w+ )*(?:[Mm]inistry|[Ee]mbassy|[Gg]overnment|[Cc]ommittee|Red Cross|[Pp]olice|General Staff|[Cc]onsulate|[Hh]eadquarters)(?: of [A-Z]\w+)?)"
_LONGEST_WAY = 60
_LONGEST = 1_200  # letters of a sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its letters in the block, and its words.

    >>> Sentence(0, "El Ministerio negó que hubiera capturas.").polarity
    'denied'
    >>> Sentence(0, "По неподтверждённым данным, взяты в плен двое.").polarity
    'hedged'
    """

    start: int
    words: str

    @property
    def polarity(self) -> Polarity:
        """Whether the sentence asserts, doubts, asks, withdraws or denies."""
        found = {match.lastgroup for match in cue("polarity").finditer(self.words)}
        if "denied" in found:
            return "denied"
        if "withdrawn" in found:
            return "withdrawn"
        if self.words.rstrip('"”»’) ').endswith("?"):
            return "asked"
        return "hedged" if "hedged" in found else "asserted"

    @property
    def told_by(self) -> str:
        """The institution that tells it, as written; never a person."""
        found = _TELLER.search(self.words) or _TELLER_FIRST.search(self.words)
        if found:
            return found["body"]
        return next(_near_verb(self.words), "")


def _near_verb(words: str) -> Iterator[str]:
    verbs = [verb.span() for verb in cue("teller_verb").finditer(words)]
    for pattern in (_BODY_SLAVIC, _BODY_ENGLISH):
        for body in re.finditer(pattern, words):
            if any(
                0 <= a - body.end() < _LONGEST_WAY or 0 <= body.start() - b < _LONGEST_WAY for a, b in verbs
            ):
                yield body["body"]


def sentences(words: str) -> Iterator[Sentence]:
    """Split the clean text of a block.

    >>> [(s.start, s.words) for s in sentences("Viaje a Minsk. Desde allí, tome un taxi.")]
    [(0, 'Viaje a Minsk.'), (15, 'Desde allí, tome un taxi.')]
    >>> [s.words for s in sentences("Загинув поблизу н.п. Іванівське. Йому було 30.")]
    ['Загинув поблизу н.п. Іванівське.', 'Йому було 30.']
    >>> next(sentences("Liberarán a 12, informó el Ministerio de Defensa.")).told_by
    'Ministerio de Defensa'
    """
    yield from _parted(words)


@lru_cache(maxsize=512)
def _parted(words: str) -> tuple[Sentence, ...]:
    found = []
    start = 0
    for end in _ends(words):
        piece = words[start:end]
        lead = len(piece) - len(piece.lstrip())
        if piece.strip():
            found.append(Sentence(start + lead, piece.strip()))
        start = end
    return tuple(found)


def _ends(words: str) -> Iterator[int]:
    """Where sentences end; what runs on without an end is cut at a space, so that no rule looks too far."""
    start = 0
    for found in _END.finditer(words):
        end = found.end()
        shortened = end < len(words) and _SHORTENED.search(words[max(end - 12, start) : end])
        if shortened and not _YEAR_END.search(words[max(end - 5, start) : end]):
            continue
        if _NUMBER.fullmatch(words[start:end]):
            continue
        while end - start > _LONGEST:
            space = words.rfind(" ", start + 1, start + _LONGEST)
            start = space if space > start else start + _LONGEST
            yield start
        yield end
        start = end
