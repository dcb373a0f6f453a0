"""Find one person across alphabets, spellings and doubts: facts in, candidates with reasons out."""

from regreso.matching.allowed import Allowed
from regreso.matching.answer import Answer, Candidate, Reason
from regreso.matching.apart import Rival, rivals
from regreso.matching.explain import (
    say,
    say_all,
    say_fits,
    say_missing,
    say_others,
    say_question,
    say_rival,
    strongest,
)
from regreso.matching.find import Registry
from regreso.matching.pair import compare, compare_all, name_similarity
from regreso.matching.question import Question, next_question, open_question
from regreso.matching.settings import Settings
from regreso.matching.share import evidence_in, held_share_of
from regreso.matching.shared import SharedRoom, Torn, shared_registry

__all__ = [
    "Allowed",
    "Answer",
    "Candidate",
    "Question",
    "Reason",
    "Registry",
    "Rival",
    "Settings",
    "SharedRoom",
    "Torn",
    "compare",
    "compare_all",
    "evidence_in",
    "held_share_of",
    "name_similarity",
    "next_question",
    "open_question",
    "rivals",
    "say",
    "say_all",
    "say_fits",
    "say_missing",
    "say_others",
    "say_question",
    "say_rival",
    "shared_registry",
    "strongest",
]
