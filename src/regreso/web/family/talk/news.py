"""To be told here when there is something new: their own plan, as on the page of notices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regreso.casebook import conversations
from regreso.casebook.access import for_enquirer
from regreso.casebook.models import Enquiry
from regreso.steps import reach
from regreso.steps.errors import StepError
from regreso.web.family.talk import words

if TYPE_CHECKING:
    from regreso.web.family.talk.turn import Talk

ASKED = frozenset(("news_hours", "news_zone"))
_ZONES = {
    "1": ("Kyiv", "Europe/Kyiv"),
    "2": ("Moskva", "Europe/Moscow"),
    "3": ("Kaliningrad", "Europe/Kaliningrad"),
    "4": ("Minsk", "Europe/Minsk"),
    "5": ("Warszawa", "Europe/Warsaw"),
    "6": ("Madrid", "Europe/Madrid"),
    "7": ("Bogotá", "America/Bogota"),
}
_HOUR = r"(\d{1,2})(?:[:.](\d\d))?"
_HOURS = re.compile(rf"\D*{_HOUR}\s*(?:-|–|—|до|to|a|по)\s*{_HOUR}\D*")


def begin(talk: Talk) -> None:
    """Ask for the hours."""
    conversations.keep(talk.row, asked="news_hours")
    talk.say(words.NEWS_HOURS)


def ask_again(talk: Talk) -> None:
    """The question that stands."""
    if talk.row.asked == "news_zone":
        _ask_zone(talk)
    else:
        talk.say(words.NEWS_HOURS)


def take(talk: Talk) -> None:
    """The hours, then the place whose clock they mean."""
    if talk.row.asked == "news_zone":
        _zone(talk)
        return
    text = talk.said.text.strip()
    found = _HOURS.fullmatch(text)
    if text != "0" and not found:
        talk.say(words.NO_HOURS)
        return
    if not found:
        _plan(talk, "", "", "UTC")
        return
    first, last = (f"{int(h):02}:{m or '00'}" for h, m in (found.group(1, 2), found.group(3, 4)))
    conversations.keep(talk.row, asked="news_zone", told={**talk.row.told, "hours": f"{first} {last}"})
    _ask_zone(talk)


def _ask_zone(talk: Talk) -> None:
    talk.say(words.NEWS_ZONE, places=", ".join(f"{n} {name}" for n, (name, _zone) in _ZONES.items()))


def _zone(talk: Talk) -> None:
    chosen = _ZONES.get(talk.said.text.strip())
    if chosen is None:
        _ask_zone(talk)
        return
    first, _, last = talk.row.told.get("hours", "").partition(" ")
    _plan(talk, first, last, chosen[1])


def _plan(talk: Talk, first: str, last: str, zone: str) -> None:
    who = conversations.known(talk.row, talk.said.at)
    enquiry = Enquiry.objects.filter(enquirer=who).order_by("-opened_at").first() if who else None
    if enquiry is None:
        conversations.keep(talk.row, asked="phrase")
        talk.say(words.ASK_PHRASE)
        return
    plan = {"way": talk.said.transport, "place": talk.said.to, "from": first, "until": last, "zone": zone}
    try:
        reach.plan_contact(enquiry, plan, by=for_enquirer(enquiry), at=talk.said.at)
    except StepError:
        conversations.keep(talk.row, asked="news_hours")
        talk.say(words.NO_HOURS)
        return
    conversations.keep(talk.row, asked="menu", stopped_at=None, told={})
    talk.say(words.NEWS_SET)
