"""Find one person across alphabets, spellings and doubts: facts in, candidates with reasons out."""

from regreso.matching.answer import Answer, Candidate, Reason
from regreso.matching.explain import say, say_all, say_others, strongest
from regreso.matching.find import Registry
from regreso.matching.pair import compare, name_similarity
from regreso.matching.settings import Settings
from regreso.matching.share import held_share_of

__all__ = [
    "Answer",
    "Candidate",
    "Reason",
    "Registry",
    "Settings",
    "compare",
    "held_share_of",
    "name_similarity",
    "say",
    "say_all",
    "say_others",
    "strongest",
]
