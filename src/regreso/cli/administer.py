"""`regreso administer`: accounts, operations, sites, and roles that two administrators give."""

from __future__ import annotations

import argparse
import getpass
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from regreso.cli.command import DONE, CannotDo, CommandParser, Subparsers

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import ApiToken, Grant, Operation, Site, Staff
    from regreso.steps.account import Invited


_ROLE_ACTS = {
    "ask": "ask that someone gets a role",
    "give": "give a role that another asked for",
    "end": "end a role at once",
}


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser: CommandParser = subparsers.add_parser(
        "administer",
        help="accounts, operations, sites, and roles that two administrators give",
        description="Found an operation and give people their roles. A role is asked for by one "
        "administrator and given by another; nobody gives one to themselves.",
        example="regreso administer give reviewer o.bondar --as second.administrator",
    )
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    staff = acts.add_parser("staff", help="make an account", example="regreso administer staff o.bondar")
    staff.add_argument("name", metavar="USER", help="user name of the new account")
    staff.add_argument("--administrator", action="store_true", help="may found operations and give roles")
    staff.add_argument(
        "--password-file", type=Path, metavar="FILE", help="its first line (default: asked for)"
    )
    _invitations(acts)
    _tokens(acts)
    _operation_acts(acts)
    for act, help_ in _ROLE_ACTS.items():
        example = f"regreso administer {act} operator o.bondar --as ada"
        one = acts.add_parser(act, help=help_, example=example)
        one.add_argument("role", metavar="ROLE", help="operator, registrar, reviewer, liaison, …")
        one.add_argument("name", metavar="USER", help="who gets it")
        one.add_argument("--site", default="", metavar="CODE", help="for a registrar: where")
        if act == "ask":
            one.add_argument(
                "--languages",
                default="",
                metavar="CODES",
                help="for a translator: which they read and write (uk,es)",
            )
        one.add_argument("--reason", default="", metavar="TEXT", help="why")
        _common(one)


def _invitations(acts: Subparsers) -> None:
    first = acts.add_parser(
        "first", help="invite the first administrator", example="regreso administer first ada"
    )
    first.add_argument("name", metavar="USER", help="user name of the new account")
    invite = acts.add_parser(
        "invite",
        help="print a link by which somebody sets up an account, anew if there is one",
        example="regreso administer invite o.bondar --as ada",
    )
    invite.add_argument("name", metavar="USER", help="user name of the account")
    invite.add_argument("--administrator", action="store_true", help="may found operations and give roles")
    invite.add_argument("--as", dest="member", required=True, metavar="USER", help="the administrator")


def _tokens(acts: Subparsers) -> None:
    token = acts.add_parser(
        "token",
        help="print a token by which a machine acts for somebody, for one purpose",
        example="regreso administer token ask hotline --days 30 --as ada",
    )
    token.add_argument("purpose", metavar="PURPOSE", help="ask, register or exchange")
    token.add_argument("name", metavar="USER", help="for whom it acts; they hold the role")
    token.add_argument("--days", type=int, default=30, metavar="N", help="until it ends (30; at most 90)")
    _common(token)
    revoke = acts.add_parser(
        "revoke", help="end every token of somebody", example="regreso administer revoke hotline --as ada"
    )
    revoke.add_argument("name", metavar="USER", help="for whom they act")
    _common(revoke)


def _operation_acts(acts: Subparsers) -> None:
    open_ = acts.add_parser(
        "open", help="open an operation", example="regreso administer open 'Winter 2026' --as ada"
    )
    open_.add_argument("title", metavar="NAME", help="its name")
    open_.add_argument("--kind", default="conflict", choices=("conflict", "disaster"), help="what it is for")
    open_.add_argument("--as", dest="member", required=True, metavar="USER", help="the administrator")
    close = acts.add_parser("close", help="close an operation", example="regreso administer close --as ada")
    close.add_argument("--reason", default="", metavar="TEXT", help="why")
    _common(close)
    site = acts.add_parser(
        "site", help="add a site", example="regreso administer site C1 --kind camp --as ada"
    )
    site.add_argument("code", metavar="CODE", help="short code that desks show")
    site.add_argument(
        "--kind", default="camp", choices=("camp", "hospital", "shelter", "desk"), help="what it is"
    )
    site.add_argument("--name", default="", metavar="TEXT", help="its name; kept sealed")
    site.add_argument("--address", default="", metavar="TEXT", help="address for letters; kept sealed")
    _common(site)


def _common(parser: CommandParser) -> None:
    parser.add_argument("--operation", default="", metavar="NAME", help="needed when several are open")
    parser.add_argument("--as", dest="member", required=True, metavar="USER", help="the administrator")


def run(args: argparse.Namespace) -> int:
    """Do the one act that was asked for."""
    from regreso.cli.opened import opened

    opened(or_demo=False)
    _ACTS[args.act](args)
    return DONE


def _staff(args: argparse.Namespace) -> None:
    from regreso.cli.opened import at_the_desk
    from regreso.steps import administer

    password = _password(args.password_file)
    at_the_desk(lambda _at: administer.add_staff(args.name, password, administrator=args.administrator))


def _first(args: argparse.Namespace) -> None:
    from regreso.cli.opened import at_the_desk
    from regreso.steps import account

    _print_link(at_the_desk(lambda at: account.invite_first(args.name, at=at)))


def _invite(args: argparse.Namespace) -> None:
    from regreso.casebook.models import Staff
    from regreso.cli.opened import at_the_desk
    from regreso.steps import account

    by, known = _administrator(args.member), Staff.objects.filter(username=args.name).first()
    more = {"by": by, "administrator": args.administrator}
    if known:
        _print_link(at_the_desk(lambda at: account.invite_again(known, at=at, **more)))
    else:
        _print_link(at_the_desk(lambda at: account.invite(args.name, at=at, **more)))


def _print_link(made: Invited) -> None:
    from django.conf import settings

    name = settings.ALLOWED_HOSTS[0]
    front = f"https://{name}" if settings.SESSION_COOKIE_SECURE else f"http://{name}:{settings.REGRESO_PORT}"
    print(f"{front}/en/join/{made.token}/")


def _token(args: argparse.Namespace) -> None:
    from regreso.casebook.models import ApiToken
    from regreso.cli.opened import at_the_desk, operation_named
    from regreso.steps import connect

    by, found = _administrator(args.member), operation_named(args.operation)
    token = ApiToken(operation=found, staff=_member(args.name), purpose=args.purpose)
    print(at_the_desk(lambda at: connect.issue(token, days=args.days, by=by, at=at)))


def _revoke(args: argparse.Namespace) -> None:
    from regreso.casebook.models import ApiToken
    from regreso.cli.opened import at_the_desk, operation_named

    by, found = _administrator(args.member), operation_named(args.operation)
    live = list(ApiToken.objects.filter(operation=found, staff=_member(args.name), revoked_at=None))
    if not live:
        raise CannotDo(f"“{args.name}” has no token that still holds in “{found.name}”.")
    for token in live:
        at_the_desk(partial(_revoked, token, by))
    print(f"{len(live)} ended.")


def _revoked(token: ApiToken, by: Actor, at: datetime) -> None:
    from regreso.steps import connect

    connect.revoke(token, by=by, at=at)


def _password(file: Path | None) -> str:
    if file is not None:
        return file.read_text(encoding="utf-8").partition("\n")[0].strip()
    if not sys.stdin.isatty():
        raise CannotDo("there is no terminal to ask for a password on: give --password-file.")
    first = getpass.getpass("password: ")
    if first != getpass.getpass("once more: "):
        raise CannotDo("the two passwords differ: start again.")
    return first


def _open(args: argparse.Namespace) -> None:
    from regreso.casebook.models import Operation
    from regreso.cli.opened import at_the_desk
    from regreso.steps import administer

    by, made = _administrator(args.member), Operation(name=args.title, kind=args.kind)
    at_the_desk(lambda at: administer.open_operation(made, by=by, at=at))
    print(made.pk)


def _close(args: argparse.Namespace) -> None:
    from regreso.cli.opened import at_the_desk, operation_named
    from regreso.steps import administer

    by, found = _administrator(args.member), operation_named(args.operation)
    at_the_desk(lambda at: administer.close_operation(found, reason=args.reason, by=by, at=at))


def _site(args: argparse.Namespace) -> None:
    from regreso.casebook.models import Site
    from regreso.cli.opened import at_the_desk, operation_named
    from regreso.steps import administer

    by, found = _administrator(args.member), operation_named(args.operation)
    site = Site(code=args.code, kind=args.kind, name=args.name, postal_address=args.address)
    at_the_desk(lambda at: administer.add_site(found, site, by=by, at=at))
    print(site.pk)


def _ask(args: argparse.Namespace) -> None:
    from regreso.casebook.models import Grant
    from regreso.cli.opened import at_the_desk, operation_named
    from regreso.steps import administer

    by, found = _administrator(args.member), operation_named(args.operation)
    site = _site_of(found, args.site) if args.site else None
    grant = Grant(operation=found, staff=_member(args.name), role=args.role, site=site)
    grant.languages = " ".join(args.languages.replace(",", " ").split())
    at_the_desk(lambda at: administer.ask_grant(grant, reason=args.reason, by=by, at=at))


def _give(args: argparse.Namespace) -> None:
    from regreso.cli.opened import at_the_desk
    from regreso.steps import administer

    by, grant = _administrator(args.member), _grant(args, ("asked",))
    at_the_desk(lambda at: administer.give_grant(grant, by=by, at=at))


def _end(args: argparse.Namespace) -> None:
    from regreso.cli.opened import at_the_desk
    from regreso.steps import administer

    by, grant = _administrator(args.member), _grant(args, ("asked", "given"))
    at_the_desk(lambda at: administer.end_grant(grant, reason=args.reason, by=by, at=at))


_ACTS = {
    "staff": _staff,
    "first": _first,
    "invite": _invite,
    "token": _token,
    "revoke": _revoke,
    "open": _open,
    "close": _close,
    "site": _site,
    "ask": _ask,
    "give": _give,
    "end": _end,
}


def _member(name: str) -> Staff:
    from regreso.casebook.models import Staff

    found = Staff.objects.filter(username=name, is_active=True).first()
    if found is None:
        raise CannotDo(f"there is no account “{name}”: make it with `regreso administer staff`.")
    return found


def _administrator(name: str) -> Actor:
    from regreso import story
    from regreso.casebook.access import actor

    found = _member(name)
    if not found.is_superuser:
        raise CannotDo(f"“{name}” is no administrator: make an account with --administrator.")
    return actor(found, story.ADMINISTRATOR)


def _site_of(operation: Operation, code: str) -> Site:
    from regreso.casebook.models import Site

    found = Site.objects.filter(operation=operation, code=code).first()
    if found is None:
        raise CannotDo(f"“{operation.name}” has no site “{code}”: add it with `regreso administer site`.")
    return found


def _grant(args: argparse.Namespace, states: tuple[str, ...]) -> Grant:
    from regreso.casebook.models import Grant
    from regreso.cli.opened import operation_named

    mine = Grant.objects.filter(
        operation=operation_named(args.operation), staff=_member(args.name), role=args.role, state__in=states
    )
    found = (mine.filter(site__code=args.site) if args.site else mine).first()
    if found is None:
        raise CannotDo(f"nobody asked for the role “{args.role}” for “{args.name}”, or it has ended.")
    return found
