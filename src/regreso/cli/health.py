"""`regreso health`: does everything work, and what to do where it does not?"""

from __future__ import annotations

import argparse

from regreso.cli.command import COULD_NOT, DONE, CommandParser, Subparsers


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser: CommandParser = subparsers.add_parser(
        "health",
        help="say whether everything works: database, worker, clock, disk, anchors",
        description="One line a sign: well, look or trouble, a code and figures; nobody's name. Exit code 1 "
        "when something is in trouble. docs/howto/watch-over-it.md says what each code means.",
        example="regreso health",
    )
    parser.add_argument("--metrics", action="store_true", help="in the text form that Prometheus reads")


def run(args: argparse.Namespace) -> int:
    """Look, and print."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regreso.project.settings")
    import django

    django.setup()  # not `opened`: a database that is away is what this is to tell
    from regreso.casebook import health

    found = health.now()
    if args.metrics:
        print(health.as_metrics(found), end="")
    else:
        for sign in found:
            figures = ", ".join(f"{name} {value:g}" for name, value in sign.figures.items())
            print(
                f"{sign.name}: {sign.state}"
                + (f" ({sign.what})" if sign.what else "")
                + (f"  {figures}" if figures else "")
            )
    return COULD_NOT if health.worst(found) == health.TROUBLE else DONE
