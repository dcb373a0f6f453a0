"""How an enquiry stands, in a few words: the ladder of the page, and nothing that two have not released.

What was released is not said here: a telephone lies on a table. It says that there is something, and where it
can be read alone; a death and a letter make the same sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.casebook import conversations
from regreso.casebook.access import for_enquirer
from regreso.casebook.models import Enquirer, Enquiry
from regreso.steps import ask as steps
from regreso.steps.errors import StepError
from regreso.web.family.ladder import Standing, standings
from regreso.web.family.questions import LABELS, TellForm
from regreso.web.family.talk import commands, words

if TYPE_CHECKING:
    from regreso.web.family.talk.turn import Talk

ASKED = frozenset(("add", "needed"))
OPENS_NOTHING = _("This phrase opens nothing. Please look whether each word is as we gave it.")
_LIVE = ("open", "searching", "needs_information", "under_review", "confirmed", "answered", "follow_up")


def tell(talk: Talk, who: Enquirer) -> None:
    """Each enquiry of theirs."""
    rows = standings(who)
    conversations.keep(talk.row, asked="menu")
    for number, one in enumerate(rows, 1):
        _tell_one(talk, one, f"{number}. " if len(rows) > 1 else "")
    conversations.bind(talk.row, who.pk, at=talk.said.at)
    talk.offer("status", "tell", "news")
    talk.offer("menu", "help")


def _tell_one(talk: Talk, one: Standing, before: str) -> None:
    if one.notices or one.answer:
        talk.say(before + str(words.SOMETHING))
    elif one.ended:
        talk.say(before + str(words.AT_REST), again=commands.button("again", talk.row.language))
    else:
        last = one.searched_last
        said = str(words.SEARCHING) if last else str(words.SOON)
        talk.say(before + said, on=date_format(last, "SHORT_DATE_FORMAT") if last else "")
        talk.say(words.NEITHER)
    if one.enquiry.needs and not one.ended and not one.notices:
        conversations.keep(talk.row, asked="needed")
        talk.say(words.NEEDED, question=str(LABELS.get(one.enquiry.needs, "")))


def ask_more(talk: Talk) -> None:
    """They have more to tell."""
    conversations.keep(talk.row, asked="add")
    talk.say(words.ADD)


def take(talk: Talk) -> None:
    """What was asked for, or what they add; the search follows at once."""
    who = conversations.known(talk.row, talk.said.at)
    if who is None:  # half an hour has passed: the phrase first
        conversations.keep(talk.row, asked="phrase")
        talk.say(words.ASK_PHRASE)
        return
    if commands.is_greeting(talk.said.text):
        tell(talk, who)
        return
    enquiry = meant(who)
    if enquiry is None:
        tell(talk, who)
        return
    conversations.bind(talk.row, who.pk, at=talk.said.at)
    _take_in(talk, enquiry)


def meant(who: Enquirer) -> Enquiry | None:
    """The enquiry that needs something, else their newest."""
    mine = (
        Enquiry.objects.select_related("sought").filter(enquirer=who, state__in=_LIVE).order_by("-opened_at")
    )
    rows = list(mine)
    return next((one for one in rows if one.needs), rows[0] if rows else None)


def _take_in(talk: Talk, enquiry: Enquiry) -> None:
    asked = enquiry.needs if talk.row.asked == "needed" else ""
    field = asked or "last_contact.latest_news"
    said = talk.said.text
    if not asked and (known := enquiry.last_contact.get("latest_news", "")):
        said = f"{known}\n{said}"
    form = TellForm({"field": field, "words": said}, asked=asked)
    if not form.is_valid():
        talk.say(" ".join(str(message) for errors in form.errors.values() for message in errors))
        return
    move = steps.give_information if asked and enquiry.state == "needs_information" else steps.correct
    try:
        move(enquiry, form.changes(enquiry), by=for_enquirer(enquiry), at=talk.said.at)
    except (story.MoveRefused, StepError):
        talk.say(words.OTHERWISE)
        return
    conversations.keep(talk.row, asked="menu")
    talk.say(words.NOTED)
    talk.offer("status", "tell", "menu")
