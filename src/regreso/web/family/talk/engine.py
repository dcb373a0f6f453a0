"""One message comes in; one answer goes out, in the same transaction as what it changes.

It knows no register and no match: what it says depends on what was told here, and on what two people have
released. So a name that is held and one that is nowhere make the same conversation, word for word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from regreso.casebook import announced, conversations
from regreso.casebook.phrases import enquirer_by_phrase
from regreso.web.family.talk import asking, changing, commands, news, status, words
from regreso.web.family.talk.turn import Said, Talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from regreso.casebook.models import Conversation


_OPEN = {"phrase": words.ASK_PHRASE, "code": words.CODE}


def turn(row: Conversation, said: Said) -> Talk:
    """What this message changes, and what is said to it."""
    new = not row.language
    named = commands.language_of(said.text)
    language = named or row.language or commands.guessed_language(said.text, hint=said.hint, number=said.to)
    conversations.keep(row, language=language, heard_at=said.at)
    talk = Talk(row, said)
    with translation.override(language):
        if new:
            talk.lasting = True  # what is dangerous about a telephone must arrive, however fast she writes
            talk.say(words.WELCOME)
            asking.say_if_test(talk)
            talk.say(words.SAFER)
        if named:
            _resume(talk)
        else:
            _take(talk)
        if not talk.short:
            talk.buttons = talk.buttons or [
                [commands.button(n, language) for n in ("status", "menu", "help")]
            ]
    return talk


def _take(talk: Talk) -> None:
    text, asked = talk.said.text, talk.row.asked
    command = commands.command_of(text)
    if not text.strip():  # a picture is no phrase that opens nothing, and no code that is not from us
        talk.say(words.TEXT_ONLY)
        _resume(talk)
    elif command in _COMMANDS:
        _COMMANDS[command](talk)
    elif asked in _OPEN and commands.is_greeting(text):  # “hello” is no forged code
        _resume(talk)
    elif commands.is_phrase(text) or asked == "phrase":
        _phrase(talk)
    elif asked == "code" or text.strip().upper().startswith("RGS"):
        _check(talk)
    elif asked in news.ASKED:
        news.take(talk)
    elif asked in status.ASKED:
        status.take(talk)
    elif asked in changing.ASKED:
        changing.take(talk, command)
    elif asked in asking.ASKED:
        asking.take(talk, command)
    else:
        _at_the_menu(talk, command)


def _resume(talk: Talk) -> None:
    """Say again what was asked last."""
    asked = talk.row.asked
    if asked in asking.ASKED:
        asking.ask_again(talk)
    elif asked in status.ASKED:
        talk.say(words.ADD)
    elif asked in changing.ASKED:
        changing.ask_again(talk)
    elif asked in news.ASKED:
        news.ask_again(talk)
    elif asked in _OPEN:
        talk.say(_OPEN[asked])
    else:
        _menu(talk)


def _menu(talk: Talk) -> None:
    conversations.keep(talk.row, asked="menu")
    talk.say(words.MENU)
    if talk.short:
        talk.say(words.SPEAKS)
    talk.offer("ask", "status")
    talk.offer("check", "language", "help")


def _at_the_menu(talk: Talk, command: str) -> None:
    """The number of a choice, a greeting, or somebody who begins to tell at once."""
    choice = {"1": _ask, "2": _status, "3": _code}.get(talk.said.text.strip())
    if choice:
        choice(talk)
    elif command or commands.is_thanks(talk.said.text) or commands.is_greeting(talk.said.text):
        _menu(talk)
    else:
        asking.begin(talk, with_words=True)


def _ask(talk: Talk) -> None:
    asking.begin(talk)


def _status(talk: Talk) -> None:
    who = conversations.known(talk.row, talk.said.at)
    if who:
        status.tell(talk, who)
        return
    conversations.keep(talk.row, asked="phrase")
    talk.say(words.ASK_PHRASE)


def _phrase(talk: Talk) -> None:
    """One digest and one look-up for hit and miss alike, as on the page."""
    who = enquirer_by_phrase(talk.said.text)
    talk.takes_back = True
    if talk.said.message:
        talk.say(words.TAKEN_AWAY)
    if who is None:
        talk.guessed = True
        conversations.keep(talk.row, asked="phrase")
        talk.say(status.OPENS_NOTHING)
        return
    conversations.bind(talk.row, who.pk, at=talk.said.at)
    status.tell(talk, who)


def _code(talk: Talk) -> None:
    conversations.keep(talk.row, asked="code")
    talk.say(words.CODE)


def _check(talk: Talk) -> None:
    issued, _row = announced.asked_about(talk.said.text, at=talk.said.at)
    conversations.keep(talk.row, asked="menu" if talk.row.token is None else "as_written")
    talk.say(words.GENUINE if issued else words.NOT_GENUINE)


def _language(talk: Talk) -> None:
    talk.say(words.SPEAKS)
    if not talk.short:
        talk.buttons.append(["Español", "Українська", "Русский", "English"])


def _help(talk: Talk) -> None:
    names = (
        "ask", "status", "tell", "correct", "withdraw", "again", "news", "check", "language", "delete",
        "stop",
    )  # fmt: skip

    talk.say(words.HELP, words=", ".join(commands.button(name, talk.row.language) for name in names))
    if settings.REGRESO_HOTLINE:
        talk.say(words.HOTLINE, number=settings.REGRESO_HOTLINE)
    talk.say(words.SAFER)
    if talk.row.asked in asking.ASKED:
        asking.ask_again(talk)


def _delete(talk: Talk) -> None:
    conversations.forget(talk.row)
    talk.say(words.FORGOTTEN)
    talk.say(words.DELETE_YOURS)


def _stop(talk: Talk) -> None:
    # What was told is kept: anybody can send STOP in her name, and must not delete it so.
    conversations.keep(talk.row, stopped_at=talk.said.at, enquirer=None, known_at=None)
    talk.say(words.STOPPED)


def _start(talk: Talk) -> None:
    if talk.row.stopped_at:
        conversations.keep(talk.row, stopped_at=None)
        talk.say(words.STARTED)
    _resume(talk)


def _tell_more(talk: Talk) -> None:
    """Something to add: to what is being told, or to an enquiry that is open."""
    who = conversations.known(talk.row, talk.said.at)
    if talk.row.asked in asking.ASKED:
        asking.ask_again(talk)
    elif who is None:
        _status(talk)
    else:
        status.ask_more(talk)


def _correct(talk: Talk) -> None:
    """Something is to be put right: in what is being told by telling it again, else in an open enquiry."""
    if talk.row.asked in asking.ASKED:
        asking.ask_again(talk)
    else:
        changing.correct(talk)


def _over(talk: Talk) -> None:
    if talk.row.asked in asking.ASKED:
        asking.start_over(talk)
    else:
        _menu(talk)


def _withdraw(talk: Talk) -> None:
    changing.begin(talk, "withdraw")


def _again(talk: Talk) -> None:
    changing.begin(talk, "again")


def _news(talk: Talk) -> None:
    if conversations.known(talk.row, talk.said.at) is None:
        _status(talk)
    else:
        news.begin(talk)


_COMMANDS: dict[str, Callable[[Talk], None]] = {
    "stop": _stop, "start": _start, "menu": _menu, "ask": _ask, "status": _status, "check": _code,
    "tell": _tell_more, "correct": _correct, "withdraw": _withdraw, "again": _again,
    "news": _news, "help": _help, "delete": _delete, "language": _language,
    "over": _over,
}  # fmt: skip
