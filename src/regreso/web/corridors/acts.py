"""What a coordinator does with a corridor, a plan, a shelter notice and a copy with names."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.steps import arrange, convoy, evacuate, hand_out
from regreso.web.base.acts import Act, ActForm, WithReason
from regreso.web.base.fields import Lines
from regreso.web.base.words import Word

OUTCOMES: dict[str, Word] = {
    "unknown": _("not known"),
    "completed": _("everybody of the plan arrived"),
    "partly": _("some arrived"),
    "halted": _("halted on the way"),
    "disputed": _("the parties say different things"),
}
TONGUES: dict[str, str] = {"uk": "Українська", "ru": "Русский", "es": "Español", "en": "English"}


class Shelter(ActForm):
    """What everybody is told if it is aborted, in the languages of the channels."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **kwargs)
        for tongue, name in TONGUES.items():
            self.fields[tongue] = Lines(label=name, rows=3)

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a corridor
        """What was approved before stands there; languages that a channel needs are marked."""
        super().for_row(row)
        needed = {one["language"] for one in row.channels}
        for tongue in TONGUES:
            self.fields[tongue].initial = row.shelter.get(tongue, "")
            if tongue in needed:
                self.fields[tongue].help_text = _("A channel needs this language.")

    def arguments(self) -> dict[str, Any]:
        """What the step takes."""
        return {"shelter": {tongue: self.cleaned_data[tongue] for tongue in TONGUES}}


class WhyAborted(ActForm):
    """An abort never waits for a reason."""

    reason = Lines(label=_("Why, if there is time to say it"), rows=2)


class Outcome(ActForm):
    """How it came out."""

    outcome = forms.ChoiceField(label=_("How it came out"), choices=list(OUTCOMES.items()), initial="unknown")

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a corridor
        """What is known now."""
        super().for_row(row)
        self.fields["outcome"].initial = row.outcome or "unknown"


_corridor = partial(Act, "corridor", role=story.COORDINATOR)
CORRIDOR = (
    _corridor(
        "abort",
        step=convoy.abort,
        form=WhyAborted,
        warning=_(
            "At once, and without a second person. The notice that two approved goes to every channel."
        ),
    ),
    _corridor(
        "agree",
        step=evacuate.agree,
        warning=_("Only when every party has said yes to all five fields, in writing."),
    ),
    _corridor(
        "approve",
        step=convoy.approve,
        form=Shelter,
        warning=_("Read the plan first. The notice says where to shelter, never where the convoy is."),
    ),
    _corridor(
        "go",
        step=convoy.go,
        warning=_(
            "From now on it moves. Read the plan and the shelter notice once more. Every manifest opens."
        ),
    ),
    _corridor("close", step=convoy.close, form=Outcome, warning=_("Is everybody who boarded accounted for?")),
    _corridor("name_outcome", step=convoy.name_outcome, form=Outcome),
    _corridor("withdraw", step=evacuate.withdraw, form=WithReason),
)
PLAN = (Act("corridor_plan", "stop", role=story.COORDINATOR, step=arrange.stop),)
BROADCAST = (Act("broadcast", "acknowledge", role=story.COORDINATOR, step=convoy.acknowledge),)
COPY = (
    Act(
        "manifest_copy",
        "grant",
        role=story.COORDINATOR,
        step=hand_out.grant,
        warning=_("A list of people can kill. Who gets it, and why? It can be printed for a day."),
    ),
    Act("manifest_copy", "refuse", role=story.COORDINATOR, step=hand_out.refuse, form=WithReason),
)
