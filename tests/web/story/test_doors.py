"""Every address of the desks, for every member of the cast: who finds a page, and who finds none."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db.models import Model as DjangoModel
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from announced import drafted
from cast import ROLES, Cast
from desks import do, sit
from gathered import gathered, lead
from regreso import story
from regreso.casebook.access import for_enquirer
from regreso.casebook.claims import takes_two
from regreso.casebook.models import (
    Answer,
    Card,
    DeathNotice,
    Draft,
    Enquiry,
    Event,
    Lead,
    Message,
    Move,
    Notice,
    Operation,
    Possible,
    Read,
    Source,
    SupportPlan,
)
from regreso.steps import guide, meet, message, mourn, notify, prefill, read, source, support, tally
from regreso.web.sources import urls as sources_urls

NOBODY = frozenset({"stranger", "auditor", "administrator_a", "administrator_b"})
ADMINISTRATORS = {"administrator_a", "administrator_b"}
REVIEWERS = {"reviewer_a", "reviewer_b", "reviewer_c"}
LIAISONS = {"liaison_a", "liaison_b"}
READERS = {"message_reviewer_a", "message_reviewer_b"}
SOURCES = {"reader_a", "reader_b"}
OFFICERS = {"officer_a", "officer_b"}
COORDINATORS = {"coordinator_a", "coordinator_b"}
ANNOUNCING = {"coordinator": COORDINATORS, "officer": OFFICERS, "liaison": LIAISONS}


@dataclass
class Scene:
    """One row of each kind, by the name of its page."""

    rows: dict[str, object] = field(default_factory=dict)


@pytest.fixture
def scene(cast: Cast, answer: Answer) -> Scene:
    rows: dict[str, object] = {
        "desk-enquiry": answer.enquiry_id,
        "holding-custody": answer.match.custody_id,
        "review-match": answer.match_id,
        "liaison-answer": answer.pk,
        "bureau-custody": answer.match.custody_id,
    }
    day = (timezone.now() + timedelta(days=9)).date().isoformat()
    custody = ("holding-custody-act", answer.match.custody_id)
    do(sit(cast.registrar), *custody, "name_meeting", point="Invented checkpoint", on=day)
    liaison = sit(cast.liaison_a)
    for name, move, said in (
        ("call", "request", {}),
        ("handover", "propose", {"basis": "exchange"}),
        ("journey", "plan", plan()),
    ):
        token = uuid.uuid4()
        do(liaison, "liaison-answer-act", answer.pk, move, token=token, **said)
        rows[f"liaison-{name}"] = token
    rows["escort-journey"] = rows["liaison-journey"]
    rows["officer-handover"] = rows["bureau-handover"] = rows["liaison-handover"]
    letter = Message(
        operation=cast.operation, enquiry=answer.enquiry, custody=answer.match.custody,
        direction="to_captive", language="uk", text="Ми чекаємо.",
    )  # fmt: skip
    message.write(letter, by=for_enquirer(answer.enquiry), at=timezone.now())
    rows["message-reviewer-message"] = letter.pk
    watched = Source(operation=cast.operation, kind="feed", name="A feed", address="https://news.example/rss")
    source.add(watched, by=cast.by("administrator_a"), at=timezone.now())
    rows["sources-managed"] = watched.pk
    found = gathered(cast)
    rows["sources-document"] = found.pk
    rows["sources-lead"] = rows["sources-lead-form"] = lead(cast).pk
    rows |= used(cast)
    rows |= dict.fromkeys(
        (*(f"{role}-announcement" for role in ANNOUNCING), "announcement-edit"), drafted(cast).pk
    )
    rows["coordinator-notice"] = undelivered(cast).pk
    rows |= dead(cast, answer)
    return Scene(rows)


def undelivered(cast: Cast) -> Notice:
    row = Notice(operation=cast.operation, kind="post", transport="telegram", about=uuid.uuid4())
    notify.queue(row, {"to": "@channel", "text": "x"}, at=timezone.now())
    notify.give_up(row, "blocked", at=timezone.now())
    return row


def plan() -> dict[str, str]:
    return {"traveller": "Olena", "start": "minsk", "language": "uk"}


def used(cast: Cast) -> dict[str, object]:
    """What followed from accepted leads."""
    for one in Lead.objects.filter(state="new"):
        if not takes_two(one) and one.kind != "unreadable":
            read.accept(one, by=cast.by("reader_a"), at=timezone.now())
            meet.meet_lead(one.pk, at=timezone.now())
            guide.make(one, at=timezone.now())
            prefill.prefill(one, at=timezone.now())
            tally.count_in(one, at=timezone.now())
    firsts = {"review-possible": Possible, "liaison-card": Card, "draft": Draft, "sources-event": Event}
    return {name: model._default_manager.values_list("pk", flat=True)[0] for name, model in firsts.items()}


def dead(cast: Cast, answer: Answer) -> dict[str, object]:
    facts = {"date": "unknown", "place": "unknown", "cause": "unknown"}
    source = {"what": "list 3", "issuer": "the bureau"}
    notice = DeathNotice(
        operation=cast.operation, custody=answer.match.custody, enquiry=answer.enquiry,
        source_class="official_list", source=source, facts=facts,
    )  # fmt: skip
    mourn.draft(notice, by=cast.by("officer_a"), at=timezone.now())
    mourn.certify(notice, by=cast.by("officer_a"), at=timezone.now())
    mourn.sign(notice, by=cast.by("officer_b"), at=timezone.now())
    offered = SupportPlan(operation=cast.operation, death_notice=notice, enquiry=answer.enquiry)
    support.offer(offered, at=timezone.now())
    return {
        "officer-death-notice": notice.pk,
        "liaison-death-notice": notice.pk,
        "liaison-support-plan": offered.pk,
    }


LISTS = {
    "desk": {"operator"}, "desk-newest": {"operator"}, "desk-new": {"operator"},
    "holding": {"registrar", "other_registrar"}, "holding-new": {"registrar", "other_registrar"},
    "holding-heads": {"registrar", "other_registrar"}, "holding-cards": {"registrar", "other_registrar"},
    "holding-lists": {"registrar", "other_registrar"},
    "review": REVIEWERS, "review-mine": REVIEWERS, "review-second": REVIEWERS, "review-confirmed": REVIEWERS,
    "liaison": LIAISONS, "liaison-families": LIAISONS, "liaison-calls": LIAISONS,
    "liaison-journeys": LIAISONS, "liaison-handovers": LIAISONS, "liaison-deaths": LIAISONS,
    "liaison-plans": LIAISONS,
    **{f"{role}-announcements": who for role, who in ANNOUNCING.items()},
    "announcement-new": COORDINATORS, "coordinator-notices": COORDINATORS, "liaison-notices": LIAISONS,
    "messages": READERS, "officer": OFFICERS, "officer-deaths": OFFICERS,
    "bureau": {"bureau"}, "bureau-handovers": {"bureau"}, "escort": {"escort"},
    "review-possibles": REVIEWERS, "liaison-cards": LIAISONS, "drafts": {"coordinator_a", "coordinator_b"},
    "sources-manage": ADMINISTRATORS, "sources-add": ADMINISTRATORS, "sources-ledger": SOURCES,
    "sources": SOURCES, "sources-documents": SOURCES, "sources-hand-in": SOURCES,
    "manifest-trips": COORDINATORS, "manifest-days": COORDINATORS, "manifest-arrivals": COORDINATORS,
    "manifest-bring": COORDINATORS, "manifest-uploads": COORDINATORS, "manifest-recognitions": COORDINATORS,
    "manifest-devices": COORDINATORS,
}  # fmt: skip
PAGES = {
    "desk-enquiry": {"operator"}, "holding-custody": {"registrar"}, "review-match": REVIEWERS,
    "liaison-answer": LIAISONS, "liaison-call": LIAISONS, "liaison-journey": LIAISONS,
    "liaison-handover": LIAISONS, "liaison-death-notice": LIAISONS, "liaison-support-plan": LIAISONS,
    "message-reviewer-message": READERS, "officer-handover": OFFICERS, "officer-death-notice": OFFICERS,
    "bureau-handover": {"bureau"}, "bureau-custody": {"bureau"}, "escort-journey": {"escort"},
    "review-possible": REVIEWERS, "liaison-card": LIAISONS, "draft": {"coordinator_a", "coordinator_b"},
    "sources-event": SOURCES, "sources-managed": ADMINISTRATORS,
    **{f"{role}-announcement": who for role, who in ANNOUNCING.items()},
    "announcement-edit": COORDINATORS, "coordinator-notice": COORDINATORS,
    "sources-lead": SOURCES, "sources-lead-form": SOURCES, "sources-document": SOURCES,
}  # fmt: skip

# Where the acts of a page are sent, when it is not the page's own name with “-act” behind it.
ACTS_AT = {"draft": "drafts-act", "sources-managed": "sources-manage-act"}
ONLY_LOOKED_AT = {"announcement-edit", "sources-lead-form", "sources-document", "sources-event"}


def who_finds(cast: Cast, address: str) -> set[str]:
    """Those of the cast for whom there is a page; everybody else must find the same nothing."""
    found, nothing = set(), set()
    for name in cast.staff:
        answer = sit(cast.staff[name]).get(address)
        if answer.status_code == 200:
            found.add(name)
        else:
            assert answer.status_code == 404, (name, address)
            nothing.add(answer.content)
    assert Client().get(address).status_code == 404
    assert nothing == {sit(cast.stranger).get("/en/no-such-page/").content}
    return found


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_list_is_there_for_its_role_and_for_nobody_else(cast: Cast, name: str) -> None:
    assert who_finds(cast, reverse(name)) == LISTS[name]


def test_a_page_is_there_for_its_role_and_for_nobody_else(cast: Cast, scene: Scene) -> None:
    assert set(scene.rows) == set(PAGES)
    found = {name: who_finds(cast, reverse(name, args=[scene.rows[name]])) for name in PAGES}
    assert found == PAGES


def test_a_row_that_is_not_there_is_the_same_nothing(cast: Cast) -> None:
    for name in PAGES:
        assert who_finds(cast, reverse(name, args=[uuid.uuid4()])) == set()


def state_of(model: type[DjangoModel], row: object) -> str:
    return str(model._default_manager.values_list("state", flat=True).get(pk=row))


def act_address(name: str, row: object, move: str) -> str:
    return reverse(ACTS_AT.get(name, f"{name}-act"), args=[row, move])


def test_nothing_is_taken_from_a_page_that_is_not_ones_own(cast: Cast, scene: Scene) -> None:
    before = Move.objects.count()
    for name in scene.rows.keys() - ONLY_LOOKED_AT:
        address = act_address(name, scene.rows[name], "withdraw")
        for staff in NOBODY - PAGES[name]:
            assert sit(cast.staff[staff]).post(address).status_code == 404, (name, staff)
        owner, unheard_of = (
            sit(cast.staff[min(PAGES[name])]),
            act_address(name, scene.rows[name], "no_such_move"),
        )
        assert owner.post(unheard_of).status_code == 404, name
    assert Move.objects.count() == before


def test_an_act_of_the_sources_is_taken_by_its_own_desk_alone(cast: Cast, scene: Scene) -> None:
    """Each with a move that its desk has: the owner is asked for what is missing, the others find nothing."""
    fresh = lead(cast, "person", status="killed")
    acts = {
        "sources-lead": (fresh.pk, "reject", Lead),
        "sources-managed": (scene.rows["sources-managed"], "switch_on", Source),
        "draft": (scene.rows["draft"], "take", Draft),
        "review-possible": (scene.rows["review-possible"], "set_aside", Possible),
        "liaison-card": (scene.rows["liaison-card"], "withdraw", Card),
    }
    for name, (row, move, model) in acts.items():
        address, was = act_address(name, row, move), state_of(model, row)
        for staff in cast.staff.keys() - PAGES[name]:
            assert sit(cast.staff[staff]).post(address).status_code == 404, (name, staff)
        assert state_of(model, row) == was, name
        assert sit(cast.staff[min(PAGES[name])]).post(address).status_code in {303, 422}, name


def a_move_of(name: str, row: object, owner: Client) -> str:
    """A move that this page has: looked at, its address leads back to the page and does nothing."""
    moves = sorted({rule.move for rule in story.STORY})
    return next((m for m in moves if owner.get(act_address(name, row, m)).status_code == 303), "")


def test_every_act_is_there_for_its_own_desk_and_for_nobody_else(cast: Cast, scene: Scene) -> None:
    before, checked = Move.objects.count(), set()
    for name in scene.rows.keys() - ONLY_LOOKED_AT:
        row = scene.rows[name]
        move = a_move_of(name, row, sit(cast.staff[min(PAGES[name])]))
        assert move, name
        address = act_address(name, row, move)
        found = {who for who in cast.staff if sit(cast.staff[who]).get(address).status_code != 404}
        assert found == PAGES[name], (name, move)
        checked.add(name)
    assert Move.objects.count() == before
    assert len(checked) > 15


def test_every_address_of_the_sources_stands_in_a_table() -> None:
    acts = {ACTS_AT.get(name, f"{name}-act") for name in PAGES.keys() - ONLY_LOOKED_AT}
    assert {one.name for one in sources_urls.urlpatterns} <= {*LISTS, *PAGES, *acts}


def test_those_of_another_operation_find_nothing(cast: Cast, scene: Scene) -> None:
    elsewhere = Operation.objects.create(name="Another invented crisis", state="open")
    for staff in cast.staff.values():
        staff.grants.update(operation=elsewhere, site=None)
    for name, row in scene.rows.items():
        assert who_finds(cast, reverse(name, args=[row])) == set(), name


def test_every_page_with_people_notes_that_it_was_read(cast: Cast, scene: Scene) -> None:
    for name, row in scene.rows.items():
        sit(cast.staff[min(PAGES[name])]).get(reverse(name, args=[row]))
        assert Read.objects.filter(page=name).exists(), name
    for name in sorted(
        LISTS.keys() - {"desk-new", "holding-new", "announcement-new", "sources-hand-in", "sources-add"}
    ):
        sit(cast.staff[max(LISTS[name])]).get(reverse(name))
    told = set(Read.objects.values_list("page", flat=True))
    assert {"desk", "holding", "review-confirmed", "liaison-families", "messages", "officer"} <= told


def test_everybody_of_the_cast_was_asked(cast: Cast) -> None:
    assert set(cast.staff) == {*ROLES, "stranger"}
    assert Enquiry.objects.count() == 0
