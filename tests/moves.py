"""Where people make the moves of newer nouns; what no person makes. The table of all is test_moves'."""

from __future__ import annotations

from regreso.steps.record import NOTES

FOLLOWS = "follows from another move: the worker makes it"
PASSES = "time passes: the clock makes it"
OWN_PAGE = "the family's own page, in its own tests"
COMPARED = "what was answered is compared: the same form makes it, and says nothing of it"

AT_PAGES: dict[tuple[str, str], tuple[str, ...]] = {
    ("record", "seek"): ("registrar-record-act", "disaster-new"),
    **{
        ("record", move): ("registrar-record-act",)
        for move in (*NOTES[1:], "ask_removal", "remove", "restore")
    },
    **{("record", move): (PASSES,) for move in ("expire", "shred")},
    ("record_copy", "ask"): ("disaster-copies",),
    **{("record_copy", move): ("disaster-copy-act",) for move in ("grant", "refuse")},
    ("question", "ask"): ("review-match-act",),
    ("question", "answer"): ("holding-question-act",),
    ("question", "decline"): ("holding-question-act",),
    ("question", "drop"): ("review-question-act",),
    ("enquiry", "take_on"): ("desk-waiting",),
    ("break_glass", "open"): ("desk-colleagues",),
    **{("break_glass", move): ("admin-opened-act",) for move in ("accept", "object")},
    ("correction", "owe"): (FOLLOWS,),
    **{("correction", move): ("liaison-correction-act",) for move in ("tell", "settle", "tell_again")},
    ("challenge", "set"): ("holding-custody-act", OWN_PAGE),
    ("challenge", "meet"): ("holding-challenge-act", OWN_PAGE),
    **{("challenge", move): (COMPARED,) for move in ("miss", "spend")},
    ("challenge", "allow_again"): ("liaison-challenge-act",),
    ("challenge", "withdraw"): ("holding-challenge-act", OWN_PAGE),
    ("hook", "set_up"): ("admin-hook-set-up",),
    ("hook", "switch_off"): ("admin-hook-act",),
    ("operation", "search_again"): (PASSES,),
    ("proof", "hand_in"): (OWN_PAGE,),
    ("proof", "accept"): ("desk-proof-act",),
    ("proof", "refuse"): ("desk-proof-act",),
    ("proof", "shred"): (OWN_PAGE,),
}
