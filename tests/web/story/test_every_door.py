"""Every address that there is, asked by everybody: it opens to those whom the table of doors names alone.

The addresses come from the URLconf, so a new one without a row in the table fails here.
"""

from __future__ import annotations

import uuid
from collections import Counter

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from cast import ROLES, Cast
from desks import sit
from regreso import story
from regreso.project.doors import DOORS, patterns
from regreso.web.base.desks import (
    ANYBODY,
    CARRIER,
    ENTERING,
    FAMILY,
    FOUNDER,
    MACHINE,
    SIGNED_IN,
    TELEPHONE,
)

PATTERNS = dict(patterns())
MADE_UP = {"uuid": uuid.UUID(int=7), "int": 1, "slug": "statuses", "str": "made-up"}
ONE_OF_EACH = {role: name for name, role in reversed(ROLES.items())}
OPEN = {200, 302, 303, 422}


def made_up(pattern: URLPattern, role: str = "") -> str:
    """The address with values that no row has; where a role stands in it, this one."""
    values = {name: MADE_UP[kind_of(converter)] for name, converter in pattern.pattern.converters.items()}
    if "role" in values:
        values["role"] = role or next(who for who in DOORS[str(pattern.name)].who)
    if "language" in values:
        values["language"] = "uk"
    return reverse(str(pattern.name), kwargs=values)


def kind_of(converter: object) -> str:
    return type(converter).__name__.removesuffix("Converter").replace("String", "str").lower()


def asked(client: Client, address: str) -> int:
    """How the door answers: to a look, and where nothing can be looked at, to something sent."""
    status = client.get(address).status_code
    return client.post(address).status_code if status == 405 else status


def test_every_address_has_a_name_of_its_own_and_a_row() -> None:
    twice = [name for name, n in Counter(name for name, _pattern in patterns()).items() if n > 1]
    assert twice == []
    assert set(PATTERNS) == set(DOORS)


def test_every_row_names_somebody_whom_there_is() -> None:
    known = {ANYBODY, FAMILY, SIGNED_IN, ENTERING, TELEPHONE, MACHINE, CARRIER, FOUNDER, *story.STAFF}
    assert {who for door in DOORS.values() for who in door.who} <= known
    assert [name for name, door in DOORS.items() if not door.who] == []


@pytest.mark.parametrize("name", sorted(DOORS))
def test_the_guard_of_each_view_is_the_one_of_the_table(name: str) -> None:
    assert set(getattr(PATTERNS[name].callback, "opens_to", (ANYBODY,))) == set(DOORS[name].who)


def test_a_door_is_shut_to_everybody_else(cast: Cast) -> None:
    browsers = {role: sit(cast.staff[name]) for role, name in ONE_OF_EACH.items()}
    browsers |= {"stranger": sit(cast.stranger), "nobody": Client()}
    wrong = []
    for name, pattern in PATTERNS.items():
        who = set(DOORS[name].who)
        if who & {ANYBODY, FAMILY, SIGNED_IN, TELEPHONE, MACHINE}:
            continue
        for role, browser in browsers.items():
            address = made_up(pattern)
            if role not in who and asked(browser, address) != 404:
                wrong.append((name, role, asked(browser, address)))
    assert wrong == []


def test_a_role_in_an_address_is_not_enough(cast: Cast) -> None:
    """Some papers name the desk in their address: who writes another role there gets nothing."""
    named = [pattern for pattern in PATTERNS.values() if "role" in pattern.pattern.converters]
    assert {pattern.name for pattern in named} == {"handover-sheet", "exchange-paper"}
    for pattern in named:
        for role, name in ONE_OF_EACH.items():
            assert asked(sit(cast.staff[name]), made_up(pattern, role)) == 404, (pattern.name, role)


def test_a_list_opens_to_whom_the_table_names(cast: Cast) -> None:
    lists = {name: one for name, one in PATTERNS.items() if not one.pattern.converters}
    shut = [
        (name, who)
        for name, pattern in lists.items()
        for who in set(DOORS[name].who) & set(story.STAFF)
        if asked(sit(cast.staff[ONE_OF_EACH[who]]), made_up(pattern)) not in OPEN
    ]
    assert shut == []


def test_a_page_of_a_family_asks_a_stranger_for_the_phrase(cast: Cast) -> None:
    told = set()
    for name, door in DOORS.items():
        if FAMILY in door.who:
            for browser in (Client(), sit(cast.staff["liaison_a"])):
                address = made_up(PATTERNS[name])
                answer = browser.get(address)
                answer = browser.post(address) if answer.status_code == 405 else answer
                told.add((answer.status_code, answer.get("Location")))
    assert told == {(303, "/en/my-enquiry/")}


def test_ones_own_pages_are_there_for_all_staff_and_for_nobody_else(cast: Cast) -> None:
    for name, door in DOORS.items():
        if SIGNED_IN in door.who:
            address = made_up(PATTERNS[name])
            assert asked(Client(), address) == 404, name
            if not PATTERNS[name].pattern.converters:
                assert asked(sit(cast.stranger), address) in OPEN, name


@pytest.mark.django_db
def test_a_telephones_addresses_are_shut_without_its_code() -> None:
    for name, door in DOORS.items():
        if TELEPHONE in door.who:
            for code in ("", "Bearer made-up", "Basic eDp5"):
                asked_with = Client(headers={"authorization": code})
                assert asked(asked_with, made_up(PATTERNS[name])) == 404, name
