"""To put something right, to take an enquiry back, to take it up again: the steps of the page, by its words.

Taking back and taking up are asked once more before they are done: a word can be a slip of the thumb.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regreso import story
from regreso.casebook import conversations
from regreso.casebook.access import for_enquirer
from regreso.casebook.models import Enquirer, Enquiry
from regreso.steps import ask as steps
from regreso.steps.errors import StepError
from regreso.web.family.ladder import ENDED, standings
from regreso.web.family.questions import LABELS, TellForm
from regreso.web.family.talk import status, words

if TYPE_CHECKING:
    from regreso.web.family.talk.turn import Talk

# What can be put right by a number; everything else is added in her own words.
FIELDS = ("as_written", "birth", "settlement", "father", "mother", "unit", "marks", "relationship")
_CHOOSE, _RIGHT = "change_what", "change_to"
_WHICH = {"correct": "correct_which", "withdraw": "withdraw_which", "again": "again_which"}
_NEXT = {"correct": _CHOOSE, "withdraw": "withdraw_sure", "again": "again_sure"}
_QUESTIONS = {"withdraw": words.WITHDRAW_SURE, "again": words.AGAIN_SURE}
_DONE = {"withdraw": words.WITHDRAWN, "again": words.AGAIN_DONE}
_OWN = ("enquiry", "field")  # what is kept here between two messages, beside what is being told
ASKED = frozenset((_RIGHT, *_WHICH.values(), *_NEXT.values()))


def correct(talk: Talk) -> None:
    """Ask what is to be put right; of several enquiries first which."""
    begin(talk, "correct")


def begin(talk: Talk, act: str) -> None:
    """`correct`, `withdraw` or `again`: ask which enquiry where there are several, then what or whether."""
    who = _who(talk)
    if who is None:
        return
    rows = _rows(who, act)
    if not rows:
        status.tell(talk, who)
    elif len(rows) > 1:
        _ask(talk, _WHICH[act])
    else:
        _ask(talk, _NEXT[act], enquiry=str(rows[0].pk))


def take(talk: Talk, command: str) -> None:
    """An answer to one of these questions."""
    who, asked = _who(talk), talk.row.asked
    if who is None:
        return
    if asked == _CHOOSE:
        _chosen(talk)
    elif asked == _RIGHT:
        _put_right(talk, who)
    elif asked in _WHICH.values():
        _which(talk, who, asked.partition("_")[0])
    else:
        _sure(talk, who, asked.partition("_")[0], command)


def ask_again(talk: Talk) -> None:
    """The question that stands."""
    _ask(talk, talk.row.asked)


def _who(talk: Talk) -> Enquirer | None:
    """Who they are; without it the phrase first, as on the page."""
    who = conversations.known(talk.row, talk.said.at)
    if who is None:
        conversations.keep(talk.row, asked="phrase", told=_without_own(talk))
        talk.say(words.ASK_PHRASE)
    else:
        conversations.bind(talk.row, who.pk, at=talk.said.at)
    return who


def _rows(who: Enquirer, act: str) -> list[Enquiry]:
    """What can be put right, taken back, or up again; nothing of one whose death a person has told them."""
    rows = [one for one in standings(who) if not one.notices]
    return [one.enquiry for one in rows if (one.enquiry.state in ENDED) == (act == "again")]


def _ask(talk: Talk, asked: str, **told: str) -> None:
    conversations.keep(talk.row, asked=asked, told={**talk.row.told, **told})
    act = asked.partition("_")[0]
    if asked == _CHOOSE:
        talk.say(words.CHANGE_WHAT)
        talk.say("\n".join(f"{n} {LABELS[name]}" for n, name in enumerate(FIELDS, 1)))
    elif asked == _RIGHT:
        talk.say(words.CHANGE_TO)
    elif asked in _WHICH.values():
        talk.say(words.WHICH_ONE)
    else:
        talk.say(_QUESTIONS[act])
        talk.say(words.YES_OR_NO)
        talk.offer("yes", "no")


def _number(talk: Talk, most: int) -> int:
    """The number that was sent, 0 for anything else."""
    text = talk.said.text.strip()
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 2 else 0  # noqa: PLR2004 - two signs
    return number if number <= most else 0


def _chosen(talk: Talk) -> None:
    number = _number(talk, len(FIELDS))
    if number:
        _ask(talk, _RIGHT, field=FIELDS[number - 1])
    else:
        _ask(talk, _CHOOSE)


def _put_right(talk: Talk, who: Enquirer) -> None:
    field, enquiry = talk.row.told.get("field", ""), _chosen_enquiry(talk, who, "correct")
    form = TellForm({"field": field, "words": talk.said.text}, asked="")
    if enquiry is None:
        status.tell(talk, who)
        return
    if not form.is_valid():
        talk.say(" ".join(str(message) for errors in form.errors.values() for message in errors))
        return
    try:
        steps.correct(enquiry, form.changes(enquiry), by=for_enquirer(enquiry), at=talk.said.at)
    except (story.MoveRefused, StepError):
        talk.say(words.OTHERWISE)
        return
    _end(talk, words.NOTED)


def _chosen_enquiry(talk: Talk, who: Enquirer, act: str) -> Enquiry | None:
    """The one that they meant, if it still is as it was."""
    meant = talk.row.told.get("enquiry")
    return next((row for row in _rows(who, act) if str(row.pk) == meant), None)


def _which(talk: Talk, who: Enquirer, act: str) -> None:
    """The number by which `status` counts them."""
    rows, able = standings(who), {row.pk for row in _rows(who, act)}
    number = _number(talk, len(rows))
    if number and rows[number - 1].enquiry.pk in able:
        _ask(talk, _NEXT[act], enquiry=str(rows[number - 1].enquiry.pk))
    else:
        _ask(talk, _WHICH[act])


def _sure(talk: Talk, who: Enquirer, act: str, command: str) -> None:
    if command == "no":
        _end(talk, words.AS_IT_WAS)
        return
    if command != "yes":
        _ask(talk, _NEXT[act])
        return
    enquiry = _chosen_enquiry(talk, who, act)
    if enquiry is None:  # done meanwhile, on the page
        status.tell(talk, who)
        return
    step = steps.withdraw if act == "withdraw" else steps.reopen
    try:
        step(enquiry, reason="", by=for_enquirer(enquiry), at=talk.said.at)
    except (story.MoveRefused, StepError):
        talk.say(words.OTHERWISE)
        return
    _end(talk, _DONE[act])


def _end(talk: Talk, said: object) -> None:
    conversations.keep(talk.row, asked="menu", told=_without_own(talk))
    talk.say(said)
    talk.offer("status", "tell", "menu")


def _without_own(talk: Talk) -> dict[str, str]:
    """What they were telling when they turned to this: it stays, to be gone on with."""
    return {name: said for name, said in talk.row.told.items() if name not in _OWN}
