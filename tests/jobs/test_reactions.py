"""The table of what follows is whole."""

from __future__ import annotations

from regreso import story
from regreso.jobs.reactions import REACTIONS


def test_every_move_of_the_story_says_what_follows() -> None:
    moves = {(rule.subject, rule.move) for rule in story.STORY}
    assert set(REACTIONS) - moves == set(), "these are no moves of the story"
    assert moves - set(REACTIONS) == set(), "these moves do not say what follows: NOTHING is an answer too"


def test_the_reactions_of_a_move_have_names_of_their_own() -> None:
    for follows in REACTIONS.values():
        names = [follow.name for follow in follows]
        assert len(names) == len(set(names))
        assert all(0 < len(name) <= 64 for name in names)
