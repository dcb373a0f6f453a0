"""The form in which either side sets a question that only he and his family can answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regreso.steps import challenge
from regreso.steps.errors import StepError
from regreso.web.base.fields import Line
from regreso.web.base.refusals import VALUES


class SetForm(forms.Form):
    """The question and its answer; what would prove nothing is said beside the field."""

    question = Line(
        label=_("The question"),
        help_text=_(
            "Something that only the two of you know: the name of a pet, a place, a word. Nothing that "
            "stands in a network, in a paper or in this enquiry."
        ),
    )
    expected = Line(
        label=_("Its answer"),
        help_text=_("One to three words. It is kept encrypted, compared by a machine, and shown to nobody."),
        autocapitalize="none",
        spellcheck="false",
    )

    def clean(self) -> dict[str, Any]:
        """Too easy to guess, or told by the question itself."""
        said: dict[str, Any] = super().clean() or {}
        if "question" in said and "expected" in said:
            try:
                challenge.refuse_weak(said["question"], said["expected"])
            except StepError as error:
                field = "question" if error.code in ("no_question", "answer_in_question") else "expected"
                self.add_error(field, VALUES[error.code])
        return said
