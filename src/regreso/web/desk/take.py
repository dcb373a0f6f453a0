"""Enquiries that nobody attends to yet, as those from the web: an operator takes the one that is due first.

No name is shown before it is one's own, so that nobody chooses whom to help.
"""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from regreso import story
from regreso.casebook.queries import unassigned
from regreso.steps import attend
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.forms import PageForm, step_form


class Wanted(PageForm):
    """In which language the operator can speak with the family."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.OPERATOR)
def waiting(request: HttpRequest, desk: Desk) -> HttpResponse:
    """How many wait, in which language, and since when; a button takes the next."""

    def step(form: Wanted) -> str:
        language = form.cleaned_data["language"]
        taken = attend.take_next(desk.operation, language=language, by=desk.actor, at=timezone.now())
        return reverse("desk-enquiry", args=[taken.pk]) if taken else reverse("desk-waiting")

    def page(form: Wanted) -> HttpResponse:
        rows = unassigned([desk.operation.pk]).order_by("language")
        counted = rows.values_list("language").annotate(Count("pk"), Min("first_look_due_at"))
        names = dict(settings.LANGUAGES)
        lines = [(code, names.get(code, code), number, due) for code, number, due in counted]
        context = {"form": form, "lines": lines, "all": sum(line[2] for line in lines), "now": timezone.now()}
        return render(request, "desk-waiting.html", context)

    sent = request.POST if request.method == "POST" else None  # a button alone sends no field
    return step_form(request, Wanted(sent), step=step, page=page)
