"""Make the invented operation: staff with granted roles, sites, lists of captives, enquiries of families."""

from __future__ import annotations

import random
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password

from regreso import story
from regreso.casebook.access import actor, for_enquirer
from regreso.casebook.actor import Actor
from regreso.casebook.models import CustodyList, Grant, Operation, Site, Staff
from regreso.demo import clerks, families
from regreso.demo.truth import Size, held_id, humans, truths
from regreso.facts.letter import LANGUAGES
from regreso.steps import administer, ask, register

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable

    from regreso.casebook.models import Custody, Person

_SITES = (("K-1", "camp"), ("K-2", "camp"), ("K-3", "camp"), ("H-1", "hospital"))
_RANG_UP = 10  # of so many families one
_ADMINISTRATORS = ("administrator-a", "administrator-b")  # made on the machine itself, as the first ones are
_STAFF = (  # account, role; two of each where two people are needed
    ("operator", story.OPERATOR),
    ("registrar", story.REGISTRAR),
    ("reviewer-a", story.REVIEWER),
    ("reviewer-b", story.REVIEWER),
    ("liaison-a", story.LIAISON),
    ("liaison-b", story.LIAISON),
    ("messages-a", story.MESSAGE_REVIEWER),
    ("messages-b", story.MESSAGE_REVIEWER),
    ("translator", story.TRANSLATOR),
    ("officer-a", story.OFFICER),
    ("officer-b", story.OFFICER),
    ("bureau", story.BUREAU),
    ("coordinator-a", story.COORDINATOR),
    ("coordinator-b", story.COORDINATOR),
    ("escort", story.ESCORT),
    ("reading-officer", story.READING_OFFICER),
    ("auditor", story.AUDITOR),
)


@dataclass
class Team:
    """The accounts of the demo by name, and the one password that was made for all of them."""

    password: str
    staff: dict[str, Staff] = field(default_factory=dict)
    sites: list[Site] = field(default_factory=list)

    def actor(self, name: str, role: str = "") -> Actor:
        """One of the team in their role."""
        return actor(self.staff[name], role or dict(_STAFF).get(name, story.ADMINISTRATOR))


def open_operation(at: datetime) -> tuple[Operation, Team]:
    """The operation with its sites, and a team whose roles one administrator asked for and another gave."""
    team = Team(password=f"{secrets.token_hex(4)}-{secrets.token_hex(4)}")
    hashed = make_password(team.password)  # once: hashing is slow on purpose
    for name in (*_ADMINISTRATORS, *dict(_STAFF)):
        founds = name in _ADMINISTRATORS
        team.staff[name] = Staff.objects.create(username=name, password=hashed, is_superuser=founds)
    operation = Operation(name="Demo: an invented crisis, nobody in it exists", kind="conflict")
    administer.open_operation(operation, by=team.actor("administrator-a"), at=at)
    for code, kind in _SITES:
        site = Site(code=code, kind=kind, name=f"Invented {kind} {code}")
        site.postal_address = f"PO Box {code}, invented town"
        administer.add_site(operation, site, by=team.actor("administrator-a"), at=at)
        team.sites.append(site)
    for name, role in _STAFF:
        at_sites: list[Site | None] = [*team.sites] if role == story.REGISTRAR else [None]
        for where in at_sites:
            grant = Grant(operation=operation, staff=team.staff[name], role=role, site=where)
            grant.languages = " ".join(LANGUAGES) if role == story.TRANSLATOR else ""
            administer.ask_grant(grant, reason="needed in the demo", by=team.actor("administrator-a"), at=at)
            administer.give_grant(grant, by=team.actor("administrator-b"), at=at)
    return operation, team


def fill_register(
    size: Size, operation: Operation, team: Team, *, at: datetime, progress: Callable[[int, int], None]
) -> None:
    """Everybody held comes on a list of their site, a thousand rows each."""
    rng = random.Random(size.seed + 1)
    everyone = list(enumerate(humans(size, at.date())))
    for start in range(0, len(everyone), 1000):
        part = everyone[start : start + 1000]
        site = team.sites[start // 1000 % len(team.sites)]
        listed = CustodyList(operation=operation, site=site, digest=f"{start:064d}", size=len(part))
        rows: list[tuple[Custody, Person]] = [
            clerks.entry(human, rng, key=held_id(size, number), listed_in=listed) for number, human in part
        ]
        register.register_list(listed, rows, by=team.actor("registrar"), at=at)
        progress(min(start + 1000, len(everyone)), len(everyone))


def take_in(
    size: Size, operation: Operation, team: Team, *, at: datetime, progress: Callable[[int, int], None]
) -> dict[uuid.UUID, str]:
    """Each family's enquiry through the steps of *ask*; gives the retrieval phrases by enquiry.

    Every tenth family rang up: the operator typed it, and finds it on their desk.
    """
    rng, phrases = random.Random(size.seed + 3), {}
    operator = team.staff["operator"]
    for number, truth in enumerate(truths(size, at.date()), 1):
        letter = families.letter(truth.human, rng, key=truth.enquiry_id, operation=operation)
        rang_up = number % _RANG_UP == 0
        if rang_up:
            letter.enquiry.channel, letter.enquiry.assigned_to = "phone", operator
        by = for_enquirer(letter.enquiry, typed_by=operator if rang_up else None)
        ask.draft(letter.enquiry, letter.enquirer, letter.sought, by=by, at=at)
        ask.submit(letter.enquiry, by=by, at=at)
        receipt = ask.hand_receipt(letter.enquiry, language=letter.enquiry.language, by=by, at=at)
        phrases[truth.enquiry_id] = receipt.phrase
        progress(number, size.enquiries)
    return phrases


def now() -> datetime:
    """The moment at which the demo plays."""
    return datetime.now(UTC)
