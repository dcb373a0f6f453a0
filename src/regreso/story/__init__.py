"""The story as a table: what can happen to an enquiry, a custody, a match …, who may make it happen.

Read this first. It imports nothing of ours and knows nothing of databases or pages. A *subject* has a
*state*; a *Rule* is one row: a move, the states it starts from, the state it ends in, and the roles that
may make it. `other_than` names earlier moves on the same subject whose actor must be another person: so
two people are needed for whatever Regreso's field document (2.4) asks two people for.
Life cycles follow section 4 of that document; docs/reference/story.md is generated from this table, whose
rows stand in `tracing`, `contact`, `homeward`, `corridors`, `disasters`, `claims`, `voice` and `house` beside this file.
"""

from __future__ import annotations

from regreso.story import claims, contact, corridors, disasters, homeward, house, tracing, voice
from regreso.story.rules import (
    ADMINISTRATOR,
    AUDITOR,
    BUREAU,
    CAPTIVE,
    CLOCK,
    COORDINATOR,
    DEVICE,
    ENQUIRER,
    ESCORT,
    LIAISON,
    MESSAGE_REVIEWER,
    NEW,
    OFFICER,
    OPERATOR,
    PERSON,
    READING_OFFICER,
    REGISTRAR,
    REVIEWER,
    ROLES,
    SAME,
    STAFF,
    SYSTEM,
    TRANSLATOR,
    MoveRefused,
    Rule,
)

__all__ = [
    "ADMINISTRATOR",
    "AUDITOR",
    "BUREAU",
    "CAPTIVE",
    "CLOCK",
    "COORDINATOR",
    "DEVICE",
    "ENQUIRER",
    "ESCORT",
    "LIAISON",
    "MESSAGE_REVIEWER",
    "NEW",
    "OFFICER",
    "OPERATOR",
    "PERSON",
    "READING_OFFICER",
    "REGISTRAR",
    "REVIEWER",
    "ROLES",
    "SAME",
    "STAFF",
    "STORY",
    "SUBJECTS",
    "SYSTEM",
    "TRANSLATOR",
    "MoveRefused",
    "Rule",
    "check",
    "moves_from",
    "rule_for",
]

STORY: tuple[Rule, ...] = (
    *tracing.ROWS,
    *contact.ROWS,
    *homeward.ROWS,
    *corridors.ROWS,
    *disasters.ROWS,
    *claims.ROWS,
    *voice.ROWS,
    *house.ROWS,
)

_BY_NAME: dict[tuple[str, str], Rule] = {(rule.subject, rule.move): rule for rule in STORY}
SUBJECTS: tuple[str, ...] = tuple(dict.fromkeys(rule.subject for rule in STORY))


def rule_for(subject: str, move: str) -> Rule:
    """The row of the table.

    Raises:
        MoveRefused: there is no such move in the story.

    >>> rule_for("answer", "release").by
    ('liaison',)
    """
    try:
        return _BY_NAME[subject, move]
    except KeyError:
        raise MoveRefused(subject, move, "the story knows no such move") from None


def check(subject: str, move: str, *, state: str, role: str) -> Rule:
    """The rule by which `role` may make `move` on a subject in `state`.

    Raises:
        MoveRefused: the state or the role does not allow it; the message says which would.

    >>> check("match", "confirm", state="potential", role="reviewer")
    Traceback (most recent call last):
    regreso.story.rules.MoveRefused: match: “confirm” is refused: it is “potential”; expected “proposed”
    """
    rule = rule_for(subject, move)
    if role not in rule.by:
        raise MoveRefused(subject, move, f"role “{role}” may not; it is for {' or '.join(rule.by)}")
    if state not in rule.before:
        expected = " or ".join(f"“{s or 'new'}”" for s in rule.before)
        raise MoveRefused(subject, move, f"it is “{state or 'new'}”; expected {expected}")
    return rule


def moves_from(subject: str, state: str, *, role: str) -> tuple[Rule, ...]:
    """What `role` may do next with a subject in `state`: the buttons of a desk.

    >>> [rule.move for rule in moves_from("answer", "signed", role="liaison")]
    ['withhold', 'release']
    """
    return tuple(r for r in STORY if r.subject == subject and state in r.before and role in r.by)
