"""The command line: `regreso …`. Parsing and printing; the work is done in the rooms below.

A command is one module `regreso.cli.<name>` with `add(subparsers)` and `run(args)` (see `command.py`)
and one line in COMMANDS. Only the module of the command that was asked for is imported.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, cast

from regreso.cli.command import (
    COULD_NOT,
    INTERRUPTED,
    WRONG_USAGE,
    CannotDo,
    CommandParser,
    WrongUsage,
)
from regreso.wire.errors import WireError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from regreso.cli.command import Command, Subparsers

COMMANDS = {
    "link": "match a list of enquiries against a register",
    "names": "score pairs of names: one person or not",
    "private": "find the people whom two registries have, without showing either list",
    "weights": "show what matching has learned; learn it anew from reviewers' verdicts",
    "explain": "weigh two descriptions of a person against each other, reason by reason",
    "demo": "an invented operation, the whole way from a question to a return",
    "serve": "run the pages, the calls and the worker",
    "worker": "run the background worker alone",
    "read": "read public pages, channels and lists into leads",
    "gather": "hand public pages, channels and lists in to the reading desk",
    "fetch": "look at the sources that are switched on",
    "send": "send what waits in the outbox",
    "listen": "answer what people write to the bot",
    "journey": "find a relative's ways on a day and what stands in them",
    "exchange": "order a list of an exchange and report on its fairness",
    "administer": "accounts, operations, sites, and roles that two administrators give",
    "register": "write one captive into the register",
    "ask": "take one enquiry into the casebook",
    "pfif": "take in the records of another registry after a disaster",
    "corridor": "check, plan, re-plan and verify an evacuation corridor",
    "manifest": "add up who boarded, who arrived and who is open",
    "audit": "check the chain of moves",
    "backup": "make a sealed copy of the casebook, also while it serves",
    "restore": "put a backup into an empty database, or try it with --verify",
    "keys": "say what seals the casebook, and change it while it serves",
    "health": "say whether everything works",
    "retention": "say what will be deleted by itself, before it is",
    "status": "say how the operation stands",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 could not, 2 wrong usage, 130 interrupted."""
    given = list(sys.argv[1:] if argv is None else argv)
    _hear_ctrl_c()
    try:
        return _run(given)
    except KeyboardInterrupt:
        _say("stopped.")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away: say nothing, and keep Python from flushing into it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return COULD_NOT
    except (CannotDo, WireError) as error:
        _say(str(error))
    except OSError as error:
        _say(f"{error.filename or 'a file'}: {error.strerror or error}.")
    except MemoryError:
        _say("there is not enough memory for this input; split it or use a larger machine.")
    return COULD_NOT


def _hear_ctrl_c() -> None:
    """Stop on SIGINT even where a script started us with `&`: shells let such children ignore it."""
    ignored = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    if ignored and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _run(given: list[str]) -> int:
    parser = CommandParser(prog="regreso", description="An open-source tracing agency.", example=_EXAMPLE)
    parser.add_argument("--version", action="store_true", help="print the version and leave")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    asked = next((word for word in given if not word.startswith("-")), "")
    command: Command | None = None
    for name, line in COMMANDS.items():
        if name == asked:
            command = _load(name)
            command.add(cast("Subparsers", subparsers))
        else:
            subparsers.add_parser(name, help=line)
    args, unknown = parser.parse_known_args(given)
    if unknown:
        subparsers.choices.get(asked, parser).error(f"unknown: {' '.join(unknown)}")
    if args.version:
        return _print_version()
    if command is None:
        parser.print_help(sys.stderr)
        return WRONG_USAGE
    return _obey(command, args, subparsers.choices[asked])


def _load(name: str) -> Command:
    module = f"regreso.cli.{name}"
    try:
        return cast("Command", importlib.import_module(module))
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        raise CannotDo(f"this version does not have the command “{name}” yet.") from error


def _obey(command: Command, args: argparse.Namespace, parser: CommandParser) -> int:
    try:
        return command.run(args)
    except WrongUsage as error:
        parser.refuse(error)


def _print_version() -> int:
    # Deferred: reading the installed metadata takes longer than the rest of --help.
    from importlib.metadata import version

    print(f"regreso {version('regreso')}")
    return 0


def _say(sentence: str) -> None:
    # Input may hold line breaks and codes that steer a terminal: a message is one plain line.
    plain = "".join(letter if letter.isprintable() else " " for letter in sentence)
    print(f"regreso: {plain}", file=sys.stderr)


_EXAMPLE = "regreso link register.csv enquiries.csv --out answers.csv"
