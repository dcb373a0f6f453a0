"""What every command is made of: its parser, its two ways to fail and the exit codes."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

DONE = 0
COULD_NOT = 1
WRONG_USAGE = 2
INTERRUPTED = 130

DEMO_HOME = "var/demo"  # unless REGRESO_HOME says otherwise: the demo never touches an operation's own folder


class CannotDo(Exception):  # noqa: N818 - it is the sentence that the user reads, not an error of ours
    """The command could not do its work: the message is one sentence for the user (exit code 1)."""


class WrongUsage(Exception):  # noqa: N818 - as above
    """The command was called wrongly: the message follows the usage line (exit code 2)."""


class Subparsers(Protocol):
    """Where a command adds its parser; argparse keeps the class of this object to itself."""

    def add_parser(self, name: str, **settings: Any) -> CommandParser:  # noqa: ANN401 - argparse's own settings
        """Make the parser of the command `name`."""


class Command(Protocol):
    """A module `regreso.cli.<name>`."""

    def add(self, subparsers: Subparsers) -> None:
        """Declare the command's arguments, with an example in its help."""

    def run(self, args: argparse.Namespace) -> int:
        """Do the work and return the exit code; raise CannotDo or WrongUsage with one sentence."""


class CommandParser(argparse.ArgumentParser):
    """A parser that keeps the line breaks of the example and takes no shortened options."""

    def __init__(
        self,
        *,
        example: str = "",
        formatter_class: type[argparse.HelpFormatter] = argparse.RawDescriptionHelpFormatter,
        **settings: Any,  # noqa: ANN401 - argparse's own settings
    ) -> None:
        if example:
            settings["epilog"] = f"example:\n  {example}"
        super().__init__(allow_abbrev=False, formatter_class=formatter_class, **settings)

    def refuse(self, error: WrongUsage) -> NoReturn:
        """Print the usage line and the sentence, and leave with exit code 2."""
        self.error(str(error))


def words(given: Sequence[str]) -> str:
    """Join words for a sentence.

    >>> words(["a", "b", "c"])
    'a, b or c'
    """
    return " or ".join(part for part in (", ".join(given[:-1]), given[-1]) if part)
