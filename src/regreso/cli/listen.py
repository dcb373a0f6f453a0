"""`regreso listen`: answer what people write to the bot of Telegram, until Ctrl-C."""

from __future__ import annotations

import argparse
import signal
from typing import TYPE_CHECKING

from regreso.cli.command import DONE, CannotDo, CommandParser, Subparsers

if TYPE_CHECKING:
    from regreso.jobs.listener import Announced, Listener


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser: CommandParser = subparsers.add_parser(
        "listen",
        help="answer what people write to the bot",
        description="Hear what people write to the bot of Telegram: by asking for it, or by telling Telegram "
        "our address (REGRESO_TELEGRAM_TALK). The answers leave by `regreso send`. Ctrl-C ends it.",
        example="regreso listen",
    )
    del parser


def run(args: argparse.Namespace) -> int:
    """Listen."""
    del args
    from regreso.cli.opened import opened

    opened()
    from django.conf import settings

    if settings.REGRESO_TELEGRAM_TALK == "off" or not settings.REGRESO_TELEGRAM_TOKEN:
        raise CannotDo("there is nothing to listen to: set REGRESO_TELEGRAM_TOKEN and REGRESO_TELEGRAM_TALK.")
    listener = made()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: listener.stop())
    listener.run()
    return DONE


def made() -> Listener | Announced:
    """The listener that the settings ask for; Django is set up already."""
    from django.urls import reverse

    from regreso.jobs.listener import by_settings
    from regreso.web.family.talk.doors import give_up_update, take_update

    return by_settings(take_update, give_up=give_up_update, address=reverse("in-telegram"))
