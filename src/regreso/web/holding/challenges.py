"""Questions that only the person held and his family can answer: he is asked, or sets one, alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.casebook.access import custodies_for, held_challenges_for
from regreso.casebook.actor import Actor
from regreso.casebook.models import Answer, Challenge, Custody, Move, Staff
from regreso.steps import challenge
from regreso.web.base.acts import Act, ActForm
from regreso.web.base.challenges import SetForm
from regreso.web.base.desks import Desk
from regreso.web.base.fields import Line
from regreso.web.base.told import OfOneClick, must
from regreso.web.base.words import Word
from regreso.web.holding.word import ASKING, families

_ALONE = _(
    "Ask him alone, in these words. He need not answer. Nobody is told whether it was right, you neither."
)


class SetByHim(SetForm, OfOneClick):
    """His question to one family, with its answer."""

    enquiry = forms.TypedChoiceField(label=_("To whom"), coerce=UUID)
    field_order = ("token", "enquiry", "question", "expected")

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a custody
        """Only families for whom an answer about him is prepared."""
        super().for_row(row)
        field = self.fields["enquiry"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows a type that Django leaves open
        field.choices = families(row, ASKING)

    def arguments(self) -> dict[str, Any]:
        """The question, not saved yet."""
        said = self.cleaned_data
        row = Challenge(
            id=said["token"], enquiry_id=said["enquiry"], question=said["question"], expected=said["expected"]
        )
        return {"fresh": row}


class Answered(ActForm):
    """What he answered, in his words."""

    said = must(Line(label=_("What he answered"), autocapitalize="none", spellcheck="false"))


def _set(custody: Custody, fresh: Challenge, *, by: Actor, at: datetime) -> Move:
    fresh.custody, fresh.operation_id = custody, custody.operation_id
    return challenge.set_question(fresh, by=by, at=at)


def _of_family(row: Challenge, _desk: Desk) -> bool:
    return bool(row.set_by == challenge.FAMILY)


def _of_him(row: Challenge, _desk: Desk) -> bool:
    return bool(row.set_by == challenge.CAPTIVE)


SET = Act(
    "challenge", "set", story.CAPTIVE, _set, form=SetByHim, at="set_question",
    warning=_("He chooses it, alone. Write it down, and tell it to nobody: not to the family either."),
)  # fmt: skip
ACTS = (
    Act(
        "challenge", "meet", story.CAPTIVE, challenge.answer, form=Answered, at="answer", warning=_ALONE,
        offered=_of_family,
    ),
    Act("challenge", "withdraw", story.CAPTIVE, challenge.withdraw, offered=_of_him),
)  # fmt: skip


def on_page(custody: Custody, staff: Staff) -> QuerySet[Challenge]:
    """What he is to be asked, and what he set. A question that was answered is not there any more."""
    return of_custody(held_challenges_for(staff), custody).order_by("set_at", "pk")


def of_custody(rows: QuerySet[Challenge], custody: Custody) -> QuerySet[Challenge]:
    """Those that concern this person."""
    asked = Answer.objects.filter(match__custody=custody, state__in=ASKING).values("enquiry")
    his = rows.filter(set_by=challenge.CAPTIVE, custody=custody)
    return his | rows.filter(set_by=challenge.FAMILY, state="set", enquiry__in=asked)


def custody_of(row: Challenge, staff: Staff) -> Custody | None:
    """About whom it is: of one that a family set, whoever their answer is about, at this registrar's site."""
    custody: Custody | None = row.custody
    if custody is not None:
        return custody
    answers = Answer.objects.filter(enquiry=row.enquiry_id, state__in=ASKING)
    found = (
        answers.filter(match__custody__in=custodies_for(staff))
        .select_related("match__custody__person")
        .first()
    )
    return found.match.custody if found else None


def words_of(row: Challenge) -> Word:
    """Whose it is. Whether it was answered, and how, is not said at this desk."""
    return _("The family asks him") if row.set_by == challenge.FAMILY else _("His question to the family")
