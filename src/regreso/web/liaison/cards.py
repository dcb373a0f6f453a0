"""Cards at the liaison's desk: contacts and ways that a reader checked, to be sent to a family of theirs."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.casebook import access, queries
from regreso.casebook.models import Answer, Card, Enquiry
from regreso.steps import guide
from regreso.web.base.acts import Act, ActForm, WithReason
from regreso.web.base.pages import Facts, Page
from regreso.web.base.people import name_of

_card = partial(Act, "card", role=story.LIAISON)


class ToFamily(ActForm):
    """Which family of ours finds it on its page."""

    family = forms.ChoiceField(
        label=_("Family"), help_text=_("Families to whom an answer was released, by whom they seek.")
    )

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a card
        """Families that do not have it yet."""
        super().for_row(row)
        card: Card = row
        told = Answer.objects.filter(operation=card.operation_id, state__in=queries.TOLD)
        ours = Enquiry.objects.filter(pk__in=told.values("enquiry")).exclude(cards__card=card)
        self.families = {str(one.pk): one for one in ours.select_related("sought")}
        field = self.fields["family"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows a type that Django leaves open
        field.choices = [(key, name_of(one.sought)) for key, one in self.families.items()]

    def arguments(self) -> dict[str, Any]:
        """The enquiry of the family."""
        return {"enquiry": self.families[self.cleaned_data["family"]]}


ACTS = (
    _card(
        "send",
        step=guide.send,
        form=ToFamily,
        warning=_("It is a claim that a reader checked, and no promise of ours that somebody answers there."),
    ),
    _card(
        "withdraw",
        step=guide.withdraw,
        form=WithReason,
        warning=_("Families who have it read not to use it."),
    ),
)


def title_of(row: Card) -> str:
    """The contact, or the first step of the way."""
    if row.kind == "contact":
        return str(row.content.get("value", "—"))
    steps = row.content.get("steps") or [{}]
    return " → ".join(str(step.get("text", "")) for step in steps)


def _facts(row: Card) -> Facts:
    content = row.content
    told: Facts = [
        (_("What it is for"), str(content.get("purpose", ""))),
        (_("For whom"), str(content.get("condition", ""))),
        *((f"{n}.", str(step.get("text", ""))) for n, step in enumerate(content.get("steps") or [], 1)),
        (_("Told by"), str(content.get("told_by", ""))),
        (_("Address where it was found"), str(content["source"].get("address", ""))),
        (_("Published"), str(content["source"].get("published", ""))),
        (_("Version"), str(row.version)),
    ]
    return [(label, value) for label, value in told if value]


CARD = Page(
    noun="card",
    role=story.LIAISON,
    rows=access.cards_for,
    sides=("lead",),
    acts=ACTS,
    title=title_of,
    facts=_facts,
    back="liaison-cards",
)
