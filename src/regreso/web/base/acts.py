"""What a person may do with a row on a page. An act is one move of the story: its words, form and step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.casebook import access
from regreso.casebook.actor import Actor
from regreso.casebook.models import Custody, Enquiry, Move
from regreso.web.base.desks import Desk
from regreso.web.base.forms import PageForm, SeeOther, step_form
from regreso.web.base.moves import move_of
from regreso.web.base.words import Word

HANDS = (story.ENQUIRER, story.CAPTIVE)  # whose moves a member of staff writes down for them


class ActForm(PageForm):
    """The form of an act, made for one row; without fields it is a button."""

    row_id = ""

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a row of any noun
        """Told once which row it is about: choices and first values may depend on it."""
        self.row_id = str(row.pk)

    def arguments(self) -> dict[str, Any]:
        """What was filled in, under the names that the step's arguments have."""
        return self.cleaned_data


class WithReason(ActForm):
    """An act that gives its reason."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class WithNote(ActForm):
    """An act with room for a remark."""

    note = forms.CharField(
        label=_("Remark"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )


def _always(_row: Any, _desk: Desk) -> bool:  # noqa: ANN401 - a row of any noun
    return True


@dataclass(frozen=True, slots=True)
class Act:
    """One move that people make on a page.

    `step` is called with the row, what the form says under the names of the step's own arguments, `by` and
    `at`. `warning` says what cannot be undone. `shown_once` is the template for a result that is kept
    nowhere (a phrase, two links): it stands on the page that answers. `at` is its part of the address where
    two moves of one name, of different nouns, are made on one page. `offered` says to whom it is shown where
    the state alone does not; the step decides all the same.
    """

    subject: str
    move: str
    role: str
    step: Callable[..., object]
    form: type[ActForm] = ActForm
    warning: Word = ""
    shown_once: str = ""
    at: str = ""
    offered: Callable[[Any, Desk], bool] = _always

    @property
    def slug(self) -> str:
        """The end of its address: no other act of its page has it."""
        return self.at or self.move

    @property
    def rule(self) -> story.Rule:
        """Its row of the story."""
        return story.rule_for(self.subject, self.move)

    @property
    def words(self) -> Word:
        """What its button says."""
        return move_of(self.subject, self.move)


@dataclass(frozen=True, slots=True)
class Bound:
    """An act whose form was sent and must be shown again, with what was typed."""

    act: Act
    form: ActForm


@dataclass(frozen=True, slots=True)
class Offer:
    """An act as a page shows it: a button with its form, or the word that it takes somebody else."""

    act: Act
    form: ActForm
    address: str
    open: bool
    own_hand: bool

    @property
    def two(self) -> bool:
        """Whether the story wants another person than that of an earlier move."""
        return bool(self.act.rule.other_than)


@dataclass(frozen=True, slots=True)
class Bench:
    """Where acts lie ready: the desk, the acts it has, the address that takes them, a form sent back."""

    desk: Desk
    acts: Sequence[Act]
    to: str
    bound: Bound | None = None

    def offers(self, row: Any, *, moves: Sequence[Move] = (), state: str | None = None) -> list[Offer]:  # noqa: ANN401 - any noun
        """The acts that the story allows with this row in its state, or in the one that the page shows.

        `moves` is its history, so that who made the first of two signatures is told to fetch a colleague.
        """
        shown = row.state if state is None else state
        return [
            self._offer(row, act, moves)
            for act in self.acts
            if shown in act.rule.before and at_desk(act, self.desk) and self._shown(row, act)
        ]

    def _shown(self, row: Any, act: Act) -> bool:  # noqa: ANN401 - a row of any noun
        """What was just refused is shown with its refusal, offered or not."""
        return act.offered(row, self.desk) or bool(self.bound and self.bound.act == act)

    def _offer(self, row: Any, act: Act, moves: Sequence[Move]) -> Offer:  # noqa: ANN401 - a row of any noun
        sent = self.bound if self.bound and self.bound.act == act else None
        form = sent.form if sent and sent.form.row_id == str(row.pk) else None
        me = str(self.desk.staff.pk)
        barring = [moves[place] for place in act.rule.barring([move.name for move in moves])]
        own = any(me in (move.actor_id, move.via_id) for move in barring)
        address = reverse(self.to, args=[row.pk, act.slug])
        return Offer(act, form or filled(act, row), address, open=form is not None, own_hand=own)


def at_desk(act: Act, desk: Desk) -> bool:
    """Whether this desk makes the move, itself or by writing down another's word."""
    return act.role == desk.role or act.role in HANDS


def filled(act: Act, row: Any, sent: Any = None, *, files: Any = None) -> ActForm:  # noqa: ANN401 - a row of any noun, Django's own data
    """The act's form for this row. Labels and inputs of two forms on one page do not mix."""
    form = act.form(sent, files, auto_id=f"{act.slug}-{str(row.pk)[:8]}-%s")
    form.for_row(row)
    return form


def act_of(acts: Iterable[Act], move: str, desk: Desk) -> Act:
    """The act of this desk whose address ends like this.

    Raises:
        Http404: there is none.
        LookupError: there are two; one of them needs an `at` of its own.
    """
    found = [act for act in acts if act.slug == move and at_desk(act, desk)]
    if len(found) > 1:
        raise LookupError(f"“{move}” is the address of two acts: {', '.join(act.subject for act in found)}")
    for act in found:
        return act
    raise Http404


@dataclass(frozen=True, slots=True)
class Taking:
    """An act about to be taken with a row: `page` shows its form again, `to` is looked at when it is done."""

    act: Act
    row: Any  # of any noun
    page: Callable[[Bound], HttpResponse]
    to: str


def take(request: HttpRequest, desk: Desk, taking: Taking) -> HttpResponse:
    """Take the step of a sent form (303); otherwise the page again, with what is to be changed (422).

    Whoever comes back to this address (another language, the browser's history) is led to the row's page.
    """
    if request.method != "POST":
        return SeeOther(taking.to)
    act, row = taking.act, taking.row
    shown: dict[str, object] = {}

    def step(form: ActForm) -> str:
        result = act.step(row, **form.arguments(), by=hand(act.role, row, desk), at=timezone.now())
        if act.shown_once:
            shown.update(result=result, row=row, to=taking.to)
        else:
            messages.success(request, gettext("Done: %(what)s.") % {"what": act.words})
        return taking.to

    def again(form: ActForm) -> HttpResponse:
        return taking.page(Bound(act, form))

    response = step_form(request, filled(act, row, request.POST, files=request.FILES), step=step, page=again)
    return render(request, act.shown_once, shown) if shown else response


def hand(role: str, row: Any, desk: Desk) -> Actor:  # noqa: ANN401 - a row of any noun
    """Who makes the move: the one at the desk, or the person whose word they write down."""
    if role == story.CAPTIVE:
        return access.for_captive(row if isinstance(row, Custody) else row.custody, witness=desk.staff)
    if role == story.ENQUIRER:
        return access.for_enquirer(row if isinstance(row, Enquiry) else row.enquiry, typed_by=desk.staff)
    return desk.actor
