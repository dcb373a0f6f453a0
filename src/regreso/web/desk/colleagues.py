"""A family calls whose enquiry a colleague has: it is opened with a reason, and an administrator looks.

Who is looked for is asked in the family's words, as in an enquiry. Nothing is shown before the reason is
given, and where nothing fits the attempt is kept as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import BreakGlass, Enquiry
from regreso.steps import break_glass, search
from regreso.tracing.facts import row_facts
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.fields import Line, Lines, PartialDate
from regreso.web.base.forms import step_form
from regreso.web.base.people import name_of
from regreso.web.base.reads import note_read
from regreso.web.base.told import OfOneClick, must
from regreso.web.base.words import state_of
from regreso.web.desk.find import ALIKE
from regreso.web.desk.state import shown_state

if TYPE_CHECKING:
    from uuid import UUID


class Opening(OfOneClick):
    """Whom the caller looks for, and why it cannot wait for the colleague."""

    as_written = must(Line(label=_("Whom the caller looks for"), help_text=_("As the caller says the name.")))
    birth = PartialDate(label=_("Date of birth"), help_text=_("The year alone also helps."))
    settlement = Line(label=_("Where they lived before"))
    reason = must(
        Lines(
            label=_("Why it cannot wait for the colleague"),
            help_text=_("An administrator reads this. Give no names."),
            rows=2,
        )
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.OPERATOR)
def colleagues(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask for it, and see what is open."""

    def step(form: Opening) -> str:
        told = form.cleaned_data
        glass = BreakGlass(id=told["token"], operation=desk.operation)
        break_glass.open_glass(
            glass, _fitting(desk, told), reason=told["reason"], by=desk.actor, at=timezone.now()
        )
        return reverse("desk-colleagues")

    def page(form: Opening) -> HttpResponse:
        now = timezone.now()
        rows = list(access.opened_for(desk.staff, at=now).select_related("sought"))
        note_read(request, rows, reason=break_glass.WHY)
        mine = BreakGlass.objects.filter(staff=desk.staff, ends_at__gt=now).exclude(state="objected")
        context = {
            "form": form,
            "lines": [(one, name_of(one.sought), state_of("enquiry", shown_state(one))) for one in rows],
            "glasses": mine.order_by("-ends_at"),
        }
        return render(request, "desk-colleagues.html", context)

    return step_form(request, Opening(request.POST or None), step=step, page=page)


def _fitting(desk: Desk, told: dict[str, str]) -> list[UUID]:
    """The colleagues' enquiries about such a person, the surest first."""
    row = {"name": told["as_written"], "dob": told["birth"], "settlement": told["settlement"]}
    facts, _dropped = row_facts(row, as_of=timezone.now().date())
    alike = [key for key, bits in search.asks_for(desk.operation.pk, facts) if bits >= ALIKE]
    others = Enquiry.objects.filter(pk__in=alike).exclude(assigned_to=desk.staff)
    theirs = set(others.values_list("pk", flat=True))
    return [key for key in alike if key in theirs][: break_glass.MOST]
