"""A family's file at the liaison's desk: the answer and its two signatures, and all that follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.casebook import access, queries
from regreso.casebook.actor import Actor
from regreso.casebook.models import Answer, Call, Challenge, Handover, Move, history
from regreso.steps import answer, ask, call, confirm, handover, message
from regreso.web.base.acts import Act, ActForm, Taking, WithReason, act_of, take
from regreso.web.base.corrected import WHOM, who_knows
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.fields import Lines
from regreso.web.base.pages import Facts, Page, Part, Seat
from regreso.web.base.people import FIELDS, name_of
from regreso.web.base.told import OfOneClick, must
from regreso.web.base.words import Word, state_of
from regreso.web.liaison import challenges
from regreso.web.liaison.handovers import Proposed
from regreso.web.liaison.journeys import PLAN

BASES = (
    ("consent", _("he agreed")),
    ("vital_interest", _("a vital interest of his")),
    ("public_interest", _("a compelling public interest")),
)
RUNGS = {"held": _("he is held, confirmed"), "released": _("he was released, confirmed")}
OUTCOMES = (
    ("located_alive", _("found alive")),
    ("captivity_confirmed", _("captivity confirmed")),
    ("deceased_confirmed", _("death confirmed")),
    ("duplicate", _("the same enquiry twice")),
    ("ceased", _("the search was ended by agreement")),
)


class Basis(ActForm):
    """On what ground the family may be told."""

    basis = forms.ChoiceField(label=_("On what ground"), choices=BASES)
    reason = Lines(label=_("Reason, when it is not his consent"), rows=2)


class Shown(ActForm):
    """What the family will see, as far as he agreed. Nothing of the camp beyond the postal address."""

    address = Lines(label=FIELDS["correspondence"], rows=2)
    health = Lines(label=_("His health, if he agreed to share it"), rows=2)
    note = Lines(label=_("A word to the family"), rows=2)

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - an answer
        """Only fields that he agreed to share are there at all."""
        super().for_row(row)
        for name in ("address", "health"):
            if not queries.consents(row.match.custody, answer.SHOWN[name], enquiry=row.enquiry):
                del self.fields[name]
        if "address" in self.fields:
            self.fields["address"].initial = row.match.custody.person.correspondence

    def arguments(self) -> dict[str, Any]:
        """What is filled in."""
        return {"shown": {name: value for name, value in self.cleaned_data.items() if value}}


class TellHow(ActForm):
    """How the family was told."""

    how = forms.ChoiceField(
        label=_("How the family was told"),
        choices=(
            ("in_person", _("face to face")),
            ("phone", _("by telephone, at the safe time")),
            ("page", _("they were led to their page")),
        ),
    )


class CorrectHow(ActForm):
    """How the family was told of the mistake: by a person."""

    how = forms.ChoiceField(
        label=_("How the family was told"),
        choices=(("in_person", _("face to face")), ("phone", _("by telephone, at the safe time"))),
    )


class Raised(ActForm):
    """The next level of kinship, and what it rests on."""

    level = forms.TypedChoiceField(
        label=_("Level of kinship"),
        coerce=int,
        choices=(
            (1, _("1: contact checked by calling back")),
            (2, _("2: papers seen")),
            (3, _("3: they answered what only he and they know")),
        ),
    )
    basis = must(Lines(label=_("What was checked")))


class Outcome(ActForm):
    """How the search ended."""

    outcome = forms.ChoiceField(label=_("How it ended"), choices=OUTCOMES)


class Begun(OfOneClick):
    """Something that begins with a click."""

    def arguments(self) -> dict[str, Any]:
        """Its id."""
        return {"token": self.cleaned_data["token"]}


class Failed(ActForm):
    """Why a message could not be delivered."""

    why = forms.ChoiceField(
        label=_("Why not"),
        choices=(("address", _("the address is not right")), ("refused", _("they do not want it"))),
    )


class Handed(ActForm):
    """How the family has it."""

    how = forms.ChoiceField(
        label=_("How they have it"),
        choices=(("read", _("they read it")), ("read_aloud", _("it was read out to them"))),
    )


def _of_enquiry(step: Callable[..., object]) -> Callable[..., object]:
    """A step with the enquiry, taken from the page of its answer."""

    def taken(row: Answer, *, by: Actor, at: datetime, **said: object) -> object:
        return step(row.enquiry, by=by, at=at, **said)

    return taken


def _of_match(step: Callable[..., object]) -> Callable[..., object]:
    """A step with the match, taken from the page of its answer."""

    def taken(row: Answer, *, by: Actor, at: datetime, **said: object) -> object:
        return step(row.match, by=by, at=at, **said)

    return taken


def _call(row: Answer, *, token: Any, by: Actor, at: datetime) -> Move:  # noqa: ANN401 - a UUID
    asked = Call(id=token, operation=row.operation, enquiry=row.enquiry, custody=row.match.custody)
    return call.request(asked, by=by, at=at)


def _propose(row: Answer, *, new: Handover, by: Actor, at: datetime) -> Move:
    new.operation, new.custody, new.enquiry = row.operation, row.match.custody, row.enquiry
    return handover.propose(new, by=by, at=at)


_answer = partial(Act, "answer", role=story.LIAISON)
_enquiry = partial(Act, "enquiry", role=story.LIAISON)
_match = partial(Act, "match", role=story.LIAISON)
_message = partial(Act, "message", role=story.LIAISON)
ACTS = (
    _answer("clear", step=answer.clear, form=Basis),
    _answer(
        "sign",
        step=answer.sign,
        form=Shown,
        warning=_("A second liaison signs after you; then it is released."),
    ),
    _answer(
        "release",
        step=answer.release,
        warning=_("After this the family can see it, and holds a certificate that anyone can check."),
    ),
    _answer(
        "restate",
        step=answer.restate,
        warning=_("When the register says that he is free. A second liaison signs after you."),
    ),
    _answer(
        "release_anew",
        step=answer.release_anew,
        warning=_("After this the family can see it, and holds a new paper; the old one no longer holds."),
    ),
    _answer("tell", step=answer.tell, form=TellHow),
    _answer("acknowledge", step=answer.acknowledge),
    _answer("correct", step=answer.correct, form=CorrectHow),
    _answer("withhold", step=answer.withhold, form=WithReason),
)
ENQUIRY = (
    _enquiry("raise_level", step=_of_enquiry(ask.raise_level), form=Raised),
    _enquiry("follow_up", step=_of_enquiry(ask.follow_up)),
    _enquiry("close", step=_of_enquiry(ask.close), form=Outcome),
    _enquiry("reopen", step=_of_enquiry(ask.reopen), form=WithReason),
)
MATCH = (
    _match(
        "ask_revocation",
        step=_of_match(confirm.ask_revocation),
        form=WithReason,
        warning=_("A colleague then decides whether it is revoked or kept."),
    ),
    _match("keep", step=_of_match(confirm.keep), form=WithReason),
    _match(
        "revoke",
        step=_of_match(confirm.revoke),
        form=WithReason,
        warning=_("The family's answer is revoked with it, and a liaison must tell them in person."),
    ),
)
FRESH = (
    Act("call", "request", story.LIAISON, _call, form=Begun),
    PLAN,
    Act("handover", "propose", story.LIAISON, _propose, form=Proposed),
)
MESSAGE = (
    _message("deliver", step=message.deliver, form=Handed),
    _message("fail", step=message.fail, form=Failed),
    _message("send_again", step=message.send_again),
)


def _facts(row: Answer) -> Facts:
    enquirer = row.enquiry.enquirer
    return [
        (_("What the family will learn"), str(RUNGS.get(row.rung, ""))),
        (_("What the register says now"), str(RUNGS.get(queries.rung_of(row.match.custody), ""))),
        (_("On what ground"), str(dict(BASES).get(row.basis, ""))),
        *((_SHOWN[name], str(value)) for name, value in row.shown.items() if name in _SHOWN),
        (_("The enquiry"), str(state_of("enquiry", row.enquiry.state))),
        (_("Family"), enquirer.name),
        (_("Who they are to him"), row.enquiry.relationship),
        (_("Level of kinship"), str(enquirer.level)),
        (_("Telephone"), enquirer.phone),
        (_("When it is safe"), str(enquirer.safe_contact.get("when", ""))),
        (_("Never do"), str(enquirer.safe_contact.get("never", ""))),
    ]


_SHOWN: dict[str, Word] = {
    "address": FIELDS["correspondence"],
    "health": _("Health"),
    "note": _("A word to the family"),
}


def _parts(row: Answer, seat: Seat) -> Iterator[Part]:
    """The family's enquiry and match, their messages, calls, journeys and handovers."""
    yield Part(
        _("The enquiry"),
        state_of("enquiry", row.enquiry.state),
        "",
        "",
        seat.offers(row, ENQUIRY, "liaison-family-act", state=row.enquiry.state),
    )
    yield from challenges.parts(row.enquiry, seat)
    yield Part(
        _("If it was a mistake"),
        state_of("match", row.match.state),
        _who_knows(row),
        "",
        seat.offers(row, MATCH, "liaison-match-act", moves=list(history(row.match)), state=row.match.state),
    )
    for owed in row.corrections.order_by("whom"):
        address = reverse("liaison-correction", args=[owed.pk])
        yield Part(WHOM[owed.whom], state_of("correction", owed.state), "", address, [])
    for letter in row.enquiry.messages.filter(custody=row.match.custody_id).order_by("-written_at"):
        to_family = letter.direction == "to_family"
        acts = seat.offers(letter, MESSAGE if to_family else MESSAGE[1:], "liaison-letter-act")
        title = _("Message to the family") if to_family else _("Message to him")
        text = letter.text if to_family and letter.state in ("passed_receiver", "delivered") else ""
        yield Part(title, state_of("message", letter.state), text, "", acts)
    yield from _led_to(row.enquiry.calls.order_by("pk"), _("Call"), "liaison-call")
    yield from _led_to(row.journeys.order_by("pk"), _("Journey"), "liaison-journey")
    yield from _led_to(row.enquiry.handovers.order_by("pk"), _("Handover"), "liaison-handover")


def _who_knows(row: Answer) -> str:
    """Who would have to be told that it was a mistake, and of what."""
    lines = [f"{whom}: {', '.join(str(one) for one in knew)}" for whom, knew in who_knows(row)]
    return "\n".join([gettext("Who knows of it, and would have to be told:"), *lines]) if lines else ""


def _led_to(rows: Any, title: Word, name: str) -> Iterator[Part]:  # noqa: ANN401 - rows of three nouns
    for one in rows:
        yield Part(title, state_of(one.SUBJECT, one.state), "", reverse(name, args=[one.pk]), [])


ANSWER = Page(
    noun="answer",
    role=story.LIAISON,
    rows=access.answers_for,
    sides=("enquiry__enquirer", "enquiry__sought", "match__custody__person"),
    acts=ACTS,
    title=lambda row: name_of(row.enquiry.sought),
    facts=_facts,
    parts=_parts,
    fresh=FRESH,
    may_begin=lambda row: row.state in queries.TOLD,
    back="liaison",
)


@desk_view(story.LIAISON)
def challenge_act(request: HttpRequest, desk: Desk, *, row_id: UUID, move: str) -> HttpResponse:
    """One more try, from the page of an answer that this liaison may see."""
    row = get_object_or_404(Challenge.objects.select_related("enquiry", "operation"), pk=row_id)
    answer_of_it = access.answers_for(desk.staff).filter(enquiry=row.enquiry_id).order_by("pk").first()
    if answer_of_it is None:
        raise Http404
    again = ANSWER.again(request, desk, answer_of_it.pk)
    to = reverse(ANSWER.name, args=[answer_of_it.pk])
    return take(request, desk, Taking(act_of(challenges.ACTS, move, desk), row, again, to))
