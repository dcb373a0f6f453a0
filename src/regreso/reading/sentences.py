"""Sentences of a block, and what each says of its own claim: who told it, and whether it is doubted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from regreso.reading.leads import Polarity

_END = re.compile(r"[.!?…]+[\"”»’)\]]*(?=\s+[\"“«¿¡(]*[A-ZÁÉÍÓÚÑ\d])|$")
_DENIED = re.compile(
    r"\b(?:neg[óo]|niega|niegan|negaron|desminti\w+|desmiente\w*|es fals[oa]|no es cierto)\b", re.IGNORECASE
)
_HEDGED = re.compile(
    r"\b(?:(?:habr|estar|ser|podr)ían?|presunt\w+|supuest\w+|al parecer|no confirmad\w+|rumor\w*)\b",
    re.IGNORECASE,
)
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


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its letters in the block, and its words.

    >>> Sentence(0, "El Ministerio negó que hubiera capturas.").polarity
    'denied'
    """

    start: int
    words: str

    @property
    def polarity(self) -> Polarity:
        """Whether the sentence asserts, doubts or denies."""
        if _DENIED.search(self.words):
            return "denied"
        return "hedged" if _HEDGED.search(self.words) else "asserted"

    @property
    def told_by(self) -> str:
        """The institution that tells it, as written; never a person."""
        found = _TELLER.search(self.words) or _TELLER_FIRST.search(self.words)
        return found["body"] if found else ""


def sentences(words: str) -> Iterator[Sentence]:
    """Split the clean text of a block.

    >>> [(s.start, s.words) for s in sentences("Viaje a Minsk. Desde allí, tome un taxi.")]
    [(0, 'Viaje a Minsk.'), (15, 'Desde allí, tome un taxi.')]
    >>> next(sentences("Liberarán a 12, informó el Ministerio de Defensa.")).told_by
    'Ministerio de Defensa'
    """
    start = 0
    for end in _END.finditer(words):
        piece = words[start : end.end()]
        lead = len(piece) - len(piece.lstrip())
        if piece.strip():
            yield Sentence(start + lead, piece.strip())
        start = end.end()
