"""Every role, state and move of the story has its words, and no word is left over."""

from __future__ import annotations

from regreso import story
from regreso.web.base.moves import MOVES
from regreso.web.base.words import ROLES, STATES


def states(subject: str) -> set[str]:
    rules = [rule for rule in story.STORY if rule.subject == subject]
    return {s for rule in rules for s in (rule.after, *rule.before)} - {story.NEW, story.SAME}


def test_every_state_has_its_words() -> None:
    assert {subject: set(words) for subject, words in STATES.items()} == {
        subject: states(subject) for subject in story.SUBJECTS
    }


def test_every_move_has_its_words() -> None:
    assert {subject: set(words) for subject, words in MOVES.items()} == {
        subject: {rule.move for rule in story.STORY if rule.subject == subject} for subject in story.SUBJECTS
    }


def test_every_role_has_its_word() -> None:
    assert set(ROLES) == set(story.ROLES)


def test_no_two_moves_of_a_subject_say_the_same() -> None:
    for subject, words in MOVES.items():
        said = [str(word) for word in words.values()]
        assert len(said) == len(set(said)), subject
