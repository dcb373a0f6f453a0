"""Who acts, what one row of the story says, and how rows are written. It imports nothing of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# --- who acts ---------------------------------------------------------------------------------------
ENQUIRER = "enquirer"  # the family: knows a retrieval phrase
CAPTIVE = "captive"  # the person held; the registrar beside them writes it down
PERSON = "person"  # says of themself that they live, or are not missing: knows a phrase
OPERATOR = "operator"  # answers the hotline
REGISTRAR = "registrar"  # writes the register at a camp, hospital or shelter of the holding side
REVIEWER = "reviewer"  # judges matches
LIAISON = "liaison"  # speaks with families
MESSAGE_REVIEWER = "message_reviewer"  # reads family messages once per side
TRANSLATOR = "translator"  # puts family messages into the language of who reads them
OFFICER = "officer"  # certifies deaths, meets the parties of a call, checks identity at a handover
READING_OFFICER = "reading_officer"  # judges leads: what public material claims
BUREAU = "bureau"  # liaison to the National Information Bureau and the Central Tracing Agency
COORDINATOR = "coordinator"  # plans corridors and journeys, keeps the manifest
ESCORT = "escort"  # watches over journeys under way, and meets those who travel
AUDITOR = "auditor"
ADMINISTRATOR = "administrator"
DEVICE = "device"  # a telephone at a door: writes who boards and who arrives
SYSTEM = "system"  # the worker: what follows from another move
CLOCK = "clock"  # time passed

STAFF = (
    OPERATOR, REGISTRAR, REVIEWER, LIAISON, MESSAGE_REVIEWER, TRANSLATOR, OFFICER, READING_OFFICER, BUREAU,
    COORDINATOR, ESCORT, AUDITOR, ADMINISTRATOR,
)  # fmt: skip
ROLES = (ENQUIRER, CAPTIVE, PERSON, *STAFF, DEVICE, SYSTEM, CLOCK)

NEW = ""  # the state of what does not exist yet
SAME = "="  # the state stays as it was


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the story.

    >>> rows("match", ("confirm", "proposed", "confirmed", "reviewer", "propose"))[0].other_than
    ('propose',)
    """

    subject: str
    move: str
    before: tuple[str, ...]
    after: str
    by: tuple[str, ...]
    other_than: tuple[str, ...] = ()
    newest: bool = False  # only the newest of those moves counts: what came before it was gone back on

    def next_state(self, state: str) -> str:
        """The state after this move when it was `state` before.

        >>> rows("enquiry", ("correct", "open|searching", SAME, "operator"))[0].next_state("searching")
        'searching'
        """
        return state if self.after == SAME else self.after

    def barring(self, names: Sequence[str]) -> tuple[int, ...]:
        """Which of a subject's earlier moves (by place in `names`, oldest first) bar whoever made them.

        >>> go = ("go", "approved", "under_way", "coordinator", "newest approve")
        >>> rows("corridor", go)[0].barring(["approve", "edit", "approve"])
        (2,)
        """
        found = tuple(place for place, name in enumerate(names) if name in self.other_than)
        return found[-1:] if self.newest else found


class MoveRefused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """This move is not allowed now, or not by this actor. The message is fit for a person at a desk."""

    def __init__(self, subject: str, move: str, why: str) -> None:
        super().__init__(f"{subject}: “{move}” is refused: {why}")
        self.subject, self.move, self.why = subject, move, why


def rows(
    subject: str, *written: tuple[str, str, str, str] | tuple[str, str, str, str, str]
) -> tuple[Rule, ...]:
    """Rows written as words, so that the tables read like ones. `a|b` means a or b; `-` means new.

    Args:
        subject: what the rows are about.
        written: move, states before, state after, who may make it, moves whose actor must be another person
            (every one of them, or with `newest` before them only the last that was made).

    >>> rows("trip", ("close", "open|overdue", "closed", "coordinator"))[0].before
    ('open', 'overdue')
    """

    def words(text: str) -> tuple[str, ...]:
        return tuple(NEW if word == "-" else word for word in text.split("|")) if text else ()

    made = []
    for move, before, after, by, *other in written:
        others = other[0] if other else ""
        barred = words(others.removeprefix("newest "))
        newest = others.startswith("newest ")
        made.append(Rule(subject, move, words(before), after, words(by), barred, newest))
    return tuple(made)
