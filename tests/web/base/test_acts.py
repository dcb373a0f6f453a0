"""Acts: what the story allows now, whose hand, and what is said when it takes somebody else."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from typing import Any

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import path

from cast import Cast, cast
from regreso import story, web
from regreso.casebook import access
from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import Answer, Grant, Match, append_move, history
from regreso.web.base.acts import HANDS, Act, Bench, Taking, WithReason, act_of, hand, take
from regreso.web.base.desks import Desk
from regreso.web.holding.acts import CUSTODY, ENDS
from regreso.web.holding.word_acts import FRESH

__all__ = ["cast"]


def sign(row: Answer, *, by: Any, at: Any) -> Any:
    return append_move(row, "sign", by=by, at=at)


ACTS = (
    Act("answer", "sign", story.LIAISON, sign),
    Act("answer", "release", story.LIAISON, sign),
    Act("answer", "withhold", story.LIAISON, sign, form=WithReason),
)


@pytest.fixture(autouse=True)
def _address(settings: Any) -> None:
    settings.ROOT_URLCONF = (path("<uuid:row>/<slug:move>/", lambda _: HttpResponse(), name="act"),)


def desk(cast: Cast, name: str, role: str) -> Desk:
    staff = cast.staff[name]
    return Desk(staff, role, tuple(Grant.objects.filter(staff=staff)))


@pytest.fixture
def answer(cast: Cast) -> Answer:
    enquiry, custody = cast.asked(), cast.held()
    match = Match(operation=cast.operation, enquiry=enquiry, custody=custody)
    append_move(match, "suggest", by=SYSTEM, at=cast.at)
    made = Answer(operation=cast.operation, enquiry=enquiry, match=match)
    append_move(made, "prepare", by=SYSTEM, at=cast.at)
    append_move(made, "clear", by=SYSTEM, at=cast.at)
    return made


def test_only_what_the_story_allows_now_is_offered(cast: Cast, answer: Answer) -> None:
    offered = Bench(desk(cast, "liaison_a", story.LIAISON), ACTS, "act").offers(answer)
    assert [offer.act.move for offer in offered] == ["sign", "withhold"]
    assert offered[0].address == f"/{answer.pk}/sign/"


def test_nothing_is_offered_at_the_desk_of_another_role(cast: Cast, answer: Answer) -> None:
    assert Bench(desk(cast, "operator", story.OPERATOR), ACTS, "act").offers(answer) == []
    with pytest.raises(Http404):
        act_of(ACTS, "sign", desk(cast, "operator", story.OPERATOR))


def test_who_signed_first_is_told_to_fetch_somebody_else(cast: Cast, answer: Answer) -> None:
    append_move(answer, "sign", by=cast.by("liaison_a"), at=cast.at)
    moves = list(history(answer))
    for name, own in (("liaison_a", True), ("liaison_b", False)):
        bench = Bench(desk(cast, name, story.LIAISON), ACTS, "act")
        (release,) = (o for o in bench.offers(answer, moves=moves) if o.act.move == "release")
        assert (release.own_hand, release.two) == (own, True)


def test_a_bad_form_takes_no_step_and_lies_open_again(cast: Cast, answer: Answer) -> None:
    seated = desk(cast, "liaison_a", story.LIAISON)
    pages = []

    def page(bound: Any) -> HttpResponse:
        pages.extend(Bench(seated, ACTS, "act", bound).offers(answer))
        return HttpResponse()

    request = RequestFactory().post("/", {"reason": ""})
    reply = take(request, seated, Taking(ACTS[2], answer, page, "/there/"))
    assert reply.status_code == 422
    assert [(o.act.move, o.open) for o in pages] == [("sign", False), ("withhold", True)]
    answer.refresh_from_db()
    assert answer.state == "ready"


def test_coming_back_to_the_address_of_an_act_leads_to_the_page(cast: Cast, answer: Answer) -> None:
    seated = desk(cast, "liaison_a", story.LIAISON)
    reply = take(
        RequestFactory().get("/"), seated, Taking(ACTS[0], answer, lambda _: HttpResponse(), "/there/")
    )
    assert (reply.status_code, reply["Location"]) == (303, "/there/")


def test_a_word_written_down_for_somebody_is_theirs_through_the_writer(cast: Cast) -> None:
    custody, enquiry = cast.held(), cast.asked()
    seated = desk(cast, "registrar", story.REGISTRAR)
    assert hand(story.CAPTIVE, custody, seated) == access.for_captive(custody, witness=cast.registrar)
    assert hand(story.ENQUIRER, enquiry, seated).via == str(cast.registrar.pk)
    assert hand(story.REGISTRAR, custody, seated) == cast.by("registrar")


def test_no_two_acts_of_a_page_share_an_address() -> None:
    """Every tuple of acts that a room offers, and those that one address of the registrar takes together."""
    rooms = [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(web.__path__, "regreso.web.")
        if not found.ispkg
    ]
    benches = {
        (room.__name__, name): value
        for room in rooms
        for name, value in vars(room).items()
        if isinstance(value, tuple) and value and all(isinstance(act, Act) for act in value)
    }
    benches["holding", "together"] = (*CUSTODY, *ENDS, *FRESH)
    assert len(benches) > 15
    doubled = []
    for key, acts in benches.items():
        seen = Counter(
            (act.slug, role) for act in acts for role in story.STAFF if act.role == role or act.role in HANDS
        )
        doubled += [(key, one) for one, count in seen.items() if count > 1]
    assert doubled == []
