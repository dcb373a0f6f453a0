"""`regreso listen`: answer what people write to the bot of Telegram or by short message, until Ctrl-C."""

from __future__ import annotations

import argparse
import signal
from typing import TYPE_CHECKING

from regreso.cli.command import DONE, CannotDo, CommandParser, Subparsers

if TYPE_CHECKING:
    from regreso.jobs.centre import Hears


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser: CommandParser = subparsers.add_parser(
        "listen",
        help="answer what people write to the bot, or by SMPP",
        description="Hear what people write to the bot of Telegram: by asking for it, or by telling Telegram "
        "our address (REGRESO_TELEGRAM_TALK); and what an operator brings by SMPP (REGRESO_SMS_TALK). "
        "The answers leave by `regreso send`. Ctrl-C ends it.",
        example="regreso listen",
    )
    del parser


def run(args: argparse.Namespace) -> int:
    """Listen."""
    del args
    from regreso.cli.opened import opened

    opened()
    from django.conf import settings

    bot = settings.REGRESO_TELEGRAM_TALK != "off" and settings.REGRESO_TELEGRAM_TOKEN
    if not bot and settings.REGRESO_SMS_TALK == "off":
        raise CannotDo(
            "there is nothing to listen to: set REGRESO_TELEGRAM_TOKEN and REGRESO_TELEGRAM_TALK, "
            "or REGRESO_SMS_TALK."
        )
    listener = made()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: listener.stop())
    from regreso.jobs.hearing import OtherTables

    try:
        listener.run()
    except OtherTables as error:
        raise CannotDo(str(error)) from error
    return DONE


def made() -> Hears:
    """What the settings ask to be listened to; Django is set up already."""
    from django.conf import settings
    from django.urls import reverse

    from regreso.jobs import centre, listener
    from regreso.web.family.talk import doors

    both: list[Hears] = []
    if settings.REGRESO_TELEGRAM_TALK != "off" and settings.REGRESO_TELEGRAM_TOKEN:
        address = reverse("in-telegram")
        both.append(listener.by_settings(doors.take_update, give_up=doors.give_up_update, address=address))
    if settings.REGRESO_SMS_TALK == "smpp":
        both.append(centre.by_settings(doors.take_short, give_up=doors.give_up_short))
    return centre.Together(both)
