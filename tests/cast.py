"""The standing cast of the tests: who asks, who is held, who works where; and an outsider.

`cast` is a whole operation with two sites and a person in every role, each role given by two
administrators. `cast.operator` is a member of staff; `cast.by("operator")` is the Actor. All invented.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from regreso import story
from regreso.casebook.access import actor, for_captive, for_enquirer
from regreso.casebook.actor import Actor
from regreso.casebook.models import (
    Consent,
    Custody,
    Enquirer,
    Enquiry,
    Grant,
    Match,
    Operation,
    Person,
    Site,
    Sought,
    Staff,
    Verdict,
)
from regreso.steps import administer, ask, confirm, register, review, search

AT = datetime(2022, 3, 3, 9, 0, tzinfo=UTC)
ROLES = {
    "operator": story.OPERATOR,
    "registrar": story.REGISTRAR,
    "other_registrar": story.REGISTRAR,
    "reviewer_a": story.REVIEWER,
    "reviewer_b": story.REVIEWER,
    "reviewer_c": story.REVIEWER,
    "liaison_a": story.LIAISON,
    "liaison_b": story.LIAISON,
    "message_reviewer_a": story.MESSAGE_REVIEWER,
    "message_reviewer_b": story.MESSAGE_REVIEWER,
    "translator_a": story.TRANSLATOR,
    "translator_b": story.TRANSLATOR,
    "officer_a": story.OFFICER,
    "officer_b": story.OFFICER,
    "reader_a": story.READING_OFFICER,
    "reader_b": story.READING_OFFICER,
    "bureau": story.BUREAU,
    "coordinator_a": story.COORDINATOR,
    "coordinator_b": story.COORDINATOR,
    "escort": story.ESCORT,
    "auditor": story.AUDITOR,
    "administrator_a": story.ADMINISTRATOR,
    "administrator_b": story.ADMINISTRATOR,
}


LANGUAGES = {"translator_a": "uk ru es", "translator_b": "es en"}  # of translators


@dataclass
class Cast:
    """An operation and everybody in it. `stranger` has an account and no role."""

    operation: Operation
    camp: Site
    hospital: Site
    at: datetime
    staff: dict[str, Staff] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Staff:
        try:
            return self.__dict__["staff"][name]  # type: ignore[no-any-return]  # a dict of staff
        except KeyError:
            raise AttributeError(name) from None

    def by(self, name: str) -> Actor:
        """This member of staff, acting in their role."""
        return actor(self.staff[name], ROLES.get(name, story.OPERATOR))

    def later(self, **passed: float) -> datetime:
        """The time so much later: `later(hours=2)`."""
        return self.at + timedelta(**passed)

    def drafted(self, **sought: Any) -> Enquiry:
        """A mother's enquiry, begun on the family page."""
        told = sought or {"surname": "Шевченко", "given": "Тарас", "birth": "1999-04-21"}
        enquiry = Enquiry(operation=self.operation, channel="web", language="uk")
        mother = Enquirer(operation=self.operation, name="Олена Шевченко", consents={"store": True})
        enquiry.enquirer = mother
        someone = Sought(operation=self.operation, **told)
        ask.draft(enquiry, mother, someone, by=for_enquirer(enquiry), at=self.at)
        return enquiry

    def asked(self, **sought: Any) -> Enquiry:
        """A mother's enquiry, open, with a receipt handed out."""
        enquiry = self.drafted(**sought)
        ask.submit(enquiry, by=for_enquirer(enquiry), at=self.at)
        ask.hand_receipt(enquiry, language="uk", by=for_enquirer(enquiry), at=self.at)
        return enquiry

    def held(self, **stated: Any) -> Custody:
        """A captive in the camp, in the register."""
        told = stated or {"surname": "Шевченко", "given": "Тарас", "birth": "1999-04-21"}
        custody = Custody(operation=self.operation, site=self.camp)
        someone = Person(operation=self.operation, **told)
        register.register(custody, someone, by=self.by("registrar"), at=self.at)
        return custody

    def matched(self) -> Match:
        """A potential match between a mother's enquiry and a captive, as the search writes it."""
        enquiry, custody = self.asked(), self.held()
        search.search_enquiry(enquiry.pk, at=self.at)
        return Match.objects.get(enquiry=enquiry, custody=custody)

    def verdict(self, says: str = "same", **evidence: str) -> Verdict:
        """A verdict to hand in, with what was ticked."""
        ticked = evidence or {"surname": "agrees", "birth": "agrees"}
        return Verdict(operation=self.operation, says=says, evidence=ticked, note="compared both cards")

    def proposed(self) -> Match:
        """A match that reviewer A took up and proposed."""
        match = self.matched()
        by = self.by("reviewer_a")
        review.assign(match, by=by, at=self.at)
        review.review(match, by=by, at=self.at)
        review.propose(match, self.verdict(), by=by, at=self.at)
        return match

    def confirmed(self) -> Match:
        """A match that reviewer A proposed and reviewer B confirmed."""
        match = self.proposed()
        confirm.confirm(match, self.verdict(), by=self.by("reviewer_b"), at=self.at)
        return match

    def agreed(
        self,
        custody: Custody,
        purpose: str = "tell_family",
        *,
        given: bool = True,
        at: datetime | None = None,
    ) -> Consent:
        """What the captive says, asked alone."""
        word = Consent(purpose=purpose, given=given, asked_alone=True, witness=self.registrar)
        register.consent(custody, word, by=self.captive_of(custody), at=at or self.at)
        return word

    def mother_of(self, enquiry: Enquiry) -> Actor:
        """The enquirer, at her own page."""
        return for_enquirer(enquiry)

    def captive_of(self, custody: Custody) -> Actor:
        """The person held; the registrar writes down what they say."""
        return for_captive(custody, witness=self.registrar)


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001 - the database is wanted
    founders = [Staff.objects.create_user(name) for name in ("founder_a", "founder_b")]
    operation = Operation(name="An invented crisis")
    administer.open_operation(operation, by=actor(founders[0], story.ADMINISTRATOR), at=AT)
    camp, hospital = (
        Site.objects.create(operation=operation, code=code, kind=kind, name=f"Invented {kind}")
        for code, kind in (("C1", "camp"), ("H1", "hospital"))
    )
    made = Cast(operation, camp, hospital, AT)
    for name, role in ROLES.items():
        made.staff[name] = Staff.objects.create_user(name)
        site = {"registrar": camp, "other_registrar": hospital}.get(name)
        grant = Grant(operation=operation, staff=made.staff[name], role=role, site=site)
        grant.languages = LANGUAGES.get(name, "")
        administer.ask_grant(grant, reason="a test", by=actor(founders[0], story.ADMINISTRATOR), at=AT)
        administer.give_grant(grant, by=actor(founders[1], story.ADMINISTRATOR), at=AT)
    made.staff["stranger"] = Staff.objects.create_user("stranger")
    return made
