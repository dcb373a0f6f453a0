"""What a reading officer may do with a lead."""

from __future__ import annotations

from functools import partial

from django import forms
from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.steps import read
from regreso.web.base.acts import Act, ActForm
from regreso.web.base.fields import Lines
from regreso.web.base.lead_words import WHYS
from regreso.web.sources.edit import Edited

_lead = partial(Act, "lead", role=story.READING_OFFICER)


class Why(ActForm):
    """Why a lead is rejected."""

    why = forms.ChoiceField(label=_("Why"), choices=list(WHYS.items()), widget=forms.RadioSelect)
    note = Lines(label=_("Remark"), rows=2)


ACTS = (
    _lead("accept", step=read.accept),
    _lead(
        "propose",
        step=read.propose,
        warning=_("Somebody is said to have been killed: a second reader decides after you."),
    ),
    _lead("confirm", step=read.confirm),
    _lead("edit", step=read.edit, form=Edited),
    _lead("reject", step=read.reject, form=Why),
    _lead("undo", step=read.undo),
)
