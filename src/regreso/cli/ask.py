"""`regreso ask`: one enquiry into the casebook, by the same steps as the operator's page."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from regreso.cli.command import DONE, CommandParser, Subparsers

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Enquirer, Enquiry, Operation, Sought

SOUGHT = {
    "as_written": "the name, or a whole message, exactly as it came", "surname": "surname",
    "given": "first name", "patronymic": "patronymic", "sex": "m or f",
    "birth": "1999-04-21, 1999-04 or 1999", "age": "age in whole years, when the birth is not known",
    "birthplace": "where they were born", "settlement": "where they lived before",
    "region": "region of the settlement", "nationality": "nationality", "rank": "rank", "unit": "unit",
    "service_number": "army number", "father": "father's name", "mother": "mother's name", "marks": "marks",
}  # fmt: skip
LANGUAGES = ("es", "uk", "ru", "en")


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser: CommandParser = subparsers.add_parser(
        "ask",
        help="take one enquiry into the casebook",
        description="Take in what a family asks on the phone, and print the id of the enquiry and the "
        "retrieval phrase: read it out now, it is kept nowhere and never shown again.",
        example="regreso ask --as o.melnyk --language uk --surname Шевченко --given Тарас --age 23 --consent",
    )
    parser.add_argument("--as", dest="member", required=True, metavar="USER", help="the operator")
    parser.add_argument("--operation", default="", metavar="NAME", help="needed when several are open")
    parser.add_argument("--language", choices=LANGUAGES, required=True, help="of the family and the phrase")
    for name, meaning in SOUGHT.items():
        parser.add_argument("--" + name.replace("_", "-"), default="", metavar="TEXT", help=meaning)
    parser.add_argument("--enquirer", default="", metavar="NAME", help="who asks (default: they did not say)")
    parser.add_argument("--relationship", default="", metavar="TEXT", help="mother, brother, friend …")
    parser.add_argument("--phone", default="", metavar="NUMBER", help="of the enquirer")
    parser.add_argument(
        "--consent", action="store_true", help="they agreed that we keep what they told (needed)"
    )


def run(args: argparse.Namespace) -> int:
    """Draft, submit and hand out the receipt; print id and phrase."""
    from regreso.cli.opened import at_the_desk, member, opened, operation_named

    opened()
    from regreso import story
    from regreso.casebook.access import actor

    operation = operation_named(args.operation)
    operator = member(args.member, story.OPERATOR, operation)
    rows = _rows(args, operation)
    rows[0].assigned_to = operator
    phrase = at_the_desk(lambda at: _asked(rows, args.language, actor(operator, story.OPERATOR), at))
    print(f"{rows[0].pk}\n{phrase}")
    return DONE


def _asked(rows: tuple[Enquiry, Enquirer, Sought], language: str, by: Actor, at: datetime) -> str:
    """All or nothing: without a receipt the family could never come back to it."""
    from django.db import transaction

    from regreso.steps import ask

    enquiry, enquirer, sought = rows
    with transaction.atomic():
        ask.draft(enquiry, enquirer, sought, by=by, at=at)
        ask.submit(enquiry, by=by, at=at)
        return ask.hand_receipt(enquiry, language=language, by=by, at=at).phrase


def _rows(args: argparse.Namespace, operation: Operation) -> tuple[Enquiry, Enquirer, Sought]:
    from regreso.casebook.models import Enquirer, Enquiry, Sought

    told = {name: getattr(args, name).strip() for name in SOUGHT}
    enquirer = Enquirer(
        operation=operation, name=args.enquirer, phone=args.phone, language=args.language,
        pseudonymous=not args.enquirer, consents={"store": args.consent},
    )  # fmt: skip
    enquiry = Enquiry(
        operation=operation, channel="phone", language=args.language, relationship=args.relationship
    )
    return enquiry, enquirer, Sought(operation=operation, **told)
