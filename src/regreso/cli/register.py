"""`regreso register`: one captive into the register, by the same step as the registrar's page."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from regreso.cli.command import DONE, CommandParser, Subparsers

if TYPE_CHECKING:
    from regreso.casebook.models import Custody, Operation, Person, Site

# GC III 17: a prisoner of war may be asked for the first five and need not tell any other.
FIELDS = {
    "surname": "surname", "given": "first names", "rank": "rank", "birth": "1999-04-21, 1999-04 or 1999",
    "service_number": "army, regimental, personal or serial number", "patronymic": "patronymic",
    "sex": "m or f", "birthplace": "where they were born", "settlement": "last residence",
    "region": "region of the residence", "nationality": "nationality", "unit": "unit",
    "power": "Power on which they depend", "father": "first name of the father",
    "mother": "maiden name of the mother", "marks": "distinguishing marks",
}  # fmt: skip
KINDS = ("prisoner_of_war", "civilian_internee", "wounded", "found")


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser: CommandParser = subparsers.add_parser(
        "register",
        help="write one captive into the register",
        description="Write one person into the register; print the id of the custody. Of a prisoner of war "
        "only surname, first names, rank, birth and number may be asked; what they decline is declined.",
        example="regreso register --as r.koval --site C1 --surname Шевченко --given Тарас --birth 1999-04-21",
    )
    parser.add_argument("--as", dest="member", required=True, metavar="USER", help="registrar at that site")
    parser.add_argument("--site", required=True, metavar="CODE", help="the site that holds them")
    parser.add_argument("--operation", default="", metavar="NAME", help="needed when several are open")
    parser.add_argument("--kind", choices=KINDS, default=KINDS[0], help="why they are held")
    for name, meaning in FIELDS.items():
        parser.add_argument("--" + name.replace("_", "-"), default="", metavar="TEXT", help=meaning)
    parser.add_argument(
        "--declined", default="", metavar="FIELDS", help="what they did not want to tell, with commas"
    )
    parser.add_argument("--unidentified", action="store_true", help="nobody knows who this is yet")


def run(args: argparse.Namespace) -> int:
    """Register, and print the id."""
    from regreso.cli.opened import at_the_desk, member, opened, operation_named, site_named

    opened()
    from regreso import story
    from regreso.casebook.access import actor
    from regreso.steps.register import register

    operation = operation_named(args.operation)
    site = site_named(args.site, operation)
    by = member(args.member, story.REGISTRAR, operation, site=site)
    custody, person = _rows(args, operation, site)
    at_the_desk(lambda at: register(custody, person, by=actor(by, story.REGISTRAR), at=at))
    print(custody.pk)
    return DONE


def _rows(args: argparse.Namespace, operation: Operation, site: Site) -> tuple[Custody, Person]:
    from regreso.casebook.models import Custody, Person

    told = {name: getattr(args, name).strip() for name in FIELDS}
    declined = [name.strip().replace("-", "_") for name in args.declined.split(",") if name.strip()]
    level = "unidentified" if args.unidentified else "self_stated"
    person = Person(operation=operation, identity_level=level, declined=declined, **told)
    return Custody(operation=operation, site=site, kind=args.kind), person
