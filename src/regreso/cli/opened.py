"""Opens the casebook for a command, and finds the operation and the member of staff that it names."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from regreso.cli.command import DEMO_HOME, CannotDo, words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from regreso.casebook.models import Operation, Site, Staff

T = TypeVar("T")


def opened(*, first_start: bool = False, or_demo: bool = True) -> None:
    """Set Django up on a database that is ready; with `first_start` make what an embedded one lacks.

    Where nobody has begun an operation but the demo was run, the demo's is meant, and this is said; with
    `or_demo` false it never is.

    Raises:
        CannotDo: it is not; the sentence says what to do.
    """
    # Deferred like all rooms below: `regreso --help` must not wait for them.
    from regreso.project.ready import NotReady, ready

    if or_demo and not first_start and _only_the_demo_is_here():
        os.environ["REGRESO_HOME"] = DEMO_HOME
        print(f"regreso: there is no operation in var; this is the demo in {DEMO_HOME}.", file=sys.stderr)
    try:
        ready(first_start=first_start)
    except (NotReady, ValueError) as error:
        raise CannotDo(str(error)) from error


def _only_the_demo_is_here() -> bool:
    chosen = {"REGRESO_HOME", "REGRESO_DATABASE_URL", "REGRESO_DATABASE_URL_FILE"} & set(os.environ)
    begun = Path("var", "keys.json").exists() or Path("var", "regreso.sqlite3").exists()
    return not chosen and not begun and Path(DEMO_HOME, "demo.json").exists()


def operations(name: str) -> list[Operation]:
    """Every operation, closed ones too; with a name or id only that one.

    Raises:
        CannotDo: there is none of this name.
    """
    from regreso.casebook.models import Operation

    there = list(Operation.objects.order_by("opened_at"))
    fitting = [one for one in there if not name or name in (one.name, str(one.pk))]
    if name and not fitting:
        known = words([f"“{one.name}”" for one in there]) if there else "none yet"
        raise CannotDo(f"there is no operation “{name}”; there are: {known}.")
    return fitting


def operation_named(name: str) -> Operation:
    """The open operation of this name or id; without a name the only one.

    Raises:
        CannotDo: none or several fit; the sentence lists them.
    """
    from regreso.casebook.models import Operation

    there = list(Operation.objects.filter(state="open").order_by("name"))
    fitting = [one for one in there if not name or name in (one.name, str(one.pk))]
    if len(fitting) == 1:
        return fitting[0]
    known = words([f"“{one.name}”" for one in there]) if there else "none yet"
    if name and not fitting:
        raise CannotDo(f"there is no open operation “{name}”; open are: {known}.")
    raise CannotDo(f"say which operation with --operation; open are: {known}.")


def member(name: str, role: str, operation: Operation, *, site: Site | None = None) -> Staff:
    """The member of staff of this name, who holds the role in the operation (and at the site).

    Whoever has a shell and the keys can give any name here: the ledger shows whose name was given.

    Raises:
        CannotDo: there is no such member, or the role was not given to them.
    """
    from regreso.casebook import access
    from regreso.casebook.models import Staff

    found = Staff.objects.filter(username=name, is_active=True).first()
    if found is None:
        raise CannotDo(f"there is no member of staff “{name}”; give a user name with --as.")
    if not access.holds(found, role, operation, site=site):
        where = f"at {site.code}" if site else f"in “{operation.name}”"
        raise CannotDo(f"“{name}” is no {role} {where}: two administrators give that role.")
    return found


def site_named(code: str, operation: Operation) -> Site:
    """The site of this code.

    Raises:
        CannotDo: there is none; the sentence lists those that are.
    """
    from regreso.casebook.models import Site

    found = Site.objects.filter(operation=operation, code=code).first()
    if found is None:
        known = ", ".join(Site.objects.filter(operation=operation).values_list("code", flat=True))
        raise CannotDo(f"“{operation.name}” has no site “{code}”; there are: {known or 'none yet'}.")
    return found


def at_the_desk(step: Callable[[datetime], T]) -> T:
    """Take a step now, and tell a refusal in one sentence.

    Raises:
        CannotDo: the story forbids it, or a value cannot be taken.
    """
    from django.utils import timezone

    from regreso.steps.errors import StepError
    from regreso.story import MoveRefused

    try:
        return step(timezone.now())
    except (MoveRefused, StepError) as error:
        raise CannotDo(str(error)) from error
