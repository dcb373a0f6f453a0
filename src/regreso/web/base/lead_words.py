"""Kinds, statuses, reasons: the words of leads as pages say them. A test holds them against the claims."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regreso.web.base.words import Word

KINDS: dict[str, Word] = {
    "person": _("Person"),
    "contact": _("Contact"),
    "procedure": _("Steps of a way"),
    "announcement": _("Announcement"),
    "count": _("Number"),
    "date": _("Date"),
    "unreadable": _("Unreadable"),
}
SECTIONS: dict[str, Word] = {
    "story": _("main text"),
    "list": _("list"),
    "related": _("linked story"),
    "feed": _("other news on the page"),
    "chrome": _("frame of the page"),
}
STATUSES: dict[str, Word] = {
    "captured": _("captured"),
    "killed": _("killed"),
    "wounded": _("wounded"),
    "missing": _("missing"),
    "evacuated": _("evacuated"),
    "trapped": _("trapped"),
    "released": pgettext_lazy("of a person", "released"),
    "safe": _("safe"),
    "alive": _("alive"),
    "unknown": pgettext_lazy("of a person", "not said"),
}
POLARITIES: dict[str, Word] = {
    "asserted": _("the source says so"),
    "hedged": _("the source doubts it"),
    "denied": _("the source denies it"),
    "asked": _("the source asks"),
    "withdrawn": _("the source took it back"),
}
ROLES: dict[str, Word] = {
    "subject": _("spoken of"),
    "relative": _("relative"),
    "official": _("official"),
    "journalist": _("journalist"),
    "other": _("somebody else"),
}
ANNOUNCED: dict[str, Word] = {
    "ceasefire": _("ceasefire"),
    "corridor": _("corridor"),
    "corridor_cancelled": _("corridor cancelled"),
    "corridor_disputed": _("corridor disputed"),
    "exchange": _("exchange"),
}
COMPARISONS: dict[str, Word] = {
    "=": _("exactly"),
    ">": _("more than"),
    ">=": _("at least"),
    "<": _("fewer than"),
    "<=": _("at most"),
    "~": _("about"),
    "range": _("between two numbers"),
}
WHYS: dict[str, Word] = {
    "not_a_claim": _("No claim: something else was read into it"),
    "misread": _("Misread beyond repair"),
    "duplicate": _("We have it already"),
    "scam": _("A fraud"),
    "not_ours": _("Not our concern"),
    "other": _("Another reason"),
}
# Why something could not be read: the stage at which the reader gave up.
STAGES: dict[str, Word] = {
    "quarantine": _("Turned away at the door"),
    "open": _("Could not be opened"),
    "size": _("Too large"),
    "time": _("Took too long"),
    "memory": _("Needs too much memory"),
    "text": _("Holds no text"),
    "part": _("A part could not be read"),
}
DOCUMENTS: dict[str, Word] = {
    "page": _("page"),
    "flat_text": _("plain text"),
    "telegram": _("Telegram export"),
    "rss": _("news feed"),
    "csv": _("table"),
    "xlsx": _("workbook"),
    "pdf": "PDF",
    "mail": _("e-mail"),
    "": _("unknown kind"),
}


def said(words: dict[str, Word], code: object) -> str:
    """The words for a code, or the code itself where a reader newer than this page wrote it."""
    return str(words.get(str(code), code))
