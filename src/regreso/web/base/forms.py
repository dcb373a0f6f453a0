"""Forms that keep what was typed, and the one way in which a page takes a step."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from regreso import story
from regreso.casebook.models import Staff
from regreso.steps.errors import StepError
from regreso.web.base.refusals import friendly

F = TypeVar("F", bound=forms.Form)


log = logging.getLogger(__name__)


class SeeOther(HttpResponseRedirect):
    """Done: look there. 303, so that going back or loading again sends nothing a second time."""

    status_code = 303


class PageForm(forms.Form):
    """A form whose checks are all ours: errors stand beside the field, in the reader's language."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.TextInput | forms.Textarea):
                field.widget.attrs.setdefault("dir", "auto")  # a name may run from right to left


def step_form(
    request: HttpRequest,
    form: F,
    *,
    step: Callable[[F], str],
    page: Callable[[F], HttpResponse],
) -> HttpResponse:
    """POST with good values: `step` takes one step and returns where to look then (303).

    Anything else shows `page`, with what was typed and what is to be changed (422).
    """
    if request.method == "POST" and form.is_valid():
        try:
            return SeeOther(step(form))
        except (story.MoveRefused, StepError) as refused:
            _note_refusal(request, refused)
            form.add_error(None, friendly(refused))
    response = page(form)
    if form.errors:
        response.status_code = 422
    return response


def step_button(request: HttpRequest, *, step: Callable[[], object], to: str) -> HttpResponse:
    """A button without fields: takes one step, then looks at `to`, where a refusal is told."""
    try:
        step()
    except (story.MoveRefused, StepError) as refused:
        _note_refusal(request, refused)
        messages.error(request, friendly(refused))
    return SeeOther(to)


def _note_refusal(request: HttpRequest, refused: story.MoveRefused | StepError) -> None:
    """A line in the log for a move that a member of staff tried and may not make; none for a wrong value."""
    staff = getattr(request, "user", None)
    if isinstance(refused, story.MoveRefused) and isinstance(staff, Staff):
        log.warning("refused: %s of %s, tried by %s", refused.move, refused.subject, staff.pk)
