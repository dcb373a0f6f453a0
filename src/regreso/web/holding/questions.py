"""Questions of reviewers to the person held: one field of his own record, which he tells or does not."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access
from regreso.steps import inquire
from regreso.web.base.acts import Act, ActForm
from regreso.web.base.clocks import clock
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.fields import Lines, PartialDate
from regreso.web.base.people import FIELDS, name_of
from regreso.web.base.reads import note_read
from regreso.web.base.saved_views import listed
from regreso.web.base.told import must
from regreso.web.holding.shapes import QUESTIONS

_ALONE = _("Ask him alone. He need not answer, and nothing follows for him when he does not.")


class Said(ActForm):
    """What he said, in his words."""

    value = must(Lines(label=_("What he told"), rows=2))

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a question
        """A day of birth is checked as one."""
        super().for_row(row)
        if row.field == "birth":
            self.fields["value"] = must(PartialDate(label=FIELDS["birth"]))


ACTS = (
    Act("question", "answer", story.CAPTIVE, inquire.answer, form=Said, warning=_ALONE),
    Act("question", "decline", story.CAPTIVE, inquire.decline),
)


@require_safe
@desk_view(story.REGISTRAR)
def questions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the people at my sites are to be asked, the most urgent first."""
    rows = access.held_questions_for(desk.staff).filter(state="asked").select_related("custody__person")
    page, above = listed(request, desk, rows, shape=QUESTIONS, name="holding-questions")
    note_read(request, [one.custody for one in page.rows])
    now = timezone.now()
    lines = [
        (
            reverse("holding-custody", args=[one.custody_id]) + "#part-question",
            name_of(one.custody.person),
            FIELDS[one.field],
            clock(one.due_at, now=now),
        )
        for one in page.rows
    ]
    return render(
        request, "holding-questions.html", {"lines": lines, "paged": page, "tools": above, "alone": _ALONE}
    )
