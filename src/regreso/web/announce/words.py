"""Words of this desk: kinds, classes, what the check found, why something was withdrawn."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regreso.web.base.words import Word

KINDS: dict[str, Word] = {
    "notice": _("notice to everybody"),
    "corridor": _("corridor"),
    "ceasefire": _("ceasefire"),
    "exchange": _("exchange"),
    "rumour": _("rumour or swindle"),
}
CLASSES: dict[str, Word] = {
    "public": _("public: page, feeds, channels"),
    "parties": _("parties only: on paper, nothing in public"),
}
URGENCIES: dict[str, Word] = {
    "now": _("act at once"),
    "soon": _("act soon"),
    "later": _("to know"),
}
WHYS: dict[str, Word] = {
    "no_longer_holds": _("what was announced will not take place"),
    "mistake": _("it contained a mistake"),
    "danger": _("it is dangerous: stay in a safe place"),
    "unconfirmed": _("it is no longer confirmed"),
}
SETTLED: dict[str, Word] = {
    "arrived": _("it had arrived"),
    "told_otherwise": _("told by another way"),
    "not_needed": _("not needed any more"),
}
# Why words stop an announcement, or are marked for whoever signs.
REASONS: dict[str, Word] = {
    "identity": _("This may tell who somebody is. We publish no name, birth date or number of anybody."),
    "custody": _("This tells where people are held."),
    "movement": _("This tells where people will be, and when. It may stand only when all parties agreed."),
    "convoy": _("This tells what a convoy looks like or where it passes: somebody could wait for it."),
    "scam": _("This asks for money, for secrets or for haste, as swindlers do."),
    "contact": _("This number or address is not ours. Others must not be reached through our announcement."),
    "zone": _("An hour without its time zone: people of two zones would come at two times."),
    "language": _("These words are not in this language."),
}
TROUBLES: dict[str, Word] = {
    "unreachable": _("the other side could not be reached"),
    "trouble": _("the other side had trouble of its own"),
    "later": _("the other side asked to wait"),
    "conflict": _("another program uses this bot"),
    "token": _("the key of the bot is wrong"),
    "blocked": _("the reader or channel does not let us in"),
    "refused": _("the other side refused it"),
    "too_long": _("it is too long"),
    "too_old": _("after two days Telegram takes nothing back: they must delete it themselves"),
    "gone": _("the browser shows no notes of ours any more"),
    "gone_hook": _("the other program wants no more events"),
    "unanswered": _("our program failed three times on what they wrote"),
    "number": _("this is no number that can be reached"),
    "no_transport": _("this way out is not set up here"),
    "sender_gone": _("the sender stopped in the middle"),
}
NOTICES: dict[str, Word] = {
    "shelter": _("shelter notice to a collection point"),
    "answer": _("notice to a family: an answer is there"),
    "letter": _("notice to a family: a letter waits"),
    "card": _("notice to a family: a contact or a way was sent"),
    "question": _("notice to a family: one piece of information is needed"),
    "call": _("notice to a family: a call has its time"),
    "call_off": _("notice to a family: a call does not take place"),
    "journey": _("notice to a family: their sheet may not hold"),
    "reply": _("answer in a conversation"),
    "unheard": _("a message that could not be answered: asks them to write again"),
    "take_back": _("taking a message with a phrase out of a chat"),
    "post": _("post of an announcement"),
    "post_mail": _("announcement by e-mail"),
    "post_mail_ended": _("e-mail that an announcement holds no more"),
    "list_confirm": _("letter that asks whether they want announcements"),
    "post_ended": _("post that an announcement holds no more"),
    "hook": _("event to another program"),
    "post_mark": _("mark on an old post"),
}
